/** A field made in a script: `output_field=models.IntegerField()`. */
import type { OutputField } from '../../query/types.ts'
import { isFieldClass } from '../../query/field-type.ts'
import { SCALAR_TYPES } from '../../../document/records.ts'
import { typeError, unsupported } from '../errors.ts'
import { lookupAttributes } from './field-lookups.ts'
import type { Runtime } from '../runtime.ts'
import { NO_ARGS, PyObject, TypeObject, typeName } from '../values.ts'
import type { CallArgs, Value } from '../values.ts'

export class FieldObject extends PyObject {
  readonly output: OutputField
  private readonly given: CallArgs
  private field: Value | undefined
  constructor(output: OutputField, given: CallArgs = NO_ARGS) {
    super()
    this.output = output
    this.given = given
  }
  override getAttr(name: string, rt: Runtime): Value | undefined {
    this.field ??= rt.looseField(this.output.className, this.given)
    return this.field instanceof PyObject ? this.field.getAttr(name, rt) : undefined
  }
  get classObject(): Value | undefined {
    return djangoFieldType(this.output.className)
  }
  typeName(): string {
    return this.output.className
  }
  override repr(): string {
    const module = this.output.className === 'JSONField' ? 'json.' : ''
    return `<django.db.models.fields.${module}${this.output.className}>`
  }
}

export function outputFieldOf(value: Value | undefined): OutputField | null {
  if (value === undefined || value === null) return null
  if (value instanceof FieldObject) return value.output
  if (isTyped(value)) return value.outputField()
  throw typeError(`output_field must be a field, not ${typeName(value)}`)
}

/** A field that knows its type itself: of a model, or of a class of the project's own. */
function isTyped(value: Value): value is PyObject & { outputField(): OutputField } {
  return value instanceof PyObject && 'outputField' in value && typeof value.outputField === 'function'
}

const count = (value: Value | undefined): number | null => (typeof value === 'bigint' ? Number(value) : null)

/** What `isinstance(field, models.CharField)` looks at. */
function classNameOf(value: Value): string | null {
  if (value instanceof FieldObject) return value.output.className
  if (value instanceof PyObject && 'fieldClass' in value && typeof value.fieldClass === 'string')
    return value.fieldClass
  return null
}

function isOfClass(value: Value, name: string): boolean {
  const found = classNameOf(value)
  return found !== null && isFieldClass(found, name)
}

/** `models.Field`: every field is one. */
export const FIELD_BASE = new TypeObject(
  'Field',
  (call) => new FieldObject({ className: 'Field' }, call),
  (v) => classNameOf(v) !== null,
  lookupAttributes('Field'),
)

export const FIELD_TYPES: ReadonlyMap<string, TypeObject> = new Map(
  SCALAR_TYPES.map((name) => [
    name,
    new TypeObject(
      name,
      (call, rt) => (hasCodec(name, call) ? rt.looseField(name, call) : new FieldObject(outputOf(name, call), call)),
      (v) => isOfClass(v, name),
      lookupAttributes(name),
    ),
  ]),
)

function outputOf(className: string, { kwargs }: CallArgs): OutputField {
  return {
    className,
    maxLength: count(kwargs.get('max_length')),
    maxDigits: count(kwargs.get('max_digits')),
    decimalPlaces: count(kwargs.get('decimal_places')),
  }
}

/** Classes that write or read the text: only the whole field knows what they do. */
const hasCodec = (name: string, { args, kwargs }: CallArgs): boolean =>
  name === 'JSONField' && (kwargs.has('encoder') || kwargs.has('decoder') || args.length > 2)

/** A field class of Django's. */
export function isFieldType(value: Value): value is TypeObject {
  return (
    value instanceof TypeObject &&
    (value === FIELD_BASE || RELATION_TYPES.get(value.name) === value || FIELD_TYPES.get(value.name) === value)
  )
}

const RELATION_TYPES = new Map<string, TypeObject>()

/** The class object by Django's name. */
export const djangoFieldType = (name: string): TypeObject | undefined =>
  name === 'Field' ? FIELD_BASE : (FIELD_TYPES.get(name) ?? RELATION_TYPES.get(name))

/** Relations cannot be made outside a model; scripts ask whether a field is one. */
export function relationType(name: string): TypeObject {
  const made = new TypeObject(
    name,
    () => {
      throw unsupported(`${name}() outside a model`)
    },
    (v) => isOfClass(v, name),
    lookupAttributes(name),
  )
  RELATION_TYPES.set(name, made)
  return made
}
