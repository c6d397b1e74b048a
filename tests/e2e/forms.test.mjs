// Several forms in one site: a short one in English beside ours, and one that asks a question only of some.

import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { encode } from './applicant.mjs'
import { Site, folder, root, succeed, test, withForms } from './harness.mjs'

const CONTACT = readFileSync(join(root, 'tests/e2e/forms/contact.toml'), 'utf8')
const content = withForms('contact.toml', 'visite.toml')
const site = await Site.open({ content })
const JSON_BODY = { Accept: 'application/json', 'Content-Type': 'application/json' }

test('a form of 12 lines in English and ours in French run side by side', async () => {
  assert.equal(CONTACT.trimEnd().split('\n').length, 12)
  const page = (await site.get('/contact/')).expect(200)
  assert.ok(page.body.includes('action="/contact/verification"'), page.text)
  const empty = (await site.post('/contact/verification', {})).expect(422)
  assert.match(empty.title, /^Error: /)

  const fields = { email: 'ada@example.org', message: 'May we visit you?' }
  const check = (await site.post('/contact/verification', fields)).expect(200)
  assert.match(check.text, /Check your answers/)
  assert.match(check.body, /<html lang="en">/)
  const sent = (await site.post('/contact/envoi', check.fieldsFor('/contact/envoi'))).expect(303)
  assert.match(sent.location, /^\/contact\/recue\/CTC-/)
  ;(await site.get(sent.location)).expect(200)
  const ours = await site.apply(site.applicant())

  const list = async (...args) => (await site.secretariat('list', '--content', content, ...args)).stdout
  assert.match(await list(), /BDP-[^]*CTC-|CTC-[^]*BDP-/)
  const theirs = await list('--form', 'contact')
  assert.ok(theirs.includes('ada@example.org') && !theirs.includes(ours), theirs)
  const bureau = await list('--form', '2021-06')
  assert.ok(bureau.includes(ours) && !bureau.includes('CTC-'), bureau)
  // A form without JavaScript, and none of the others, is asked for at addresses that nobody owns.
  ;(await site.get('/contact/autre')).expect(404)
})

test('a program sends JSON, and what it was answered', async () => {
  const body = { email: 'ada@example.org', message: 'Hello' }
  const post = (step, fields) => site.request('POST', `/contact/${step}`, JSON.stringify(fields), JSON_BODY)

  const { answers, token } = (await post('verification', body)).expect(200).json
  const { reference } = (await post('envoi', { ...answers, token })).expect(201).json

  assert.match(reference, /^CTC-/)
  const missing = (await post('verification', { email: 'ada@example.org' })).expect(422).json
  assert.deepEqual(missing.errors.map(({ field, reason }) => [field, reason]), [['message', 'missing']])
  ;(await post('verification', { message: 1 })).expect(400)
})

test('a text browser answers a form with a branch', async () => {
  const home = folder()
  const w3m = async (path, fields) => {
    const args = ['-no-cookie', '-I', 'UTF-8', '-O', 'UTF-8', '-cols', '200', '-dump']
    if (fields) {
      writeFileSync(join(home, 'body'), encode(fields))
      args.push('-post', join(home, 'body'))
    }
    const { stdout } = await succeed('w3m', [...args, site.url + path], { env: { ...process.env, HOME: home } })
    return stdout
  }

  const form = await w3m('/visite/')
  assert.ok(form.includes('Département') && !form.includes('Lequel'), form)
  const here = await w3m('/visite/verification', { departement: '34' })
  assert.ok(here.includes('Vérifiez vos réponses') && !here.includes('Lequel'), here)
  const step = await w3m('/visite/verification', { departement: 'autre' })
  assert.ok(step.includes('Encore une question') && step.includes('Lequel') && !step.includes('Erreur'), step)
  const left = await w3m('/visite/verification', { departement: 'autre', lequel: '', asked: 'lequel' })
  assert.ok(left.includes('Des réponses sont à corriger'), left)
  const check = await w3m('/visite/verification', { departement: 'autre', lequel: 'Lozère', asked: 'lequel' })
  assert.ok(check.includes('Vérifiez vos réponses') && check.includes('Lozère'), check)
})
