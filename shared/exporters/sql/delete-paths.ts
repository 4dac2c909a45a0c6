/**
 * Keys whose refusal meets a cascade that takes the referring row along: Django's PROTECT refuses then and its
 * RESTRICT does not, while a database goes by the order of its own work. So it is said.
 */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { SchemaForeignKey, SchemaTable } from '../../schema/types.ts'
import type { ExportOptions } from '../exporter.ts'
import type { SqlDialect } from './dialect.ts'

/** Diagnostics: 4001, one a key. */
export function crossedPaths(
  tables: readonly SchemaTable[],
  { onDelete }: ExportOptions,
  dialect: SqlDialect,
): readonly Diagnostic[] {
  if (onDelete === 'orm') return []
  // Where keys are looked at in the end, RESTRICT is Django's.
  const refusals = dialect.deferred === '' ? new Set(['PROTECT', 'RESTRICT']) : new Set(['PROTECT'])
  const byName = new Map(tables.map((table) => [table.name, table]))
  return tables.flatMap((table) =>
    table.foreignKeys
      .filter((key) => key.enforced && refusals.has(key.onDelete) && isCrossed(table, key, byName))
      .map((key) => crossed(table, key, dialect)),
  )
}

function isCrossed(table: SchemaTable, key: SchemaForeignKey, byName: ReadonlyMap<string, SchemaTable>): boolean {
  const takers = takersOf([table], byName)
  if (takers.size === 0) return false
  const target = byName.get(key.table)
  if (target === undefined) return takers.has(key.table)
  return takers.has(target.name) || [...takersOf([target], byName)].some((name) => takers.has(name))
}

/** Names of the tables a deleted row of which takes rows of these along. */
function takersOf(tables: readonly SchemaTable[], byName: ReadonlyMap<string, SchemaTable>): ReadonlySet<string> {
  const found = new Set<string>()
  const open = [...tables]
  for (let table = open.pop(); table !== undefined; table = open.pop()) {
    for (const key of table.foreignKeys) {
      if (!key.enforced || key.onDelete !== 'CASCADE' || found.has(key.table)) continue
      found.add(key.table)
      const next = byName.get(key.table)
      if (next !== undefined) open.push(next)
    }
  }
  return found
}

function crossed(table: SchemaTable, { onDelete, columns }: SchemaForeignKey, { label }: SqlDialect): Diagnostic {
  const name = `${table.label}.${columns.join(', ')}`
  const isProtect = onDelete === 'PROTECT'
  return {
    code: 'relata.4001',
    severity: 'warning',
    message: isProtect
      ? `${label} may delete rows that on_delete PROTECT of ${name} keeps: a cascade takes them first.`
      : `${label} may refuse a delete that on_delete RESTRICT of ${name} allows, as a cascade takes the row too.`,
    hint: isProtect
      ? 'Django refuses such a delete. Delete through Django, or let only one path lead to these rows.'
      : 'Delete through Django, or the rows in between first.',
    subject: { kind: 'model', model: table.model, label: name },
    fixes: [],
  }
}
