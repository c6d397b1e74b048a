// The ways to reach someone, once they are known.

import assert from 'node:assert/strict'
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { folder, program, root, run, test } from './harness.mjs'

test('an electronic address that is filled in can be written to; until then it is a marked gap', async () => {
  const content = join(folder(), 'content')
  cpSync(join(root, 'content'), content, { recursive: true })
  const page = async () => {
    const out = join(folder(), 'dist')
    const built = await run(program('site-gen'), ['build', '--content', content, '--out', out, '--no-compress'])
    assert.equal(built.code, 0, built.stderr)
    return readFileSync(join(out, 'public/contact/index.html'), 'utf8')
  }

  const before = await page()
  const data = join(content, 'data/contact.toml')
  const value = /^email = .*$/m
  assert.match(readFileSync(data, 'utf8'), value)
  writeFileSync(data, readFileSync(data, 'utf8').replace(value, 'email = "bureau@example.org"'))
  const after = await page()

  assert.doesNotMatch(before, /mailto:/)
  assert.match(before, /<mark class="?placeholder/)
  assert.match(after, /<a href="?mailto:bureau@example\.org"?>bureau@example\.org<\/a>/)
})
