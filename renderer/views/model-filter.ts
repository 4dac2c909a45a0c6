/**
 * What is typed to find models: words of their names, and `app:`, `area:`, `tag:`, `kind:`, `field:`,
 * `to:` with a word after them; `is:alone` (no relations) and `is:undescribed` (no docstring). All parts have to fit; a part with `-` in front must not.
 * A tag is a word with # in the model's docstring: `"""Invoices. #billing"""`.
 */
import type { ModelId, ViewId } from '../../shared/document/ids.ts'
import { isRelation, placementId, rootOf } from '../../shared/document/records.ts'
import type { Area, ErDocument, Model } from '../../shared/document/records.ts'
import { neighboursOf } from './neighbours.ts'
import { anchorOf, contains, sizeOf } from '../../shared/layout/scene/shapes.ts'

interface FilterPart {
  readonly key: FilterKey
  /** Lower case. */
  readonly word: string
  readonly not: boolean
}

const FILTER_KEYS = ['name', 'app', 'area', 'tag', 'kind', 'field', 'to', 'is'] as const
type FilterKey = (typeof FILTER_KEYS)[number]

export function parseFilter(text: string): readonly FilterPart[] {
  return text
    .trim()
    .split(/\s+/)
    .flatMap((raw): FilterPart[] => {
      const not = raw.startsWith('-')
      const part = (not ? raw.slice(1) : raw).toLowerCase()
      if (part.startsWith('#') && part.length > 1) return [{ key: 'tag', word: part.slice(1), not }]
      const [head = '', ...tail] = part.split(':')
      const key = tail.length === 0 ? 'name' : FILTER_KEYS.find((one) => one === head)
      if (key === undefined) return [{ key: 'name', word: part, not }]
      const word = tail.length === 0 ? head : tail.join(':')
      return word === '' ? [] : [{ key, word, not }]
    })
}

/** Models of the document that fit; null: nothing is filtered. */
export function filterModels(doc: ErDocument, view: ViewId, text: string): ReadonlySet<ModelId> | null {
  const parts = parseFilter(text)
  if (parts.length === 0) return null
  const areas = Object.values(doc.areas).filter((area) => area.view === view)
  const found = new Set<ModelId>()
  for (const id of rootOf(doc).modelOrder) {
    const model = doc.models[id]
    if (model !== undefined && parts.every((part) => fits(doc, view, areas, model, part) !== part.not)) found.add(id)
  }
  return found
}

function fits(doc: ErDocument, view: ViewId, areas: readonly Area[], model: Model, { key, word }: FilterPart): boolean {
  const has = (text: string): boolean => text.toLowerCase().includes(word)
  const tests: Record<FilterKey, () => boolean> = {
    name: () => has(model.name),
    app: () => has(doc.apps[model.app]?.label ?? ''),
    area: () => areas.some((area) => has(area.name) && stands(doc, view, model.id, area)),
    tag: () => tagsOf(model).some((tag) => tag.startsWith(word)),
    kind: () => (model.external ? 'external' : model.kind).startsWith(word),
    field: () => model.fields.some((field) => has(field.name)),
    to: () => model.fields.some((field) => isRelation(field) && has(doc.models[field.to ?? '']?.name ?? '')),
    is: () => STATES.some((state) => state.startsWith(word) && IS[state](doc, model)),
  }
  return tests[key]()
}

const STATES = ['alone', 'undescribed'] as const
type State = (typeof STATES)[number]

/** What one looks for who tidies up: models that nothing leads to or from, and those nobody has described. */
const IS: Record<State, (doc: ErDocument, model: Model) => boolean> = {
  alone: (doc, model) => neighboursOf(doc, [model.id], 1).length === 1,
  undescribed: (_doc, model) => !model.external && (model.docstring ?? '').trim() === '',
}

function stands(doc: ErDocument, view: ViewId, model: ModelId, area: Area): boolean {
  const place = doc.placements[placementId(view, model)]
  return place !== undefined && contains(sizeOf(area), anchorOf(place))
}

/** Words with # in the docstring, lower case. */
export function tagsOf(model: Model): readonly string[] {
  return [...(model.docstring ?? '').matchAll(/(?:^|\s)#([\p{L}\p{N}_-]+)/gu)].map(([, tag]) =>
    (tag ?? '').toLowerCase(),
  )
}

/** What can be typed in this design: apps, areas and tags that exist, most used first. */
export function filterSuggestions(doc: ErDocument, view: ViewId): readonly string[] {
  const counts = new Map<string, number>()
  const add = (text: string): void => void counts.set(text, (counts.get(text) ?? 0) + 1)
  for (const model of Object.values(doc.models)) {
    add(`app:${doc.apps[model.app]?.label ?? ''}`)
    for (const tag of tagsOf(model)) add(`#${tag}`)
    if (model.external) add('kind:external')
    else if (model.kind !== 'concrete') add(`kind:${model.kind}`)
  }
  for (const state of STATES) {
    if (Object.values(doc.models).some((model) => IS[state](doc, model))) add(`is:${state}`)
  }
  for (const area of Object.values(doc.areas)) {
    if (area.view === view && /^\S+$/.test(area.name)) add(`area:${area.name.toLowerCase()}`)
  }
  return [...counts].toSorted((a, b) => b[1] - a[1]).map(([text]) => text)
}
