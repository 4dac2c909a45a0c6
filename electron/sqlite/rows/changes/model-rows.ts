/** Rows of a model's table with Django's rules: defaults, auto_now, full_clean, on_delete. */
import { rootOf } from '../../../../shared/document/records.ts'
import { Collector } from '../../../../shared/orm/delete/collector.ts'
import { blockedPlan } from '../../../../shared/orm/delete/plan.ts'
import { toPy } from '../../../../shared/orm/script/convert.ts'
import { exceptionOf } from '../../../../shared/orm/script/errors.ts'
import { constructInstance } from '../../../../shared/orm/script/models/instances/construct.ts'
import { columnValue } from '../../../../shared/orm/script/models/saving/insert.ts'
import type { Instance } from '../../../../shared/orm/script/models/instances/instance.ts'
import type { ModelClass } from '../../../../shared/orm/script/models/classes/model-class.ts'
import { isTouched, savedValue } from '../../../../shared/orm/script/models/saving/pre-save.ts'
import { QuerySetObject } from '../../../../shared/orm/script/models/querysets/queryset.ts'
import { fullClean } from '../../../../shared/orm/script/models/validation/validation.ts'
import type { Value } from '../../../../shared/orm/script/values.ts'
import { NO_ARGS } from '../../../../shared/orm/script/values.ts'
import { OrmSession } from '../../../../shared/orm/session.ts'
import { isAutoField } from '../../../../shared/relations/fields/auto-fields.ts'
import type { ResolvedField } from '../../../../shared/relations/types.ts'
import type { StoredValue } from '../../../../shared/protocol/scalars.ts'
import type { CompiledDesign } from '../../../../shared/schema/compile-design.ts'
import type { Connection } from '../../database/open-database.ts'
import { ormDatabase } from '../../orm/orm-database.ts'

export interface ModelRows {
  /** null: no model of the design has this table. */
  classOf(table: string): ModelClass | null
  readonly session: OrmSession
}

/** @param beforeWrite hears of each statement of a delete before it runs */
export function modelRows(db: Connection, design: CompiledDesign, beforeWrite: () => void = () => {}): ModelRows {
  const { doc, resolution, schema } = design
  const settings = { useTz: rootOf(doc).settings.USE_TZ }
  const database = ormDatabase(db, beforeWrite)
  const session = new OrmSession({
    resolution,
    doc,
    database,
    write: !db.readonly,
    settings,
    clock: () => performance.now(),
  })
  const byTable = new Map([...schema.external, ...schema.tables].map((table) => [table.name, table.model]))
  return {
    session,
    classOf(table) {
      const key = byTable.get(table)
      return key === undefined || !resolution.models.has(key) ? null : session.modelClass(key)
    },
  }
}

/** Fields of the class whose columns stand in its own table. */
function ownFields(cls: ModelClass): readonly ResolvedField[] {
  return cls.model.localFields.filter((field) => field.column !== null)
}

export function fieldOfColumn(cls: ModelClass, column: string): ResolvedField | undefined {
  return ownFields(cls).find((field) => field.column === column)
}

/** What Django puts into the columns of a new object; those it leaves to the database, or fills on save, are missing. */
export function defaultsOf(cls: ModelClass, session: OrmSession): Map<string, StoredValue> {
  const values = new Map<string, StoredValue>()
  let instance: Instance
  try {
    instance = constructInstance(cls, NO_ARGS, session)
  } catch (thrown) {
    // A default that we cannot work out leaves the columns to the user.
    if (exceptionOf(thrown) === null) throw thrown
    return values
  }
  for (const field of ownFields(cls)) {
    if (
      field.className === 'GeneratedField' ||
      isTouched(field, session) ||
      instance.databaseDefaults.has(field.attname)
    )
      continue
    const value = instance.values.get(field.attname) ?? null
    if (value === null && (field.primaryKey || !field.null)) continue
    values.set(field.column ?? '', stored(cls, field, value, session))
  }
  return values
}

/** Columns of auto_now (and auto_now_add, for a new row), with the moment. */
export function touchedBySaving(cls: ModelClass, adding: boolean, session: OrmSession): Map<string, StoredValue> {
  const values = new Map<string, StoredValue>()
  const blank = new Map<string, Value>()
  for (const field of ownFields(cls)) {
    // What a project's own pre_save() needs is the whole object.
    if (session.ownField(field)?.overrides('pre_save') === true) continue
    if (field.options['auto_now'] !== true && !(adding && field.options['auto_now_add'] === true)) continue
    // savedValue reads and writes nothing else of an instance.
    const stand = { values: blank, read: () => null } as unknown as Instance
    values.set(field.column ?? '', stored(cls, field, savedValue(stand, field, adding, false, session), session))
  }
  return values
}

function stored(cls: ModelClass, field: ResolvedField, value: Value, session: OrmSession): StoredValue {
  const sql = columnValue(cls, field, value, session)
  if (typeof sql === 'boolean') return sql ? 1n : 0n
  return sql as StoredValue
}

export interface FieldProblem {
  /** null: the row as a whole. */
  readonly column: string | null
  readonly message: string
}

/** Values that a new row has to be given: the database would name the first only. `full_clean()` says the same. */
export function missingValues(cls: ModelClass, values: ReadonlyMap<string, StoredValue>): readonly FieldProblem[] {
  return ownFields(cls).flatMap((field) => {
    const value = values.get(field.column ?? '') ?? null
    const isFilled = isAutoField(field) || field.className === 'GeneratedField'
    if (isFilled || (field.dbDefault !== undefined && !values.has(field.column ?? ''))) return []
    if (value === null && !field.null) return [{ column: field.column, message: 'This field cannot be null.' }]
    const isBlank = value === '' && !field.blank
    return isBlank ? [{ column: field.column, message: 'This field cannot be blank.' }] : []
  })
}

/** What Django's `full_clean()` says of the row in the database, for these columns only. */
export function cleanRow(
  cls: ModelClass,
  pk: StoredValue,
  columns: ReadonlySet<string>,
  session: OrmSession,
): readonly FieldProblem[] {
  const exclude = cls.concreteFields.filter((f) => f.column === null || !columns.has(f.column)).map((f) => f.name)
  try {
    const [instance] = QuerySetObject.all(cls, session)
      .filterBy({ pk: pk as Value }, session)
      .instances(session)
    if (instance === undefined) return []
    fullClean(instance, exclude, session)
    return []
  } catch (thrown) {
    const exception = exceptionOf(thrown)
    if (exception === null) throw thrown
    // A value that cannot even be read, or a rule in Python that we cannot follow: the database has the last word.
    if (exception.cls.name !== 'ValidationError') return []
    return messagesOf(cls, exception.getAttr('message_dict', session) ?? null, session)
  }
}

function messagesOf(cls: ModelClass, dict: Value, session: OrmSession): readonly FieldProblem[] {
  const read = toPy(dict, session)
  if (typeof read !== 'object' || read === null || !('type' in read) || read.type !== 'dict') return []
  return read.entries.map(([name, list]) => {
    const field = cls.field(String(name))
    const texts = typeof list === 'object' && list !== null && 'items' in list ? list.items.map(String) : [String(list)]
    return { column: field?.column ?? null, message: texts.join(' ') }
  })
}

/** Of a composite key each part by its field: its columns may stand in another order than the key names them. */
function wantedRow(cls: ModelClass, key: ReadonlyMap<string, StoredValue>): Record<string, Value> {
  const values = [...key] as (readonly [string, Value])[]
  if (values.length === 1) return { pk: values[0]?.[1] ?? null }
  const fieldOf = (column: string) => cls.concreteFields.find((f) => f.column === column)?.attname ?? column
  return Object.fromEntries(values.map(([column, value]) => [fieldOf(column), value]))
}

/**
 * Deletes the row and what goes with it.
 *
 * @param key values of the key's columns
 * @returns why not; null: done, or it had gone already
 */
export function deleteModelRow(
  cls: ModelClass,
  key: ReadonlyMap<string, StoredValue>,
  session: OrmSession,
): string | null {
  session.begin()
  const rows = QuerySetObject.all(cls, session).filterBy(wantedRow(cls, key), session).instances(session)
  try {
    const collector = new Collector(session)
    collector.collect(rows)
    collector.execute()
    return null
  } catch (thrown) {
    const plan = blockedPlan(thrown, session)
    if (plan !== null) return plan.message ?? ''
    const exception = exceptionOf(thrown)
    if (exception === null) throw thrown
    return exception.str(session)
  }
}
