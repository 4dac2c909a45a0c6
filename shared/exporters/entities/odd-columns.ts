/** Columns whose names a library or its database stumbles over: what is left out of an entity, and what is said of it. */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { SchemaIndex, SchemaTable, SchemaUnique } from '../../schema/types.ts'
import { leftOut } from '../left-out.ts'
import { namespaceOf } from '../sql/names.ts'
import type { Entity, EntityRelation } from './entities.ts'

/** Where columns are kept by name in plain objects this one is no name: it would not come into the table. */
const PROTOTYPE = '__proto__'

const isLost = ({ key }: EntityRelation) => key.columns.includes(PROTOTYPE) || key.targetColumns.includes(PROTOTYPE)

export function withoutPrototype(entity: Entity): Entity {
  const { table } = entity
  const has = (one: SchemaIndex | SchemaUnique) =>
    one.columns.some((c) => (typeof c === 'string' ? c : c.name) === PROTOTYPE)
  if (!table.columns.some(({ name }) => name === PROTOTYPE) && ![...entity.relations, ...entity.reverses].some(isLost))
    return entity
  return {
    ...entity,
    table: {
      ...table,
      uniques: table.uniques.filter((u) => !has(u)),
      indexes: table.indexes.filter((i) => !has(i)),
      checks: table.checks.filter((c) => c.column !== PROTOTYPE),
    },
    columns: entity.columns.filter(({ column }) => column.name !== PROTOTYPE),
    relations: entity.relations.filter((relation) => !isLost(relation)),
    reverses: entity.reverses.filter((relation) => !isLost(relation)),
  }
}

/**
 * Diagnostics: 4007 a column `__proto__`; 4008 a dot in a name, which the library takes for a schema's or a table's end,
 * columns that SQLite takes for one. Nothing is changed for the latter two: in other names, or on another database, they work.
 */
export function oddColumns(target: string, table: SchemaTable, signs = /[.]/): readonly Diagnostic[] {
  const names = table.columns.map((c) => c.name)
  return [
    ...(names.includes(PROTOTYPE) ? [leftOut(target, table, 'relata.4007', `a column named ${PROTOTYPE}`)] : []),
    ...oddSigns(target, table, signs),
    ...sameOnSqlite(target, table),
  ]
}

/** 4008: signs in names of the table and its columns that the library does not put into its SQL as they are. */
export function oddSigns(target: string, table: SchemaTable, signs: RegExp): readonly Diagnostic[] {
  const schema = namespaceOf(table.name)
  const own = schema === null ? table.name : table.name.slice(schema.length + 3)
  return [own, ...table.columns.map((c) => c.name)].flatMap((name) => {
    const sign = signs.exec(name)?.[0]
    if (sign === undefined) return []
    const what = sign === '.' ? `the dot in ${name}` : `the sign ${sign} in ${name}`
    return [leftOut(target, table, 'relata.4008', what, null, 'some of its queries part the name there')]
  })
}

/** 4008: columns that differ in capitals alone. */
export function sameOnSqlite(target: string, table: SchemaTable): readonly Diagnostic[] {
  // SQLite folds the letters of ASCII alone.
  const folded = (name: string) => name.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
  return [...Map.groupBy(table.columns, (c) => folded(c.name)).values()]
    .filter((same) => same.length > 1)
    .map((same) =>
      leftOut(
        target,
        table,
        'relata.4008',
        `${same.map((c) => c.name).join(', ')} on SQLite`,
        null,
        'there they are one column',
      ),
    )
}
