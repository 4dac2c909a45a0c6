/**
 * A host inside the page, for development and tests without a server. Designs live as long as the tab;
 * it has no SQLite, and says so.
 */
import { createClient } from '../../../shared/protocol/client.ts'
import type { Client } from '../../../shared/protocol/client.ts'
import { createDispatcher } from '../../../shared/protocol/dispatcher.ts'
import type { Handlers } from '../../../shared/protocol/dispatcher.ts'
import { HostFailure } from '../../../shared/protocol/errors.ts'
import { handleFrom } from '../../../shared/protocol/handles.ts'
import type { Handle, HandleKind } from '../../../shared/protocol/handles.ts'
import { RIGHTS } from '../../../shared/protocol/method.ts'
import { createMemoryTransport } from '../../../shared/protocol/transport.ts'

const EXAMPLES = import.meta.glob<string>('../../examples/*.relata.json', { query: '?raw', import: 'default' })

interface Stored {
  readonly label: string
  readonly text: string
  readonly etag: string | null
}

export function createMemoryClient(): Client {
  return createClient(
    createMemoryTransport(createDispatcher(memoryHandlers(), { host: 'test', features: [], rights: new Set(RIGHTS) })),
  )
}

function mint<Kind extends HandleKind>(kind: Kind): Handle<Kind> {
  return handleFrom(kind, crypto.getRandomValues(new Uint8Array(16)))
}

function memoryHandlers(): Handlers {
  const docs = new Map<string, Stored>()
  const files = new Map<string, { label: string; bytes: Uint8Array }>()
  let prefs: Record<string, never> = readPrefs()

  const opened = (stored: Stored) => {
    const doc = mint('doc')
    docs.set(doc, stored)
    return { doc, folder: null, readOnly: false, recovery: null, ...stored }
  }
  const fileOf = (file: string) => files.get(file) ?? missing()

  return {
    'app.info': () => ({ version: '0', host: 'test', platform: 'web', node: '', sqlite: null, features: [] }),
    'app.launch': () => ({ document: null, example: exampleOfUrl(), firstRun: true }),
    'app.setState': () => null,
    'app.closeReply': () => null,
    'prefs.get': () => prefs,
    'prefs.set'({ patch }) {
      prefs = { ...prefs, ...(patch as Record<string, never>) }
      sessionStorage.setItem('relata.prefs', JSON.stringify(prefs))
      return prefs
    },
    'doc.new': ({ name, text }) => opened({ label: name, text, etag: null }),
    'doc.open'({ file }) {
      const { label, bytes } = fileOf(file)
      return opened({ label, text: new TextDecoder().decode(bytes), etag: 'memory' })
    },
    'doc.read'({ doc }) {
      const { text, etag } = docs.get(doc) ?? missing()
      return { text, etag }
    },
    'doc.save'({ doc, text }) {
      const stored = docs.get(doc) ?? missing()
      docs.set(doc, { ...stored, text, etag: 'memory' })
      return { etag: 'memory', at: Date.now() }
    },
    'doc.revisions': () => [],
    'doc.keepSteps': () => null,
    'doc.readSteps': () => null,
    'doc.close'({ doc }) {
      docs.delete(doc)
      return null
    },
    'recovery.write': () => ({ at: Date.now() }),
    'recovery.change': () => ({ isKnown: true }),
    'recovery.list': () => [],
    'recovery.drop': () => null,
    'recovery.discard': () => null,
    'recent.list': () => [],
    'recent.add': () => null,
    'recent.forget': () => null,
    'examples.list': () => Object.keys(EXAMPLES).map((path) => ({ name: exampleName(path), title: exampleName(path) })),
    async 'examples.open'({ name }) {
      const path = Object.keys(EXAMPLES).find((p) => exampleName(p) === name)
      const load = path === undefined ? undefined : EXAMPLES[path]
      if (load === undefined) return missing()
      return opened({ label: name, text: await load(), etag: null })
    },
    'dir.roots': () => [],
    'file.drop'({ name, bytes }) {
      const file = mint('file')
      files.set(file, { label: name, bytes: decode(bytes) })
      return { file, label: name }
    },
    'file.append'({ file, bytes }) {
      const before = fileOf(file)
      const joined = new Uint8Array([...before.bytes, ...decode(bytes)])
      files.set(file, { ...before, bytes: joined })
      return { bytes: joined.length }
    },
    'file.info'({ file }) {
      const { label, bytes } = fileOf(file)
      return { label, bytes: bytes.length, kind: label.endsWith('.relata.json') ? 'design' : 'other' }
    },
    'file.close'({ file }) {
      files.delete(file)
      return null
    },
  }
}

function missing(): never {
  throw new HostFailure('NOT_FOUND', 'That is not there any more.')
}

function exampleName(path: string): string {
  return path.replace(/^.*\//, '').replace(/\.relata\.json$/, '')
}

function exampleOfUrl(): string | null {
  const wanted = new URLSearchParams(location.search).get('example')
  return wanted === 'none' ? null : (wanted ?? 'blog')
}

function decode(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))
}

function readPrefs(): Record<string, never> {
  return JSON.parse(sessionStorage.getItem('relata.prefs') ?? '{}') as Record<string, never>
}
