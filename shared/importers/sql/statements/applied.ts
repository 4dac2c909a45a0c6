/** What became of a statement. */
import type { DraftDatabase } from '../../database/draft.ts'
import type { SqlCursor } from '../cursor.ts'

/** Something of the database that has no place in a design. */
export interface NotDrawn {
  readonly name: string
  /** As a person says it: `a view`. */
  readonly kind: string
  /** Under this key it is listed once, and no more when it is dropped; null: each time. */
  readonly key: string | null
  /** Of an enum, which is drawn where a column has it. */
  readonly values?: readonly string[]
}

/** `unknown`: nobody knows such a statement. */
export type Applied = 'done' | 'ignored' | 'unknown' | NotDrawn

export type Reader = (cursor: SqlCursor, db: DraftDatabase) => Applied
