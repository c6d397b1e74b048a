// Nothing confirmed is lost, nothing is stored twice: neither by a crash nor by impatience.

import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
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

test('a clock that jumped deletes nothing, and says what to do', async () => {
  const site = await Site.open({ clock: '2026-01-10 09:00:00' })
  await site.apply(site.applicant())
  await site.stop()

  // More than the retention later.
  const clock = '2028-03-01 09:00:00'
  const ahead = await Site.open({ home: site.home, clock })
  await ahead.apply(ahead.applicant({ raison_sociale: 'Une autre' }))
  assert.match(ahead.logs(), /more than 40 days after 2026-01-10T09:00.*start once with --accept-clock/)
  assert.equal(await ahead.stored(), 2)
  await ahead.stop()

  const accepted = await Site.open({ home: site.home, clock, args: ['--accept-clock'] })
  const found = 'select 1 from applications where found_expired is not null'
  await until(async () => (await accepted.sql(found)).length === 1)
  assert.doesNotMatch(accepted.logs(), /accept-clock/)
  assert.equal(await accepted.stored(), 2, 'found expired once')
  await accepted.stop()
  const later = await Site.open({ home: site.home, clock: '2028-03-02 09:01:00' })
  await until(() => later.logs().includes('deleted 1 applications'))
  assert.equal(await later.stored(), 1)
})

test('a folder is for one server at a time', async () => {
  const site = await Site.open()

  await assert.rejects(Site.open({ home: site.home }), /another server works with/)

  await site.apply(site.applicant())
  assert.equal(await site.stored(), 1)
})

test('a database that goes away under a running server is noticed before anything is confirmed', async () => {
  const site = await Site.open()
  await site.apply(site.applicant())
  const { fields, token } = await prepared(site, 'Une autre')
  rmSync(`${site.data}/applications.db`)

  ;(await site.send(fields, token)).expect(503)
  assert.match(site.logs(), /moved, deleted or replaced/)
  ;(await site.send(fields, token)).expect(201)

  assert.equal(await site.stored(), 1, 'what is confirmed is there')
  assert.match(site.logs(), /is gone, and with it every application/)
})

/** What a server does right after its start, before anybody asks. */
async function until(done) {
  for (let tries = 0; !(await done()); tries += 1) {
    assert.ok(tries < 100, 'it is not done after ten seconds')
    await setTimeout(100)
  }
}

async function prepared(site, raison_sociale) {
  const fields = site.applicant({ raison_sociale })
  return { fields, token: (await site.check(fields)).expect(200).json.token }
}
