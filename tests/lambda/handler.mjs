// The handler, ready to be started as a Lambda function: a bundle, keys, and the environment it wants.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { randomBytes } from 'node:crypto'
import { LambdaFunction } from './function.mjs'

export const ORIGIN_SECRET = 'only-the-distribution-knows-this'

/** Copies what site-gen made for the handler, sealed to these public keys instead of the content's. */
export function bundle(handlerFolder, into, keys) {
  const made = JSON.parse(readFileSync(join(handlerFolder, 'bundle.json'), 'utf8'))
  made.recipients = keys.map((key, at) => ({ role: 'bureau', name: `Personne ${at + 1}`, key }))
  mkdirSync(into, { recursive: true })
  writeFileSync(join(into, 'bundle.json'), JSON.stringify(made))
  return into
}

/** The environment that the template sets. */
export function environment({ bundle, table, endpoint, ...others }) {
  return {
    TABLE_NAME: table,
    COUNTERS_TABLE: `${table}-counters`,
    SECRET: randomBytes(32).toString('base64'),
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
