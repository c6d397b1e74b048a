#!/usr/bin/env node
// The Lambda function on this machine: site, function and DynamoDB Local behind one address.

import { execFileSync } from 'node:child_process'
import { createReadStream, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join, normalize, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { DynamoDbLocal } from './dynamodb-local.mjs'
import { Handler, bundle, environment, noteSigningKey } from './handler.mjs'

const USAGE = `usage: node tests/lambda/local.mjs [--port N] [--bootstrap PATH]

Serves dist/public and runs the handler as AWS Lambda does, on http://127.0.0.1:9000/, with an empty DynamoDB Local.
Builds both first, unless --bootstrap names a binary, such as one unpacked from target/lambda/*.zip. Ctrl-C stops.

  --help   this text
`

const root = fileURLToPath(new URL('../../', import.meta.url))
const { values: options } = parseArgs({
  options: { port: { type: 'string', default: '9000' }, bootstrap: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
})
if (options.help) {
  process.stdout.write(USAGE)
  process.exit(0)
}

const run = (command, args) => execFileSync(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] }).toString().trim()
const target = resolve(root, process.env.CARGO_TARGET_DIR ?? 'target')
if (!options.bootstrap) {
  run('cargo', ['run', '--quiet', '--', 'build'])
  run('cargo', ['build', '--quiet', '--package', 'form-handler', '--features', 'lambda', '--bin', 'bootstrap'])
}
const data = join(root, '.data', 'lambda')
mkdirSync(data, { recursive: true })
const keys = ['identity.txt', 'other.txt'].map((name) => {
  const path = join(data, name)
  if (!existsSync(path)) run('age-keygen', ['-o', path])
  return run('age-keygen', ['-y', path])
})
const handlerFolder = bundle(join(root, 'dist/handler'), join(data, 'handler'), keys)
noteSigningKey(data)
const { origin } = new URL(JSON.parse(readFileSync(join(handlerFolder, 'bundle.json'))).base_url)
const dynamodb = await DynamoDbLocal.start()
const table = await dynamodb.createTable('applications')
const handler = await Handler.start({
  command: resolve(options.bootstrap ?? join(target, 'debug', 'bootstrap')),
  env: environment({ bundle: handlerFolder, table, endpoint: dynamodb.url }), origin,
})
handler.function.process.stdout.pipe(process.stderr)

const TYPES = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml', '.woff2': 'font/woff2' }

const service = JSON.parse(readFileSync(join(root, 'dist/service-addresses.json')))

/** As the distribution does: pages from one place, the forms from the other. */
const server = createServer(async (request, response) => {
  const path = new URL(request.url, 'http://localhost').pathname
  if (service.some((address) => (address.endsWith('*') ? path.startsWith(address.slice(0, -1)) : path === address))) {
    const chunks = []
    for await (const chunk of request) chunks.push(chunk)
    // The browser sends this machine's origin where it will send the site's.
    const headers = { ...request.headers, host: undefined }
    if (headers.origin === `http://${request.headers.host}`) headers.origin = origin
    const answered = await handler.request(request.method, request.url, {
      headers: { Accept: undefined, Origin: undefined, 'Content-Type': undefined, ...headers },
      body: chunks.length ? Buffer.concat(chunks) : undefined,
      address: `${request.socket.remoteAddress}:${request.socket.remotePort}`,
    })
    response.writeHead(answered.status, Object.fromEntries(answered.headers)).end(answered.body)
    return
  }
  const file = join(root, 'dist/public', normalize(decodeURIComponent(path)), path.endsWith('/') ? 'index.html' : '')
  const found = existsSync(file) && statSync(file).isFile()
  const served = found ? file : join(root, 'dist/public/404.html')
  response.writeHead(found ? 200 : 404, { 'Content-Type': TYPES[extname(served)] ?? 'application/octet-stream' })
  createReadStream(served).on('error', () => response.end()).pipe(response)
})
server.listen(Number(options.port), '127.0.0.1', () => {
  console.log(`The site and its Lambda function are on http://127.0.0.1:${server.address().port}/ (Ctrl-C stops)`)
  console.log(`DynamoDB Local is on ${dynamodb.url}, table ${table}; .data/lambda/identity.txt opens what it keeps`)
})
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(0))
