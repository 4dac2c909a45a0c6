/** TypeORM's trees: the columns and the table that `@Tree` adds to an entity. Source: typeorm, EntityMetadataBuilder, ClosureJunctionEntityMetadataBuilder. */
import { emptyColumn } from '../database/draft.ts'
import type { DraftColumn, DraftDatabase } from '../database/draft.ts'
import type { Bound, Program } from '../typescript/program.ts'
import { Settings, decorator } from './classes.ts'
import type { Classes, ClassDecl } from './classes.ts'
import type { Entity } from './read-typeorm.ts'

export interface TreeContext {
  readonly program: Program
  readonly classes: Classes
  readonly db: DraftDatabase
}

/** To be called when the entity has its columns; the key to the parent is a relation of its own. */
export function addTree(entity: Entity, decl: ClassDecl, context: TreeContext): void {
  const { classes, program } = context
  const made = classes
    .lineage(decl)
    .flatMap((d) => decorator(d, 'Tree') ?? [])
    .at(0)
  const [first] = made?.args ?? []
  const kind = first === undefined ? null : program.text(first)
  if (made === undefined || kind === null) return
  entity.table.columns.push(...(COLUMNS[kind] ?? []).map((column) => ({ ...column })))
  // Without a key there is nothing that its pairs could hold; that the key is missing is said.
  if (kind === 'closure-table' && entity.table.primaryKey.length > 0)
    addClosure(entity, decl, new Settings(program, made.args.slice(1)), context)
}

const COLUMNS: { readonly [kind: string]: readonly DraftColumn[] | undefined } = {
  'materialized-path': [{ ...emptyColumn('mpath', 'varchar'), default: "''" }],
  'nested-set': [
    { ...emptyColumn('nsleft', 'integer'), null: false, default: '1' },
    { ...emptyColumn('nsright', 'integer'), null: false, default: '2' },
  ],
}

/** A table of all pairs of a row and one below it. */
function addClosure(
  { table }: Entity,
  decl: ClassDecl,
  settings: Settings,
  { classes, db, program }: TreeContext,
): void {
  const name = `${settings.text('closureTableName') ?? table.name}_closure`
  const schema = settings.text('closureTableSchema') ?? table.schema
  if (db.has({ schema, name })) return
  const closure = db.add({ schema, name })
  const keys = table.columns.filter((c) => table.primaryKey.includes(c.name))
  const sides = (['ancestor', 'descendant'] as const).map((side) => {
    const naming = settings.get(`${side}ColumnName`)
    return keys.map((key) => nameBy(program, naming, key) ?? `${key.fieldName ?? key.name}_${side}`)
  })
  for (const [i, key] of keys.entries())
    for (const names of sides)
      closure.columns.push({ ...emptyColumn(names[i] ?? '', key.type), null: false, collation: key.collation ?? null })
  closure.primaryKey = closure.columns.map((c) => c.name)
  for (const columns of sides)
    closure.foreignKeys.push({
      name: null,
      columns,
      schema: table.schema,
      table: table.name,
      targetColumns: keys.map((key) => key.name),
      onDelete: 'CASCADE',
    })
  // TypeORM indexes the first two columns, whatever they are.
  for (const { name: column } of closure.columns.slice(0, 2))
    closure.indexes.push({ name: null, columns: [{ name: column, descending: false }], where: null, method: null })
  const hasLevel = classes.lineage(decl).some((d) => classes.members(d).some((m) => decorator(m, 'TreeLevelColumn')))
  if (hasLevel) closure.columns.push({ ...emptyColumn('level', 'integer'), null: false })
}

/** `(column) => 'ancestor_' + column.propertyName`. */
function nameBy(program: Program, naming: Bound | null, key: DraftColumn): string | null {
  if (naming === null) return null
  const value = { kind: 'string', value: key.fieldName ?? key.name, from: 0 } as const
  const column: Bound = {
    expr: { kind: 'object', entries: [{ key: 'propertyName', value }], from: 0 },
    scope: naming.scope,
  }
  const made = program.apply(program.resolve(naming), [column])
  return made === null ? null : program.text(made)
}
