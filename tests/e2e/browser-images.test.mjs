// Images as readers get them: in the width that fits, where they stand from the start.

import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { crc32, deflateSync } from 'node:zlib'
import { Site, folder, test, withForms } from './harness.mjs'
import { Visitor } from './browser.mjs'

/** A PNG of that size, red above and blue below. */
function png(width, height) {
  const chunk = (kind, data) => {
    const named = Buffer.concat([Buffer.from(kind), data])
    const [length, sum] = [data.length, crc32(named)].map((number) => Buffer.from([24, 16, 8, 0].map((shift) => (number >>> shift) & 255)))
    return Buffer.concat([length, named, sum])
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2], 8)
  const rows = Array.from({ length: height }, (_, y) => {
    const row = Buffer.alloc(1 + 3 * width)
    for (let x = 0; x < width; x += 1) row.set(y < height / 2 ? [200, 30, x % 256] : [30, x % 256, 200], 1 + 3 * x)
    return row
  })
  const parts = [chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.concat(rows))), chunk('IEND', Buffer.alloc(0))]
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...parts])
}

const home = folder()
const content = withForms()
const pages = join(content, 'pages/galerie')
mkdirSync(pages, { recursive: true })
writeFileSync(join(pages, 'salle.png'), png(600, 400))
const text = 'Un paragraphe de texte.\n\n'.repeat(30)
writeFileSync(join(pages, 'index.md'), `---\ntitle: Galerie\n---\n![La salle](salle.png "Nîmes")\n\n${text}![La salle encore](salle.png)\n\n${text}`)
const site = await Site.open({ home, content, cwd: home })

// Each is made when it is first asked for: no browser waits for that here.
const html = await (await fetch(`${site.url}/galerie/`)).text()
for (const [address] of html.matchAll(/\/assets\/(?:_images\/)?pages\/[^" ,]+/g)) await (await fetch(site.url + address)).arrayBuffer()

for (const viewport of [{ width: 320, height: 640 }, { width: 1280, height: 900 }]) {
  test(`images come in the width that fits, and nothing moves: ${viewport.width} pixels`, async () => {
    const { page } = await Visitor.arrive(site)
    await page.setViewportSize(viewport)
    await page.addInitScript(() => {
      window.shifts = []
      new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => window.shifts.push(value))).observe({ type: 'layout-shift', buffered: true })
    })
    // The text is there long before the images.
    await page.route('**/*.{avif,png}', async (route) => {
      await new Promise((done) => { setTimeout(done, 100) })
      await route.continue()
    })
    await page.goto(`${site.url}/galerie/`)
    const images = page.locator('main img')
    assert.equal(await images.count(), 2)
    await images.nth(1).scrollIntoViewIfNeeded()
    await page.waitForFunction(() => [...document.querySelectorAll('main img')].every((it) => it.complete && it.naturalWidth > 0))
    const seen = await images.evaluateAll((all) => all.map(({ currentSrc, clientWidth, clientHeight, loading }) => ({ currentSrc, clientWidth, clientHeight, loading })))
    for (const { currentSrc, clientWidth, clientHeight } of seen) {
      assert.match(currentSrc, viewport.width === 320 ? /salle-480\.[0-9a-f]{16}\.avif$/ : /salle-600\.[0-9a-f]{16}\.avif$/)
      assert.ok(clientWidth <= viewport.width && Math.abs(clientWidth / clientHeight - 1.5) < 0.02, `${clientWidth} × ${clientHeight}`)
    }
    assert.deepEqual(seen.map(({ loading }) => loading), ['auto', 'lazy'])
    assert.equal(await page.locator('figure > figcaption').innerText(), 'Nîmes')
    assert.deepEqual(await page.evaluate(() => window.shifts), [])
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth))
  }, { timeout: 120_000 })
}
