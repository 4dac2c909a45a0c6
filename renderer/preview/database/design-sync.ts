/** What the session has to be told about the design: everything at first, then only what changed. */
import type { ErDocument } from '../../../shared/document/records.ts'
import { squashPatches } from '../../../shared/history/patch.ts'
import type { Patch } from '../../../shared/history/patch.ts'

export type DesignInput =
  | { readonly kind: 'text'; readonly text: string; readonly revision: number }
  | { readonly kind: 'patch'; readonly patch: never; readonly from: number; readonly revision: number }

interface Sending {
  readonly patch: Patch
  readonly epoch: number
}

/** Tables whose records change what the database looks like or what queries mean. */
const MEANING: ReadonlySet<string> = new Set(['root', 'apps', 'models', 'enums', 'rows', 'generators'])

export type DesignSync = ReturnType<typeof createDesignSync>

export function createDesignSync(write: (doc: ErDocument) => string) {
  let known: number | null = null
  let pending: Patch = []
  /** Counts what was forgotten: an answer to what was sent before says nothing about now. */
  let epoch = 0
  return {
    /** Remembers a change of the document. True when the database has to follow. */
    note(patch: Patch): boolean {
      const meaningful = patch.filter((change) => MEANING.has(change.table))
      if (meaningful.length === 0) return false
      pending = squashPatches([pending, meaningful])
      return pending.length > 0
    },
    get isPending(): boolean {
      return known === null || pending.length > 0
    },
    input(doc: ErDocument, revision: number): DesignInput {
      if (known === null) return { kind: 'text', text: write(doc), revision }
      return { kind: 'patch', patch: pending as never, from: known, revision }
    },
    /** What the next input covers; `done` takes it. */
    get sending(): Sending {
      return { patch: pending, epoch }
    },
    /** The session is at the revision; what came meanwhile stays pending. */
    done(revision: number, sent: Sending): void {
      if (sent.epoch !== epoch) return
      known = revision
      if (pending === sent.patch) pending = []
    },
    /** The session lost its state: the next input is the whole design. */
    forget(): void {
      epoch++
      known = null
      pending = []
    },
  }
}
