// Every reference of a built site, read as a browser reads URLs, is a file of it, whatever files are called.

import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { folder, program, succeed, test } from './harness.mjs'

const NAMES = [
  'C#.svg', '50%.png', 'é à.jpg', 'a b.png', 'a,b.png', '(x).png', "l'été.png", 'a?b.png', 'C%23.png', 'a+b.png', 'a&b.png',
  'a;b.png', '[a].png', 'a"b.png', '😀.png', 'a=b.png', 'a@2x.png', '~a.png', 'a:b.png', '!a.png', '$a.png', '*a.png', 'a|b.png',
  'a\\b.png', '%E9.png', '<a>.png', '&amp;.png', 'a{b}.png', 'a^`b.png', 'A.MP4',
]

const BASE = 'https://a.example'

/** One pixel of each kind that is looked into, whatever it is called. */
const PIXELS = {
  svg: '<svg xmlns="http://www.w3.org/2000/svg"/>',
  png: Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64'),
  jpg: Buffer.from('/9j/2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQgKCgkICQkKDA8MCgsOCwkJDRENDg8QEBEQCgwSExIQEw8QEBD/yQALCAABAAEBAREA/8wABgAQEAX/2gAIAQEAAD8A0s8g/9k=', 'base64'),
}

/** A site whose pages and style sheet load all of these. */
function content() {
  const home = folder()
  for (const part of ['pages/dossier', 'assets']) mkdirSync(join(home, 'content', part), { recursive: true })
  const write = (path, text) => writeFileSync(join(home, 'content', path), text)
  const urls = NAMES.map((name) => `/assets/${encodeURIComponent(name)}`)
  NAMES.forEach((name, index) => write(`assets/${name}`, PIXELS[name.split('.').at(-1)] ?? `file ${index}`))
  const picture = (url) => (url.endsWith('.MP4') ? '' : `![Image](${url})`)
  const pieces = urls.map((url) => `${picture(url)} [Lien](${url})

<img src="${url}" alt="" srcset="${url} 2x, ${url} 3x">
<video poster="${url}" controls><source src="${url}"></video>
`)
  write('site.toml', `title = "Site"\nbase_url = "${BASE}"\nlanguage = "fr"\n`)
  write('pages/index.md', `---\ntitle: Accueil\n---\n<link rel="stylesheet" href="/assets/s.css">\n\n${pieces.join('\n')}`)
  write('assets/s.css', urls.map((url, index) => `.a${index} { background: url("${url}") }`).join('\n'))
  write('assets/site.webmanifest', JSON.stringify({ name: 'Site', icons: [{ src: urls[0] }] }))
  urls.forEach((url, index) => write(`pages/dossier/page-${index}.md`, `---\ntitle: Page ${index}\ndate: 2024-01-02\n${url.endsWith('.MP4') ? '' : `image: ${JSON.stringify(url)}\n`}---\n`))
  write('pages/dossier/index.md', '---\ntitle: Dossier\n---\n')
  return home
}

/** Every file below a folder, by path. */
const below = (path) => readdirSync(path, { recursive: true, withFileTypes: true }).filter((each) => each.isFile())
  .map((each) => join(each.parentPath, each.name).slice(path.length + 1))

const text = (value) => value.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')

/** What a file of each kind refers to, as it is written there. */
const REFERENCES = {
  html: (html) => [...html.matchAll(/ (src|href|poster|srcset|content)=("([^"]*)"|'([^']*)')/g)].flatMap(([, name, , double, single]) => {
    const value = text(double ?? single)
    // The candidates of a `srcset` are parted by a comma and a space here, and none of the names holds both.
    if (name === 'srcset') return value.split(', ').map((each) => each.split(' ')[0])
    return name === 'content' ? (value.startsWith(BASE) ? [value] : []) : [value]
  }),
  css: (css) => [...css.matchAll(/url\((?:"([^"]*)"|'([^']*)'|([^)]*))\)/g)].map((found) => found[1] ?? found[2] ?? found[3]),
  xml: (xml) => [...xml.matchAll(/<(?:loc|link|guid|id)>([^<]*)|href="([^"]*)"/g)].map((found) => text(found[1] ?? found[2])),
  webmanifest: (json) => JSON.parse(json).icons.map((icon) => icon.src),
}

test('every reference is a file of the site', async () => {
  const home = content()
  await succeed(program('site-gen'), ['build', '--no-compress'], { cwd: home })
  const dist = join(home, 'dist/public')
  const files = new Set(below(dist))

  const seen = new Set()
  for (const file of files) {
    const references = REFERENCES[file.split('.').at(-1)]?.(readFileSync(join(dist, file), 'utf8')) ?? []
    for (const reference of references.filter((each) => !/^(data|mailto|tel|https?):/.test(each) || each.startsWith(BASE))) {
      const url = new URL(reference, `${BASE}/${file}`)
      const path = decodeURIComponent(url.pathname).slice(1)
      assert.ok(files.has(path) || files.has(`${path}index.html`), `${file}: ${reference}`)
      if (path.startsWith('assets/')) seen.add(path)
    }
  }

  for (const name of NAMES) {
    const [, start, ending] = /^(.*)(\.[^.]*)$/.exec(name)
    assert.ok(seen.has(`assets/${name}`), `a link to ${name}`)
    assert.ok([...seen].some((path) => path.startsWith(`assets/${start}.`) && path.endsWith(ending) && path.length === `assets/${name}`.length + 9), `what loads ${name}`)
  }
})
