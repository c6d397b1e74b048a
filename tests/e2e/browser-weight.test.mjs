// What a visit weighs and leaves behind, on every page and in every state of the form.

import assert from 'node:assert/strict'
import { test } from './harness.mjs'
import { Visitor } from './browser.mjs'
import { deployed, pages, states } from './places.mjs'

const site = await deployed()

// The first flight of a TCP connection: 10 segments of 1,460 bytes.
const FIRST_FLIGHT = 14_600
// Of an answer's head, when nothing is known: HTTP/2 packs it tighter.
const HEADERS = 800

for (const { name, reach } of [...await pages(), ...states(site)]) {
  test(`light, steady, and without a trace: ${name}`, async () => {
    for (const viewport of [{ width: 320, height: 640 }, { width: 1280, height: 900 }]) {
      const visitor = await Visitor.arrive(site)
      const { page } = visitor
      await page.setViewportSize(viewport)
      await page.addInitScript(() => {
        window.shifts = []
        window.largest = null
        const observe = (type, see) => new PerformanceObserver((list) => list.getEntries().forEach(see)).observe({ type, buffered: true })
        observe('layout-shift', ({ value, sources }) => {
          // Less than a pixel of a line: a browser that has hardly any time may show a page before it has read all of it.
          if (value > .001) window.shifts.push(`${value} ${sources.map(({ node }) => node?.className ?? node?.nodeName)}`)
        })
        observe('largest-contentful-paint', ({ element }) => { window.largest = element?.nodeName })
      })
      const answers = []
      page.on('response', (response) => answers.push(response))
      await reach(visitor)
      answers.splice(0, answers.findLastIndex((answer) => answer.request().isNavigationRequest())) // Only of this place.
      await page.waitForFunction(() => window.largest)

      const icon = await page.locator('link[rel="icon"]').getAttribute('href')
      const [mark, shape] = await page.evaluate(async (href) => [new URL(href, location.href).pathname, document.querySelector('link[rel="icon"]').type], icon)
      const drawn = (await site.get(mark)).expect(200)
      assert.ok(drawn.headers.get('content-type').startsWith(shape))
      const requests = new Set([...answers.map((answer) => answer.url()), new URL(mark, site.url).href])
      assert.ok(requests.size <= 5, [...requests].join())
      let bytes = 0
      for (const answer of answers) {
        assert.ok(answer.ok() || answer.request().isNavigationRequest(), `${answer.status()} ${answer.url()}`)
        bytes += HEADERS + (await answer.request().sizes()).responseBodySize
      }
      assert.ok(bytes <= FIRST_FLIGHT, `${bytes} bytes: ${[...requests].join()}`)

      assert.deepEqual(await page.evaluate(() => window.shifts), [], 'nothing shifts')
      assert.match(await page.evaluate(() => window.largest), /^(H1|H2|P|DD|LI|LABEL|LEGEND|SPAN)$/, 'the largest thing is text')
      const kept = await page.evaluate(async () => ({
        local: localStorage.length,
        session: sessionStorage.length,
        databases: (await indexedDB.databases()).length,
        caches: (await caches.keys()).length,
        workers: (await navigator.serviceWorker.getRegistrations()).length,
        cookie: document.cookie,
      }))
      assert.deepEqual(kept, { local: 0, session: 0, databases: 0, caches: 0, workers: 0, cookie: '' })
      await visitor.leftNoTrace(site)
      await visitor.leave()
    }
  }, { timeout: 120_000 })
}
