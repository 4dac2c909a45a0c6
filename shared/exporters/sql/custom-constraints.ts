/** Constraints of classes that the schema has no form for, such as ExclusionConstraint: said, since they are left out. */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { SchemaTable } from '../../schema/types.ts'
import type { ExportInput } from '../exporter.ts'
import { cannot } from './context.ts'
import type { SqlDialect } from './dialect.ts'

/** Diagnostics: 4004, one a constraint. */
export function customConstraints(
  table: SchemaTable,
  { resolution }: ExportInput,
  dialect: SqlDialect,
): readonly Diagnostic[] {
  const constraints = resolution.models.get(table.model)?.constraints ?? NONE
  if (constraints.length === 0) return NONE
  return constraints.flatMap(({ kind, className, name }) =>
    kind === 'custom' && !isExclusion(name, table, dialect)
      ? [cannot(table, null, 'relata.4004', `the ${className} ${name}`, dialect)]
      : [],
  )
}

const NONE: readonly never[] = []

/** Those are written, or said where they are written. */
function isExclusion(name: string, { exclusions = NONE }: SchemaTable, dialect: SqlDialect): boolean {
  return dialect.exclusions === true && exclusions.some((exclusion) => exclusion.name === name)
}
