// AWS Lambda's Runtime API on loopback: hands events to a bootstrap and takes its answers, as Lambda does.
//
// Only what a runtime needs: next, response, error, init/error. One event at a time, like one execution environment.

import { createServer } from 'node:http'
import { randomUUID } from 'node:crypto'

const VERSION = '/2018-06-01/runtime'

export class RuntimeApi {
  static async start() {
    const api = new RuntimeApi()
    api.waiting = [] // Events nobody has asked for yet.
    api.idle = [] // Runtimes that asked and got none yet.
    api.running = new Map() // Events that are being answered, by request id.
    api.asked = deferred() // Resolves when a runtime asks for the first time: it has started.
    api.server = createServer((request, response) => api.#serve(request, response))
    api.server.keepAliveTimeout = 600_000
    await new Promise((ready) => api.server.listen(0, '127.0.0.1', ready))
    api.server.unref()
    api.address = `127.0.0.1:${api.server.address().port}`
    return api
  }

  /** Hands over an event; resolves with what the function answered. */
  invoke(event) {
    const invocation = { id: randomUUID(), event: JSON.stringify(event), ...deferred() }
    this.waiting.push(invocation)
    this.#match()
    return invocation.promise
  }

  /** Whoever waits for an answer waits in vain: the function is gone. */
  fail(error) {
    this.asked.reject(error)
    for (const { reject } of [...this.waiting, ...this.running.values()]) reject(error)
  }

  stop() {
    this.server.close()
    this.server.closeAllConnections()
  }

  async #serve(request, response) {
    const path = request.url.slice(VERSION.length)
    if (path === '/invocation/next') {
      this.idle.push(response)
      this.asked.resolve()
      return this.#match()
    }
    const chunks = []
    for await (const chunk of request) chunks.push(chunk)
    const body = Buffer.concat(chunks).toString()
    const [, id, outcome] = path.match(/^\/invocation\/([^/]+)\/(response|error)$/) ?? []
    const invocation = this.running.get(id)
    response.writeHead(invocation || path === '/init/error' ? 202 : 404, { 'Content-Type': 'application/json' })
    response.end('{"status":"OK"}')
    if (!invocation) return
    this.running.delete(id)
    if (outcome === 'response') invocation.resolve({ id, answer: JSON.parse(body) })
    else invocation.reject(Object.assign(new Error(`the function failed: ${body}`), { id, body }))
  }

  #match() {
    while (this.waiting.length > 0 && this.idle.length > 0) {
      const invocation = this.waiting.shift()
      this.running.set(invocation.id, invocation)
      this.idle.shift().writeHead(200, {
        'Content-Type': 'application/json',
        'Lambda-Runtime-Aws-Request-Id': invocation.id,
        'Lambda-Runtime-Deadline-Ms': String(Date.now() + 10_000),
        'Lambda-Runtime-Invoked-Function-Arn': 'arn:aws:lambda:eu-west-3:000000000000:function:form-handler',
        'Lambda-Runtime-Trace-Id': 'Root=1-00000000-000000000000000000000000;Sampled=0',
      }).end(invocation.event)
    }
  }
}

function deferred() {
  const handles = {}
  handles.promise = new Promise((resolve, reject) => Object.assign(handles, { resolve, reject }))
  handles.promise.catch(() => {}) // Whoever cares looks.
  return handles
}
