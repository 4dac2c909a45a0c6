/** What an importer said of a text that was pasted, about the models as they are now: they got ids of their own. */
import type { Diagnostic } from '../../shared/diagnostics/diagnostic.ts'
import type { ModelId } from '../../shared/document/ids.ts'
import type { ErDocument, Model } from '../../shared/document/records.ts'

export interface PasteNotes {
  readonly diagnostics: readonly Diagnostic[]
  /** Models as they were read. */
  readonly models: readonly Model[]
  /** Their ids in the design. */
  readonly ids: Readonly<Record<ModelId, ModelId>>
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
