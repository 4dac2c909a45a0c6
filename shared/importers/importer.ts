/**
 * The form of an importer. One file a source, one line in `registry.ts`. An importer never throws
 * over its input: it returns what it understood and one diagnostic, with line, for what it skipped.
 */
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { ErDocument } from '../document/records.ts'

/** What the host hands over: it reads the disk, the importer does not. */
export interface ImportFile {
  /** Relative to what the user chose, `/` between folders: `blog/models.py`. */
  readonly path: string
  readonly bytes: Uint8Array
}

/** What a host provides beyond text, so that the pure core can read a SQLite file. */
export interface ImportTools {
  /** A private copy of the database in `bytes`, or an empty one in memory; nothing done to it is kept. */
  readonly openSqlite?: (bytes: Uint8Array | null) => SqliteCopy
  readonly progress?: (done: number, total: number, phase: string) => void
  readonly signal?: { readonly aborted: boolean }
  /** Lets the host do other things for a moment, such as hear of a cancel; long imports await it now and then. */
  readonly breathe?: () => Promise<void>
}

export interface SqliteCopy {
  all(sql: string): readonly Record<string, unknown>[]
  /** One statement; the importer sees to it that it only makes structure. */
  exec(sql: string): void
  close(): void
}

export interface Imported {
  readonly doc: ErDocument
  /** Skipped input (with file and line), guesses, errors. */
  readonly diagnostics: readonly Diagnostic[]
  /** The source says where everything stands: nothing is to be arranged. */
  readonly placed?: boolean
}

export interface Importer<Id extends string = string> {
  readonly id: Id
  readonly label: string
  /** File endings, without the dot. */
  readonly extensions: readonly string[]
  /** How sure the content makes us: 0 no, 1 certainly. Only the first 64 KiB are given. */
  recognise(file: ImportFile): number
  import(files: readonly ImportFile[], options: ImportOptions, tools: ImportTools): Imported | Promise<Imported>
}

export interface ImportOptions {
  /** App label for sources that have none. */
  readonly app: string
  /** SQL dialect where the content leaves it open. */
  readonly dialect?: 'sqlite' | 'postgresql' | 'mysql'
  readonly settings?: Partial<{ DEFAULT_AUTO_FIELD: string; AUTH_USER_MODEL: string }>
}
