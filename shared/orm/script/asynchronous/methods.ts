/** `acount()`, `asave()`, `aadd()` …: the method without the `a`, in Django's thread. */
import { bind } from '../arguments.ts'
import { typeError } from '../errors.ts'
import type { Runtime } from '../runtime.ts'
import { MethodObject } from '../values.ts'
import type { CallArgs, PyObject, Value } from '../values.ts'
import { inThread } from './asyncio-module.ts'
import { coroutine } from './awaiting.ts'

/**
 * What each takes, checked when it is called and not when it is awaited. A list: by these names; 'none': nothing;
 * 'named': keyword arguments only; 'any': what the method takes.
 */
type Takes = 'none' | 'named' | 'any' | readonly string[]

const TAKES: Readonly<Record<string, Takes>> = {
  count: 'none',
  exists: 'none',
  first: 'none',
  last: 'none',
  delete: 'none',
  clear: 'any',
  create: 'named',
  update: 'named',
  get_or_create: 'any',
  update_or_create: 'any',
  bulk_create: ['objs', 'batch_size?', 'ignore_conflicts?', 'update_conflicts?', 'update_fields?', 'unique_fields?'],
  bulk_update: ['objs', 'fields', 'batch_size?'],
  in_bulk: ['id_list?', 'field_name?'],
  contains: ['obj'],
}

const MODEL_TAKES: Readonly<Record<string, Takes>> = {
  save: ['force_insert?', 'force_update?', 'using?', 'update_fields?'],
  delete: ['using?', 'keep_parents?'],
  refresh_from_db: ['using?', 'fields?', 'from_queryset?'],
}

/** `QuerySet.acount`: its call gives a coroutine, which asks the object for `count` when it runs. */
export function asyncMethod(self: PyObject, owner: string, name: string): MethodObject {
  const plain = name.slice(1)
  const takes = (owner === 'Model' ? MODEL_TAKES[plain] : TAKES[plain]) ?? 'any'
  const qualified = `${owner}.${name}`
  return new MethodObject(self, owner, name, (call, rt) => {
    checkArguments(qualified, takes, call)
    return coroutine(qualified, () => inThread(() => rt.call(self.getAttr(plain, rt) ?? null, call), rt), rt)
  })
}

function checkArguments(name: string, takes: Takes, call: CallArgs): void {
  if (takes === 'any') return
  if (typeof takes !== 'string') {
    bind(name, takes, call)
    return
  }
  const { args } = call
  const [keyword] = call.kwargs.keys()
  if (takes === 'none' && keyword !== undefined)
    throw typeError(`${name}() got an unexpected keyword argument '${keyword}'`)
  if (args.length > 0) throw typeError(`${name}() takes 1 positional argument but ${args.length + 1} were given`)
}

/** The methods of a table with those that wait beside them. */
export function withAsync(names: readonly string[]): readonly string[] {
  return [...names, ...names.map((name) => `a${name}`)]
}

/** `aget_object_or_404()` and its like: functions of one of ours. */
export function asyncFunction(name: string, work: (call: CallArgs, rt: Runtime) => Value) {
  return (call: CallArgs, rt: Runtime): Value => coroutine(name, () => inThread(() => work(call, rt), rt), rt)
}
