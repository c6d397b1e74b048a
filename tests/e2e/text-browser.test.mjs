// A director on a text browser: w3m, without style sheet, script, or anything to click on.

import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { REQUIRED, encode } from './applicant.mjs'
import { Answer } from './answer.mjs'
import { Site, folder, references, succeed, test } from './harness.mjs'
import { SENDING, VERIFICATION } from './places.mjs'

const site = await Site.open()
const home = folder()

/** What w3m shows of an address; `fields` are sent to it. */
async function w3m(path, { fields, source } = {}) {
  const args = ['-no-cookie', '-I', 'UTF-8', '-O', 'UTF-8', '-cols', '200', ...(source ? ['-o', 'accept_encoding=identity', '-dump_source'] : ['-dump'])]
  if (fields) {
    const body = join(home, 'body')
    writeFileSync(body, encode(fields))
    args.push('-post', body)
  }
  const { stdout } = await succeed('w3m', [...args, site.url + path], { env: { ...process.env, HOME: home } })
  return stdout
}

const lines = (shown) => shown.split('\n').map((line) => line.trim().replace(/^[^\p{L}\d]+ /u, ''))

test('the form is complete: questions, hints, choices, and a word on the field to leave empty', async () => {
  const shown = (await w3m('/candidater/')).replace(/\s+/g, ' ')

  for (const text of [
    'Numéro SIREN', '9 chiffres, avec ou sans espaces', 'Jour', 'Mois', 'Année', 'Hérault (34)', 'Transition énergétique',
    'Votre projet stratégique', 'De 200 à 4 000 caractères', 'Je préfère ne pas répondre', '(facultatif)', 'Laissez ce champ vide',
    'Vérifier mes réponses',
  ]) assert.ok(shown.includes(text), `“${text}”\n${shown}`)
})

test('the criteria to tick for oneself do not contradict each other', async () => {
  const shown = (await w3m('/pour-qui/')).replace(/\s+/g, ' ')

  assert.match(shown, /Il faut que tout soit vrai\. Si tout est vrai, vous pouvez présenter votre projet\./)
  assert.doesNotMatch(shown, /Tout est coché/)
})

test('errors come first, one for each answer to correct', async () => {
  const shown = await w3m(VERIFICATION, { fields: {} })

  const summary = shown.slice(shown.indexOf('Des réponses sont à corriger'), shown.indexOf('Toutes les réponses sont demandées'))
  assert.ok(summary.split('\n').filter((line) => /\p{L}/u.test(line)).length > REQUIRED.length, shown)
})

test('answers are read back without running into each other, and the application is sent', async () => {
  const fields = site.applicant({ code_postal: '30000' })

  const check = await w3m(VERIFICATION, { fields })
  for (const line of ['Transition numérique', 'Transition énergétique', '30000', 'Envoyer ma candidature']) {
    assert.ok(lines(check).includes(line), `${line}\n${check}`)
  }
  const page = await w3m(VERIFICATION, { fields, source: true })
  const answer = new Answer(new Response(page, { headers: { 'content-type': 'text/html' } }), Buffer.from(page))
  const received = await w3m(SENDING, { fields: answer.fieldsFor(SENDING) })

  const [reference] = references(received)
  assert.match(received, /Conservez cette référence/)
  assert.match((await site.secretariat('show', reference)).stdout, /Durand-Lavoisier/)
})
