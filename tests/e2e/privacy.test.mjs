// Answers exist in one place, sealed: no log, no file and no index has them in any other form.

import assert from 'node:assert/strict'
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Site, folder, references, root, run, succeed, test } from './harness.mjs'
import { Answer } from './answer.mjs'
import { encode, words } from './applicant.mjs'

const VERIFICATION = '/candidature/verification'
const SENDING = '/candidature/envoi'

/** Something in every answer that occurs nowhere else, as far as the answer's kind allows. */
const marked = {
  raison_sociale: 'Zqraison Sociale', siren: '552100554', chiffre_affaires: '987654321', effectif: '918273',
  code_postal: '34987', activite: 'Zqactivite en une phrase.', theme_autre: 'Zqtheme', projet: `Zqprojet ${words(300)}`,
  motivation: `Zqmotivation ${words(150)}`, attentes: `Zqattentes ${words(80)}`, conflits: 'Zqconflits', prenom: 'Zqprenom',
  nom: 'Zqnom', fonction: 'Zqfonction', courriel: 'zqcourriel@zqdomaine.example', telephone: '+33 467918273',
  amenagement: 'Zqamenagement',
}
const markers = [
  ...Object.values(marked).flatMap((value) => value.match(/zq\w+|\d{9,}/gi) ?? []), '2009-11-27', '203.0.113.77', 'Zqagent', 'Zqinconnu',
]

/** The ways in which text gets into files without being typed there. */
function* disguises(marker) {
  const bytes = Buffer.from(marker)
  yield bytes
  yield Buffer.from(marker, 'utf16le')
  yield Buffer.from(bytes.toString('hex'))
  // Base64 depends on what precedes: without the characters that neighbours would change.
  for (const before of [0, 1, 2]) {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64').replace(/=+$/, '')
    yield Buffer.from(text.slice(before + 1, -1))
  }
}

const found = (bytes) => markers.filter((marker) =>
  [...disguises(marker)].some((form) => form.length > 4 && bytes.includes(form)))

test('marker values are in no log and in no file', async () => {
  const site = await Site.open()
  const from = { 'X-Forwarded-For': '203.0.113.77', 'User-Agent': 'Zqagent/1.0' }
  const fields = site.applicant({
    ...marked, date_creation_jour: '27', date_creation_mois: '11', date_creation_annee: '2009', themes: ['numerique', 'autre'],
  })
  const check = await site.post(VERIFICATION, fields, from)
  const page = check.expect(200).fieldsFor(SENDING)

  const sent = (await site.post(SENDING, page, from)).expect(303)
  await site.post(SENDING, page, from)
  await site.post(SENDING, page.map(([name, value]) => [name, `${value}Zqinconnu`]), from)
  await site.post(VERIFICATION, { ...fields, siren: '552100555', Zqinconnu: 'Zqinconnu' }, from)
  await site.post(VERIFICATION, { ...fields, effectif: '2' }, from)
  await site.post(`${VERIFICATION}?nom=Zqinconnu`, `nom=Zqinconnu%ff`, from)
  await site.get('/candidater/?nom=Zqinconnu', from)

  const [reference] = references(sent.headers.get('location'))
  const opened = await site.secretariat('show', reference)
  assert.match(opened.stdout, /Zqraison Sociale/, 'the secretariat reads it')
  assert.deepEqual(found(Buffer.from(site.logs())), [])
  assert.ok(site.logs().includes(reference), 'the log says what was kept')
  nothingIn(site.home) // while it runs,
  await site.stop()
  nothingIn(site.home) // and when it has ended
  assert.deepEqual(found(Buffer.from(site.logs())), [])
})

function nothingIn(home) {
  const files = readdirSync(home, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  assert.ok(files.some(({ name }) => name === 'applications.db'))
  for (const file of files) {
    const path = join(file.parentPath ?? file.path, file.name)
    assert.deepEqual(found(readFileSync(path)), [], path)
  }
}

test('no crash writes what is in memory to a disk', async () => {
  const { process } = await Site.open()

  assert.match(readFileSync(`/proc/${process.pid}/limits`, 'utf8'), /^Max core file size +0 +0 /m)
})

test('the search would find an answer', () => {
  for (const form of ['nom: Zqnom', Buffer.from('… Zqnom', 'utf16le'), Buffer.from('le Zqnom est').toString('base64')]) {
    assert.deepEqual(found(Buffer.from(form)), ['Zqnom'])
  }
})

test('what is sealed has a length that tells little', async () => {
  const site = await Site.open()

  const short = await site.unseal(await site.apply(site.applicant()))
  const longer = await site.unseal(await site.apply(site.applicant({ conflits: words(400) })))

  assert.equal(Buffer.byteLength(short) % 4096, 0)
  assert.equal(Buffer.byteLength(longer), Buffer.byteLength(short))
})

test('an application from a text browser arrives, sealed, and opens', async () => {
  const site = await Site.open()
  const home = folder()
  const w3m = async (path, fields) => {
    writeFileSync(join(home, 'body'), encode(fields))
    const args = ['-no-proxy', '-o', 'accept_encoding=identity', '-post', join(home, 'body'), '-dump_source', `${site.url}${path}`]
    const { stdout } = await succeed('w3m', args, { env: { ...process.env, HOME: home } })
    return new Answer({ status: 200, headers: new Headers() }, Buffer.from(stdout))
  }

  const checkPage = await w3m(VERIFICATION, site.applicant({ raison_sociale: 'Navigateur en mode texte' }))
  const received = await w3m(SENDING, checkPage.fieldsFor(SENDING))

  const [reference] = references(received.text)
  assert.ok(reference, received.summary())
  assert.match((await site.secretariat('show', reference)).stdout, /Navigateur en mode texte/)
  assert.match(await site.unseal(reference), /Navigateur en mode texte/)
})

test("the README's one line of sqlite3 and age opens an application", async () => {
  const site = await Site.open()
  const reference = await site.apply(site.applicant({ raison_sociale: 'Une seule ligne' }))
  const line = readFileSync(join(root, 'README.md'), 'utf8').split('\n')
    .find((text) => text.includes('sqlite3') && /\bage (-d|--decrypt)/.test(text))
  assert.ok(line, 'the README has such a line')

  const command = line.replace(/^[\s$]*`?|`.*$/g, '').replace(/BDP-[\w-]{4}-[\w-]{4}/g, reference)
  const opened = await run('bash', ['-c', command], { cwd: site.home })

  assert.equal(opened.code, 0, `${command}\n${opened.stderr}`)
  assert.match(opened.stdout, /Une seule ligne/)
})
