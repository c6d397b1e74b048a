// Style sheets as a browser reads them: the published one asks what its author asked.

import assert from 'node:assert/strict'
import { appendFileSync, cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Visitor } from './browser.mjs'
import { Site, folder, root, test } from './harness.mjs'

const QUESTIONS = [
  '@media (min-width: 40em)', '@media (max-width: 39.99em)', '@media (width >= 40em)', '@media (40em <= width < 60em)',
  '@media screen and (min-width: 40em) and (max-height: 30em), print', '@media not all and (min-width: 40em)',
  '@media not (min-width: 40em)', '@media (min-resolution: 2dppx)', '@media (min-aspect-ratio: 16/9)',
  '@media (-webkit-min-device-pixel-ratio: 1.5)', '@media (prefers-color-scheme: dark)', '@media (hover: none) and (pointer: coarse)',
  '@container (min-width: 30em)', '@container (width > 30em) and (not (max-height: 9em))', '@supports (display: grid) and (not (gap: 1px))',
]

/** Values that a printer may be tempted to write otherwise. */
const VALUES = [
  'color: rgba(0, 0, 0, .3)', 'color: hsla(120, 50%, 50%, .3)', 'color: rgb(0 0 0 / 30%)', 'color: transparent',
  'color: hwb(0 0% 0%)', 'color: color-mix(in srgb, red 10%, blue)', 'color: #aabbcc', 'color: RED', 'color: currentColor',
  'background: -webkit-linear-gradient(top, red, blue)', 'background: -webkit-linear-gradient(left, red, blue)',
  'background: linear-gradient(to top, red, blue)', 'background: none', 'background-position: left 10px top 20px',
  'transform: translate3d(0, 0, 0)', 'transform: translate(10px, 5px) rotate(45deg)', 'width: calc(100% / 3)',
  'width: calc(100% - (2 * 1.5rem))', 'width: min(100%, max(10em, 20vw))', 'margin: 0 0 0 0', 'margin: 1px 2px 1px 2px',
  'font: italic bold .8em/1.2 Arial, sans-serif', 'font-family: "Gill Sans", serif', 'font-weight: normal',
  'content: "\\201C a  b"', 'grid-template-areas: "a b" "c d"', 'transition: color .3s ease-in-out 0s', 'flex: 1 1 0%',
  'z-index: +1', 'line-height: 1.50', 'opacity: 50%', 'unicode-range: U+0025-00FF', '--own:  a  b ', 'color: var(--own, red)',
  'filter: drop-shadow(0 0 2px rgb(0 0 0 / .5))', 'border-radius: 1px / 2px', 'inset: 0 auto auto 0', 'top: -0.0px',
]

/** What every rule of a style sheet declares, one in the other, as the browser says it. */
const declared = (page, text) => page.evaluate(async (text) => {
  const styles = (rules) => [...rules].flatMap((rule) => [rule.style?.cssText, ...styles(rule.cssRules ?? [])])
  const all = styles((await new CSSStyleSheet().replace(text)).cssRules)
  // What stands in var(), the browser keeps as it is written.
  return all.filter(Boolean).map((style) => style.replaceAll(/,\s+/g, ','))
}, text)

/** What every rule of a style sheet asks, one in the other, as the browser says it. */
const asked = (page, text) => page.evaluate(async (text) => {
  const conditions = (rules) => [...rules].flatMap((rule) => [rule.conditionText, ...conditions(rule.cssRules ?? [])])
  const all = conditions((await new CSSStyleSheet().replace(text)).cssRules)
  // Of what @supports asks, the browser keeps every space.
  return all.filter((condition) => condition !== undefined).map((condition) => condition.replaceAll(': ', ':'))
}, text)

test('a published style sheet asks what its author asked, and so does the theme', async () => {
  const home = folder()
  cpSync(join(root, 'content'), join(home, 'content'), { recursive: true })
  // All of the theme: that of code is sent only where there is any.
  appendFileSync(join(home, 'content/site.toml'), '\n[markdown]\nhighlight = true\n')
  mkdirSync(join(home, 'content/assets'), { recursive: true })
  const own = QUESTIONS.map((question) => `${question} { .a { top: 0 } }\n`).join('')
  writeFileSync(join(home, 'content/assets/own.css'), own)
  const site = await Site.open({ cwd: home, content: join(home, 'content') })
  const { page } = await Visitor.arrive(site)

  const published = (await site.get('/assets/own.css')).expect(200).body
  assert.deepEqual(await asked(page, published), await asked(page, own))
  assert.equal((await asked(page, own)).length, QUESTIONS.length)

  const theme = join(root, 'site-gen/assets/theme')
  const written = readdirSync(theme).map((name) => readFileSync(join(theme, name), 'utf8'))
  const inTheme = (await Promise.all(written.map((text) => asked(page, text)))).flat()
  const inPublished = await asked(page, (await site.get('/assets/theme.css')).expect(200).body)
  assert.ok(inTheme.length > 5)
  assert.deepEqual(inPublished.toSorted(), inTheme.toSorted())
})

test('a published style sheet declares what its author declared, and so does the theme', async () => {
  const home = folder()
  cpSync(join(root, 'content'), join(home, 'content'), { recursive: true })
  // All of the theme: that of code is sent only where there is any.
  appendFileSync(join(home, 'content/site.toml'), '\n[markdown]\nhighlight = true\n')
  mkdirSync(join(home, 'content/assets'), { recursive: true })
  const own = VALUES.map((value, number) => `.a${number} { ${value} }\n`).join('')
  writeFileSync(join(home, 'content/assets/own.css'), own)
  const site = await Site.open({ cwd: home, content: join(home, 'content') })
  const { page } = await Visitor.arrive(site)

  const published = (await site.get('/assets/own.css')).expect(200).body
  assert.deepEqual(await declared(page, published), await declared(page, own))
  assert.ok((await declared(page, own)).length > VALUES.length * 0.9)

  const theme = join(root, 'site-gen/assets/theme')
  const written = readdirSync(theme).map((name) => readFileSync(join(theme, name), 'utf8'))
  const inTheme = (await Promise.all(written.map((text) => declared(page, text)))).flat()
  const inPublished = await declared(page, (await site.get('/assets/theme.css')).expect(200).body)
  assert.deepEqual(inPublished.toSorted(), inTheme.toSorted())
})
