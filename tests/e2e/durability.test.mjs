// Nothing confirmed is lost, nothing is stored twice: neither by a crash nor by impatience.

import assert from 'node:assert/strict'
import { Site, full, test } from './harness.mjs'

/** Sends `applications`, eight at a time; `each` hears of every confirmation. Failures are the crash's. */
async function burst(site, applications, each = () => {}) {
  const waiting = [...applications]
  const sender = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const answer = await site.send(next.fields, next.token).catch(() => undefined)
      if (answer?.status === 201) each(next, answer.json.reference)
    }
  }
  await Promise.all(Array.from({ length: 8 }, sender))
}

async function prepare(site, count) {
  const applications = []
  for (let n = 0; n < count; n += 1) {
    const fields = site.applicant({ raison_sociale: `Atelier numéro ${n}` })
    applications.push({ fields, token: (await site.check(fields)).expect(200).json.token })
  }
  return applications
}

async function referencesIn(site) {
  return (await site.sql('select reference from applications')).map(({ reference }) => reference)
}

for (const crashAfter of full ? [1, 5, 12, 20, 33, 50] : [20]) {
  test(`kill -9 after ${crashAfter} confirmations of 60`, async () => {
    const site = await Site.open()
    const applications = await prepare(site, 60)
    const confirmed = new Map()
    let crash

    await burst(site, applications, (application, reference) => {
      confirmed.set(application, reference)
      if (confirmed.size === crashAfter) crash = site.kill()
    })
    await crash
    const again = await Site.open({ home: site.home })

    assert.ok(confirmed.size >= crashAfter && confirmed.size < 60, `${confirmed.size} were confirmed`)
    const kept = await referencesIn(again)
    for (const reference of confirmed.values()) assert.ok(kept.includes(reference), `${reference} is lost`)
    assert.equal(new Set(kept).size, kept.length)
    const resent = new Map()
    await burst(again, applications, (application, reference) => resent.set(application, reference))
    assert.equal(resent.size, 60, 'all can be sent again')
    for (const [application, reference] of confirmed) assert.equal(resent.get(application), reference)
    assert.deepEqual((await referencesIn(again)).sort(), [...resent.values()].sort(), 'one record each')
    for (const [application, reference] of [...resent].slice(0, 5)) {
      assert.ok((await again.unseal(reference)).includes(application.fields.raison_sociale))
    }
    await again.stop()
  }, { timeout: 180_000 })
}

test('the same application from 60 connections at once is one record', async () => {
  const site = await Site.open()
  const [{ fields, token }] = await prepare(site, 1)

  const answers = await Promise.all(Array.from({ length: 60 }, () => site.send(fields, token)))

  const given = new Set(answers.map((answer) => answer.expect(201).json.reference))
  assert.equal(given.size, 1)
  assert.deepEqual(await referencesIn(site), [...given])
})
