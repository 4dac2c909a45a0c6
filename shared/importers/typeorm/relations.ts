/** Relations of TypeORM's entities: the foreign key on the owning side, the join table of a many-to-many. */
import { emptyColumn } from '../database/draft.ts'
import type { DraftColumn, DraftDatabase, DraftTable } from '../database/draft.ts'
import type { RawJoin } from '../database/raw.ts'
import type { Bound } from '../typescript/program.ts'
import { Settings, decorator } from './classes.ts'
import type { Member } from './classes.ts'
import type { ColumnContext, Placed } from './columns.ts'
import type { Entity } from './read-typeorm.ts'

interface End {
  /** Name that the decorator gives the column; null: TypeORM makes one. */
  readonly name: string | null
  /** Property of the target; null: its primary key. */
  readonly referenced: string | null
}

export interface RelationContext extends ColumnContext {
  readonly db: DraftDatabase
  readonly joins: Map<DraftTable, RawJoin>
  readonly entityOf: (member: Member, kind: string) => Entity | undefined
}

/** `@ManyToOne`, and the side of `@OneToOne` that has `@JoinColumn`. */
export function readKey(entity: Entity, { member, prefixes, path }: Placed, context: RelationContext): void {
  const made = decorator(member, 'ManyToOne', 'OneToOne', 'TreeParent')
  const join = decorator(member, 'JoinColumn', 'JoinColumns')
  if (made === undefined || (made.name === 'OneToOne' && join === undefined)) return
  const { name } = member.property
  const isTree = made.name === 'TreeParent'
  const target = isTree ? entity : context.entityOf(member, made.name)
  const settings = new Settings(context.program, made.args.slice(isTree ? 0 : 1))
  const ends = endsOf(join?.args ?? [], context)
  if (target === undefined) {
    context.note(member, made.from, `the entity that ${entity.name}.${name} refers to is not here`)
    const elsewhere = className(made.args[0])
    if (elsewhere !== null) addElsewhere(entity, name, elsewhere, ends, settings, context)
    return
  }
  const targets = targetColumns(target, ends)
  if (targets.length === 0)
    return context.note(member, made.from, `${target.name} has no key that ${entity.name}.${name} could refer to`)
  const isRequired = settings.plain('nullable') === 'false'
  const isPrimary = decorator(member, 'PrimaryColumn') !== undefined || settings.is('primary')
  const columns = targets.map((end, i) => {
    const wanted = ends[i]?.name ?? context.naming.joinColumn(name, entityProperty(target, end.name))
    const full = prefixes.length === 0 ? wanted : context.naming.column(name, wanted, prefixes)
    return keyColumn(entity, full, end, !isRequired && !isPrimary)
  })
  entity.columnsOf.set(path, columns)
  if (isPrimary) entity.table.primaryKey.push(...columns.filter((c) => !entity.table.primaryKey.includes(c)))
  const onUpdate = settings.text('onUpdate')
  if (onUpdate !== null && !/^NO ACTION$|^RESTRICT$/.test(onUpdate))
    context.note(member, made.from, `ON UPDATE ${onUpdate} of ${name} is left out`)
  entity.table.foreignKeys.push({
    name: null,
    columns,
    schema: target.table.schema,
    table: target.table.name,
    targetColumns: targets.map((t) => t.name),
    onDelete: settings.text('onDelete') ?? 'NO ACTION',
    fieldName: name,
    reverseName: otherEnd(target, inverseOf(made.args[1])),
    ...(settings.plain('createForeignKeyConstraints') === 'false' ? { enforced: false } : {}),
  })
  const isKnown = entity.table.primaryKey.join() === columns.join()
  if (made.name === 'OneToOne' && !isKnown)
    entity.table.uniques.push({
      name: null,
      columns: columns.map((c) => ({ name: c, descending: false })),
      where: null,
      method: null,
    })
}

/** The class that `() => User` and `'User'` name. */
function className(bound: Bound | undefined): string | null {
  if (bound === undefined) return null
  const { expr, scope } = bound
  if (expr.kind === 'string') return expr.value
  if (expr.kind === 'name') return expr.name
  return expr.kind === 'function' && expr.body !== null ? className({ expr: expr.body, scope }) : null
}

/** A key to an entity that was not given: its table has the name that TypeORM would give it, its key is a number. */
function addElsewhere(
  entity: Entity,
  name: string,
  target: string,
  ends: readonly End[],
  settings: Settings,
  { naming }: RelationContext,
): void {
  const end = ends[0]?.referenced ?? 'id'
  const column = ends[0]?.name ?? naming.joinColumn(name, end)
  const number = emptyColumn(column, 'integer')
  keyColumn(entity, column, number, settings.plain('nullable') !== 'false')
  entity.columnsOf.set(name, [column])
  entity.table.foreignKeys.push({
    name: null,
    columns: [column],
    schema: null,
    table: naming.table(target),
    targetColumns: [end],
    onDelete: settings.text('onDelete') ?? 'NO ACTION',
    fieldName: name,
  })
}

/** The column that is there, or a new one of the target's type. */
function keyColumn({ table }: Entity, name: string, target: DraftColumn, isNull: boolean): string {
  const there = table.columns.find((c) => c.name === name)
  if (there !== undefined) {
    // TypeORM gives it the type of what it refers to, whatever the program says.
    if (baseOf(there.type) !== baseOf(target.type)) there.type = target.type
    return name
  }
  table.columns.push({
    ...target,
    name,
    fieldName: name,
    null: isNull,
    default: null,
    autoIncrement: false,
    generated: null,
    comment: null,
  })
  return name
}

function baseOf(type: string): string {
  return type.replace(/\(.*$/, '')
}

function endsOf(args: readonly Bound[], { program }: ColumnContext): readonly End[] {
  const [first] = args
  if (first === undefined) return []
  const given = program.resolve(first)
  const list = given.expr.kind === 'array' ? program.items(given) : [given]
  return list.map((item) => {
    const settings = new Settings(program, [item])
    return { name: settings.text('name'), referenced: settings.text('referencedColumnName') }
  })
}

/** Columns that the ends lead to, in their order; where none is named, the whole key. */
function targetColumns(target: Entity, ends: readonly End[]): readonly DraftColumn[] {
  const { columns, primaryKey } = target.table
  const keys = primaryKey.flatMap((name) => columns.find((c) => c.name === name) ?? [])
  if (ends.every((end) => end.referenced === null)) return keys
  return ends.flatMap(
    (end, i) =>
      columns.find((c) => c.fieldName === end.referenced || c.name === end.referenced) ??
      (end.referenced === null ? (keys[i] ?? []) : []),
  )
}

function entityProperty({ table }: Entity, column: string): string {
  return table.columns.find((c) => c.name === column)?.fieldName ?? column
}

/** `(user) => user.posts`, `'posts'`. */
function inverseOf(bound: Bound | undefined): string | null {
  if (bound === undefined) return null
  const { expr } = bound
  if (expr.kind === 'string') return expr.value
  return expr.kind === 'function' && expr.body?.kind === 'member' ? expr.body.name : null
}

/** null: a plain column of the target (`boss => boss.id`), as people write who need no other end. */
function otherEnd({ table }: Entity, name: string | null): string | null {
  return table.columns.some((column) => column.fieldName === name) ? null : name
}

/** `@ManyToMany` on the side that has `@JoinTable`: a table of the two keys. */
export function readJoinTable(entity: Entity, { member, path }: Placed, context: RelationContext): void {
  const made = decorator(member, 'ManyToMany')
  const join = decorator(member, 'JoinTable')
  if (made === undefined || join === undefined) return
  const { name } = member.property
  const target = context.entityOf(member, made.name)
  if (target === undefined)
    return context.note(member, made.from, `the entity that ${entity.name}.${name} refers to is not here`)
  const { naming, program, db } = context
  const settings = new Settings(program, join.args)
  const table = settings.text('name') ?? naming.joinTable(entity.table.name, path, target.table.name)
  const schema = settings.text('schema') ?? entity.table.schema
  const there = db.find({ schema, name: table })
  if (there !== undefined) {
    // An entity of its own may stand for it, with keys to both.
    const isBetween = [entity, target].every((e) => there.foreignKeys.some((fk) => fk.table === e.table.name))
    if (!isBetween || context.joins.has(there))
      return context.note(member, join.from, `the table ${table} is there already`)
    context.joins.set(there, { name, reverse: inverseOf(made.args[1]), from: entity.table.name })
    return
  }
  const sides = [
    { owner: entity, ends: sideOf(settings, 'joinColumn', context) },
    { owner: target, ends: sideOf(settings, 'inverseJoinColumn', context) },
  ].map(({ owner, ends }) => {
    const keys = targetColumns(owner, ends)
    const names = keys.map(
      (key, i) => ends[i]?.name ?? naming.joinTableColumn(owner.table.name, entityProperty(owner, key.name)),
    )
    return { owner, keys, names }
  })
  const [own, other] = sides
  if (own === undefined || other === undefined || own.keys.length === 0 || other.keys.length === 0)
    return context.note(member, made.from, `${entity.name}.${name} joins entities without a key`)
  const made2 = db.add({ schema, name: table })
  const isDoubled = own.names.some((n) => other.names.includes(n))
  for (const [i, side] of sides.entries()) {
    const columns = side.names.map((n) => (isDoubled ? `${n}_${i + 1}` : n))
    const draft: Entity = { ...entity, table: made2 }
    for (const [k, column] of columns.entries()) {
      const key = side.keys[k]
      if (key !== undefined) keyColumn(draft, column, key, false)
    }
    made2.primaryKey.push(...columns)
    made2.indexes.push({
      name: null,
      columns: columns.map((c) => ({ name: c, descending: false })),
      where: null,
      method: null,
    })
    made2.foreignKeys.push({
      name: null,
      columns,
      schema: side.owner.table.schema,
      table: side.owner.table.name,
      targetColumns: side.keys.map((k) => k.name),
      onDelete: 'CASCADE',
    })
  }
  context.joins.set(made2, { name, reverse: inverseOf(made.args[1]), from: entity.table.name })
}

function sideOf(settings: Settings, key: string, context: ColumnContext): readonly End[] {
  const one = settings.get(key) ?? settings.get(`${key}s`)
  return one === null ? [] : endsOf([one], context)
}
