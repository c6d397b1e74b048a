// The office in a real browser: every page by eye and by axe, with the keyboard, on paper.

import assert from 'node:assert/strict'
import { Site, test } from './harness.mjs'
import { words } from './applicant.mjs'
import { broken, misplaced, small, walk } from './look.mjs'
import { Office, enter } from './office.mjs'

const site = await Site.open()
const firm = (changes) => site.applicant(changes)
const first = await site.apply(firm())
const twin = await site.apply(firm({ projet: words(300, 'autrement') }))
const office = await Office.open(site)

const PAGES = {
  aujourdhui: '/',
  candidatures: '/candidatures',
  candidature: `/candidatures/${first}`,
  lecture: '/candidatures/lecture',
  comparer: `/candidatures/${first}/comparer/${twin}`,
  demandes: '/demandes',
  exporter: '/exporter',
  sauvegarde: '/sauvegarde',
  cles: '/cles',
  journal: '/journal',
  quitter: '/quitter',
  absente: '/rien',
}

// A link is good once: one visitor sees all.
const visitor = await enter(office)
const { page } = visitor

for (const [name, path] of Object.entries(PAGES)) {
  test(`the office, for everyone: ${name}`, async () => {
    await visitor.look(path)
    await page.evaluate(() => document.querySelectorAll('details').forEach((each) => { each.open = true }))

    for (const width of [320, 1280]) {
      await page.setViewportSize({ width, height: 900 })
      assert.deepEqual(await misplaced(page), [], `${width} px`)
      assert.deepEqual(await broken(page), [], `${width} px`)
      assert.deepEqual(await small(page), [], `${width} px`)
      assert.deepEqual((await walk(page)).found, [], `${width} px, the Tab key`)
    }
    await visitor.inspect(`office-${name}`)
    assert.equal(await page.locator('h1').count(), 1)
    assert.doesNotMatch(await visitor.title(), /Durand|Fonderies/)
    assert.deepEqual(visitor.complaints, [])
  })
}
