// CloudFront and Lambda as the stack's stand-ins were told to be: serves what is deployed.
//
// usage: node edge.mjs CLOUD; prints two addresses: the site's, and the one where the function is called directly.
// Only what the template uses: behaviours by prefix, the function, origin paths, header policies, error pages.

import { createServer } from 'node:http'
import { runInNewContext } from 'node:vm'
import { LambdaFunction, event } from '../lambda/function.mjs'

const cloud = process.argv[2]
const running = new Map()
let visitors = 0

const deployed = async () => (await fetch(`${cloud}/stand-in/site`)).json()
const only = (resources) => Object.values(resources ?? {})[0]

/** What the CloudFront function makes of a request: a request, or an answer. */
export function viewerRequest(code, request) {
  return runInNewContext(`${code}\nhandler(event)`, { event: { version: '1.0', context: { eventType: 'viewer-request' }, viewer: {}, request } })
}

async function answer(method, url, headers, body) {
  const { recorded, form } = await deployed()
  const distribution = only(recorded['AWS::CloudFront::Distribution'])?.DistributionConfig
  if (!distribution) return { status: 502, headers: {}, body: 'no distribution' }
  const { pathname, searchParams } = new URL(url, 'http://edge')
  if (distribution.WebACLId && blocked(only(recorded['AWS::WAFv2::WebACL']), body)) return { status: 403, headers: {}, body: 'Request blocked.' }
  // Whoever does not say another name comes by the one that CloudFront has given.
  if (headers.host?.startsWith('127.0.0.1')) headers = { ...headers, host: 'd111111abcdef8.cloudfront.net' }
  const behaviour = (distribution.CacheBehaviors ?? []).find(({ PathPattern }) => pathname.startsWith(PathPattern.replace('*', ''))) ?? distribution.DefaultCacheBehavior
  if (!behaviour.AllowedMethods.includes(method)) return { status: 403, headers: {}, body: 'not allowed' }

  let response
  let uri = pathname
  for (const { FunctionARN } of behaviour.FunctionAssociations ?? []) {
    const code = recorded['AWS::CloudFront::Function'][FunctionARN.split('/').at(-1)].FunctionCode
    const querystring = Object.fromEntries([...searchParams].map(([name, value]) => [name, { value }]))
    const result = viewerRequest(code, { method, uri, querystring, headers: mapValues(headers, (value) => ({ value })), cookies: {} })
    if (result.statusCode) response = { status: result.statusCode, headers: mapValues(result.headers, ({ value }) => value), body: result.body?.data ?? result.body ?? '' }
    else {
      uri = result.uri
      headers = mapValues(result.headers, ({ value }) => value)
    }
  }
  const origin = distribution.Origins.find(({ Id }) => Id === behaviour.TargetOriginId)
  if (!response && origin.S3OriginConfig) response = await object(origin, uri)
  // A function that does not start, or not in time, is a 502 of CloudFront's own.
  if (!response) response = await fromForm(form, origin, method, url, allowed(recorded, headers), body).catch((error) => ({ status: 502, headers: {}, body: String(error.stack) }))

  const page = (distribution.CustomErrorResponses ?? []).find(({ ErrorCode, ResponsePagePath }) => ErrorCode === response.status && ResponsePagePath)
  if (page) {
    const site = distribution.Origins.find(({ Id }) => Id === distribution.DefaultCacheBehavior.TargetOriginId)
    response = { ...(await object(site, page.ResponsePagePath)), status: Number(page.ResponseCode) }
  }
  for (const [name, value] of policy(only(recorded['AWS::CloudFront::ResponseHeadersPolicy']).ResponseHeadersPolicyConfig)) {
    response.headers[name] ??= value
  }
  return response
}

// What AWS's common rules take for an attack in a body, roughly: ordinary texts are among it.
const BODY_RULES = {
  SizeRestrictions_BODY: (text) => text.length > 8192,
  CrossSiteScripting_BODY: (text) => /<script|javascript:|<[a-z]+[^>]* on[a-z]+=/i.test(text),
  GenericLFI_BODY: (text) => text.includes('../'),
  GenericRFI_BODY: (text) => /:\/\/\d+(\.\d+){3}/.test(text),
  EC2MetaDataSSRF_BODY: (text) => text.includes('169.254.169.254'),
}

function blocked({ Rules }, body) {
  const text = decodeURIComponent(body.toString('latin1').replaceAll('+', ' '))
  const groups = Rules.flatMap(({ Statement }) => Statement.ManagedRuleGroupStatement ?? [])
  const counted = groups.flatMap(({ RuleActionOverrides = [] }) => RuleActionOverrides.filter(({ ActionToUse }) => 'Count' in ActionToUse).map(({ Name }) => Name))
  return groups.length > 0 && Object.entries(BODY_RULES).some(([name, matches]) => !counted.includes(name) && matches(text))
}

// Origin access control signs what CloudFront asks of the bucket; moto refuses what nobody signed.
const SIGNED = {
  Authorization: 'AWS4-HMAC-SHA256 Credential=edge/20210601/eu-west-3/s3/aws4_request, SignedHeaders=host, Signature=0',
}

async function object({ DomainName, OriginPath }, uri) {
  const found = await fetch(`${cloud}/${DomainName.split('.')[0]}${OriginPath}${uri}`, { headers: SIGNED })
  const headers = {}
  for (const name of ['content-type', 'cache-control', 'etag']) if (found.headers.get(name)) headers[name] = found.headers.get(name)
  return { status: found.status, headers, body: Buffer.from(await found.arrayBuffer()) }
}

/** The request's headers that the origin request policy lets through, and what CloudFront adds. */
function allowed(recorded, headers) {
  const { Headers } = only(recorded['AWS::CloudFront::OriginRequestPolicy']).OriginRequestPolicyConfig.HeadersConfig
  // Each request is another visitor's: a limit of sends is not what is tried here.
  visitors += 1
  const added = { ...headers, 'cloudfront-viewer-address': `192.0.2.${visitors % 256}:46532` }
  return Object.fromEntries(Headers.map((name) => [name.toLowerCase(), added[name.toLowerCase()]]).filter(([, value]) => value !== undefined))
}

async function fromForm(form, origin, method, url, headers, body) {
  const secrets = Object.fromEntries((origin?.OriginCustomHeaders ?? []).map(({ HeaderName, HeaderValue }) => [HeaderName, HeaderValue]))
  return invoke(form, method, url, { ...headers, ...secrets }, body)
}

/** Lambda: one environment for each code and configuration, started when it is first needed. */
async function invoke(form, method, url, headers, body) {
  const key = JSON.stringify(form)
  if (!running.has(key)) {
    const env = { ...form.environment, LAMBDA_TASK_ROOT: form.folder, AWS_ENDPOINT_URL_DYNAMODB: form.endpoint }
    running.set(key, LambdaFunction.start({ command: `${form.folder}/bootstrap`, env, cwd: form.folder }))
  }
  const lambda = await running.get(key)
  const { answer } = await lambda.api.invoke(event(method, url, { headers, body: body.length > 0 ? body : undefined }))
  const lines = lambda.output.split('\n').slice(lambda.shown ?? 0, -1)
  lambda.shown = (lambda.shown ?? 0) + lines.length
  if (lines.length > 0) await fetch(`${cloud}/stand-in/log`, { method: 'POST', body: lines.join('\n') })
  return { status: answer.statusCode, headers: { ...answer.headers }, body: Buffer.from(answer.body ?? '', answer.isBase64Encoded ? 'base64' : 'utf8') }
}

/** The headers of a policy, as CloudFront sends them. */
function policy({ SecurityHeadersConfig: known = {}, CustomHeadersConfig: others = { Items: [] } }) {
  const headers = []
  const security = {
    ContentSecurityPolicy: (it) => ['content-security-policy', it.ContentSecurityPolicy],
    StrictTransportSecurity: (it) => [
      'strict-transport-security',
      `max-age=${it.AccessControlMaxAgeSec}${it.IncludeSubdomains ? '; includeSubDomains' : ''}${it.Preload ? '; preload' : ''}`,
    ],
    ContentTypeOptions: () => ['x-content-type-options', 'nosniff'],
    ReferrerPolicy: (it) => ['referrer-policy', it.ReferrerPolicy],
    FrameOptions: (it) => ['x-frame-options', it.FrameOption],
  }
  for (const [name, value] of Object.entries(known)) headers.push(security[name](value))
  for (const { Header, Value } of others.Items) headers.push([Header, Value])
  return headers
}

const mapValues = (object, change) => Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]))

function listen(respond) {
  return new Promise((ready) => {
    const server = createServer(async (request, response) => {
      const chunks = []
      for await (const chunk of request) chunks.push(chunk)
      const { status, headers, body } = await respond(request.method, request.url, request.headers, Buffer.concat(chunks)).catch((error) => ({
        status: 502, headers: {}, body: String(error.stack),
      }))
      response.writeHead(status, headers).end(request.method === 'HEAD' ? undefined : body)
    })
    server.listen(0, '127.0.0.1', () => ready(`http://127.0.0.1:${server.address().port}`))
  })
}

if (cloud) {
  const site = await listen(answer)
  const functions = await listen(async (method, url, headers, body) => invoke((await deployed()).form, method, url, headers, body))
  console.log(site, functions)
  process.stdin.resume().on('end', () => process.exit())
}
