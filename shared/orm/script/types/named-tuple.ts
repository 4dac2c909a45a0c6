/** `collections.namedtuple`. */
import { TupleObject } from './collections.ts'
import { bind } from '../arguments.ts'
import { valueError } from '../errors.ts'
import { toArray } from '../operations.ts'
import { str } from '../text.ts'
import { Builtin, TypeObject } from '../values.ts'
import type { NativeFunction, Value } from '../values.ts'

/** What a tuple's fields may be called. */
export function checkFieldNames(names: readonly string[]): void {
  const wrong = names.find((name) => !/^[A-Za-z]\w*$/.test(name))
  if (wrong?.startsWith('_') === true) throw valueError(`Field names cannot start with an underscore: '${wrong}'`)
  if (wrong !== undefined) throw valueError(`Type names and field names must be valid identifiers: '${wrong}'`)
}

/** `namedtuple('Point', 'x y')` or with a list of names: a type. */
export const makeNamedTuple: NativeFunction = (call, rt) => {
  const given = bind('namedtuple', ['typename', 'field_names', 'rename?', 'defaults?', 'module?'], call)
  const { field_names: fields } = given
  const names =
    typeof fields === 'string'
      ? fields.split(/[\s,]+/).filter((name) => name !== '')
      : toArray(fields, rt).map((name) => str(name, rt))
  checkFieldNames(names)
  const title = str(given.typename, rt)
  const defaults = given.defaults === undefined || given.defaults === null ? [] : toArray(given.defaults, rt)
  const isOptional = (i: number): boolean => i >= names.length - defaults.length
  const params = names.map((name, i) => (isOptional(i) ? `${name}?` : name))
  const make: NativeFunction = (args) => {
    const values: Readonly<Record<string, Value | undefined>> = bind(`${title}.__new__`, params, args)
    const items = names.map((name, i) => {
      const given = values[name]
      return given === undefined ? (defaults[i - (names.length - defaults.length)] ?? null) : given
    })
    return new TupleObject(items, names, title)
  }
  const attributes = new Map<string, Value>([
    ['_fields', new TupleObject(names)],
    ['_make', new Builtin('_make', ({ args }, r) => make({ args: toArray(args[0] ?? null, r), kwargs: new Map() }, r))],
  ])
  return new TypeObject(
    title,
    make,
    (v) => v instanceof TupleObject && v.className === title && v.names !== null,
    attributes,
  )
}
