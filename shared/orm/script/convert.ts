/** Between values of a script and those that queries and columns take. */
import type { ResolvedField } from '../../relations/types.ts'
import { ownJsonOptions } from '../query/values/own-conversions.ts'
import type { ExprNode, PyInstance, PyValue } from '../query/types.ts'
import {
  DictObject,
  IteratorObject,
  ListObject,
  RangeObject,
  SetObject,
  TupleObject,
  ViewObject,
} from './types/collections.ts'
import { toArray } from './operations.ts'
import { str } from './text.ts'
import { isAsked, isExpression, isTagged, PyObject } from './values.ts'
import type { Value } from './values.ts'
import type { Runtime } from './runtime.ts'

/** An object that knows what it is to a query: instances, querysets, members of choices. */
export interface QueryValue {
  toQueryValue(rt: Runtime): PyValue
}

function isQueryValue(value: PyObject): value is PyObject & QueryValue {
  return 'toQueryValue' in value
}

export function toPy(value: Value, rt: Runtime): PyValue {
  if (!(value instanceof PyObject)) return value as PyValue
  if (isQueryValue(value)) return value.toQueryValue(rt)
  if (value instanceof ListObject) return { type: 'list', items: value.items.map((i) => toPy(i, rt)) }
  if (value instanceof TupleObject) return { type: 'tuple', items: value.items.map((i) => toPy(i, rt)) }
  if (value instanceof SetObject) return { type: 'set', items: [...value.iterate()].map((i) => toPy(i, rt)) }
  if (value instanceof DictObject) {
    return { type: 'dict', entries: [...value.entries.values()].map(([k, v]) => [toPy(k, rt), toPy(v, rt)] as const) }
  }
  if (value instanceof RangeObject || value instanceof IteratorObject || value instanceof ViewObject) {
    return { type: 'list', items: toArray(value, rt).map((i) => toPy(i, rt)) }
  }
  return opaque(value, rt)
}

/** A value for a column: a project's own field class, or encoder, gets the object as it is. */
export function toPyFor(field: ResolvedField, value: Value, rt: Runtime): PyValue {
  return value instanceof PyObject && isWhole(field, rt) ? opaque(value, rt) : toPy(value, rt)
}

const isWhole = (field: ResolvedField, rt: Runtime): boolean =>
  field.source?.kind === 'custom' ? rt.ownField(field) !== null : ownJsonOptions(field).includes('encoder')

/** Something a query cannot use: it complains by type and text, as it would about any wrong value. */
export function opaque(value: PyObject, rt: Runtime): PyInstance {
  return {
    type: 'instance',
    model: 'model:?' as PyInstance['model'],
    className: value.typeName(),
    values: {},
    object: value,
    number: (as) => numberOf(value, as, rt),
    get text() {
      return str(value, rt)
    },
    get shown() {
      return value.repr(rt)
    },
  }
}

function numberOf(value: PyObject, as: 'int' | 'float', rt: Runtime): PyValue | undefined {
  const made = isAsked(value) ? (value.ask(`__${as}__`, [], rt) ?? value.ask('__index__', [], rt)) : undefined
  if (typeof made !== 'number' && typeof made !== 'bigint') return undefined
  return as === 'float' ? Number(made) : made
}

/** JSON and other columns may hold lists and dicts: those become objects that a script can change. */
export function fromPy(value: PyValue, rt: Runtime): Value {
  if (value === null || typeof value !== 'object' || value instanceof Uint8Array) return value
  if ('items' in value) {
    const items = value.items.map((i) => fromPy(i, rt))
    return value.type === 'list'
      ? new ListObject(items)
      : value.type === 'tuple'
        ? new TupleObject(items)
        : SetObject.of(items, rt)
  }
  if (value.type === 'dict') {
    return DictObject.of(
      value.entries.map(([k, v]) => [fromPy(k, rt), fromPy(v, rt)] as const),
      rt,
    )
  }
  if (value.type === 'instance' && value.object instanceof PyObject) return value.object
  if (value.type === 'instance' || value.type === 'queryset') throw new Error('An instance never comes out of a column')
  return value
}

/** An argument of a function or aggregate: texts name fields, other values stand for themselves. */
export function toExpression(value: Value, rt: Runtime, textIsField = true): ExprNode {
  if (isTagged(value) && isExpression(value)) return value
  if (typeof value === 'string' && textIsField) return value === '*' ? { type: 'Star' } : { type: 'F', name: value }
  const py = toPy(value, rt)
  if (typeof py === 'object' && py !== null && 'type' in py && py.type === 'queryset') {
    return { type: 'Subquery', query: py.query, outputField: null }
  }
  return { type: 'Value', value: py, outputField: null }
}
