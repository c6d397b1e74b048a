// Deploying elsewhere: each recipe of site-gen/recipes/ builds what it uploads, and hosts that read `_headers` send what we do.

import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { build, folder, program, root, run, succeed, test } from './harness.mjs'

const RECIPES = join(root, 'site-gen/recipes')
const dist = join(folder(), 'dist')
const built = await build(dist, '--no-compress', '--base-url', 'https://bureau.example')
assert.equal(built.code, 0, built.stderr)
const ours = Object.fromEntries(JSON.parse(readFileSync(join(dist, 'headers.json'))))

const recipe = (name) => parse(readFileSync(join(RECIPES, name), 'utf8'))
/** All files below a folder, as paths from it. */
const files = (path) => readdirSync(path, { recursive: true }).filter((name) => statSync(join(path, name)).isFile()).sort()

// Which step uploads, and where it says of which folder.
const UPLOADS = {
  'github-pages.yml': ({ uses, with: options }) => uses?.startsWith('actions/upload-pages-artifact@') && options.path,
  'netlify.yml': ({ run: line }) => line?.match(/netlify-cli@\d+ deploy .*--dir (\S+)/)?.[1],
  'cloudflare-pages.yml': ({ run: line }) => line?.match(/wrangler@\d+ pages deploy (\S+)/)?.[1],
}

test('every recipe is tried here', () => {
  assert.deepEqual(readdirSync(RECIPES).sort(), [...Object.keys(UPLOADS), 'to-server'].sort())
})

for (const [name, uploads] of Object.entries(UPLOADS)) {
  test(`${name}: what it uploads is what it has built`, async () => {
    const { jobs, permissions, on } = recipe(name)
    assert.deepEqual(permissions, { contents: 'read' })
    assert.deepEqual(on.push.branches, ['main'])
    const steps = Object.values(jobs).flatMap((job) => job.steps)
    const at = steps.findIndex(({ run: line }) => line?.startsWith('cargo run '))
    const [, options] = steps[at].run.match(/^cargo run --release --locked -- (.*)$/)
    assert.ok(Object.keys(steps[at].env).every((variable) => options.includes(`"$${variable}"`)))

    // As the runner does, but with the program that is compiled already.
    const cwd = folder()
    const line = `"$PROGRAM" ${options} --content "$CONTENT"`
    const env = { ...process.env, PROGRAM: program('site-gen'), CONTENT: join(root, 'content'), BASE_URL: 'https://bureau.example' }
    await succeed('bash', ['-euc', line], { cwd, env })

    const uploaded = steps.findIndex((step) => uploads(step))
    assert.ok(uploaded > at, 'it is built before it is uploaded')
    const path = join(cwd, uploads(steps[uploaded]))
    for (const file of ['index.html', '404.html', '_headers']) assert.ok(existsSync(join(path, file)), file)
    assert.deepEqual(files(path), files(join(dist, 'public')))
  })
}

test('what Cloudflare Pages would pass over is told in the run', async () => {
  const { steps } = recipe('cloudflare-pages.yml').jobs.deploy
  const { run: line } = steps.find(({ run }) => run?.includes('::warning::'))
  const cwd = folder()
  mkdirSync(join(cwd, 'dist/public'), { recursive: true })
  for (const [headers, told] of [['/*\n  a: b\n', ''], ['/*\n  a: b\n# 12 more files\n', '::warning::12 more files\n']]) {
    writeFileSync(join(cwd, 'dist/public/_headers'), headers)
    assert.equal((await succeed('bash', ['-eo', 'pipefail', '-c', line], { cwd }).catch(({ message }) => ({ stdout: message }))).stdout, told)
  }
})

/** The rules of `_headers`, as Netlify and Cloudflare Pages read them: `[pattern, [[name, value]]]`. */
function rules() {
  const found = []
  for (const line of readFileSync(join(dist, 'public/_headers'), 'utf8').split('\n')) {
    assert.ok(line.length <= 2000, 'Cloudflare Pages reads no longer line')
    if (/^\s*(#|$)/.test(line)) continue
    if (/^\S/.test(line)) found.push([line, []])
    else found.at(-1)[1].push(line.trim().split(/: (.*)/).slice(0, 2))
  }
  return found
}

/** What such a host sends with an address: every rule that fits counts. */
function sent(path) {
  const fits = (pattern) => new RegExp(`^${pattern.split('*').map((part) => part.replace(/[.?+()[\]{}|^$\\]/g, '\\$&')).join('.*')}$`).test(path)
  return Object.fromEntries(rules().filter(([pattern]) => fits(pattern)).flatMap(([, headers]) => headers))
}

test('hosts that read _headers send what the site sends elsewhere, and no more rules than they read', () => {
  assert.ok(rules().length <= 100, 'Cloudflare Pages reads no more')
  assert.deepEqual(sent('/'), ours)
  assert.deepEqual(sent('/rien/'), ours)
  const kept = files(join(dist, 'public/assets')).filter((name) => /\.[0-9a-f]{8,}\.\w+$/.test(name))
  assert.ok(kept.length > 2)
  for (const name of kept) assert.deepEqual(sent(`/assets/${name}`), { ...ours, 'cache-control': 'public, max-age=31536000, immutable' }, name)
  assert.deepEqual(sent('/candidature/envoi'), { ...ours, 'cache-control': 'no-store' })
  const redirects = join(dist, 'public/_redirects')
  const lines = existsSync(redirects) ? readFileSync(redirects, 'utf8').trimEnd().split('\n') : []
  for (const line of lines) assert.match(line, /^\/[^\s*:]* \/\S* 301$/)
})

test('to-server: a host gets every file, only what has changed, and loses what is gone', async () => {
  const [source, host] = [join(dist, 'public'), join(folder(), 'www')]
  const copy = (...options) => run(join(RECIPES, 'to-server'), [source, host, ...options])
  mkdirSync(host)
  writeFileSync(join(host, 'ancienne.html'), 'gone')
  assert.match((await copy('--dry-run')).stdout, /index\.html[^]*deleting +ancienne\.html/)
  assert.deepEqual(files(host), ['ancienne.html'])

  assert.equal((await copy()).code, 0)
  assert.deepEqual(files(host), files(source))
  for (const name of files(source)) assert.deepEqual(readFileSync(join(host, name)), readFileSync(join(source, name)), name)

  const before = statSync(join(host, 'index.html')).mtimeMs
  writeFileSync(join(host, '404.html'), 'another')
  assert.equal((await copy()).code, 0)
  assert.equal(statSync(join(host, 'index.html')).mtimeMs, before, 'what has not changed is left alone')
  assert.notEqual(readFileSync(join(host, '404.html'), 'utf8'), 'another')

  rmSync(join(source, 'index.html'))
  const failed = await copy()
  assert.equal(failed.code, 1)
  assert.match(failed.stderr, /index\.html is missing/)
  assert.ok(existsSync(join(host, 'index.html')), 'and nothing is deleted')
})
