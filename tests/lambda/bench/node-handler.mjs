// What the benchmark compares the handler with: the same form in Node 20, as briefly as it can be written.
//
// It parses the form, checks that required fields are there, and puts one item. It does not seal, read answers as
// values, apply rules, prove that they were checked, limit sends, or render pages.

import { request } from 'node:http'
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { REQUIRED } from '../../e2e/applicant.mjs'

const client = new DynamoDBClient({ endpoint: process.env.AWS_ENDPOINT_URL_DYNAMODB })

async function handler(event) {
  const body = event.isBase64Encoded ? Buffer.from(event.body, 'base64').toString() : event.body
  const fields = new URLSearchParams(body)
  const missing = REQUIRED.filter((name) => !fields.get(name) && !fields.get(`${name}_jour`))
  if (missing.length > 0) return { statusCode: 422, body: JSON.stringify({ missing }) }
  await client.send(new PutItemCommand({
    TableName: process.env.TABLE_NAME,
    Item: { pk: { S: `PUT#${event.headers['x-id']}` }, body: { S: body } },
    ConditionExpression: 'attribute_not_exists(pk)',
  }))
  return { statusCode: 201, body: JSON.stringify({ kept: true }) }
}

// Lambda's own Node runtime is not to be had outside Lambda; this is its loop.
const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(':')
const runtime = (method, path, body) => new Promise((done, failed) => {
  const call = request({ host, port, method, path: `/2018-06-01/runtime/invocation/${path}` }, (response) => {
    const chunks = []
    response.on('data', (chunk) => chunks.push(chunk))
    response.on('end', () => done({ id: response.headers['lambda-runtime-aws-request-id'], body: Buffer.concat(chunks).toString() }))
  })
  call.on('error', failed)
  call.end(body)
})

async function loop() {
  for (;;) {
    const { id, body } = await runtime('GET', 'next')
    try {
      await runtime('POST', `${id}/response`, JSON.stringify(await handler(JSON.parse(body))))
    } catch (error) {
      await runtime('POST', `${id}/error`, JSON.stringify({ errorType: error.name, errorMessage: error.message }))
    }
  }
}

loop().catch(() => process.exit(1))
