/** Django's `MigrationOptimizer` for the few kinds of operation of a first migration. */
import type { ModelKey, ResolvedField } from '../../relations/types.ts'
import type { Operation } from './operations.ts'

/** Fields added right after their model are declared with it, where nothing in between stands in the way. */
export function optimized(operations: readonly Operation[]): readonly Operation[] {
  let before = operations
  for (;;) {
    const after = pass(before)
    if (after === null) return before
    before = after
  }
}

/** One reduction; null: nothing is left to reduce. */
function pass(operations: readonly Operation[]): readonly Operation[] | null {
  for (const [i, operation] of operations.entries()) {
    let right = true
    for (let j = i + 1; j < operations.length; j++) {
      const other = operations[j] as Operation
      const result = reduced(operation, other)
      if (typeof result === 'boolean') {
        right &&= result
        continue
      }
      const between = operations.slice(i + 1, j)
      const rest = operations.slice(j + 1)
      if (right) return [...operations.slice(0, i), ...between, result, ...rest]
      if (between.every((op) => reduced(op, other) === true))
        return [...operations.slice(0, i), result, ...between, ...rest]
      break
    }
  }
  return null
}

/** The two as one; true: they may change places, false: not. */
function reduced(operation: Operation, other: Operation): Operation | boolean {
  switch (operation.kind) {
    case 'create':
      if (other.model === operation.model && other.kind !== 'create') {
        if (other.kind === 'add') return { ...operation, fields: [...operation.fields, other.field] }
        return other.kind === 'order' ? { ...operation, isOrdered: true } : operation
      }
      return !referencesModel(other, operation.model.key)
    case 'add':
      return !referencesField(other, operation.model.key, operation.field.name)
    case 'together':
    case 'order':
      return !referencesModel(other, operation.model.key)
    default:
      return false
  }
}

function referencesModel(operation: Operation, model: ModelKey): boolean {
  switch (operation.kind) {
    case 'create':
      return (
        operation.model.key === model ||
        operation.bases.includes(model) ||
        operation.fields.some((f) => leadsTo(f, model, null))
      )
    case 'add':
      return operation.model.key === model || leadsTo(operation.field, model, null)
    case 'together':
    case 'order':
      return operation.model.key === model
    default:
      // Django asks no further what an index is about.
      return true
  }
}

function referencesField(operation: Operation, model: ModelKey, field: string): boolean {
  switch (operation.kind) {
    case 'add':
      if (operation.model.key === model && operation.field.name === field) return true
      return leadsTo(operation.field, model, field)
    case 'together':
      return operation.model.key === model && operation.model.uniqueTogether.some((names) => names.includes(field))
    case 'order':
      return operation.model.key === model && operation.field === field
    default:
      return referencesModel(operation, model)
  }
}

/** @param name of the target's field; null: any */
function leadsTo({ relation, options }: ResolvedField, model: ModelKey, name: string | null): boolean {
  if (relation === null) return false
  const toField = options['to_field']
  const isTo =
    relation.to === model &&
    (name === null || relation.kind === 'manyToMany' || toField === undefined || toField === name)
  if (isTo) return true
  if (relation.throughAuto || relation.through !== model) return false
  return name === null || relation.throughFields === null || relation.throughFields.includes(name)
}
