/** Filters and sorting of a table as SQL; every value is bound, every name is one of the table's. */
import { HostFailure } from '../../../../shared/protocol/errors.ts'
import type { RowFilter, RowSort } from '../../../../shared/protocol/methods/rows.ts'
import { fromWire } from '../../../../shared/protocol/scalars.ts'
import type { StoredValue, WireScalar } from '../../../../shared/protocol/scalars.ts'
import type { Connection } from '../../database/open-database.ts'
import { labelText } from './label-sql.ts'
import { columnSql, tableFacts } from '../table-facts.ts'
import type { TableFacts } from '../table-facts.ts'

export interface Condition {
  /** '' : all rows. */
  readonly sql: string
  readonly params: readonly StoredValue[]
}

/** @returns ` WHERE …`, or '' without filters */
export function whereSql(db: Connection, facts: TableFacts, filters: readonly RowFilter[]): Condition {
  const parts = filters.map((filter) => conditionOf(db, facts, filter))
  if (parts.length === 0) return { sql: '', params: [] }
  return { sql: ` WHERE ${parts.map(({ sql }) => sql).join(' AND ')}`, params: parts.flatMap(({ params }) => params) }
}

/** @returns ` ORDER BY …`, the key at the end so that the order is the same each time; '' where there is neither */
export function orderSql(db: Connection, facts: TableFacts, sort: readonly RowSort[]): string {
  const parts = [
    ...sort.flatMap((one) => sortTerms(db, facts, one).map((term) => `${term}${one.descending ? ' DESC' : ''}`)),
    ...facts.keys,
  ]
  return parts.length === 0 ? '' : ` ORDER BY ${parts.join(', ')}`
}

/** The table is called `relata_t` wherever its rows are sorted. */
function sortTerms(db: Connection, facts: TableFacts, { column, label }: RowSort): readonly string[] {
  const own = columnSql(facts, column)
  if (label === undefined) return [own]
  const target = tableFacts(db, label.table)
  const text =
    label.labels.length === 0 ? own : labelText(label.labels.map((one) => `relata_l.${columnSql(target, one)}`))
  const key = columnSql(target, label.key)
  // The key last: rows of one label stay together by what they refer to.
  return [
    `(SELECT ${text} FROM ${target.sql} AS relata_l WHERE relata_l.${key} = relata_t.${own}) COLLATE NOCASE`,
    `relata_t.${own}`,
  ]
}

const COMPARE = { equals: '=', notEquals: '<>', gt: '>', gte: '>=', lt: '<', lte: '<=' } as const

function conditionOf(db: Connection, facts: TableFacts, filter: RowFilter): Condition {
  const column = columnSql(facts, filter.column)
  switch (filter.op) {
    case 'isNull':
      return { sql: `${column} IS NULL`, params: [] }
    case 'notNull':
      return { sql: `${column} IS NOT NULL`, params: [] }
    case 'isEmpty':
      return { sql: `(${column} IS NULL OR ${column} = '')`, params: [] }
    case 'notEmpty':
      return { sql: `(${column} IS NOT NULL AND ${column} <> '')`, params: [] }
    case 'contains':
      return { sql: like(column), params: [`%${escaped(filter.text)}%`] }
    case 'notContains':
      // A row without a value does not contain the text either.
      return { sql: `(${column} IS NULL OR NOT ${like(column)})`, params: [`%${escaped(filter.text)}%`] }
    case 'startsWith':
      return { sql: like(column), params: [`${escaped(filter.text)}%`] }
    case 'endsWith':
      return { sql: like(column), params: [`%${escaped(filter.text)}`] }
    case 'between':
      return { sql: `${column} BETWEEN ? AND ?`, params: [bound(filter.from), bound(filter.to)] }
    case 'in':
    case 'notIn':
      return inSql(column, filter.op === 'notIn', filter.values)
    case 'label':
      return labelSql(db, column, filter)
    case 'anywhere':
      return anywhereSql(db, facts, filter)
    case 'linked':
      return linkedSql(db, column, filter)
    default:
      return compareSql(column, filter.op, filter.value)
  }
}

function compareSql(column: string, op: keyof typeof COMPARE, given: WireScalar): Condition {
  const value = bound(given)
  if (value === null) return { sql: `${column} IS ${op === 'notEquals' ? 'NOT ' : ''}NULL`, params: [] }
  // As Django's exclude() gives: rows without a value are not equal to it.
  if (op === 'notEquals') return { sql: `(${column} IS NULL OR ${column} <> ?)`, params: [value] }
  return { sql: `${column} ${COMPARE[op]} ?`, params: [value] }
}

function inSql(column: string, isNot: boolean, values: readonly WireScalar[]): Condition {
  const params = values.map(bound).filter((value) => value !== null)
  const marks = params.map(() => '?').join(', ')
  // NULL is one of the values where it is named, though SQL's IN would not say so.
  const withNull = values.includes(null) ? 'IS NOT NULL AND' : 'IS NULL OR'
  if (isNot) return { sql: `(${column} ${withNull} ${column} NOT IN (${marks}))`, params }
  return {
    sql: values.includes(null) ? `(${column} IS NULL OR ${column} IN (${marks}))` : `${column} IN (${marks})`,
    params,
  }
}

/** More terms beside each other would be too deep for SQLite's parser. */
const TERMS = 100

function anywhereSql(db: Connection, facts: TableFacts, filter: Extract<RowFilter, { op: 'anywhere' }>): Condition {
  const { columns, called, text } = filter
  const parts = [
    ...columns.map((name): Condition => ({ sql: like(columnSql(facts, name)), params: [`%${escaped(text)}%`] })),
    ...called.map(({ column, ...target }) =>
      labelSql(db, columnSql(facts, column), { op: 'label', column, ...target, text }),
    ),
  ]
  const groups = Array.from({ length: Math.ceil(parts.length / TERMS) }, (_, i) =>
    parts.slice(i * TERMS, (i + 1) * TERMS).map(({ sql }) => sql),
  )
  return {
    sql: `(${groups.map((group) => `(${group.join(' OR ')})`).join(' OR ')})`,
    params: parts.flatMap(({ params }) => params),
  }
}

function labelSql(db: Connection, column: string, filter: Extract<RowFilter, { op: 'label' }>): Condition {
  const target = tableFacts(db, filter.table)
  const called = like(labelText(filter.labels.map((one) => columnSql(target, one))))
  return {
    sql: `${column} IN (SELECT ${columnSql(target, filter.key)} FROM ${target.sql} WHERE ${called})`,
    params: [`%${escaped(filter.text)}%`],
  }
}

function linkedSql(db: Connection, column: string, filter: Extract<RowFilter, { op: 'linked' }>): Condition {
  const through = tableFacts(db, filter.through)
  const [source, target] = [columnSql(through, filter.source), columnSql(through, filter.target)]
  return {
    sql: `${column} IN (SELECT ${target} FROM ${through.sql} WHERE ${source} = ?)`,
    params: [bound(filter.value)],
  }
}

function like(column: string): string {
  return `${column} LIKE ? ESCAPE '\\'`
}

export function escaped(text: string): string {
  return text.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)
}

export function bound(value: WireScalar): StoredValue {
  const stored = fromWire(value)
  if (stored === undefined) throw new HostFailure('INVALID', 'This is no value.', { detail: 'value' })
  return stored
}
