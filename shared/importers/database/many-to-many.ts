/** Tables that only join two others, and what Django draws for them. */
import { nameForDjango } from '../../relations/names.ts'
import type { FieldId } from '../../document/ids.ts'
import { plural, snakeCase } from '../../document/names.ts'
import type { RelationField } from '../../document/records.ts'
import { stableId } from '../django/stable-id.ts'
import { isUnindexed } from './key-index.ts'
import { fieldName, modelName } from './names.ts'
import { dbTable, sameName, tableKey } from './plan.ts'
import type { Planned } from './plan.ts'
import type { RawDatabase, RawForeignKey, RawTable } from './raw.ts'

export interface JoinTable {
  readonly from: RawForeignKey
  readonly to: RawForeignKey
  /** As Django makes them: with a numbered `id` besides the two keys. */
  readonly hasId: boolean
}

/** Two required keys of one column each that are together unique, and nothing else but a number; nobody refers to it. */
export function joinTables(tables: readonly RawTable[]): ReadonlyMap<RawTable, JoinTable> {
  const referenced = new Set(tables.flatMap((t) => t.foreignKeys.map((fk) => fk.table.toLowerCase())))
  const found = new Map<RawTable, JoinTable>()
  for (const table of tables) {
    const join = referenced.has(table.name.toLowerCase()) ? null : joinOf(table)
    if (join !== null) found.set(table, join)
  }
  return found
}

function joinOf(table: RawTable): JoinTable | null {
  const [first, second, more] = table.foreignKeys
  if (first === undefined || second === undefined || more !== undefined || table.columns.length > 3) return null
  const columns = [...first.columns, ...second.columns]
  if (first.columns.length !== 1 || second.columns.length !== 1 || columns[0] === columns[1]) return null
  const others = table.columns.filter((c) => !columns.includes(c.name))
  const hasId =
    others.length === 1 &&
    others.every((c) => table.primaryKey.length === 1 && table.primaryKey[0] === c.name && c.autoIncrement)
  const pair = (names: readonly (string | null)[]) => names.length === 2 && columns.every((c) => names.includes(c))
  const isPair =
    pair(table.primaryKey) || table.uniques.some((u) => u.where === null && pair(u.columns.map((c) => c.name)))
  // SQLite lets a key of several columns hold NULL, which nobody means.
  const isRequired =
    pair(table.primaryKey) || columns.every((name) => table.columns.some((c) => c.name === name && !c.null))
  if ((others.length > 0 && !hasId) || !isPair || !isRequired) return null
  const [from, to] = owners(table, first, second)
  return { from, to, hasId }
}

/**
 * The table whose name the join's name begins with declares the field; else the first key's. Beside a composite key that
 * is the model that comes first by name: declared by the other one, `makemigrations` of Django 5.2 may create the join's
 * model before a part of its key, and `migrate` fails.
 */
function owners(table: RawTable, first: RawForeignKey, second: RawForeignKey): readonly [RawForeignKey, RawForeignKey] {
  const said = table.joins?.from
  if (said !== undefined && first.table !== second.table)
    return said === second.table ? [second, first] : [first, second]
  const begins = (fk: RawForeignKey) => table.name.toLowerCase().startsWith(`${fk.table.toLowerCase()}_`)
  const isNamed = begins(first) || begins(second)
  const isFlipped =
    isNamed || table.primaryKey.length < 2
      ? begins(second) && (!begins(first) || second.table.length > first.table.length)
      : labelOf(second) < labelOf(first)
  return isFlipped ? [second, first] : [first, second]
}

/** Names as Django sorts models by. */
function labelOf({ schema, table }: RawForeignKey): string {
  return `${schema ?? ''}.${modelName(table, new Set()).toLowerCase()}`
}

/** `post_tags` of the table `post` → `tags`; else the target's plural. */
export function joinFieldName(table: RawTable, from: Planned, to: Planned, taken: ReadonlySet<string>): string {
  if (table.joins?.from === from.table.name) return fieldName(table.joins.name, taken)
  const prefix = `${from.table.name}_`
  const rest = table.name.toLowerCase().startsWith(prefix.toLowerCase()) ? table.name.slice(prefix.length) : ''
  const word = rest !== '' ? rest : from === to ? table.name : plural(snakeCase(to.name))
  return fieldName(word, taken)
}

/** Whether Django would give the table's columns exactly these names, so that it need not be a model of its own. */
export function isNaturalJoin(
  table: RawTable,
  { from, to, hasId }: JoinTable,
  source: Planned,
  target: Planned,
  dialect: RawDatabase['dialect'],
): boolean {
  // Django makes an index for each of the two; a script of no dialect seldom says anything of indexes.
  const isIndexed = (fk: RawForeignKey) =>
    dialect === 'mysql' || dialect === null || !isUnindexed(table, fk.columns[0] ?? '', dialect)
  if (!isIndexed(from) || !isIndexed(to)) return false
  if (!hasId || !sameName(table.primaryKey[0] ?? '', 'id') || table.checks.length > 0) return false
  if (table.columns.some((c) => c.default !== null || c.comment !== null) || table.comment !== null) return false
  const [a, b] = [source.name.toLowerCase(), target.name.toLowerCase()]
  const expected = source === target ? [`from_${a}_id`, `to_${b}_id`] : [`${a}_id`, `${b}_id`]
  const isKey = (fk: RawForeignKey, end: Planned) => {
    const key = end.table.primaryKey
    return fk.targetColumns.length === 0 || (key.length === 1 && sameName(key[0] ?? '', fk.targetColumns[0] ?? ''))
  }
  return from.columns[0] === expected[0] && to.columns[0] === expected[1] && isKey(from, source) && isKey(to, target)
}

interface Declared {
  readonly name: string
  readonly from: Planned
  readonly to: Planned
  readonly relatedName: string | null
  /** The join's model; null: Django makes the table, of that name. */
  readonly through: Planned | null
  readonly table: RawTable | null
  readonly joinTable: string | null
  /** Fields of the join's model, where it has keys that could be mixed up. */
  readonly throughFields: readonly [FieldId, FieldId] | null
}

export function manyToManyField({
  name,
  from,
  to,
  relatedName,
  through,
  table,
  joinTable,
  throughFields,
}: Declared): RelationField {
  const natural = `${from.appLabel}_${from.name.toLowerCase()}_${name}`
  const written = table === null ? (joinTable === null ? null : nameForDjango(joinTable)) : dbTable(table)
  return {
    id: stableId('field', `${tableKey(from.table)} m2m ${name}`) as FieldId,
    kind: 'manyToMany',
    name,
    to: to.id,
    toSource: null,
    onDelete: null,
    relatedName,
    through: through?.id ?? null,
    className: null,
    options: {
      ...(through !== null || written === null || written === natural ? {} : { db_table: written }),
      ...(throughFields === null ? {} : { through_fields: [...throughFields] }),
      ...(from === to ? { symmetrical: false } : {}),
      blank: true,
    },
  }
}
