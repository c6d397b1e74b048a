// What an author sees while writing: the page reloads, problems stand in the page, the form goes on.

import assert from 'node:assert/strict'
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { before } from 'node:test'
import { Visitor } from './browser.mjs'
import { Site, build, folder, root, test } from './harness.mjs'

const home = folder()
const contact = join(home, 'content/pages/contact.md')
let original
let site

before(async () => {
  cpSync(join(root, 'content'), join(home, 'content'), { recursive: true })
  original = readFileSync(contact, 'utf8')
  site = await Site.open({ cwd: home, content: join(home, 'content') })
})

test('a saved page shows in the browser, a mistake too, and its repair', async () => {
  const { page } = await Visitor.arrive(site)
  await page.goto('/contact/')

  writeFileSync(contact, original + '\nUne phrase toute neuve.\n')
  await page.getByText('Une phrase toute neuve.').waitFor({ timeout: 15_000 })

  writeFileSync(contact, original.replace('title:', 'titel:'))
  await page.getByText('did you mean `title`?').waitFor({ timeout: 15_000 })
  assert.match(await page.content(), /contact\.md:2:1: unknown key `titel`/)

  const reference = await site.apply(site.applicant())
  assert.match(reference, /^BDP-/, 'the form goes on with the last good version')

  writeFileSync(contact, original)
  await page.getByRole('heading', { level: 1, name: 'Contact' }).waitFor({ timeout: 15_000 })
})

test('what a page includes and calls is noticed when it is made and when it changes', async () => {
  const { page } = await Visitor.arrive(site)
  await page.goto('/contact/')
  const file = join(home, 'content/includes/essai.md')
  mkdirSync(join(home, 'content/includes'))
  writeFileSync(file, 'Un texte *inclus*.\n')
  writeFileSync(contact, original + '\n{{< include file="includes/essai.md" />}}\n')
  await page.getByText('Un texte inclus.').waitFor({ timeout: 15_000 })

  writeFileSync(file, 'Un texte *changé*.\n')
  await page.getByText('Un texte changé.').waitFor({ timeout: 15_000 })

  writeFileSync(file, '{{< siute vers="/" texte="Accueil" />}}\n')
  await page.getByText('did you mean `suite`?').waitFor({ timeout: 15_000 })
  assert.match(await page.content(), /includes\/essai\.md:1:5: there is no component `siute`/)

  writeFileSync(contact, original)
  await page.getByRole('heading', { level: 1, name: 'Contact' }).waitFor({ timeout: 15_000 })
})

test('a template that overrides a built-in one is noticed when it is made', async () => {
  const { page } = await Visitor.arrive(site)
  await page.goto('/contact/')

  cpSync(join(root, 'site-gen/templates/page.html'), join(home, 'content/templates/page.html'))
  const template = readFileSync(join(root, 'site-gen/templates/page.html'), 'utf8')
  // Some editors empty a file before they write it: a page without anything in it waits for the next one too.
  writeFileSync(join(home, 'content/templates/page.html'), '')
  await page.waitForFunction(() => !document.querySelector('h1'), { timeout: 15_000 })
  writeFileSync(join(home, 'content/templates/page.html'), template.replace('<h1>', '<p>Un gabarit à nous.</p><h1>'))

  await page.getByText('Un gabarit à nous.').waitFor({ timeout: 15_000 })
})

test('as deployed, dist/ is served byte for byte, with the headers of production, and the form answers', async () => {
  const deployed = folder()
  const out = join(deployed, 'dist')
  assert.equal((await build(out)).code, 0)
  const site = await Site.open({ cwd: deployed, args: ['--as-deployed'] })

  const page = (await site.get('/pour-qui/')).expect(200)

  assert.equal(page.body, readFileSync(join(out, 'public/pour-qui/index.html'), 'utf8'))
  for (const [name, value] of JSON.parse(readFileSync(join(out, 'headers.json'), 'utf8'))) {
    assert.equal(page.headers.get(name), value)
  }
  assert.match(await site.apply(site.applicant()), /^BDP-/)
})

test('what was opened and typed stays while the page changes around it', async () => {
  const text = original + '\n<details id="plus"><summary>Plus</summary>\n\nDedans.\n\n</details>\n\n<input id="essai" aria-label="Essai">\n'
  writeFileSync(contact, text)
  const { page } = await Visitor.arrive(site)
  await page.goto('/contact/')
  await page.locator('#essai').waitFor({ timeout: 15_000 })
  await page.evaluate(() => { window.isStillThere = true })
  await page.locator('#plus summary').click()
  await page.locator('#essai').fill('à garder')

  writeFileSync(contact, text.replace('\n<details', '\nUne phrase au-dessus.\n\n<details') + '\nUne phrase en dessous.\n')
  await page.getByText('Une phrase en dessous.').waitFor({ timeout: 15_000 })

  await page.getByText('Une phrase au-dessus.').waitFor({ timeout: 1_000 })
  assert.equal(await page.locator('#essai').inputValue(), 'à garder')
  assert.equal(await page.locator('#essai').evaluate((it) => it === document.activeElement), true)
  assert.equal(await page.locator('#plus').getAttribute('open'), '')
  assert.equal(await page.evaluate(() => window.isStillThere), true)

  writeFileSync(contact, text.replace('Dedans.', 'Dedans.\n\n<script>document.title = "run"</script>'))
  await page.waitForFunction(() => document.title === 'run', { timeout: 15_000 })
  assert.equal(await page.evaluate(() => window.isStillThere), undefined, 'only a load runs a script')
  writeFileSync(contact, original)
})

test('nine tabs load, and each shows what was saved', async () => {
  const { page } = await Visitor.arrive(site)
  const tabs = [page]
  while (tabs.length < 9) tabs.push(await page.context().newPage())
  for (const tab of tabs) {
    await tab.goto('/contact/', { timeout: 10_000 })
    // Each waits for the next build by now.
    await tab.waitForTimeout(200)
  }

  writeFileSync(contact, original + '\nPour tous les onglets.\n')

  for (const tab of tabs) await tab.getByText('Pour tous les onglets.').waitFor({ timeout: 15_000 })
  writeFileSync(contact, original)
})
