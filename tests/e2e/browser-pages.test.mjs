// Every page and every state of the form, looked at: narrow and wide, light and dark, by axe-core, and on paper.

import assert from 'node:assert/strict'
import { Site, test } from './harness.mjs'
import { A4, Visitor } from './browser.mjs'
import { pages, states } from './places.mjs'

const site = await Site.open()

for (const { name, status, reach } of [...await pages(), ...states(site)]) {
  test(`fit to be seen: ${name}`, async (t) => {
    const visitor = await Visitor.arrive(site)
    const { page } = visitor
    try {
      const response = await reach(visitor)
      assert.equal(response.status(), status)
      await visitor.leftNoTrace(site) // Looking leaves some: a screenshot hides the caret by a style of its own.
      await visitor.inspect(name)

      await t.test(`on paper, dark ink, and nothing that only a screen needs: ${name}`, async () => {
        await page.setViewportSize(A4)
        await page.emulateMedia({ media: 'print', colorScheme: 'dark' }) // A dark screen prints on white paper all the same.
        assert.deepEqual(await onlyForScreens(page), [])
        assert.deepEqual(await pale(page), [], 'every text can be read on white')
      })
    } finally {
      await visitor.leave()
    }
  }, { timeout: 120_000 })
}

/** What is shown and is of no use on paper. */
function onlyForScreens(page) {
  return page.locator('nav, .skip, .menu, button, .button, .site-footer, .draft').evaluateAll((all) =>
    all.filter((each) => each.checkVisibility()).map(({ outerHTML }) => outerHTML.slice(0, 80)))
}

/** What is shown and too light to be read on white paper. */
function pale(page) {
  return page.evaluate(() => {
    const luminance = (colour) => colour.match(/[\d.]+/g).slice(0, 3).map((each) => each / 255)
      .map((each) => (each <= .04045 ? each / 12.92 : ((each + .055) / 1.055) ** 2.4))
      .reduce((sum, each, place) => sum + each * [.2126, .7152, .0722][place], 0)
    return [...document.querySelectorAll('body *')]
      .filter((each) => each.checkVisibility() && [...each.childNodes].some(({ nodeType, data }) => nodeType === 3 && data.trim()))
      .filter((each) => 1.05 / (luminance(getComputedStyle(each).color) + .05) < 4.5)
      .map(({ outerHTML }) => outerHTML.slice(0, 80))
  })
}
