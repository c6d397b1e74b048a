// One tab of a browser, in the few words that every browser's driver knows.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { after } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { launch } from 'puppeteer-core'
import { CHROMIUM } from './browser.mjs'
import { folder } from './harness.mjs'
import { pairs } from './applicant.mjs'

/** Opens tabs, each without a past: `arrive(url)`. What it downloads is in `downloads`. */
export async function chromium() {
  const downloads = folder()
  return tabs(await launch({
    browser: 'chrome', executablePath: CHROMIUM, headless: 'shell', args: ['--no-sandbox', '--disable-gpu'],
    downloadBehavior: { policy: 'allow', downloadPath: downloads },
  }), downloads)
}

/** The same with Firefox, by WebDriver BiDi. */
export async function firefox() {
  const downloads = folder()
  return tabs(await launch({
    browser: 'firefox', executablePath: '/usr/bin/firefox-esr', headless: true,
    extraPrefsFirefox: {
      'browser.download.folderList': 2, 'browser.download.dir': downloads,
      // Nobody is there to say that a form may be sent again on reload.
      'dom.confirm_repost.testing.always_accept': true,
    },
  }), downloads)
}

/** The same with WebKit, as GTK has it, by WebDriver: the seven calls that a tab needs. It has one session at a time. */
export async function webkit() {
  const [home, downloads] = [folder(), folder()]
  mkdirSync(join(home, '.config'))
  writeFileSync(join(home, '.config/user-dirs.dirs'), `XDG_DOWNLOAD_DIR="${downloads}"\n`)
  const start = (command, args, options) => {
    const child = spawn(command, args, options)
    after(() => child.kill())
    return child
  }
  // It has no window-less mode. The number of the screen comes through the fourth pipe.
  const screen = start('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
  const [number] = await once(screen.stdio[3], 'data')
  const free = createServer().listen(0, '127.0.0.1')
  await once(free, 'listening')
  const { port } = free.address()
  free.close()
  const env = { ...process.env, HOME: home, DISPLAY: `:${String(number).trim()}`, LANG: 'fr_FR.UTF-8' }
  start('WebKitWebDriver', [`--port=${port}`], { stdio: 'ignore', env })
  const ask = (method, path, body) => fetch(`http://127.0.0.1:${port}${path}`, { method, body: body && JSON.stringify(body) })
    .then((answer) => answer.json())
    .then(({ value }) => { if (value?.error) throw new Error([value.error, value.message].filter(Boolean).join(': ')); return value })
  for (let tries = 0; !await ask('GET', '/status').catch(() => false) && tries < 100; tries += 1) await pause(100)
  const capabilities = { alwaysMatch: { unhandledPromptBehavior: 'accept' } }
  return {
    downloads,
    async arrive(url) {
      const { sessionId } = await ask('POST', '/session', { capabilities })
      const call = (method, path, body) => ask(method, `/session/${sessionId}${path}`, body)
      return Object.assign(new WebDriverTab(), { call, url, downloads, leave: () => call('DELETE', '') })
    },
  }
}

function tabs(browser, downloads) {
  after(() => browser.close())
  return {
    downloads,
    async arrive(url) {
      const context = await browser.createBrowserContext({ downloadBehavior: { policy: 'allow', downloadPath: downloads } })
      const page = await context.newPage()
      page.on('dialog', (dialog) => dialog.accept())
      return Object.assign(new PuppeteerTab(), { page, url, downloads, leave: () => context.close() })
    },
  }
}

/** What a visitor does, and what can be seen of it. */
export class Tab {
  /** Does what leads to another page, and waits until that one is there. */
  async arrive(act) {
    const mark = String(Math.random())
    await this.run((text) => { window.mark = text }, mark)
    await act()
    // Firefox shows an empty page between two, which is complete too.
    const isThere = (text) => window.mark !== text && document.readyState === 'complete' && location.protocol !== 'about:'
    await this.until(isThere, mark)
  }

  /** Waits until something is so in the page. */
  async until(test, ...args) {
    for (const end = Date.now() + 15_000; ;) {
      // Between two pages there is nobody to ask.
      const found = await this.run(test, ...args).catch(() => false)
      if (found) return found
      if (Date.now() > end) throw new Error(`it did not come to ${test} at ${await this.run(() => location.href)}`)
      await pause(50)
    }
  }

  open(path) {
    return this.arrive(() => this.goto(new URL(path, this.url).href))
  }

  follow(selector) {
    return this.arrive(() => this.click(selector))
  }

  back() {
    return this.arrive(() => this.run(() => { setTimeout(() => history.back()) }))
  }

  forward() {
    return this.arrive(() => this.run(() => { setTimeout(() => history.forward()) }))
  }

  /** Types, in the place of what stood there. */
  async write(name, text) {
    await this.run((each) => {
      const control = document.querySelector(`[name="${each}"]`)
      control.focus()
      control.select()
    }, name)
    await this.type(`[name="${name}"]`, text)
  }

  value(name) {
    return this.run((each) => new FormData(document.querySelector('.application')).getAll(each).join(), name)
  }

  /** The answers at once, for who only wants to arrive at what follows. */
  put(answers) {
    return this.run((given) => {
      for (const [name, value] of given) {
        for (const control of document.querySelectorAll(`.application [name="${name}"]`)) {
          if (!/radio|checkbox/.test(control.type)) control.value = value
          else if (control.value === value) control.checked = true
        }
      }
      document.querySelector('.application').dispatchEvent(new Event('input'))
    }, pairs(answers))
  }

  /** What was kept of the draft, as the body of a form. */
  async draft() {
    const kept = await this.run(() => Object.entries(sessionStorage).find(([key]) => key.startsWith('brouillon'))?.[1])
    return kept ? new URLSearchParams(kept.split('#')[0]) : undefined
  }

  /** Whether leaving would ask first. */
  asks() {
    return this.run(() => !dispatchEvent(new Event('beforeunload', { cancelable: true })))
  }

  /** The one file that was downloaded since the folder was last empty: `{ name, text }`. */
  async downloaded() {
    for (const end = Date.now() + 15_000; Date.now() < end; await pause(50)) {
      const [name] = readdirSync(this.downloads).filter((each) => !/\.(part|crdownload)$/.test(each))
      const text = name && readFileSync(join(this.downloads, name), 'utf8')
      if (text) return { name, text }
    }
    throw new Error('nothing was downloaded')
  }
}

class PuppeteerTab extends Tab {
  goto(url) {
    return this.page.goto(url, { waitUntil: 'load' })
  }

  reload() {
    return this.arrive(() => this.page.reload({ waitUntil: 'load' }))
  }

  run(act, ...args) {
    return this.page.evaluate(act, ...args)
  }

  click(selector) {
    return this.page.click(selector)
  }

  type(selector, text) {
    return this.page.type(selector, text)
  }

  press(key) {
    return this.page.keyboard.press(key)
  }
}

const KEYS = { Enter: '\ue007', Backspace: '\ue003' }
/** How the standard names the reference of an element. */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf'

class WebDriverTab extends Tab {
  goto(url) {
    return this.call('POST', '/url', { url })
  }

  reload() {
    return this.arrive(() => this.call('POST', '/refresh', {}))
  }

  run(act, ...args) {
    return this.call('POST', '/execute/sync', { script: `return (${act}).apply(null, arguments)`, args })
  }

  async find(selector) {
    return (await this.call('POST', '/element', { using: 'css selector', value: selector }))[ELEMENT]
  }

  async click(selector) {
    // The driver does not wait for a page that scrolls smoothly.
    await this.run((each) => document.querySelector(each).scrollIntoView({ behavior: 'instant', block: 'center' }), selector)
    await this.call('POST', `/element/${await this.find(selector)}/click`, {})
  }

  async type(selector, text) {
    await this.call('POST', `/element/${await this.find(selector)}/value`, { text })
  }

  async press(key) {
    const active = await this.call('GET', '/element/active')
    await this.call('POST', `/element/${active[ELEMENT]}/value`, { text: KEYS[key] })
  }
}
