/**
 * Django's system checks of the document's models, and our own lint rules. Give the previous result and
 * only models that the edit touches, or that look at these, are checked again.
 */
import type { ModelId } from '../../document/ids.ts'
import { rootOf } from '../../document/records.ts'
import type { ErDocument } from '../../document/records.ts'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { Cells } from '../../util/incremental.ts'
import type { Query } from '../../util/incremental.ts'
import { LINT_RULES } from '../lint/registry.ts'
import type { Checked, ModelKey, Resolution, ResolvedModel } from '../types.ts'
import {
  CheckContext,
  DECLARING_INPUT,
  LABEL_INPUT,
  MODEL_INPUT,
  ORDER_INPUT,
  REVERSE_INPUT,
  SETTING_INPUT,
  diagnostic,
} from './context.ts'
import { CHECK_FAMILIES } from './registry.ts'
import { checkRegistry } from './registry-wide.ts'
import { TABLE_OWNERS, tableOwners } from './tables.ts'

export interface CheckOptions {
  /** false: as `manage.py check`; true: also what it finds with a database named. Default true. */
  readonly database?: boolean
  /** Our own rules (`relata.70xx`). Default true. */
  readonly lint?: boolean
}

export interface CheckedDesign {
  readonly checked: Checked
}

interface Engine {
  readonly cells: Cells
  readonly options: CheckOptions
  inputs: ReadonlyMap<string, ReadonlyMap<string, unknown>>
}

const engines = new WeakMap<Checked, Engine>()

/**
 * @param previous an earlier result for an earlier state of the same document
 * @returns diagnostics by the model they are about, and all of them in registry order
 */
export function checkModels(
  doc: ErDocument,
  resolution: Resolution,
  previous?: CheckedDesign,
  options: CheckOptions = {},
): Checked {
  const engine = engineFor(previous, options)
  enter(engine, inputsOf(doc, resolution, engine.inputs))
  const own = resolution.order.flatMap((key) => {
    const model = resolution.models.get(key)
    return model === undefined || model.external ? [] : [model]
  })
  const query = queryFor(options)
  const byModel = new Map<ModelKey, Diagnostic[]>()
  const all: Diagnostic[] = []
  const put = (found: Diagnostic, key: ModelKey | undefined): void => {
    all.push(found)
    if (key !== undefined) byModel.set(key, [...(byModel.get(key) ?? []), found])
  }
  for (const error of resolution.importErrors) put(importProblem(resolution, error), error.model)
  for (const model of own) {
    if (model.autoCreatedFor !== null) continue
    for (const found of engine.cells.get(query, model.key)) put(found, keyOf(found, resolution) ?? model.key)
  }
  for (const found of checkRegistry(resolution, own)) put(found, keyOf(found, resolution))
  const checked: Checked = { byModel, all }
  engines.set(checked, engine)
  return checked
}

/** How many models were checked since the first result of this chain, for tests and the bench. */
export function checkedCount(checked: Checked): number {
  return engines.get(checked)?.cells.computed.get('checks') ?? 0
}

/** What a diagnostic is about decides where it is listed, which is not always the model that was checked. */
function keyOf(found: Diagnostic, resolution: Resolution): ModelKey | undefined {
  const id = found.subject.model as ModelId | undefined
  return id !== undefined && resolution.models.has(id) ? id : undefined
}

/** What keeps Django from loading the module. It says only the first; here each is a problem of its model. */
function importProblem(resolution: Resolution, error: Resolution['importErrors'][number]): Diagnostic {
  const model = resolution.models.get(error.model) ?? resolution.abstract.get(error.model)
  const field = [...(model?.localFields ?? []), ...(model?.localManyToMany ?? [])].find(
    (f) => f.id !== null && f.id === error.field,
  )
  const label = `${model?.label ?? ''}${field === undefined ? '' : `.${field.name}`}`
  const isField = field !== undefined && error.field !== null
  const wantsOnDelete = isField && error.message.includes("'on_delete'")
  const params = { model: error.model, id: error.field, onDelete: 'CASCADE' }
  return diagnostic(
    {
      code: 'relata.2001',
      severity: 'error',
      message: `Django cannot load this model: ${error.type}: ${error.message}`,
      hint: 'Until this is right Django checks nothing else.',
    },
    {
      kind: isField ? 'field' : 'model',
      model: error.model,
      ...(isField ? { field: error.field } : {}),
      label,
    },
    wantsOnDelete ? [{ label: 'Use CASCADE', command: { type: 'relation.set', params } }] : [],
  )
}

function queryFor(options: CheckOptions): Query<readonly Diagnostic[]> {
  return {
    name: 'checks',
    onCycle: () => [],
    compute(cells, key) {
      const model = cells.input<ResolvedModel>(MODEL_INPUT, key)
      if (model === undefined) return []
      const context = new CheckContext(cells, model)
      const families = CHECK_FAMILIES.filter((family) => options.database !== false || !family.needsDatabase)
      const found = families.flatMap((family) => family.check(context))
      return options.lint === false ? found : [...found, ...LINT_RULES.flatMap((rule) => rule.check(context))]
    },
  }
}

function engineFor(previous: CheckedDesign | undefined, options: CheckOptions): Engine {
  const engine = previous === undefined ? undefined : engines.get(previous.checked)
  const same =
    engine !== undefined && engine.options.database === options.database && engine.options.lint === options.lint
  return same ? engine : { cells: new Cells(), options, inputs: new Map() }
}

function inputsOf(doc: ErDocument, resolution: Resolution, before: Engine['inputs']): Engine['inputs'] {
  const { settings } = rootOf(doc)
  const declaring = new Map<string, unknown>()
  for (const model of Object.values(doc.models)) for (const field of model.fields) declaring.set(field.id, model.id)
  return new Map<string, ReadonlyMap<string, unknown>>([
    [MODEL_INPUT, new Map<string, unknown>([...resolution.models, ...resolution.abstract])],
    [REVERSE_INPUT, resolution.reverse],
    [DECLARING_INPUT, declaring],
    [LABEL_INPUT, resolution.byLabel],
    [ORDER_INPUT, kept(new Map([['', resolution.order]]), before.get(ORDER_INPUT))],
    [SETTING_INPUT, new Map(Object.entries(settings))],
    [TABLE_OWNERS, kept(tableOwners(resolution), before.get(TABLE_OWNERS))],
  ])
}

/** Equal lists keep their identity, so that they count as unchanged. */
function kept(
  now: ReadonlyMap<string, readonly unknown[]>,
  before: ReadonlyMap<string, unknown> | undefined,
): ReadonlyMap<string, unknown> {
  return new Map(
    [...now].map(([key, list]) => {
      const old = before?.get(key) as readonly unknown[] | undefined
      const same = old !== undefined && old.length === list.length && old.every((item, i) => item === list[i])
      return [key, same ? old : list]
    }),
  )
}

function enter(engine: Engine, inputs: Engine['inputs']): void {
  for (const [kind, values] of inputs) for (const [key, value] of values) engine.cells.set(kind, key, value)
  for (const [kind, values] of engine.inputs) {
    const now = inputs.get(kind)
    for (const key of values.keys()) if (now?.has(key) !== true) engine.cells.set(kind, key, undefined)
  }
  engine.inputs = inputs
}
