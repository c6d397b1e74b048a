// What of `tests/run` goes on when it is ended: nothing, neither the step that it waits for nor those beside.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const steps = fileURLToPath(new URL('../steps/', import.meta.url))

/** Whether a process is there, and no zombie. */
function runs(pid) {
  try {
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ')
  } catch {
    return false
  }
}

/** Whether a process is what was to run, and no longer the one that starts it, which Ctrl-C is not to end. */
function sleeps(pid) {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8') === 'sleep\n'
  } catch {
    return false
  }
}

async function within(milliseconds, what, isSo) {
  for (let waited = 0; !isSo(); waited += 50) {
    assert.ok(waited < milliseconds, what)
    await new Promise((go) => setTimeout(go, 50))
  }
}

for (const [signal, status] of [['SIGINT', 130], ['SIGTERM', 143]]) {
  test(`${signal} ends every step`, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ended-'))
    const pids = () => ['beside', 'before'].flatMap((name) => {
      try {
        return [Number(readFileSync(join(folder, name), 'utf8'))].filter(Boolean)
      } catch {
        return []
      }
    })
    // Each step is a program that starts another, as the test runners do. (What a script starts beside itself would not
    // hear of Ctrl-C otherwise.)
    const script = `
      set -euo pipefail
      logs=${folder} mode=normal green='' red='' plain=''
      source ${steps}report.sh
      source ${steps}outside.sh
      work() { limited bash -c 'env --default-signal=INT sleep 300 & echo $! >${folder}/'"$1"'; wait'; }
      start 'one' work beside
      step 'other' work before
    `
    // A group of its own: a terminal sends Ctrl-C to all that are in the group of what it runs.
    const run = spawn('bash', ['-c', script], { detached: true, stdio: 'ignore' })
    const ended = new Promise((exit) => run.on('exit', exit))
    try {
      await within(5000, 'both steps run', () => pids().filter(sleeps).length === 2)
      const started = pids()

      process.kill(-run.pid, signal)

      assert.equal(await ended, status)
      await within(5000, 'nothing is left', () => !started.some(runs))
    } finally {
      for (const pid of pids()) if (runs(pid)) process.kill(pid, 'SIGKILL')
      rmSync(folder, { recursive: true, force: true })
    }
  })
}
