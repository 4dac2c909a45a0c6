/**
 * Which declared types are others once Django has them: its DateTimeField is PostgreSQL's timestamp with time zone,
 * whatever the column was. One remark a type, for all of its columns.
 */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { ScalarType } from '../../document/records.ts'
import { columnOf, isOnlyKey, sameName, tableKey, targetColumns } from './plan.ts'
import { postgresqlField } from './postgresql-fields.ts'
import type { RawColumn, RawDatabase, RawTable } from './raw.ts'
import { guessType } from './types.ts'

/** What a field's column is declared as, and the declarations that say the same. */
type Column = readonly [sql: string, same: RegExp]
type Columns = { readonly [type in ScalarType]?: Column }

/** Source: `data_types` of django/db/backends/postgresql/base.py (5.2). */
const POSTGRESQL: Columns = {
  SmallIntegerField: ['smallint', /^(?:smallint|int2|(?:small)?serial2?)$/],
  IntegerField: ['integer', /^(?:int|integer|int4|serial4?)$/],
  BigIntegerField: ['bigint', /^(?:bigint|int8|bigserial|serial8)$/],
  FloatField: ['double precision', /^(?:double precision|float8|float(?: ?\((?:2[5-9]|[345]\d)\))?)$/],
  DecimalField: ['numeric(30, 10)', /\(/],
  CharField: ['varchar', /^(?:varchar|character varying)/],
  // Without a length it is a text.
  TextField: ['text', /^(?:text|varchar|character varying|bpchar)$/],
  BooleanField: ['boolean', /^bool(?:ean)?$/],
  DateTimeField: ['timestamp with time zone', /^(?:timestamptz|timestamp with time zone)(?: ?\(6\))?$/],
  TimeField: ['time', /^time(?: ?\(6\))?$/],
  DurationField: ['interval', /^interval(?: ?\(6\))?$/],
  JSONField: ['jsonb', /^jsonb$/],
  BinaryField: ['bytea', /^bytea$/],
  GenericIPAddressField: ['inet', /^inet$/],
}

const WIDTH = String.raw`(?: ?\(\d+\))?`

/** Source: `data_types` of django/db/backends/mysql/base.py (5.2). */
const MYSQL: Columns = {
  SmallIntegerField: ['smallint', new RegExp(`^(?:smallint|int2)${WIDTH}(?: signed)?$`)],
  IntegerField: ['integer', new RegExp(`^(?:int|integer|int4)${WIDTH}(?: signed)?$`)],
  BigIntegerField: ['bigint', new RegExp(`^(?:bigint|int8)${WIDTH}(?: signed)?$`)],
  PositiveSmallIntegerField: ['smallint unsigned', new RegExp(`^(?:smallint|int2)${WIDTH} unsigned$`)],
  PositiveIntegerField: ['integer unsigned', new RegExp(`^(?:int|integer|int4)${WIDTH} unsigned$`)],
  PositiveBigIntegerField: ['bigint unsigned', new RegExp(`^(?:bigint|int8)${WIDTH} unsigned$`)],
  FloatField: ['double precision', /^(?:double(?: precision)?|real|float8)$/],
  DecimalField: ['numeric', /^(?:decimal|numeric|dec|fixed)(?: ?\([\d, ]+\))?$/],
  CharField: ['varchar', /^(?:varchar|character varying|char varying|n(?:ational )?varchar)/],
  TextField: ['longtext', /^longtext$/],
  BooleanField: ['bool', /^(?:bool(?:ean)?|tinyint ?\(1\))$/],
  DateTimeField: ['datetime(6)', /^datetime ?\(6\)$/],
  TimeField: ['time(6)', /^time ?\(6\)$/],
  BinaryField: ['longblob', /^longblob$/],
}

/** There a declaration says little; a number with digits is rounded to them by Django. */
const SQLITE: Columns = { DecimalField: ['decimal(30, 10)', /\(/] }

const COLUMNS = { postgresql: POSTGRESQL, mysql: MYSQL, sqlite: SQLITE }

/** Columns that a remark names; the others it counts. */
const NAMED = 3

interface Change {
  readonly type: string
  /** What it is read as, in words of the remark. */
  readonly as: string
}

/** One remark for each type that another one takes the place of. */
export function typeRemarks(raw: RawDatabase): readonly Diagnostic[] {
  // What Django made has Django's types.
  if (raw.dialect === null || raw.django !== undefined) return []
  const known = COLUMNS[raw.dialect]
  const tables = new Map(raw.tables.map((table) => [tableKey(table).toLowerCase(), table]))
  const found = new Map<string, { readonly change: Change; readonly columns: string[] }>()
  for (const table of raw.tables)
    for (const column of table.columns) {
      if (column.type === '') continue
      const change = referringChange(table, column, tables) ?? ownChange(table, column, raw.dialect, known)
      if (change === null) continue
      const key = `${change.type} ${change.as}`
      const group = found.get(key) ?? { change, columns: [] }
      found.set(key, group)
      group.columns.push(`${table.name}.${column.name}`)
    }
  return [...found.values()].map(({ change, columns }) => remark(change, columns))
}

function ownChange(table: RawTable, column: RawColumn, dialect: keyof typeof COLUMNS, columns: Columns): Change | null {
  // An enum's values are choices, and a type that is not known has its own remark.
  const { type, known } = guessType(column)
  if (column.values !== null || !known || isReference(table, column)) return null
  if (dialect === 'postgresql' && postgresqlField(column) !== null) return null
  const declared = plainType(column.type)
  const counts = column.autoIncrement && isOnlyKey(table, column.name)
  const asType = counts ? (SIGNED[type] ?? type) : type
  const [sql, same] = columns[asType] ?? NOTHING
  if (same.test(declared)) return null
  return { type: told(declared), as: `${counts ? (AUTO[asType] ?? asType) : asType}, ${sql} in SQL` }
}

/** Of a type that says nothing more in any field of its kind. */
const NOTHING: Column = ['', /^/]

const AUTO: Partial<Record<ScalarType, ScalarType>> = {
  SmallIntegerField: 'SmallAutoField',
  IntegerField: 'AutoField',
  BigIntegerField: 'BigAutoField',
}

/** Django counts in signed numbers. */
const SIGNED: Partial<Record<ScalarType, ScalarType>> = {
  PositiveSmallIntegerField: 'SmallIntegerField',
  PositiveIntegerField: 'IntegerField',
  PositiveBigIntegerField: 'BigIntegerField',
}

function isReference(table: RawTable, column: RawColumn): boolean {
  return table.foreignKeys.some((fk) => fk.columns.length === 1 && sameName(fk.columns[0] ?? '', column.name))
}

/** A foreign key's column has the type of what it refers to. */
function referringChange(table: RawTable, column: RawColumn, tables: ReadonlyMap<string, RawTable>): Change | null {
  for (const fk of table.foreignKeys) {
    if (fk.columns.length !== 1 || !sameName(fk.columns[0] ?? '', column.name)) continue
    const target = tables.get(tableKey({ schema: fk.schema, name: fk.table }).toLowerCase())
    const end = target === undefined ? undefined : columnOf(target, targetColumns(fk, target)[0] ?? '')
    const [own, other] = [guessType(column).type, end === undefined ? null : guessType(end).type]
    if (end === undefined || other === null || (SIGNED[own] ?? own) === (SIGNED[other] ?? other)) return null
    const [from, to] = [plainType(column.type), plainType(end.type)]
    // Where their lengths alone differ, those are what is told.
    const isLength = told(from) === told(to)
    return { type: isLength ? from : told(from), as: `${isLength ? to : told(to)}, as the key that it refers to` }
  }
  return null
}

function plainType(type: string): string {
  return type
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replaceAll('"', '')
    .replace(/^(?:pg_catalog|public)\./, '')
    .replace(/ (?:zerofill|without time zone|(?:character set|charset|collate) \S+)/g, '')
    .replace(/^set varchar\b/, 'set')
    .trim()
}

/** Lengths of texts and numbers do not matter; how exact a time is does. */
function told(type: string): string {
  const plain = SERIALS[type] ?? type
  return /time|interval|float/.test(plain) ? plain : plain.replace(/ ?\([^)]*\)/g, '')
}

const SERIALS: { readonly [type: string]: string | undefined } = {
  serial: 'integer',
  bigserial: 'bigint',
  smallserial: 'smallint',
}

function remark({ type, as }: Change, columns: readonly string[]): Diagnostic {
  const more = columns.length - NAMED
  const named = columns.slice(0, NAMED).join(', ')
  const list = more > 0 ? `${named} and ${more} more` : named
  return {
    code: 'relata.6043',
    severity: 'info',
    message: `The type ${type} becomes ${as}: ${list}.`,
    hint: null,
    subject: { kind: 'document', label: type },
    fixes: [],
  }
}
