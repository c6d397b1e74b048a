// A form on a site below a path of its host: served by the program alone, and by a host that has the files below that path
// and asks the program for what `service-addresses.json` names.

import assert from 'node:assert/strict'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer, request } from 'node:http'
import { join } from 'node:path'
import { after } from 'node:test'
import { Visitor } from './browser.mjs'
import { Site, folder, program, succeed, test } from './harness.mjs'

const PATH = '/projet'
const REFERENCE = /CTC-[2-9A-Z]{4}-[2-9A-Z]{4}/

const home = folder()
await succeed(program('site-gen'), ['new', 'site', home, '--title', 'Essai', '--form'])
const change = (file, ...changes) => {
  const path = join(home, 'content', file)
  const text = readFileSync(path, 'utf8')
  writeFileSync(path, changes.reduce((text, [old, now]) => (assert.ok(text.includes(old), old), text.replace(old, now)), text))
}
change('site.toml', ['https://site.example', `https://asso.example${PATH}`])
change('forms/contact.toml', ['\ntexts.', '\ntexts.check_consent = "Lisez [qui nous sommes](/a-propos/)."\ntexts.'])
await succeed(program('site-gen'), ['build', '--no-compress'], { cwd: home })

const own = await Site.open({ cwd: home, home: folder(), content: 'content', form: false })
const hosted = await host(await Site.open({ cwd: home, home: folder(), form: false, args: ['--as-deployed'] }))

/** A host of files that knows nothing of forms but whom to ask, and of the rest of its addresses nothing at all. */
async function host(service) {
  const read = (name) => JSON.parse(readFileSync(join(home, 'dist', name), 'utf8'))
  const [addresses, headers, types] = ['service-addresses.json', 'headers.json', 'media-types.json'].map(read)
  const isOfService = (path) => addresses.some((each) => (each.endsWith('*') ? path.startsWith(each.slice(0, -1)) : path === each))
  const find = (path) => {
    if (!path.startsWith(`${PATH}/`)) return undefined
    const file = join(home, 'dist/public', path.slice(PATH.length), path.endsWith('/') ? 'index.html' : '')
    return statSync(file, { throwIfNoEntry: false })?.isFile() ? file : undefined
  }
  const server = createServer((asked, answer) => {
    const { pathname } = new URL(asked.url, 'http://host')
    if (isOfService(pathname)) {
      const { method, headers } = asked
      const passed = request(new URL(asked.url, service.url), { method, headers, agent: false }, (found) => {
        answer.writeHead(found.statusCode, found.headers)
        found.pipe(answer)
      })
      passed.on('error', () => answer.destroy())
      return asked.pipe(passed)
    }
    const file = find(pathname)
    const type = file && types[file.split('.').at(-1)]
    answer.writeHead(file ? 200 : 404, { ...Object.fromEntries(headers), 'content-type': type ?? 'text/plain' })
    answer.end(file ? readFileSync(file) : 'another site')
  })
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready))
  server.unref()
  after(() => server.closeAllConnections())
  return Object.assign(Object.create(service), { url: `http://127.0.0.1:${server.address().port}` })
}

const ANSWERS = { nom: 'Jeanne Durand', courriel: 'jeanne@example.org', message: 'Bonjour.' }

for (const [where, site] of Object.entries({ 'the program alone': own, 'a host of files': hosted })) {
  for (const js of [true, false]) {
    test(`a form below a path is sent through ${where}, ${js ? 'with' : 'without'} JavaScript, with a mistake and then without`, async () => {
      const visitor = await Visitor.arrive(site, { js })
      const { page } = visitor
      const missing = []
      page.on('response', (answer) => answer.status() >= 400 && answer.request().resourceType() !== 'document' && missing.push(answer.url()))
      const isAt = (path) => assert.equal(page.url(), `${site.url}${PATH}${path}`)
      await visitor.open(`${PATH}/`)
      await visitor.press('Contact')
      isAt('/contact/')

      await visitor.fill({ ...ANSWERS, courriel: 'jeanne' })
      assert.equal((await visitor.press('Vérifier')).status(), 422)
      isAt('/contact/verification')
      assert.match(await visitor.title(), /^Erreur/)
      assert.equal(await page.locator('[name="nom"]').inputValue(), ANSWERS.nom)

      // A reload of an address that only receives leads back to the form.
      await visitor.open(`${PATH}/contact/verification`)
      isAt('/contact/')
      await visitor.fill(ANSWERS)
      assert.equal((await visitor.press('Vérifier')).status(), 200)
      const consent = page.getByRole('link', { name: 'qui nous sommes' })
      assert.equal(await consent.getAttribute('href'), `${PATH}/a-propos/`)

      await visitor.press('Modifier mes réponses')
      isAt('/contact/modification')
      assert.equal(await page.locator('[name="message"]').inputValue(), ANSWERS.message)
      await visitor.press('Vérifier')
      await visitor.submit('/contact/envoi')
      const [reference] = page.url().match(REFERENCE)
      isAt(`/contact/recue/${reference}`)
      assert.ok((await visitor.text()).includes(reference))
      assert.equal((await visitor.open(page.url())).status(), 200, 'it can be read again')
      await visitor.press("Revenir à l’accueil")
      isAt('/')

      const [{ n }] = await site.sql(`select count(*) as n from applications where reference = '${reference}'`)
      assert.equal(n, 1)
      assert.deepEqual(missing, [], 'what the pages load is there')
      await visitor.leftNoTrace(site)
      await visitor.leave()
    })
  }

  test(`only what is below the path is the form's, through ${where}`, async () => {
    for (const [path, status] of [
      [`${PATH}/contact/`, 200], [`${PATH}/contact/recue/rien`, 404], ['/contact/', 404], ['/contact/verification', 404],
      ['/contact/recue/CTC-2345-6789', 404],
    ]) assert.equal((await site.get(path)).status, status, path)
    const refused = await site.post('/contact/verification', ANSWERS)
    assert.ok(refused.status >= 400, refused.status)
    const json = (await site.post(`${PATH}/contact/verification`, ANSWERS, { Accept: 'application/json' })).expect(200).json
    assert.equal(json.outcome, 'check')
  })
}

test('a draft of one site is none of the same form of another on this host', async () => {
  const visitor = await Visitor.arrive(hosted)
  const { page } = visitor
  await page.route('**/autre/**', async (route) => {
    const answer = await route.fetch({ url: route.request().url().replace('/autre/', `${PATH}/`) })
    const isPage = answer.headers()['content-type'].startsWith('text/html')
    const body = isPage ? (await answer.text()).replaceAll(`${PATH}/`, '/autre/') : await answer.body()
    await route.fulfill({ response: answer, body })
  })
  const message = () => page.locator('[name="message"]').inputValue()
  await visitor.open(`${PATH}/contact/`)
  await visitor.fill(ANSWERS)
  await page.getByLabel('Garder un brouillon').check()
  await visitor.open('/autre/contact/')
  assert.equal(await message(), '')
  assert.equal(await page.getByLabel('Garder un brouillon').isChecked(), false)
  await visitor.open(`${PATH}/contact/`)
  assert.equal(await message(), ANSWERS.message)
  await visitor.leave()
})
