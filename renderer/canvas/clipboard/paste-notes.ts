/** What an importer said of a text that was pasted, about the models as they are now: they got ids of their own. */
import type { Diagnostic } from '../../../shared/diagnostics/diagnostic.ts'
import type { ModelId } from '../../../shared/document/ids.ts'
import { isRelation } from '../../../shared/document/records.ts'
import type { ErDocument, Model } from '../../../shared/document/records.ts'

export interface PasteNotes {
  readonly diagnostics: readonly Diagnostic[]
  /** Models as they were read. */
  readonly models: readonly Model[]
  /** Their ids in the design. */
  readonly ids: Readonly<Record<ModelId, ModelId>>
}

interface PastedText {
  /** Models as they are added: what the text only pointed at is the design's. */
  readonly models: readonly Model[]
  /** Stand-ins that the design has the real models of. */
  readonly instead: ReadonlyMap<ModelId, ModelId>
  readonly text: string
}

/**
 * What an importer said that is true of the text as a part of this design. An importer reads whole files: it misses
 * the models that the design has, and the imports that a class is copied without.
 */
export function newsOf(
  diagnostics: readonly Diagnostic[],
  { models, instead, text }: PastedText,
): readonly Diagnostic[] {
  const isKnown = (id: string | undefined): boolean => id !== undefined && instead.has(id as ModelId)
  const isPart = !/^[ \t]*(?:import|from)[ \t]/m.test(text)
  const byId = new Map<string, Model>(models.map((model) => [model.id, model]))
  return diagnostics.filter(({ code, message, subject }) => {
    const model = byId.get(subject.model ?? '')
    if (code === 'relata.6003' && subject.field !== undefined) {
      const field = model?.fields.find(({ id }) => id === subject.field)
      return field === undefined || !isRelation(field) || field.to === null
    }
    if (code === 'relata.6006') return model?.bases.some((base) => 'expr' in base) !== false
    if (code === 'relata.6011') return !isPart || !message.includes('NameError')
    if (code === 'relata.6021') return !isKnown(subject.model)
    return code !== 'relata.6022' || !isKnown(subject.id)
  })
}

/** With ids of the design; a way back to what is not there is left out. */
export function notesOn(doc: ErDocument, { diagnostics, models, ids }: PasteNotes): readonly Diagnostic[] {
  const now = new Map<string, string>(Object.entries(ids))
  for (const model of models) {
    const fields = doc.models[ids[model.id] as ModelId]?.fields ?? []
    for (const field of model.fields) {
      const same = fields.find((other) => other.name === field.name)
      if (same !== undefined) now.set(field.id, same.id)
    }
  }
  const isOld = new Set<string>([...Object.keys(ids), ...models.flatMap((m) => m.fields.map((f) => f.id))])
  return diagnostics.map((note) => {
    const fixes = note.fixes.map((fix) => renamed(fix, now)).filter((fix) => !mentions(fix, isOld))
    const { model } = note.subject
    const subject = model === undefined ? note.subject : { ...note.subject, model: now.get(model) ?? model }
    return { ...note, fixes, subject }
  })
}

function renamed<T>(value: T, names: ReadonlyMap<string, string>): T {
  if (typeof value === 'string') return (names.get(value) ?? value) as T
  if (Array.isArray(value)) return value.map((item: unknown) => renamed(item, names)) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, renamed(inner as unknown, names)])) as T
}

function mentions(value: unknown, ids: ReadonlySet<string>): boolean {
  if (typeof value === 'string') return ids.has(value)
  return typeof value === 'object' && value !== null && Object.values(value).some((inner) => mentions(inner, ids))
}
