import type { ErDocument } from '../document/records.ts'
import { diffSchemas, tableKey } from '../evolve/diff-schemas.ts'
import type { KeyedTable, SchemaDiff } from '../evolve/diff-schemas.ts'
import { compileDesign } from '../schema/compile-design.ts'
import type { CompiledDesign } from '../schema/compile-design.ts'

/** Two versions of a design, compiled, and what became of its tables. */
export interface Versions {
  readonly before: CompiledDesign
  readonly after: CompiledDesign
  readonly diff: SchemaDiff
}

export interface MigrationText {
  /** '' where nothing changes. */
  readonly text: string
  /** What is guessed or given up, in English. */
  readonly notes: readonly string[]
}

/** One way to write a migration down. */
export interface MigrationTarget {
  readonly id: string
  readonly label: string
  readonly language: 'python' | 'sql'
  readonly fileName: string
  write(versions: Versions): MigrationText
}

/** Both versions compiled, and what became of each table between them. */
export function versionsOf(before: ErDocument, after: ErDocument): Versions {
  const [from, to] = [compileDesign(before), compileDesign(after)]
  return { before: from, after: to, diff: diffSchemas(keyed(from), keyed(to)) }
}

/** Tables that the design itself makes, known by what they are of. */
function keyed({ schema, resolution }: CompiledDesign): readonly KeyedTable[] {
  const fieldId = (model: string, field: string) =>
    resolution.models.get(model as never)?.localManyToMany.find((f) => f.name === field)?.id ?? null
  return schema.tables.map((table) => ({ key: tableKey(table, fieldId), table }))
}
