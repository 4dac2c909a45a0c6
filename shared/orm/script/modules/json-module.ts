/** What `json` (`library/python/json.ts`) is built on: the reader and the writer. */
import { djangoJson } from '../../query/values/django-json.ts'
import { bind } from '../arguments.ts'
import { attribute } from '../attributes.ts'
import { TupleObject } from '../types/collections.ts'
import { fromPy, toPy } from '../convert.ts'
import { typeError } from '../errors.ts'
import { DECODE_ERROR, scanJson } from './json-reader.ts'
import type { JsonHooks } from './json-reader.ts'
import { writeJson } from './json-writer.ts'
import { toArray, truthy } from '../operations.ts'
import type { Runtime } from '../runtime.ts'
import { str } from '../text.ts'
import { Builtin, PyObject, TypeObject, typeName } from '../values.ts'
import type { CallArgs, Value } from '../values.ts'

/** What a decoder holds when its scanner is made: later changes of it are not asked, as in CPython. */
function hooksOf(decoder: Value, rt: Runtime): JsonHooks {
  const held = (name: string): Value => (decoder instanceof PyObject ? attribute(decoder, name, rt) : null)
  // Python's own class as a hook is what is done without one.
  const hook = (name: string): Value => {
    const found = held(name)
    return found instanceof TypeObject && (found.name === 'int' || found.name === 'float') ? null : found
  }
  return {
    object: held('object_hook'),
    pairs: held('object_pairs_hook'),
    float: hook('parse_float'),
    int: hook('parse_int'),
    constant: hook('parse_constant'),
    strict: truthy(held('strict'), rt),
  }
}

function makeScanner({ args: [decoder = null] }: CallArgs, rt: Runtime): Value {
  const hooks = hooksOf(decoder, rt)
  return new Builtin('scan_once', ({ args: [text = null, at = 0n] }, r) => {
    if (typeof text !== 'string') throw typeError(`first argument must be a string, not ${typeName(text)}`)
    const [value, end] = scanJson(text, Number(at), hooks, r)
    return new TupleObject([value, BigInt(end)])
  })
}

const OPTIONS = ['obj', 'default?', 'indent?', 'ascii?', 'nan?', 'separators?', 'sort_keys?', 'skipkeys?'] as const

function write(call: CallArgs, rt: Runtime): Value {
  const given = bind('write', OPTIONS, call)
  const { indent = null, separators = null } = given
  const [item = ', ', key = ': '] = separators === null ? [] : toArray(separators, rt).map((s) => str(s, rt))
  const as = {
    fallback: given.default ?? null,
    indent: typeof indent === 'bigint' ? ' '.repeat(Number(indent)) : typeof indent === 'string' ? indent : null,
    separators: [item, key] as const,
    sortKeys: truthy(given.sort_keys ?? false, rt),
    skipKeys: truthy(given.skipkeys ?? false, rt),
    ascii: truthy(given.ascii ?? true, rt),
    nan: truthy(given.nan ?? true, rt),
  }
  return writeJson(given.obj ?? null, as, rt)
}

/** null: nothing that Django's encoder knows. */
function djangoValue({ args: [value = null] }: CallArgs, rt: Runtime): Value {
  const made = djangoJson(toPy(value, rt))
  return made === undefined ? null : fromPy(made, rt)
}

export const JSON_PARTS: readonly (readonly [string, Value])[] = [
  ['JSONDecodeError', DECODE_ERROR],
  ['make_scanner', new Builtin('make_scanner', makeScanner)],
  ['write', new Builtin('write', write)],
  ['django_value', new Builtin('django_value', djangoValue)],
]
