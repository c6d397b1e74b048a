// The day's work of a secretary, as MODE-D-EMPLOI.md says it, all in the browser. After each step a colleague looks at each
// application with the command, on the machine where they are.

import assert from 'node:assert/strict'
import { words } from './applicant.mjs'
import { Home } from './office-home.mjs'
import { Office, enter } from './office.mjs'
import { choose, go, open, save, steps, unfold } from './office-hands.mjs'
import { picture } from './office-pictures.mjs'

const MARIE = 'Marie Vidal'

/** Twelve firms, none like another; the last is taken for a robot. */
const firms = (trap) => [
  { raison_sociale: 'Fonderies du Lez', conflits: 'Monsieur Martin, notre concurrent' },
  { raison_sociale: 'Çelik Énergies', siren: '552100554', code_postal: '11000' },
  { raison_sociale: 'Verreries du Gard', siren: '542065479', departement: '30', code_postal: '30000', themes: 'numerique' },
  { raison_sociale: 'Domaine « Les Amandiers »', siren: '383474814', amenagement: 'Un accès sans marche.' },
  { raison_sociale: 'Ateliers & Fils', siren: '784671695', effectif: '45', telephone: '04 67 12 34 56' },
  { raison_sociale: 'Transports de l’Aude', siren: '775672272', chiffre_affaires: '9800000' },
  { raison_sociale: 'Boulangerie Ségur', fonction: 'Co-gérante', siren: '423646512', effectif: '3' },
  { raison_sociale: 'Ô Bois', siren: '444608442', projet: words(600, 'bois') },
  { raison_sociale: 'SARL Peyre', siren: '523255164', reseaux: 'digital_113' },
  { raison_sociale: 'Studio Gras', fonction: 'Gérante <b>et</b> associée', siren: '409404316', motivation: words(300, 'studio') },
  { raison_sociale: 'Coop. des Cévennes', siren: '318906443', themes: ['energetique', 'autre'], theme_autre: 'Reprise par les salariés' },
  { raison_sociale: 'Garrigue Robotique', siren: '500569405', [trap]: 'https://example.org' },
]

/** Runs the day in that order; `https`: the applications are on another machine. */
export function aDay({ https }) {
  let home, visitor, paul, phrase, references, marie
  const from = () => (https ? home.at('office-marie.age') : home.store)
  /** Where each of these applications stands. */
  const states = async (...all) => Promise.all(all.map(async (reference) => (await home.case(reference, paul)).state))

  const step = steps()

  step('la première fois: a key with its phrase, and the lines for the maintainer', async () => {
    home = await Home.found()
    paul = await home.person('Paul Garcin')
    home.join(paul.lines)
    const fresh = await Office.open(undefined, { identity: home.at('identity.txt'), store: `sqlite:${home.at('never.db')}`, args: ['--content', home.content] })
    const newcomer = await enter(fresh)
    await newcomer.press('Créer ma clé')
    phrase = await newcomer.page.locator('.phrase').innerText()
    await picture(newcomer, 'premiere-fois')
    await newcomer.page.fill('#phrase', phrase)
    await newcomer.press('Créer ma clé avec cette phrase')
    const lines = await newcomer.page.locator('pre.key code').innerText()
    assert.match(await newcomer.text(), /Feuille de secours/)
    await newcomer.leave()
    await fresh.end()

    home.join(lines.replace('Prénom Nom', MARIE))
    marie = lines.match(/key = "(.*)"/)[1]
    if (https) await home.admit('marie', marie)
    await home.serve()
  })

  step('twelve applications arrive through the form', async () => {
    references = []
    for (const changes of firms(await home.trap())) references.push(await home.apply(changes))

    const received = await states(...references)
    assert.deepEqual(received, [...Array(11).fill('received'), 'quarantined'])
  })

  step('ouvrir: one phrase, and Aujourd’hui says what waits', async () => {
    const env = https ? { SSL_CERT_FILE: home.authority } : {}
    const office = await Office.open(undefined, { identity: home.at('identity.txt'), store: from(), args: ['--content', home.content], env })
    visitor = await enter(office)
    await visitor.page.fill('#phrase', phrase)
    await visitor.press('Ouvrir')

    await picture(visitor, 'aujourd-hui')
    const today = await visitor.text()
    assert.match(today, /À vérifier \(1\)/)
    assert.match(today, /\(11\)/)
  })

  step('une candidature mise à l’écart: looked at, and released', async () => {
    await visitor.follow(visitor.page.locator('main a', { hasText: references[11] }).first())
    await visitor.page.getByLabel('C’est une vraie candidature').check()
    await visitor.page.locator('#verifier-motif').fill('Rappelée au numéro de l’entreprise, elle a bien candidaté.')
    await visitor.submit('/verifier')

    assert.deepEqual(await states(references[11]), ['received'])
  })

  step('chaque jour: several are decided together, others one by one', async () => {
    const { page } = visitor
    await go(visitor, 'Candidatures')
    for (const reference of references.slice(0, 5)) await page.locator(`input[name="ref"][value="${reference}"]`).check()
    await visitor.press('Décider de celles qui sont cochées')
    assert.match(await visitor.text(), /ces 5 candidatures/)
    await choose(visitor, 'Retenue')
    await visitor.press('Enregistrer ces 5 décisions')
    assert.deepEqual(await states(...references.slice(0, 5)), Array(5).fill('retained'))

    const outcomes = ['En attente', 'À préciser', 'Non retenue', 'Retenue', 'Retenue', 'Retenue', 'Retenue']
    for (const [at, outcome] of outcomes.entries()) {
      await open(visitor, references[5 + at])
      await unfold(visitor, 'Décider')
      await choose(visitor, outcome)
      await page.locator('#texte').fill('Un mot pour vous.')
      if (at === 0) await picture(visitor, 'decider', page.locator('summary', { hasText: 'Décider' }))
      await visitor.submit('/decider')
    }
    const decided = await states(...references.slice(5))
    assert.deepEqual(decided, ['waiting', 'clarify', 'declined', ...Array(4).fill('retained')])
  })

  step('annoncer une décision: every letter is read, taken and said to be sent', async () => {
    const { page } = visitor
    for (const reference of references) {
      await go(visitor, 'Courriers')
      const { announced } = await home.case(reference, paul)
      assert.equal(announced, false, `${reference} is decided, and nobody was told`)
      await visitor.follow(page.locator(`a[href$="/courriers/decision-${reference}"]`))
      if (reference === references[0]) await picture(visitor, 'courrier')
      if (/pas encore décidé/.test(await visitor.text())) await page.locator('#courrier').fill('Bonjour,\n\nVotre candidature n’est pas retenue.')
      await visitor.press('Prendre ce courrier')
      await visitor.press('C’est envoyé')
      assert.equal((await home.case(reference, paul)).announced, true, reference)
    }
    await go(visitor, 'Aujourd’hui')
    assert.doesNotMatch(await visitor.text(), /annoncer/)
  })

  step('une réponse est corrigée', async () => {
    await open(visitor, references[0])
    await unfold(visitor, 'Corriger une réponse')
    await visitor.page.locator('#champ').selectOption('effectif')
    await visitor.page.locator('#valeur').fill('46')
    await visitor.page.locator('#corriger-verifie-callback').check()
    await visitor.submit('/corriger')

    assert.match(await visitor.text(), /46 Corrigé le .* Avant : 12/)
    const { corrections, state } = await home.case(references[0], paul)
    assert.deepEqual([corrections.length, corrections[0].after, state], [1, '46', 'retained'])
  })

  step('une candidature est retirée', async () => {
    await open(visitor, references[1])
    await unfold(visitor, 'Retirer, ou répondre à une autre demande')
    await visitor.page.locator('#quoi-withdraw').check()
    await visitor.page.locator('#demander-verifie-email').check()
    await visitor.submit('/demandes')

    assert.match(await visitor.text(), /La candidature est retirée/)
    assert.deepEqual(await states(references[1], references[2]), ['withdrawn', 'retained'])
  })

  /** Fills in the form of Demandes. */
  async function ask(reference, what, verified) {
    const { page } = visitor
    await go(visitor, 'Demandes')
    await page.locator('#ref').fill(reference)
    await page.locator(`#quoi-${what}`).check()
    await page.locator(`#demande-verifie-${verified}`).check()
  }

  step('ce qu’une personne peut demander: a copy, once it is known who asks', async () => {
    await ask(references[2], 'access', 'no')
    await visitor.press('Enregistrer la demande')
    assert.match(await visitor.text(), /répondez avant le/)
    await go(visitor, 'Demandes')
    assert.match(await visitor.text(), /En attente \(1\).*pas encore vérifié/)

    await ask(references[2], 'access', 'callback')
    const copy = (await save(visitor, visitor.page.getByRole('button', { name: 'Enregistrer la demande' }))).toString()
    assert.match(copy, /Verreries du Gard/)
    assert.doesNotMatch(copy, /Fonderies|Çelik/)
    await go(visitor, 'Demandes')
    assert.match(await visitor.text(), /En attente \(0\).*Faites \(3\)/)
  })

  step('une candidature est effacée, et l’attestation se redemande', async () => {
    const { page } = visitor
    await ask(references[5], 'erasure', 'letter')
    await page.locator('#efface').check()
    const certificate = await save(visitor, page.getByRole('button', { name: 'Enregistrer la demande' }))
    assert.match(certificate.toString(), new RegExp(references[5]))
    assert.doesNotMatch(certificate.toString(), /Transports/)
    await go(visitor, 'Demandes')
    assert.match(await visitor.text(), /Effacées \(1\)/)
    await picture(visitor, 'demandes')
    assert.deepEqual(await save(visitor, page.getByRole('link', { name: 'attestation' })), certificate)

    assert.deepEqual(await states(references[5], references[6]), ['erased', 'clarify'])
  })

  step('un export pour la présidence', async () => {
    const { page } = visitor
    await go(visitor, 'Exporter')
    await page.getByLabel('Tout, pour la présidence').check()
    const sheet = await save(visitor, page.getByRole('button', { name: 'Enregistrer le fichier' }))
    assert.equal(sheet.subarray(0, 2).toString(), 'PK')
    await page.locator('#format-csv').check()
    const table = (await save(visitor, page.getByRole('button', { name: 'Enregistrer le fichier' }))).toString()
    assert.match(table, /Monsieur Martin/)
    assert.doesNotMatch(table, /Transports|digital_113|Digital 113/)
  })

  step('une collègue arrive: she is on the list, and all is sealed for her too', async () => {
    const { page } = visitor
    const nadia = await home.person('Nadia Roux')
    await assert.rejects(home.case(references[0], nadia), 'nothing is open to her yet')
    home.join(nadia.lines)
    await home.serve({ accept: nadia.number })
    await go(visitor, 'Clés')
    assert.match(await visitor.text(), /Nadia Roux.*ouvre 0 candidature/)
    await page.locator('#nouvelles').fill(nadia.number)
    await page.locator('#refermer-phrase').fill(phrase)
    await visitor.follow(page.getByRole('button', { name: 'Refermer' }))
    assert.match(await visitor.text(), /C'est fait/)
    await go(visitor, 'Clés')
    await picture(visitor, 'cles')
    assert.match(await visitor.text(), /Nadia Roux.*ouvre 11 candidature\(s\) sur 11/)

    // What is done from now on is hers to read as well, and what arrives.
    await open(visitor, references[6])
    await unfold(visitor, 'Noter un appel')
    await page.locator('#note').fill('Elle précise demain.')
    await page.locator('form[action$="/noter"] button').first().click()
    await page.waitForLoadState('load')
    const late = await home.apply({ raison_sociale: 'Dernière arrivée', siren: '404833048' })
    assert.equal((await home.case(references[6], nadia)).history.at(-1).type, 'note')
    assert.equal((await home.case(late, nadia)).state, 'received')
    assert.equal((await home.case(references[0], nadia)).state, 'retained')
  })

  step('chaque semaine: a backup that is whole, a key that opens, a journal without a hole', async () => {
    const { page } = visitor
    await go(visitor, 'Sauvegarde')
    if (await page.locator('#phrase').count()) await page.locator('#phrase').fill(phrase)
    await visitor.press('Faire une sauvegarde')
    await visitor.press('Vérifier')
    assert.match(await visitor.text(), /Connues ici \(1\).*vérifiée le/)
    await go(visitor, 'Clés')
    await page.locator('#essayer-phrase').fill(phrase)
    await visitor.press('Essayer ma clé')
    assert.match(await visitor.text(), /C'est fait/)
    await go(visitor, 'Journal')
    assert.match(await visitor.text(), /Tous les actes sont là/)
    await go(visitor, 'Quitter')
    await visitor.press('Quitter le bureau')
    assert.deepEqual(visitor.complaints, [])
    assert.deepEqual(visitor.requests.filter((url) => !url.startsWith(new URL(visitor.page.url()).origin)), [])
  })
}
