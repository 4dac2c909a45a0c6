/**
 * The schema in the shape that Django's answers are recorded in: what SQLite's PRAGMAs say of the
 * tables that `migrate` would make. See test/oracle/README.md.
 */
import { isAutoField } from '../relations/fields/auto-fields.ts'
import { byCodePoint } from '../relations/describe.ts'
import type { TypeName } from '../relations/describe.ts'
import { plainValue } from '../relations/values/plain-value.ts'
import { isExpr } from '../document/records.ts'
import type { ResolvedField, ResolvedModel } from '../relations/types.ts'
import { columnType, hasNoType, referringType } from './column-type.ts'
import { SQLITE_EXPRESSIONS, renderExpression } from './expressions.ts'
import { sqliteType } from './sqlite-types.ts'
import type { ColumnType, Schema, SchemaColumn, SchemaTable, SchemaUnique } from './types.ts'
import { pythonJson } from './python-json.ts'

export type DescribedTables = { readonly [table: string]: DescribedTable }

export interface DescribedTable {
  readonly columns: readonly DescribedColumn[]
  readonly foreign_keys: readonly DescribedForeignKey[]
  readonly indexes: readonly DescribedIndex[]
}
export interface DescribedColumn {
  readonly name: string
  readonly type: string
  readonly notnull: boolean
  readonly default: string | null
  readonly pk: number
}
export interface DescribedForeignKey {
  readonly column: string
  readonly table: string
  readonly to: string
  readonly on_update: string
  readonly on_delete: string
  /** Of a key over several columns: all of them; `column` and `to` are the first. */
  readonly columns?: readonly string[]
  readonly to_columns?: readonly string[]
}
export interface DescribedIndex {
  readonly name: string | null
  readonly unique: boolean
  readonly origin: 'c' | 'u' | 'pk'
  readonly partial: boolean
  readonly columns: readonly (string | null)[]
}

/** Tables of the managed models of the document's own. */
export function describeSchema(schema: Schema, tables: readonly SchemaTable[] = schema.tables): DescribedTables {
  const sorted = tables.toSorted((a, b) => byCodePoint(a.name, b.name))
  return Object.fromEntries(sorted.map((table) => [table.name, describeTable(table)]))
}

/** `f.db_type(connection)` on SQLite for the fields of a compiled schema. */
export function typeNameFrom(schema: Schema): TypeName {
  return (model: ResolvedModel, field: ResolvedField) => {
    if (isTypeless(schema, field)) return null
    const columns = schema.byModel.get(model.key)?.columns ?? []
    const column = columns.find((c) => c.field === field.id && c.fieldName === field.name)
    const written = field.options['max_length']
    // Django writes whatever is there; a check complains.
    if (column?.type.kind === 'char' && (typeof written === 'string' || typeof written === 'boolean')) {
      return `varchar(${plainText(written)})`
    }
    if (written === null && /^(Slug|File|FilePath|Image)Field$/.test(field.className)) return 'varchar(None)'
    // A proxy's own fields have no table.
    if (column === undefined) return sqliteType(ownType(schema, field), isAutoField(field))
    return sqliteType(column.type, isAutoField(field))
  }
}

function ownType(schema: Schema, field: ResolvedField): ColumnType {
  const { to, toField } = field.relation ?? {}
  const columns = to == null ? [] : (schema.byModel.get(to)?.columns ?? [])
  const target = columns.find((c) => c.fieldName === toField || c.name === toField)
  return target === undefined ? columnType(field) : referringType(target.type)
}

/** Python's text of a value. */
function plainText(value: string | boolean): string {
  return typeof value === 'string' ? value : value ? 'True' : 'False'
}

/** A composite key has no column, nor has what refers to one. */
function isTypeless(schema: Schema, field: ResolvedField): boolean {
  if (field.column === null || hasNoType(field)) return true
  const { to, toField } = field.relation ?? {}
  const target = to == null ? undefined : schema.byModel.get(to)
  return (
    target !== undefined &&
    !target.columns.some((c) => c.fieldName === toField || c.name === toField) &&
    target.columns.length > 0
  )
}

/** What Django makes on SQLite; forms that SQLite has not are left out, as Django leaves them out. */
export function uniqueOnSqlite(unique: SchemaUnique): boolean {
  return unique.deferrable === null && unique.include.length === 0 && unique.nullsDistinct === null
}

function describeTable(table: SchemaTable): DescribedTable {
  return {
    // PRAGMA table_info does not list generated columns.
    columns: table.columns.filter((c) => c.generated === null).map((column) => describeColumn(table, column)),
    foreign_keys: table.foreignKeys
      .filter((fk) => fk.enforced)
      .map((fk) => ({
        column: fk.columns[0] ?? '',
        table: fk.table,
        to: fk.targetColumns[0] ?? '',
        on_update: 'NO ACTION',
        on_delete: 'NO ACTION',
        ...(fk.columns.length > 1 ? { columns: fk.columns, to_columns: fk.targetColumns } : {}),
      }))
      .toSorted((a, b) => byCodePoint(a.column, b.column)),
    indexes: describeIndexes(table),
  }
}

function describeColumn(table: SchemaTable, column: SchemaColumn): DescribedColumn {
  return {
    name: column.name,
    type: sqliteType(column.type, column.autoIncrement).toLowerCase(),
    notnull: !column.null,
    default: defaultText(table, column),
    pk: table.primaryKey.indexOf(column.name) + 1,
  }
}

/** As SQLite keeps it: the source text of the DEFAULT clause. */
function defaultText(table: SchemaTable, column: SchemaColumn): string | null {
  const { dbDefault } = column
  if (dbDefault === undefined) return null
  const isCall = isExpr(dbDefault) && /^[\w.]+\(/.test(dbDefault.expr)
  if (column.type.kind === 'json' && dbDefault !== null && !isCall) {
    return SQLITE_EXPRESSIONS.literal(pythonJson(plainValue(dbDefault)))
  }
  if (isExpr(dbDefault)) {
    const sql = renderExpression(dbDefault.expr, table, SQLITE_EXPRESSIONS)
    // SQLite leaves out the parentheses around an expression, which a plain value has of its own.
    return /^(?:\w+\.)?(?:Value|Decimal)\(/.test(dbDefault.expr)
      ? (sql?.replace(/^\((CAST\(.*\))\)$/s, '$1') ?? null)
      : sql
  }
  if (Array.isArray(dbDefault)) return null
  if (column.type.kind === 'decimal' && dbDefault !== null) return `CAST('${String(dbDefault)}' AS NUMERIC)`
  if (column.type.kind === 'float' && Number.isInteger(dbDefault)) return `${String(dbDefault)}.0`
  if (typeof dbDefault === 'boolean') return dbDefault ? '1' : '0'
  return SQLITE_EXPRESSIONS.literal(dbDefault as string | number | null)
}

function describeIndexes(table: SchemaTable): readonly DescribedIndex[] {
  const rows: DescribedIndex[] = []
  const integerKey = table.columns.find((c) => c.name === table.primaryKey[0])
  const isRowId =
    table.primaryKey.length === 1 &&
    integerKey !== undefined &&
    sqliteType(integerKey.type, integerKey.autoIncrement) === 'integer'
  if (table.primaryKey.length > 0 && !isRowId) {
    rows.push({ name: null, unique: true, origin: 'pk', partial: false, columns: table.primaryKey })
  }
  for (const unique of table.uniques.filter(uniqueOnSqlite)) {
    const own = unique.form === 'index'
    rows.push({
      name: own ? unique.name : null,
      unique: true,
      origin: own ? 'c' : 'u',
      partial: unique.condition !== null,
      columns: [...unique.columns, ...unique.expressions.map((e) => expressionColumn(table, e.expr))],
    })
  }
  for (const index of table.indexes) {
    rows.push({
      name: index.name,
      unique: false,
      origin: 'c',
      partial: index.condition !== null,
      columns: [...index.columns.map((c) => c.name), ...index.expressions.map((e) => expressionColumn(table, e.expr))],
    })
  }
  return withoutTwins(rows).toSorted(compareIndexes)
}

/** SQLite makes one automatic index for the same columns given unique twice. */
function withoutTwins(rows: readonly DescribedIndex[]): readonly DescribedIndex[] {
  const seen = new Set<string>()
  return rows.filter((row) => {
    if (row.origin === 'c') return true
    const key = row.columns.join('\0')
    return !seen.has(key) && seen.add(key)
  })
}

/** An index over a bare column knows its name, one over an expression does not. */
function expressionColumn(table: SchemaTable, source: string): string | null {
  const bare = source.trim().replace(/\s*\.\s*(?:asc|desc)\([^()]*\)$/, '')
  const collated = /^(?:[\w.]*\.)?Collate\((.*),\s*(['"])\w+\2\s*\)$/s.exec(bare)?.[1] ?? bare
  const name = /^(?:[\w.]*\bF\(\s*)?(['"])(\w+)\1\s*\)?$/.exec(collated.trim())?.[2]
  return table.columns.find((c) => c.fieldName === name || c.name === name)?.name ?? null
}

function compareIndexes(a: DescribedIndex, b: DescribedIndex): number {
  const [x, y] = [a.columns.map(String), b.columns.map(String)]
  for (let i = 0; i < Math.min(x.length, y.length); i++) {
    const order = byCodePoint(pythonText(x[i]), pythonText(y[i]))
    if (order !== 0) return order
  }
  return x.length - y.length || byCodePoint(a.name ?? '', b.name ?? '') || Number(a.unique) - Number(b.unique)
}

/** `str(None)` takes part in the order. */
function pythonText(column: string | undefined): string {
  return column === undefined || column === 'null' ? 'None' : column
}
