/**
 * A database's structure as its catalog or its DDL tells it, before anything is guessed. Every importer
 * of databases and SQL makes this; `build-design.ts` turns it into models, in one place.
 */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'

export interface RawDatabase {
  readonly tables: readonly RawTable[]
  /** What was skipped, with its line where there is one. */
  readonly diagnostics: readonly Diagnostic[]
}

export interface RawTable {
  /** null: the default schema. */
  readonly schema: string | null
  readonly name: string
  readonly comment: string | null
  readonly columns: readonly RawColumn[]
  /** [] for a table without one. */
  readonly primaryKey: readonly string[]
  readonly foreignKeys: readonly RawForeignKey[]
  readonly uniques: readonly RawIndex[]
  readonly indexes: readonly RawIndex[]
  readonly checks: readonly { readonly name: string | null; readonly sql: string }[]
}

export interface RawColumn {
  readonly name: string
  /** As declared: `varchar(30)`, `numeric(10, 2)`, '' where SQLite was told none. */
  readonly type: string
  readonly null: boolean
  /** SQL text of the default; null: none. */
  readonly default: string | null
  /** Numbers itself: AUTOINCREMENT, serial, identity, INTEGER PRIMARY KEY. */
  readonly autoIncrement: boolean
  readonly generated: { readonly sql: string; readonly stored: boolean } | null
  readonly comment: string | null
  /** Values of an enum type. */
  readonly values: readonly string[] | null
}

export interface RawForeignKey {
  readonly name: string | null
  readonly columns: readonly string[]
  readonly schema: string | null
  readonly table: string
  /** [] means the target's primary key. */
  readonly targetColumns: readonly string[]
  /** `CASCADE`, `SET NULL`, `NO ACTION` … */
  readonly onDelete: string
}

export interface RawIndex {
  readonly name: string | null
  /** null: an expression. */
  readonly columns: readonly { readonly name: string | null; readonly descending: boolean }[]
  /** SQL after WHERE; null: all rows. */
  readonly where: string | null
  readonly method: string | null
}
