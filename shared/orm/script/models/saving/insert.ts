/** INSERT of one or more instances into one table. */
import type { ResolvedField } from '../../../../relations/types.ts'
import type { SqlValue } from '../../../query/types.ts'
import { typeOf } from '../../../query/type-of.ts'
import type { Sql } from '../../../query/compile/context.ts'
import { insertedSql, toColumn } from '../../../query/write.ts'
import { quoteName } from '../../../database.ts'
import { isTagged } from '../../../query/values/python.ts'
import { opaque, toPyFor } from '../../convert.ts'
import { unsupported } from '../../errors.ts'
import type { Runtime } from '../../runtime.ts'
import { isExpression, PyObject } from '../../values.ts'
import type { Value } from '../../values.ts'
import type { Instance } from '../instances/instance.ts'
import type { ModelClass } from '../classes/model-class.ts'
import { valueOf } from '../fields/defaults.ts'
import { savedValue } from './pre-save.ts'
import { returningFields } from './returning.ts'
import { columnRead } from '../querysets/rows.ts'

export interface InsertOptions {
  /** SQL after INSERT: `OR IGNORE`. */
  readonly orIgnore?: boolean
  /** Columns to overwrite where a unique set is already there. */
  readonly onConflict?: { readonly unique: readonly ResolvedField[]; readonly update: readonly ResolvedField[] }
  /** Values as they are, without auto_now. */
  readonly raw?: boolean
}

/** The value of one column in an INSERT: a mark with its parameter, or an expression's SQL. */
function insertedValue(cls: ModelClass, field: ResolvedField, value: Value, rt: Runtime): Sql {
  if (isExpression(value)) return insertedSql(cls.models, field, value, rt.settings)
  return { sql: '?', params: [columnValue(cls, field, value, rt)] }
}

/** A plain value as its column holds it. */
export function columnValue(cls: ModelClass, field: ResolvedField, value: Value, rt: Runtime): SqlValue {
  const given = toPyFor(field, value, rt)
  const isTag = (type: string): boolean => isTagged(given) && given.type === type
  if (isTag('queryset')) throw unsupported(`a queryset as the value of ${cls.name}.${field.name}`)
  // An instance means its key in a relation alone; elsewhere it is an object like another.
  const isObject = value instanceof PyObject && field.relation === null && isTag('instance')
  return toColumn({ models: cls.models }, field, isObject ? opaque(value, rt) : given, rt.settings)
}

/** Inserts all in one statement and takes over what the database filled in. */
export function insertRows(
  cls: ModelClass,
  instances: readonly Instance[],
  fields: readonly ResolvedField[],
  options: InsertOptions,
  rt: Runtime,
): void {
  const ignored = options.orIgnore === true
  // A column that every row leaves to the database is not named.
  const isLeft = (f: ResolvedField): boolean => instances.every((i) => i.databaseDefaults.has(f.attname))
  // SQLite would number a key that is not named, whatever its default says.
  const named = fields.filter((f) => f.primaryKey || !isLeft(f))
  const returning = ignored ? [] : returningFields(cls, rt)
  const params: SqlValue[] = []
  const rows = instances.map((instance) => {
    const marks = named.map((field) => {
      const value =
        field.dbDefault !== undefined && instance.databaseDefaults.has(field.attname)
          ? valueOf(field.dbDefault, field, rt)
          : savedValue(instance, field, true, options.raw === true, rt)
      const inserted = insertedValue(cls, field, value, rt)
      params.push(...inserted.params)
      return inserted.sql
    })
    return `(${marks.join(', ')})`
  })
  const columns = named.map((f) => quoteName(f.column ?? f.name))
  const { table, pk } = cls.meta
  const head = `INSERT ${ignored ? 'OR IGNORE ' : ''}INTO ${quoteName(table)}`
  const body =
    named.length === 0
      ? `(${quoteName(pk.column ?? pk.name)}) VALUES ${instances.map(() => '(NULL)').join(', ')}`
      : `(${columns.join(', ')}) VALUES ${rows.join(', ')}`
  const sql = `${head} ${body}${conflictClause(options)}${returning.length === 0 ? '' : ` RETURNING ${returning.map((f) => quoteName(f.column ?? f.name)).join(', ')}`}`
  if (returning.length === 0) {
    rt.run(sql, params)
    return
  }
  const given = rt.all(sql, params).rows
  instances.forEach((instance, i) => {
    returning.forEach((field, at) => {
      // A key that was given stays, also where another row took its place.
      if (field.primaryKey && options.onConflict !== undefined && instance.pk !== null) return
      const raw = given[i]?.[at] ?? null
      const type = typeOf(cls.models, field)
      instance.values.set(field.attname, columnRead(type, raw, rt))
    })
    for (const field of returning) instance.databaseDefaults.delete(field.attname)
  })
}

function conflictClause({ onConflict }: InsertOptions): string {
  if (onConflict === undefined) return ''
  const names = (fields: readonly ResolvedField[]): string[] => fields.map((f) => quoteName(f.column ?? f.name))
  return ` ON CONFLICT(${names(onConflict.unique).join(', ')}) DO UPDATE SET ${names(onConflict.update)
    .map((n) => `${n} = EXCLUDED.${n}`)
    .join(', ')}`
}
