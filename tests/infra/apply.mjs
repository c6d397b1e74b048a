// Sends an application to a site, as a script would: apply.mjs SITE ORIGIN [TOKEN-FILE]. Each one is another firm's.
// Prints its reference. With a file, it only checks, and leaves there what is to be sent; given that again, it sends.

import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { applicant, encode } from '../e2e/applicant.mjs'

const [site, origin, file] = process.argv.slice(2)
const headers = { Accept: 'application/json', 'Content-Type': 'application/x-www-form-urlencoded', Origin: origin }

async function post(path, fields, expected) {
  const response = await fetch(site + path, { method: 'POST', headers, body: encode(fields) })
  const text = await response.text()
  if (response.status !== expected) throw new Error(`${path}: ${response.status}, expected ${expected}\n${text}`)
  return JSON.parse(text)
}

let sent
if (file && existsSync(file)) sent = JSON.parse(readFileSync(file, 'utf8'))
else {
  const page = await (await fetch(`${site}/candidater/`)).text()
  const sector = page.match(/<select[^>]*name="?secteur[^]*?<option value="?([^"> ]+)/)[1]
  const fields = applicant({ secteur: sector, fonction: `Gérante ${randomUUID()} ../ http://192.0.2.1 <script>` })
  const { token } = await post('/candidature/verification', fields, 200)
  sent = { ...fields, token }
  if (file) writeFileSync(file, JSON.stringify(sent))
}
if (file && process.argv[5] === 'check') process.exit()
console.log((await post('/candidature/envoi', sent, 201)).reference)
