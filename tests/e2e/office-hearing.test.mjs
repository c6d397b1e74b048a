// Two hearings from the first decision to the last letter, as MODE-D-EMPLOI.md says it, all in the browser: fourteen firms,
// six peers with conflicts, a firm that cancels. On a table on AWS, and with --full on a database too, step by step; after
// each step a colleague asks with a command where each firm stands.

import assert from 'node:assert/strict'
import { choose, go, open, steps, unfold } from './office-hands.mjs'
import { MARIE, PEERS, desks, inDays, letters, openHearing, send } from './office-hearing.mjs'

const offices = await desks()
const states = Array(14).fill('received')

/** Does that in each office at once; then each of the firms that `moved` gives stands there, all others where they were. */
async function inEach(body, moved = () => ({})) {
  await Promise.all(offices.map((desk) => body(desk, desk.visitor, desk.page)))
  for (const [number, state] of Object.entries(await moved())) states[number - 1] = state
  for (const desk of offices) {
    const firms = await desk.firms()
    assert.deepEqual(firms.map(({ state }) => state), states, desk.name)
    assert.deepEqual(desk.visitor.complaints, [])
  }
}

const step = steps()

/** Each of these firms, and where it stands. */
const all = (numbers, state) => Object.fromEntries(numbers.map((number) => [number, state]))
const everybody = states.map((_, at) => at + 1)
const hearings = ['a1', 'a2']

let heard, waiting

step('les pairs: six, each with days, a signature and ties', () => inEach(async (desk, visitor, page) => {
  await go(visitor, 'Pairs')
  for (const peer of PEERS) {
    for (const [name, value] of Object.entries(peer)) await page.locator(`#${name}`).fill(value)
    await visitor.press('Ajouter ce pair')
  }
  const text = await visitor.text()
  for (const { nom_pair: name } of PEERS) assert.ok(text.includes(name.replaceAll('’', "'")), name)
}))

step('chaque jour: all are retained at once', () => inEach(async (desk, visitor, page) => {
  await go(visitor, 'Candidatures')
  for (const box of await page.locator('input[name="ref"]').all()) await box.check()
  await visitor.press('Décider de celles qui sont cochées')
  await choose(visitor, 'Retenue')
  await page.locator('#par').fill(MARIE)
  await visitor.press('Enregistrer ces 14 décisions')
}, () => all(everybody, 'retained')))

step('préparer une audition: two dates, each with four peers', () => inEach(async (desk, visitor, page) => {
  await go(visitor, 'Auditions')
  for (const [days, panel] of [[20, [0, 1, 2, 3]], [40, [2, 3, 4, 5]]]) {
    await page.locator('#date').fill(inDays(days))
    await page.locator('#heure').fill('9:00')
    await page.locator('#lieu').fill('Salle du Peyrou, Montpellier')
    await page.getByLabel('Accès de plain-pied').check()
    for (const at of panel) await page.getByLabel(PEERS[at].nom_pair).check()
    await visitor.press('Ajouter cette audition')
  }
  assert.match(await visitor.text(), /9 h 00 \(305 minutes pour 6 entreprises, jusqu'à 14 h 05\)/)
}))

step('« Aujourd’hui » dit ce qui reste à traiter', () => inEach(async (desk, visitor, page) => {
  const treat = async (group, number, act) => {
    await go(visitor, 'Aujourd’hui')
    await visitor.follow(page.locator(`h2:has-text("${group}") + ul a`, { hasText: desk.reference(number) }))
    await act()
  }
  const exclude = (name) => async () => {
    if (name) await page.getByRole('group', { name: 'Ne siègent pas à l’audition' }).getByLabel(name).check()
    await visitor.press('Enregistrer qui ne siège pas')
  }
  await treat('Personnes à ne pas faire siéger', 2, exclude(PEERS[0].nom_pair))
  await treat('Personnes à ne pas faire siéger', 5, exclude())
  await treat('Conflits possibles', 7, exclude(PEERS[5].nom_pair))
  await treat('Besoins pour l’audition', 4, async () => {
    await page.getByRole('group', { name: 'À prévoir' }).getByLabel('Accès de plain-pied').check()
    await visitor.press('Enregistrer les besoins')
  })
  await open(visitor, desk.reference(1))
  await unfold(visitor, 'Dates de l’entreprise')
  await page.locator('[name="date-a2"][value="cannot"]').check()
  await visitor.press('Enregistrer les dates')
  await go(visitor, 'Aujourd’hui')
  assert.doesNotMatch(await visitor.text(), /ne pas faire siéger|Conflits possibles|Besoins pour/)
}))

step('le plan: proposed, explained, accepted', async () => {
  await inEach(async (desk, visitor, page) => {
    await go(visitor, 'Auditions')
    await visitor.press('Le plan')
    assert.match(await visitor.text(), /Sans place \(2\)/)
    const links = await page.locator('main h3 a').evaluateAll((found) => found.map((each) => each.getAttribute('href')))
    desk.waiting = links.map((href) => desk.number(href.split('/').at(-1)))
    for (const said of await page.locator('main h3 + .notice').allInnerTexts()) assert.doesNotMatch(said, /Société|BDP-/)
    await visitor.press('Accepter ce plan')
  }, () => all(everybody.filter((number) => !offices[0].waiting.includes(number)), 'scheduled'))
  const plans = await Promise.all(offices.map(async (desk) => [desk.waiting, await desk.heardAt('a1'), await desk.heardAt('a2')]))
  const [plan] = plans
  for (const other of plans) assert.deepEqual(other, plan)
  waiting = plan[0]
  heard = { a1: plan[1], a2: plan[2] }
  assert.deepEqual([heard.a1.length, heard.a2.length], [6, 6])
  assert.ok(!heard.a2.includes(1) && !heard.a1.includes(2) && !heard.a2.includes(7), JSON.stringify(heard))
})

step('un aménagement est organisé', () => inEach(async (desk, visitor, page) => {
  if (waiting.includes(4)) return
  await go(visitor, 'Aujourd’hui')
  await visitor.follow(page.locator('h2:has-text("Aménagement à organiser") + ul a').first())
  await unfold(visitor, 'Besoins pour l’audition')
  await visitor.press('L’aménagement est organisé')
  assert.match(await visitor.text(), /Accès de plain-pied · organisé/)
}))

step('convoquer: a letter and an event for each firm and each peer, and what they answer', () => inEach(async (desk, visitor, page) => {
  for (const count of [1, 0]) {
    await go(visitor, 'Courriers')
    await visitor.press('Préparer les convocations')
    assert.equal(await page.getByRole('button', { name: 'Préparer les convocations' }).count(), count)
  }
  const asked = await letters(desk, 'convocation')
  assert.equal(asked.length, 12 + 8)
  const saved = [true, false].map((isFirm) => asked.find((href) => href.includes('BDP-') === isFirm))
  for (const href of asked) {
    const { text, event } = await send(desk, href, { event: saved.includes(href) })
    const isFirm = href.includes('BDP-')
    assert.equal(/Société/.test(text), isFirm, text)
    assert.equal(PEERS.some(({ nom_pair: name }) => text.includes(name)), !isFirm, text)
    await page.getByLabel('Elle vient').check()
    await visitor.press('Enregistrer la réponse')
    if (!event) continue
    assert.match(event, /^METHOD:REQUEST\r$/m)
    assert.doesNotMatch(event, isFirm ? /Réseau|Pain|Lefèvre/ : /Société|BDP-/)
    await visitor.press('Il n’y a plus de copie ici')
  }
  await go(visitor, 'Aujourd’hui')
  assert.doesNotMatch(await visitor.text(), /à convoquer|sans réponse|copies de courriers/i)
}))

step('une entreprise annule: the oldest that can come takes its place, and nobody else hears of it', async () => {
  const can = (number, hearing) => !(hearing === 'a1' ? [2] : [1, 7]).includes(number)
  const hearing = hearings.find((each) => can(waiting[0], each))
  const [gone, next] = [heard[hearing][2], waiting[0]]
  await inEach(async (desk, visitor) => {
    await open(visitor, desk.reference(gone))
    await unfold(visitor, 'Retirer, ou répondre à une autre demande')
    await desk.page.locator('#quoi-withdraw').check()
    await desk.page.locator('#demander-verifie-callback').check()
    await visitor.submit('/demandes')
    await go(visitor, 'Aujourd’hui')
    assert.match(await visitor.text(), /Annulations d'audition à envoyer \(1\)/)
  }, () => all([gone], 'withdrawn'))
  await inEach(async (desk, visitor) => {
    const [href, ...others] = await letters(desk, 'cancelled')
    assert.deepEqual(others, [])
    const { text, event } = await send(desk, href, { event: true })
    assert.match(text, /Vous avez retiré votre candidature/)
    assert.match(event, /^METHOD:CANCEL\r$/m)
    await go(visitor, 'Auditions')
    await visitor.press('Le plan')
    await visitor.press('Accepter ce plan')
  }, () => all([next], 'scheduled'))
  heard[hearing][2] = next
  for (const desk of offices) for (const each of hearings) assert.deepEqual(await desk.heardAt(each), heard[each], desk.name)
  await inEach(async (desk) => {
    const asked = await letters(desk, 'convocation')
    const [href, ...others] = asked.filter((each) => each.includes(desk.reference(next)))
    assert.deepEqual(others, [])
    assert.match((await send(desk, href)).text, new RegExp(`Société ${next}\\b`))
    assert.deepEqual(await letters(desk, 'moved'), [])
  })
})

step('avant: sheets for each peer, one of whom knows a firm', () => inEach(async (desk, visitor, page) => {
  const known = heard.a1[3]
  const make = async (name) => {
    await visitor.press(`Faire son dossier (${name})`)
    const sheets = await page.locator('.pack > table').allInnerTexts()
    const paper = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
    assert.equal(paper.match(/\/Type\s*\/Page\b/g).length, sheets.length, 'a page each, and none that is empty')
    await visitor.press('Revenir aux dossiers')
    return sheets
  }
  await openHearing(desk, 'a1', 'dossiers')
  for (const { nom_pair: name } of PEERS.slice(0, 4)) {
    const sheets = await make(name)
    assert.equal(sheets.length, 2 + 6)
    for (const sheet of sheets) assert.ok(sheet.includes(name), sheet)
    assert.doesNotMatch(sheets.join(), /@|67.00.00|fauteuil|Personne que|Durand/)
  }
  // The third stops at the list of names.
  await open(visitor, desk.reference(known))
  await unfold(visitor, 'Un pair se retire')
  await page.locator('#retrait-pair').selectOption({ label: PEERS[2].nom_pair })
  await visitor.press('Ce pair se retire')
  await openHearing(desk, 'a1', 'dossiers')
  const again = (await make(PEERS[2].nom_pair)).join()
  assert.ok(/Déport/.test(again) && !new RegExp(`Société ${known}\\b`).test(again), again)
  for (const copy of [1, 2, 4, 5]) await visitor.press(`Remis (n° ${copy})`)
}))

step('le jour même: who is there, and whom to call where too few are', () => inEach(async (desk, visitor, page) => {
  await openHearing(desk, 'a1', 'deroule')
  await page.getByLabel(PEERS[3].nom_pair).uncheck()
  await visitor.press('Vérifier les créneaux')
  assert.match(await visitor.text(), new RegExp(`À appeler \\(1\\).*Société ${heard.a1[3]}\\b.*67 00 00 ${10 + heard.a1[3]}`))
  await page.getByLabel(PEERS[3].nom_pair).check()
  await visitor.press('Vérifier les créneaux')
  assert.match(await visitor.text(), /Assez de pairs sont là/)
}))

for (const hearing of hearings) {
  step(`après ${hearing}: who came, and what the peers think`, async () => {
    const absent = hearing === 'a1' ? heard.a1[5] : 0
    const came = heard[hearing].filter((number) => number !== absent)
    await inEach(async (desk, visitor, page) => {
      for (const number of heard[hearing]) {
        await openHearing(desk, hearing, 'deroule')
        await visitor.pressFirst(`a[href$="/avis/${desk.reference(number)}"]`)
        await visitor.press(number === absent ? 'Elle n’est pas venue' : 'Elle a été entendue')
        if (number === absent) continue
        await page.locator('#demande').fill('Faut-il ouvrir un atelier ?')
        await page.locator('#mot-adapte').check()
        await page.locator('#avis').fill(`Commencez plus petit, Société ${number}.`)
        await page.locator('#approuve_par').fill(`${PEERS[2].nom_pair}, ${MARIE}`)
        await visitor.press('Enregistrer l’avis')
        assert.match(await visitor.text(), /L'avis est noté/)
      }
    }, () => ({ ...all(came, 'heard'), ...all(absent ? [absent] : [], 'absent') }))
    await inEach(async (desk) => {
      const drafts = (await letters(desk, 'opinion')).filter((href) => came.some((number) => href.includes(desk.reference(number))))
      assert.equal(drafts.length, came.length)
      for (const href of drafts) {
        const { text } = await send(desk, href, { paper: true })
        assert.match(text, /Commencez plus petit, Société \d+\.[^]*ni une expertise ni un conseil juridique/)
        assert.ok(!PEERS.some(({ nom_pair: name }) => text.includes(name)), text)
      }
    }, () => all(came, 'advised'))
  })
}

step('un courrier revient, un dossier se détruit, une absente attend une autre date', async () => {
  const [back, absent] = [heard.a1[0], heard.a1[5]]
  const opinion = (desk) => `/courriers/opinion-${desk.reference(back)}`
  await inEach(async (desk, visitor, page) => {
    await visitor.look(opinion(desk))
    await page.getByLabel('Pourquoi').fill('adresse inconnue')
    await visitor.press('Il est revenu')
  }, () => all([back], 'heard'))
  await inEach(async (desk, visitor) => {
    await visitor.look(opinion(desk))
    await visitor.press('Prendre ce courrier')
    await visitor.press('C’est envoyé')
  }, () => all([back], 'advised'))
  await inEach(async (desk, visitor) => {
    await open(visitor, desk.reference(absent))
    await unfold(visitor, 'Décider')
    await choose(visitor, 'Retenue')
    await desk.page.locator('#par').fill(MARIE)
    await visitor.submit('/decider')
    await openHearing(desk, 'a1', 'dossiers')
    for (const copy of [1, 2, 4, 5]) await visitor.press(`Rendu (n° ${copy})`)
    for (const copy of [1, 2, 3, 4, 5]) await visitor.press(`Détruit (n° ${copy})`)
    assert.match(await visitor.text(), /Exemplaires \(5, dont 0 à détruire\)/)
    await go(visitor, 'Journal')
    assert.match(await visitor.text(), /Tous les actes sont là/)
  }, () => all([absent], 'retained'))
})
