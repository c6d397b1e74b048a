// What social networks show of a link to a page of our own site: a picture that is there, as large as the page says.

import assert from 'node:assert/strict'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { folder, program, succeed, test } from './harness.mjs'

const BASE = 'https://cards.example'

/** What a page says in a `<meta>` of that name. */
const said = (html, name) => html.match(new RegExp(`<meta (?:property|name)="${name}" content="([^"]*)">`))?.[1]

test('every page of the site has a card of its own, and the page for what is not there has none', async () => {
  const dist = join(folder(), 'dist')
  await succeed(program('site-gen'), ['build', '--no-compress', '--base-url', BASE, '--out', dist])
  const site = join(dist, 'public')
  // What only leads on is shared by nobody.
  const leadsOn = (path) => readFileSync(join(site, path), 'utf8').includes('http-equiv="refresh"')
  const pages = readdirSync(site, { recursive: true }).filter((path) => path.endsWith('index.html') && !leadsOn(path))
  assert.ok(pages.length > 10, pages.join(' '))
  const cards = new Set()
  for (const path of pages) {
    const html = readFileSync(join(site, path), 'utf8')
    const [url, width, height] = ['', ':width', ':height'].map((part) => said(html, `og:image${part}`))
    assert.ok(url?.startsWith(`${BASE}/assets/_images/card-`), `${path}: ${url}`)
    assert.equal(said(html, 'twitter:card'), 'summary_large_image', path)
    assert.ok(said(html, 'og:image:alt').includes(said(html, 'og:title')), path)
    const png = readFileSync(join(site, url.slice(BASE.length)))
    assert.equal(png.subarray(0, 8).toString('latin1'), '\x89PNG\r\n\x1a\n', path)
    assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [Number(width), Number(height)], path)
    // What social networks load: some refuse more than 300 kB, all are slower by it.
    assert.ok(png.length < 60_000, `${path}: ${png.length} bytes`)
    cards.add(url)
  }
  assert.equal(cards.size, pages.length, 'no two titles are the same')
  assert.equal(said(readFileSync(join(site, '404.html'), 'utf8'), 'og:image'), undefined)
  assert.equal(readdirSync(join(site, 'assets/_images')).length, cards.size)
  assert.ok(existsSync(join(dist, '../.dist.images')))
})
