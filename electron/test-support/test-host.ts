/** A host in memory over a folder of its own, for tests. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { createClient } from '../../shared/protocol/client.ts'
import type { Client } from '../../shared/protocol/client.ts'
import type { Handle } from '../../shared/protocol/handles.ts'
import { createMemoryTransport } from '../../shared/protocol/transport.ts'
import { createHost } from '../services/host.ts'
import type { Host } from '../services/host.ts'
import type { HostAbilities } from '../services/host-services.ts'
import { forkSession } from '../services/databases/session-process.ts'

export interface TestHost {
  readonly folder: string
  readonly host: Host
  readonly client: Client
  /** Another window. */
  connect(id: string): Client
  close(): Promise<void>
}

export function tempFolder(): string {
  return mkdtempSync(join(tmpdir(), 'relata-test-'))
}

export function testAbilities(folder: string): HostAbilities {
  return {
    host: 'test',
    version: '0.0.0',
    dataFolder: join(folder, '.home'),
    examplesFolder: join(import.meta.dirname, '..', '..', 'examples'),
    spawnSession: () => forkSession(),
    roots: [folder],
    log: (text) => console.error(text),
  }
}

export function createTestHost(changes: Partial<HostAbilities> = {}, folder = tempFolder()): TestHost {
  const host = createHost({ ...testAbilities(folder), ...changes }, { validateResults: true })
  const connect = (id: string) =>
    createClient(createMemoryTransport(host.dispatcher, { through: structuredClone, id }), { validate: true })
  return {
    folder,
    host,
    client: connect('window-1'),
    connect,
    async close() {
      await host.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A session of the sample database of a design, brought to what its text says. */
export async function openSample({ client, folder }: TestHost, name: string, text: string): Promise<Handle<'sql'>> {
  writeFileSync(join(folder, name), text)
  const { doc } = await client.call('doc.open', { file: await openFile(client, name) })
  const { session } = await client.call('sql.open', { source: { kind: 'sample', doc }, mode: 'write' })
  await client.call('sql.sync', { session, design: { kind: 'text', text, revision: 1 } })
  return session
}

/** The text of a design that ships. */
export function exampleText(name: string): string {
  return readFileSync(join(import.meta.dirname, '..', '..', 'examples', name), 'utf8')
}

/** The handle of a file in the root folder, as the in-page picker gets it. */
export async function openFile(client: Client, name: string) {
  const [root] = await client.call('dir.roots', {})
  if (root === undefined) throw new Error('No root')
  return (await client.call('dir.openFile', { dir: root.dir, name })).file
}

export async function createFile(client: Client, name: string) {
  const [root] = await client.call('dir.roots', {})
  if (root === undefined) throw new Error('No root')
  return (await client.call('dir.createFile', { dir: root.dir, name })).file
}
