/** Rows in Django's fixture form `{"model", "pk", "fields"}` into a database, as `loaddata` puts them. */
import type { ResolvedField } from '../relations/types.ts'
import type { PyValue } from './query/types.ts'
import { durationOf } from './query/values/prepare.ts'
import { DictObject, ListObject } from './script/types/collections.ts'
import { fromPy } from './script/convert.ts'
import { exceptionOf, pyError } from './script/errors.ts'
import { byNaturalKey } from './natural-keys.ts'
import { repr, str } from './script/text.ts'
import type { Runtime } from './script/runtime.ts'
import { NO_ARGS } from './script/values.ts'
import type { Value } from './script/values.ts'
import { Instance } from './script/models/instances/instance.ts'
import type { ModelClass } from './script/models/classes/model-class.ts'
import { saveBase } from './script/models/saving/save.ts'
import { findAttribute } from './script/attributes.ts'

export interface FixtureRow {
  /** `app.model`, any case. */
  readonly model: string
  readonly pk?: unknown
  readonly fields: { readonly [name: string]: unknown }
}

/**
 * Saves the rows raw, in one transaction: parents of multi-table children are rows of their own, and
 * references may lead to later rows.
 *
 * @returns how many rows were saved
 * @throws PyError with Django's exception where a row does not fit; nothing is kept then
 */
export function loadFixtures(rows: readonly FixtureRow[], rt: Runtime): number {
  rt.atomic(() => {
    let waiting = rows.map((row, at) => ({ row, at }))
    // A natural key may lead to a later row: what it waits for is tried again behind the others.
    for (let missing: Missing | null = null; waiting.length > 0;) {
      const left: typeof waiting = []
      for (const one of waiting) {
        const lacks = atRow(one.row, one.at, rt, () => loadRow(one.row, rt))
        if (lacks === null) continue
        missing = lacks
        left.push(one)
      }
      const [first] = left
      if (first !== undefined && left.length === waiting.length && missing !== null) {
        const { target, field, key } = missing
        atRow(first.row, first.at, rt, () => {
          throw pyError('ObjectDoesNotExist', `${field}: no ${target.name} has the natural key ${repr(key, rt)}`)
        })
      }
      waiting = left
    }
  })
  return rows.length
}

/** What a row waits for. */
interface Missing {
  readonly target: ModelClass
  readonly field: string
  readonly key: Value
}

/** Mistakes say in which entry they are. */
function atRow<T>(row: FixtureRow, at: number, rt: Runtime, work: () => T): T {
  try {
    return work()
  } catch (thrown) {
    const exception = exceptionOf(thrown)
    if (exception === null) throw thrown
    const of = row.pk === undefined || row.pk === null ? '' : `, pk ${JSON.stringify(row.pk)}`
    throw pyError(exception.cls.name, `Entry ${at + 1} (${String(row.model)}${of}): ${str(exception, rt)}`)
  }
}

/** Text of a fixture file; numbers keep the difference between 1 and 1.0. */
export function parseFixtures(text: string): readonly FixtureRow[] {
  const rows: unknown = JSON.parse(text, exactInteger)
  if (!Array.isArray(rows)) throw pyError('ValueError', 'A fixture is a JSON list of rows')
  return rows as FixtureRow[]
}

/** For `JSON.parse`: an int beyond 2⁵³ as bigint. */
export function exactInteger(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  const isLost = typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)
  return isLost && /^-?\d+$/.test(context?.source ?? '') ? BigInt(context?.source ?? 0) : value
}

/** @returns null: it is saved; else what it waits for */
function loadRow(row: FixtureRow, rt: Runtime): Missing | null {
  const cls = classOf(row, rt)
  const instance = new Instance(cls)
  for (const field of cls.concreteFields) instance.values.set(field.attname, null)
  const raw = cls.call(NO_ARGS, rt)
  if (raw instanceof Instance) {
    for (const [name, value] of raw.values) instance.values.set(name, value)
    // What the row leaves out, the database fills in.
    for (const name of raw.databaseDefaults) instance.databaseDefaults.add(name)
  }
  const give = (attname: string, value: Value): void => {
    if (cls.hasHung(rt)) instance.assign(attname, value, rt)
    else instance.values.set(attname, value)
    instance.databaseDefaults.delete(attname)
  }
  if (row.pk !== undefined && row.pk !== null) give(cls.meta.pk.attname, columnValue(cls.meta.pk, row.pk, rt))
  const many: (readonly [string, readonly Value[]])[] = []
  for (const [name, value] of Object.entries(row.fields)) {
    const field = cls.field(name)
    if (field === undefined) throw pyError('FieldDoesNotExist', `${cls.name} has no field named '${name}'`)
    const keys: Value[] = []
    for (const one of field.kind === 'manyToMany' ? (Array.isArray(value) ? value : []) : [value]) {
      const key = keyValue(field, one, rt)
      if (key !== null && typeof key === 'object' && 'missing' in key) return key.missing
      keys.push(key)
    }
    if (field.kind === 'manyToMany') many.push([name, keys])
    else give(field.attname, keys[0] ?? null)
  }
  saveBase(instance, { forceInsert: false, forceUpdate: false, updateFields: null, raw: true }, rt)
  for (const [name, keys] of many) {
    const manager = findAttribute(instance, name, rt)
    const set = manager === undefined ? undefined : findAttribute(manager, 'set', rt)
    if (set !== undefined) rt.call(set, { ...NO_ARGS, args: [new ListObject([...keys])] })
  }
  return null
}

function classOf(row: FixtureRow, rt: Runtime): ModelClass {
  const key = rt.resolution.byLabel.get(String(row.model).toLowerCase())
  if (key === undefined) throw pyError('ValueError', `Invalid model identifier: '${row.model}'`)
  return rt.modelClass(key)
}

/** A field's value; of a reference given by a natural key, the key that it stands for. */
function keyValue(field: ResolvedField, value: unknown, rt: Runtime): Value | { readonly missing: Missing } {
  const target = field.relation?.to
  if (!Array.isArray(value) || target == null) {
    return field.kind === 'manyToMany' ? jsonValue(value, null, rt) : columnValue(field, value, rt)
  }
  const cls = rt.modelClass(target)
  const key = value.map((part) => jsonValue(part, null, rt))
  const instance = byNaturalKey(cls, key, rt)
  if (instance === null) return { missing: { target: cls, field: field.name, key: new ListObject(key) } }
  const to = field.kind === 'manyToMany' ? null : field.relation?.toField
  return to == null ? instance.pk : instance.read(to, rt)
}

function columnValue(field: ResolvedField, value: unknown, rt: Runtime): Value {
  const converted = jsonValue(value, field, rt)
  const own = rt.ownField(field)
  if (own !== null) return own.ask('to_python', [converted], rt) ?? null
  if (field.className === 'DurationField') return fromPy(durationOf(converted as PyValue), rt)
  if (field.className === 'BinaryField' && typeof converted === 'string') return decodeBase64(converted)
  return converted
}

/** JSON has one kind of number; only a float field's is a float where it is whole. Large ints come as bigint. */
function jsonValue(value: unknown, field: Pick<ResolvedField, 'className'> | null, rt: Runtime): Value {
  if (value === null || value === undefined) return null
  if (typeof value === 'boolean' || typeof value === 'string' || typeof value === 'bigint') return value
  if (typeof value === 'number')
    return Number.isInteger(value) && field?.className !== 'FloatField' ? BigInt(value) : value
  if (Array.isArray(value)) return new ListObject(value.map((v) => jsonValue(v, null, rt)))
  return DictObject.of(
    Object.entries(value).map(([k, v]) => [k, jsonValue(v, null, rt)] as const),
    rt,
  )
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

function decodeBase64(text: string): Uint8Array {
  const bytes: number[] = []
  let bits = 0
  let held = 0
  for (const char of text.replace(/=+$/, '')) {
    const value = BASE64.indexOf(char)
    if (value < 0) continue
    held = (held << 6) | value
    bits += 6
    if (bits < 8) continue
    bits -= 8
    bytes.push((held >> bits) & 0xff)
  }
  return Uint8Array.from(bytes)
}
