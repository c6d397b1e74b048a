// What a program's memory holds: as whoever can read it would find it.

import { closeSync, openSync, readFileSync, readSync } from 'node:fs'

/** How often each text stands in what the program may write to. `undefined`: the system lets nobody look. */
export function inMemory(pid, texts) {
  let memory
  try {
    memory = openSync(`/proc/${pid}/mem`)
  } catch (cause) {
    if (cause.code === 'EACCES') return undefined
    throw cause
  }
  const counts = Object.fromEntries(texts.map((text) => [text, 0]))
  for (const line of readFileSync(`/proc/${pid}/maps`, 'utf8').split('\n')) {
    const [, from, to] = /^([0-9a-f]+)-([0-9a-f]+) rw/.exec(line) ?? []
    if (!from) continue
    const start = parseInt(from, 16)
    const part = Buffer.alloc(parseInt(to, 16) - start)
    try {
      readSync(memory, part, 0, part.length, start)
    } catch {
      continue // A mapping that cannot be read, or is gone.
    }
    for (const text of texts) {
      for (let at = part.indexOf(text); at >= 0; at = part.indexOf(text, at + 1)) counts[text] += 1
    }
  }
  closeSync(memory)
  return counts
}
