// The Lambda function of the tests: built and sealed to keys of its own, with DynamoDB Local behind it.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before } from 'node:test'
import { Answer } from './answer.mjs'
import { encode } from './applicant.mjs'
import { JSON_PLEASE, build, folder, program, run, succeed } from './harness.mjs'
import { DynamoDbLocal } from '../lambda/dynamodb-local.mjs'
import { Handler, bundle, environment, noteSigningKey } from '../lambda/handler.mjs'

export const command = program('bootstrap')
export const home = folder()
export const identity = join(home, 'identity.txt')
const functions = []
export let dynamodb, handlerFolder, origin
let tables = 0

before(async () => {
  const dist = join(home, 'dist')
  const built = await build(dist)
  assert.equal(built.code, 0, built.stderr)
  const keys = []
  for (const path of [identity, join(home, 'other.txt')]) {
    await succeed('age-keygen', ['-o', path])
    keys.push((await succeed('age-keygen', ['-y', path])).stdout.trim())
  }
  handlerFolder = bundle(join(dist, 'handler'), join(home, 'handler'), keys)
  noteSigningKey(home)
  origin = new URL(JSON.parse(readFileSync(join(handlerFolder, 'bundle.json'))).base_url).origin
  dynamodb = await DynamoDbLocal.start()
})

after(async () => {
  await Promise.all(functions.map((each) => each.stop()))
  dynamodb?.stop()
})

/** The handler on an empty table. */
export class Office {
  static async open(changes = {}) {
    const office = new Office()
    office.table = await dynamodb.createTable(`applications-${++tables}`)
    office.env = environment({ bundle: handlerFolder, table: office.table, endpoint: dynamodb.url, ...changes })
    office.handler = await Handler.start({ command, env: office.env, origin })
    functions.push(office.handler)
    return office
  }

  async request(method, path, options) {
    const answered = await this.handler.request(method, path, options)
    this.id = answered.id
    return new Answer(answered, answered.body)
  }

  get(path, options) {
    return this.request('GET', path, options)
  }

  post(path, fields, options) {
    return this.request('POST', path, { body: encode(fields), ...options })
  }

  /** Checks; gives what is sent next. */
  async checked(fields, options) {
    const checked = await this.post('/candidature/verification', fields, { ...options, headers: JSON_PLEASE })
    return { ...fields, token: checked.expect(200).json.token }
  }

  send(checked, options) {
    return this.post('/candidature/envoi', checked, { ...options, headers: { ...JSON_PLEASE, ...options?.headers } })
  }

  items() {
    return dynamodb.items(this.table)
  }

  async applications() {
    return (await this.items()).filter(({ pk }) => pk.S.startsWith('APP#'))
  }
}

/** Starts it in vain; gives its exit code and what it wrote. */
export async function failedStart(changes) {
  const env = environment({ bundle: handlerFolder, table: 'none', endpoint: dynamodb.url, ...changes })
  for (const name of Object.keys(env)) if (env[name] === undefined) delete env[name]
  const { code, stdout, stderr } = await run(command, [], {
    env: { AWS_REGION: 'eu-west-3', AWS_ACCESS_KEY_ID: 'k', AWS_SECRET_ACCESS_KEY: 's', AWS_LAMBDA_RUNTIME_API: '127.0.0.1:9', ...env },
  })
  return { code, said: stdout + stderr }
}
