// The site's words, as a reader of the built pages finds them.

import { readFileSync } from 'node:fs'
import { JSDOM } from 'jsdom'
import { plain } from './answer.mjs'
import { pages } from './places.mjs'

/** A page: its `document`, its `main` element, that one's `text`, and all that is `said`, title and footer included. */
export function read(html) {
  const { document } = new JSDOM(html).window
  const main = document.querySelector('main')
  const description = document.querySelector('meta[name="description"]')?.content
  const said = [document.title, description, main.textContent, document.querySelector('footer').textContent]
  return { document, main, text: plain(main.textContent), said: plain(said.join(' ')) }
}

/** Every page of the site, with its `address`. */
export async function readAll() {
  return (await pages()).map(({ address, file }) => ({ address, ...read(readFileSync(file, 'utf8')) }))
}
