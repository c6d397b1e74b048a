// A press of the mouse on what one sees: it is looked for, brought into sight, and must lie on top.
//
// Playwright's own presses begin with reading a library into the page, for each page anew, which takes as long as the page.

import { setTimeout as pause } from 'node:timers/promises'

const PATIENCE = 15_000

/** Does that until it does not throw: between two pages there is nobody to ask. */
export async function patiently(act) {
  for (const end = Date.now() + PATIENCE; ;) {
    try {
      return await act()
    } catch (error) {
      if (Date.now() > end) throw error
      await pause(50)
    }
  }
}

/** Presses the first that is shown of what `selector` finds and is called so; `name`: part of it, or a pattern. Waits for it. */
export async function press(page, selector, name = '') {
  const { x, y } = await patiently(() => page.evaluate(find, [selector, name]))
  await page.mouse.click(x, y)
}

/** In the page: where to press. */
function find([selector, name]) {
  const plain = (text) => text.replace(/\s+/g, ' ').trim()
  const called = (each) => plain(each.getAttribute('aria-label') ?? (each.matches('input') ? each.value : each.innerText))
  const isMeant = (text) => (name instanceof RegExp ? name.test(text) : text.toLowerCase().includes(plain(name).toLowerCase()))
  const shown = [...document.querySelectorAll(selector)].filter((each) => each.checkVisibility({ visibilityProperty: true }))
  const found = shown.find((each) => isMeant(called(each)))
  if (!found) throw new Error(`nothing to press is called ${name || selector}: ${shown.map(called).join(', ')}`)
  if (found.disabled) throw new Error(`${called(found)} is disabled`)
  found.scrollIntoViewIfNeeded()
  // A link over two lines has a box whose middle may be beside it: its first line is enough.
  const line = [...found.getClientRects()].find(({ width, height }) => width && height)
  const [x, y] = [(line.left + line.right) / 2, (line.top + line.bottom) / 2]
  const top = document.elementFromPoint(x, y)
  if (!found.contains(top)) throw new Error(`${called(found)} is covered by ${top?.outerHTML.slice(0, 80)}`)
  return { x, y }
}
