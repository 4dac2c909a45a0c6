/** Imports of test data, and what of them can be compared: tables with columns, keys and foreign keys. */
import { readFileSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { importTools } from '../../electron/sqlite/design/import-tools.ts'
import type { Diagnostic } from '../../shared/diagnostics/diagnostic.ts'
import type { ErDocument } from '../../shared/document/records.ts'
import type { ImportOptions } from '../../shared/importers/importer.ts'
import { recogniseImporter } from '../../shared/importers/registry.ts'
import { compileDesign } from '../../shared/schema/compile-design.ts'
import type { SchemaTable } from '../../shared/schema/types.ts'

export const DATA = resolve(import.meta.dirname, '../fixtures/data')

export interface ImportedFixture {
  readonly doc: ErDocument
  readonly diagnostics: readonly Diagnostic[]
  readonly tables: readonly SchemaTable[]
}

/** @param text or the bytes of a file */
export async function importText(
  path: string,
  text: string | Uint8Array,
  options: Partial<ImportOptions> = {},
): Promise<ImportedFixture> {
  return importFiles([{ path, bytes: typeof text === 'string' ? new TextEncoder().encode(text) : text }], options)
}

/** @param paths below `test/fixtures/data` */
export async function importFixture(...paths: readonly string[]): Promise<ImportedFixture> {
  return importFiles(paths.map((path) => ({ path: basename(path), bytes: readFileSync(resolve(DATA, path)) })))
}

async function importFiles(
  files: { path: string; bytes: Uint8Array }[],
  options: Partial<ImportOptions> = {},
): Promise<ImportedFixture> {
  const importer = recogniseImporter(files)
  if (importer === null) throw new Error(`Nobody imports ${files[0]?.path ?? ''}`)
  const { doc, diagnostics } = await importer.import(files, { app: 'app', ...options }, importTools())
  return { doc, diagnostics, tables: compileDesign(doc).schema.tables }
}

/** `[tables, columns, foreign keys, tables with a key, composite keys]` */
export function countsOf(tables: readonly SchemaTable[]): readonly number[] {
  const sum = (count: (table: SchemaTable) => number) => tables.reduce((total, table) => total + count(table), 0)
  return [
    tables.length,
    sum((t) => t.columns.length),
    sum((t) => t.foreignKeys.length),
    sum((t) => Math.min(1, t.primaryKey.length)),
    sum((t) => (t.primaryKey.length > 1 ? 1 : 0)),
  ]
}

/** One line a fact, sorted, so that a difference reads well. Names in lower case. */
export function factsOf(tables: readonly SchemaTable[]): readonly string[] {
  const list = (names: readonly string[]) => names.join(',')
  return tables
    .flatMap((t) => {
      const name = t.name.replace('"."', '.')
      return [
        `${name} (${list(t.columns.map((c) => c.name).toSorted())})`,
        `${name} key ${list(t.primaryKey)}`,
        ...t.foreignKeys.map(
          (fk) => `${name} ${list(fk.columns)} -> ${fk.table.replace('"."', '.')} ${list(fk.targetColumns)}`,
        ),
      ]
    })
    .map((fact) => fact.toLowerCase())
    .toSorted()
}
