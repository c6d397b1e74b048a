// Two judges of one body: the service, and the JSON Schema that programs are given.

import assert from 'node:assert/strict'
import Ajv2020 from 'ajv/dist/2020.js'
import { Site, full, program, root, succeed, test } from './harness.mjs'

const BODIES = full ? 100_000 : 1_500
const site = await Site.open()
const schema = JSON.parse((await succeed(program('site-gen'), ['schema', 'answers'], { cwd: root })).stdout)
const valid = new Ajv2020({ strict: false }).compile(schema)

/** What no schema can say, by kind: documented in application-form/src/schema.rs. */
const UNSAYABLE = new Set([
  'too_short', 'too_long', // graphemes, after cleaning
  'check_digit', 'wrong_length', 'malformed', // numbers and addresses that only their kind can read
  'not_a_date', 'in_the_future', 'out_of_range', 'not_whole',
  'missing', // what shows nothing; parts of a date
])

/** The same numbers in every run (mulberry32). */
let seed = 14
const random = (below) => {
  seed = (seed + 0x6d2b79f5) | 0
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
  return ((mixed ^ (mixed >>> 14)) >>> 0) % below
}
const one = (list) => list[random(list.length)]

const PIECES = ['', ' ', '\u00a0', '\t', '\n', '\u200b', '\ufeff', '\u202e', '\u0000', 'é', 'e\u0301', '👩‍🔧', '0', '7', '12', '34', '30', 'autre', 'oui', 'non',
  'aucun', 'numerique', 'cpme_herault', '732829320', '73282932000074', 'FR44732829320', '1,2 M€', '12.500 k€', '300 000 €', '-5', '31', '2', '2015', 'février',
  '2015-02-28', '2015-02-30', '34000', '34961 Cédex 2', 'ada@example.org', 'a@b', '04 67 00 00 00', 'x'.repeat(60), 'mot '.repeat(80)]
const text = () => Array.from({ length: 1 + random(3) }, () => one(PIECES)).join('')
const value = () => one([text, text, text, () => one(PIECES), () => Array.from({ length: random(4) }, () => one(PIECES))])()

function mutated(sound) {
  const body = structuredClone(sound)
  for (let changes = random(4); changes > 0; changes--) {
    const name = one([...Object.keys(sound), 'theme_autre', 'telephone', 'reseaux', 'amenagement', 'complement', 'token', 'inconnu', 'date_creation_jour', 'date_creation_mois', 'date_creation_annee'])
    const kept = body[name]
    one([
      () => { body[name] = value() },
      () => { delete body[name] },
      () => { if (typeof kept === 'string') body[name] = one(PIECES.slice(0, 9)) + kept + one(PIECES.slice(0, 9)) },
      () => { if (Array.isArray(kept)) body[name] = [...kept, one(PIECES)] },
    ])()
  }
  return body
}

test('a blank is no answer beside a whole date', async () => {
  const sound = (await site.check(site.applicant())).expect(200).json.answers
  const headers = { Accept: 'application/json', 'Content-Type': 'application/json' }
  const parts = { date_creation_jour: '15', date_creation_mois: '3', date_creation_annee: '2010' }
  const blanks = ['', ' ', '\ufeff', '\u0000', '\u200b']
  const { date_creation: whole, ...others } = sound
  for (const [given, accepted] of [
    [{ date_creation: whole }, true],
    [parts, true],
    ...blanks.map((blank) => [{ date_creation: whole, date_creation_jour: blank, date_creation_annee: blank }, true]),
    ...blanks.map((blank) => [{ date_creation: blank, ...parts }, true]),
    ...blanks.map((blank) => [{ date_creation: blank }, false]),
    [{ date_creation: whole, ...parts }, false],
    [{ date_creation: whole, date_creation_annee: '2010' }, false],
    [{}, false],
  ]) {
    const body = { ...others, ...given }
    const answer = await site.request('POST', '/candidature/verification', JSON.stringify(body), headers)
    assert.deepEqual([answer.status === 200, valid(body)], [accepted, accepted], JSON.stringify(given))
  }
})

test('what the service accepts is valid, and what is invalid it refuses', async () => {
  const sound = (await site.check(site.applicant())).expect(200).json.answers
  assert.ok(valid(sound), JSON.stringify(valid.errors))
  const headers = { Accept: 'application/json', 'Content-Type': 'application/json' }
  const counts = { accepted: 0, invalid: 0, unsayable: 0 }

  for (let from = 0; from < BODIES; from += 50) {
    const bodies = Array.from({ length: 50 }, () => mutated(sound))
    await Promise.all(bodies.map(async (body) => {
      const answer = await site.request('POST', '/candidature/verification', JSON.stringify(body), headers)
      const shown = JSON.stringify(body)
      assert.ok([200, 422].includes(answer.status), `${answer.status}: ${shown}`)
      if (answer.status === 200) {
        counts.accepted++
        assert.ok(valid(body), `accepted, and not valid: ${JSON.stringify(valid.errors)}\n${shown}`)
      } else if (valid(body)) {
        counts.unsayable++
        const others = answer.json.errors.filter(({ reason }) => !UNSAYABLE.has(reason))
        assert.deepEqual(others, [], `valid, and refused for what a schema can say: ${shown}`)
      } else counts.invalid++
    }))
  }

  for (const [name, count] of Object.entries(counts)) assert.ok(count > BODIES / 100, `${name}: ${JSON.stringify(counts)}`)
}, { timeout: 1_200_000 })
