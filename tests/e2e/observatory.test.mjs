// The headers, as the HTTP Observatory scores them.
//
// Its own analysis, on what `serve --as-deployed` answers. It would come over HTTPS, from a certificate, after a
// redirection: those are the host's (see infra/), and taken for granted here.

import assert from 'node:assert/strict'
import { existsSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { test } from './harness.mjs'
import { deployed, VERIFICATION } from './places.mjs'

const package_ = join(createRequire(import.meta.url).resolve('@mdn/mdn-http-observatory'), '../..')
// The list of hosts preloaded with HTTPS is fetched on installation, where we let no script run. Ours is not on it.
const preloaded = join(package_, 'conf/hsts-preload.json')
if (!existsSync(preloaded)) writeFileSync(preloaded, '{}')
const observatory = (path) => import(join(package_, 'src', path))
const { ALL_TESTS } = await observatory('constants.js')
const { getGradeForScore, getScoreModifier } = await observatory('grader/grader.js')
const { Requests } = await observatory('types.js')

const HOST = 'bureau-des-pairs.example'
const site = await deployed()

/** `{ score, grade, failed }` of an answer. */
function assess(answer, preflight) {
  const requests = new Requests(HOST)
  const seen = ({ status, headers }) => {
    const fields = Object.fromEntries(headers)
    Object.defineProperty(fields, 'get', { value: (name) => fields[name.toLowerCase()] }) // As its HTTP client has it.
    return { status, headers: fields, verified: true, httpEquiv: new Map() }
  }
  const way = [`http://${HOST}/`, `https://${HOST}/`].map((url, place) => ({ url: new URL(url), status: place ? 200 : 301 }))
  Object.assign(requests.responses, { httpRedirects: way, httpsRedirects: way.slice(1), cors: seen(preflight) })
  for (const kind of ['auto', 'http', 'https']) requests.responses[kind] = seen(answer)
  requests.resources.path = answer.body
  requests.session = { url: way[1].url }
  const results = ALL_TESTS.map((each) => each(requests))
  const score = results.reduce((sum, { result }) => sum + getScoreModifier(result), 100)
  return { score, grade: getGradeForScore(score).grade, failed: results.filter(({ pass }) => !pass).map(({ result }) => result) }
}

// 100, and what a site without cookies and without a place on a list can earn beyond it: 10 for `default-src 'none'`,
// 5 for `frame-ancestors`, 5 for a private Referrer-Policy, 10 for Cross-Origin-Resource-Policy, and 5 for the checksum
// of the script, where there is one. The 10 others that there are go to sites that set cookies and to preloaded hosts.
const WITHOUT_SCRIPT = 130
const WITH_SCRIPT = 135

const answers = {
  'the home page': [WITHOUT_SCRIPT, () => site.get('/')],
  'the form': [WITH_SCRIPT, () => site.get('/candidater/')],
  'the check page': [WITH_SCRIPT, () => site.post(VERIFICATION, site.applicant())],
  'errors to correct': [WITH_SCRIPT, () => site.post(VERIFICATION, {})],
  'an unknown address': [WITHOUT_SCRIPT, () => site.get('/nulle-part/')],
}
for (const [name, [best, ask]] of Object.entries(answers)) {
  test(`nothing to find fault with, and every point to be had: ${name}`, async () => {
    const preflight = await site.request('OPTIONS', '/', undefined, { Origin: 'https://elsewhere.example', 'Access-Control-Request-Method': 'GET' })

    assert.deepEqual(assess(await ask(), preflight), { score: best, grade: 'A+', failed: [] })
  })
}

test('a page shares no process with others, and is read by no other site', async () => {
  for (const [, ask] of Object.values(answers)) {
    const { headers } = await ask()
    assert.equal(headers.get('cross-origin-opener-policy'), 'same-origin')
    assert.equal(headers.get('cross-origin-embedder-policy'), 'require-corp')
    assert.equal(headers.get('cross-origin-resource-policy'), 'same-origin')
    assert.match(headers.get('content-security-policy'), /^default-src 'none';.*frame-ancestors 'none'$/)
    assert.equal(headers.get('access-control-allow-origin'), null)
    assert.equal(headers.get('set-cookie'), null)
  }
})

test('the analysis notices a header that is missing', async () => {
  const preflight = await site.request('OPTIONS', '/', undefined, {})
  for (const name of ['content-security-policy', 'strict-transport-security', 'x-content-type-options']) {
    const { status, body, headers } = await site.get('/')
    const left = new Headers([...headers].filter(([key]) => key !== name))
    const { score, failed } = assess({ status, body, headers: left }, preflight)
    assert.ok(score < WITHOUT_SCRIPT && failed.length > 0, name)
  }
})
