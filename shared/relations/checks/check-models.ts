/**
 * Django's system checks of the document's models, and our own lint rules. Give the previous result and
 * only models that the edit touches, or that look at these, are checked again.
 */
import type { ModelId } from '../../document/ids.ts'
import type { ErDocument } from '../../document/records.ts'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { sameItems } from '../../util/changes.ts'
import { Cells } from '../../util/incremental.ts'
import { finished } from '../../util/steps.ts'
import type { Steps } from '../../util/steps.ts'
import type { Query } from '../../util/incremental.ts'
import { LINT_RULES } from '../lint/registry.ts'
import type { Checked, ModelKey, Resolution, ResolvedModel } from '../types.ts'
import { enterInputs } from './check-inputs.ts'
import type { CheckInputs, Entered } from './check-inputs.ts'
import { CheckContext, MODEL_INPUT } from './context.ts'
import { importProblem } from './import-problems.ts'
import { checkOverridden } from './overridden.ts'
import { CHECK_FAMILIES } from './registry.ts'
import { Problems } from './problems.ts'
import { RegistryNames } from './registry-wide.ts'

export interface CheckOptions {
  /** false: as `manage.py check`; true: also what it finds with a database named. Default true. */
  readonly database?: boolean
  /** Our own rules (`relata.70xx`). Default true. */
  readonly lint?: boolean
  /** Python packages that are not there, of those that a check asks for: `Pillow`. Default none. */
  readonly missingPackages?: readonly string[]
}

export interface CheckedDesign {
  readonly checked: Checked
}

interface Engine extends CheckInputs {
  readonly options: CheckOptions
  readonly query: Query<readonly Diagnostic[]>
  /** What the input cells hold, and the result of it; null before the first one. */
  last: Entered | null
  checked: Checked | null
  problems: Problems
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
  return finished(checkSteps(doc, resolution, previous, options))
}

/** The same, to be interrupted after each model. */
export function* checkSteps(
  doc: ErDocument,
  resolution: Resolution,
  previous?: CheckedDesign,
  options: CheckOptions = {},
): Steps<Checked> {
  const engine = engineFor(previous, options)
  const { last } = engine
  // Whatever ends this early leaves an engine that starts over.
  engine.checked = null
  const changed = enterInputs(engine, last, { doc, resolution })
  engine.last = { doc, resolution }
  const byKey = engine.problems.byKey
  const isSameRegistry = last !== null && changed !== null && isUsedAlike(last.resolution, resolution, changed)
  const keys = isSameRegistry ? engine.cells.takeStale('checks') : checkedKeys(resolution)
  const found = new Map<ModelKey, readonly Diagnostic[]>()
  for (const key of keys as Iterable<ModelKey>) {
    if (isSameRegistry && !byKey.has(key)) continue
    yield
    const now = engine.cells.get(engine.query, key)
    if (!isSameRegistry || byKey.get(key) !== now) found.set(key, now)
  }
  const before = resolution.importErrors.map((error) => ({
    found: importProblem(resolution, error),
    key: error.model as ModelKey,
  }))
  const after = engine.names.check(resolution).map((one) => ({ found: one, key: keyOf(one, resolution) }))
  const checked = isSameRegistry
    ? engine.problems.replace(found, before, after)
    : (engine.problems = new Problems(found, (one) => keyOf(one, engine.last?.resolution ?? resolution))).list(
        before,
        after,
      )
  if (!isSameRegistry) engine.cells.takeStale('checks')
  engine.checked = checked
  engines.set(checked, engine)
  return checked
}

/** Models that are checked, in registry order. */
function* checkedKeys(resolution: Resolution): Iterable<ModelKey> {
  for (const key of resolution.order) {
    const model = resolution.models.get(key)
    if (model !== undefined && !model.external && model.autoCreatedFor === null) yield key
  }
}

function isUsedAlike(before: Resolution, after: Resolution, changed: readonly ResolvedModel[]): boolean {
  if (before.order !== after.order || !sameItems(before.apps, after.apps)) return false
  return changed.every((model) => before.models.get(model.key)?.external === model.external)
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

function queryFor(options: CheckOptions): Query<readonly Diagnostic[]> {
  return {
    name: 'checks',
    onCycle: () => [],
    compute(cells, key) {
      const model = cells.input<ResolvedModel>(MODEL_INPUT, key)
      if (model === undefined) return []
      const context = new CheckContext(cells, model)
      const overridden = checkOverridden(context)
      if (overridden.length > 0) return overridden
      const families = CHECK_FAMILIES.filter(
        ({ needsDatabase, without }) =>
          (options.database !== false || !needsDatabase) &&
          (without === undefined || options.missingPackages?.includes(without) === true),
      )
      const found = families.flatMap((family) => family.check(context))
      return options.lint === false ? found : [...found, ...LINT_RULES.flatMap((rule) => rule.check(context))]
    },
  }
}

function engineFor(previous: CheckedDesign | undefined, options: CheckOptions): Engine {
  const engine = previous === undefined ? undefined : engines.get(previous.checked)
  const same =
    engine !== undefined &&
    engine.options.database === options.database &&
    engine.options.lint === options.lint &&
    engine.options.missingPackages?.join() === options.missingPackages?.join()
  if (same && engine.checked !== null) return engine
  return {
    cells: new Cells(['checks']),
    options,
    query: queryFor(options),
    last: null,
    checked: null,
    declaring: new Map(),
    names: new RegistryNames([]),
    problems: new Problems(new Map(), () => undefined),
    labels: null,
  }
}
