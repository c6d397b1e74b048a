// A page of the office, as everybody who may come there meets it.

import assert from 'node:assert/strict'
import { broken, misplaced, small, walk } from './look.mjs'

/** The page as it stands, by eye, by axe, and with the Tab key. */
export async function forEveryone(seen, name) {
  await seen.page.evaluate(() => document.querySelectorAll('details').forEach((each) => { each.open = true }))
  for (const width of [320, 1280]) {
    await seen.page.setViewportSize({ width, height: 900 })
    assert.deepEqual(await misplaced(seen.page), [], `${width} px`)
    assert.deepEqual(await broken(seen.page), [], `${width} px`)
    assert.deepEqual(await small(seen.page), [], `${width} px`)
    assert.deepEqual((await walk(seen.page)).found, [], `${width} px, the Tab key`)
  }
  await seen.inspect(`office-${name}`)
  assert.equal(await seen.page.locator('h1').count(), 1)
  assert.doesNotMatch(await seen.title(), /Durand|Fonderies/)
  assert.deepEqual(seen.complaints, [])
}
