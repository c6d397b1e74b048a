// Every page and every state of the form, looked at: narrow and wide, light and dark, and by axe-core.

import assert from 'node:assert/strict'
import { Site, test } from './harness.mjs'
import { Visitor } from './browser.mjs'
import { pages, states } from './places.mjs'

const site = await Site.open()

for (const { name, status, reach } of [...await pages(), ...states(site)]) {
  test(`fit to be seen: ${name}`, async () => {
    const visitor = await Visitor.arrive(site)
    try {
      const response = await reach(visitor)
      assert.equal(response.status(), status)
      await visitor.leftNoTrace(site) // Looking leaves some: a screenshot hides the caret by a style of its own.
      await visitor.inspect(name)
    } finally {
      await visitor.leave()
    }
  }, { timeout: 120_000 })
}
