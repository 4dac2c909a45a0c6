/** `match`: the first case whose pattern fits. */
import type { PyCase, PyPattern, PyStatement } from '../../../python/ast.ts'
import { DictObject, ListObject, RangeObject, TupleObject } from '../types/collections.ts'
import { isInstance } from '../builtins/functions.ts'
import { equals, hashKey } from '../types/equality.ts'
import { tryAttribute } from '../attributes.ts'
import { typeError } from '../errors.ts'
import { toArray, truthy } from '../operations.ts'
import type { Scope } from '../scope.ts'
import { TypeObject } from '../values.ts'
import type { Value } from '../values.ts'
import { evaluate } from './evaluate.ts'
import type { Interpreter } from './interpreter.ts'

/** The statements to run; null: no case fits. Names are set as the patterns say. */
export function matchingCase(
  subject: Value,
  cases: readonly PyCase[],
  scope: Scope,
  i: Interpreter,
): readonly PyStatement[] | null {
  for (const { pattern, guard, body } of cases) {
    const names = new Map<string, Value>()
    if (!fits(pattern, subject, names, scope, i)) continue
    for (const [name, value] of names) scope.set(name, value)
    if (guard === null || truthy(evaluate(guard, scope, i), i.rt)) return body
  }
  return null
}

function fits(p: PyPattern, value: Value, names: Map<string, Value>, scope: Scope, i: Interpreter): boolean {
  i.rt.tick()
  switch (p.kind) {
    case 'capture':
      if (p.name !== null) names.set(p.name, value)
      return true
    case 'value': {
      const wanted = evaluate(p.value, scope, i)
      if (wanted === null || typeof wanted === 'boolean') return value === wanted
      return equals(value, wanted, i.rt)
    }
    case 'as':
      if (!fits(p.pattern, value, names, scope, i)) return false
      names.set(p.name, value)
      return true
    case 'or':
      return p.patterns.some((one) => fits(one, value, names, scope, i))
    case 'sequence':
      return fitsSequence(p.items, value, names, scope, i)
    case 'mapping':
      return fitsMapping(p, value, names, scope, i)
    case 'class':
      return fitsClass(p, value, names, scope, i)
    case 'star':
      return false
  }
}

function fitsSequence(
  items: readonly PyPattern[],
  value: Value,
  names: Map<string, Value>,
  scope: Scope,
  i: Interpreter,
): boolean {
  if (!(value instanceof ListObject || value instanceof TupleObject || value instanceof RangeObject)) return false
  const values = toArray(value, i.rt)
  const star = items.findIndex((item) => item.kind === 'star')
  if (star < 0 ? values.length !== items.length : values.length < items.length - 1) return false
  const after = items.length - star - 1
  return items.every((item, n) => {
    if (item.kind !== 'star') {
      const at = star < 0 || n < star ? n : values.length - items.length + n
      return fits(item, values[at] ?? null, names, scope, i)
    }
    if (item.name !== null) names.set(item.name, new ListObject(values.slice(star, values.length - after)))
    return true
  })
}

function fitsMapping(
  { entries, rest }: Extract<PyPattern, { readonly kind: 'mapping' }>,
  value: Value,
  names: Map<string, Value>,
  scope: Scope,
  i: Interpreter,
): boolean {
  if (!(value instanceof DictObject)) return false
  const seen = new Set<string>()
  for (const { key, pattern } of entries) {
    const k = evaluate(key, scope, i)
    const found = value.get(k, i.rt)
    if (found === undefined || !fits(pattern, found, names, scope, i)) return false
    seen.add(hashKey(k, i.rt))
  }
  if (rest !== undefined) {
    const left = [...value.entries.values()].filter(([k]) => !seen.has(hashKey(k, i.rt)))
    names.set(rest, DictObject.of(left, i.rt))
  }
  return true
}

/** Types whose one positional pattern is the value itself. */
const ITSELF = new Set(['bool', 'bytes', 'dict', 'float', 'frozenset', 'int', 'list', 'set', 'str', 'tuple'])

function fitsClass(
  { cls, positional, named }: Extract<PyPattern, { readonly kind: 'class' }>,
  value: Value,
  names: Map<string, Value>,
  scope: Scope,
  i: Interpreter,
): boolean {
  const type = evaluate(cls, scope, i)
  if (!isInstance(value, type)) return false
  const attributes = positional.length === 0 ? [] : matchArgs(type, i)
  const isItself = type instanceof TypeObject && ITSELF.has(type.name)
  if (isItself) {
    if (positional.length > 1) throw tooMany(type.name, 1, positional.length)
    if (positional[0] !== undefined && !fits(positional[0], value, names, scope, i)) return false
  } else if (positional.length > attributes.length) {
    const name = type !== null && typeof type === 'object' && 'name' in type ? String(type.name) : ''
    throw tooMany(name, attributes.length, positional.length)
  }
  const pairs = [
    ...(isItself ? [] : positional.map((pattern, n) => ({ name: attributes[n] ?? '', pattern }))),
    ...named,
  ]
  return pairs.every(({ name, pattern }) => {
    const found = tryAttribute(value, name, i.rt)
    return found !== undefined && fits(pattern, found, names, scope, i)
  })
}

function matchArgs(type: Value, i: Interpreter): readonly string[] {
  const given = tryAttribute(type, '__match_args__', i.rt)
  return given === undefined ? [] : toArray(given, i.rt).map(String)
}

function tooMany(name: string, most: number, given: number): Error {
  return typeError(`${name}() accepts ${most} positional sub-pattern${most === 1 ? '' : 's'} (${given} given)`)
}
