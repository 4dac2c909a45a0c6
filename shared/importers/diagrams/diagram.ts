/** What the files of other editors hold besides tables: places, areas, notes. */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { DraftColumn } from '../database/draft.ts'
import type { RawColumn, RawDatabase, RawTable } from '../database/raw.ts'

export interface Spot {
  readonly x: number
  readonly y: number
}
export interface Box extends Spot {
  readonly width: number
  readonly height: number
}

export interface PlacedTable {
  readonly table: RawTable
  /** null: the file does not say. */
  readonly spot: Spot | null
  readonly color: string | null
}

export interface DiagramFile {
  readonly name: string | null
  readonly dialect: RawDatabase['dialect']
  readonly tables: readonly PlacedTable[]
  readonly areas: readonly (Box & { readonly name: string; readonly color: string | null })[]
  readonly notes: readonly (Box & { readonly text: string; readonly color: string | null })[]
  readonly diagnostics: readonly Diagnostic[]
}

const DIALECTS: Readonly<Record<string, RawDatabase['dialect']>> = {
  postgresql: 'postgresql',
  postgres: 'postgresql',
  cockroachdb: 'postgresql',
  mysql: 'mysql',
  mariadb: 'mysql',
  sqlite: 'sqlite',
}

export function dialectOf(word: string | null): RawDatabase['dialect'] {
  return DIALECTS[(word ?? '').toLowerCase()] ?? null
}

export function emptyColumn(name: string, type: string): DraftColumn {
  return {
    name,
    type,
    null: true,
    default: null,
    autoIncrement: false,
    generated: null,
    comment: null,
    values: null,
  } satisfies RawColumn
}

export function skippedPart(file: string, what: string): Diagnostic {
  return {
    code: 'relata.6030',
    severity: 'warning',
    message: `${what} was skipped.`,
    hint: null,
    subject: { kind: 'text', label: file, file },
    fixes: [],
  }
}

/** Texts stand without quotes in these files, functions and numbers too. */
export function sqlDefault(given: string | null, type: string): string | null {
  if (given === null) return null
  const plain = given.trim()
  const isSql = /^(['"(]|-?\d+(\.\d+)?$)|\(.*\)|::|^(null|true|false|current_\w+|now)$/i.test(plain)
  const isText = /char|text|enum|uuid|json|date|time/i.test(type)
  return isSql || !isText ? plain : `'${plain.replaceAll("'", "''")}'`
}
