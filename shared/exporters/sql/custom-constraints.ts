/** Constraints of classes that the schema has no form for, such as ExclusionConstraint: said, since they are left out. */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { SchemaTable } from '../../schema/types.ts'
import type { ExportInput } from '../exporter.ts'
import { cannot } from './context.ts'
import type { SqlDialect } from './dialect.ts'

/** Diagnostics: 4004, one a constraint. */
export function customConstraints(
  tables: readonly SchemaTable[],
  { resolution }: ExportInput,
  dialect: SqlDialect,
): readonly Diagnostic[] {
  const found: Diagnostic[] = []
  for (const table of tables) {
    for (const { kind, className, name } of resolution.models.get(table.model)?.constraints ?? []) {
      if (kind !== 'custom') continue
      found.push(cannot(table, null, 'relata.4004', `the ${className} ${name}`, dialect))
    }
  }
  return found
}
