// On paper: the form to prepare one's answers, the answers read back, the reference to keep. That every page prints
// well is seen in browser-pages.test.mjs.

import assert from 'node:assert/strict'
import { Site, test } from './harness.mjs'
import { A4, Visitor } from './browser.mjs'
import { states } from './places.mjs'

const site = await Site.open()

async function printed(reach, body) {
  const visitor = await Visitor.arrive(site)
  try {
    await visitor.page.setViewportSize(A4)
    await reach(visitor)
    await visitor.page.emulateMedia({ media: 'print', colorScheme: 'dark' }) // A dark screen prints on white paper all the same.
    await body(visitor, visitor.page)
  } finally {
    await visitor.leave()
  }
}

const state = (name) => states(site).find((each) => each.name === name).reach

/** How many pages of A4 it takes. */
async function sheets(page) {
  const margin = '15mm'
  const pdf = await page.pdf({ format: 'A4', margin: { top: margin, bottom: margin, left: margin, right: margin } })
  return pdf.toString('latin1').match(/\/Type\s*\/Page\b/g).length
}

test('the blank form is complete on paper: questions, hints, choices, and room to write', () =>
  printed((visitor) => visitor.open('/candidater/'), async (visitor, page) => {
    const text = await visitor.text()
    assert.match(text, /Imprimez cette page/)
    const missing = await page.evaluate(() => [...document.querySelectorAll('.application :is(label, legend, .hint:not(.count), h2)')]
      .filter((each) => !each.checkVisibility() && !each.closest('.robot, .draft'))
      .map((each) => each.textContent))
    assert.deepEqual(missing, [])

    const lists = await page.locator('.application select').evaluateAll((all) => all.map((list) => ({
      choices: [...list.options].filter(({ value }) => value).map((option) => option.label),
      onPaper: getComputedStyle(list.closest('.field'), '::after').content,
      itself: list.checkVisibility(),
    })))
    assert.ok(lists.length > 0)
    for (const { choices, onPaper, itself } of lists) {
      assert.equal(itself, false)
      for (const choice of choices) assert.ok(onPaper.includes(`☐ ${choice}`), choice)
    }

    const areas = await page.locator('.application textarea').evaluateAll((all) =>
      all.map((each) => [each.name, each.getBoundingClientRect().height, getComputedStyle(each).backgroundImage, getComputedStyle(each).printColorAdjust]))
    for (const [name, height, lines, adjust] of areas) {
      assert.ok(height >= (/projet|motivation|attentes/.test(name) ? 500 : 150), `${name} has ${height} px to write on`)
      assert.match(lines, /repeating-linear-gradient/)
      assert.equal(adjust, 'exact')
    }
    const boxes = await page.locator('.application input:not([data-robot], #brouillon)').evaluateAll((all) =>
      all.filter((each) => {
        const { appearance, borderTopStyle } = getComputedStyle(each)
        return !each.checkVisibility() || (/radio|checkbox/.test(each.type) ? appearance === 'none' : borderTopStyle === 'none')
      }).map(({ name }) => name))
    assert.deepEqual(boxes, [])
    const count = await sheets(page)
    assert.ok(count >= 4 && count <= 8, `${count} pages`)
  }))

test('a form that is printed filled in keeps what was chosen', () =>
  printed(state('form-modified'), async (visitor, page) => {
    const onPaper = await page.locator('.field:has(select)').evaluate((field) => getComputedStyle(field, '::after').content)
    assert.match(onPaper, /☒ Agriculture/)
  }))

test('the page that confirms prints on one sheet, with the reference and what comes next', () =>
  printed(state('form-received'), async (visitor, page) => {
    assert.ok(await page.locator('.reference').isVisible())
    assert.match(await visitor.text(), /Conservez cette référence.*Et maintenant/)
    assert.equal(await sheets(page), 1)
  }))

test('every answer that is read back is on paper too', () =>
  printed(state('form-check'), async (visitor, page) => {
    const rows = page.locator('.summary-list > div')
    assert.ok(await rows.count() > 20)
    for (const row of await rows.all()) assert.ok(await row.locator('dt').isVisible() && await row.locator('dd').isVisible())
  }))
