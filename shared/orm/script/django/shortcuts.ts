/** `django.shortcuts`, as far as it is about rows, and the exception that it raises. */
import { asyncFunction } from '../asynchronous/methods.ts'
import { exceptionClass, exceptionOf, pyError, valueError } from '../errors.ts'
import { QuerySetObject } from '../models/querysets/queryset.ts'
import { ManagerObject } from '../models/querysets/manager.ts'
import { ModelClass } from '../models/classes/model-class.ts'
import { toArray } from '../operations.ts'
import type { Runtime } from '../runtime.ts'
import { ListObject } from '../types/collections.ts'
import { Builtin, PyObject, typeName } from '../values.ts'
import type { CallArgs, Value } from '../values.ts'

/** The rows that the first argument stands for. */
function rowsOf(value: Value, name: string, rt: Runtime): QuerySetObject {
  if (value instanceof ModelClass) return value.defaultManager(rt).queryset(rt)
  if (value instanceof ManagerObject) return value.queryset(rt)
  if (value instanceof QuerySetObject) return value
  const shown = value instanceof PyObject && 'name' in value ? String(value.name) : typeName(value)
  throw valueError(`First argument to ${name}() must be a Model, Manager, or QuerySet, not '${shown}'.`)
}

function asked(rows: QuerySetObject, method: string, call: CallArgs, rt: Runtime): Value {
  return rt.call(rows.getAttr(method, rt) ?? null, { args: call.args.slice(1), kwargs: call.kwargs })
}

const notFound = (rows: QuerySetObject): Error => pyError('Http404', `No ${rows.cls.name} matches the given query.`)

function getObject(call: CallArgs, rt: Runtime): Value {
  const rows = rowsOf(call.args[0] ?? null, 'get_object_or_404', rt)
  try {
    return asked(rows, 'get', call, rt)
  } catch (error) {
    if (exceptionOf(error)?.cls.isSubclassOf(rows.cls.doesNotExist) === true) throw notFound(rows)
    throw error
  }
}

function getList(call: CallArgs, rt: Runtime): Value {
  const rows = rowsOf(call.args[0] ?? null, 'get_list_or_404', rt)
  const list = toArray(asked(rows, 'filter', call, rt), rt)
  if (list.length === 0) throw notFound(rows)
  return new ListObject(list)
}

export const SHORTCUTS: readonly (readonly [string, Value])[] = [
  ['get_object_or_404', new Builtin('get_object_or_404', getObject)],
  ['get_list_or_404', new Builtin('get_list_or_404', getList)],
  ['aget_object_or_404', new Builtin('aget_object_or_404', asyncFunction('aget_object_or_404', getObject))],
  ['aget_list_or_404', new Builtin('aget_list_or_404', asyncFunction('aget_list_or_404', getList))],
]

export const HTTP: readonly (readonly [string, Value])[] = [['Http404', exceptionClass('Http404')]]
