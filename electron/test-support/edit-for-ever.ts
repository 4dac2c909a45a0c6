/** A host whose page edits and keeps recovery copies, until it is killed. Tells each copy that was acknowledged. */
import { flushCompileCache } from 'node:module'
import { createClient } from '../../shared/protocol/client.ts'
import { createMemoryTransport } from '../../shared/protocol/transport.ts'
import { createHost } from '../services/host.ts'
import { openFile, testAbilities } from './test-host.ts'

flushCompileCache()

const folder = process.argv[2] ?? ''
const host = createHost(testAbilities(folder))
const client = createClient(createMemoryTransport(host.dispatcher))
const { doc, text, etag } = await client.call('doc.open', { file: await openFile(client, 'edited.relata.json') })
let content = text
for (let n = 1; ; n++) {
  content += ` edit${n}`
  await client.call('recovery.write', { doc, text: content, etag })
  process.send?.(n)
}
