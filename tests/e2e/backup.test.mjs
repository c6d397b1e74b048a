// A backup of the table on AWS, by the secretariat's own program: back up, destroy, restore, compare; and to one machine.

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { applicant } from './applicant.mjs'
import { program, references, run, succeed, test } from './harness.mjs'
import { Office, dynamodb, home, identity } from './lambda-function.mjs'

const AWS = { AWS_REGION: 'eu-west-3', AWS_ACCESS_KEY_ID: 'k', AWS_SECRET_ACCESS_KEY: 's' }

/** Runs the secretariat's program on a store. */
const secretariat = (store, ...words) =>
  run(program('secretariat'), [...words, '--store', store], { env: { ...process.env, ...AWS, AWS_ENDPOINT_URL_DYNAMODB: dynamodb.url } })

async function done(store, ...words) {
  const { code, stdout, stderr } = await secretariat(store, ...words)
  assert.equal(code, 0, stdout + stderr)
  return stdout
}

/** A content folder whose recipients have these keys. */
function content(name, keys) {
  const folder = join(home, name)
  mkdirSync(folder)
  const recipients = keys.map((key, at) => `[[recipient]]\nrole = "jury"\nname = "Ada ${at}"\nkey = ${key}\n`)
  writeFileSync(join(folder, 'recipients.toml'), recipients.join(''))
  return folder
}

async function real() {
  const keys = []
  for (const name of ['identity.txt', 'other.txt']) {
    keys.push(JSON.stringify((await succeed('age-keygen', ['-y', join(home, name)])).stdout.trim()))
  }
  return keys
}

/** Keeps so many applications in a table of their own. */
async function kept(count) {
  const office = await Office.open()
  for (let n = 0; n < count; n += 1) {
    ;(await office.send(await office.checked(applicant({ raison_sociale: `Atelier numéro ${n}` })))).expect(201)
  }
  return office
}

/** Two acts, the first without what it is about, and an erasure, as they stand in a table. */
function acts() {
  const bytes = (length, byte) => ({ B: Buffer.alloc(length, byte).toString('base64') })
  const act = (seq, body) => ({
    pk: { S: 'JOURNAL' }, sk: { N: String(seq) }, at: { S: '2021-06-01T10:42:00Z' }, by: { S: '0123456789abcdef' }, until: { S: '2022-06-30' },
    body, commit: bytes(32, 1), prev: bytes(32, 0), hash: bytes(32, 2), sig: bytes(64, 3), version: { N: '1' },
  })
  const body = { pk: { S: `BODY#${'07'.repeat(16)}` }, sk: { N: '0' }, keys: { L: [] }, sealed: bytes(100, 5), expires: { N: '4102444800' } }
  // The number of an erasure is made of what it says.
  const number = BigInt(`0x${createHash('sha256').update('BDP-3222-222S 2021-06-01T10:42:00Z').digest('hex').slice(0, 30)}`)
  const erased = { pk: { S: 'ERASED' }, sk: { N: String(number) }, reference: { S: 'BDP-3222-222S' }, received_at: { S: '2021-06-01T10:42:00Z' } }
  return [act(0, bytes(16, 6)), act(1, bytes(16, 7)), body, erased]
}

const byKey = (items) => items.sort((one, other) => `${one.pk.S} ${one.sk?.N}`.localeCompare(`${other.pk.S} ${other.sk?.N}`))

test('a table that is lost comes back from a backup, item by item, to a table and to one machine', async () => {
  const office = await kept(4)
  const before = byKey(await office.applications())
  const [from, out] = [`dynamodb:${office.table}`, join(home, 'all.age')]
  for (const Item of acts()) await dynamodb.call('PutItem', { TableName: `${office.table}-journal`, Item })
  const journal = byKey(await dynamodb.items(`${office.table}-journal`))

  const made = await done(from, 'backup', '--out', out, '--content', content('real', await real()))
  assert.match(made, /4 candidature\(s\) dans .*, que peuvent ouvrir : Ada 0, Ada 1\navec 2 acte\(s\) du bureau et 1 effacement/)
  const verified = await run(program('secretariat'), ['backup', 'verify', out, '--identity', identity])
  assert.equal(verified.code, 1, 'of acts that nobody has signed')
  assert.match(verified.stdout, /: 4 candidature\(s\), 2 acte/)
  for (const TableName of [office.table, `${office.table}-journal`]) await dynamodb.call('DeleteTable', { TableName })
  const other = await dynamodb.createTable('applications-restored')
  assert.match(await done(`dynamodb:${other}`, 'restore', out, '--identity', identity), /4 candidature\(s\) .* relues une à une/)

  assert.deepEqual(byKey(await dynamodb.items(other)), before)
  assert.deepEqual(byKey(await dynamodb.items(`${other}-journal`)), journal)
  const full = await secretariat(`dynamodb:${other}`, 'restore', out, '--identity', identity)
  assert.equal(full.code, 1)
  assert.match(full.stderr, /n'est pas vide : 4 candidature\(s\), 2 acte\(s\) du bureau ; rien n'a été écrit/)
  assert.match(await done(`dynamodb:${other}`, 'restore', out, '--merge', '--identity', identity), /^0 candidature.*\n4 y étaient déjà\n$/)
  const local = `sqlite:${join(home, 'moved', 'applications.db')}`
  await done(local, 'restore', out, '--identity', identity)
  const listed = await done(local, 'list', '--identity', identity)
  assert.deepEqual(references(listed).sort(), before.map(({ pk }) => pk.S.slice('APP#'.length)))
})

test('a restore into a table that went on leaves what is newer, brings back what is missing, and replaces only on demand', async () => {
  const office = await kept(3)
  const TableName = office.table
  const [store, out] = [`dynamodb:${TableName}`, join(home, 'some.age')]
  await done(store, 'backup', '--out', out, '--content', content('again', await real()))
  const [newer, missing, altered] = byKey(await office.applications())
  newer.again = { S: '2099-01-01T00:00:00Z' }
  await dynamodb.call('PutItem', { TableName, Item: newer })
  await dynamodb.call('DeleteItem', { TableName, Key: { pk: missing.pk } })
  await dynamodb.call('PutItem', { TableName, Item: { ...altered, form: { S: 'another' } } })
  const late = (await office.send(await office.checked(applicant({ raison_sociale: 'Une autre' })))).expect(201).json.reference

  const refused = await secretariat(store, 'restore', out, '--merge', '--erased', 'none', '--identity', identity)
  assert.equal(refused.code, 1)
  assert.match(refused.stderr, new RegExp(`${altered.pk.S.slice(4)} ; rien n'a été écrit`))
  assert.equal((await office.applications()).length, 3, 'nothing was written')
  const said = await done(store, 'restore', out, '--erased', 'none', '--identity', identity, '--replace')

  assert.match(said, /^2 candidature.*\n1 y étaient déjà\n1 autre/)
  const items = byKey(await office.applications())
  const without = (items) => items.filter(({ pk }) => pk.S !== `APP#${late}`)
  assert.deepEqual(without(items), [newer, missing, altered])
  assert.equal(items.length, 4)
})

test('nothing is sealed to a placeholder or to one person alone', async () => {
  const office = await kept(1)
  const [own] = await real()
  for (const [name, keys] of [['placeholder', ['{ placeholder = "la clé" }', own]], ['alone', [own]]]) {
    const out = join(home, `${name}.age`)
    const refused = await secretariat(`dynamodb:${office.table}`, 'backup', '--out', out, '--content', content(name, keys))
    assert.equal(refused.code, 1, name)
    assert.match(refused.stderr, /recipients\.toml ne convient pas/)
  }
})

test('a table is sealed again to a person who arrives, whose key must be accepted, and nothing else of it changes', async () => {
  const office = await kept(3)
  const store = `dynamodb:${office.table}`
  const third = join(home, 'third.txt')
  await succeed('age-keygen', ['-o', third])
  const keys = [...(await real()), JSON.stringify((await succeed('age-keygen', ['-y', third])).stdout.trim())]
  const reseal = (content, ...more) => secretariat(store, 'reseal', '--content', content, '--identity', identity, ...more)
  const first = await reseal(content('two', keys.slice(0, 2)))
  assert.equal(first.code, 0, first.stderr)
  assert.match(first.stdout, /première liste.*\n.*Ada 0 .*\n.*Ada 1 .*\n3 de 3 candidature/)
  const before = byKey(await office.applications())
  const three = content('three', keys)

  const refused = await reseal(three)

  assert.equal(refused.code, 1)
  const [, fingerprint] = refused.stderr.match(/que personne n'a acceptée\(s\) : Ada 2 \(jury\) ((?:[0-9a-f]{4} ?){4})/)
  assert.deepEqual(byKey(await office.applications()), before)
  const accepted = await reseal(three, '--accept', fingerprint.trim())
  assert.equal(accepted.code, 0, accepted.stderr)
  assert.match(accepted.stdout, /3 de 3 candidature.*dont 3 de plus/)
  const after = byKey(await office.applications())
  const changed = ({ sealed, keys, ...same }) => same
  assert.deepEqual(after.map(changed), before.map(changed))
  assert.ok(after.every((item) => item.keys.L.length === 3))
  const shown = await done(store, 'show', after[0].pk.S.slice('APP#'.length), '--identity', third)
  assert.match(shown, /Atelier numéro/)
  assert.equal((await secretariat(store, 'keys', 'who', '--content', three)).code, 0)
})
