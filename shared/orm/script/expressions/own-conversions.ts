/** What the methods of a project's field class do to values, for the query compiler. */
import { isSubclass } from '../../query/field-type.ts'
import type { FieldType } from '../../query/field-type.ts'
import type { PyValue } from '../../query/types.ts'
import type { OwnConversions } from '../../query/values/own-conversions.ts'
import { CONNECTION } from '../django/connection.ts'
import { fromPy, opaque, toPy } from '../convert.ts'
import { jsonCodecOf } from './json-codec.ts'
import { unsupported } from '../errors.ts'
import { DjangoFieldClass } from './own-field.ts'
import type { OwnField } from './own-field.ts'
import type { Runtime } from '../runtime.ts'
import { Namespace, PyObject } from '../values.ts'
import type { Value } from '../values.ts'

/** Methods that a project's class may have and nobody here would call. */
const NOT_CALLED = [
  'get_db_converters',
  'select_format',
  'get_col',
  'get_lookup',
  'get_transform',
  'get_placeholder',
  'get_placeholder_sql',
]
const PREPARING = ['get_prep_value', 'to_python']
const BINDING = ['get_db_prep_value']
const SAVING = ['get_db_prep_save', ...BINDING, ...PREPARING]

/** What Django hands to `from_db_value()` as the expression. */
const EXPRESSION = new Namespace('Col', new Map())

/** A value that a field's method gave: objects stay the objects that they are. */
function given(value: Value, rt: Runtime): PyValue {
  return value instanceof PyObject ? opaque(value, rt) : toPy(value, rt)
}

/** A method of the class that nobody here would call; undefined: there is none. */
export function uncalled(own: OwnField): string | undefined {
  return NOT_CALLED.find((name) => own.overrides(name))
}

export function conversionsOf(own: OwnField, rt: Runtime): OwnConversions {
  const unknown = uncalled(own)
  const refuse = (): never => {
    throw unsupported(`${unknown ?? ''}() of the field class ${own.cls.name}`)
  }
  if (unknown !== undefined) return { ...refusing(refuse), line: lineOf(own) }
  const has = (names: readonly string[]): boolean => names.some((name) => own.overrides(name))
  const call = (name: string, args: readonly Value[]): Value => own.ask(name, args, rt) ?? null
  const isBare = own.cls.djangos === 'Field'
  const { encoder, decoder } = jsonCodecOf(own)
  const isJson = isSubclass(own.cls.djangos, 'JSONField')
  const plain = (value: Value): PyValue => toPy(value, rt)
  return {
    prepare: has(PREPARING) || isBare ? (value) => plain(call('get_prep_value', [fromPy(value, rt)])) : null,
    bind:
      has(BINDING) || isBare || encoder !== null
        ? (value) => plain(call('get_db_prep_value', [fromPy(value, rt), CONNECTION, true]))
        : null,
    save:
      has(SAVING) || isBare || isJson
        ? (value) => plain(call('get_db_prep_save', [fromPy(value, rt), CONNECTION]))
        : null,
    load:
      own.overrides('from_db_value') || decoder !== null
        ? (value) => given(call('from_db_value', [fromPy(value, rt), EXPRESSION, CONNECTION]), rt)
        : null,
    line: lineOf(own),
  }
}

/** Of a class that cannot be followed. */
export function refusing(refuse: () => never): OwnConversions {
  return { prepare: refuse, bind: refuse, save: refuse, load: refuse, line: [] }
}

function lineOf(own: OwnField): readonly string[] {
  return own.cls.line.filter((cls) => !(cls instanceof DjangoFieldClass)).map((cls) => cls.name)
}

/** `output_field=MoneyField()`: the type of a field that stands in no model. */
export function looseType(own: OwnField, rt: Runtime): FieldType {
  return { ...own.standing(rt).type, bound: null, className: own.cls.name, own: conversionsOf(own, rt) }
}
