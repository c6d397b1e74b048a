// A site on one machine, with real keys, and the computers of those who work with what it receives.

import { createServer } from 'node:https'
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { after } from 'node:test'
import { KNOWN } from './applicant.mjs'
import { Site, build, folder, program, root, succeed } from './harness.mjs'

const ORIGIN = 'https://candidatures.bureau-des-pairs.fr'

// Beside the tests: what is registered within one ends with it.
const fronts = []
after(() => fronts.forEach((server) => { server.closeAllConnections(); server.close() }))

export class Home {
  /** An empty folder, the site's content in it, and what the service itself needs. Nobody is on the list of recipients. */
  static async found() {
    const home = Object.assign(new Home(), { folder: folder() })
    cpSync(join(root, 'content'), home.content, { recursive: true })
    writeFileSync(home.list, '')
    const signing = join(home.content, 'signing.toml')
    const { stdout } = await succeed(program('secretariat'), ['keys', 'signing', '--out', home.at('signing-key')])
    const [, ...lines] = stdout.match(/^ *(public = ".*")\n *(from = .*)$/m)
    writeFileSync(signing, readFileSync(signing, 'utf8').replace(/^public = .*$/m, lines[0]).replace(/^from = .*$/m, lines[1]))
    await succeed('sh', ['-c', '(umask 077; head -c 48 /dev/urandom | base64 -w0 > secret)'], { cwd: home.folder })
    return home
  }

  at(name) {
    return join(this.folder, name)
  }

  get content() {
    return this.at('content')
  }

  get list() {
    return join(this.content, 'recipients.toml')
  }

  get store() {
    return `sqlite:${this.site.data}/applications.db`
  }

  /** Somebody with a key of her own on another computer, and the lines that she sends. */
  async person(name) {
    const own = this.at(name.toLowerCase())
    mkdirSync(own)
    const identity = join(own, 'identity.txt')
    await succeed('age-keygen', ['-o', identity])
    const shown = await succeed(program('secretariat'), ['keys', 'show', '--identity', identity, '--format', 'json'])
    const [{ key, sign, fingerprint }] = JSON.parse(shown.stdout)
    const lines = `[[recipient]]\nrole = "présidence du bureau"\nname = "${name}"\nkey = "${key}"\nsign = "${sign}"\n`
    return { name, identity, lines, number: fingerprint }
  }

  /** What the maintainer does with the lines that somebody has sent. */
  join(lines) {
    writeFileSync(this.list, `${readFileSync(this.list, 'utf8')}\n${lines}`)
  }

  /** Builds the site, and starts it on what it has received; `accept`: the number of a key that is new on the list. */
  async serve({ accept } = {}) {
    await this.site?.stop()
    const { code, stderr } = await build(this.at('dist'), '--content', this.content, '--base-url', ORIGIN)
    if (code !== 0) throw new Error(stderr)
    const args = ['--production', '--trusted-proxy', '127.0.0.1', '--secret', this.at('secret'), '--signing-key', this.at('signing-key')]
    if (this.access) args.push('--office', this.access)
    if (accept) args.push('--accept', accept)
    this.site = await Site.open({ home: this.folder, cwd: this.folder, args })
  }

  /** Sends the application of a firm from an address of its own, through the proxy; gives the reference. */
  apply(changes) {
    this.senders = (this.senders ?? 0) + 1
    return this.site.apply(this.site.applicant(changes), { 'X-Forwarded-For': `192.0.2.${this.senders}` })
  }

  /** Gives somebody access over HTTPS, as `infra/one-machine/office` does; gives the file that only her key opens. */
  async admit(name, key) {
    const machine = folder()
    for (const below of ['etc/bureau', 'srv/bureau/dist/handler']) mkdirSync(join(machine, below), { recursive: true })
    writeFileSync(join(machine, 'etc/bureau/office'), '# who has access\n')
    writeFileSync(join(machine, 'srv/bureau/dist/handler/bundle.json'), JSON.stringify({ base_url: await this.front() }))
    const out = this.at(`office-${name}.age`)
    await succeed(join(root, 'infra/one-machine/office'), ['add', '--name', name, '--key', key, '--out', out, '--root', machine])
    this.access = join(machine, 'etc/bureau/office')
    return out
  }

  /** The proxy before the site, with a certificate of an authority of its own: `https://localhost:PORT`. */
  async front() {
    const file = (name) => this.at(`tls-${name}`)
    const make = (name, subject, ...more) => succeed('openssl', [
      'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2',
      '-keyout', file(`${name}.key`), '-out', file(`${name}.crt`), '-subj', subject, ...more,
    ])
    await make('authority', '/CN=Authority of the test')
    await make('site', '/CN=localhost', '-CA', file('authority.crt'), '-CAkey', file('authority.key'),
      '-addext', 'subjectAltName=DNS:localhost', '-addext', 'basicConstraints=critical,CA:FALSE')
    this.authority = file('authority.crt')
    const server = createServer({ key: readFileSync(file('site.key')), cert: readFileSync(file('site.crt')) }, (asked, answer) => {
      const { method, url: path, headers } = asked
      const passed = request(new URL(path, this.site.url), { method, headers }, (given) => {
        answer.writeHead(given.statusCode, given.headers)
        given.pipe(answer)
      })
      passed.on('error', () => answer.writeHead(502).end())
      asked.pipe(passed)
    })
    await new Promise((done) => server.listen(0, '127.0.0.1', done))
    server.unref()
    fronts.push(server)
    return `https://localhost:${server.address().port}`
  }

  /** What somebody with an identity without a phrase does by a command, on the machine itself; gives what it prints. */
  async command({ identity }, ...args) {
    const where = ['--store', this.store, '--identity', identity, '--content', this.content]
    return (await succeed(program('secretariat'), [...args, ...where])).stdout
  }

  /** What such a person sees of an application. */
  async case(reference, person) {
    return JSON.parse(await this.command(person, 'show', reference, '--format', 'json'))
  }

  /** The control that only robots fill in. */
  async trap() {
    const form = (await this.site.get('/candidater/')).forms.find(({ actions }) => actions.some((to) => to.endsWith('/verification')))
    return form.controls.find(({ name, type }) => type !== 'button' && !KNOWN.has(name)).name
  }
}
