/**
 * `relations(posts, …)` and `defineRelations(schema, …)`: names for the keys that are there and for their other
 * ends. A `one` without a key in the database is drawn too, as one that the database does not enforce.
 */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { RawForeignKey } from '../database/raw.ts'
import type { Bound, Program } from '../typescript/program.ts'
import { callArguments, readChain } from './chain.ts'
import type { DrizzleTable } from './tables.ts'

type TableOf = (bound: Bound) => DrizzleTable | null
type Note = (from: number, why: string, severity?: Diagnostic['severity']) => void

export function nameRelations(program: Program, call: Bound, tableOf: TableOf, note: Note): void {
  const [first, second] = callArguments(program, call)
  if (first === undefined || second === undefined) return
  const table = tableOf(first)
  const callback = program.resolve(second)
  if (table === null) return nameAll(program, program.resolve(first), callback, tableOf, note)
  const body = program.apply(callback, [])
  for (const { key, value } of body === null ? [] : program.entries(program.resolve(body))) {
    const chain = readChain(program, value)
    const [to, settings] = chain?.root.args ?? []
    if (chain?.root.name !== 'one' || to === undefined || settings === undefined) continue
    const options = program.resolve(settings)
    const target = tableOf(to)
    const fields = columnsIn(program, options, 'fields', tableOf)
    const ends = columnsIn(program, options, 'references', tableOf)
    if (target !== null && fields.length > 0 && fields.length === ends.length)
      named(table, key, fields, target, ends, note, value.expr.from)
  }
}

/** The newer form: `defineRelations(schema, (r) => ({ posts: { author: r.one.users({ from: r.posts.authorId, to: r.users.id }) } }))`. */
function nameAll(program: Program, schema: Bound, callback: Bound, tableOf: TableOf, note: Note): void {
  const tables = new Map(
    program.entries(schema).flatMap(({ key, value }): [string, DrizzleTable][] => {
      const table = tableOf(value)
      return table === null ? [] : [[key, table]]
    }),
  )
  const body = program.apply(callback, [])
  for (const { key: owner, value: list } of body === null ? [] : program.entries(program.resolve(body))) {
    const table = tables.get(owner)
    if (table === undefined) continue
    for (const { key, value } of program.entries(program.resolve(list))) {
      const { expr, scope } = program.resolve(value)
      if (expr.kind !== 'call' || expr.callee.kind !== 'member' || expr.callee.object.kind !== 'member') continue
      const target = tables.get(expr.callee.name)
      const [settings] = callArguments(program, { expr, scope })
      if (expr.callee.object.name !== 'one' || target === undefined || settings === undefined) continue
      const options = program.resolve(settings)
      const byName = (bound: Bound) =>
        tableOf(bound) ?? (bound.expr.kind === 'member' ? (tables.get(bound.expr.name) ?? null) : null)
      const fields = columnsIn(program, options, 'from', byName)
      const ends = columnsIn(program, options, 'to', byName)
      // The side that has the key says `from` its own columns to the other's key.
      const isOwner = ends.length === fields.length && ends.every((c, i) => target.table.primaryKey[i] === c)
      if (isOwner && fields.length > 0) named(table, key, fields, target, ends, note, expr.from)
    }
  }
}

/** Columns in a list, or the one that stands for it. */
function columnsIn(program: Program, options: Bound, key: string, tableOf: TableOf): readonly string[] {
  const given = program.property(options, key)
  if (given === null) return []
  const isList = given.expr.kind === 'array'
  const items = isList ? program.items(given) : [given]
  return items.flatMap(({ expr, scope }) => {
    if (expr.kind !== 'member') return []
    return tableOf({ expr: expr.object, scope })?.columnNames.get(expr.name) ?? []
  })
}

function named(
  { table }: DrizzleTable,
  name: string,
  columns: readonly string[],
  target: DrizzleTable,
  targetColumns: readonly string[],
  note: Note,
  from: number,
): void {
  const wanted = columns.join('\0')
  const at = table.foreignKeys.findIndex((fk) => fk.columns.join('\0') === wanted && fk.table === target.table.name)
  const known = table.foreignKeys[at]
  if (known !== undefined) {
    table.foreignKeys[at] = { ...known, fieldName: known.fieldName ?? name }
    return
  }
  const key: RawForeignKey = {
    name: null,
    columns,
    schema: target.table.schema,
    table: target.table.name,
    targetColumns,
    onDelete: 'NO ACTION',
    fieldName: name,
    enforced: false,
  }
  table.foreignKeys.push(key)
  note(
    from,
    `the database has no foreign key for ${table.name}.${name}; it is drawn as one that is not enforced`,
    'info',
  )
}
