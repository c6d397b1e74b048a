// Pages of the office once something was done there: by eye, by axe, with the keyboard, and on paper.

import assert from 'node:assert/strict'
import { test } from './harness.mjs'
import { words } from './applicant.mjs'
import { Office, enter } from './office.mjs'
import { Home } from './office-home.mjs'
import { forEveryone } from './office-look.mjs'

const home = await Home.found()
const [marie, paul] = [await home.person('Marie Vidal'), await home.person('Paul Garcin')]
for (const { lines } of [marie, paul]) home.join(lines)
await home.serve()
const [one, other, third] = [
  await home.apply({}),
  await home.apply({ siren: '552100554', raison_sociale: 'Verreries du Gard', projet: words(300, 'autrement') }),
  await home.apply({ siren: '542065479', raison_sociale: 'Ateliers de la Mosson' }),
]
const office = await Office.open(undefined, { identity: marie.identity, store: home.store, args: ['--content', home.content] })
const visitor = await enter(office)
const { page } = visitor

async function ask(reference, what, verified) {
  await visitor.look('/demandes')
  await page.locator('#ref').fill(reference)
  await page.locator(`#quoi-${what}`).check()
  await page.locator(`#demande-verifie-${verified}`).check()
}

/** What is left of the page on paper, on one line. */
async function onPaper() {
  await page.emulateMedia({ media: 'print' })
  const shown = await page.locator('body').evaluate((body) => {
    const texts = [...body.querySelectorAll('*')].filter((each) => !each.children.length && each.checkVisibility())
    return texts.map((each) => each.textContent.trim()).filter(Boolean).join(' ')
  })
  await page.emulateMedia({ media: null })
  return shown
}

test('requests that wait, that were done, and an application that was erased', async () => {
  await ask(one, 'access', 'no')
  await visitor.press('Enregistrer la demande')
  await forEveryone(visitor, 'demande-notee')
  await ask(other, 'restrict', 'callback')
  await visitor.press('Enregistrer la demande')
  await ask(third, 'erasure', 'letter')
  await page.locator('#efface').check()
  await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Enregistrer la demande' }).click()])

  await visitor.look('/demandes')
  assert.match(await visitor.text(), /En attente \(1\).*Faites \(1\).*Effacées \(1\)/)
  await forEveryone(visitor, 'demandes-faites')
  assert.doesNotMatch(await onPaper(), /Enregistrer/)
})

test('backups, one of them found whole', async () => {
  await visitor.look('/sauvegarde')
  await visitor.press('Faire une sauvegarde')
  await forEveryone(visitor, 'sauvegarde-faite')
  await visitor.press('Vérifier')
  assert.match(await visitor.text(), /vérifiée le/)
  await forEveryone(visitor, 'sauvegarde-verifiee')
  assert.doesNotMatch(await onPaper(), /Menu|Vérifier|Faire une sauvegarde/)
})

test('a key without a phrase: no sheet to keep, and the page itself on paper', async () => {
  await visitor.look('/cles')
  assert.match(await onPaper(), /Qui ouvre quoi.*Passation/)
})

test('a document that was received, with its dates', async () => {
  await visitor.look(`/candidatures/${one}`)
  await page.locator('summary', { hasText: 'Noter un document reçu' }).click()
  await page.locator('#document').fill('Bilan 2025, dans le classeur vert.')
  await page.locator('#document-de').fill('Jeanne Durand-Lavoisier')
  await page.locator('#document-le').fill('bientôt')
  await page.locator('#document-detruire').fill('01/06/2027')
  await page.locator('form[action$="/noter"] button', { hasText: 'Noter ce document' }).click()
  await page.waitForLoadState('load')
  assert.match(await visitor.text(), /Rien n'a été fait/)
  await page.getByLabel('Date', { exact: true }).fill('28/11/2026')
  await visitor.press('Recommencer')

  assert.match(await visitor.text(), /document reçu, de Jeanne Durand-Lavoisier, du 28 novembre 2026, à détruire le 1er juin 2027/)
  assert.doesNotMatch(await onPaper(), /Agir|Décider/)
})

test('somebody was quicker: what was typed is there, and goes through once that was read', async () => {
  await visitor.look(`/candidatures/${one}`)
  await page.locator('summary', { hasText: 'Noter un appel' }).click()
  await page.locator('#note').fill('Une longue note, écrite pendant dix minutes.')
  await home.command(paul, 'note', one, 'Déjà rappelée.')
  await page.locator('form[action$="/noter"] button').first().click()
  await page.waitForLoadState('load')

  assert.match(await visitor.text(), /Paul Garcin a agi entre-temps sur .*Déjà rappelée/)
  assert.equal(await page.getByLabel('Note').inputValue(), 'Une longue note, écrite pendant dix minutes.')
  const [tab] = await Promise.all([visitor.context.waitForEvent('page'), page.getByRole('link', { name: 'Relire la candidature' }).click()])
  await tab.getByText('Déjà rappelée.').first().waitFor()
  await tab.close()
  await forEveryone(visitor, 'devancee')
  await visitor.press('Recommencer')
  assert.match(await visitor.text(), /Déjà rappelée.*Une longue note/)
})

test('an application that one has stepped back from', async () => {
  await visitor.look(`/candidatures/${one}`)
  await page.locator('summary', { hasText: 'Je me déporte' }).click()
  await visitor.press('Je me déporte')
  assert.match(await visitor.text(), /Vous vous êtes déporté\(e\)/)
  assert.doesNotMatch(await visitor.text(), /Fonderies/)
  await forEveryone(visitor, 'deportee')
  await visitor.look('/candidatures')
  assert.match(await visitor.text(), /Vous vous déportez/)
})
