// A site that is not ours: below a path of its host, with code in colours. A browser follows all that leads somewhere.

import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Visitor } from './browser.mjs'
import { Site, folder, test } from './harness.mjs'

const CODE = ['fn main() {', '    let name = "site"; // a name', '', '    println!("{name}");', '}']

const FILES = {
  'site.toml': `title = "Projet"
base_url = "https://asso.example/projet"
language = "fr"
languages = ["en"]
navigation = ["/code/", "/liste/"]
[markdown]
highlight = true
`,
  'pages/index.md': `---\ntitle: Accueil\n---\n[Le code](./code.md) [La liste](/liste/) ![Un rond](/assets/rond.svg)\n\n<a href="/code/#fin">Fin</a>\n`,
  'pages/404.md': '---\ntitle: Rien ici\n---\n[Accueil](/)\n',
  'pages/code.md': `---\ntitle: Code\naliases: [/vieux/]\n---\n
~~~rust numbers=10 mark="11, 13" title="src/main.rs"
${CODE.join('\n')}
~~~

~~~sh
for a in 1 2; do echo "$a"; done # tous
~~~

## Fin

[En anglais](./en/index.md)
`,
  'pages/liste/index.md': '---\ntitle: Liste\ntemplate: section.html\npaginate: 1\nsort: date\nfeed: full\n---\n',
  'pages/liste/a.md': '---\ntitle: A\ndate: 2021-06-01\n---\n[B](./b.md)\n',
  'pages/liste/b.md': '---\ntitle: B\ndate: 2021-06-02\n---\n[A](/liste/a/)\n',
  'pages/en/index.md': '---\ntitle: Home\n---\n[French](/)\n',
  'assets/rond.svg': '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2" width="20" height="20"><circle cx="1" cy="1" r="1"/></svg>\n',
}

function content() {
  const home = join(folder(), 'content')
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(home, path)), { recursive: true })
    writeFileSync(join(home, path), text)
  }
  return home
}

const site = await Site.open({ content: content(), form: false })

test('every link, file and old address of a site below a path is there, below that path', async () => {
  const visitor = await Visitor.arrive(site, { at: '/' })
  assert.equal(visitor.page.url(), `${site.url}/projet/`)
  const waiting = [`${site.url}/projet/`, `${site.url}/projet/vieux/`, `${site.url}/projet/sitemap.xml`]
  const seen = new Map()
  while (waiting.length) {
    const url = waiting.pop()
    if (seen.has(url)) continue
    const answer = await fetch(url)
    seen.set(url, answer.status)
    if (!answer.headers.get('content-type').startsWith('text/html')) continue
    const moved = (await answer.text()).match(/http-equiv="refresh" content="0; url=([^"]+)"/)
    if (moved) {
      waiting.push(new URL(moved[1], url).href)
      continue
    }
    await visitor.page.goto(url, { waitUntil: 'load' })
    const targets = await visitor.page.evaluate(() => [...document.querySelectorAll('[href], [src]')].map((each) => each.href?.baseVal ?? each.href ?? each.src))
    waiting.push(...targets.filter((each) => each.startsWith(site.url) && !each.includes('/_serve/')).map((each) => each.split('#')[0]))
    const addresses = await visitor.page.evaluate(() => [...document.querySelectorAll('link[rel=canonical]')].map((each) => each.href))
    for (const each of addresses) assert.ok(each.startsWith('https://asso.example/projet/'), each)
  }
  assert.ok(seen.size > 12, [...seen.keys()].join('\n'))
  for (const [url, status] of seen) {
    assert.equal(status, 200, url)
    assert.ok(url.startsWith(`${site.url}/projet/`), url)
  }
  await visitor.leftNoTrace(site)
  await visitor.leave()
})

test('what does not exist is answered below the path with its page, and its link leads home', async () => {
  const visitor = await Visitor.arrive(site)
  const answer = await visitor.open('/projet/rien/')
  assert.equal(answer.status(), 404)
  await visitor.press('Accueil')
  assert.equal(visitor.page.url(), `${site.url}/projet/`)
  await visitor.leave()
})

test('code in colours is read by everyone, and copied without its numbers', async () => {
  const visitor = await Visitor.arrive(site)
  await visitor.open('/projet/code/')
  const { page } = visitor
  const copied = await page.locator('pre').first().evaluate((pre) => {
    const range = document.createRange()
    range.selectNodeContents(pre)
    getSelection().removeAllRanges()
    getSelection().addRange(range)
    return getSelection().toString()
  })
  assert.equal(copied.trimEnd(), CODE.join('\n'))
  const numbers = await page.locator('.code-line').evaluateAll((lines) => lines.map((line) => getComputedStyle(line, '::before').content))
  assert.equal(numbers.length, CODE.length)
  assert.ok(numbers[0].includes('10') && numbers[4].includes('14'), numbers.join())
  const read = await page.locator('pre').first().ariaSnapshot()
  assert.doesNotMatch(read, /1[0-4]/)
  // Each line is a line, and a mark goes over the whole of it.
  const boxes = await page.locator('.code-line').evaluateAll((lines) => lines.map((line) => line.getBoundingClientRect()).map(({ top, width }) => ({ top, width })))
  assert.equal(new Set(boxes.map(({ top }) => Math.round(top))).size, CODE.length)
  assert.equal(new Set(boxes.map(({ width }) => Math.round(width))).size, 1)
  assert.equal(await page.locator('mark.code-line').count(), 2)
  await visitor.inspect('code')
  await visitor.leftNoTrace(site)
  await visitor.leave()
})
