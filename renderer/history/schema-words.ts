/** What a migration from one version to the other would do to the tables. Pure. */
import type { ErDocument } from '../../shared/document/records.ts'
import { diffSchemas, tableKey } from '../../shared/evolve/diff-schemas.ts'
import type { KeptTable, KeyedTable } from '../../shared/evolve/diff-schemas.ts'
import { compileDesign } from '../../shared/schema/compile-design.ts'
import { isSame } from '../../shared/util/same.ts'

type SchemaStepKind =
  | 'createTable'
  | 'dropTable'
  | 'renameTable'
  | 'addColumn'
  | 'dropColumn'
  | 'renameColumn'
  | 'changeColumn'
  | 'changeIndexes'

interface SchemaStep {
  readonly kind: SchemaStepKind
  readonly table: string
  /** Column; for renames the new name. */
  readonly name: string
  /** The name before, for renames. */
  readonly was: string
  /** Rows or values are lost. */
  readonly loses: boolean
}

export function schemaSteps(before: ErDocument, after: ErDocument): readonly SchemaStep[] {
  const { created, dropped, kept } = diffSchemas(keyed(before), keyed(after))
  const step = (kind: SchemaStepKind, table: string, rest: Partial<SchemaStep> = {}): SchemaStep => ({
    kind,
    table,
    name: '',
    was: '',
    loses: false,
    ...rest,
  })
  return [
    ...created.map(({ name }) => step('createTable', name)),
    ...dropped.map(({ name }) => step('dropTable', name, { loses: true })),
    ...kept.flatMap((table) => keptSteps(table, step)),
  ]
}

function keyed(doc: ErDocument): readonly KeyedTable[] {
  const { schema, resolution } = compileDesign(doc)
  const fieldId = (model: string, field: string) =>
    resolution.models.get(model as never)?.localManyToMany.find((f) => f.name === field)?.id ?? null
  return schema.tables.map((table) => ({ key: tableKey(table, fieldId), table }))
}

function keptSteps(
  { before, after, renamed, columns, added, dropped }: KeptTable,
  step: (kind: SchemaStepKind, table: string, rest?: Partial<SchemaStep>) => SchemaStep,
): readonly SchemaStep[] {
  const table = after.name
  const changed = columns.filter((c) => {
    const was = renamed.columns.find((x) => x.name === c.after)
    const is = after.columns.find((x) => x.name === c.after)
    return !isSame(was?.type, is?.type) || was?.null !== is?.null || was?.unique !== is?.unique
  })
  const indexes = (['indexes', 'uniques', 'checks', 'foreignKeys', 'primaryKey'] as const).some(
    (part) => !isSame(renamed[part], after[part]),
  )
  return [
    ...(before.name === after.name ? [] : [step('renameTable', table, { name: table, was: before.name })]),
    ...columns.flatMap((c) =>
      c.before === c.after ? [] : [step('renameColumn', table, { name: c.after, was: c.before })],
    ),
    ...added.map(({ name }) => step('addColumn', table, { name })),
    ...dropped.map(({ name }) => step('dropColumn', table, { name, loses: true })),
    ...changed.map((c) => step('changeColumn', table, { name: c.after })),
    ...(indexes && added.length + dropped.length + changed.length === 0 ? [step('changeIndexes', table)] : []),
  ]
}
