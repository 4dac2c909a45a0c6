/** Methods of list, tuple, dict and set. */
import { raised } from '../run/exceptions.ts'
import { GeneratorObject } from '../run/generator.ts'
import type { IteratorObject } from './collections.ts'
import { DictObject, ListObject, SetObject, TupleObject, ViewObject, indexOf } from './collections.ts'
import { compare, equals } from './equality.ts'
import { ExceptionObject, exceptionClass, pyError, PyError, typeError, valueError } from '../errors.ts'
import type { Method } from './methods-text.ts'
import { iterate, toArray, truthy } from '../operations.ts'
import { repr } from '../text.ts'
import type { CallArgs, Value } from '../values.ts'
import { NO_ARGS } from '../values.ts'
import type { Runtime } from '../runtime.ts'

function first(call: CallArgs, name: string): Value {
  const [value] = call.args
  if (value === undefined) throw typeError(`${name}() takes exactly one argument (0 given)`)
  return value
}

/** Sorted copy; `key` and `reverse` as in Python, stable. */
export function sorted(items: readonly Value[], call: CallArgs, rt: Runtime): Value[] {
  const key = call.kwargs.get('key') ?? null
  const reverse = truthy(call.kwargs.get('reverse') ?? false, rt)
  const keyed = items.map((item) => [key === null ? item : rt.call(key, { ...NO_ARGS, args: [item] }), item] as const)
  const ordered = keyed.toSorted(([a], [b]) => {
    rt.tick()
    return reverse ? compare(b, a, rt) : compare(a, b, rt)
  })
  return ordered.map(([, item]) => item)
}

const position = (items: readonly Value[], call: CallArgs, kind: string, rt: Runtime): bigint => {
  const wanted = first(call, 'index')
  const at = items.findIndex((item) => equals(item, wanted, rt))
  if (at < 0)
    throw valueError(kind === 'list' ? `${repr(wanted, rt)} is not in list` : 'tuple.index(x): x not in tuple')
  return BigInt(at)
}
const occurrences = (items: readonly Value[], call: CallArgs, rt: Runtime): bigint =>
  BigInt(items.filter((item) => equals(item, first(call, 'count'), rt)).length)

export const LIST_METHODS: Readonly<Record<string, Method<ListObject>>> = {
  append: (list, call, rt) => {
    rt.tick()
    list.items.push(first(call, 'list.append'))
    return null
  },
  extend: (list, call, rt) => {
    list.extend(toArray(first(call, 'list.extend'), rt))
    return null
  },
  insert: (list, call) => {
    const at = indexOf(call.args[0] ?? null, 'list')
    list.items.splice(at < 0 ? Math.max(0, at + list.items.length) : at, 0, call.args[1] ?? null)
    return null
  },
  pop: (list, call) => {
    if (list.items.length === 0) throw pyError('IndexError', 'pop from empty list')
    const at = call.args[0] === undefined ? -1 : indexOf(call.args[0], 'list')
    const from = at < 0 ? at + list.items.length : at
    if (from < 0 || from >= list.items.length) throw pyError('IndexError', 'pop index out of range')
    return list.items.splice(from, 1)[0] ?? null
  },
  remove: (list, call, rt) => {
    const at = list.items.findIndex((item) => equals(item, first(call, 'list.remove'), rt))
    if (at < 0) throw valueError('list.remove(x): x not in list')
    list.items.splice(at, 1)
    return null
  },
  clear: (list) => {
    list.items.length = 0
    return null
  },
  copy: (list) => new ListObject([...list.items]),
  index: (list, call, rt) => position(list.items, call, 'list', rt),
  count: (list, call, rt) => occurrences(list.items, call, rt),
  reverse: (list) => {
    list.items.reverse()
    return null
  },
  sort: (list, call, rt) => {
    list.items = sorted(list.items, call, rt)
    return null
  },
}

export const TUPLE_METHODS: Readonly<Record<string, Method<TupleObject>>> = {
  index: (tuple, call, rt) => position(tuple.items, call, 'tuple', rt),
  count: (tuple, call, rt) => occurrences(tuple.items, call, rt),
  _asdict: (tuple, _call, rt) =>
    DictObject.of(
      (tuple.names ?? []).map((n, i) => [n, tuple.items[i] ?? null] as const),
      rt,
    ),
}

function updateDict(dict: DictObject, call: CallArgs, rt: Runtime): void {
  const [source] = call.args
  if (source instanceof DictObject) for (const [k, v] of source.entries.values()) dict.set(k, v, rt)
  else if (source !== undefined) {
    for (const pair of iterate(source, rt)) {
      const [k, v] = toArray(pair, rt)
      if (k === undefined || v === undefined)
        throw valueError('dictionary update sequence element has length 1; 2 is required')
      dict.set(k, v, rt)
    }
  }
  for (const [k, v] of call.kwargs) dict.set(k, v, rt)
}

/** `dict(…)`. */
export function makeDict(call: CallArgs, rt: Runtime): DictObject {
  const dict = new DictObject()
  updateDict(dict, call, rt)
  return dict
}

const pairs = (dict: DictObject): Value[] => [...dict.entries.values()].map((pair) => new TupleObject(pair))

export const DICT_METHODS: Readonly<Record<string, Method<DictObject>>> = {
  get: (dict, call, rt) => {
    // A value may be None: only a missing key has the default.
    const known = dict.get(first(call, 'get'), rt)
    return known === undefined ? (call.args[1] ?? null) : known
  },
  keys: (dict) => new ViewObject('dict_keys', () => [...dict.entries.values()].map(([k]) => k)),
  values: (dict) => new ViewObject('dict_values', () => [...dict.entries.values()].map(([, v]) => v)),
  items: (dict) => new ViewObject('dict_items', () => pairs(dict)),
  update: (dict, call, rt) => {
    updateDict(dict, call, rt)
    return null
  },
  pop: (dict, call, rt) => {
    const key = first(call, 'pop')
    const known = dict.get(key, rt)
    const value = known === undefined ? call.args[1] : known
    if (value === undefined) throw new PyError(new ExceptionObject(exceptionClass('KeyError'), [key]))
    dict.delete(key, rt)
    return value
  },
  popitem: (dict, _call, rt) => {
    const last = [...dict.entries.values()].at(-1)
    if (last === undefined) throw pyError('KeyError', 'popitem(): dictionary is empty')
    dict.delete(last[0], rt)
    return new TupleObject(last)
  },
  setdefault: (dict, call, rt) => {
    const key = first(call, 'setdefault')
    const known = dict.get(key, rt)
    if (known !== undefined) return known
    dict.set(key, call.args[1] ?? null, rt)
    return call.args[1] ?? null
  },
  clear: (dict) => {
    dict.entries.clear()
    return null
  },
  copy: (dict, _call, rt) => DictObject.of(dict.entries.values(), rt),
}

const combine =
  (keep: (inSelf: boolean, inOther: boolean) => boolean): Method<SetObject> =>
  (set, call, rt) => {
    let result = SetObject.of(set.iterate(), rt, set.frozen)
    for (const other of call.args) {
      const right = SetObject.of(toArray(other, rt), rt)
      const next = new SetObject(set.frozen)
      for (const [key, value] of [...result.entries, ...right.entries]) {
        if (keep(result.entries.has(key), right.entries.has(key))) next.entries.set(key, value)
      }
      result = next
    }
    return result
  }

export const SET_METHODS: Readonly<Record<string, Method<SetObject>>> = {
  add: (set, call, rt) => {
    set.add(first(call, 'add'), rt)
    return null
  },
  discard: (set, call, rt) => {
    const item = first(call, 'discard')
    for (const [key, value] of set.entries) if (equals(value, item, rt)) set.entries.delete(key)
    return null
  },
  remove: (set, call, rt) => {
    const item = first(call, 'remove')
    if (!set.contains(item, rt)) throw new PyError(new ExceptionObject(exceptionClass('KeyError'), [item]))
    for (const [key, value] of set.entries) if (equals(value, item, rt)) set.entries.delete(key)
    return null
  },
  pop: (set) => {
    const entry = set.entries.entries().next().value
    if (entry === undefined) throw pyError('KeyError', 'pop from an empty set')
    set.entries.delete(entry[0])
    return entry[1]
  },
  clear: (set) => {
    set.entries.clear()
    return null
  },
  copy: (set, _call, rt) => SetObject.of(set.iterate(), rt, set.frozen),
  update: (set, call, rt) => {
    for (const source of call.args) for (const item of iterate(source, rt)) set.add(item, rt)
    return null
  },
  union: combine(() => true),
  intersection: combine((a, b) => a && b),
  difference: combine((a, b) => a && !b),
  symmetric_difference: combine((a, b) => a !== b),
  issubset: (set, call, rt) => {
    const other = SetObject.of(toArray(first(call, 'issubset'), rt), rt)
    return [...set.entries.keys()].every((k) => other.entries.has(k))
  },
  issuperset: (set, call, rt) => {
    const other = SetObject.of(toArray(first(call, 'issuperset'), rt), rt)
    return [...other.entries.keys()].every((k) => set.entries.has(k))
  },
  isdisjoint: (set, call, rt) => toArray(first(call, 'isdisjoint'), rt).every((item) => !set.contains(item, rt)),
}

function generatorOf(iterator: IteratorObject, method: string): GeneratorObject {
  if (iterator instanceof GeneratorObject) return iterator
  throw pyError('AttributeError', `'${iterator.typeName()}' object has no attribute '${method}'`)
}

export const ITERATOR_METHODS: Readonly<Record<string, Method<IteratorObject>>> = {
  __next__: (iterator) => {
    const next = iterator.source.next()
    if (next.done === true) throw pyError('StopIteration', '')
    return next.value
  },
  __iter__: (iterator) => iterator,
  send: (iterator, { args }) => generatorOf(iterator, 'send').send(args[0] ?? null),
  close: (iterator) => {
    generatorOf(iterator, 'close').close()
    return null
  },
  throw: (iterator, { args }, rt) => generatorOf(iterator, 'throw').throwInto(raised(args[0] ?? null, rt)),
}
