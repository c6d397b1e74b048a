// A visitor with a real browser, with JavaScript or without.

import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { after } from 'node:test'
import { chromium } from 'playwright-core'
import { root } from './harness.mjs'
import { pairs } from './applicant.mjs'
import { patiently, press } from './press.mjs'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
// Every rule of WCAG 2.2 AA, of good practice, and those that are off unless asked for.
const EVERY_RULE = {
  resultTypes: ['violations'],
  rules: { 'target-size': { enabled: true }, 'css-orientation-lock': { enabled: true } },
}
// Those that colours can break: all that another scheme changes on a page that shows the same.
const RULES_OF_COLOURS = { resultTypes: ['violations'], runOnly: ['color-contrast', 'link-in-text-block'] }
/** The same browser twice: the first has no windows, tabs and menus, which cost more than the pages. */
export const CHROMIUM = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'].find(existsSync)
// For people to look at; a machine that nobody sits at takes none.
const SCREENSHOTS = !process.env.CI && join(root, 'tests/screenshots')
if (SCREENSHOTS) mkdirSync(SCREENSHOTS, { recursive: true })

/** A sheet within margins of a centimetre. */
export const A4 = { width: 720, height: 1018 }

let browser
after(() => browser?.close())

async function launch() {
  browser ??= await chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync',
    ],
  })
  return browser
}

export class Visitor {
  /** Somebody who has not been at `site` yet; `at`: the page to open. */
  static async arrive(site, { js = true, at } = {}) {
    const visitor = new Visitor()
    visitor.context = await (await launch()).newContext({
      baseURL: site.url, javaScriptEnabled: js, locale: 'fr-FR', viewport: { width: 1280, height: 900 },
    })
    // A phrase takes a second to open; on a machine that does too much at once, twenty.
    visitor.context.setDefaultTimeout(40_000)
    visitor.requests = []
    visitor.complaints = []
    visitor.page = await visitor.context.newPage()
    visitor.page.on('request', (request) => visitor.requests.push(request.url()))
    visitor.page.on('pageerror', (error) => visitor.complaints.push(error.message))
    visitor.page.on('console', (message) => {
      // The browser itself reports a 422, a 404 or a 503 as an error; those answers are meant.
      if (message.type() === 'error' && !/status of (4\d\d|503)/.test(message.text())) visitor.complaints.push(message.text())
    })
    if (at) await visitor.open(at)
    return visitor
  }

  leave() {
    return this.context.close()
  }

  open(path) {
    return this.page.goto(path, { waitUntil: 'load' })
  }

  /** Presses a button or follows a link by its visible text; gives the answer that came. */
  press(name) {
    return this.pressFirst('button, input[type="submit"], a[href]', name)
  }

  /** The same, of what a selector finds. */
  pressFirst(selector, name) {
    return this.follow({ click: () => press(this.page, selector, name) })
  }

  /** Presses the button that sends the form to `path`. */
  submit(path) {
    const own = `form[action$="${path}"] :is(button:not([type]), [type="submit"]):not([formaction])`
    return this.pressFirst(`${own}, [formaction$="${path}"]`)
  }

  /** Clicks on what leads to another page; gives the answer that came. */
  async follow(locator) {
    const arrival = this.page.waitForNavigation({ waitUntil: 'load' })
    arrival.catch(() => {}) // If the click fails, that is what is reported.
    await locator.click()
    return arrival
  }

  /** Answers the questions; a field that is not given is left as it is. */
  async fill(answers) {
    for (const name of new Set(pairs(answers).map(([field]) => field))) {
      const control = this.page.locator(`main [name="${name}"]`)
      const values = [answers[name]].flat()
      const kind = await control.first().evaluate((element) => element.type)
      if (kind === 'radio' || kind === 'checkbox') {
        for (const box of await control.all()) {
          const wanted = values.includes(await box.getAttribute('value'))
          if (wanted || kind === 'checkbox') await box.setChecked(wanted)
        }
      } else if (kind.startsWith('select')) await control.selectOption(values)
      else await control.fill(values[0])
    }
  }

  /** The same at once, for those who only want to arrive at what follows. */
  put(answers) {
    return this.page.evaluate((given) => {
      for (const [name, value] of given) {
        for (const control of document.querySelectorAll(`main [name="${name}"]`)) {
          if (!/radio|checkbox/.test(control.type)) control.value = value
          else if (control.value === value) control.checked = true
        }
      }
    }, pairs(answers))
  }

  /** What the form on the page would send: `{ name: [values] }`, without what is empty. */
  answers() {
    return this.page.locator('form[action$="/candidature/verification"]').first().evaluate((form) => {
      const found = {}
      for (const [name, value] of new FormData(form)) if (value) (found[name] ??= []).push(value.replaceAll('\r\n', '\n'))
      return found
    })
  }

  /** The visible text, on one line, with ordinary spaces and apostrophes. */
  async text() {
    const text = await patiently(() => this.page.evaluate(() => document.querySelector('main').innerText))
    return text.replace(/[\s\u00a0\u202f\u2009]+/g, ' ').replaceAll('’', "'")
  }

  async title() {
    return (await this.page.title()).replace(/[\u00a0\u202f]/g, ' ')
  }

  /** Looks at the page as it stands: small and large, light and dark, by axe, and with pictures for the eye. */
  async inspect(name) {
    const { page } = this
    const original = page.viewportSize()
    const found = {}
    for (const [width, height] of [[320, 640], [1280, 900]]) {
      await page.setViewportSize({ width, height })
      const shown = {}
      for (const [colorScheme, rules] of [['light', EVERY_RULE], ['dark', RULES_OF_COLOURS]]) {
        await page.emulateMedia({ colorScheme })
        const view = `${width}-${colorScheme}`
        if (SCREENSHOTS) await page.screenshot({ path: join(SCREENSHOTS, `${name}-${view}.jpeg`), fullPage: true })
        const violations = await this.violations(rules)
        if (violations.length) found[view] = violations
        shown[colorScheme] = await page.evaluate(() => [...document.querySelectorAll('body *')].filter((each) => each.checkVisibility()).length)
      }
      assert.equal(shown.dark, shown.light, `${name}: a scheme changes colours, and nothing that is shown`)
    }
    await page.emulateMedia({ colorScheme: null })
    await page.setViewportSize(original)
    assert.deepEqual(found, {}, name)
  }

  /** What axe-core finds, as `rule: help (where)`. */
  async violations(rules = EVERY_RULE) {
    // Half a megabyte, which the browser would read again each time: only a page that does not have it is told.
    if (!await this.page.evaluate(() => Boolean(window.axe))) await this.page.evaluate(`(() => { ${AXE} })()`)
    return this.page.evaluate(async (options) => {
      const { violations } = await window.axe.run(document, options)
      return violations.map(({ id, help, nodes }) => `${id}: ${help} (${nodes.map(({ target }) => target.join(' ')).join(', ')})`)
    }, rules)
  }

  /** No cookie, nothing from elsewhere, and nothing that the browser complains about. */
  async leftNoTrace(site) {
    assert.deepEqual(await this.context.cookies(), [])
    assert.deepEqual(this.requests.filter((url) => !url.startsWith(`${site.url}/`) && !url.startsWith('data:')), [])
    assert.deepEqual([...new Set(this.complaints)], [])
  }
}
