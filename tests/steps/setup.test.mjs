// What `tests/run --setup` does on a machine that lacks something: a PATH on which it is not to be found.

import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))
const folders = []
after(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })))

// What Debian has always.
const SYSTEM = ['awk', 'bash', 'cat', 'cmp', 'cp', 'cut', 'dirname', 'env', 'grep', 'ln', 'mkdir', 'realpath', 'rm', 'sed', 'sh', 'sort', 'tail', 'touch', 'tr', 'wc']
const TOOLS = ['age', 'caddy', 'chromium', 'curl', 'faketime', 'git', 'java', 'jq', 'msmtp', 'nvim', 'openssl', 'rsync', 'sqlite3', 'systemd-analyze', 'w3m', 'zip']

/** A checkout with the test command, on a machine of its own. */
class Machine {
  constructor(absent = []) {
    this.folder = mkdtempSync(join(tmpdir(), 'setup-'))
    folders.push(this.folder)
    this.bin = join(this.folder, 'bin')
    mkdirSync(this.bin)
    for (const name of SYSTEM) symlinkSync(execFileSync('sh', ['-c', `command -v ${name}`]).toString().trim(), join(this.bin, name))
    for (const name of TOOLS) if (!absent.includes(name)) this.command(name, 'true')
    this.command('id', 'echo 0')
    this.command('aws', 'echo aws-cli/2.9.19')
    for (const path of ['tests/run', 'tests/steps', 'tests/infra/requirements.txt', 'tests/package-lock.json']) {
      cpSync(join(root, path), join(this.folder, path), { recursive: true })
    }
    this.command('python3', `case "$*" in
      *ensurepip*|--version) ;;
      *venv*) mkdir -p "$4/bin"; ln -s "$0" "$4/bin/python" ;;
      *) echo "python $*" >>"${this.folder}/calls" ;;
    esac`)
    this.command('npm', `echo "npm $*" >>"${this.folder}/calls"; mkdir -p node_modules; touch node_modules/.package-lock.json`)
  }

  command(name, body) {
    writeFileSync(join(this.bin, name), `#!/bin/sh\n${body}\n`)
    chmodSync(join(this.bin, name), 0o755)
  }

  /** A package manager that installs: what it is asked for appears. */
  withPackages() {
    this.command('apt-get', `echo "apt-get $*" >>"${this.folder}/calls"
      case "$*" in *default-jre-headless*) ln -s /bin/true "${this.bin}/java" ;; esac`)
    return this
  }

  setUp() {
    const { status, stdout, stderr } = spawnSync(join(this.folder, 'tests/run'), ['--setup'], {
      env: { PATH: this.bin, CI: 'true', HOME: this.folder }, encoding: 'utf8', timeout: 60_000,
    })
    return { status, said: stdout + stderr, last: stdout.trimEnd().split('\n').at(-1) }
  }

  get calls() {
    const file = join(this.folder, 'calls')
    return existsSync(file) ? readFileSync(file, 'utf8') : ''
  }
}

test('Java is missing and may be installed: it is, and then the rest is', () => {
  const machine = new Machine(['java']).withPackages()

  const { status, said, last } = machine.setUp()

  assert.equal(status, 0, said)
  assert.equal(last, '2 passed, 0 failed')
  assert.match(machine.calls, /^apt-get install .*default-jre-headless$/m)
  assert.match(machine.calls, /^python -m pip install .*--require-hashes .*tests\/steps\/tools\.txt$/m)
  assert.match(machine.calls, /^npm ci --ignore-scripts$/m)
  assert.match(machine.calls, /^python -m pip install .*--require-hashes .*tests\/infra\/requirements\.txt$/m)
})

test('all is there: nothing is installed a second time', () => {
  const machine = new Machine()
  assert.equal(machine.setUp().last, '1 passed, 0 failed')
  const before = machine.calls

  const { status, last } = machine.setUp()

  assert.equal(status, 0)
  assert.equal(last, '0 passed, 0 failed')
  assert.equal(machine.calls, before)
})

for (const [name, prepare] of [
  ['there is no package manager', () => {}],
  ['the package manager fails', (machine) => machine.command('apt-get', 'exit 100')],
  ['one is not root and there is no sudo', (machine) => machine.withPackages().command('id', 'echo 1000')],
  ['sudo refuses', (machine) => {
    machine.withPackages().command('id', 'echo 1000')
    machine.command('sudo', 'exit 1')
  }],
]) {
  test(`where nothing may be installed, what is missing is named with the command that installs it: ${name}`, () => {
    const machine = new Machine(['java', 'chromium'])
    machine.command('python3', 'exit 1')
    prepare(machine)

    const { status, said, last } = machine.setUp()

    assert.equal(status, 1)
    assert.match(last, /^0 passed, [1-9]\d* failed$/)
    for (const line of ['java is missing; as root: apt-get install default-jre-headless', 'chromium is missing; as root: apt-get install chromium-headless-shell', 'python3 is missing; as root: apt-get install python3-venv']) {
      assert.ok(said.includes(line), said)
    }
    assert.doesNotMatch(said, /age is missing/)
    assert.doesNotMatch(machine.calls, /npm/, 'nothing else is tried')
  })
}

test('with sudo, one need not be root', () => {
  const machine = new Machine(['java']).withPackages()
  machine.command('id', 'echo 1000')
  machine.command('sudo', 'shift; exec "$@"') // It is told not to ask for a password.

  const { status, said } = machine.setUp()

  assert.equal(status, 0, said)
  assert.match(machine.calls, /default-jre-headless/)
})

test('the first version of AWS’s command does not count', () => {
  const machine = new Machine()
  machine.command('aws', 'echo aws-cli/1.36.40')

  assert.match(machine.setUp().said, /aws is missing; as root: apt-get install awscli/)
})
