/** What stands left of `=`, after `for` and after `del`. */
import type { PyExpr } from '../../../python/ast.ts'
import { deleteAttribute, setAttribute } from '../attributes.ts'
import { DictObject, indexOf, ListObject, sliceArray } from '../types/collections.ts'
import { pyError, typeError, valueError } from '../errors.ts'
import { toArray } from '../operations.ts'
import type { Runtime } from '../runtime.ts'
import type { Scope } from '../scope.ts'
import { isAsked, isIterable, SliceObject, typeName } from '../values.ts'
import type { Asked, PyObject, Value } from '../values.ts'
import { evaluate } from './evaluate.ts'
import type { Interpreter } from './interpreter.ts'

export function assign(target: PyExpr, value: Value, scope: Scope, i: Interpreter): void {
  switch (target.type) {
    case 'Name':
      scope.set(target.id, value)
      return
    case 'Attribute':
      setAttribute(evaluate(target.value, scope, i), target.attr, value, i.rt)
      return
    case 'Subscript': {
      setItem(evaluate(target.value, scope, i), evaluate(target.index, scope, i), value, i.rt)
      return
    }
    case 'Tuple':
    case 'List':
      unpack(target.items, value, scope, i)
      return
    default:
      throw pyError('SyntaxError', 'cannot assign to expression')
  }
}

function unpack(targets: readonly PyExpr[], value: Value, scope: Scope, i: Interpreter): void {
  if (typeof value !== 'string' && !(value instanceof Uint8Array) && !isIterable(value))
    throw typeError(`cannot unpack non-iterable ${typeName(value)} object`)
  const items = toArray(value, i.rt)
  const star = targets.findIndex((t) => t.type === 'Starred')
  if (star < 0) {
    if (items.length < targets.length)
      throw valueError(`not enough values to unpack (expected ${targets.length}, got ${items.length})`)
    if (items.length > targets.length) throw valueError(`too many values to unpack (expected ${targets.length})`)
    targets.forEach((t, n) => assign(t, items[n] as Value, scope, i))
    return
  }
  const after = targets.length - star - 1
  if (items.length < targets.length - 1)
    throw valueError(`not enough values to unpack (expected at least ${targets.length - 1}, got ${items.length})`)
  targets.forEach((t, n) => {
    if (t.type === 'Starred') assign(t.value, new ListObject(items.slice(star, items.length - after)), scope, i)
    else assign(t, items[n < star ? n : items.length - targets.length + n] as Value, scope, i)
  })
}

function setItem(object: Value, index: Value, value: Value, rt: Runtime): void {
  if (object instanceof DictObject) object.set(index, value, rt)
  else if (isAsked(object)) setBySpecial(object, index, value, rt)
  else if (object instanceof ListObject && index instanceof SliceObject) {
    const kept = new Set(
      sliceArray(
        object.items.map((_, n) => n),
        index,
      ),
    )
    const at = Math.min(...kept, object.items.length)
    object.items = [
      ...object.items.slice(0, at),
      ...toArray(value, rt),
      ...object.items.slice(at).filter((_, n) => !kept.has(n + at)),
    ]
  } else if (object instanceof ListObject) {
    const at = indexOf(index, 'list')
    const from = at < 0 ? at + object.items.length : at
    if (from < 0 || from >= object.items.length) throw pyError('IndexError', 'list assignment index out of range')
    object.items[from] = value
  } else throw typeError(`'${typeName(object)}' object does not support item assignment`)
}

function setBySpecial(object: PyObject & Asked, index: Value, value: Value, rt: Runtime): void {
  if (object.ask('__setitem__', [index, value], rt) === undefined)
    throw typeError(`'${typeName(object)}' object does not support item assignment`)
}

function deleteBySpecial(object: PyObject & Asked, index: Value, rt: Runtime): void {
  if (object.ask('__delitem__', [index], rt) === undefined)
    throw typeError(`'${typeName(object)}' object doesn't support item deletion`)
}

export function deleteTarget(target: PyExpr, scope: Scope, i: Interpreter): void {
  if (target.type === 'Name') {
    scope.get(target.id)
    scope.delete(target.id)
  } else if (target.type === 'Subscript') {
    const object = evaluate(target.value, scope, i)
    const index = evaluate(target.index, scope, i)
    if (object instanceof DictObject) {
      object.getItem(index, i.rt)
      object.delete(index, i.rt)
    } else if (isAsked(object)) deleteBySpecial(object, index, i.rt)
    else if (object instanceof ListObject && index instanceof SliceObject) {
      const gone = new Set(
        sliceArray(
          object.items.map((_, n) => n),
          index,
        ),
      )
      object.items = object.items.filter((_, n) => !gone.has(n))
    } else if (object instanceof ListObject) {
      object.getItem(index)
      const at = Number(index)
      object.items.splice(at < 0 ? at + object.items.length : at, 1)
    } else throw typeError(`'${typeName(object)}' object doesn't support item deletion`)
  } else if (target.type === 'Tuple' || target.type === 'List') {
    for (const item of target.items) deleteTarget(item, scope, i)
  } else if (target.type === 'Attribute') {
    deleteAttribute(evaluate(target.value, scope, i), target.attr, i.rt)
  } else throw pyError('SyntaxError', 'cannot delete expression')
}
