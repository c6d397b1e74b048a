// The page that shows the theme's tokens and components tells what is there, all of it, in true figures.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root, test } from './harness.mjs'
import { contrast, pairs, style, tokens } from './theme.mjs'

const shown = readFileSync(join(root, 'site-gen/COMPONENTS.md'), 'utf8')
const { light, dark } = tokens()
const cells = (line) => line.split('|').slice(1, -1).map((each) => each.trim().replaceAll('`', ''))
const rows = shown.split('\n').filter((line) => line.startsWith('|')).map(cells)

test('every token is shown with its value, light and dark', () => {
  for (const [name, value] of Object.entries(light)) {
    const row = rows.find(([first]) => first === `--${name}`)
    assert.ok(row, name)
    assert.equal(row[1], value, name)
    if (value.startsWith('#')) assert.equal(row[2], dark[name] ?? '', name)
    assert.ok(row.at(-1), `${name}: what is it for?`)
  }
  const known = new Set(Object.keys(light).map((name) => `--${name}`))
  assert.deepEqual(rows.map(([first]) => first).filter((each) => /^--[a-z]/.test(each) && !known.has(each)), [])
})

test('every pair of colours is shown with its contrast, light and dark', () => {
  assert.ok(pairs().length > 20)
  for (const [one, other, least] of pairs()) {
    const figures = [light, { ...light, ...dark }].map((scheme) => contrast(scheme[one], scheme[other]))
    assert.deepEqual(rows.find(([first]) => first === `${one} on ${other}`), [`${one} on ${other}`, least, ...figures.map((each) => each.toFixed(2))])
    for (const figure of figures) assert.ok(figure >= Number(least), `${one} on ${other}`)
  }
})

test('every colour for text or edges meets a surface in some pair', () => {
  const paired = new Set(pairs().flat())
  const alone = Object.entries(light).filter(([name, value]) => value.startsWith('#') && !paired.has(name)).map(([name]) => name)
  assert.deepEqual(alone, ['faint'], 'only the lines between rows, which nothing depends on')
})

test('every class of the style sheet is shown, and every class shown is in it', () => {
  const classes = new Set([...style.matchAll(/\.([a-z][\w-]*)/g)].map(([, name]) => name))
  const missing = [...classes].filter((name) => !new RegExp(`(?<![\\w-])${name}(?![\\w-])`).test(shown))
  // Decided by what they stand in, or by Markdown.
  assert.deepEqual(missing.filter((name) => !['footnotes', 'table', 'over', 'robot', 'site-map', 'updated'].includes(name)), [])
  const templates = [...shown.matchAll(/class="([^"]+)"/g)].flatMap(([, names]) => names.split(' '))
  assert.deepEqual(templates.filter((name) => !classes.has(name) && name !== 'notice-note'), [])
})

for (const component of [
  'Header, navigation, skip link', 'Breadcrumb', 'Hero', 'Steps', 'Criteria list', 'Notice', 'Question and answer', 'Summary list',
  'Question', 'Error summary', 'Footer',
]) {
  test(`it shows: ${component}`, () => assert.ok(shown.includes(`\n### ${component}\n`)))
}
