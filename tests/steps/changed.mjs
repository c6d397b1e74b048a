// Which steps of tests/run a change can affect, and why.
//
// usage: node changed.mjs, with the changed files on standard input, one a line, from the workspace's root
// Prints `step|what it is about|reason`: `crates` names crates, the others test files. `unless-same` names the files
// of `e2e` that are enough where the site turns out to be the same, byte for byte.

import { execFileSync } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** What every crate is compiled or judged with. */
const WORKSPACE = /^(Cargo\.(toml|lock)|\.cargo\/.*|\.(clippy|rustfmt)\.toml)$/
/** No test looks at these, but for the workspace's own rules. */
const UNTESTED = /^(LICENSE-.*|\.github\/.*|tests\/lambda\/bench\/.*)$/
/** What every test in Node runs on. */
const NODE = /^tests\/(package(-lock)?\.json|\.npmrc|steps\/tools\.txt)$/
/** What the commands are, and what is said of them. */
const COMMANDS = /^(\.ci\/run|\.gitignore|README\.md|tests\/run|tests\/steps\/.+)$/
const SCRIPTS = 'tests/infra/test_scripts.py'
/** An author's browser follows what `serve` does, and not only the site that it shows. */
const SERVE = 'tests/e2e/browser-serve.test.mjs'

/**
 * `files`: those that differ. `packages`: the workspace's crates, as `cargo metadata` has them, their folders in
 * `folder`. `tests`: for each test file in Node, the files it is made of.
 */
export function affected(files, packages, tests) {
  const steps = {}
  const add = (name, what, why) => {
    const step = (steps[name] ??= { what: new Set(), why })
    for (const each of what) step.what.add(each)
  }
  const all = Object.keys(tests).filter((file) => file.endsWith('.test.mjs'))
  const quick = all.filter((file) => !file.includes('browser'))

  const changes = new Crates(packages)
  for (const file of files) {
    // The workspace's own rules are about every file.
    if (packages.some(({ name }) => name === 'end-to-end')) changes.test('end-to-end', file)
    const crate = packages.find(({ folder }) => folder !== 'tests' && file.startsWith(`${folder}/`))
    const using = Object.keys(tests).filter((test) => tests[test].includes(file))
    const usingE2e = using.filter((test) => all.includes(test))
    if (usingE2e.length) add('e2e', usingE2e, file)
    if (using.length > usingE2e.length) add('infra', ['tests/infra'], file)

    if (WORKSPACE.test(file)) for (const { name } of packages) changes.program(name, file)
    else if (crate && /^(tests|benches|examples)\//.test(file.slice(crate.folder.length + 1))) changes.test(crate.name, file)
    else if (crate) changes.program(crate.name, file)
    else if (/^(content|tests\/e2e\/forms)\//.test(file)) {
      for (const { name } of packages) changes.test(name, file)
      add('e2e', all, file)
      add('infra', ['tests/infra'], file)
    } else if (file.startsWith('infra/') || file.startsWith('tests/infra/')) add('infra', ['tests/infra'], file)
    else if (NODE.test(file)) {
      add('e2e', all, file)
      add('infra', ['tests/infra'], file)
    } else if (COMMANDS.test(file)) {
      add('infra', [SCRIPTS], file)
      if (file === 'README.md') add('e2e', quick, file)
    } else if (!using.length && !UNTESTED.test(file) && !file.startsWith('tests/it/') && file !== 'deny.toml') {
      // Nobody has said what this is: everything.
      for (const { name } of packages) changes.program(name, file)
      add('e2e', all, file)
      add('infra', ['tests/infra'], file)
    }
    if (/^(deny\.toml|Cargo\.lock|(.*\/)?Cargo\.toml)$/.test(file)) add('deny', [], file)
  }

  const crates = changes.tested()
  if (crates.size) steps.crates = { what: new Set(crates.keys()), why: [...crates].map(([name, why]) => `${name} (${why})`).join(', ') }
  const built = changes.built()
  const [program, why] = [...built][0] ?? []
  if (program) {
    const settled = 'e2e' in steps && steps.e2e.what.size >= all.length
    add('e2e', all, `${program}: ${why}`)
    const only = !settled && !('infra' in steps)
    add('infra', ['tests/infra'], `${program}: ${why}`)
    // What answers a sent form is more than the site; the rest of what they look at is the site.
    if (only && !built.has('form-handler')) add('unless-same', [...quick, SERVE, ...given(steps.e2e, files, tests)], 'the programs, but not the one that runs the form')
  }
  if (steps.infra?.what.has('tests/infra')) steps.infra.what = new Set(['tests/infra'])
  return steps
}

/** The test files that were changed themselves, or what they are made of. */
const given = ({ what }, files, tests) => [...what].filter((test) => tests[test].some((file) => files.includes(file)))

/** The crates that a change reaches, each with the reason. */
class Crates {
  #packages
  #changed = new Map()
  #tests = new Map()

  constructor(packages) {
    this.#packages = packages
  }

  program(name, why) {
    if (!this.#changed.has(name)) this.#changed.set(name, why)
  }

  test(name, why) {
    if (!this.#tests.has(name)) this.#tests.set(name, why)
  }

  /** Those whose programs are others now. */
  built() {
    const reached = this.#reached(({ kind }) => kind !== 'dev')
    return new Map([...reached].filter(([name]) => this.#packages.some((each) => each.name === name && each.targets.some(({ kind }) => kind.includes('bin')))))
  }

  /** Those whose tests can end in another way now. */
  tested() {
    const reached = this.#reached(() => true)
    // What only tests depend on does not reach further: nobody depends on tests.
    const built = this.#reached(({ kind }) => kind !== 'dev')
    const found = new Map(built)
    for (const { name, dependencies } of this.#packages) {
      const through = dependencies.find((each) => built.has(each.name))
      if (!found.has(name) && through && reached.has(name)) found.set(name, `tested with ${through.name}`)
    }
    for (const [name, why] of this.#tests) if (!found.has(name)) found.set(name, why)
    return found
  }

  #reached(follows) {
    const reached = new Map(this.#changed)
    for (let before = -1; before !== reached.size;) {
      before = reached.size
      for (const { name, dependencies } of this.#packages) {
        const through = dependencies.filter(follows).find((each) => reached.has(each.name))
        if (through && !reached.has(name)) reached.set(name, `uses ${through.name}`)
      }
    }
    return reached
  }
}

/** The files of this repository that a module imports, and what those import, itself among them. */
export function madeOf(file, read = (path) => readFileSync(join(root, path), 'utf8'), found = new Set()) {
  if (found.has(file)) return found
  found.add(file)
  for (const [, path] of read(file).matchAll(/\bfrom '(\.[^']+)'/g)) madeOf(join(dirname(file), path), read, found)
  return found
}

function workspace() {
  const metadata = JSON.parse(execFileSync('cargo', ['metadata', '--format-version', '1', '--no-deps', '--offline'], { cwd: root, maxBuffer: 64 << 20 }))
  return metadata.packages.map((each) => ({ ...each, folder: relative(metadata.workspace_root, dirname(each.manifest_path)) }))
}

function modules() {
  const entries = ['tests/e2e', 'tests/steps', 'tests/steps/cargo', 'tests/infra'].flatMap((folder) => readdirSync(join(root, folder)).map((name) => `${folder}/${name}`))
  const starts = entries.filter((path) => path.endsWith('.test.mjs') || /^tests\/infra\/.*\.mjs$/.test(path))
  return Object.fromEntries(starts.map((path) => [path, [...madeOf(path)]]))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const files = readFileSync(0, 'utf8').split('\n').filter(Boolean)
  for (const [name, { what, why }] of Object.entries(affected(files, workspace(), modules()))) console.log([name, [...what].join(' '), why].join('|'))
}
