// The HTML of every page and of every state of the form is valid.

import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { HtmlValidate } from 'html-validate'
import { Site, build, folder, test } from './harness.mjs'

// The templates are written tight instead of being minified: what the standard lets one leave out is left out.
const TIGHT = {
  'attr-quotes': 'off', // <a class=x>
  'no-implicit-close': 'off', // <li> without </li>
  'no-implicit-input-type': 'off', // <input name=nom> is a text box
  'void-style': 'off', // <br>, or <path/> in SVG
  'doctype-style': 'off', // <!doctype html>
  'attribute-boolean-style': 'off',
  'attribute-empty-style': 'off',
  'no-trailing-whitespace': 'off', // left by template tags; it is not shown
  'long-title': 'off', // a page's title carries the site's name
  'no-implicit-button-type': 'off', // <button> sends its form
  'form-dup-name': 'off', // several choices repeat the name, ticked or carried along
}
const validator = new HtmlValidate({ extends: ['html-validate:recommended'], rules: TIGHT })

async function valid(html, name) {
  const report = await validator.validateString(html, name)
  const messages = report.results.flatMap((result) => result.messages)
  assert.deepEqual(messages.map(({ line, column, ruleId, message }) => `${name}:${line}:${column}: ${message} (${ruleId})`), [])
}

const site = await Site.open()
const VERIFICATION = '/candidature/verification'

const out = join(folder(), 'dist')
const built = await build(out, '--no-compress')

const check = await site.post(VERIFICATION, site.applicant())

test('the site builds', () => assert.equal(built.code, 0, built.stdout + built.stderr))

const pages = built.code === 0 ? readdirSync(join(out, 'public'), { recursive: true }) : []
for (const path of pages.filter((each) => each.endsWith('.html'))) {
  test(`valid: ${path}`, () => valid(readFileSync(join(out, 'public', path), 'utf8'), path))
}

for (const [name, reach, status] of [
  ['the empty form sent', () => site.post(VERIFICATION, {}), 422],
  ['some errors', () => site.post(VERIFICATION, site.applicant({ siren: '1', themes: [], nom: '"<b>&' })), 422],
  ['stop', () => site.post(VERIFICATION, site.applicant({ effectif: '2' })), 200],
  ['check', () => check, 200],
  ['check with markup in the answers', () => site.post(VERIFICATION, site.applicant({ nom: '</textarea>"\'<b>&amp;' })), 200],
  ['modified', () => site.post('/candidature/modification', check.fieldsFor('/candidature/modification')), 200],
  ['edited', () => site.post('/candidature/envoi', { ...site.applicant(), token: 'x' }), 409],
  ['received', () => site.get(`/candidature/recue/${site.reference}`), 200],
  ['unreadable', () => site.post(VERIFICATION, 'nom=%ff'), 400],
  ['unknown address', () => site.get('/nulle-part/'), 404],
]) {
  test(`valid: ${name}`, async () => {
    if (name === 'received') site.reference = await site.apply(site.applicant())
    const answer = (await reach()).expect(status)
    await valid(answer.body, name.replaceAll(' ', '-'))
  })
}
