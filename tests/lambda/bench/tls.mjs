// TLS on loopback in front of DynamoDB Local, in a process of its own: its work is nobody's processor time.
// usage: node tls.mjs KEY CERTIFICATE PORT MS; prints its own port. Each answer takes MS milliseconds on its way.

import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { Transform } from 'node:stream'
import { createServer } from 'node:tls'

const [key, certificate, port, ms] = process.argv.slice(2)

/** As far away as a database on machines of its own. */
const distance = () => new Transform({
  transform(chunk, _, pass) {
    if (Number(ms) === 0) return pass(null, chunk)
    setTimeout(() => this.push(chunk), Number(ms))
    pass()
  },
})

const server = createServer({ key: readFileSync(key), cert: readFileSync(certificate) }, (socket) => {
  const inner = connect(Number(port), '127.0.0.1')
  inner.setNoDelay(true)
  socket.setNoDelay(true)
  socket.pipe(inner).pipe(distance()).pipe(socket)
  for (const end of [socket, inner]) end.on('error', () => (socket.destroy(), inner.destroy()))
})
server.listen(0, '127.0.0.1', () => console.log(server.address().port))
process.stdin.on('end', () => process.exit()).resume()
