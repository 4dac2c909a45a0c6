/** How a field's values behave: its Django class with what the options and a foreign key's target make of it. */
import type { ResolvedField } from '../../relations/types.ts'
import { isKnownClass } from './field-type.ts'
import type { FieldType } from './field-type.ts'
import { targetField } from './models.ts'
import type { Models } from './models.ts'

export function typeOf(models: Models, field: ResolvedField): FieldType {
  let type = models.types.get(field)
  if (type === undefined) {
    type = makeType(models, field)
    models.types.set(field, type)
  }
  return type
}

function makeType(models: Models, field: ResolvedField): FieldType {
  const foreign = field.kind === 'foreignKey' || field.kind === 'oneToOne'
  const relational = foreign ? (field.kind === 'oneToOne' ? 'OneToOneField' : 'ForeignKey') : null
  const inner = field.className === 'GeneratedField' ? generatedClass(field) : null
  // `class Money(models.DecimalField)` behaves as what it is built on.
  const own = field.source?.kind === 'custom' ? field.source.base : undefined
  const known = inner ?? own ?? field.className
  return {
    className: field.className,
    base: relational ?? (field.kind === 'manyToMany' ? 'ManyToManyField' : isKnownClass(known) ? known : 'Field'),
    name: field.name,
    null: field.null,
    maxLength: field.maxLength,
    maxDigits: numeric(field.options['max_digits']) ?? generatedOption(field, 'max_digits'),
    decimalPlaces: numeric(field.options['decimal_places']) ?? generatedOption(field, 'decimal_places'),
    bound: field,
    target: foreign && field.relation?.to !== null ? typeOf(models, targetField(models, field)) : null,
  }
}

function numeric(value: unknown): number | null {
  return typeof value === 'number' ? value : null
}

/** A generated column behaves as its `output_field`, which we have as source. */
function generatedClass(field: ResolvedField): string | null {
  return /(\w+Field)\s*\(/.exec(outputSource(field))?.[1] ?? null
}

function generatedOption(field: ResolvedField, keyword: string): number | null {
  const found =
    field.className === 'GeneratedField' ? new RegExp(`\\b${keyword}\\s*=\\s*(\\d+)`).exec(outputSource(field)) : null
  return found === null ? null : Number(found[1])
}

function outputSource(field: ResolvedField): string {
  const output = field.options['output_field']
  return typeof output === 'object' && output !== null && 'expr' in output ? output.expr : ''
}

/** The field that a column of another type is read as: a foreign key's final target. */
export function columnType(models: Models, field: ResolvedField): FieldType {
  let type = typeOf(models, field)
  while (type.target !== null) type = type.target
  return type
}
