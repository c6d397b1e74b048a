// The handler, ready to be started as a Lambda function: a bundle, keys, and the environment it wants.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createPrivateKey, createPublicKey, randomBytes, verify } from 'node:crypto'
import { LambdaFunction } from './function.mjs'

export const ORIGIN_SECRET = 'only-the-distribution-knows-this'

/** The key by which applications are signed here, and its public half. */
const SIGNING_KEY = Buffer.alloc(32, 7)
// What comes before the 32 bytes in a private key of Ed25519 (RFC 8410).
const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), SIGNING_KEY])
const publicKey = createPublicKey(createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }))
const SIGNED_BY = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64')

/** Whether what was sealed is signed by that key, as the README says it: without any of our programs. */
export function isSigned(text) {
  const [signed, signature] = text.split(/,"signature":"(?=[^"]*"}$)/)
  return verify(null, Buffer.from(signed), publicKey, Buffer.from(signature.slice(0, -2), 'base64'))
}

/** Copies what site-gen made for the handler, sealed to these public keys instead of the content's, and signed by ours. */
export function bundle(handlerFolder, into, keys) {
  const made = JSON.parse(readFileSync(join(handlerFolder, 'bundle.json'), 'utf8'))
  made.recipients = keys.map((key, at) => ({ role: 'bureau', name: `Personne ${at + 1}`, key }))
  made.signing_keys = [{ public: SIGNED_BY, from: '2021-06-01' }]
  mkdirSync(into, { recursive: true })
  writeFileSync(join(into, 'bundle.json'), JSON.stringify(made))
  return into
}

/** What the secretariat reads of that beside an identity in this folder, while the content names no key. */
export function noteSigningKey(folder) {
  writeFileSync(join(folder, 'signing.toml'), `[[key]]\npublic = "${SIGNED_BY}"\nfrom = 2021-06-01\n`)
}

/** The environment that the template sets. */
export function environment({ bundle, table, endpoint, ...others }) {
  return {
    TABLE_NAME: table,
    COUNTERS_TABLE: `${table}-counters`,
    SECRET: randomBytes(32).toString('base64'),
    SIGNING_KEY: SIGNING_KEY.toString('base64'),
    ORIGIN_SECRET,
    BUNDLE_DIR: bundle,
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    ...others,
  }
}

/** The handler behind the distribution: every request carries what the distribution adds. */
export class Handler {
  static async start({ command, env, origin }) {
    const handler = new Handler()
    handler.origin = origin
    handler.function = await LambdaFunction.start({ command, env })
    return handler
  }

  /** `address`: of the sender. `headers`: `undefined` takes one away. */
  request(method, path, { headers = {}, ...others } = {}) {
    const address = 'address' in others ? others.address : '192.0.2.7:46532'
    const all = {
      Accept: 'text/html',
      Origin: method === 'POST' ? this.origin : undefined,
      'Content-Type': method === 'POST' ? 'application/x-www-form-urlencoded' : undefined,
      'X-Origin-Secret': ORIGIN_SECRET,
      'CloudFront-Viewer-Address': address,
      ...headers,
    }
    const given = Object.entries(all).filter(([, value]) => value !== undefined)
    return this.function.request(method, path, { headers: Object.fromEntries(given), ...others })
  }

  stop() {
    return this.function.stop()
  }
}
