import { nameProblem } from '../../shared/document/names.ts'
import type { FieldId } from '../../shared/document/ids.ts'
import { rootOf } from '../../shared/document/records.ts'
import type { ErDocument, Model } from '../../shared/document/records.ts'
import { t } from '../texts/texts.ts'

/** Why a field (`id` null: one to come) cannot have that name, in words; null: it can. What Django only warns about is let through. */
export function fieldNameProblem(model: Model, id: FieldId | null, name: string): string | null {
  const general = nameProblem(name)
  if (general !== null) return general
  const taken = model.fields.some((other) => other.id !== id && other.name === name)
  return taken ? t.inspector.fieldTaken(model.name, name) : null
}

/** The same for a model: Django’s registry does not tell `Post` from `post`. */
export function modelNameProblem(doc: ErDocument, model: Model, name: string): string | null {
  const general = nameProblem(name)
  if (general !== null) return general
  const wanted = name.toLowerCase()
  // At every keystroke, over all models: no list is made, and few names are as long.
  for (const id of rootOf(doc).modelOrder) {
    const other = doc.models[id]
    if (other === undefined || other.id === model.id || other.name.length !== name.length) continue
    if (other.app === model.app && other.name.toLowerCase() === wanted) {
      return t.inspector.modelTaken(doc.apps[model.app]?.label ?? '', other.name)
    }
  }
  return null
}
