// A running office, and a secretary who comes in with the link that it prints.

import { spawn } from 'node:child_process'
import { after } from 'node:test'
import { Visitor } from './browser.mjs'
import { program, root } from './harness.mjs'

const offices = new Set()
after(() => Promise.all([...offices].map((office) => office.end())))
process.on('exit', () => offices.forEach((office) => office.process.kill('SIGKILL')))

export class Office {
  /** Opens it on the data folder of a site; `identity`: another file than the site's own. */
  static async open(site, { identity = `${site.data}/identity.txt`, args = [] } = {}) {
    const office = new Office()
    const where = ['--store', `sqlite:${site.data}/applications.db`, '--identity', identity]
    office.process = spawn(program('secretariat'), ['open', '--no-browser', ...where, ...args], {
      cwd: root, stdio: ['ignore', 'pipe', 'pipe'],
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
