// A running office, and a secretary who comes in with the link that it prints.

import { spawn, spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after } from 'node:test'
import { Visitor } from './browser.mjs'
import { folder, program, root } from './harness.mjs'

const offices = new Set()
after(() => Promise.all([...offices].map((office) => office.end())))
process.on('exit', () => offices.forEach((office) => office.process.kill('SIGKILL')))

export class Office {
  /** Opens it on the data folder of a site; `identity`, `store`: others than the site's own. */
  static async open(site, { identity = `${site.data}/identity.txt`, store = `sqlite:${site.data}/applications.db`, args = [], env = {} } = {}) {
    const office = new Office()
    const where = ['--store', store, '--identity', identity]
    office.process = spawn(program('secretariat'), ['open', '--no-browser', ...where, ...args], {
      cwd: root, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'],
    })
    offices.add(office)
    office.output = ''
    office.process.stderr.setEncoding('utf8').on('data', (text) => { office.output += text })
    office.gone = new Promise((done) => office.process.once('exit', done))
    office.link = await new Promise((found, failed) => {
      office.process.stdout.setEncoding('utf8').once('data', (text) => found(text.split('\n')[0]))
      office.process.once('exit', (code) => failed(new Error(`the office ended (${code}): ${office.output}`)))
    })
    // Neither the program nor its output may keep a test file from ending.
    for (const handle of [office.process, office.process.stdout, office.process.stderr]) handle.unref()
    office.url = new URL(office.link).origin
    return office
  }

  async end() {
    offices.delete(this)
    this.process.kill('SIGTERM')
    await this.gone
  }
}

/** Somebody at the office's machine, past the page with one button. */
export async function enter(office, options) {
  const visitor = await Visitor.arrive({ url: office.url }, options)
  await visitor.page.goto(office.link)
  await visitor.press('Entrer dans le bureau')
  visitor.base = new URL(visitor.page.url()).pathname.replace(/\/$/, '')
  visitor.look = (path) => visitor.open(`${visitor.base}${path}`)
  return visitor
}

/** So many days from now: an application lasts a year. */
function inDays(days) {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
}

/** Three peers, two possible hearings, and these applications retained: the first one keeps a place by hand. */
export async function prepare(site, references) {
  const where = ['--store', `sqlite:${site.data}/applications.db`, '--identity', `${site.data}/identity.txt`]
  const run = (...words) => {
    const ran = spawnSync(program('secretariat'), [...words, ...where], { cwd: root, encoding: 'utf8' })
    if (ran.status !== 0) throw new Error(`${words.join(' ')}: ${ran.stderr}`)
  }
  const add = (what, entries) => {
    const file = join(folder(), `${what}.json`)
    writeFileSync(file, JSON.stringify(entries))
    run(what, 'add', '--from', file)
  }
  add('peers', ['p1', 'p2', 'p3'].map((id) => ({
    id, name: `Dominique Fournier-Lacombe ${id}`, network: 'Leader Occitanie', siren: null, sector: 'finance',
    days: { [inDays(20)]: 'yes', [inDays(40)]: 'if_needed' }, most: 4, links: ['client : Ateliers du Lez'], signed: inDays(-20),
  })))
  add('hearings', [20, 40].map((days, at) => ({
    id: `a${at + 1}`, starts: `${inDays(days)}T09:00`, gap_minutes: 5, break_after: 3, break_minutes: 15,
    access: ['plain_pied'], panel: ['p1', 'p2', 'p3'], hold: 'auto', locked: at === 0 ? { [references[0]]: 1 } : {},
    place: 'Salle du Peyrou, Montpellier',
  })))
  run('decide', ...references, '--as', 'retained', '--by', 'Marie')
  for (const reference of references) run('exclude', reference, 'none')
  for (const reference of references) run('needs', reference, '--set=')
}
