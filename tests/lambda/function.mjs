// A Lambda function as its callers see it: a bootstrap, started as Lambda starts it, behind a function URL.

import { spawn } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'
import { RuntimeApi } from './runtime-api.mjs'

const running = new Set()
process.on('exit', () => running.forEach(({ process }) => process.kill('SIGKILL')))

export class LambdaFunction {
  /** Starts a program with that environment and waits until it asks for its first event. */
  static async start({ command, args = [], env, cwd }) {
    const started = process.hrtime.bigint()
    const lambda = new LambdaFunction()
    lambda.api = await RuntimeApi.start()
    lambda.output = ''
    lambda.process = spawn(command, args, { cwd, env: { ...LAMBDA, ...env, AWS_LAMBDA_RUNTIME_API: lambda.api.address }, stdio: ['ignore', 'pipe', 'pipe'] })
    running.add(lambda)
    for (const stream of [lambda.process.stdout, lambda.process.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => (lambda.output += text))
    }
    lambda.ended = new Promise((done) => lambda.process.once('close', (code, signal) => done(code ?? signal)))
    lambda.ended.then((how) => lambda.api.fail(new Error(`the function ended (${how}):\n${lambda.output}`)))
    await lambda.api.asked.promise
    lambda.startMs = Number(process.hrtime.bigint() - started) / 1e6
    return lambda
  }

  async stop() {
    this.process.kill('SIGKILL')
    await this.ended
    running.delete(this)
    this.api.stop()
  }

  /** Sends an HTTP request through it; resolves with `{ id, status, headers, body }`, the body in bytes. */
  async request(method, path, { headers = {}, body, ...how } = {}) {
    const { id, answer } = await this.api.invoke(event(method, path, { headers, body, ...how }))
    return {
      id,
      status: answer.statusCode,
      headers: new Headers(answer.headers),
      body: Buffer.from(answer.body ?? '', answer.isBase64Encoded ? 'base64' : 'utf8'),
    }
  }

  /** What it wrote, line by line. */
  lines() {
    return this.output.split('\n').filter(Boolean)
  }

  /** Processor time so far, in milliseconds, of all its threads. */
  cpuMs() {
    const tasks = `/proc/${this.process.pid}/task`
    const nanoseconds = readdirSync(tasks).map((task) => Number(readFileSync(`${tasks}/${task}/schedstat`, 'utf8').split(' ')[0]))
    return nanoseconds.reduce((sum, each) => sum + each, 0) / 1e6
  }

  /** The most memory it has used, in megabytes. */
  peakMb() {
    return Number(readFileSync(`/proc/${this.process.pid}/status`, 'utf8').match(/VmHWM:\s+(\d+)/)[1]) / 1024
  }
}

/** What Lambda itself sets. */
const LAMBDA = {
  PATH: process.env.PATH,
  AWS_REGION: 'eu-west-3',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_SESSION_TOKEN: 'local',
  AWS_LAMBDA_FUNCTION_NAME: 'form-handler',
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
}

/** An event of payload format 2.0. `shape`: a function URL's or an HTTP API's; `plain`: the body as text. */
export function event(method, path, { headers = {}, body, shape = 'url', plain = false } = {}) {
  const [rawPath, rawQueryString = ''] = path.split('?')
  const route = shape === 'url' ? '$default' : 'ANY /{proxy+}'
  const bytes = body === undefined ? undefined : Buffer.from(body)
  return {
    version: '2.0',
    routeKey: route,
    rawPath,
    rawQueryString,
    headers: { host: 'abc.lambda-url.eu-west-3.on.aws', 'x-forwarded-for': '198.51.100.1', ...lowerCase(headers) },
    requestContext: {
      accountId: shape === 'url' ? 'anonymous' : '000000000000',
      apiId: 'abc',
      domainName: 'abc.lambda-url.eu-west-3.on.aws',
      domainPrefix: 'abc',
      http: { method, path: rawPath, protocol: 'HTTP/1.1', sourceIp: '198.51.100.1', userAgent: 'test' },
      requestId: '00000000-0000-0000-0000-000000000000',
      routeKey: route,
      stage: '$default',
      time: '01/Jun/2021:10:42:00 +0000',
      timeEpoch: 1622544120000,
    },
    body: bytes?.toString(plain ? 'utf8' : 'base64'),
    isBase64Encoded: bytes !== undefined && !plain,
  }
}

const lowerCase = (headers) => Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
