// The theme's style sheet and the figures it rests on.

import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './harness.mjs'

const LAYERS = ['tokens', 'base', 'site', 'text', 'form', 'print']

/** The style sheet, without its comments. */
export const style = LAYERS.map((name) => readFileSync(join(root, `site-gen/assets/theme/${name}.css`), 'utf8'))
  .join('').replace(/\/\*[\s\S]*?\*\//g, '')

/** The custom properties: `light`, every one; `dark`, those that differ on a dark screen. */
export function tokens() {
  const file = readFileSync(join(root, 'site-gen/assets/theme/tokens.css'), 'utf8')
  const [light, dark] = file.split('(prefers-color-scheme: dark)')
  const read = (text) => Object.fromEntries([...text.matchAll(/--([\w-]+): ([^;]+);/g)].map(([, name, value]) => [name, value]))
  return { light: read(light), dark: read(dark) }
}

/** The pairs of colours that `theme.rs`, wherever it stands, holds to a floor: `[one, other, least]`. */
export function pairs() {
  const sources = join(root, 'site-gen/src')
  const file = readdirSync(sources, { recursive: true }).find((path) => /(^|\/)theme\.rs$/.test(path))
  const source = readFileSync(join(sources, file), 'utf8')
  return [...source.matchAll(/\("([\w-]+)", "([\w-]+)", (\d\.\d)\)/g)].map(([, one, other, least]) => [one, other, least])
}

function luminance(colour) {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= .04045 ? value / 12.92 : ((value + .055) / 1.055) ** 2.4))
  return .2126 * red + .7152 * green + .0722 * blue
}

/** Of two colours `#rrggbb`, as WCAG 2.2 computes it. */
export function contrast(one, other) {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light + .05) / (dark + .05)
}
