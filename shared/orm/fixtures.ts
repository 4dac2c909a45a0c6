/** Rows in Django's fixture form `{"model", "pk", "fields"}` into a database, as `loaddata` puts them. */
import type { ResolvedField } from '../relations/types.ts'
import type { PyValue } from './query/types.ts'
import { durationOf } from './query/values/prepare.ts'
import { DictObject, ListObject } from './script/collections.ts'
import { fromPy } from './script/convert.ts'
import { pyError } from './script/errors.ts'
import type { Runtime } from './script/runtime.ts'
import { NO_ARGS } from './script/values.ts'
import type { Value } from './script/values.ts'
import { Instance } from './script/models/instance.ts'
import type { ModelClass } from './script/models/model-class.ts'
import { saveBase } from './script/models/save.ts'
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
    for (const [at, row] of rows.entries()) loadRow(row, at, rt)
  })
  return rows.length
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

function loadRow(row: FixtureRow, at: number, rt: Runtime): void {
  const cls = classOf(row, at, rt)
  const instance = new Instance(cls)
  for (const field of cls.concreteFields) instance.values.set(field.attname, null)
  const raw = cls.call(NO_ARGS, rt)
  if (raw instanceof Instance) for (const [name, value] of raw.values) instance.values.set(name, value)
  if (row.pk !== undefined && row.pk !== null)
    instance.values.set(cls.meta.pk.attname, columnValue(cls.meta.pk, row.pk, rt))
  const many: (readonly [string, readonly unknown[]])[] = []
  for (const [name, value] of Object.entries(row.fields)) {
    const field = cls.field(name)
    if (field === undefined) throw pyError('FieldDoesNotExist', `${cls.name} has no field named '${name}'`)
    if (field.kind === 'manyToMany') many.push([name, Array.isArray(value) ? value : []])
    else instance.values.set(field.attname, columnValue(field, value, rt))
  }
  saveBase(instance, { forceInsert: false, forceUpdate: false, updateFields: null, raw: true }, rt)
  for (const [name, keys] of many) {
    const manager = findAttribute(instance, name, rt)
    const set = manager === undefined ? undefined : findAttribute(manager, 'set', rt)
    if (set === undefined) continue
    rt.call(set, { ...NO_ARGS, args: [new ListObject(keys.map((k) => jsonValue(k, null, rt)))] })
  }
}

function classOf(row: FixtureRow, at: number, rt: Runtime): ModelClass {
  const key = rt.resolution.byLabel.get(String(row.model).toLowerCase())
  if (key === undefined) throw pyError('ValueError', `Row ${at + 1}: Invalid model identifier: '${row.model}'`)
  return rt.modelClass(key)
}

function columnValue(field: ResolvedField, value: unknown, rt: Runtime): Value {
  if (Array.isArray(value) && field.relation !== null) {
    throw pyError('NotImplementedError', `Natural keys (${field.name}) are not supported here yet`)
  }
  const converted = jsonValue(value, field, rt)
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
