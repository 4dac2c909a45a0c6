/** The first model in one minute: four steps, each done by drawing, and what tells that it is done. Pure. */
import { isRelation } from '../../shared/document/records.ts'
import type { ErDocument, Model } from '../../shared/document/records.ts'

export const TOUR_STEPS = ['model', 'field', 'relate', 'ask'] as const
export type TourStep = (typeof TOUR_STEPS)[number]

interface TourFacts {
  readonly doc: ErDocument
  /** A model's name is being edited: it may not be whole yet. */
  readonly isEditing: boolean
  /** A query ran since the tour began. */
  readonly hasRun: boolean
}

/** Names that the canvas gives to a model before anybody named it. */
const UNNAMED = /^Model\d*$/

const drawn = (doc: ErDocument): readonly Model[] =>
  Object.values(doc.models).filter((model) => !model.external && !UNNAMED.test(model.name))

const DONE: Record<TourStep, (facts: TourFacts) => boolean> = {
  model: ({ doc, isEditing }) => !isEditing && drawn(doc).length > 0,
  field: ({ doc }) => drawn(doc).some(({ fields }) => fields.length > 0),
  relate: ({ doc }) => drawn(doc).some(({ fields }) => fields.some(isRelation)),
  ask: ({ hasRun }) => hasRun,
}

/** The first step that is still to do; null: all are done. */
export function nextStep(facts: TourFacts): TourStep | null {
  return TOUR_STEPS.find((step) => !DONE[step](facts)) ?? null
}

/** Models that the texts speak of: what the user drew, else the names that we propose. */
export function tourNames(doc: ErDocument): { readonly first: string; readonly second: string } {
  const [first, second] = drawn(doc)
  return { first: first?.name ?? 'Author', second: second?.name ?? (first?.name === 'Book' ? 'Author' : 'Book') }
}
