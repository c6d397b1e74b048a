// What `tests/run` says of crates with mistakes in them: the step that looks for a mistake tells it, and the other does not.

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(new URL('./', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'compiler-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const MANIFEST = `[package]
name = "sample"
edition = "2024"
[lints.clippy]
pedantic = "warn"
[[bench]]
name = "bench"
harness = false
[workspace]
`
const SOUND = {
  'src/lib.rs': '//! Sample.\n',
  'src/bin/program.rs': '//! Program.\nfn main() {}\n',
  'tests/it.rs': '#[test]\nfn nothing() {}\n',
  'benches/bench.rs': 'fn main() {}\n',
  'examples/example.rs': 'fn main() {}\n',
}
const LINT = 'fn _empty(list: &[u8]) -> bool { list.len() == 0 }\n'

/** Where a mistake is, what follows there, and which step tells it. All are made in one crate. */
const MISTAKES = [
  ['src/lib.rs', 'fn unused() {}\n', 'lints'],
  ['src/lib.rs', '/// See [`nothing`].\npub mod linking {}\n', 'documentation'],
  ['src/lib.rs', `#[cfg(test)]\n${LINT}`, 'lints'],
  ['src/bin/program.rs', LINT, 'lints'],
  ['src/bin/program.rs', '/// See [`nothing`].\nmod linking {}\n', 'documentation'],
  ['tests/it.rs', LINT, 'lints'],
  ['benches/bench.rs', LINT, 'lints'],
  ['examples/example.rs', LINT, 'lints'],
]

/** What cargo says of a crate with these mistakes, the first time and again, and on which line each is. */
function compiled(name, mistakes) {
  const [crate, files, places] = [join(folder, name), { 'Cargo.toml': MANIFEST, ...SOUND }, []]
  for (const [path, text, step] of mistakes) {
    const line = (files[path] + text).split('\n').length - 1 - (step === 'documentation' ? 1 : 0)
    places.push([`${path}:${line}:`, step])
    files[path] += text
  }
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(crate, path)), { recursive: true })
    writeFileSync(join(crate, path), text)
  }
  const env = { ...process.env, RUSTC_WORKSPACE_WRAPPER: join(here, 'compiler'), DOCUMENTED: join(crate, 'documented'), CARGO_TARGET_DIR: join(crate, 'target') }
  const cargo = () => spawnSync('cargo', ['test', '--no-run', '--all-targets', '--message-format=json', '--offline'], { cwd: crate, env, encoding: 'utf8', timeout: 60_000 })
  return { said: [cargo(), cargo()], places }
}

const judged = (said, wanted) => spawnSync('node', [join(here, 'warnings.mjs'), wanted], { input: said, encoding: 'utf8' })

test('each mistake is told by its step and by no other, also when nothing is compiled again', () => {
  const { said, places } = compiled('mistaken', MISTAKES)
  for (const { status, stdout, stderr } of said) {
    assert.equal(status, 0, stderr) // The tests still run.
    for (const step of ['lints', 'documentation']) {
      const { status, stdout: told } = judged(stdout, step)
      assert.equal(status, 1, told)
      for (const [place, of] of places) assert.equal(told.includes(place), of === step, `${step}, ${place}: ${told}`)
    }
  }
})

test('where nothing is wrong, nothing is told', () => {
  const [{ stdout }] = compiled('sound', []).said
  for (const step of ['lints', 'documentation']) assert.deepEqual([judged(stdout, step).status, judged(stdout, step).stdout], [0, ''])
})

test('what ends before cargo has ended is no success', () => {
  for (const said of ['', 'error: could not compile\n', '{"reason":"compiler-artifact"}\n']) assert.notEqual(judged(said, 'lints').status, 0)
})
