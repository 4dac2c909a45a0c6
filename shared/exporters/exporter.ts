/**
 * The form of an exporter. One file a target, one line in `registry.ts`; the UI's panels, the
 * command line and the contract tests read the registry.
 */
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { ErDocument } from '../document/records.ts'
import type { ModelKey, Resolution } from '../relations/types.ts'
import type { Schema } from '../schema/types.ts'

export interface ExportInput {
  readonly doc: ErDocument
  readonly resolution: Resolution
  readonly schema: Schema
  readonly options: ExportOptions
}

export interface ExportOptions {
  /**
   * `orm`: as Django does, no SQL action and deferred constraints. `database`: the SQL actions;
   * what SQL cannot say becomes a diagnostic.
   */
  readonly onDelete: 'orm' | 'database'
  /** Options of one target by name (`drop`, `ifNotExists`, `rows`), see `Exporter.options`. */
  readonly extra: { readonly [name: string]: boolean | string }
}

export const DEFAULT_EXPORT_OPTIONS: ExportOptions = { onDelete: 'orm', extra: {} }

/** A run of text that belongs to one model (null: frame, such as imports). Panes splice these. */
export interface ExportPiece {
  readonly model: ModelKey | null
  readonly text: string
}

export interface Exported {
  /** In order; the file is their texts joined with nothing in between. */
  readonly pieces: readonly ExportPiece[]
  readonly diagnostics: readonly Diagnostic[]
}

export interface Exporter<Id extends string = string> {
  readonly id: Id
  /** `SQLite`, `TypeScript types`. */
  readonly label: string
  readonly group: 'SQL' | 'TypeScript' | 'Python' | 'Documents'
  /** For highlighting. */
  readonly language: 'sql' | 'typescript' | 'python' | 'json' | 'markdown' | 'html' | 'text'
  /** `schema.sql`. */
  readonly fileName: string
  /** Its text shows the models where they stand. */
  readonly draws?: true
  /** Switches beyond on_delete. */
  readonly options: readonly { readonly name: string; readonly label: string; readonly default: boolean | string }[]
  export(input: ExportInput): Exported
}

export function exportedText(exported: Exported): string {
  return exported.pieces.map((piece) => piece.text).join('')
}
