// `serve --production`: the site and its form on one machine, for the public.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { encode } from './applicant.mjs'
import { JSON_PLEASE, Site, build, folder, full, program, root, run, succeed, test } from './harness.mjs'

const ORIGIN = 'https://candidatures.bureau-des-pairs.fr'
const KEY_MAKING = 'secretariat keys signing --out signing-key'
const MAKING = '(umask 077; head -c 48 /dev/urandom | base64 -w0 > secret)'

/** A folder with `dist/` for two people with keys of their own, and a secret and a key made as the messages say. */
async function prepared() {
  const home = folder()
  cpSync(join(root, 'content'), join(home, 'content'), { recursive: true })
  const recipients = join(home, 'content/recipients.toml')
  let text = readFileSync(recipients, 'utf8')
  for (const name of ['one', 'two']) {
    const { stderr } = await succeed('age-keygen', ['-o', join(home, `${name}.txt`)])
    text = text.replace(/^key = \{.*$/m, `key = "${stderr.trim().split(' ').at(-1)}"`)
  }
  writeFileSync(recipients, text)
  const signing = join(home, 'content/signing.toml')
  const { stdout } = await succeed(program('secretariat'), ['keys', 'signing', '--out', join(home, 'signing-key')])
  const [, ...lines] = stdout.match(/^ *(public = ".*")\n *(from = .*)$/m)
  writeFileSync(signing, readFileSync(signing, 'utf8').replace(/^public = .*$/m, lines[0]).replace(/^from = .*$/m, lines[1]))
  const { code, stderr } = await build(join(home, 'dist'), '--content', join(home, 'content'), '--base-url', ORIGIN)
  assert.equal(code, 0, stderr)
  await succeed('sh', ['-c', MAKING], { cwd: home })
  return home
}

const home = await prepared()
const secret = ['--secret', join(home, 'secret'), '--signing-key', join(home, 'signing-key')]
const open = (args = secret, env = {}) => Site.open({ home: folder(), cwd: home, args: ['--production', ...args], env })
const refusal = (args, cwd = home, addr = '127.0.0.1:0') =>
  run(program('site-gen'), ['serve', '--production', '--addr', addr, '--data', join(home, 'never'), ...args], { cwd })

test('it does not start before all is real, and says everything that is not', async () => {
  const other = folder()
  await build(join(other, 'dist'))
  writeFileSync(join(other, 'short'), 'c2hvcnQ=')

  const { code, stderr } = await refusal(['--secret', 'short', '--signing-key', 'short', '--office', 'short'], other, '0.0.0.0:0')

  assert.equal(code, 1)
  for (const reason of [
    '0.0.0.0:0 can be reached from other machines', 'say --public',
    'the secret short is malformed: expected 32 random bytes or more in base64, found 5', MAKING, 'a placeholder in content/signing.toml', KEY_MAKING,
    'the list of the office short: line 1 is not a name in lower case', 'infra/one-machine/office add',
    '`bureau-des-pairs.example` leads nowhere', 'site-gen build --production',
    'présidence du bureau', 'secrétariat du bureau', 'still a placeholder in content/recipients.toml',
  ]) assert.ok(stderr.includes(reason), `no “${reason}” in: ${stderr}`)
  assert.ok(!existsSync(join(home, 'never')), 'nothing is made')
})

test('what is missing is named with the command that makes it', async () => {
  const none = await refusal([])
  assert.equal(none.code, 1)
  for (const word of ['say --secret FILE', MAKING, 'say --signing-key FILE', KEY_MAKING]) assert.ok(none.stderr.includes(word), none.stderr)
  const lost = await refusal(['--secret', 'lost', '--signing-key', 'lost', '--office', 'lost'])
  assert.ok(lost.stderr.includes('the secret lost cannot be read') && lost.stderr.includes(MAKING) && lost.stderr.includes(KEY_MAKING), lost.stderr)
  assert.ok(lost.stderr.includes('the list of the office lost cannot be read'), lost.stderr)
  const unbuilt = await refusal(secret, folder())
  assert.match(unbuilt.stderr, /dist cannot be read; .*site-gen build --production/)
  const alone = await run(program('site-gen'), ['serve', '--trusted-proxy', '127.0.0.1'])
  assert.equal(alone.code, 2, 'only with --production')
})

test('it starts with the secret that systemd has loaded, and makes only the file of the applications', async () => {
  const site = await open([], { CREDENTIALS_DIRECTORY: home })

  await site.apply(site.applicant())

  for (const name of ['secret', 'identity.txt', 'signing-key', 'signing.toml']) assert.ok(!existsSync(join(site.data, name)), name)
  const [{ sealed }] = await site.sql('select hex(sealed) as sealed from applications')
  for (const name of ['one', 'two']) {
    const { stdout } = await succeed('age', ['-d', '-i', join(home, `${name}.txt`)], { input: Buffer.from(sealed, 'hex') })
    assert.ok(stdout.includes('Fonderies du Lez'))
  }
})

test('a key that the list used last did not have is sealed to once somebody has accepted it', async () => {
  const first = await open()
  const note = join(first.data, 'applications.recipients.json')
  const { keys } = JSON.parse(readFileSync(note, 'utf8'))
  assert.equal(keys.length, 2, 'the first list is taken as it is')
  assert.match(first.logs(), /first list of recipients is taken as it is: .*([0-9a-f]{4} ?){4}/, 'and shown')
  await first.stop()
  writeFileSync(note, JSON.stringify({ keys: keys.slice(0, 1) }))
  const again = ['--data', first.data, ...secret]

  const refused = await run(program('site-gen'), ['serve', '--production', '--addr', '127.0.0.1:0', ...again], { cwd: home })

  assert.equal(refused.code, 1)
  const shown = keys[1].match(/.{4}/g).join(' ')
  assert.ok(refused.stderr.includes(`a key is new on the list of recipients and not accepted: `) && refused.stderr.includes(shown), refused.stderr)
  assert.ok(refused.stderr.includes('--accept FINGERPRINT'), refused.stderr)
  assert.equal(JSON.parse(readFileSync(note, 'utf8')).keys.length, 1)
  await (await Site.open({ home: first.home, cwd: home, args: ['--production', ...secret, '--accept', shown] })).stop()
  assert.deepEqual(JSON.parse(readFileSync(note, 'utf8')).keys, keys)
  await Site.open({ home: first.home, cwd: home, args: ['--production', ...secret] })
})

test('dist/ is served as it was built, with its headers', async () => {
  const site = await open()

  const page = (await site.get('/contact/')).expect(200)

  assert.equal(page.body, readFileSync(join(home, 'dist/public/contact/index.html'), 'utf8'))
  for (const [name, value] of JSON.parse(readFileSync(join(home, 'dist/headers.json')))) assert.equal(page.headers.get(name), value)
})

test('a watchdog is answered, and told nothing', async () => {
  const site = await open()
  const { body, headers } = (await site.get('/healthz')).expect(200)
  assert.equal(body, '')
  assert.deepEqual([...headers.keys()].sort(), ['cache-control', 'content-length', 'date'])

  const deployed = await Site.open({ home: folder(), cwd: home, args: ['--as-deployed'] })
  ;(await deployed.get('/healthz')).expect(404)
})

test('only pages at base_url send the form', async () => {
  const site = await open()
  const send = (Origin) => site.post('/candidature/verification', site.applicant(), { Origin })

  ;(await send(ORIGIN)).expect(200)
  ;(await send(site.url)).expect(403)
  ;(await send(`${ORIGIN}.evil.fr`)).expect(403)
})

/** More than any network may send in an hour. */
const TOO_MANY = 60

/** The status of each send, one for each sender as `X-Forwarded-For` names it. */
async function sends(site, senders) {
  const statuses = []
  const fields = site.applicant()
  const { token } = (await site.check(fields)).expect(200).json
  for (const sender of senders) {
    const answer = await site.post('/candidature/envoi', { ...fields, token }, { ...JSON_PLEASE, 'X-Forwarded-For': sender })
    statuses.push(answer.status)
  }
  return statuses
}

test('who sends is whom the trusted proxy says', async () => {
  const site = await open([...secret, '--trusted-proxy', '127.0.0.1'])
  const people = Array.from({ length: TOO_MANY }, (_, number) => `192.0.2.${number}`)

  assert.deepEqual(await sends(site, people), Array(TOO_MANY).fill(201), 'many people behind one proxy')

  const mask = Array.from({ length: TOO_MANY }, (_, number) => `203.0.113.${number}, 198.51.100.7`)
  assert.ok((await sends(site, mask)).includes(429), 'what a sender writes before it counts for nothing')
})

test('nobody else is believed', async () => {
  for (const proxy of [[], ['--trusted-proxy', '192.0.2.1']]) {
    const site = await open([...secret, ...proxy])
    const people = Array.from({ length: TOO_MANY }, (_, number) => `192.0.2.${number}`)
    assert.ok((await sends(site, people)).includes(429), proxy.join(' '))
    if (!proxy.length) assert.match(site.logs(), /say --trusted-proxy 127\.0\.0\.1/)
  }
}, { timeout: 120_000 })

/** A connection on which something is sent, and no more. */
function half(site, text) {
  const { port } = new URL(site.url)
  return new Promise((ready, failed) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text, () => ready(socket)))
    socket.on('error', failed)
  })
}

const POST = 'POST /candidature/envoi HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 9\r\n'

test('sixty half-sent requests do not shut it', async () => {
  const site = await open()
  const sockets = await Promise.all(Array.from({ length: 60 }, (_, number) => half(site, number % 2 ? POST : `${POST}\r\na=b`)))
  const started = Date.now()

  await site.apply(site.applicant())

  assert.ok(Date.now() - started < 10_000, 'it does not wait until they are given up')
  sockets.forEach((socket) => socket.destroy())
})

if (full) {
  test('a body that does not come is not waited for longer than a minute', async () => {
    const site = await open()
    const socket = await half(site, `${POST}\r\na=b`)
    let answer = ''
    for await (const chunk of socket) answer += chunk
    assert.match(answer, /^HTTP\/1.1 400/)
  }, { timeout: 90_000 })
}

for (const signal of ['SIGTERM', 'SIGINT']) {
  test(`${signal}: what is being sent is stored and confirmed, what does not come is not waited for`, async () => {
    const site = await open()
    const fields = site.applicant()
    const { token } = (await site.check(fields)).expect(200).json
    const never = await half(site, `${POST}\r\na=b`)
    never.on('error', () => {})
    const body = encode({ ...fields, token })
    const sending = await half(site, `${POST.replace('9', body.length)}Accept: application/json\r\nExpect: 100-continue\r\n\r\n`)
    let answer = ''
    sending.on('data', (chunk) => (answer += chunk))
    await until(sending, 'data', () => answer.includes('100 Continue'))

    const started = Date.now()
    const ended = new Promise((done) => site.process.once('exit', done))
    site.process.kill(signal)
    await until(site.process.stderr, 'data', () => site.logs().includes('stopping'))
    sending.write(body)

    assert.equal(await ended, 0)
    assert.ok(Date.now() - started < 10_000)
    assert.match(answer, /HTTP\/1.1 201 Created/)
    const [{ reference }] = await site.sql('select reference from applications')
    assert.ok(answer.includes(reference))
  })
}

/** Waits for `event` until something is so. */
async function until(emitter, event, so) {
  while (!so()) await once(emitter, event)
}

test('no path leads to another site', async () => {
  const site = await open()
  const paths = ['/contact', '//contact', '///contact', '//contact/', '/\\contact', '\\/contact', '/%2Fcontact', '/%5Ccontact',
    '/\t/contact', '/.//contact', '//contact?a=b', '//candidature/verification', 'http://contact//contact', '//contact/%2e%2e']
  const seen = []

  for (const path of paths) {
    const socket = await half(site, `GET ${path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`)
    let answer = ''
    for await (const chunk of socket) answer += chunk
    const [, status] = answer.match(/^HTTP\/1.1 (\d+)/)
    const [, location] = answer.match(/^location: (.*)\r$/m) ?? []
    if (location) assert.equal(new URL(location, `${site.url}${path}`).host, new URL(site.url).host, path)
    seen.push(status)
  }

  assert.deepEqual(seen, ['301', '404', '404', '404', '404', '400', '404', '404', '400', '404', '404', '404', '404', '404'])
})
