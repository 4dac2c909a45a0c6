/**
 * Checks over all models together: names that must be one of a kind, references that stay open.
 * Source: django/core/checks/model_checks.py (5.2).
 */
import type { Diagnostic, Subject } from '../../diagnostics/diagnostic.ts'
import { byCodePoint, throughText } from '../describe.ts'
import type { ModelKey, Resolution, ResolvedField, ResolvedModel } from '../types.ts'
import { diagnostic, localRelations } from './context.ts'

/** @param own the models that are checked; what they share with others counts too */
export function checkRegistry(resolution: Resolution, own: readonly ResolvedModel[]): readonly Diagnostic[] {
  const checked = own.filter((model) => model.autoCreatedFor === null)
  return [
    ...sharedTables(checked),
    ...sharedNames(checked, 'index', (m) => m.indexes, ['models.E029', 'models.E030']),
    ...sharedNames(checked, 'constraint', (m) => m.constraints, ['models.E031', 'models.E032']),
    ...own.flatMap((model) => openReferences(resolution, model)),
  ]
}

function documentSubject(label: string, model: ResolvedModel | undefined): Subject {
  return { kind: 'document', ...(model?.id == null ? {} : { model: model.id }), label }
}

function sharedTables(models: readonly ResolvedModel[]): readonly Diagnostic[] {
  const managed = models.filter((m) => m.managed && m.kind === 'concrete')
  const byTable = Map.groupBy(managed, (m) => m.table)
  return [...byTable].flatMap(([table, users]) => {
    if (users.length < 2) return []
    const message = `db_table '${table}' is used by multiple models: ${users.map((m) => m.label).join(', ')}.`
    return [diagnostic({ code: 'models.E028', message }, documentSubject(table, users[1]))]
  })
}

function sharedNames(
  models: readonly ResolvedModel[],
  what: string,
  list: (model: ResolvedModel) => readonly { readonly name: string }[],
  [within, among]: readonly [string, string],
): readonly Diagnostic[] {
  const users = new Map<string, ResolvedModel[]>()
  for (const model of models) {
    for (const { name } of list(model)) users.set(name, [...(users.get(name) ?? []), model])
  }
  return [...users].flatMap(([name, by]) => {
    if (by.length < 2) return []
    const labels = [...new Set(by.map((m) => m.label))].toSorted(byCodePoint)
    const where = labels.length === 1 ? 'for model' : 'among models:'
    const message = `${what} name '${name}' is not unique ${where} ${labels.join(', ')}.`
    const code = labels.length === 1 ? within : among
    return [diagnostic({ code, message }, documentSubject(`${what} ${name}`, by[1]))]
  })
}

/** What was declared with the name of a model that never came. */
function openReferences(resolution: Resolution, model: ResolvedModel): readonly Diagnostic[] {
  return localRelations(model)
    .flatMap((field) => [...openTarget(resolution, model, field), ...openThrough(resolution, model, field)])
    .concat(openOrder(resolution, model))
}

function openTarget(resolution: Resolution, model: ResolvedModel, field: ResolvedField): readonly Diagnostic[] {
  const { relation } = field
  if (relation === null || isThere(resolution, relation.to)) return []
  const name = `${model.label}.${field.name}`
  const key = referenceKey(model, relation.toLabel)
  const message = `The field ${name} was declared with a lazy reference to '${key.join('.')}', but ${missing(resolution, key)}.`
  return [diagnostic({ code: 'fields.E307', message }, fieldSubject(model, field))]
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
