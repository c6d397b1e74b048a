// What an eye would notice on the page as it stands, computed: text cut off, text over text, a page too wide.
//
// Each function runs in the page; it returns sentences, none if all is well.

/** Text that reaches past the window, is cut off by its box, or lies over other text. */
export function misplaced(page) {
  return page.evaluate(() => {
    const found = []
    const { clientWidth: width, scrollWidth } = document.documentElement
    if (scrollWidth > width) found.push(`the page is ${scrollWidth} px wide in a window of ${width}`)
    const short = (text) => text.trim().replace(/\s+/g, ' ').slice(0, 40)
    const hidden = (element) => element.closest('.visually-hidden, .skip, option, [hidden]') || !element.checkVisibility()

    for (const element of document.querySelectorAll('body *')) {
      if (hidden(element) || element.closest('svg, input, textarea, select')) continue
      const { overflowX, overflowY } = getComputedStyle(element)
      const cut = (overflow, has, shows) => /hidden|clip/.test(overflow) && has > shows + 1
      if (cut(overflowX, element.scrollWidth, element.clientWidth) || cut(overflowY, element.scrollHeight, element.clientHeight)) {
        found.push(`cut off: ${element.tagName} “${short(element.textContent)}”`)
      }
    }

    const texts = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const { parentElement: parent, data } = walker.currentNode
      if (!data.trim() || hidden(parent)) continue
      const range = document.createRange()
      range.selectNodeContents(walker.currentNode)
      const size = parseFloat(getComputedStyle(parent).fontSize)
      for (const { left, right, top, bottom } of range.getClientRects()) {
        if (right - left < 2) continue
        if (right > width + 1 || left < -1) {
          if (!parent.closest('.table, pre')) found.push(`past the edge: “${short(data)}”`)
        }
        // A font's box is taller than its letters: only they may not meet.
        texts.push({ node: walker.currentNode, left, right, top: top + size * .3, bottom: bottom - size * .3 })
      }
    }
    texts.sort((one, other) => one.top - other.top)
    for (const [place, one] of texts.entries()) {
      for (let next = place + 1; next < texts.length && texts[next].top < one.bottom; next += 1) {
        const other = texts[next]
        if (one.node !== other.node && one.left < other.right - 2 && other.left < one.right - 2) {
          found.push(`one over the other: “${short(one.node.data)}” and “${short(other.node.data)}”`)
        }
      }
    }
    return [...new Set(found)]
  })
}

/**
 * Walks through the page with the Tab key. Gives what went wrong, and how many stops there were.
 *
 * Each press of the key looks first at where the one before has led: between two nobody outside of the page is asked.
 */
export async function walk(page) {
  const stops = await page.evaluate(() => {
    document.activeElement.blur()
    scrollTo(0, 0)
    const groups = new Set()
    const expected = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')].filter((each) => {
      if (each.tabIndex < 0 || each.disabled || each.type === 'hidden' || !each.checkVisibility()) return false
      if (each.type !== 'radio') return true
      // Of a group of radio buttons, Tab stops at one. Each form has groups of its own.
      const group = [...document.getElementsByName(each.name)].filter(({ form }) => form === each.form)
      const chosen = group.find(({ checked }) => checked)
      return chosen ? each === chosen : !groups.has(group[0]) && groups.add(group[0])
    })

    const wrongAt = (focused, place) => {
      const name = `stop ${place}, ${focused.tagName} “${(focused.name || focused.textContent).trim().slice(0, 40)}”`
      if (focused !== expected[place]) return [`${name}: it is not the next in the page, which is ${expected[place].outerHTML.slice(0, 80)}`]
      const { left, right, top, bottom } = focused.getBoundingClientRect()
      const wrong = []
      // Of a large box for text, the line that one writes on is enough.
      const lowest = focused.matches('textarea') ? top + 48 : bottom
      if (left < 0 || right > innerWidth || top < 0 || (lowest > innerHeight && bottom - top < innerHeight)) {
        wrong.push(`${name}: out of sight (${[left, top, right, bottom].map(Math.round)})`)
      }
      const own = (x, y) => {
        const seen = document.elementFromPoint(x, y)
        return seen && (focused.contains(seen) || seen.contains(focused) || seen.closest('label')?.control === focused)
      }
      // A link over two lines has a box with corners that are not its own: each line has its own.
      const covered = [...focused.getClientRects()].filter(({ width, height }) => width && height).some((line) => {
        const middle = Math.min((line.top + line.bottom) / 2, innerHeight - 1)
        return [line.left + 3, (line.left + line.right) / 2, line.right - 3].some((x) => !own(x, middle))
      })
      if (covered) wrong.push(`${name}: covered`)
      const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(focused)
      if (outlineStyle === 'none' || parseFloat(outlineWidth) < 2 || /^rgba\(.*, 0\)$/.test(outlineColor)) {
        wrong.push(`${name}: nothing shows the focus (${outlineStyle} ${outlineWidth})`)
      }
      return wrong
    }

    const found = []
    let presses = 0
    const look = () => {
      if (presses > 0) found.push(...wrongAt(document.activeElement, presses - 1))
      presses += 1
    }
    addEventListener('keydown', look, true)
    window.endWalk = () => {
      removeEventListener('keydown', look, true)
      delete window.endWalk
      if (presses !== expected.length + 1) found.push(`${presses} presses were seen, of ${expected.length + 1}`)
      const last = document.activeElement
      if (last !== document.body && last !== expected[0]) found.push('the walk does not end after the last stop')
      return found
    }

    // From the top, whatever had the focus.
    document.body.tabIndex = -1
    document.body.focus()
    document.body.removeAttribute('tabindex')
    return expected.length
  })
  for (let press = 0; press <= stops; press += 1) await page.keyboard.press('Tab')
  return { stops, found: await page.evaluate(() => window.endWalk()) }
}

/** Buttons and controls smaller than 24 by 24 pixels; a link in a sentence may be as high as its line. */
export function small(page) {
  return page.evaluate(() => [...document.querySelectorAll('a[href], button, input, select, textarea')]
    .filter((each) => each.checkVisibility() && each.type !== 'hidden' && !each.closest('.skip'))
    .filter((each) => getComputedStyle(each).display !== 'inline')
    .map((each) => [each, each.getBoundingClientRect()])
    .filter(([, { width, height }]) => width < 24 || height < 24)
    .map(([each, { width, height }]) => `${each.tagName} “${(each.name || each.textContent).trim()}” is ${width} by ${height} px`))
}

/** Words of headings, buttons and menus that had to be broken over two lines. */
export function broken(page) {
  return page.evaluate(() => {
    const found = []
    for (const element of document.querySelectorAll('h1, h2, h3, button, .button, .site-name, nav a, label, legend, dt, th')) {
      if (!element.checkVisibility()) continue
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
      while (walker.nextNode()) {
        for (const { index, 0: word } of walker.currentNode.data.matchAll(/[\p{L}\d]+/gu)) {
          const range = document.createRange()
          range.setStart(walker.currentNode, index)
          range.setEnd(walker.currentNode, index + word.length)
          if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1) found.push(word)
        }
      }
    }
    return found
  })
}
