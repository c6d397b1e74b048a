// The pictures of MODE-D-EMPLOI.md, taken where the tests come by, so that they show what there is. They are written with
// `PICTURES=1 node --test tests/e2e/office-day-here.test.mjs tests/e2e/browser-office.test.mjs`; otherwise nothing is done.

import { join } from 'node:path'
import { root } from './harness.mjs'

const FOLDER = join(root, 'secretariat/mode-d-emploi')

/** Takes a picture of what stands at the top of the page, or from that element on. */
export async function picture({ page }, name, from) {
  if (!process.env.PICTURES) return
  const original = page.viewportSize()
  await page.setViewportSize({ width: 880, height: 620 })
  await page.emulateMedia({ colorScheme: 'light' })
  await page.evaluate(() => document.activeElement?.blur())
  if (from) await from.evaluate((element) => element.scrollIntoView({ block: 'start', behavior: 'instant' }))
  else await page.evaluate(() => scrollTo({ top: 0, behavior: 'instant' }))
  await page.screenshot({ path: join(FOLDER, `${name}.png`) })
  await page.emulateMedia({ colorScheme: null })
  await page.setViewportSize(original)
}
