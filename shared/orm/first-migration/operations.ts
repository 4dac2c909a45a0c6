/** The operations that `makemigrations` writes for an app that has no migration yet, before they are optimized. */
import { isOrderMigrated } from '../../relations/links/generic-relations.ts'
import type { ModelKey, Resolution, ResolvedConstraint, ResolvedField, ResolvedModel } from '../../relations/types.ts'

export type Operation =
  | {
      readonly kind: 'create'
      readonly model: ResolvedModel
      readonly bases: readonly ModelKey[]
      readonly fields: readonly ResolvedField[]
      /** `order_with_respect_to` is declared with the model, not added to it afterwards. */
      readonly isOrdered: boolean
    }
  | { readonly kind: 'add'; readonly model: ResolvedModel; readonly field: ResolvedField }
  | { readonly kind: 'together'; readonly model: ResolvedModel }
  | { readonly kind: 'order'; readonly model: ResolvedModel; readonly field: string }
  | { readonly kind: 'index'; readonly model: ResolvedModel }
  | { readonly kind: 'constraint'; readonly model: ResolvedModel; readonly needsTable: boolean }

/**
 * Operations of one app, in the order that Django sorts them into.
 *
 * @param firstModel label in lower case of a model that stands before all others (`AUTH_USER_MODEL`)
 * Source: Django, `MigrationAutodetector.generate_created_models` and `_sort_migrations`.
 */
export function firstOperations(resolution: Resolution, app: string, firstModel: string | null): readonly Operation[] {
  const models = [...resolution.models.values()].filter((m) => m.app === app && m.autoCreatedFor === null)
  const isFirst = (m: ResolvedModel): number => (m.label.toLowerCase() === firstModel ? 0 : 1)
  const byName = (a: ResolvedModel, b: ResolvedModel): number =>
    isFirst(a) - isFirst(b) || (a.modelName < b.modelName ? -1 : 1)
  const concrete = models.filter((m) => m.kind === 'concrete' && !m.swapped)
  const ordered = [
    ...concrete.filter((m) => !m.managed).toSorted(byName),
    ...concrete.filter((m) => m.managed).toSorted(byName),
  ]
  const created = ordered.map(creation)
  const related = ordered
    .toReversed()
    .filter((m) => m.managed)
    .flatMap(additions)
  const proxies = models.filter((m) => m.kind === 'proxy').toSorted((a, b) => (a.modelName < b.modelName ? -1 : 1))
  return sorted([...created, ...related, ...proxies.map(creation)])
}

const isDeferred = (field: ResolvedField): boolean =>
  field.relation !== null && !field.primaryKey && !field.relation.parentLink

function creation(model: ResolvedModel): Operation {
  if (model.kind === 'proxy') {
    return {
      kind: 'create',
      model,
      bases: model.proxyFor === null ? [] : [model.proxyFor],
      fields: [],
      isOrdered: false,
    }
  }
  const fields = model.localFields.filter((f) => f.column !== null && !isDeferred(f) && !isOrder(model, f))
  return { kind: 'create', model, bases: model.directParents, fields, isOrdered: false }
}

/** The column that `order_with_respect_to` makes comes with its own operation. */
const isOrder = (model: ResolvedModel, field: ResolvedField): boolean =>
  model.orderWithRespectTo !== null && field.name === '_order'

/** On SQLite a constraint is part of the table, unless only an index can say it. */
function isInTable({ kind, condition, expressions, include, deferrable }: ResolvedConstraint): boolean {
  const isPlain = condition === null && expressions.length === 0 && include.length === 0 && deferrable === null
  return kind !== 'unique' || isPlain
}

function additions(model: ResolvedModel): readonly Operation[] {
  const related = [...model.localFields, ...model.localManyToMany].filter(isDeferred)
  const byName = related.toSorted((a, b) => (a.name < b.name ? -1 : 1))
  return [
    ...byName.map((field): Operation => ({ kind: 'add', model, field })),
    ...(isOrderMigrated(model)
      ? [{ kind: 'order', model, field: model.orderWithRespectTo ?? '' } satisfies Operation]
      : []),
    ...model.indexes.map((): Operation => ({ kind: 'index', model })),
    ...model.constraints.map((one): Operation => ({ kind: 'constraint', model, needsTable: isInTable(one) })),
    ...(model.uniqueTogether.length === 0 ? [] : [{ kind: 'together', model } satisfies Operation]),
  ]
}

/** What must be there before it: models by key, fields of its own model by name. */
function needs(operation: Operation): { readonly models: readonly ModelKey[]; readonly fields: readonly string[] } {
  const { model } = operation
  switch (operation.kind) {
    case 'create': {
      const keys = operation.fields.flatMap((f) => (f.primaryKey && f.relation?.to ? [f.relation.to] : []))
      return { models: [...operation.bases, ...keys], fields: [] }
    }
    case 'add': {
      const { to, through, throughAuto } = operation.field.relation ?? { to: null, through: null, throughAuto: true }
      const ends = [to, throughAuto ? null : through].filter((key) => key !== null)
      return { models: [...ends, model.key], fields: [] }
    }
    case 'order':
      return { models: [model.key], fields: [operation.field] }
    default: {
      const names = [...model.localFields, ...model.localManyToMany].filter(isDeferred).map((f) => f.name)
      return { models: [model.key], fields: names }
    }
  }
}

/** As Python's `graphlib.TopologicalSorter` gives its static order. A cycle's operations keep their order, last. */
function sorted(operations: readonly Operation[]): readonly Operation[] {
  const nodes = new Map<Operation, { waits: number; readonly next: Operation[] }>()
  const node = (operation: Operation) => {
    const known = nodes.get(operation)
    if (known !== undefined) return known
    const fresh = { waits: 0, next: [] as Operation[] }
    nodes.set(operation, fresh)
    return fresh
  }
  for (const operation of operations) {
    const own = node(operation)
    const { models, fields } = needs(operation)
    const before = operations.filter((other) => isNeeded(other, operation, models, fields))
    for (const other of before) node(other).next.push(operation)
    own.waits += before.length
  }
  const order = [...nodes].filter(([, { waits }]) => waits === 0).map(([operation]) => operation)
  for (const done of order) {
    for (const operation of node(done).next) {
      const own = node(operation)
      own.waits--
      if (own.waits === 0) order.push(operation)
    }
  }
  const placed = new Set(order)
  return [...order, ...operations.filter((operation) => !placed.has(operation))]
}

function isNeeded(
  other: Operation,
  operation: Operation,
  models: readonly ModelKey[],
  fields: readonly string[],
): boolean {
  if (other === operation) return false
  if (other.kind === 'create') return models.includes(other.model.key)
  return other.kind === 'add' && other.model === operation.model && fields.includes(other.field.name)
}
