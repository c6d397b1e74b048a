// The protocol: each outcome, in JSON, and what is refused before any answer is read.

import assert from 'node:assert/strict'
import { JSON_PLEASE, Site, test } from './harness.mjs'
import { KNOWN, REQUIRED, encode, wire, words } from './applicant.mjs'

const site = await Site.open()
const VERIFICATION = '/candidature/verification'
const SENDING = '/candidature/envoi'

/** An error that says what it is, to programs and to people. */
function problem(answer, status) {
  answer.expect(status)
  assert.match(answer.headers.get('content-type'), /^application\/problem\+json/)
  assert.equal(answer.json.status, status)
  assert.ok(answer.json.title && answer.json.type, answer.body)
  return answer.json
}

test('an application is checked, sent, received, and can be read', async () => {
  const fields = site.applicant({ raison_sociale: 'Soieries du Gardon' })

  const checked = (await site.check(fields)).expect(200)
  const received = (await site.send(fields, checked.json.token)).expect(201)

  assert.match(checked.headers.get('content-type'), /^application\/json/)
  assert.deepEqual(checked.json.warnings, [])
  assert.equal(checked.json.answers.date_creation, '2010-03-15')
  assert.deepEqual(checked.json.answers.themes, ['numerique', 'energetique'])
  assert.match(received.json.reference, /^BDP-[2-9A-Z]{4}-[2-9A-Z]{4}$/)
  assert.match(received.json.received_at, /^\d{4}-\d\d-\d\dT\d\d:\d\d(:00)?Z$/)
  const shown = await site.secretariat('show', received.json.reference)
  assert.equal(shown.code, 0, shown.stderr)
  assert.match(shown.stdout, /Soieries du Gardon/)
})

test('the canonical answers can be sent in place of the typed ones', async () => {
  const typed = site.applicant({ siren: '732 829 320 00074', chiffre_affaires: '1,2 M€', theme_autre: 'La cession' })
  const { answers, token } = (await site.check(typed)).json

  const first = (await site.send(wire(answers), token)).expect(201).json
  const second = (await site.send(typed, token)).expect(201).json

  assert.equal(first.reference, second.reference)
})

test('an empty form lists every missing answer, in the order of the form', async () => {
  const { errors } = problem(await site.check({}), 422)

  assert.deepEqual(errors.map(({ field }) => field), REQUIRED)
  assert.ok(errors.every(({ reason, message }) => reason === 'missing' && message))
})

test('a firm that is too small is told so, and nothing is stored', async () => {
  const before = await site.stored()

  const { json } = (await site.check(site.applicant({ effectif: '2' }))).expect(200)

  assert.deepEqual(Object.keys(json).sort(), ['outcome', 'reasons'])
  assert.ok(json.reasons[0].message)
  assert.deepEqual(json.reasons[0].answers, [{ field: 'effectif', answer: '2' }])
  assert.equal(await site.stored(), before)
})

test('the same application, checked twice and sent twice, is one record', async () => {
  const fields = site.applicant({ raison_sociale: 'Deux Fois' })
  const before = await site.stored()

  const once = await site.apply(fields)
  const again = await site.apply({ ...fields, siren: '732 829 320' })

  assert.equal(again, once)
  assert.equal(await site.stored(), before + 1)
})

test('two applications of one firm are both kept, and neither sender learns of the other', async () => {
  const before = await site.stored()
  const send = async (changes) => {
    const fields = site.applicant({ raison_sociale: 'Une Firme', ...changes })
    const check = (await site.check(fields)).json
    return { check, sent: (await site.send(fields, check.token)).expect(201).json }
  }

  const first = await send({ prenom: 'Anne' })
  const second = await send({ prenom: 'Louis' })

  assert.notEqual(second.sent.reference, first.sent.reference)
  assert.deepEqual(second.check.warnings, first.check.warnings)
  assert.deepEqual(Object.keys(second.sent), Object.keys(first.sent))
  assert.equal(await site.stored(), before + 2)
})

test('every field at its maximum at once is kept whole', async () => {
  const fields = site.applicant({
    raison_sociale: 'é'.repeat(150), chiffre_affaires: '1000000000000', effectif: '1000000',
    activite: words(200), themes: ['numerique', 'energetique', 'responsable', 'organisationnelle', 'autre'],
    theme_autre: words(150), projet: '👍🏽'.repeat(4000), motivation: words(2000, 'été'), attentes: words(2000, 'où'),
    conflits: words(500), prenom: 'P'.repeat(100), nom: 'N'.repeat(100), fonction: 'F'.repeat(100),
    courriel: `${'c'.repeat(64)}@${'d'.repeat(60)}.${'e'.repeat(60)}.${'f'.repeat(60)}.example`.slice(0, 254),
    telephone: '+33 4 67 00 00 00', amenagement: words(300),
    reseaux: ['cpme_herault', 'digital_113', 'french_tech_mediterranee', 'leader_occitanie', 'medef_herault_montpellier'],
  })

  const reference = await site.apply(fields)

  const opened = await site.unseal(reference)
  for (const name of ['projet', 'motivation', 'attentes', 'courriel', 'amenagement']) {
    assert.ok(opened.includes(fields[name]), name)
  }
})

test('the trap for robots: the same confirmation, stored in quarantine', async () => {
  const form = (await site.get('/candidater/')).forms.find(({ actions }) => actions.includes(VERIFICATION))
  const trap = form.controls.find(({ name, type }) => type !== 'button' && !KNOWN.has(name))
  assert.ok(trap, 'the form has a control that is not in the table of fields')
  const fields = site.applicant({ raison_sociale: 'Piège', [trap.name]: 'https://example.org' })

  const reference = await site.apply(fields)

  const [row] = await site.sql(`select quarantine from applications where reference = '${reference}'`)
  assert.equal(row.quarantine, 1)
  const listed = (await site.secretariat('list')).stdout.split('\n').find((line) => line.includes(reference))
  assert.match(listed, /quarantaine|quarantine/i)
})

test('a body of 256 KiB is read; one byte more is not', async () => {
  const body = encode(site.applicant({ projet: '' }))
  const padded = (size) => `${body}&conflits=${'x'.repeat(size - body.length - '&conflits='.length)}`

  problem(await site.check(padded(256 * 1024)), 422)
  problem(await site.check(padded(256 * 1024 + 1)), 413)
  ;(await site.post(VERIFICATION, padded(256 * 1024 + 1))).expect(413)
})

for (const [name, body] of [['UTF-8', 'nom=%ff%fe'], ['percent-encoding', 'nom=%zz'], ['raw bytes', Buffer.from([0x6e, 0x3d, 0xff])]]) {
  test(`invalid ${name} is unreadable`, async () => {
    problem(await site.check(body), 400)
    ;(await site.post(VERIFICATION, body)).expect(400)
  })
}

test('only a url-encoded form and JSON are read; both may say their charset', async () => {
  const type = (value) => ({ ...JSON_PLEASE, 'Content-Type': value })
  const body = encode(site.applicant())

  problem(await site.post(VERIFICATION, '{}', type('text/plain')), 415)
  problem(await site.post(VERIFICATION, body, type('multipart/form-data; boundary=x')), 415)
  ;(await site.post(VERIFICATION, body, type('application/x-www-form-urlencoded; charset=UTF-8'))).expect(200)
})

test('other sites cannot send a form', async () => {
  const fields = site.applicant()

  problem(await site.post(VERIFICATION, fields, { ...JSON_PLEASE, 'Sec-Fetch-Site': 'cross-site' }), 403)
  problem(await site.post(VERIFICATION, fields, { ...JSON_PLEASE, Origin: 'https://example.org' }), 403)
  problem(await site.post(SENDING, fields, { ...JSON_PLEASE, Origin: 'null' }), 403)
  for (const Origin of [site.url, 'null']) {
    ;(await site.post(VERIFICATION, fields, { ...JSON_PLEASE, Origin, 'Sec-Fetch-Site': 'same-origin' })).expect(200)
  }
})

test('other methods are refused; a reload of the check page goes back to the form', async () => {
  for (const address of [VERIFICATION, '/candidature/', '/candidature']) {
    const reload = (await site.get(address)).expect(303)
    assert.match(reload.location, /^\/candidater\/$/, address)
  }
  for (const [method, path] of [['PUT', VERIFICATION], ['DELETE', SENDING], ['GET', SENDING]]) {
    const refused = await site.request(method, path, undefined, JSON_PLEASE)
    problem(refused, 405)
    assert.match(refused.headers.get('allow'), /POST/)
  }
})

test('a received page needs a reference that could have been issued', async () => {
  const reference = await site.apply(site.applicant({ raison_sociale: 'Zinguerie Barbot' }))
  const last = reference.at(-1) === '2' ? '3' : '2'

  const page = (await site.get(`/candidature/recue/${reference}`)).expect(200)

  assert.ok(page.text.includes(reference))
  assert.doesNotMatch(page.text, /Barbot|Jeanne/)
  ;(await site.get(`/candidature/recue/${reference.slice(0, -1)}${last}`)).expect(404)
  ;(await site.get('/candidature/recue/n-importe-quoi')).expect(404)
  for (const written of [`${reference}/`, reference.replaceAll('-', '%2D'), reference.replaceAll('-', '%E2%80%91')]) {
    assert.ok((await site.get(`/candidature/recue/${written}`)).expect(200).text.includes(reference), written)
  }
  assert.match(page.text, /Pour corriger ou retirer votre candidature/)
})

test('every answer carries the security headers, and is cached as its kind allows', async () => {
  const fields = site.applicant()
  const reference = await site.apply(fields)
  const kinds = [
    [await site.post(VERIFICATION, {}), 'private, no-cache'],
    [await site.post(VERIFICATION, fields), 'private, no-cache'],
    [await site.post(VERIFICATION, { ...fields, effectif: '2' }), 'private, no-cache'],
    [await site.get(`/candidature/recue/${reference}`), 'no-store'],
  ]
  for (const [answer, caching] of kinds) {
    assert.equal(answer.headers.get('cache-control'), caching, answer.title)
    assert.equal(answer.headers.get('referrer-policy'), 'same-origin')
    assert.equal(answer.headers.get('x-content-type-options'), 'nosniff')
    assert.match(answer.headers.get('content-security-policy'), /default-src/)
    assert.doesNotMatch(answer.headers.get('content-security-policy'), /unsafe|\*/)
    assert.equal(answer.headers.get('set-cookie'), null)
  }
})

test('with limits, too many applications from one place are asked to wait', async () => {
  const limited = await Site.open({ args: ['--limits'] })
  let answer
  for (let sent = 0; sent < 60 && answer?.status !== 429; sent += 1) {
    const fields = limited.applicant({ raison_sociale: `Ateliers réunis ${sent}` })
    const { token } = (await limited.check(fields)).expect(200).json
    answer = await limited.send(fields, token)
  }

  problem(answer, 429)
  assert.match(answer.headers.get('retry-after'), /^[1-9]\d*$/)
})
