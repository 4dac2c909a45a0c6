/** The rows of the outline: models by app, in declaration order, those that match what was typed. */
import type { ModelId } from '../../../shared/document/ids.ts'
import { rootOf } from '../../../shared/document/records.ts'
import type { App, ErDocument, Model } from '../../../shared/document/records.ts'
import { replacedRecords } from '../../../shared/util/changes.ts'

export type OutlineRow =
  | { readonly kind: 'app'; readonly app: App; readonly count: number }
  | { readonly kind: 'model'; readonly model: Model }

/**
 * @param query matches anywhere in the name; capitals are ignored, `app.Mod` looks in the app too
 * @returns headings only where there is more than one app
 */
export function outlineRows(doc: ErDocument, query: string): readonly OutlineRow[] {
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
  for (const [id, models] of byApp) {
    const app = doc.apps[id]
    if (app !== undefined && byApp.size > 1) rows.push({ kind: 'app', app, count: models.length })
    for (const model of models) rows.push({ kind: 'model', model })
  }
  return rows
}

/**
 * `outlineRows` that is asked again after each edit: rows of models that stay are the same objects, the whole list is
 * while nothing in it changed. A letter of a name costs its row, not all of them.
 */
export function createOutlineRows(): typeof outlineRows {
  let last: { readonly doc: ErDocument; readonly query: string; readonly rows: readonly OutlineRow[] } | null = null
  return (doc, query) => {
    const rows =
      last === null || last.query !== query ? outlineRows(doc, query) : rowsAfter(last.rows, last.doc, doc, query)
    last = { doc, query, rows }
    return rows
  }
}

/** With more models edited at once all rows are made anew: each is looked for. */
const MOST_REPLACED = 20

function rowsAfter(rows: readonly OutlineRow[], before: ErDocument, doc: ErDocument, query: string) {
  const replaced = replacedRecords(before.models, doc.models)
  const isOrdered = replaced !== null && before.root === doc.root && before.apps === doc.apps
  if (!isOrdered || replaced.some((one) => one.before.app !== one.after.app)) return outlineRows(doc, query)
  if (replaced.length === 0) return rows
  if (replaced.length > MOST_REPLACED) return outlineRows(doc, query)
  // What is typed in the filter may let another name in.
  if (query.trim() !== '' && replaced.some((one) => one.before.name !== one.after.name)) return outlineRows(doc, query)
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
