// Every place a visitor can come to: the pages of the site, and every state of the form.

import { readFileSync, readdirSync } from 'node:fs'
import { createServer, request } from 'node:http'
import { join } from 'node:path'
import { after } from 'node:test'
import { Site, build, folder, root } from './harness.mjs'

export const VERIFICATION = '/candidature/verification'
export const MODIFICATION = '/candidature/modification'
export const SENDING = '/candidature/envoi'

/** The site as it will be deployed: what was built, unchanged, with the headers of production. */
export async function deployed(content = join(root, 'content')) {
  const home = folder()
  const built = await build(join(home, 'dist'), '--content', content)
  if (built.code !== 0) throw new Error(`the site does not build:\n${built.stdout}${built.stderr}`)
  return Site.open({ cwd: home, args: ['--as-deployed'] })
}

/** A server in front of the site, which answers nothing that is posted while `on`. `tries`: how often something was. */
export async function inFront(site) {
  const hold = { on: false, tries: 0 }
  const server = createServer((received, answer) => {
    if (received.method === 'POST') hold.tries += 1
    if (received.method === 'POST' && hold.on) return
    const { method, url, headers } = received
    const passed = request(new URL(url, site.url), { method, headers }, (response) => {
      answer.writeHead(response.statusCode, response.headers)
      response.pipe(answer)
    })
    passed.on('error', () => answer.destroy())
    received.pipe(passed)
  })
  await new Promise((done) => server.listen(0, '127.0.0.1', done))
  after(() => {
    server.closeAllConnections()
    server.close()
  })
  return Object.assign(hold, { url: `http://127.0.0.1:${server.address().port}` })
}

/** Builds the site and lists its pages: `{ name, reach }`, with the `address` of each. */
export async function pages() {
  const out = join(folder(), 'dist')
  const built = await build(out, '--no-compress')
  if (built.code !== 0) throw new Error(`the site does not build:\n${built.stdout}${built.stderr}`)
  const moved = new Set(JSON.parse(readFileSync(join(out, 'redirects.json'), 'utf8')).map(([from]) => `${from}index.html`))
  const files = readdirSync(join(out, 'public'), { recursive: true })
    .filter((path) => path.endsWith('.html') && !moved.has(`/${path}`)).sort()
  if (files.length < 12) throw new Error(`only ${files.length} pages: ${files.join()}`)
  return files.map((path) => {
    const address = `/${path}`.replace(/index\.html$/, '')
    const name = path.replace(/(^|\/)index\.html$/, '').replace(/\.html$/, '').replaceAll('/', '-') || 'accueil'
    return { name: `page-${name}`, status: 200, address, file: join(out, 'public', path), reach: (visitor) => visitor.open(address) }
  })
}

/** The states of the form after the first, and the status that each answers with. */
export function states(site) {
  const sent = (answers) => async (visitor) => {
    await visitor.open('/candidater/')
    await visitor.put(answers)
    return visitor.submit(VERIFICATION)
  }
  const checked = sent(site.applicant())
  const long = `${'L’anticonstitutionnalité. '.repeat(120)}${'x'.repeat(120)}`
  return [
    { name: 'form-empty-sent', status: 422, reach: sent({}) },
    {
      name: 'form-some-errors',
      status: 422,
      reach: sent(site.applicant({ siren: '1', date_creation_mois: '13', themes: ['autre'], effectif: '' })),
    },
    {
      name: 'form-stop',
      status: 200,
      reach: sent(site.applicant({ effectif: '2', chiffre_affaires: '1', departement: 'autre', code_postal: '75001' })),
    },
    { name: 'form-check', status: 200, reach: sent(site.applicant({ projet: long })) },
    { name: 'form-check-warnings', status: 200, reach: sent(site.applicant({ code_postal: '30000', courriel: 'jeanne@gmial.com' })) },
    {
      name: 'form-modified',
      status: 200,
      reach: async (visitor) => {
        await checked(visitor)
        return visitor.press(/Modifier mes réponses/)
      },
    },
    {
      name: 'form-edited',
      status: 409,
      reach: async (visitor) => {
        await checked(visitor)
        await visitor.page.locator('form[action$="/envoi"] [name="token"]').evaluate((field) => { field.value = 'x' })
        return visitor.submit(SENDING)
      },
    },
    {
      name: 'form-received',
      status: 200,
      reach: async (visitor) => {
        await checked(visitor)
        return visitor.submit(SENDING)
      },
    },
    {
      name: 'form-not-stored',
      status: 503,
      reach: async (visitor) => {
        await checked(visitor)
        await site.sql('alter table applications rename to elsewhere')
        try {
          return await visitor.submit(SENDING)
        } finally {
          await site.sql('alter table elsewhere rename to applications')
        }
      },
    },
    { name: 'form-unknown-reference', status: 404, reach: (visitor) => visitor.open('/candidature/recue/BDP-2222-2223') },
  ]
}
