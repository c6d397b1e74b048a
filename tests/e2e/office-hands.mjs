// What a secretary does on the office's pages, again and again.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from './harness.mjs'
import { press } from './press.mjs'

/** Tests of which each stands on those before it: the first that fails is the last that runs. */
export function steps() {
  let stopped = false
  return (name, body) => test(name, async (context) => {
    if (stopped) return context.skip('an earlier step failed')
    stopped = true
    await body()
    stopped = false
  }, { timeout: 300_000 })
}

/** The menu leads there from any page. */
export async function go(visitor, title) {
  const found = await visitor.pressFirst('#menu a', title)
  assert.equal(found.status(), 200)
}

/** Unfolds what can be done with an application. */
export const unfold = ({ page }, summary) => press(page, 'summary', summary)

/** Opens an application, from the list. */
export async function open(visitor, reference) {
  await go(visitor, 'Candidatures')
  await visitor.pressFirst(`a[href$="/candidatures/${reference}"]`)
}

/** Presses the button of a form that gives a file; what is in it. */
export async function save({ page }, control) {
  const [download] = await Promise.all([page.waitForEvent('download'), control.click()])
  return readFileSync(await download.path())
}

export async function choose({ page }, outcome) {
  await page.getByLabel(outcome, { exact: true }).check()
  const reasons = page.locator(`#motif optgroup[label="${outcome}"] option`)
  if (await reasons.count()) await page.locator('#motif').selectOption(await reasons.first().getAttribute('value'))
}
