// What a check page is good for: one application, unchanged, for a day.

import assert from 'node:assert/strict'
import { cpSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { Site, folder, references, root, test } from './harness.mjs'

const VERIFICATION = '/candidature/verification'
const SENDING = '/candidature/envoi'
const MODIFICATION = '/candidature/modification'

/** Both ways to send what was checked: the page's own button, and JSON. */
async function checked(site, changes = {}) {
  const fields = site.applicant({ raison_sociale: 'Page vérifiée', ...changes })
  const { token } = (await site.check(fields)).expect(200).json
  const page = (await site.post(VERIFICATION, fields)).expect(200).fieldsFor(SENDING)
  return { fields, token, page }
}

/** Refused in both ways, with the form filled again; nothing is stored. */
async function refusedAsStale(site, { fields, token, page }, status) {
  const before = await site.stored()
  const json = (await site.send(fields, token)).expect(status)
  const form = (await site.post(SENDING, page)).expect(status)

  assert.match(json.headers.get('content-type'), /^application\/problem\+json/)
  assert.equal(Object.fromEntries(form.fieldsFor(VERIFICATION)).nom, 'Durand-Lavoisier')
  assert.equal(await site.stored(), before)
}

test('the page of 23 hours and 59 minutes ago can be sent', async () => {
  const yesterday = await Site.open({ clock: '2026-01-10 09:00:00' })
  const { page } = await checked(yesterday)
  await yesterday.kill()

  const today = await Site.open({ home: yesterday.home, clock: '2026-01-11 08:58:00' })

  assert.equal((await today.post(SENDING, page)).status, 303)
})

test('the page of more than 24 hours ago is too old', async () => {
  const yesterday = await Site.open({ clock: '2026-01-10 09:00:00' })
  const old = await checked(yesterday)
  await yesterday.kill()

  const today = await Site.open({ home: yesterday.home, clock: '2026-01-11 09:05:00' })

  await refusedAsStale(today, old, 410)
})

test('a page of another version of the form is too old', async () => {
  const before = await Site.open()
  const old = await checked(before)
  await before.kill()
  const work = folder()
  const content = join(work, 'content')
  cpSync(join(root, 'content'), content, { recursive: true })
  const definition = join(content, 'candidature.toml')
  const text = readFileSync(definition, 'utf8')
  const changed = text.replace(/\b300_?000\b/g, '300001')
  assert.notEqual(changed, text, 'the threshold of turnover is in content/candidature.toml')
  writeFileSync(definition, changed)

  const after = await Site.open({ home: before.home, content, cwd: work })

  await refusedAsStale(after, old, 410)
})

test('a page from before the secret was replaced cannot be trusted', async () => {
  const before = await Site.open()
  const old = await checked(before)
  await before.kill()
  for (const name of readdirSync(before.data)) {
    if (name.startsWith('secret')) rmSync(join(before.data, name))
  }

  const after = await Site.open({ home: before.home })

  await refusedAsStale(after, old, 409)
})

test('an edited page, a token of something else, and no token at all', async () => {
  const site = await Site.open()
  const { fields, token, page } = await checked(site)
  const edit = (name, value) => page.map((field) => (field[0] === name ? [name, value] : field))
  const as = (name) => ({ fields, token, page, ...name })

  await refusedAsStale(site, as({ fields: { ...fields, effectif: '13' }, page: edit('effectif', '13') }), 409)
  await refusedAsStale(site, as({ token: `${token.slice(0, -4)}AAAA`, page: edit('token', `${token.slice(0, -4)}AAAA`) }), 409)
  await refusedAsStale(site, as({ token: undefined, page: page.filter(([name]) => name !== 'token') }), 409)
  await refusedAsStale(site, as({ token: 'n’importe quoi', page: edit('token', 'n’importe quoi') }), 409)
})

test('an edited page cannot lift a threshold', async () => {
  const site = await Site.open()
  const { page } = await checked(site)

  const answer = await site.post(SENDING, page.map(([name, value]) => [name, name === 'effectif' ? '2' : value]))

  assert.ok([200, 409].includes(answer.status), `${answer.status}`)
  assert.equal(await site.stored(), 0)
})

test('the page says everything, and carries it unchanged', async () => {
  const site = await Site.open()
  const projet = `Première ligne <b>\r\n\r\n« deux » & "trois" ${'x'.repeat(200)}`
  const fields = site.applicant({ projet, telephone: '+33 4 67 00 00 00', conflits: "L'autre" })
  const answer = await site.post(VERIFICATION, fields)
  const page = answer.fieldsFor(SENDING)

  const sent = await site.post(SENDING, page)

  assert.ok(answer.text.includes('<b>') && answer.text.includes("L'autre"), answer.text)
  const [reference] = references(sent.expect(303).headers.get('location'))
  assert.match(sent.location, /^\/candidature\/recue\//)
  assert.ok((await site.unseal(reference)).includes(JSON.stringify(projet.replaceAll('\r\n', '\n'))))
})

test('“Modifier mes réponses” gives the form back, filled', async () => {
  const site = await Site.open()
  const fields = site.applicant({ themes: ['numerique', 'autre'], theme_autre: 'La cession', reseaux: ['digital_113'] })
  const page = (await site.post(VERIFICATION, fields)).fieldsFor(MODIFICATION)

  const form = (await site.post(MODIFICATION, page)).expect(200)

  const filled = form.fieldsFor(VERIFICATION)
  for (const [name, value] of Object.entries(fields)) {
    const found = filled.filter(([field]) => field === name).map(([, kept]) => kept.replaceAll('\u202f', ''))
    if (name === 'chiffre_affaires' || name === 'date_creation_mois') assert.equal(found.length, 1, name)
    else assert.deepEqual(found, [value].flat(), name)
  }
  assert.doesNotMatch(form.title, /^Erreur/)
})

test('a store that cannot write: not confirmed, said so, and sent again later', async () => {
  const site = await Site.open()
  const { fields, token, page } = await checked(site)
  const lock = spawn('sqlite3', [`${site.data}/applications.db`], { stdio: ['pipe', 'pipe', 'inherit'] })
  try {
    lock.stdin.write('.timeout 5000\nBEGIN EXCLUSIVE;\nSELECT 1;\n')
    await once(lock.stdout, 'data')

    const json = (await site.send(fields, token)).expect(503)
    const failure = (await site.post(SENDING, page)).expect(503)

    assert.match(json.headers.get('content-type'), /^application\/problem\+json/)
    assert.equal(failure.headers.get('cache-control'), 'no-store')
    assert.doesNotMatch(failure.text, /sqlite|locked|BDP-/i)
    lock.stdin.end('ROLLBACK;\n')
    await once(lock, 'exit')
    assert.equal(await site.stored(), 0)
    ;(await site.post(SENDING, failure.fieldsFor(SENDING))).expect(303)
    assert.equal(await site.stored(), 1)
  } finally {
    lock.kill('SIGKILL')
  }
}, { timeout: 120_000 })
