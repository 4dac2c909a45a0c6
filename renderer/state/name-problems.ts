import { nameProblem } from '../../shared/document/names.ts'
import type { FieldId } from '../../shared/document/ids.ts'
import type { ErDocument, Model } from '../../shared/document/records.ts'
import { t } from '../texts/texts.ts'
import { otherNamed } from './names-in-use.ts'

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
  const other = otherNamed(doc, model, name)
  return other === null ? null : t.inspector.modelTaken(doc.apps[model.app]?.label ?? '', other.name)
}
