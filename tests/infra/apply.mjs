// Sends an application to a site, as a script would: apply.mjs SITE ORIGIN [FILE [check]]. Each one is another firm's.
// Prints its reference. With `check` it leaves in FILE what is to be sent; given that again, it sends. A number in the place
// of FILE: checks so many applications, and prints what is to be sent of each, a line of JSON.

import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { applicant, encode } from '../e2e/applicant.mjs'

const [site, origin, file, act] = process.argv.slice(2)
const headers = { Accept: 'application/json', 'Content-Type': 'application/x-www-form-urlencoded', Origin: origin }

async function post(path, fields, expected) {
  const response = await fetch(site + path, { method: 'POST', headers, body: encode(fields) })
  const text = await response.text()
  if (response.status !== expected) throw new Error(`${path}: ${response.status}, expected ${expected}\n${text}`)
  return JSON.parse(text)
}

async function checked() {
  const page = await (await fetch(`${site}/candidater/`)).text()
  const sector = page.match(/<select[^>]*name="?secteur[^]*?<option value="?([^"> ]+)/)[1]
  const fields = applicant({ secteur: sector, fonction: `Gérante ${randomUUID()} ../ http://192.0.2.1 <script>` })
  const { token } = await post('/candidature/verification', fields, 200)
  return { ...fields, token }
}

if (/^\d+$/.test(file)) {
  for (let left = Number(file); left > 0; left -= 1) console.log(JSON.stringify(await checked()))
} else if (act === 'check') {
  writeFileSync(file, JSON.stringify(await checked()))
} else {
  const sent = file && existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : await checked()
  console.log((await post('/candidature/envoi', sent, 201)).reference)
}
