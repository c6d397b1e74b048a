// What `tests/run --changed` chooses.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { affected, madeOf } from './changed.mjs'

const crate = (name, { uses = [], testedWith = [], bin } = {}) => ({
  name, folder: name === 'end-to-end' ? 'tests' : name,
  dependencies: [...uses.map((each) => ({ name: each, kind: null })), ...testedWith.map((each) => ({ name: each, kind: 'dev' }))],
  targets: [{ kind: ['lib'] }, ...(bin ? [{ kind: ['bin'] }] : [])],
})
const PACKAGES = [
  crate('form', { testedWith: ['words'] }),
  crate('words', { uses: ['form'] }),
  crate('form-handler', { uses: ['form'], bin: true }),
  crate('maker', { uses: ['form', 'words'], bin: true }),
  crate('end-to-end'),
]
const QUICK = 'tests/e2e/quick.test.mjs'
const BROWSER = 'tests/e2e/browser-look.test.mjs'
const TESTS = {
  [QUICK]: [QUICK, 'tests/e2e/harness.mjs'],
  [BROWSER]: [BROWSER, 'tests/e2e/harness.mjs', 'tests/e2e/look.mjs'],
  'tests/infra/apply.mjs': ['tests/infra/apply.mjs', 'tests/e2e/applicant.mjs'],
}

const chosen = (...files) => Object.fromEntries(Object.entries(affected(files, PACKAGES, TESTS)).map(([name, { what }]) => [name, [...what].sort()]))
const EVERYWHERE = { e2e: [BROWSER, QUICK], infra: ['tests/infra'] }
const ALL_CRATES = ['end-to-end', 'form', 'form-handler', 'maker', 'words']

test('nothing changed, nothing to do', () => assert.deepEqual(chosen(), {}))

test('a crate that nothing depends on: its tests, and what its program does; less if the site stays the same', () => {
  const steps = chosen('maker/src/main.rs')
  assert.deepEqual(steps.crates, ['end-to-end', 'maker'])
  assert.deepEqual({ e2e: steps.e2e, infra: steps.infra }, EVERYWHERE)
  assert.ok(steps['unless-same'].includes(QUICK) && !steps['unless-same'].includes(BROWSER))
})

test('a crate that others use: they too, and whoever only tests with it', () => {
  assert.deepEqual(chosen('words/src/lib.rs').crates, ['end-to-end', 'form', 'maker', 'words'])
  assert.deepEqual(chosen('form/src/lib.rs').crates, ALL_CRATES)
})

test('what answers a sent form is not spared, whatever the site looks like', () => {
  for (const file of ['form-handler/src/lib.rs', 'form/src/lib.rs']) {
    const steps = chosen(file)
    assert.deepEqual({ e2e: steps.e2e, infra: steps.infra }, EVERYWHERE)
    assert.equal(steps['unless-same'], undefined, file)
  }
  assert.equal(chosen('maker/src/main.rs', 'form-handler/src/lib.rs')['unless-same'], undefined)
})

test('a crate’s tests reach nobody else', () => {
  assert.deepEqual(chosen('form/tests/it/main.rs'), { crates: ['end-to-end', 'form'] })
})

test('what is outside of crates reaches what reads it', () => {
  assert.deepEqual(chosen('tests/e2e/look.mjs'), { crates: ['end-to-end'], e2e: [BROWSER] })
  assert.deepEqual(chosen('tests/e2e/harness.mjs').e2e, [BROWSER, QUICK])
  assert.deepEqual(chosen('tests/e2e/applicant.mjs'), { crates: ['end-to-end'], infra: ['tests/infra'] })
  assert.deepEqual(chosen('infra/deploy'), { crates: ['end-to-end'], infra: ['tests/infra'] })
  assert.deepEqual(chosen('tests/run'), { crates: ['end-to-end'], infra: ['tests/infra/test_scripts.py'] })
  assert.deepEqual(chosen('README.md'), { crates: ['end-to-end'], e2e: [QUICK], infra: ['tests/infra/test_scripts.py'] })
  assert.deepEqual(chosen('deny.toml'), { crates: ['end-to-end'], deny: [] })
  assert.deepEqual(chosen('content/site.toml'), { crates: ALL_CRATES, ...EVERYWHERE })
  // The forms that several crates try.
  assert.deepEqual(chosen('tests/e2e/forms/contact.toml'), chosen('content/site.toml'))
})

test('what everything is made with, and what nobody knows, reach everything', () => {
  assert.deepEqual(chosen('Cargo.lock'), { crates: ALL_CRATES, deny: [], ...EVERYWHERE })
  assert.deepEqual(chosen('something/new'), { crates: ALL_CRATES, ...EVERYWHERE })
})

test('a test file that was changed runs, though the site stays the same', () => {
  const steps = chosen('maker/src/main.rs', 'tests/e2e/look.mjs')
  assert.ok(steps['unless-same'].includes(BROWSER))
})

test('a module is made of what it imports, and of what that imports', () => {
  const files = { 'a/one.mjs': "import { x } from './two.mjs'\nimport y from 'elsewhere'\n", 'a/two.mjs': "export { x } from '../b/three.mjs'\n", 'b/three.mjs': "const from = './four.mjs'\n" }
  assert.deepEqual([...madeOf('a/one.mjs', (path) => files[path])], ['a/one.mjs', 'a/two.mjs', 'b/three.mjs'])
})
