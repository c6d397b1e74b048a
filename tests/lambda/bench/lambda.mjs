#!/usr/bin/env node
// Measures the Lambda function against the least it could be and against the same in Node.

import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { applicant, encode } from '../../e2e/applicant.mjs'
import { DynamoDbLocal } from '../dynamodb-local.mjs'
import { LambdaFunction } from '../function.mjs'
import { ORIGIN_SECRET, bundle, environment } from '../handler.mjs'

/** AWS: "single-digit millisecond" from a function in the same region. */
const DISTANCE = 4

const USAGE = `usage: node tests/lambda/bench/lambda.mjs [--runs N] [--warm N] [--no-build]

Builds the zip (infra/package), starts its bootstrap N times (20) behind a Runtime API on loopback, with DynamoDB
Local behind TLS, sends one application and then more (100), and prints a table in Markdown: medians of the runs.
The database takes its time on the same processors as what is measured: the last columns are of one that answers
${DISTANCE} ms later, as one on machines of its own does.

  --no-build  takes what an earlier run built
  --help      this text

Needs dist/handler (cargo run -- build), Java 17, openssl, age-keygen, zip, unzip, and npm ci in tests/.
`

const root = fileURLToPath(new URL('../../../', import.meta.url))
const { values: options } = parseArgs({
  options: {
    runs: { type: 'string', default: '20' }, warm: { type: 'string', default: '100' },
    'no-build': { type: 'boolean' }, help: { type: 'boolean', short: 'h' },
  },
})
if (options.help) {
  process.stdout.write(USAGE)
  process.exit(0)
}
const runs = Number(options.runs)
const warm = Number(options.warm)

const home = mkdtempSync(join(tmpdir(), 'bench-'))
process.on('exit', () => rmSync(home, { recursive: true, force: true }))
const run = (command, args, settings) => execFileSync(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'], ...settings })?.toString().trim()

// -- what is measured ---------------------------------------------------------------

const arch = process.arch === 'arm64' ? 'arm64' : 'x86_64'
const triple = `${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-unknown-linux-gnu`
const target = resolve(root, process.env.CARGO_TARGET_DIR ?? 'target')
const ours = join(target, 'lambda', `form-handler-${arch}.zip`)
const example = (name) => join(target, triple, 'lambda', 'examples', name)

if (!options['no-build']) {
  run('infra/package', [arch], { stdio: 'inherit' })
  // The flags of infra/package: with others, everything would be compiled again.
  const sources = resolve(root)
  const RUSTFLAGS = `--remap-path-prefix=${process.env.CARGO_HOME ?? join(homedir(), '.cargo')}=/cargo --remap-path-prefix=${sources}=/source`
  run('cargo', ['build', '--package', 'form-handler', '--examples', '--no-default-features', '--features', 'lambda',
    '--profile', 'lambda', '--locked', '--target', triple], { stdio: 'inherit', env: { ...process.env, RUSTFLAGS, SOURCE_DATE_EPOCH: '0' } })
}
const unpacked = join(home, 'task')
run('unzip', ['-q', ours, '-d', unpacked])
const node = join(home, 'node', 'index.cjs')
run(join(root, 'tests/node_modules/.bin/esbuild'), [join(root, 'tests/lambda/bench/node-handler.mjs'), '--bundle', '--minify', '--platform=node',
  '--target=node20', '--format=cjs', `--outfile=${node}`, '--log-level=error'])

/** The size of what would be deployed, in megabytes. */
function zipped(name, file) {
  const zip = join(home, `${name}.zip`)
  run('zip', ['-9', '-q', '-j', zip, file])
  return statSync(zip).size / 1e6
}

// -- around it ------------------------------------------------------------------------

const dynamodb = await DynamoDbLocal.start()
const table = await dynamodb.createTable('applications')
const [key, certificate] = ['key.pem', 'certificate.pem'].map((name) => join(home, name))
run('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-subj', '/CN=localhost',
  '-addext', 'subjectAltName=DNS:localhost', '-addext', 'basicConstraints=critical,CA:FALSE', '-keyout', key, '-out', certificate],
{ stdio: 'ignore' })

/** The database, its answers that many milliseconds on their way. */
async function endpoint(ms) {
  const settings = [join(root, 'tests/lambda/bench/tls.mjs'), key, certificate, String(dynamodb.port), String(ms)]
  // It waits on its standard input, which ends when this process does.
  const tls = spawn(process.execPath, settings, { stdio: ['pipe', 'pipe', 'inherit'] })
  const port = await new Promise((found) => tls.stdout.once('data', (text) => found(Number(text))))
  return `https://localhost:${port}`
}
const near = await endpoint(0)
const far = await endpoint(DISTANCE)
// As many roots as the handler carries, and the loopback's.
const roots = join(home, 'roots.pem')
writeFileSync(roots, readFileSync(join(root, 'form-handler/src/bin/bootstrap/amazon-roots.pem'), 'utf8') + readFileSync(certificate, 'utf8'))

const keys = ['one', 'two'].map((name) => {
  const path = join(home, name)
  run('age-keygen', ['-o', path], { stdio: 'ignore' })
  return run('age-keygen', ['-y', path])
})
const env = environment({
  bundle: bundle(join(unpacked, 'handler'), join(home, 'handler'), keys),
  table, endpoint: near, SSL_CERT_FILE: roots,
})
const { origin } = new URL(JSON.parse(readFileSync(join(env.BUNDLE_DIR, 'bundle.json'))).base_url)
const headers = (more) => ({
  accept: 'application/json', origin, 'content-type': 'application/x-www-form-urlencoded', 'x-origin-secret': ORIGIN_SECRET, ...more,
})

/** Applications nobody has sent yet, with the proof that they were checked. */
async function applications(number) {
  const checker = await LambdaFunction.start({ command: join(unpacked, 'bootstrap'), env })
  const all = []
  for (let at = 0; at < number; at++) {
    const fields = applicant({ raison_sociale: `Fonderies ${++sent}` })
    const { status, body } = await checker.request('POST', '/candidature/verification', { headers: headers(), body: encode(fields) })
    if (status !== 200) throw new Error(`${status}: ${body}`)
    all.push({ body: encode({ ...fields, token: JSON.parse(body).token }), id: String(sent) })
  }
  await checker.stop()
  return all
}
let sent = 0

/** Each sender at an address of its own: none has sent too many. */
const address = (id) => `10.${(id >> 16) & 255}.${(id >> 8) & 255}.${id & 255}:443`

const post = (more) => ({ id, body }) => ['POST', '/candidature/envoi', { headers: headers({ 'x-id': id, ...more?.(id) }), body }]
const subjects = [
  { name: 'hello (lambda_http)', command: example('lambda-hello'), zip: () => zipped('hello', example('lambda-hello')), request: () => ['GET', '/'], status: 200 },
  { name: 'one put (the same SDK)', command: example('lambda-put'), zip: () => zipped('put', example('lambda-put')), request: post(), status: 200 },
  { name: 'ours, not limited', command: join(unpacked, 'bootstrap'), zip: () => statSync(ours).size / 1e6, request: post(), status: 201 },
  {
    name: '**ours**', command: join(unpacked, 'bootstrap'), zip: () => statSync(ours).size / 1e6,
    request: post((id) => ({ 'cloudfront-viewer-address': address(Number(id)) })), status: 201,
  },
  {
    name: 'Node 20, no sealing', command: process.execPath, args: [node], zip: () => zipped('node', node), request: post(), status: 201,
    env: { NODE_EXTRA_CA_CERTS: certificate, AWS_NODEJS_CONNECTION_REUSE_ENABLED: '1' },
  },
]

// -- measuring ------------------------------------------------------------------------

const median = (numbers) => quantile(numbers, 0.5)
function quantile(numbers, share) {
  const sorted = [...numbers].sort((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]
}

/** It has asked for the next event: whatever belongs to the last one is done. */
async function idle({ api }) {
  while (api.idle.length === 0) await new Promise((soon) => setImmediate(soon))
}

async function once({ command, args, request, status, env: more }, events, database) {
  const settings = { ...env, ...more, AWS_ENDPOINT_URL_DYNAMODB: database }
  const lambda = await LambdaFunction.start({ command, args, env: settings })
  const timed = async (event) => {
    const started = process.hrtime.bigint()
    const answer = await lambda.request(...request(event))
    const ms = Number(process.hrtime.bigint() - started) / 1e6
    if (answer.status !== status || /error/.test(answer.body)) throw new Error(`${answer.status}: ${answer.body}`)
    await idle(lambda)
    return ms
  }
  const startCpu = lambda.cpuMs()
  const [first, ...others] = events
  const firstMs = await timed(first)
  const firstCpu = lambda.cpuMs()
  const warmMs = []
  for (const event of others) warmMs.push(await timed(event))
  const result = {
    startMs: lambda.startMs, startCpu, firstMs, firstCpu, warmMs,
    warmCpu: (lambda.cpuMs() - firstCpu) / Math.max(1, others.length), peakMb: lambda.peakMb(),
  }
  await lambda.stop()
  return result
}

const results = new Map(subjects.map((subject) => [subject, []]))
const distant = new Map(subjects.map((subject) => [subject, []]))
for (let at = 0; at < runs; at++) {
  for (const subject of subjects) {
    // The warm requests of the first five runs are enough for a p99, and Node's would take all day.
    const number = 1 + (at < 5 ? warm : 0)
    results.get(subject).push(await once(subject, await applications(number), near))
    if (at < 5) distant.get(subject).push(await once(subject, await applications(number), far))
  }
  process.stderr.write(`\rrun ${at + 1} of ${runs}`)
}
process.stderr.write('\n')

// -- the table ------------------------------------------------------------------------

const rows = subjects.map((subject) => {
  const all = results.get(subject)
  const of = (name) => median(all.map((each) => each[name]))
  const warmMs = all.flatMap((each) => each.warmMs)
  return {
    name: subject.name, startMs: of('startMs'), firstMs: of('firstMs'), cpu: of('firstCpu'),
    p50: median(warmMs), farP50: median(distant.get(subject).flatMap((each) => each.warmMs)), p99: quantile(warmMs, 0.99), warmCpu: median(all.slice(0, 5).map((each) => each.warmCpu)), peakMb: of('peakMb'), zip: subject.zip(),
  }
})
const put = rows[1]
const columns = [
  ['variant', ({ name }) => name],
  ['zip MB', ({ zip }) => zip.toFixed(2)],
  ['start ms', ({ startMs }) => startMs.toFixed(1)],
  ['first request ms', ({ firstMs }) => firstMs.toFixed(1)],
  ['start + first, CPU ms', ({ cpu }) => cpu.toFixed(1)],
  ['× one put', ({ cpu }) => (cpu / put.cpu).toFixed(2)],
  ['warm p50 ms', ({ p50 }) => p50.toFixed(2)],
  ['× one put', ({ p50 }) => (p50 / put.p50).toFixed(2)],
  ['warm p99 ms', ({ p99 }) => p99.toFixed(2)],
  ['warm CPU ms', ({ warmCpu }) => warmCpu.toFixed(2)],
  [`p50 at ${DISTANCE} ms`, ({ farP50 }) => farP50.toFixed(2)],
  ['× one put', ({ farP50 }) => (farP50 / put.farP50).toFixed(2)],
  ['peak MB', ({ peakMb }) => peakMb.toFixed(1)],
]
const line = (cells) => `| ${cells.join(' | ')} |`
console.log(line(columns.map(([title]) => title)))
console.log(line(columns.map((_, at) => (at === 0 ? '---' : '---:'))))
for (const row of rows) console.log(line(columns.map(([, cell]) => cell(row))))
const stored = (await dynamodb.items(table)).filter(({ pk }) => pk.S.startsWith('APP#')).length
const expected = 2 * (runs + Math.min(5, runs) * (2 * warm + 1))
console.log(`\n${runs} starts each; ${stored} of ${expected} applications are in the table.`)
dynamodb.stop()
process.exit(stored === expected ? 0 : 1)
