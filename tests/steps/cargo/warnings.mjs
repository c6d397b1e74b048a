// Which warnings are among what cargo says: fails if there is one.
//
// usage: cargo … --message-format=json | node warnings.mjs lints|documentation
// The first is what the compiler and Clippy have to say, the second what rustdoc has.

import { text } from 'node:stream/consumers'

const wanted = process.argv[2]
const said = (await text(process.stdin)).split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line))
if (!said.some(({ reason }) => reason === 'build-finished')) throw new Error('cargo has not come to its end')

const messages = said.filter(({ reason }) => reason === 'compiler-message').map(({ message }) => message)
const ofDocumentation = ({ code }) => code?.code.startsWith('rustdoc::') ?? false
const found = messages.filter((message) => ofDocumentation(message) === (wanted === 'documentation'))
for (const rendered of new Set(found.map(({ rendered }) => rendered))) console.log(rendered)
process.exitCode = found.length ? 1 : 0
