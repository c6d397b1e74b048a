// The handler as a Lambda function: the real bootstrap, a Runtime API on loopback, Amazon's own DynamoDB Local.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:tls'
import { connect } from 'node:net'
import { join } from 'node:path'
import { applicant, encode } from './applicant.mjs'
import { JSON_PLEASE, program, references, succeed, test } from './harness.mjs'
import { Office, command, dynamodb, failedStart, handlerFolder, home, identity, origin } from './lambda-function.mjs'
import { ORIGIN_SECRET, bundle, isSigned } from '../lambda/handler.mjs'

test('an application is checked, sent, confirmed, and opens with the standard age command', async () => {
  const office = await Office.open()
  const check = (await office.post('/candidature/verification', applicant())).expect(200)
  assert.equal((await office.items()).length, 0, 'nothing is stored before it is sent')

  const sent = (await office.post('/candidature/envoi', check.fieldsFor('/candidature/envoi'))).expect(303)

  const [reference] = references(sent.location)
  const received = (await office.get(sent.location)).expect(200)
  assert.ok(received.text.includes(reference))
  assert.equal(received.headers.get('cache-control'), 'no-store')
  assert.ok(received.headers.get('content-security-policy'))
  const [item, ...others] = await office.applications()
  assert.equal(others.length, 0)
  assert.deepEqual(Object.keys(item).sort(), ['again', 'digest', 'expires', 'form', 'keys', 'over_limit', 'pk', 'quarantine', 'received_at', 'sealed', 'version'])
  assert.equal(item.pk.S, `APP#${reference}`)
  assert.ok(Number(item.expires.N) > Date.now() / 1000)
  const { stdout } = await succeed('age', ['-d', '-i', identity], { input: Buffer.from(item.sealed.B, 'base64') })
  assert.equal(JSON.parse(stdout).answers.siren, '732829320')
  assert.ok(isSigned(stdout.trimEnd()), 'the signature is right')
  assert.ok(!JSON.stringify(item).includes('732829320'))

  // The secretariat takes credentials and region the usual ways; here, from a profile.
  const profile = join(home, 'aws-config')
  writeFileSync(profile, '[profile bureau]\nregion = eu-west-3\naws_access_key_id = k\naws_secret_access_key = s\n')
  const env = { ...process.env, AWS_CONFIG_FILE: profile, AWS_PROFILE: 'bureau', AWS_ENDPOINT_URL_DYNAMODB: dynamodb.url }
  const secretariat = program('secretariat')
  const shown = await succeed(secretariat, ['show', reference, '--store', `dynamodb:${office.table}`, '--identity', identity], { env })
  assert.match(shown.stdout, /732.829.320/)
  assert.match(shown.stdout, /Signature +valable/)
  const listed = await succeed(secretariat, ['list', '--store', `dynamodb:${office.table}`, '--identity', identity], { env })
  assert.equal(references(listed.stdout).length, 1)
})

test('a function URL and an HTTP API, a body in base64 and a plain one, are read alike', async () => {
  const office = await Office.open()
  const checked = await office.checked(applicant())
  const sent = []
  for (const shape of ['url', 'api']) {
    for (const plain of [false, true]) sent.push((await office.send(checked, { shape, plain })).expect(201).json)
  }

  for (const each of sent) assert.deepEqual(each, sent[0], 'a resend is confirmed as the first was')
  assert.equal((await office.applications()).length, 1)
})

test('without the origin secret nothing is answered and nothing is looked at', async () => {
  const office = await Office.open()
  const checked = await office.checked(applicant())

  for (const secret of [undefined, '', 'wrong', ORIGIN_SECRET.slice(1), `${ORIGIN_SECRET}x`]) {
    for (const body of [encode(checked), 'nom=%ff', 'x'.repeat(300_000)]) {
      const refused = await office.request('POST', '/candidature/envoi', { body, headers: { 'X-Origin-Secret': secret } })
      assert.match(refused.expect(403).body, /^Ce formulaire ne répond qu’à travers son site, et n’a rien enregistré/)
    }
  }
  ;(await office.get('/candidature/verification', { headers: { 'X-Origin-Secret': undefined } })).expect(403)
  assert.equal((await office.items()).length, 0)
})

test('every refusal of the form is one on Lambda too', async () => {
  const office = await Office.open()
  const path = '/candidature/verification'
  const body = encode(applicant())
  for (const [status, method, where, options] of [
    [400, 'POST', path, { body: 'nom=%ff' }],
    [400, 'POST', path, { body: Buffer.from([0x6e, 0x3d, 0xff]) }],
    [403, 'POST', path, { body, headers: { Origin: 'https://elsewhere.example' } }],
    [404, 'GET', '/candidature/recue/BDP-2222-2223', {}],
    [405, 'GET', '/candidature/envoi', {}],
    [409, 'POST', '/candidature/envoi', { body }],
    [413, 'POST', path, { body: 'x'.repeat(256 * 1024 + 1) }],
    [415, 'POST', path, { body, headers: { 'Content-Type': 'text/plain' } }],
    [422, 'POST', path, { body: encode(applicant({ siren: '1' })) }],
  ]) {
    const page = (await office.request(method, where, options)).expect(status)
    assert.match(page.headers.get('content-type'), /^text\/html/)
    const json = (await office.request(method, where, { ...options, headers: { ...options.headers, ...JSON_PLEASE } })).expect(status)
    assert.equal(json.json.status, status)
  }
  assert.equal((await office.items()).length, 0)
})

test('what one network sends above the limit is kept with a mark; at a number that nobody knows, nothing more is taken', async () => {
  const office = await Office.open()
  const checked = []
  for (let at = 0; at < 12; at++) checked.push(await office.checked(applicant({ effectif: String(at + 10) })))
  for (const each of checked) (await office.send(each)).expect(201)
  assert.equal((await office.applications()).filter(({ over_limit }) => over_limit.BOOL).length, 2)

  // The same again counts like any other.
  let sends = checked.length
  while (sends < 60 && (await office.send(checked[0])).status === 201) sends++
  assert.ok(sends >= 30 && sends < 60, `${sends}`)

  const refused = (await office.send(checked[0])).expect(429)
  const page = (await office.post('/candidature/envoi', checked[11])).expect(429)
  const wait = Number(refused.headers.get('retry-after'))
  assert.ok(wait >= 1 && wait <= 3600, `${wait}`)
  assert.equal(refused.json.type, 'urn:bureau-des-pairs:problem:too-many')
  assert.equal(Object.fromEntries(page.fieldsFor('/candidature/envoi')).siren, '732829320')
  ;(await office.send(checked[0], { headers: { 'X-Forwarded-For': '203.0.113.9' } })).expect(429)
  ;(await office.send(checked[0], { address: '2001:db8::7:443' })).expect(201)
  assert.equal((await office.applications()).length, 12)
  const counters = await dynamodb.items(`${office.table}-counters`)
  assert.equal(counters.length, 1 + 3, 'an IPv4 address, and an IPv6 network with two around it')
  assert.ok(counters.every(({ pk, ...others }) => /^[0-9a-f]{64}$/.test(pk.S) && Object.keys(others).sort().join() === 'expires,sends'))
})

test('that a sender is not known is said once', async () => {
  const office = await Office.open()
  const checked = await office.checked(applicant({}), { address: undefined })
  for (let at = 0; at < 3; at++) (await office.send(checked, { address: undefined })).expect(201)

  const said = office.handler.function.lines().filter((line) => line.includes('no sender is limited'))
  assert.equal(said.length, 1, said.join('\n'))
})

test('every line of the log is JSON with the id of its request, and holds no answer and no address', async () => {
  const office = await Office.open()
  const marked = applicant({
    raison_sociale: 'MARQUE-ENTREPRISE', courriel: 'marque@exemple.example', projet: `MARQUE-PROJET ${'mot '.repeat(80)}`,
  })
  const started = office.handler.function.lines().length
  const ids = []
  const note = (answer) => (ids.push(office.id), answer)
  const checked = await office.checked(marked)
  ids.push(office.id)
  note(await office.send(checked)).expect(201)
  note(await office.send(checked)).expect(201)
  note(await office.send({ ...checked, nom: 'MARQUE-NOM' })).expect(409)
  note(await office.post('/candidature/verification', { ...marked, siren: 'MARQUE-SIREN' })).expect(422)
  note(await office.post('/candidature/MARQUE-CHEMIN', marked)).expect(404)
  note(await office.post('/candidature/envoi', checked, { headers: { 'X-Origin-Secret': 'MARQUE-SECRET' } })).expect(403)
  for (const event of [{ marked: 'MARQUE-EVENT' }, 'MARQUE-TEXT', { version: '2.0', rawPath: 7, body: 'MARQUE-BODY' }]) {
    const failure = await office.handler.function.api.invoke(event).then(() => assert.fail('no such event'), (error) => error)
    assert.ok(!failure.body.includes('MARQUE'), failure.body)
    ids.push(failure.id)
  }

  const lines = office.handler.function.lines()
  assert.ok(!/MARQUE|marque@|732829320|192\.0\.2\.7/i.test(lines.join('\n')), lines.join('\n'))
  for (const line of lines.slice(0, started)) JSON.parse(line)
  const logged = lines.slice(started).map((line) => JSON.parse(line).span.requestId)
  assert.deepEqual([...new Set(logged)], ids)
})

test('a start that cannot work ends at once and names what is wrong', async () => {
  const unsealed = bundle(handlerFolder, join(home, 'unsealed'), [null, null])
  const damaged = bundle(handlerFolder, join(home, 'damaged'), ['a', 'b'])
  writeFileSync(join(damaged, 'bundle.json'), '{"version":1}')
  for (const [changes, expected] of [
    [{ TABLE_NAME: undefined }, 'TABLE_NAME is missing'],
    [{ COUNTERS_TABLE: undefined }, 'COUNTERS_TABLE is missing'],
    [{ SECRET: 'dG9vIHNob3J0' }, 'SECRET is malformed'],
    [{ SECRET_PREVIOUS: '!' }, 'SECRET_PREVIOUS is malformed'],
    [{ SIGNING_KEY: undefined }, 'SIGNING_KEY is missing'],
    [{ SIGNING_KEY: 'dG9vIHNob3J0' }, 'SIGNING_KEY is malformed'],
    [{ SIGNING_KEY: Buffer.alloc(32, 8).toString('base64') }, 'SIGNING_KEY cannot sign'],
    [{ ORIGIN_SECRET: undefined, SECRET: undefined }, 'SECRET is missing; ORIGIN_SECRET is missing'],
    [{ BUNDLE_DIR: undefined }, 'BUNDLE_DIR is missing'],
    [{ BUNDLE_DIR: '/nowhere' }, 'cannot read /nowhere/bundle.json'],
    [{ BUNDLE_DIR: unsealed }, 'placeholder'],
    [{ BUNDLE_DIR: damaged }, 'build the site again'],
    [{ AWS_ENDPOINT_URL_DYNAMODB: 'localhost' }, 'AWS_ENDPOINT_URL_DYNAMODB is malformed'],
  ]) {
    const { code, said } = await failedStart(changes)
    assert.equal(code, 1, said)
    assert.ok(said.includes(expected), said)
    assert.ok(!said.includes('dG9vIHNob3J0'), 'a secret is never shown')
  }
})

test('a check page from before a rotation of the secret can still be sent, once', async () => {
  const before = await Office.open()
  const checked = await before.checked(applicant())
  const first = (await before.send(checked)).expect(201).json

  const env = { ...before.env, SECRET: Buffer.alloc(32, 7).toString('base64'), SECRET_PREVIOUS: before.env.SECRET }
  const after = await Office.open(env)
  after.table = before.table

  assert.deepEqual((await after.send(checked)).expect(201).json, first)
  assert.equal((await after.applications()).length, 1)
})

test('when DynamoDB is out of reach the applicant is told, keeps every answer, and learns no cause', async () => {
  const office = await Office.open({ AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:9' })
  const checked = await office.checked(applicant())

  const page = (await office.post('/candidature/envoi', checked)).expect(503)

  assert.equal(page.headers.get('retry-after'), '60')
  assert.ok(page.forms.some(({ actions }) => actions.includes('/candidature/envoi')))
  assert.ok(!/dynamo|127\.0\.0\.1|refused|table/i.test(page.body), page.summary())
})

test('an endpoint that the system trusts is reached over TLS, any other is not', async () => {
  const [key, certificate] = ['key.pem', 'certificate.pem'].map((name) => join(home, name))
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2',
    '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost', '-addext', 'basicConstraints=critical,CA:FALSE',
    '-keyout', key, '-out', certificate], { stdio: 'ignore' })
  const proxy = createServer({ key: readFileSync(key), cert: readFileSync(certificate) }, (socket) => {
    const inner = connect(dynamodb.port, '127.0.0.1')
    socket.pipe(inner).pipe(socket)
    for (const end of [socket, inner]) end.on('error', () => (socket.destroy(), inner.destroy()))
  })
  await new Promise((ready) => proxy.listen(0, '127.0.0.1', ready))
  const AWS_ENDPOINT_URL_DYNAMODB = `https://localhost:${proxy.address().port}`

  const trusted = await Office.open({ AWS_ENDPOINT_URL_DYNAMODB, SSL_CERT_FILE: certificate })
  const other = await Office.open({ AWS_ENDPOINT_URL_DYNAMODB })
  ;(await trusted.send(await trusted.checked(applicant()))).expect(201)
  ;(await other.send(await other.checked(applicant()))).expect(503)

  assert.equal((await trusted.applications()).length, 1)
  assert.equal((await other.applications()).length, 0)
  proxy.close()
})
