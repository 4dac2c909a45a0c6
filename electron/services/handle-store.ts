/** Mints handles and knows what they stand for. A handle works only for the connection it was given to. */
import { randomBytes } from 'node:crypto'

import type { ConnectionInfo } from '../../shared/protocol/dispatcher.ts'
import { HostFailure } from '../../shared/protocol/errors.ts'
import { handleFrom } from '../../shared/protocol/handles.ts'
import type { Handle, HandleKind } from '../../shared/protocol/handles.ts'

/** What each kind of handle stands for. */
export type Targets = { readonly [K in HandleKind]: unknown }

/** Nobody opens so many files by hand; a page gone wild stops here. */
const MAX_PER_CONNECTION = 20_000

interface Entry {
  readonly connection: string
  readonly target: unknown
}

export interface HandleStore<T extends Targets> {
  mint<K extends HandleKind>(connection: ConnectionInfo, kind: K, target: T[K]): Handle<K>
  /** @throws DENIED for a handle that is unknown, given up, or someone else's; they look alike from outside */
  get<K extends HandleKind>(connection: ConnectionInfo, handle: Handle<K>): T[K]
  drop(handle: Handle): void
  /** The handles of the connection that stand for the target. */
  of(connection: ConnectionInfo, target: unknown): Handle[]
}

export function createHandleStore<T extends Targets>(): HandleStore<T> {
  const entries = new Map<string, Entry>()
  const byConnection = new Map<string, Set<string>>()

  function owned(connection: ConnectionInfo): Set<string> {
    const known = byConnection.get(connection.id)
    if (known !== undefined) return known
    const fresh = new Set<string>()
    byConnection.set(connection.id, fresh)
    connection.onClose(() => {
      for (const handle of fresh) entries.delete(handle)
      byConnection.delete(connection.id)
    })
    return fresh
  }

  return {
    mint(connection, kind, target) {
      const mine = owned(connection)
      if (mine.size >= MAX_PER_CONNECTION) throw new HostFailure('RESOURCE', 'Too many files are open in this window.')
      const handle = handleFrom(kind, randomBytes(16))
      entries.set(handle, { connection: connection.id, target })
      mine.add(handle)
      return handle
    },
    get(connection, handle) {
      const entry = entries.get(handle)
      if (entry === undefined || entry.connection !== connection.id) {
        throw new HostFailure('DENIED', 'This is not open here (any more).')
      }
      return entry.target as never
    },
    drop(handle) {
      const entry = entries.get(handle)
      entries.delete(handle)
      if (entry !== undefined) byConnection.get(entry.connection)?.delete(handle)
    },
    of(connection, target) {
      const mine = [...(byConnection.get(connection.id) ?? [])]
      return mine.filter((handle) => entries.get(handle)?.target === target) as Handle[]
    },
  }
}
