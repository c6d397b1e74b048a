// The product as its users have it: programs on this machine, and a folder of data.
//
// Every test file starts its own site on a port of its own, with its data in a folder of its
// own; whatever was started is stopped, and every folder removed, when the file ends.

import { execFile, spawn } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { test as nodeTest, after } from 'node:test'
import { fileURLToPath } from 'node:url'
import { applicant, encode } from './applicant.mjs'
import { Answer } from './answer.mjs'

export const root = fileURLToPath(new URL('../../', import.meta.url))
export const full = process.env.E2E_MODE === 'full'

const target = resolve(root, process.env.CARGO_TARGET_DIR ?? 'target')
/** What `cargo test` has made. */
export const program = (name) => join(target, 'debug', name)
// tests/run begins with an empty one.
const IMAGES = join(target, 'tests/images')

const REFERENCE = /BDP-[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}/g

/** Every reference in a text. */
export const references = (text) => text.match(REFERENCE) ?? []

/** A test that cannot hang. */
export const test = (name, body, { timeout = 60_000 } = {}) => nodeTest(name, { timeout }, body)

const folders = []
const sites = new Set()

after(() => Promise.all([...sites].map((site) => site.stop())))
process.on('exit', () => {
  sites.forEach((site) => site.process?.kill('SIGKILL'))
  folders.forEach((folder) => rmSync(folder, { recursive: true, force: true }))
})
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => process.exit(1))

/** An empty folder that is removed when the test file ends. */
export function folder() {
  const path = mkdtempSync(join(tmpdir(), 'end-to-end-'))
  folders.push(path)
  return path
}

/** A copy of the site's content with these forms of `tests/e2e/forms/` beside its own. */
export function withForms(...files) {
  const content = join(folder(), 'content')
  cpSync(join(root, 'content'), content, { recursive: true })
  for (const file of files) cpSync(join(root, 'tests/e2e/forms', file), join(content, 'forms', file))
  return content
}

/** As if `serve` had run there: where it finds no development keys it looks for three, which takes seconds of each start. */
function withKeys(data) {
  if (existsSync(join(data, 'identity.txt'))) return
  mkdirSync(data, { recursive: true, mode: 0o700 })
  for (const name of ['identity.txt', 'signing-key']) {
    cpSync(join(root, 'tests/e2e', name), join(data, name))
    chmodSync(join(data, name), 0o600)
  }
}

/** A running `site-gen serve`. */
export class Site {
  /**
   * Starts one. `home`: the folder with `.data`, to start again on what another site left.
   * `clock`: "2023-03-01 12:00:00" in UTC, where its clock starts. `content`: another folder of content, which may have no form.
   */
  static async open({ home = folder(), clock, content, form = true, cwd = root, args = [], env = {} } = {}) {
    const site = new Site()
    Object.assign(site, { home, data: join(home, '.data'), output: '' })
    if (!args.includes('--production')) withKeys(site.data)
    const command = ['serve', '--addr', '127.0.0.1:0', '--data', site.data, ...args]
    if (content) command.push('--content', content)
    const child = spawn(program('site-gen'), command, {
      cwd,
      env: { ...process.env, RUST_LOG: 'debug', NO_COLOR: '1', ...clockAt(clock), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    // Neither the server nor its output may keep a test file from ending.
    for (const handle of [child, child.stdout, child.stderr]) handle.unref()
    site.process = child
    sites.add(site)
    site.url = await address(site, child)
    if (form) site.sector = await site.firstSector()
    return site
  }

  /** All it has printed so far. */
  logs() {
    return this.output
  }

  /** As a power cut would. */
  async kill(signal = 'SIGKILL') {
    const child = this.process
    if (child && child.exitCode === null && child.signalCode === null) {
      const gone = new Promise((done) => child.once('exit', done))
      child.kill(signal)
      const patience = setTimeout(() => child.kill('SIGKILL'), 5_000)
      await gone
      clearTimeout(patience)
    }
    sites.delete(this)
  }

  stop() {
    return this.kill('SIGTERM')
  }

  get(path, headers = {}) {
    return this.request('GET', path, undefined, { Accept: 'text/html', ...headers })
  }

  /** Sends a form as a browser without JavaScript does. `fields`: an object, pairs, or a body. */
  post(path, fields, headers = {}) {
    const type = 'application/x-www-form-urlencoded'
    return this.request('POST', path, encode(fields), { Accept: 'text/html', 'Content-Type': type, ...headers })
  }

  async request(method, path, body, headers) {
    const response = await fetch(new URL(path, this.url), {
      method, body, headers, redirect: 'manual', signal: AbortSignal.timeout(30_000),
    })
    return new Answer(response, Buffer.from(await response.arrayBuffer()))
  }

  /** The answers of a complete application that is accepted, with these changed (`undefined`: not given). */
  applicant(changes = {}) {
    return applicant({ secteur: this.sector, ...changes })
  }

  /** Asks for the check page, as JSON. */
  check(fields, headers) {
    return this.post('/candidature/verification', fields, { ...JSON_PLEASE, ...headers })
  }

  /** Sends what was checked, as JSON. */
  send(fields, token, headers) {
    return this.post('/candidature/envoi', { ...fields, token }, { ...JSON_PLEASE, ...headers })
  }

  /** Checks and sends; gives the reference. */
  async apply(fields, headers) {
    const checked = (await this.check(fields, headers)).expect(200).json
    return (await this.send(fields, checked.token, headers)).expect(201).json.reference
  }

  async firstSector() {
    const { forms } = (await this.get('/candidater/')).expect(200)
    const sector = forms.flatMap(({ controls }) => controls).find(({ name, value }) => name === 'secteur' && value)
    if (!sector) throw new Error('no sector to choose from on /candidater/')
    return sector.value
  }

  /** Runs `secretariat` on this site's data. */
  secretariat(...args) {
    const where = ['--store', `sqlite:${this.data}/applications.db`, '--identity', `${this.data}/identity.txt`]
    return run(program('secretariat'), [...args, ...where])
  }

  /** The rows of a query on the stored applications. */
  async sql(query) {
    const { stdout } = await succeed('sqlite3', ['-json', '-cmd', '.timeout 5000', `${this.data}/applications.db`, query])
    return stdout.trim() ? JSON.parse(stdout) : []
  }

  /** How many applications are stored. */
  async stored() {
    const [{ n }] = await this.sql('select count(*) as n from applications')
    return n
  }

  /** What the standard `age` command finds in a stored application. */
  async unseal(reference) {
    const [row] = await this.sql(`select hex(sealed) as sealed from applications where reference = '${reference}'`)
    if (!row) throw new Error(`${reference} is not stored`)
    const sealed = Buffer.from(row.sealed, 'hex')
    const { stdout } = await succeed('age', ['-d', '-i', `${this.data}/identity.txt`], { input: sealed })
    return stdout
  }
}

export const JSON_PLEASE = { Accept: 'application/json' }

/** Runs a program to its end: `{ code, stdout, stderr }`. */
export function run(file, args, { input, ...options } = {}) {
  return new Promise((done) => {
    const child = execFile(
      file, args, { cwd: root, timeout: 60_000, maxBuffer: 64 << 20, ...options },
      (error, stdout, stderr) => done({ code: error ? (error.code ?? error.signal) : 0, stdout, stderr }),
    )
    child.stdin.on('error', () => {}) // It may end before it has read everything.
    child.stdin.end(input)
  })
}

/** Runs a program that must succeed. */
export async function succeed(file, args, options) {
  const result = await run(file, args, options)
  if (result.code !== 0) throw new Error(`${file} ${args.join(' ')}: ${result.code}\n${result.stdout}${result.stderr}`)
  return result
}

/** Builds the site into `out`. Its cards take most of that: what one build has made of images, another finds beside it. */
export function build(out, ...args) {
  const beside = join(dirname(out), `.${basename(out)}.images`)
  mkdirSync(IMAGES, { recursive: true })
  if (!existsSync(beside)) symlinkSync(IMAGES, beside)
  return run(program('site-gen'), ['build', '--out', out, ...args])
}

function address(site, child) {
  return new Promise((found, failed) => {
    const fail = (why) => failed(new Error(`site-gen serve ${why}; it said:\n${site.output}`))
    const patience = setTimeout(() => fail('printed no address in 60 s'), 60_000)
    const read = (chunk) => {
      site.output += chunk
      const url = site.output.match(/http:\/\/(127\.0\.0\.1|localhost):[1-9]\d*/)
      if (!url) return
      clearTimeout(patience)
      found(url[0])
    }
    child.stdout.setEncoding('utf8').on('data', read)
    child.stderr.setEncoding('utf8').on('data', read)
    child.on('error', (error) => fail(`did not start (${error.message})`))
    child.on('exit', (code, signal) => {
      clearTimeout(patience)
      fail(`ended (${code ?? signal})`)
    })
  })
}

/** The environment in which the clock starts at `time`; only the calendar, not the timers. */
function clockAt(time) {
  if (!time) return {}
  const library = readdirSync('/usr/lib')
    .map((machine) => `/usr/lib/${machine}/faketime/libfaketime.so.1`)
    .find((path) => existsSync(path))
  if (!library) throw new Error('libfaketime is not installed; tests/run installs it')
  return {
    LD_PRELOAD: library, FAKETIME: `@${time}`, TZ: 'UTC', NO_FAKE_STAT: '1',
    DONT_FAKE_MONOTONIC: '1', FAKETIME_DONT_FAKE_MONOTONIC: '1',
  }
}
