// Readers search the site: as they type, with accents and without, on a telephone and without JavaScript.

import assert from 'node:assert/strict'
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Visitor } from './browser.mjs'
import { Site, folder, root, test } from './harness.mjs'

const MOST = 100_000
const content = join(folder(), 'content')
cpSync(join(root, 'content'), content, { recursive: true })
const settings = readFileSync(join(content, 'site.toml'), 'utf8')
writeFileSync(join(content, 'site.toml'), settings.replace('language = ', 'search = true\nlanguage = '))
mkdirSync(join(content, 'pages/essais'))
const write = (name, title, text, more = '') =>
  writeFileSync(join(content, `pages/essais/${name}.md`), `---\ntitle: "${title}"\n${more}---\n\n${text}\n`)
write('menuiserie', 'Une menuiserie à Alès', '## Le cœur du métier\n\nDes fenêtres et des volets en châtaignier.')
write('cave', 'La cave coopérative', 'Trente viticulteurs **auditionn**és, et leurs fenêtres. L’œuvre de l’été.')
write('cachee', 'Une page cachée', 'Introuvable par ses mots : zirconium.', 'extra: { search: false }\n')
for (let number = 1; number <= 40; number += 1) {
  write(`suite-${number}`, `Suite numéro ${number}`, `Un récit de salsifis, et le mot unique${number}.`)
}

const site = await Site.open({ content })

const titles = (page) => page.locator('form[role=search] ol a').allInnerTexts()
const plain = (text) => text.replace(/[\u00a0\u202f]/g, ' ').replaceAll('’', "'")
const answered = (page, text) => page.waitForFunction(
  (wanted) => document.querySelector('form[role=search] [role=status]').textContent === wanted, text, { timeout: 5_000 })

const arrive = (path = '/recherche/') => Visitor.arrive(site, { at: path })

test('a word is found in any of its forms, with its accents or without, begun or whole', async () => {
  const { page } = await arrive()
  const field = page.getByRole('searchbox', { name: 'Chercher dans le site' })
  for (const [query, count, first] of [
    ['menuiserie', '1 page', 'Une menuiserie à Alès'],
    ['MENUISERIES', '1 page', 'Une menuiserie à Alès'],
    ['ales', '1 page', 'Une menuiserie à Alès'],
    ['coeur', undefined, 'Une menuiserie à Alès'],
    ['cœur du métier', undefined, 'Une menuiserie à Alès'],
    ['châtaigniers', '1 page', 'Une menuiserie à Alès'],
    ['chatai', '1 page', 'Une menuiserie à Alès'],
    ['œuvre ete', '1 page', 'La cave coopérative'],
    ['oeuvre', undefined, 'La cave coopérative'],
    ["l'œuvre", undefined, 'La cave coopérative'],
    ['fenêtre viticulteur', '1 page', 'La cave coopérative'],
    ['cooperatives', undefined, 'La cave coopérative'],
    ['unique7', '1 page', 'Suite numéro 7'],
    ['salsifis', '40 pages', 'Suite numéro 1'],
    // No page has both: those that have one of them.
    ['menuiserie viticulteurs', '2 pages', undefined],
    ['zirconium', 'Aucune page ne répond à ces mots.', undefined],
    ['xyzxyz', 'Aucune page ne répond à ces mots.', undefined],
    ['"><b>', '', undefined],
    ['', '', undefined],
    ['!', '', undefined],
  ]) {
    await field.fill(query)
    // What the question before has found may still stand there.
    const settled = page.waitForFunction(([count, first]) => {
      const form = document.querySelector('form[role=search]')
      const found = form.querySelector('ol a')?.textContent
      return (count === undefined || form.querySelector('[role=status]').textContent === count) && (first === undefined || found === first)
    }, [count, first], { timeout: 5_000 })
    await settled.catch(async () => assert.fail(`${query}: ${await titles(page)}`))
    if (count?.startsWith('Aucune') || count === '') assert.deepEqual(await titles(page), [], query)
  }
})

test('what is typed stands in the address, and an address asks', async () => {
  const visitor = await arrive('/recherche/?q=menuiserie')
  const { page } = visitor
  await answered(page, '1 page')
  await page.getByRole('link', { name: 'Une menuiserie à Alès' }).first().click()
  await page.waitForURL('**/essais/menuiserie/')
  await page.goBack()
  await answered(page, '1 page')
  await page.getByRole('searchbox').fill('châtaignier & co')
  await page.waitForURL((url) => url.searchParams.get('q') === 'châtaignier & co')
  assert.deepEqual(visitor.complaints, [])
})

test('eight are shown, and the next ones on demand, where the focus goes', async () => {
  const { page } = await arrive('/recherche/?q=salsifis')
  await answered(page, '40 pages')
  await page.getByRole('button', { name: 'Afficher la suite' }).click()
  await page.waitForFunction(() => document.querySelectorAll('form[role=search] ol a').length === 16)
  assert.equal(new Set(await titles(page)).size, 16)
  const focused = await page.evaluate(() => document.activeElement.textContent)
  assert.equal(focused, (await titles(page))[8])
})

test('one search loads at most 100 kB, and a page that is not of the search nothing of it', async () => {
  const visitor = await Visitor.arrive(site)
  const { page } = visitor
  await page.goto('/essais/menuiserie/')
  assert.ok(!visitor.requests.some((url) => url.includes('/assets/search/')))
  let bytes = 0
  page.on('response', async (answer) => {
    if (answer.url().includes('.json')) bytes += (await answer.body()).length
  })
  await page.goto('/recherche/?q=salsifis de la suite')
  await answered(page, '40 pages')
  assert.ok(bytes > 0 && bytes <= MOST, `${bytes} bytes`)
})

test('a search that fails says so, and works the next time', async () => {
  const visitor = await arrive()
  const { page } = visitor
  await page.route('**/assets/search/*.json', (route) => route.abort())
  await page.getByRole('searchbox').fill('menuiserie')
  await page.getByText('La recherche ne répond pas').waitFor()
  await page.unroute('**/assets/search/*.json')
  await page.getByRole('searchbox').press('Enter')
  await answered(page, '1 page')
})

test('without JavaScript, everything stands from A to Z', async () => {
  const visitor = await Visitor.arrive(site, { js: false })
  const { page } = visitor
  await page.goto('/recherche/')
  assert.ok(!(await page.getByRole('searchbox').isVisible()))
  const text = plain(await visitor.text())
  assert.match(text, /Toutes les pages, de A à Z/)
  assert.match(text, /Le cœur du métier Une menuiserie à Alès/)
  assert.ok(!text.includes('Une page cachée'))
  await page.getByRole('link', { name: 'Le cœur du métier' }).click()
  await page.waitForURL('**/essais/menuiserie/#le-coeur-du-metier')
})

test('the page is looked at, with what it found and without', async () => {
  const visitor = await arrive()
  await visitor.inspect('search')
  await visitor.page.getByRole('searchbox').fill('salsifis')
  await answered(visitor.page, '40 pages')
  await visitor.inspect('search-found')
  assert.deepEqual(visitor.complaints, [])
})

test('another language has its own', async () => {
  const { page } = await arrive('/en/search/')
  await page.getByRole('searchbox', { name: 'Search this site' }).fill('hearings')
  await answered(page, '1 page')
})
