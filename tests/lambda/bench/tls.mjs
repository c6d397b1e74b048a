// TLS on loopback in front of DynamoDB Local, in a process of its own: its work is nobody's processor time.
// usage: node tls.mjs KEY CERTIFICATE PORT; prints its own port.

import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { createServer } from 'node:tls'

const [key, certificate, port] = process.argv.slice(2)
const server = createServer({ key: readFileSync(key), cert: readFileSync(certificate) }, (socket) => {
  const inner = connect(Number(port), '127.0.0.1')
  inner.setNoDelay(true)
  socket.setNoDelay(true)
  socket.pipe(inner).pipe(socket)
  for (const end of [socket, inner]) end.on('error', () => (socket.destroy(), inner.destroy()))
})
server.listen(0, '127.0.0.1', () => console.log(server.address().port))
process.stdin.on('end', () => process.exit()).resume()
