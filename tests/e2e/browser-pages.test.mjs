// Every page and every state of the form, looked at: narrow and wide, light and dark, by axe-core, as people with other
// needs than a mouse and good eyes meet it, and on paper.

import assert from 'node:assert/strict'
import { Site, test } from './harness.mjs'
import { A4, Visitor } from './browser.mjs'
import { broken, misplaced, small, walk } from './look.mjs'
import { pages, states } from './places.mjs'

const site = await Site.open()
const WINDOWS = [{ width: 320, height: 640 }, { width: 1280, height: 900 }]

// WCAG 2.2, 1.4.12: what readers may set without losing anything.
const TEXT_SPACING = `* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
  p { margin-bottom: 2em !important }`

// One visitor sees all: a browser takes longer to begin anew than to show a page.
const visitor = await Visitor.arrive(site)
const { page } = visitor

for (const { name, status, reach } of [...await pages(), ...states(site)]) {
  test(`fit to be seen, for everyone: ${name}`, async (t) => {
    await page.setViewportSize({ width: 1280, height: 900 })
    await page.emulateMedia({ media: null, colorScheme: null, forcedColors: null, reducedMotion: null })
    visitor.complaints.length = 0 // Looking leaves some: a screenshot hides the caret by a style of its own.
    const response = await reach(visitor)
    assert.equal(response.status(), status)
    await visitor.leftNoTrace(site)
    await t.test('small and large, light and dark, by axe', () => visitor.inspect(name))
    await forEveryone(t, name)
    await t.test('on paper, dark ink, and nothing that only a screen needs', onPaper)
  }, { timeout: 180_000 })
}

async function forEveryone(t, name) {
  for (const window of WINDOWS) {
    await page.setViewportSize(window)

    await t.test(`at ${window.width} px, nothing is cut off, covered or out of the window`, async () => {
      assert.deepEqual(await misplaced(page), [])
      assert.deepEqual(await broken(page), [])
    })

    await t.test(`at ${window.width} px, the Tab key reaches everything, in order and in plain sight`, async () => {
      const { stops, found } = await walk(page)
      assert.ok(stops >= 6, `${stops} stops`)
      assert.deepEqual(found, [])
    })

    await t.test(`at ${window.width} px, every target has 24 px`, async () => {
      assert.deepEqual(await small(page), [])
    })

    await t.test(`at ${window.width} px, text may be spaced out`, async () => {
      await page.evaluate((text) => {
        const sheet = new CSSStyleSheet()
        sheet.replaceSync(text)
        document.adoptedStyleSheets = [sheet]
      }, TEXT_SPACING)
      assert.deepEqual(await misplaced(page), [])
      await page.evaluate(() => { document.adoptedStyleSheets = [] })
    })

    await t.test(`at ${window.width} px, text may be twice as large`, async () => {
      const session = await visitor.context.newCDPSession(page)
      await session.send('Page.setFontSizes', { fontSizes: { standard: 32, fixed: 26 } })
      const size = await page.evaluate(() => getComputedStyle(document.documentElement).fontSize)
      const found = await misplaced(page)
      await session.send('Page.setFontSizes', { fontSizes: { standard: 16, fixed: 13 } })
      await session.detach()
      assert.equal(size, '32px')
      assert.deepEqual(found, [])
    })
  }

  await t.test('nothing moves', async () => {
    for (const reducedMotion of ['reduce', 'no-preference']) {
      await page.emulateMedia({ reducedMotion })
      const moving = await page.evaluate(() => [...document.querySelectorAll('*')]
        .filter((each) => {
          const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(each)
          return parseFloat(transitionDuration) > 0 || animationName !== 'none' || scrollBehavior === 'smooth'
        }).map(({ outerHTML }) => outerHTML.slice(0, 80)))
      assert.deepEqual(moving, [], reducedMotion)
    }
  })

  await t.test('in colours of one’s own, every control keeps an edge and the focus its mark', async () => {
    await page.emulateMedia({ forcedColors: 'active' })
    const lost = await page.evaluate(() => [...document.querySelectorAll('button, .button, input:not([type=hidden]), select, textarea')]
      .filter((each) => each.checkVisibility() && !/checkbox|radio/.test(each.type))
      .filter((each) => {
        const { borderTopStyle, borderTopWidth, borderTopColor, backgroundColor } = getComputedStyle(each)
        return borderTopStyle === 'none' || parseFloat(borderTopWidth) < 1 || borderTopColor === backgroundColor
      }).map(({ outerHTML }) => outerHTML.slice(0, 80)))
    const { found } = await walk(page)
    await page.emulateMedia({ forcedColors: 'none' })
    assert.deepEqual({ lost, found }, { lost: [], found: [] })
  })

  await t.test('the accessibility tree has its landmarks, one main heading, and a name for everything one can use', async () => {
    const nodes = await tree()
    const of = (role) => nodes.filter((node) => node.role === role)
    for (const role of ['banner', 'main', 'contentinfo']) assert.equal(of(role).length, 1, role)
    const navigation = of('navigation').map((node) => node.name)
    assert.ok(navigation.length >= 2)
    assert.equal(new Set(navigation.filter(Boolean)).size, navigation.length, `names of navigation: ${navigation.join()}`)
    const levels = await page.locator(':is(h1, h2, h3, h4, h5, h6)').evaluateAll((all) => all.map(({ tagName }) => +tagName[1]))
    assert.equal(of('heading').filter((node) => node.states.level === 1).length, 1)
    const jumps = levels.filter((level, place) => level - (levels[place - 1] ?? 0) > 1)
    assert.deepEqual(jumps, [], 'no level of heading is skipped')
    const usable = /^(link|button|textbox|combobox|checkbox|radio|radiogroup|searchbox|spinbutton|MenuListPopup)$/
    const nameless = nodes.filter((node) => usable.test(node.role) && !node.name.trim() && node.role !== 'MenuListPopup')
    assert.deepEqual(nameless, [])
    const inputs = nodes.filter((node) => node.states.invalid === 'true')
    if (/errors|empty-sent/.test(name)) assert.ok(inputs.length > 0, 'what is wrong is said to be wrong')
    for (const input of inputs.filter(({ description }) => !description)) {
      // The parts of a date are described by their group.
      assert.ok(nodes.some((node) => node.role === 'group' && node.description), `${input.name} does not say what is wrong`)
    }
  })
}

async function onPaper() {
  await page.setViewportSize(A4)
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' }) // A dark screen prints on white paper all the same.
  assert.deepEqual(await onlyForScreens(), [])
  assert.deepEqual(await pale(), [], 'every text can be read on white')
}

/** The nodes of the accessibility tree, each with `role`, `name`, `description`, `states`. */
async function tree() {
  const session = await visitor.context.newCDPSession(page)
  const { nodes } = await session.send('Accessibility.getFullAXTree')
  await session.detach()
  return nodes.filter(({ ignored }) => !ignored).map(({ role, name, description, properties = [] }) => ({
    role: role.value,
    name: name?.value ?? '',
    description: description?.value ?? '',
    states: Object.fromEntries(properties.map(({ name: key, value }) => [key, value.value])),
  }))
}

/** What is shown and is of no use on paper. */
function onlyForScreens() {
  return page.locator('nav, .skip, .menu, button, .button, .site-footer, .draft').evaluateAll((all) =>
    all.filter((each) => each.checkVisibility()).map(({ outerHTML }) => outerHTML.slice(0, 80)))
}

/** What is shown and too light to be read on white paper. */
function pale() {
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
