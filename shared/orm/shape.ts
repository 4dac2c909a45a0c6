/** Results as the oracle's cases write them (test/oracle/README.md), for comparing and for `--json`. */
import { ListObject, DictObject, SetObject, TupleObject } from './script/types/collections.ts'
import type { ExceptionObject } from './script/errors.ts'
import { Instance } from './script/models/instances/instance.ts'
import { ManagerObject } from './script/models/querysets/manager.ts'
import { QuerySetObject } from './script/models/querysets/queryset.ts'
import { annotationSelect } from './query/state.ts'
import { floatText } from './query/values/python.ts'
import type { Runtime } from './script/runtime.ts'
import { repr, str } from './script/text.ts'
import { isDecimal, isTemporal, isTimedelta, isUuid, PyObject } from './script/values.ts'
import type { Value } from './script/values.ts'
import { findAttribute, noAttribute } from './script/attributes.ts'
import { exceptionOf } from './script/errors.ts'

export type Plain = null | boolean | number | string | readonly Plain[] | { readonly [key: string]: Plain }

export type Shaped = { readonly kind: string; readonly [key: string]: Plain }

/** A value without its Python type. Ints beyond 2⁵³ and whole floats (`2.0`) come as a raw JSON number. */
export function plain(value: Value, rt: Runtime): Plain {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value
  if (typeof value === 'number') return plainFloat(value)
  if (typeof value === 'bigint') return plainInt(value)
  if (value instanceof Uint8Array) return Array.from(value, (b) => b.toString(16).padStart(2, '0')).join('')
  if (value instanceof DictObject) {
    return Object.fromEntries([...value.entries.values()].map(([k, v]) => [str(k, rt), plain(v, rt)]))
  }
  if (value instanceof ListObject || value instanceof TupleObject) return value.items.map((v) => plain(v, rt))
  if (value instanceof SetObject) {
    return [...value.iterate()]
      .map((v) => ({ shown: plain(v, rt), key: repr(v, rt) }))
      .toSorted((a, b) => (a.key < b.key ? -1 : 1))
      .map((v) => v.shown)
  }
  if (value instanceof PyObject) return 'plain' in value ? plain(value.plain as Value, rt) : value.str(rt)
  if (isTemporal(value)) return value.text
  if (isDecimal(value) || isUuid(value) || isTimedelta(value)) return str(value, rt)
  return str(value, rt)
}

function plainInt(value: bigint): Plain {
  const number = Number(value)
  if (Number.isSafeInteger(number)) return number
  const raw = (JSON as { rawJSON?: (text: string) => unknown }).rawJSON
  return raw === undefined ? number : (raw(String(value)) as Plain)
}

/** Rows without an order are compared by their JSON text: a float must not look like an int in it. */
function plainFloat(value: number): Plain {
  const raw = (JSON as { rawJSON?: (text: string) => unknown }).rawJSON
  return raw === undefined || !Number.isInteger(value) ? value : (raw(floatText(value)) as Plain)
}

/** The rows of a queryset with the attribute paths read on each. */
export function shape(value: Value, touch: readonly string[] | null, rt: Runtime): Shaped {
  if (value instanceof QuerySetObject) return shapeRows(value, touch, rt)
  if (value instanceof Instance) return { kind: 'instance', model: value.cls.model.label, pk: plain(value.pk, rt) }
  if (value instanceof ManagerObject) return { kind: 'manager', model: value.cls.model.label }
  const items =
    value instanceof ListObject || value instanceof TupleObject
      ? value.items
      : value instanceof SetObject
        ? [...value.iterate()]
        : []
  if (items.length > 0 && items.every((i) => i instanceof Instance)) {
    return { kind: 'instances', rows: items.map((i) => labelled(i, rt)) }
  }
  if (value instanceof TupleObject) {
    return { kind: 'value', value: value.items.map((i) => (i instanceof Instance ? labelled(i, rt) : plain(i, rt))) }
  }
  return { kind: 'value', value: plain(value, rt) }
}

function labelled(instance: Instance, rt: Runtime): Plain {
  return [instance.cls.model.label, plain(instance.pk, rt)]
}

function shapeRows(queryset: QuerySetObject, touch: readonly string[] | null, rt: Runtime): Shaped {
  const rows = [...queryset.iterate(rt)]
  const ordered = queryset.isOrdered()
  // A class of the project's may make anything of its rows.
  const isPlain = !queryset.isInstances || !rows.every((row) => row instanceof Instance)
  if (isPlain) return { kind: 'values', ordered, rows: rows.map((r) => plain(r, rt)) }
  const instances = rows.filter((r) => r instanceof Instance)
  const shaped: Record<string, Plain> = {
    model: queryset.cls.model.label,
    ordered,
    pks: instances.map((i) => plain(i.pk, rt)),
  }
  const { state, hints } = queryset.query
  // What extra(select=…) adds is no annotation.
  const extra = (hints['extraNames'] as readonly string[] | undefined) ?? []
  const names = [...annotationSelect(state).keys()].filter((name) => !extra.includes(name))
  if (names.length > 0) {
    shaped['annotations'] = instances.map((i) =>
      Object.fromEntries(names.map((n) => [n, plain(i.extra.get(n) ?? null, rt)])),
    )
  }
  if (touch !== null && touch.length > 0)
    shaped['touched'] = instances.map((i) => touch.map((path) => touched(i, path, rt)))
  return { kind: 'queryset', ...shaped }
}

function touched(instance: Instance, path: string, rt: Runtime): Plain {
  let value: Value = instance
  for (const name of path.split('.')) {
    try {
      const found = findAttribute(value, name, rt)
      if (found === undefined) throw noAttribute(value, name)
      value = found
    } catch (error) {
      const exception = exceptionOf(error)
      if (exception === null) throw error
      return { error: exception.cls.name }
    }
    // What follows in the path is looked for in the list.
    if (value instanceof ManagerObject) value = new ListObject([...value.queryset(rt).iterate(rt)])
    else if (value instanceof ListObject) break
  }
  if (value instanceof ListObject)
    return value.items.map((i) => (i instanceof Instance ? plain(i.pk, rt) : plain(i, rt)))
  return value instanceof Instance ? plain(value.pk, rt) : plain(value, rt)
}

export function shapeError(exception: ExceptionObject, rt: Runtime): Shaped {
  const shaped: Record<string, Plain> = { type: exception.cls.name, message: exception.str(rt) }
  for (const name of ['protected_objects', 'restricted_objects']) {
    const objects = exception.attributes.get(name)
    if (!(objects instanceof SetObject)) continue
    const rows = [...objects.iterate()]
      .filter((o) => o instanceof Instance)
      .map((o) => [o.cls.model.label, plain(o.pk, rt)] as const)
    shaped[name] = rows.toSorted(([a, p], [b, q]) => (a === b ? order(p, q) : a < b ? -1 : 1))
  }
  return { kind: 'error', ...shaped }
}

function order(a: Plain, b: Plain): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return String(a) < String(b) ? -1 : 1
}
