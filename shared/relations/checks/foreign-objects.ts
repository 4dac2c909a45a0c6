/** Checks of relations over several columns. Source: `ForeignObject` in django/db/models/fields/related.py (5.2). */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { namedField, namesIn } from '../links/column-pairs.ts'
import type { ResolvedField, ResolvedModel } from '../types.ts'
import type { CheckContext } from './context.ts'

export function checkForeignObject(
  context: CheckContext,
  field: ResolvedField,
  target: ResolvedModel,
): readonly Diagnostic[] {
  const names = namesIn(field.options['to_fields'], target.pk)
  const ends = names.map((name) => namedField(target, name))
  const found = ends.filter((end) => end !== undefined)
  const missing = names.filter((_, i) => ends[i] === undefined)
  return [
    ...missing.map((name) => {
      const message = `The to_field '${name}' doesn't exist on the related model '${target.label}'.`
      return context.field(field, { code: 'fields.E312', message })
    }),
    ...found.flatMap((end) =>
      end.className === 'CompositePrimaryKey' ? [toCompositeKey(context, field, target)] : [],
    ),
    ...(missing.length > 0 || found.length === 0 || isUnique(target, found)
      ? []
      : [notUnique(context, field, target, found)]),
  ]
}

function toCompositeKey(context: CheckContext, field: ResolvedField, target: ResolvedModel): Diagnostic {
  const message =
    `Field defines a relation involving model '${target.name}' which has a CompositePrimaryKey ` +
    'and such relations are not supported.'
  return context.field(field, { code: 'fields.E347', message })
}

/** One of the fields is, some of them are together, or all of them are the composite key. */
function isUnique(target: ResolvedModel, ends: readonly ResolvedField[]): boolean {
  const wanted = new Set(ends.map(({ name }) => name))
  const isWithin = (names: readonly string[]): boolean => names.every((name) => wanted.has(name))
  return (
    ends.some(({ unique }) => unique) ||
    target.uniqueTogether.some(isWithin) ||
    target.constraints.some(
      ({ kind, condition, expressions, fields }) =>
        kind === 'unique' && condition === null && expressions.length === 0 && isWithin(fields),
    ) ||
    isKey(target, wanted)
  )
}

function isKey(target: ResolvedModel, wanted: ReadonlySet<string>): boolean {
  const pk = target.fields.find(({ name }) => name === target.pk)
  const names = namesIn(pk?.options['field_names'], '').map((name) => namedField(target, name)?.name ?? name)
  return names.length === wanted.size && names.every((name) => wanted.has(name))
}

function notUnique(
  context: CheckContext,
  field: ResolvedField,
  target: ResolvedModel,
  ends: readonly ResolvedField[],
): Diagnostic {
  if (ends.length === 1) {
    return context.field(field, {
      code: 'fields.E311',
      message: `'${target.name}.${ends[0]?.name ?? ''}' must be unique because it is referenced by a foreign key.`,
      hint: 'Add unique=True to this field or add a UniqueConstraint (without condition) in the model Meta.constraints.',
    })
  }
  return context.field(field, {
    code: 'fields.E310',
    message: `No subset of the fields ${ends.map(({ name }) => `'${name}'`).join(', ')} on model '${target.name}' is unique.`,
    hint:
      'Mark a single field as unique=True or add a set of fields to a unique constraint (via unique_together or a ' +
      'UniqueConstraint (without condition) in the model Meta.constraints).',
  })
}
