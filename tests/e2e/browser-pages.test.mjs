// Every page and every state of the form, looked at: narrow and wide, light and dark, and by axe-core.

import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Site, build, folder, test } from './harness.mjs'
import { Visitor } from './browser.mjs'

const site = await Site.open()
const VERIFICATION = '/candidature/verification'

/** Shows `name` once `reach` has led there. */
function looks(name, reach) {
  test(`fit to be seen: ${name}`, async () => {
    const visitor = await Visitor.arrive(site)
    try {
      await reach(visitor)
      await visitor.leftNoTrace(site) // Looking leaves some: a screenshot hides the caret by a style of its own.
      await visitor.inspect(name)
    } finally {
      await visitor.leave()
    }
  }, { timeout: 120_000 })
}

const out = join(folder(), 'dist')
const built = await build(out, '--no-compress')
const pages = built.code === 0
  ? readdirSync(join(out, 'public'), { recursive: true }).filter((path) => path.endsWith('.html')).sort()
  : []

test('there are pages to look at', () => {
  assert.equal(built.code, 0, built.stderr)
  assert.ok(pages.length >= 12, pages.join())
})

for (const path of pages) {
  const address = `/${path}`.replace(/index\.html$/, '')
  const name = path.replace(/(^|\/)index\.html$/, '').replace(/\.html$/, '').replaceAll('/', '-') || 'accueil'
  looks(`page-${name}`, (visitor) => visitor.open(address))
}

const sent = (answers) => async (visitor) => {
  await visitor.open('/candidater/')
  await visitor.fill(answers)
  await visitor.submit(VERIFICATION)
}

looks('form-empty-sent', sent({}))
looks('form-some-errors', sent(site.applicant({ siren: '1', date_creation_mois: '13', themes: ['autre'], effectif: '' })))
looks('form-stop', sent(site.applicant({ effectif: '2', chiffre_affaires: '1', departement: 'autre', code_postal: '75001' })))
looks('form-check', sent(site.applicant({ projet: `${'L’anticonstitutionnalité. '.repeat(120)}${'x'.repeat(120)}` })))
looks('form-check-warnings', sent(site.applicant({ code_postal: '30000', courriel: 'jeanne@gmial.com' })))
looks('form-modified', async (visitor) => {
  await sent(site.applicant())(visitor)
  await visitor.press(/Modifier mes réponses/)
})
looks('form-edited', async (visitor) => {
  await sent(site.applicant())(visitor)
  await visitor.page.locator('[name="token"]').first().evaluate((field) => { field.value = 'x' })
  await visitor.submit('/candidature/envoi')
})
looks('form-received', async (visitor) => {
  await sent(site.applicant())(visitor)
  await visitor.submit('/candidature/envoi')
})
