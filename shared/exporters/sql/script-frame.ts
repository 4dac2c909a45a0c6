/** What stands around the tables of a script: what has to be there first, what goes away before. */
import type { Schema, SchemaTable } from '../../schema/types.ts'
import type { ExportInput } from '../exporter.ts'
import type { SqlDialect } from './dialect.ts'
import { identifier as name, namespaceOf, tableIdentifier } from './names.ts'
import type { WrittenTable } from './write-table.ts'

export function head(schema: Schema, { options }: ExportInput): readonly string[] {
  if (options.extra['external'] === true || schema.external.length === 0) return []
  const elsewhere = new Set(schema.external.map((t) => t.name))
  const found = new Set<string>()
  for (const { foreignKeys } of schema.tables) {
    for (const fk of foreignKeys) if (elsewhere.has(fk.table)) found.add(fk.table)
  }
  const names = [...found]
  return names.length === 0 ? [] : [`-- Referenced, created elsewhere: ${names.join(', ').replace(/[\r\n]+/g, ' ')}`]
}

export function namespaces(dialect: SqlDialect, tables: readonly SchemaTable[]): readonly string[] {
  if (!dialect.namespaces) return []
  const used = new Set<string>()
  for (const table of tables) {
    const namespace = namespaceOf(table.name)
    if (namespace !== null) used.add(namespace)
  }
  return [...used].map((schema) => `CREATE SCHEMA IF NOT EXISTS ${name(dialect, schema)};`)
}

/** Of types and operator classes that PostgreSQL keeps in extensions. */
export function extensions(dialect: SqlDialect, tables: readonly WrittenTable[]): readonly string[] {
  const needed = new Set<string>()
  for (const table of tables) for (const extension of table.extensions) needed.add(extension)
  return [...needed].toSorted().map((extension) => `CREATE EXTENSION IF NOT EXISTS ${name(dialect, extension)};`)
}

export function dropStatements(dialect: SqlDialect, tables: readonly SchemaTable[]): readonly string[] {
  const cascade = dialect.addConstraint && dialect.id === 'postgresql' ? ' CASCADE' : ''
  const drops = tables.toReversed().map((t) => `DROP TABLE IF EXISTS ${tableIdentifier(dialect, t.name)}${cascade};`)
  return dialect.unchecked === undefined ? drops : [dialect.unchecked.begin, ...drops, dialect.unchecked.end]
}
