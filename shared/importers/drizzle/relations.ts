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

/** An end of a relation: the one that has the columns of the key, or the other, which has a name alone. */
interface RelationEnd {
  readonly table: DrizzleTable
  readonly name: string
  readonly target: DrizzleTable
  /** `relationName`: tells relations between the same tables apart. */
  readonly relation: string | null
  /** null: the other end. */
  readonly columns: readonly string[] | null
}

export function nameRelations(program: Program, call: Bound, tableOf: TableOf, note: Note): readonly RelationEnd[] {
  const [first, second] = callArguments(program, call)
  if (first === undefined || second === undefined) return []
  const table = tableOf(first)
  const callback = program.resolve(second)
  if (table === null) {
    nameAll(program, program.resolve(first), callback, tableOf, note)
    return []
  }
  const body = program.apply(callback, [])
  return (body === null ? [] : program.entries(program.resolve(body))).flatMap(({ key, value }): RelationEnd[] => {
    const chain = readChain(program, value)
    const [to, settings] = chain?.root.args ?? []
    const target = to === undefined ? null : tableOf(to)
    if (target === null || (chain?.root.name !== 'one' && chain?.root.name !== 'many')) return []
    const options = settings === undefined ? null : program.resolve(settings)
    const said = options === null ? null : program.property(options, 'relationName')
    const end = { table, name: key, target, relation: said === null ? null : program.text(said) }
    const columns = (which: string) => (options === null ? [] : columnsIn(program, options, which, tableOf))
    const [fields, ends] = [columns('fields'), columns('references')]
    const hasKey = chain.root.name === 'one' && fields.length > 0 && fields.length === ends.length
    if (!hasKey || isOtherEnd(table, fields, target, ends)) return [{ ...end, columns: null }]
    named(table, key, fields, target, ends, note, value.expr.from)
    return [{ ...end, columns: fields }]
  })
}

/** A one-to-one told from the side that has no key: `one(profiles, { fields: [users.id], references: [profiles.userId] })`. */
function isOtherEnd(
  { table }: DrizzleTable,
  fields: readonly string[],
  target: DrizzleTable,
  ends: readonly string[],
): boolean {
  const same = (a: readonly string[], b: readonly string[]) => a.length === b.length && a.every((c, i) => c === b[i])
  const leads = (from: DrizzleTable['table'], columns: readonly string[], to: string) =>
    from.foreignKeys.some((fk) => same(fk.columns, columns) && fk.table === to)
  if (leads(table, fields, target.table.name)) return false
  return (
    leads(target.table, ends, table.name) || (same(fields, table.primaryKey) && !same(ends, target.table.primaryKey))
  )
}

/** Gives keys the names of their other ends, where it is plain which belongs to which. */
export function nameOtherEnds(ends: readonly RelationEnd[]): void {
  for (const other of ends) {
    if (other.columns !== null) continue
    const owners = ends.filter(
      ({ table, target, columns, relation }) =>
        columns !== null && table === other.target && target === other.table && relation === other.relation,
    )
    const [owner] = owners
    if (owner === undefined || owners.length > 1) continue
    const { foreignKeys } = owner.table.table
    const at = foreignKeys.findIndex(
      (fk) => fk.columns.join('\0') === owner.columns?.join('\0') && fk.table === owner.target.table.name,
    )
    const key = foreignKeys[at]
    if (key !== undefined && key.reverseName === undefined) foreignKeys[at] = { ...key, reverseName: other.name }
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
