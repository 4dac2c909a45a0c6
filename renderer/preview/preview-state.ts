/** What the preview knows: the database that follows the drawing, the code of the shell, what ran and what came back. */
import type { FieldId, ModelId } from '../../shared/document/ids.ts'
import type { HostError } from '../../shared/protocol/errors.ts'
import type { Handle } from '../../shared/protocol/handles.ts'
import type { SqlChanges } from '../../shared/protocol/methods/sql.ts'
import type { ForeignFile } from './database/foreign-file.ts'
import type { ShownStatement } from './answer/read-item.ts'

export type Language = 'orm' | 'sql'

export interface DatabaseState {
  readonly kind: 'closed' | 'opening' | 'ready' | 'syncing' | 'blocked' | 'failed' | 'unavailable'
  readonly message: string
  /** Name of the database file; null: the sample database. */
  readonly file: string | null
}

/** It does not follow the design, and says why. */
export function isStuck({ kind }: DatabaseState): boolean {
  return kind === 'failed' || kind === 'blocked'
}

export interface Answer {
  readonly language: Language
  readonly code: string
  /** One entry a statement; SQL has one. */
  readonly statements: readonly ShownStatement[]
  readonly error: HostError | null
  /** Wall clock, ms; null while it runs. */
  readonly ms: number | null
  readonly committed: boolean
  /** What the run did to the rows, by table; where it was not `committed`, they are as before. */
  readonly changes: readonly SqlChanges[]
  /** The run was kept and can be taken back. */
  readonly undo: boolean
  /** Other code waited for its end, and was dropped when this one was stopped. */
  readonly dropped: boolean
  /** Lines of the code that a prompt had printed, and that were left out. */
  readonly echoed: number
  /** 1-based line of the editor that the code begins on; null: it did not come from there. */
  readonly firstLine: number | null
  /** Models that the last query went through. */
  readonly travelled: readonly ModelId[]
  /** The relations it went over. */
  readonly relations: readonly FieldId[]
}

/** Code that is to run. */
export interface AskedCode {
  readonly language: Language
  readonly text: string
  readonly firstLine: number | null
}

export interface TableInfo {
  readonly name: string
  readonly rows: number | null
}

export interface PreviewState {
  readonly database: DatabaseState
  readonly session: Handle<'sql'> | null
  /** Goes up when another database takes the place of the one in use; one that is opened again is the same. */
  readonly place: number
  /** The database that others made and the design was drawn from; null: none. */
  readonly foreign: ForeignFile | null
  readonly language: Language
  readonly code: Readonly<Record<Language, string>>
  /** Set by others than the editor itself; counts, so that the editor takes it over. */
  readonly codeVersion: number
  readonly write: boolean
  readonly running: { readonly since: number } | null
  /** Asked for while other code ran: it runs after it. */
  readonly waiting: AskedCode | null
  readonly answer: Answer | null
  readonly tables: readonly TableInfo[] | null
  readonly notes: readonly string[]
  /** Sample rows are being made: so many of so many. */
  readonly filling: { readonly done: number; readonly total: number } | null
}

export const CLOSED: PreviewState = {
  database: { kind: 'closed', message: '', file: null },
  session: null,
  place: 0,
  foreign: null,
  language: 'orm',
  code: { orm: '', sql: '' },
  codeVersion: 0,
  write: false,
  running: null,
  waiting: null,
  answer: null,
  tables: null,
  notes: [],
  filling: null,
}

/** An answer of which nothing is known yet. */
export function awaitedAnswer({ language, text, firstLine }: AskedCode): Answer {
  return {
    language,
    code: text,
    statements: [],
    error: null,
    ms: null,
    committed: false,
    changes: [],
    undo: false,
    dropped: false,
    echoed: 0,
    firstLine,
    travelled: [],
    relations: [],
  }
}
