import { nameProblem } from '../../shared/document/names.ts'
import type { AppId, FieldId, ModelId } from '../../shared/document/ids.ts'
import { rootOf } from '../../shared/document/records.ts'
import type { ErDocument, Model } from '../../shared/document/records.ts'
import { replacedRecords } from '../../shared/util/changes.ts'
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
  const { models, apps } = doc
  // Asked when a letter is typed and again when it is shown: only the model itself changed in between.
  const isAsked =
    last !== null && last.name === name && last.id === model.id && last.app === model.app && last.apps === apps
  if (last === null || !isAsked || !isAllBut(last.models, models, model.id))
    last = { models, apps, id: model.id, app: model.app, name, problem: takenProblem(doc, model, name) }
  else last = { ...last, models }
  return last.problem
}

/** The last answer. */
let last: {
  readonly models: ErDocument['models']
  readonly apps: ErDocument['apps']
  readonly id: ModelId
  readonly app: AppId
  readonly name: string
  readonly problem: string | null
} | null = null

function isAllBut(before: ErDocument['models'], models: ErDocument['models'], id: ModelId): boolean {
  return replacedRecords(before, models)?.every((one) => one.after.id === id) ?? false
}

function takenProblem(doc: ErDocument, model: Model, name: string): string | null {
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
