/** The rows of the outline: models by app, in declaration order or by name, those that match what was typed. */
import type { ModelId } from '../../../shared/document/ids.ts'
import { rootOf } from '../../../shared/document/records.ts'
import type { App, ErDocument, Model } from '../../../shared/document/records.ts'
import { byName } from '../../../shared/util/by-name.ts'
import { replacedRecords } from '../../../shared/util/changes.ts'

export type OutlineRow =
  | { readonly kind: 'app'; readonly app: App; readonly count: number }
  | { readonly kind: 'model'; readonly model: Model }

/** As the file declares them, or as one looks a name up: apps and their models by name. */
export type OutlineOrder = 'declared' | 'name'

/**
 * @param query matches anywhere in the name; capitals are ignored, `app.Mod` looks in the app too
 * @returns headings only where there is more than one app
 */
export function outlineRows(doc: ErDocument, query: string, order: OutlineOrder = 'declared'): readonly OutlineRow[] {
  const wanted = query.trim().toLowerCase()
  const byApp = new Map<string, Model[]>()
  for (const id of rootOf(doc).modelOrder) {
    const model = doc.models[id]
    if (model === undefined || !isMatch(model, doc.apps[model.app], wanted)) continue
    const group = byApp.get(model.app)
    if (group === undefined) byApp.set(model.app, [model])
    else group.push(model)
  }
  const rows: OutlineRow[] = []
  for (const [id, models] of order === 'name' ? appsByName(doc, byApp) : byApp) {
    const app = doc.apps[id]
    if (app !== undefined && byApp.size > 1) rows.push({ kind: 'app', app, count: models.length })
    const ordered = order === 'name' ? models.toSorted((a, b) => byName(a.name, b.name)) : models
    for (const model of ordered) rows.push({ kind: 'model', model })
  }
  return rows
}

function appsByName(doc: ErDocument, byApp: ReadonlyMap<string, Model[]>) {
  const label = (id: string): string => doc.apps[id]?.label ?? ''
  return [...byApp].toSorted(([a], [b]) => byName(label(a), label(b)))
}

/**
 * `outlineRows` that is asked again after each edit: rows of models that stay are the same objects, the whole list is
 * while nothing in it changed. A letter of a name costs its row, not all of them.
 */
export function createOutlineRows(): typeof outlineRows {
  let last: (Asked & { readonly rows: readonly OutlineRow[] }) | null = null
  return (doc, query, order = 'declared') => {
    const now = { doc, query, order }
    const isAlike = last !== null && last.query === query && last.order === order
    const rows = last === null || !isAlike ? outlineRows(doc, query, order) : rowsAfter(last.rows, last.doc, now)
    last = { ...now, rows }
    return rows
  }
}

interface Asked {
  readonly doc: ErDocument
  readonly query: string
  readonly order: OutlineOrder
}

/** With more models edited at once all rows are made anew: each is looked for. */
const MOST_REPLACED = 20

function rowsAfter(rows: readonly OutlineRow[], before: ErDocument, now: Asked): readonly OutlineRow[] {
  const { doc, query, order } = now
  const anew = (): readonly OutlineRow[] => outlineRows(doc, query, order)
  const replaced = replacedRecords(before.models, doc.models)
  const isOrdered = replaced !== null && before.root === doc.root && before.apps === doc.apps
  if (!isOrdered || replaced.some((one) => one.before.app !== one.after.app)) return anew()
  if (replaced.length === 0) return rows
  if (replaced.length > MOST_REPLACED) return anew()
  // Another name may have another place, and what is typed in the filter may let it in.
  const mayMove = order === 'name' || query.trim() !== ''
  if (mayMove && replaced.some((one) => one.before.name !== one.after.name)) return anew()
  const next = [...rows]
  for (const { before: was, after } of replaced) {
    const at = placeOf(rows, was)
    if (at < 0) continue
    next[at] = { kind: 'model', model: after }
    places.set(after, at)
  }
  return next
}

/** Where models stood that were edited last: a name is typed letter by letter. */
const places = new WeakMap<Model, number>()

function placeOf(rows: readonly OutlineRow[], model: Model): number {
  const at = places.get(model)
  const row = at === undefined ? undefined : rows[at]
  if (at !== undefined && row?.kind === 'model' && row.model === model) return at
  return rows.findIndex((one) => one.kind === 'model' && one.model === model)
}

/** A click, with Ctrl, with Shift. */
export type Choice = 'one' | 'toggle' | 'range'

/**
 * What is selected after a click on a model of the list.
 *
 * @param before what was selected
 * @param last the model that was chosen last: a range begins there, or at the last of those that are selected
 */
export function chosenModels(
  rows: readonly OutlineRow[],
  before: ReadonlySet<ModelId>,
  last: ModelId | null,
  to: ModelId,
  how: Choice,
): ReadonlySet<ModelId> {
  if (how === 'one') return new Set([to])
  if (how === 'toggle') {
    const after = new Set(before)
    if (!after.delete(to)) after.add(to)
    return after
  }
  const from = last !== null && before.has(last) ? last : ([...before].at(-1) ?? to)
  const ends = [from, to].map((id) => rows.findIndex((row) => row.kind === 'model' && row.model.id === id))
  // One that the filter leaves out is no end.
  const [first = 0, end = first] = ends.filter((at) => at >= 0).toSorted((a, b) => a - b)
  const between = rows.slice(first, end + 1)
  return new Set(between.flatMap((row) => (row.kind === 'model' ? [row.model.id] : [])))
}

function isMatch(model: Model, app: App | undefined, wanted: string): boolean {
  if (wanted === '') return true
  return (
    model.name.toLowerCase().includes(wanted) ||
    (wanted.includes('.') && `${app?.label ?? ''}.${model.name}`.toLowerCase().includes(wanted))
  )
}

/** The model that so many steps lead to; apps are passed over. */
export function nextModel(rows: readonly OutlineRow[], from: number, step: number): number {
  const direction = Math.sign(step)
  let at = Math.max(0, Math.min(rows.length - 1, from + step))
  while (rows[at]?.kind === 'app') at += direction
  return rows[at] === undefined ? Math.max(0, from) : at
}

/** Of the row's element. */
export function rowId(listId: string, model: ModelId): string {
  return `${listId}-${model}`
}
