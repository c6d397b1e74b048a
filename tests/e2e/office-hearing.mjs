// Offices on copies of the same applications, a table on AWS and with --full a database: fourteen firms, and who looks at
// them.

import assert from 'node:assert/strict'
import { copyFileSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { after } from 'node:test'
import { DynamoDbLocal } from '../lambda/dynamodb-local.mjs'
import { full, program, succeed } from './harness.mjs'
import { go, save } from './office-hands.mjs'
import { Home } from './office-home.mjs'
import { Office, enter } from './office.mjs'

export const MARIE = 'Marie Vidal'

/** A number that the form takes for a firm's: its last digit depends on the others (Luhn). */
function siren(number) {
  const digits = String(40_000_000 + number)
  const sum = [...digits].reverse().reduce((all, digit, at) => all + (at % 2 ? Number(digit) : [0, 2, 4, 6, 8, 1, 3, 5, 7, 9][digit]), 0)
  return `${digits}${(10 - (sum % 10)) % 10}`
}

const SECTORS = ['industrie', 'commerce', 'numerique', 'conseil']
const ASKED = {
  2: { conflits: 'Dominique Pain, un concurrent' },
  4: { amenagement: 'Je suis en fauteuil roulant.' },
  5: { conflits: 'Personne que je connaisse' },
}

/** Their names end with their numbers; two of each sector, and six that are of none. */
const firm = (number) => ({
  raison_sociale: `Société ${number}`, siren: siren(number), secteur: SECTORS[(number - 1) >> 1] ?? 'autre',
  courriel: `contact@societe-${number}.example`, telephone: `04 67 00 00 ${10 + number}`, ...ASKED[number],
})

/** So many days from now, as people write it. */
export function inDays(days) {
  const [year, month, day] = new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10).split('-')
  return `${day}/${month}/${year}`
}

/** Who can sit: four at each hearing. The sixth has the firm of the seventh application. */
export const PEERS = ['Dominique Pain', 'Anaïs Lefèvre', 'Karim Benali', 'Zoé Strauß', 'Inès d’Orgeix', 'Paul-Émile Roux'].map((name, at) => ({
  nom_pair: name, reseau: `Réseau ${at + 1}`, courriel_pair: `pair-${at + 1}@exemple.fr`, siren_pair: at === 5 ? siren(7) : '',
  jours: `${inDays(20)} oui\n${inDays(40)} si besoin`, signe: inDays(-1),
}))

/** An office, the applications in its store, and who works there. */
class Desk {
  /** What a colleague with a key of his own prints, on the machine itself or with his access. */
  async command(...words) {
    const where = ['--store', this.store, '--identity', this.colleague.identity, '--content', this.content]
    return (await succeed(program('secretariat'), [...words, ...where], { env: this.env })).stdout
  }

  async json(...words) {
    return JSON.parse(await this.command(...words, '--format', 'json'))
  }

  /** Every application as a colleague sees it, in the order in which they were sent. */
  async firms() {
    const listed = await this.json('list')
    return this.references.map((reference) => listed.find((each) => each.reference === reference))
  }

  /** Who is heard at a hearing, by slot: numbers of firms. */
  async heardAt(hearing) {
    const firms = await this.firms()
    const there = firms.map((each, at) => [each.hearing, at + 1]).filter(([place]) => place?.id === hearing)
    return there.sort(([one], [other]) => one.slot - other.slot).map(([, number]) => number)
  }

  reference(number) {
    return this.references[number - 1]
  }

  number(reference) {
    return this.references.indexOf(reference) + 1
  }
}

/** Fourteen applications arrive; each office is open. */
export async function desks() {
  const home = await Home.found()
  const [marie, colleague] = [await home.person(MARIE), await home.person('Paul Garcin')]
  for (const { lines } of [marie, colleague]) home.join(lines)
  await home.serve()
  const references = []
  for (let number = 1; number <= 14; number += 1) references.push(await home.apply(firm(number)))
  await home.site.stop()

  const dynamodb = await DynamoDbLocal.start()
  after(() => dynamodb.stop())
  const table = await dynamodb.createTable('hearing')
  const aws = { AWS_ENDPOINT_URL_DYNAMODB: dynamodb.url, AWS_REGION: 'eu-west-3', AWS_ACCESS_KEY_ID: 'k', AWS_SECRET_ACCESS_KEY: 's' }
  const found = [['database', home.store, {}], ['table', `dynamodb:${table}`, aws]].map(([name, store, more]) => {
    const identity = home.at(`marie-${name}/identity.txt`)
    mkdirSync(dirname(identity))
    copyFileSync(marie.identity, identity)
    const env = { ...process.env, ...more }
    return Object.assign(new Desk(), { name, store, env, identity, colleague, references, content: home.content })
  })
  const [database, other] = found
  await database.command('backup', '--out', home.at('all.age'))
  await succeed(program('secretariat'), [
    'restore', home.at('all.age'), '--store', other.store, '--identity', other.identity, '--erased', 'none',
  ], { env: other.env })
  const opened = full ? found : [other]
  for (const desk of opened) {
    const { identity, store, env } = desk
    const office = await Office.open(undefined, { identity, store, env, args: ['--content', home.content] })
    desk.visitor = await enter(office)
    desk.page = desk.visitor.page
  }
  assert.equal((await other.firms()).filter(Boolean).length, 14)
  return opened
}

/** The addresses of the letters of that kind on « Courriers ». */
export async function letters({ visitor, page }, kind) {
  await go(visitor, 'Courriers')
  return page.evaluate((part) => [...document.querySelectorAll(`main a[href*="${part}"]`)].map((each) => each.getAttribute('href')), `/courriers/${kind}-`)
}

/** Takes a letter, and says that it is sent; gives what it says. `event`: saves the date, and gives it too; `paper`: prints. */
export async function send({ visitor, page }, href, { event: saves = false, paper = false } = {}) {
  await page.goto(href)
  await visitor.press('Prendre ce courrier')
  const text = await page.evaluate(() => document.querySelector('#courrier').value)
  const button = page.getByRole('button', { name: 'Enregistrer la date pour un agenda' })
  const event = saves ? (await save({ page }, button)).toString().replaceAll('\r\n ', '') : undefined
  if (paper) {
    await visitor.press('Préparer l’impression')
    assert.ok((await page.evaluate(() => document.querySelector('article.letter').innerText)).includes(text.split('\n')[0]))
    await visitor.press('Revenir au courrier')
  }
  await visitor.press('C’est envoyé')
  return { text, event }
}

/** Opens one of the pages of a hearing, from « Auditions »: `deroule`, `dossiers`. */
export async function openHearing({ visitor }, hearing, name) {
  await go(visitor, 'Auditions')
  await visitor.pressFirst(`a[href$="/auditions/${hearing}/${name}"]`)
}
