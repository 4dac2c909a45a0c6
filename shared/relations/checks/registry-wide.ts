/**
 * Checks over all models together: names that must be one of a kind, references that stay open.
 * Source: django/core/checks/model_checks.py (5.2).
 */
import type { Diagnostic, Subject } from '../../diagnostics/diagnostic.ts'
import { byCodePoint, throughText } from '../describe.ts'
import { missingGeneric } from '../links/generic-relations.ts'
import type { ModelKey, Resolution, ResolvedField, ResolvedModel } from '../types.ts'
import { diagnostic, localRelations } from './context.ts'
import { NameIndex } from './name-index.ts'

/** What the registry-wide checks remember of each model; an edit updates the models that it touches. */
export class RegistryNames {
  readonly #place: Map<ModelKey, number>
  readonly #tables: NameIndex
  readonly #indexes: NameIndex
  readonly #constraints: NameIndex
  /** All managed models by table, proxies and what is not checked included. */
  readonly owners: NameIndex
  /** Only models that have any. */
  readonly #open = new Map<ModelKey, readonly Diagnostic[]>()
  /** Models that name others in ways that no relation follows (generic relations): few, looked at every time. */
  readonly #naming = new Set<ModelKey>()

  constructor(order: readonly ModelKey[]) {
    this.#place = new Map()
    this.reorder(order)
    this.#tables = new NameIndex(this.#place)
    this.#indexes = new NameIndex(this.#place)
    this.#constraints = new NameIndex(this.#place)
    this.owners = new NameIndex(this.#place)
  }

  /** @returns tables that have other owners than before */
  set(resolution: Resolution, model: ResolvedModel): readonly string[] {
    const { key } = model
    if (!this.#place.has(key)) return []
    const owned = this.owners.set(key, model.managed ? [model.table] : [])
    const isChecked = !model.external && model.autoCreatedFor === null
    this.#tables.set(key, isChecked && model.managed && model.kind === 'concrete' ? [model.table] : [])
    this.#indexes.set(key, isChecked ? model.indexes.map((index) => index.name) : [])
    this.#constraints.set(key, isChecked ? model.constraints.map((constraint) => constraint.name) : [])
    if (model.privateFields.length > 0) this.#naming.add(key)
    else this.#naming.delete(key)
    this.setOpen(resolution, model)
    return owned
  }

  /** What a model refers to may have come or gone. */
  setOpen(resolution: Resolution, model: ResolvedModel): void {
    if (!this.#place.has(model.key)) return
    const open = model.external || !mayBeOpen(resolution, model) ? [] : openReferences(resolution, model)
    if (open.length === 0) this.#open.delete(model.key)
    else this.#open.set(model.key, open)
  }

  /** @returns tables that have other owners than before */
  remove(key: ModelKey): readonly string[] {
    for (const index of [this.#tables, this.#indexes, this.#constraints]) index.set(key, [])
    this.#open.delete(key)
    this.#naming.delete(key)
    return this.owners.set(key, [])
  }

  /** Other places, after which those who stay stand before and behind each other as before. */
  reorder(order: readonly ModelKey[]): void {
    this.#place.clear()
    for (let i = 0; i < order.length; i++) {
      const key = order[i]
      if (key !== undefined) this.#place.set(key, i)
    }
  }

  /** The models of the one order that are in the other too stand there in the same order. */
  keepsOrder(before: readonly ModelKey[], after: readonly ModelKey[]): boolean {
    const now = new Set(after)
    let next = 0
    for (const key of after) {
      while (next < before.length && !now.has(before[next] ?? key)) next++
      if (before[next] === key) next++
      else if (this.#place.has(key)) return false
    }
    return true
  }

  check(resolution: Resolution): readonly Diagnostic[] {
    for (const key of this.#naming) {
      const model = resolution.models.get(key)
      if (model !== undefined) this.setOpen(resolution, model)
    }
    const open = [...this.#open].toSorted(([a], [b]) => (this.#place.get(a) ?? 0) - (this.#place.get(b) ?? 0))
    return [
      ...sharedTables(resolution, this.#tables),
      ...sharedNames(resolution, 'index', this.#indexes, ['models.E029', 'models.E030']),
      ...sharedNames(resolution, 'constraint', this.#constraints, ['models.E031', 'models.E032']),
      ...open.flatMap(([, found]) => found),
    ]
  }
}

function documentSubject(label: string, model: ResolvedModel | undefined): Subject {
  return { kind: 'document', ...(model?.id == null ? {} : { model: model.id }), label }
}

function sharedTables(resolution: Resolution, tables: NameIndex): readonly Diagnostic[] {
  return tables.shared().map((table) => {
    const users = usersOf(resolution, tables, table)
    const message = `db_table '${table}' is used by multiple models: ${users.map((m) => m.label).join(', ')}.`
    return diagnostic({ code: 'models.E028', message }, documentSubject(table, users[1]))
  })
}

function sharedNames(
  resolution: Resolution,
  what: string,
  index: NameIndex,
  [within, among]: readonly [string, string],
): readonly Diagnostic[] {
  return index.shared().map((name) => {
    const by = usersOf(resolution, index, name)
    const labels = [...new Set(by.map((m) => m.label))].toSorted(byCodePoint)
    const where = labels.length === 1 ? 'for model' : 'among models:'
    const message = `${what} name '${name}' is not unique ${where} ${labels.join(', ')}.`
    const code = labels.length === 1 ? within : among
    return diagnostic({ code, message }, documentSubject(`${what} ${name}`, by[1]))
  })
}

function usersOf(resolution: Resolution, index: NameIndex, name: string): readonly ResolvedModel[] {
  return index.users(name).flatMap((key) => resolution.models.get(key) ?? [])
}

/** Nearly no model is: told without making lists. */
function mayBeOpen(resolution: Resolution, model: ResolvedModel): boolean {
  if (model.orderWithRespectTo !== null || model.privateFields.length > 0) return true
  const isOpen = ({ relation }: ResolvedField): boolean =>
    relation !== null &&
    (!isThere(resolution, relation.to) ||
      (relation.kind === 'manyToMany' && !relation.throughAuto && !isThere(resolution, relation.through)))
  return model.localFields.some(isOpen) || model.localManyToMany.some(isOpen)
}

/** What was declared with the name of a model that never came. */
function openReferences(resolution: Resolution, model: ResolvedModel): readonly Diagnostic[] {
  const generic = model.privateFields.flatMap((field) => openGeneric(resolution, model, field))
  return localRelations(model)
    .flatMap((field) => [...openTarget(resolution, model, field), ...openThrough(resolution, model, field)])
    .concat(openOrder(resolution, model), generic)
}

function openTarget(resolution: Resolution, model: ResolvedModel, field: ResolvedField): readonly Diagnostic[] {
  const { relation } = field
  if (relation === null || relation.openTarget === true || isThere(resolution, relation.to)) return []
  const name = `${model.label}.${field.name}`
  const key = referenceKey(model, relation.toLabel)
  const message = `The field ${name} was declared with a lazy reference to '${key.join('.')}', but ${missing(resolution, key)}.`
  return [diagnostic({ code: 'fields.E307', message }, fieldSubject(model, field))]
}

function openGeneric(resolution: Resolution, model: ResolvedModel, field: ResolvedField): readonly Diagnostic[] {
  const label = missingGeneric(resolution, model, field)
  const [app, name] = label?.split('.') ?? []
  if (app === undefined || name === undefined || model.swapped) return []
  const why = missing(resolution, [app, name])
  const operation = '<function GenericRelation.contribute_to_class.<locals>.make_generic_foreign_order_accessors>'
  return [
    diagnostic(
      { code: 'models.E022', message: `${operation} contains a lazy reference to ${label}, but ${why}.` },
      fieldSubject(model, field),
    ),
    diagnostic(
      {
        code: 'fields.E307',
        message: `The field ${model.label}.${field.name} was declared with a lazy reference to '${label}', but ${why}.`,
      },
      fieldSubject(model, field),
    ),
  ]
}

function openThrough(resolution: Resolution, model: ResolvedModel, field: ResolvedField): readonly Diagnostic[] {
  const { relation } = field
  if (relation?.kind !== 'manyToMany' || relation.throughAuto || isThere(resolution, relation.through)) return []
  const written = throughText(field)
  if (written === '' || model.swapped) return []
  const key = referenceKey(model, written)
  const operation = '<function ManyToManyField.contribute_to_class.<locals>.resolve_through_model>'
  const message = `${operation} contains a lazy reference to ${key.join('.')}, but ${missing(resolution, key)}.`
  return [diagnostic({ code: 'models.E022', message }, fieldSubject(model, field))]
}

function openOrder(resolution: Resolution, model: ResolvedModel): readonly Diagnostic[] {
  const wanted = model.orderWithRespectTo
  const field = [...model.fields, ...model.manyToMany].find((f) => f.name === wanted || f.attname === wanted)
  const { relation } = field ?? {}
  if (field === undefined || !relation || isThere(resolution, relation.to)) return []
  const key = referenceKey(model, relation.toLabel)
  const operation = '<function make_foreign_order_accessors>'
  const message = `${operation} contains a lazy reference to ${key.join('.')}, but ${missing(resolution, key)}.`
  return [diagnostic({ code: 'models.E022', message }, fieldSubject(model, field))]
}

function isThere(resolution: Resolution, key: ModelKey | null): boolean {
  return key !== null && resolution.models.has(key)
}

function referenceKey(model: ResolvedModel, written: string): readonly [string, string] {
  const [app, name] = written.includes('.') ? written.split('.') : [model.app, written]
  return [app ?? '', (name ?? '').toLowerCase()]
}

function missing(resolution: Resolution, [app, name]: readonly [string, string]): string {
  return resolution.apps.includes(app) ? `app '${app}' doesn't provide model '${name}'` : `app '${app}' isn't installed`
}

function fieldSubject(model: ResolvedModel, field: ResolvedField): Subject {
  return {
    kind: 'field',
    ...(model.id === null ? {} : { model: model.id }),
    ...(field.id === null ? {} : { field: field.id }),
    label: `${model.label}.${field.name}`,
  }
}
