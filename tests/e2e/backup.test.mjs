// A backup of the table on AWS, by the secretariat's own program: back up, destroy, restore, compare; and to one machine.

import assert from 'node:assert/strict'
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

const byKey = (items) => items.sort((one, other) => one.pk.S.localeCompare(other.pk.S))

test('a table that is lost comes back from a backup, item by item, to a table and to one machine', async () => {
  const office = await kept(4)
  const before = byKey(await office.applications())
  const [from, out] = [`dynamodb:${office.table}`, join(home, 'all.age')]

  const made = await done(from, 'backup', '--out', out, '--content', content('real', await real()))
  assert.match(made, /4 candidature\(s\) dans .*, que peuvent ouvrir : Ada 0, Ada 1/)
  assert.match((await succeed(program('secretariat'), ['backup', 'verify', out, '--identity', identity])).stdout, /entière : 4 candidature/)
  await dynamodb.call('DeleteTable', { TableName: office.table })
  const other = await dynamodb.createTable('applications-restored')
  assert.match(await done(`dynamodb:${other}`, 'restore', out, '--identity', identity), /4 candidature\(s\) .* relues une à une/)

  assert.deepEqual(byKey(await dynamodb.items(other)), before)
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

  const refused = await secretariat(store, 'restore', out, '--identity', identity)
  assert.equal(refused.code, 1)
  assert.match(refused.stderr, new RegExp(`${altered.pk.S.slice(4)} ; rien n'a été écrit`))
  assert.equal((await office.applications()).length, 3, 'nothing was written')
  const said = await done(store, 'restore', out, '--identity', identity, '--replace')

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
