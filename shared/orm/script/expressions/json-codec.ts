/** `JSONField(encoder=…, decoder=…)` with classes of a project: who writes and who reads the text of the column. */
import type { ResolvedField } from '../../../relations/types.ts'
import type { OwnConversions } from '../../query/values/own-conversions.ts'
import { dumpJson } from '../../query/values/json.ts'
import { jsonLayout } from '../../query/values/prepare.ts'
import { isSubclass } from '../../query/field-type.ts'
import { attribute } from '../attributes.ts'
import { fromPy, opaque, toPy } from '../convert.ts'
import { exceptionOf, typeError } from '../errors.ts'
import type { OwnField } from './own-field.ts'
import type { Runtime } from '../runtime.ts'
import { NO_ARGS, PyObject, typeName } from '../values.ts'
import type { Value } from '../values.ts'

/** null: Python's own, or Django's encoder, which need no script. */
export interface JsonCodec {
  readonly encoder: Value
  readonly decoder: Value
}

/** Of an object of `JSONField` or of a class built on it. */
export function jsonCodecOf(own: OwnField): JsonCodec {
  const isJson = isSubclass(own.cls.djangos, 'JSONField')
  const given = (name: string): Value => (isJson ? (own.given.get(name) ?? null) : null)
  return { encoder: given('encoder'), decoder: given('decoder') }
}

/** What `json.dumps()` hands to an encoder's class. */
const ENCODER_ARGS: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['skipkeys', false],
  ['ensure_ascii', true],
  ['check_circular', true],
  ['allow_nan', true],
  ['indent', null],
  ['separators', null],
  ['default', null],
  ['sort_keys', false],
])

/** `json.dumps(value, cls=encoder)` */
export function encodeJson(encoder: Value, value: Value, rt: Runtime): Value {
  const made = rt.call(encoder, { args: [], kwargs: ENCODER_ARGS })
  return rt.call(attribute(made, 'encode', rt), { ...NO_ARGS, args: [value] })
}

/** `json.loads(text, cls=decoder)`; what is no JSON stays text, as `JSONField.from_db_value()` has it. */
export function decodeJson(decoder: Value, text: string, rt: Runtime): Value {
  try {
    return rt.call(attribute(rt.call(decoder, NO_ARGS), 'decode', rt), { ...NO_ARGS, args: [text] })
  } catch (error) {
    if (exceptionOf(error)?.cls.name !== 'JSONDecodeError') throw error
    return text
  }
}

/** The text that a value is in a field's column. @throws TypeError: it is no JSON */
export function jsonText(field: ResolvedField, codec: JsonCodec | null, value: Value, rt: Runtime): string {
  if (codec === null || codec.encoder === null) return dumpJson(toPy(value, rt), jsonLayout(field))
  const text = encodeJson(codec.encoder, value, rt)
  if (typeof text !== 'string') throw typeError(`encode() gave ${typeName(text)}, not text`)
  return text
}

export function jsonConversions(field: ResolvedField, codec: JsonCodec, rt: Runtime): OwnConversions {
  const { encoder, decoder } = codec
  const encoded = (value: Value): string => jsonText(field, codec, value, rt)
  return {
    prepare: null,
    bind: encoder === null ? null : (value) => encoded(fromPy(value, rt)),
    save: encoder === null ? null : (value) => (value === null ? null : encoded(fromPy(value, rt))),
    load:
      decoder === null
        ? null
        : (raw) => {
            // What a key of the JSON holds comes as it is, unless it is text.
            if (typeof raw !== 'string') return raw
            const value = decodeJson(decoder, raw, rt)
            return value instanceof PyObject ? opaque(value, rt) : toPy(value, rt)
          },
    line: [],
  }
}
