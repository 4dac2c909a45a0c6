/** A field made in a script: `output_field=models.IntegerField()`. */
import type { OutputField } from '../query/types.ts'
import { SCALAR_TYPES } from '../../document/records.ts'
import { typeError, unsupported } from './errors.ts'
import { lookupAttributes } from './field-lookups.ts'
import { PyObject, TypeObject, typeName } from './values.ts'
import type { Value } from './values.ts'

export class FieldObject extends PyObject {
  readonly output: OutputField
  constructor(output: OutputField) {
    super()
    this.output = output
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
  throw typeError(`output_field must be a field, not ${typeName(value)}`)
}

const count = (value: Value | undefined): number | null => (typeof value === 'bigint' ? Number(value) : null)

/** What `isinstance(field, models.CharField)` looks at. */
function classNameOf(value: Value): string | null {
  if (value instanceof FieldObject) return value.output.className
  if (value instanceof PyObject && 'fieldClass' in value && typeof value.fieldClass === 'string')
    return value.fieldClass
  return null
}

/** `models.Field`: every field is one. */
export const FIELD_BASE = new TypeObject(
  'Field',
  () => new FieldObject({ className: 'Field' }),
  (v) => classNameOf(v) !== null,
  lookupAttributes('Field'),
)

export const FIELD_TYPES: ReadonlyMap<string, TypeObject> = new Map(
  SCALAR_TYPES.map((name) => [
    name,
    new TypeObject(
      name,
      ({ kwargs }) =>
        new FieldObject({
          className: name,
          maxLength: count(kwargs.get('max_length')),
          maxDigits: count(kwargs.get('max_digits')),
          decimalPlaces: count(kwargs.get('decimal_places')),
        }),
      (v) => classNameOf(v) === name,
      lookupAttributes(name),
    ),
  ]),
)

/** Relations cannot be made outside a model; scripts ask whether a field is one. */
export function relationType(name: string): TypeObject {
  return new TypeObject(
    name,
    () => {
      throw unsupported(`${name}() outside a model`)
    },
    (v) => classNameOf(v) === name,
    lookupAttributes(name),
  )
}
