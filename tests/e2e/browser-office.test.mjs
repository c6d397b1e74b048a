// The office in a real browser: every page by eye and by axe, with the keyboard, on paper.

import assert from 'node:assert/strict'
import { join } from 'node:path'
import { Site, folder, test } from './harness.mjs'
import { Visitor } from './browser.mjs'
import { words } from './applicant.mjs'
import { Office, enter, prepare } from './office.mjs'
import { forEveryone } from './office-look.mjs'
import { picture } from './office-pictures.mjs'

const site = await Site.open()
const firm = (changes) => site.applicant(changes)
const first = await site.apply(firm())
const twin = await site.apply(firm({ projet: words(300, 'autrement') }))
await prepare(site, [first, twin])
const office = await Office.open(site)
const letter = (reference) => `/courriers/decision-${reference}`

const PAGES = {
  aujourdhui: '/',
  candidatures: '/candidatures',
  candidature: `/candidatures/${first}`,
  lecture: '/candidatures/lecture',
  comparer: `/candidatures/${first}/comparer/${twin}`,
  pairs: '/pairs',
  pair: '/pairs/p1',
  auditions: '/auditions',
  audition: '/auditions/a1',
  plan: '/auditions/plan',
  pourquoi: `/auditions/pourquoi/${first}`,
  courriers: '/courriers',
  demandes: '/demandes',
  exporter: '/exporter',
  sauvegarde: '/sauvegarde',
  cles: '/cles',
  journal: '/journal',
  registre: '/registre',
  quitter: '/quitter',
  absente: '/rien',
}

// A link is good once: one visitor sees all.
const visitor = await enter(office)
const { page } = visitor

for (const [name, path] of Object.entries(PAGES)) {
  test(`the office, for everyone: ${name}`, async () => {
    await visitor.look(path)
    await forEveryone(visitor, name)
  })
}

test('a secretary notes a call with the keyboard alone', async () => {
  await visitor.look(PAGES.candidature)
  await page.locator('summary', { hasText: 'Noter un appel' }).focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Tab')
  await page.keyboard.type('Elle rappelle jeudi.')
  for (let stops = 0; stops < 2; stops += 1) await page.keyboard.press('Tab')
  await visitor.follow({ click: () => page.keyboard.press('Enter') })

  assert.equal(new URL(page.url()).pathname, `${visitor.base}${PAGES.candidature}`)
  assert.match(await visitor.text(), /appel.*Elle rappelle jeudi\./)
})

test('a plan is accepted, a place unlocked, and a supposition changes nothing', async () => {
  await visitor.look(PAGES.plan)
  await picture(visitor, 'plan')
  await visitor.press('Accepter ce plan')
  await forEveryone(visitor, 'auditions-acceptees')
  await visitor.look(PAGES.plan)
  await page.locator('#si').selectOption('place')
  await visitor.press('Voir ce plan')
  assert.match(await visitor.text(), /Ce plan est une hypothèse/)
  await forEveryone(visitor, 'hypothese')
  await visitor.look(PAGES.plan)
  await visitor.press('Libérer cette place')
  assert.match(await visitor.text(), /peut changer/)
  await forEveryone(visitor, 'place-libre')
})

test('a firm is asked to its hearing, and answers', async () => {
  await visitor.look('/courriers')
  await forEveryone(visitor, 'courriers-a-convoquer')
  await visitor.press('Préparer les convocations')
  await visitor.look(`/courriers/convocation-a1-${first}`)
  await visitor.press('Prendre ce courrier')
  await forEveryone(visitor, 'convocation-prise')
  await visitor.press('C’est envoyé')
  await forEveryone(visitor, 'convocation-envoyee')
  await page.getByLabel('Elle vient').check()
  await visitor.press('Enregistrer la réponse')

  assert.match(await visitor.text(), /Réponse vient/)
})

test('a hearing at another hour is told anew to whom it was told, and asked again', async () => {
  await visitor.look('/auditions/a1')
  await page.locator('#heure').fill('10:00')
  await visitor.press('Enregistrer')
  await visitor.look('/')
  assert.match(await visitor.text(), /Changements d.audition à envoyer \(1\)/)
  await forEveryone(visitor, 'aujourdhui-change')
  await visitor.look(`/courriers/moved-a1-1-${first}`)
  assert.match(await page.locator('#courrier').inputValue(), /de 10.h.00 à 10.h.45/)
  await visitor.press('Prendre ce courrier')
  await forEveryone(visitor, 'changement-pris')
  await visitor.press('Rendre ce courrier')
  await visitor.press('Prendre ce courrier')
  await visitor.press('C’est envoyé')
  assert.doesNotMatch(await visitor.text(), /Réponse vient/)
})

test('what is refused comes back with what was typed', async () => {
  await visitor.look(PAGES.candidature)
  await page.locator('summary', { hasText: 'Décider' }).click()
  await page.getByLabel('Non retenue').check()
  await page.locator('#texte').fill('Un texte pour l’entreprise.')
  await page.locator('#par').fill('Marie')
  await visitor.press('Enregistrer la décision')

  assert.match(await visitor.text(), /Rien n'a été fait.*Choisissez un motif/)
  assert.ok(await page.getByLabel('Non retenue').isChecked())
  assert.equal(await page.getByLabel('Texte pour l’entreprise').inputValue(), 'Un texte pour l’entreprise.')
  await forEveryone(visitor, 'refuse')
})

test('a letter goes out by the keyboard, and is looked at in each of its states', async () => {
  await visitor.look(PAGES.candidature)
  await page.locator('summary', { hasText: 'Décider' }).click()
  await page.getByLabel('Retenue', { exact: true }).check()
  await page.locator('#par').fill('Marie')
  await visitor.press('Enregistrer la décision')
  await visitor.look(letter(first))
  await forEveryone(visitor, 'courrier-brouillon')
  await page.locator('#courrier').fill(`Bonjour,\n\n${'Un texte assez long. '.repeat(30)}`)
  await visitor.press('Enregistrer ce texte')
  await visitor.press('Refaire d’après le modèle')
  await forEveryone(visitor, 'courrier-refait')
  await page.locator('#courrier').focus()
  await page.keyboard.press('Tab')
  await visitor.follow({ click: () => page.keyboard.press('Enter') })
  await forEveryone(visitor, 'courrier-pris')

  await page.locator('#courrier').focus()
  await page.keyboard.press('Control+A')
  const chosen = await page.locator('#courrier').evaluate((each) => each.selectionEnd - each.selectionStart === each.value.length)
  assert.ok(chosen, 'the whole text, and nothing else')
  await visitor.press('Préparer l’impression')
  await forEveryone(visitor, 'courrier-papier')
  await page.emulateMedia({ media: 'print' })
  const hidden = await page.locator('.band, #menu, h1, .screen').evaluateAll((all) => all.every((each) => !each.checkVisibility()))
  await page.emulateMedia({ media: null })
  assert.ok(hidden, 'nothing but the letter')

  await visitor.look(letter(first))
  await visitor.press('C’est envoyé')
  await forEveryone(visitor, 'courrier-envoye')
  await page.getByLabel('Pourquoi').fill('adresse inconnue')
  await visitor.press('Il est revenu')
  await forEveryone(visitor, 'courrier-revenu')
  await visitor.look('/courriers')
  await forEveryone(visitor, 'courriers-revenus')
})

test('a reading copy is on paper without the way around, an application a sheet', async () => {
  await visitor.look(PAGES.lecture)
  await page.emulateMedia({ media: 'print' })
  const hidden = await page.locator('.band, #menu, h1').evaluateAll((all) => all.every((each) => !each.checkVisibility()))
  const breaks = await page.locator('.case').evaluateAll((all) => all.map((each) => getComputedStyle(each).breakBefore))
  await page.emulateMedia({ media: null })

  assert.ok(hidden)
  assert.deepEqual(breaks, ['auto', 'page'])
})

test('the first start makes a key, and the office asks for its phrase', async () => {
  const fresh = await Office.open(site, { identity: join(folder(), 'identity.txt') })
  const newcomer = await Visitor.arrive(fresh)
  try {
    await newcomer.page.goto(fresh.link)
    await forEveryone(newcomer, 'entrer')
    await newcomer.press('Entrer dans le bureau')
    await forEveryone(newcomer, 'premiere-ouverture')
    await newcomer.press('Créer ma clé')
    await forEveryone(newcomer, 'phrase')
    const phrase = await newcomer.page.locator('.phrase').innerText()
    await newcomer.page.fill('#phrase', phrase)
    await newcomer.press('Créer ma clé avec cette phrase')
    await forEveryone(newcomer, 'cle')
    await newcomer.press('Ouvrir le bureau')
    await newcomer.page.fill('#phrase', 'une autre phrase')
    await newcomer.press('Ouvrir')
    await forEveryone(newcomer, 'verrou')
    await newcomer.page.fill('#phrase', phrase.toUpperCase())
    await newcomer.press('Ouvrir')
    assert.match(await newcomer.text(), /Aujourd'hui.*Restées fermées \(2\)/)
  } finally {
    await newcomer.leave()
  }
}, { timeout: 180_000 })
