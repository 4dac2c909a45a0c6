/** Unique keys, indexes and checks of a table as Meta has them. What Python cannot say stays SQL. */
import type { ConstraintId, IndexId } from '../../document/ids.ts'
import type { CheckConstraint, Constraint, Expr, FieldRef, Index, UniqueConstraint } from '../../document/records.ts'
import { printString } from '../../python/print.ts'
import { stableId } from '../django/stable-id.ts'
import { exclusionConstraint } from './exclusion-rules.ts'
import { fieldIndex, isLikeIndex } from './django-indexes.ts'
import { keyIndexOf } from './key-index.ts'
import { columnOf, isOnlyKey, isPlainUnique, tableKey } from './plan.ts'
import type { Planned } from './plan.ts'
import { rawCondition, rawFilter, rawValue } from './raw-sql.ts'
import type { RawForeignKey, RawIndex, RawIndexTerm, RawTable } from './raw.ts'

interface TableRules {
  readonly uniqueTogether: readonly (readonly FieldRef[])[]
  readonly indexes: readonly Index[]
  readonly constraints: readonly Constraint[]
}

/**
 * Names must be unique in a database; Django also wants them in the app.
 *
 * @param takenNames in lower case, those of the tables among them
 */
export function tableRules(planned: Planned, positive: ReadonlySet<string>, takenNames: Set<string>): TableRules {
  const { table } = planned
  const ofFields = new Set(table.foreignKeys.flatMap((fk) => (fk.columns.length === 1 ? keyIndex(table, fk) : [])))
  for (const { name } of table.columns) {
    const index = fieldIndex(table, name)
    if (index !== undefined) ofFields.add(index)
  }
  for (const index of table.indexes) if (isLikeIndex(table, index)) ofFields.add(index)
  const uniques = table.uniques.filter((u, i) => !isSaidByColumn(table, u, i))
  const together = uniques.filter((u, i) => isTogether(u) && !hasTwin(uniques, u, i))
  const others = uniques.filter((u) => !together.includes(u))
  return {
    uniqueTogether: together.map((u) => u.columns.map((c) => ref(planned, c.name ?? ''))),
    constraints: [
      ...others.map((u, i) => uniqueConstraint(planned, u, i, takenNames)),
      ...table.checks.filter((c) => !isOfField(table, c.sql, positive)).map((c, i) => check(planned, c, i, takenNames)),
      ...(table.exclusions ?? []).map((exclusion, i) => {
        const name = freshName(exclusion.name, `${table.name}_excl_${i}`, MAX_NAME, takenNames)
        return exclusionConstraint(planned, exclusion, i, name)
      }),
    ],
    indexes: table.indexes
      .filter((index) => !ofFields.has(index))
      .map((index, i) => indexOf(planned, index, i, takenNames)),
  }
}

/** A check that the field's class brings along. */
function isOfField(table: RawTable, sql: string, positive: ReadonlySet<string>): boolean {
  const column = positiveColumn(table, sql)
  return (column !== null && positive.has(column)) || jsonColumn(table, sql) !== null
}

/** One column over all rows: `unique=True` says it, once; a primary key says nothing of a second one. */
function isSaidByColumn(table: RawTable, unique: RawIndex, at: number): boolean {
  const [only, more] = unique.columns
  if (!isPlainUnique(unique) || only?.name == null || more !== undefined) return false
  return !isOnlyKey(table, only.name) && !hasTwin(table.uniques, unique, at)
}

/** An earlier one over the same columns. */
function hasTwin(uniques: readonly RawIndex[], unique: RawIndex, at: number): boolean {
  const columns = unique.columns.map((c) => c.name?.toLowerCase()).join('\0')
  return uniques
    .slice(0, at)
    .some((u) => isPlainUnique(u) && u.columns.map((c) => c.name?.toLowerCase()).join('\0') === columns)
}

/** Django makes an index for each foreign key. */
function keyIndex(table: RawTable, fk: RawForeignKey): readonly RawIndex[] {
  const column = columnOf(table, fk.columns[0] ?? '')
  const index = column === undefined || column.generated !== null ? undefined : keyIndexOf(table, column.name)
  return index === undefined ? [] : [index]
}

/** Django's own naming of unique_together, or none. */
function isTogether(unique: RawIndex): boolean {
  return isPlainUnique(unique) && (unique.name === null || unique.name.endsWith('_uniq'))
}

function ref(planned: Planned, column: string): FieldRef {
  const known = columnOf(planned.table, column)?.name ?? column
  return planned.fieldIds.get(known) ?? known
}

function term(planned: Planned, { name, descending, sql, opclass }: RawIndexTerm): Expr {
  const known = name === null ? undefined : (columnOf(planned.table, name)?.name ?? name)
  const value =
    known === undefined
      ? rawValue(sql ?? 'NULL').expr
      : `models.F(${printString(planned.fieldNames.get(known) ?? known)})`
  const expr = opclass === undefined ? value : `OpClass(${value}, name=${printString(opclass)})`
  return { expr: descending ? `${expr}.desc()` : expr }
}

function freshName(given: string | null, fallback: string, limit: number, taken: Set<string>): string {
  const plain =
    given !== null && /^[A-Za-z]/.test(given) && given.length <= limit
      ? given
      : fallback
          .replace(/[^\w]+/g, '_')
          .replace(/^[_\d]+/, '')
          .slice(0, limit)
  let name = plain === '' ? 'rule' : plain
  // Most databases take `Tag` and `tag` for one.
  for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${plain.slice(0, limit - String(n).length - 1)}_${n}`
  taken.add(name.toLowerCase())
  return name
}

const MAX_INDEX_NAME = 30
const MAX_NAME = 60

function indexOf(planned: Planned, index: RawIndex, at: number, taken: Set<string>): Index {
  const { table } = planned
  const isPlain = index.columns.every((c) => c.name !== null)
  const classes = index.columns.map((c) => c.opclass ?? '')
  const needsName = !isPlain || index.where !== null || classes.some((c) => c !== '')
  const isUsable =
    index.name !== null &&
    /^[A-Za-z]\w*$/.test(index.name) &&
    index.name.length <= MAX_INDEX_NAME &&
    !taken.has(index.name.toLowerCase())
  const name = isUsable || needsName ? freshName(index.name, `${table.name}_ix_${at}`, MAX_INDEX_NAME, taken) : null
  return {
    id: stableId('index', `${tableKey(table)} ${at} ${index.name ?? ''}`) as IndexId,
    type: INDEX_TYPES[index.method?.toLowerCase() ?? ''] ?? 'Index',
    name,
    fields: isPlain ? index.columns.map((c) => ({ by: ref(planned, c.name ?? ''), descending: c.descending })) : [],
    expressions: isPlain ? [] : index.columns.map((c) => term(planned, c)),
    condition: index.where === null ? null : rawFilter(index.where),
    include: (index.include ?? []).map((c) => ref(planned, c)),
    options: classes.some((c) => c !== '') && isPlain ? { opclasses: classes } : {},
  }
}

/** Source: django/contrib/postgres/indexes.py. */
const INDEX_TYPES: { readonly [method: string]: string | undefined } = {
  bloom: 'BloomIndex',
  brin: 'BrinIndex',
  gin: 'GinIndex',
  gist: 'GistIndex',
  hash: 'HashIndex',
  spgist: 'SpGistIndex',
}

function uniqueConstraint(planned: Planned, unique: RawIndex, at: number, taken: Set<string>): UniqueConstraint {
  const { table } = planned
  const isPlain = unique.columns.every((c) => c.name !== null)
  const classes = unique.columns.map((c) => c.opclass ?? '')
  return {
    id: stableId('constraint', `${tableKey(table)} unique ${at} ${unique.name ?? ''}`) as ConstraintId,
    kind: 'unique',
    name: freshName(unique.name, `${table.name}_uniq_${at}`, MAX_NAME, taken),
    fields: isPlain ? unique.columns.map((c) => ref(planned, c.name ?? '')) : [],
    expressions: isPlain ? [] : unique.columns.map((c) => term(planned, c)),
    condition: unique.where === null ? null : rawFilter(unique.where),
    include: (unique.include ?? []).map((c) => ref(planned, c)),
    deferrable: unique.deferrable ?? null,
    options: {
      ...(classes.some((c) => c !== '') && isPlain ? { opclasses: classes } : {}),
      ...(unique.nullsDistinct === undefined ? {} : { nulls_distinct: unique.nullsDistinct }),
    },
  }
}

function check(
  planned: Planned,
  { name, sql }: RawTable['checks'][number],
  at: number,
  taken: Set<string>,
): CheckConstraint {
  const { table } = planned
  return {
    id: stableId('constraint', `${tableKey(table)} check ${at} ${name ?? ''}`) as ConstraintId,
    kind: 'check',
    name: freshName(name, `${table.name}_check_${at}`, MAX_NAME, taken),
    condition: rawCondition(sql),
    options: {},
  }
}

/** `x >= 0`, which Django writes for its PositiveIntegerField: the column; null: another check. */
function positiveColumn(table: RawTable, sql: string): string | null {
  const found = /^\(*\s*(?:"((?:[^"]|"")*)"|`([^`]*)`|([A-Za-z_]\w*))\s*\)*\s*>=\s*\(*\s*0\s*\)*$/.exec(sql.trim())
  const name = found?.[1]?.replaceAll('""', '"') ?? found?.[2] ?? found?.[3]
  return name === undefined ? null : (columnOf(table, name)?.name ?? null)
}

/** What Django's JSONField has for a check, and MariaDB's JSON: the column; null: another check. */
function jsonColumn(table: RawTable, sql: string): string | null {
  const plain = sql.replaceAll('`', '"').replace(/\s+/g, ' ').trim()
  const found = /^\(*json_valid ?\( ?"?([^"()]+?)"? ?\)(?: or "?([^"()]+?)"? is null)?\)*$/i.exec(plain)
  const [, name, again] = found ?? []
  return name === undefined || (again !== undefined && again !== name) ? null : (columnOf(table, name)?.name ?? null)
}

/** Columns that a check of their own keeps to JSON. */
export function jsonColumns(table: RawTable): ReadonlySet<string> {
  return new Set(table.checks.flatMap(({ sql }) => jsonColumn(table, sql) ?? []))
}

/** Columns that a check of their own keeps from being negative. */
export function positiveColumns(table: RawTable): ReadonlySet<string> {
  const integers = /^(?:big|small|medium|tiny)?int(?:eger)?(?:\s*\(\d+\))?(?:\s+unsigned)?$|^int[248]$/i
  return new Set(
    table.checks.flatMap(({ sql }) => {
      const name = positiveColumn(table, sql)
      const column = name === null ? undefined : columnOf(table, name)
      return column !== undefined && integers.test(column.type) ? [column.name] : []
    }),
  )
}
