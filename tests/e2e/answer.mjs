// What the server answered, read as a person or a program would.

import assert from 'node:assert/strict'

export class Answer {
  constructor(response, bytes) {
    this.status = response.status
    this.headers = response.headers
    this.bytes = bytes
    this.body = bytes.toString('utf8')
  }

  /** Fails, with the beginning of the answer, unless the status is this one. */
  expect(status) {
    assert.equal(this.status, status, `expected ${status}, got ${this.status}: ${this.summary()}`)
    return this
  }

  get json() {
    return JSON.parse(this.body)
  }

  get title() {
    return plain(this.body.match(/<title[^>]*>([^<]*)/)?.[1] ?? '')
  }

  /** The visible text, on one line, with ordinary spaces and apostrophes. */
  get text() {
    const main = this.body.match(/<main[\s\S]*<\/main>/)?.[0] ?? this.body
    return plain(main.replace(/<(script|style)[\s\S]*?<\/\1>/g, ' ').replace(/<[^>]+>/g, ' '))
  }

  /** Each `<form>`: where it goes, and its controls in order. */
  get forms() {
    return this.body.split(/<form\b/).slice(1).map((part) => form(part.split('</form>')[0]))
  }

  /** What pressing the button that sends to `path` would send. */
  fieldsFor(path) {
    const found = this.forms.find(({ actions }) => actions.includes(path))
    assert.ok(found, `no form goes to ${path}: ${this.summary()}`)
    return found.fields
  }

  get location() {
    const location = this.headers.get('location')
    return location && new URL(location, 'http://site.invalid').pathname
  }

  summary() {
    return `${this.title} ${this.text}`.slice(0, 600)
  }
}

/** `text` with entities read, one ordinary space for any white space, and straight apostrophes. */
export function plain(text) {
  return decode(text).replace(/[\s\u00a0\u202f\u2009]+/g, ' ').replace(/[’ʼ]/g, "'").trim()
}

const NAMED = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' }

function decode(text) {
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|([a-z]+));/gi, (whole, hex, decimal, name) =>
    hex ? String.fromCodePoint(parseInt(hex, 16))
    : decimal ? String.fromCodePoint(Number(decimal))
    : NAMED[name] ?? whole)
}

const TAG = /<(input|textarea|select|option|button)\b((?:\s+[^\s=>/]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+))?)*)\s*\/?>/g
const ATTRIBUTE = /([^\s=>/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+)))?/g

function form(html) {
  const head = attributes(html.slice(0, html.indexOf('>')))
  const controls = []
  let select
  for (const [whole, tag, rest] of whereabouts(html)) {
    const attribute = attributes(rest)
    const { name, type = 'text', value = '' } = attribute
    const after = html.slice(whole.index + whole[0].length)
    if (tag === 'select') select = name
    else if (tag === 'option') {
      const text = plain(after.split('<')[0])
      controls.push({ name: select, type: 'option', value: attribute.value ?? text, on: 'selected' in attribute })
    } else if (tag === 'textarea') {
      const text = decode(after.split('</textarea>')[0]).replace(/^\r?\n/, '')
      controls.push({ name, type: 'textarea', value: text, on: true })
    } else if (tag === 'button' || type === 'submit') {
      controls.push({ name, type: 'button', value, on: false, action: attribute.formaction })
    } else if (type === 'radio' || type === 'checkbox') {
      controls.push({ name, type, value, on: 'checked' in attribute })
    } else controls.push({ name, type, value, on: true })
  }
  const named = controls.filter(({ name }) => name)
  return {
    actions: [head.action, ...controls.map(({ action }) => action)].filter(Boolean),
    controls: named,
    fields: named.filter(({ on }) => on).map(({ name, value }) => [name, value]),
  }
}

function* whereabouts(html) {
  for (const found of html.matchAll(TAG)) yield [found, found[1], found[2]]
}

function attributes(text) {
  const found = {}
  for (const [, name, double, single, bare] of text.matchAll(ATTRIBUTE)) {
    found[name.toLowerCase()] = decode(double ?? single ?? bare ?? '')
  }
  return found
}
