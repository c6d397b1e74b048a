// Amazon's own DynamoDB Local, in memory, on a free port of this machine.

import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('../node_modules/amplify-dynamodb-simulator/emulator/', import.meta.url))

// The shell waits on its standard input, which ends when this process does, however it ends. Compiled by the first of
// Java's two compilers only: in so few minutes the second one costs more than it saves.
const serve = `java -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Djava.library.path=DynamoDBLocal_lib \
  -jar DynamoDBLocal.jar -port "$1" -inMemory -sharedDb -disableTelemetry & server=$!
read -r _
kill -9 $server`

export class DynamoDbLocal {
  /** Starts a server and waits until it answers. */
  static async start() {
    if (!existsSync(folder)) throw new Error(`DynamoDB Local is not at ${folder}: run npm ci in tests/`)
    const local = new DynamoDbLocal()
    local.port = await freePort()
    local.url = `http://127.0.0.1:${local.port}`
    local.process = spawn('sh', ['-c', serve, 'sh', String(local.port)], { cwd: folder, stdio: ['pipe', 'ignore', 'ignore'] })
    local.process.unref()
    local.process.stdin.unref()
    const patience = Date.now() + 60_000
    while (!(await local.call('ListTables', {}).catch(() => null))) {
      if (Date.now() > patience) throw new Error('DynamoDB Local did not answer in 60 s; is Java 17 installed?')
      await new Promise((soon) => setTimeout(soon, 50))
    }
    return local
  }

  stop() {
    this.process.stdin.end()
  }

  /** One call of DynamoDB's own protocol. DynamoDB Local reads the signature's key and checks nothing. */
  async call(operation, input) {
    const response = await fetch(this.url, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/x-amz-json-1.0',
        'X-Amz-Target': `DynamoDB_20120810.${operation}`,
        Authorization: 'AWS4-HMAC-SHA256 Credential=local/20210601/eu-west-3/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
      },
      body: JSON.stringify(input),
    })
    const output = await response.json()
    if (!response.ok) throw new Error(`${operation}: ${JSON.stringify(output)}`)
    return output
  }

  /** Makes the tables that `infra/` makes on AWS: of that name, one for counters, and the office's journal. */
  async createTable(name) {
    const numbered = { AttributeName: 'sk', AttributeType: 'N', KeyType: 'RANGE' }
    const tables = { [name]: [], [`${name}-counters`]: [], [`${name}-journal`]: [numbered] }
    for (const [TableName, more] of Object.entries(tables)) {
      const keys = [{ AttributeName: 'pk', AttributeType: 'S', KeyType: 'HASH' }, ...more]
      await this.call('CreateTable', {
        TableName,
        AttributeDefinitions: keys.map(({ AttributeName, AttributeType }) => ({ AttributeName, AttributeType })),
        KeySchema: keys.map(({ AttributeName, KeyType }) => ({ AttributeName, KeyType })),
        BillingMode: 'PAY_PER_REQUEST',
      })
    }
    return name
  }

  /** Every item of a table. */
  async items(table) {
    const items = []
    let ExclusiveStartKey
    do {
      const page = await this.call('Scan', { TableName: table, ExclusiveStartKey })
      items.push(...page.Items)
      ExclusiveStartKey = page.LastEvaluatedKey
    } while (ExclusiveStartKey)
    return items
  }
}

function freePort() {
  return new Promise((found, failed) => {
    const server = createServer().once('error', failed).listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => found(port))
    })
  })
}
