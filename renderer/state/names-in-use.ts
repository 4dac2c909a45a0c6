/**
 * Models by name, for the question that is asked with every letter of a name: has another one it already? Found once a
 * design, then followed from edit to edit. By a number for each name and not by the name: that is a tenth of the room.
 */
import type { ModelId } from '../../shared/document/ids.ts'
import { rootOf } from '../../shared/document/records.ts'
import type { ErDocument, Model } from '../../shared/document/records.ts'
import { stepTo } from '../../shared/util/changes.ts'

type Models = ErDocument['models']
type Names = Map<number, ModelId | readonly ModelId[]>

/** Of the newest state that was asked for: it is changed, not copied, when the next state is. */
const known = new WeakMap<Models, Names>()

function namesIn(models: Models): Names {
  const found = known.get(models)
  if (found !== undefined) return found
  const step = stepTo(models)
  const last = step === null ? undefined : known.get(step.before)
  const names: Names = last ?? new Map()
  if (step === null || last === undefined) for (const id of Object.keys(models)) enter(names, models[id as ModelId])
  else {
    known.delete(step.before)
    for (const { before, after } of step.found) {
      if (before?.name === after?.name) continue
      leave(names, before)
      enter(names, after)
    }
  }
  known.set(models, names)
  return names
}

function enter(names: Names, model: Model | undefined): void {
  if (model === undefined) return
  const at = numberOf(model.name)
  const others = listOf(names.get(at))
  names.set(at, others.length === 0 ? model.id : [...others, model.id])
}

function leave(names: Names, model: Model | undefined): void {
  if (model === undefined) return
  const at = numberOf(model.name)
  const others = listOf(names.get(at)).filter((id) => id !== model.id)
  if (others.length === 0) names.delete(at)
  else names.set(at, others)
}

function listOf(ids: ModelId | readonly ModelId[] | undefined): readonly ModelId[] {
  return ids === undefined ? [] : typeof ids === 'string' ? [ids] : ids
}

/** Alike for names that Django takes for one. Different names may have one number. */
function numberOf(name: string): number {
  const text = name.toLowerCase()
  let sum = 0
  for (let i = 0; i < text.length; i++) sum = (sum * 31 + text.charCodeAt(i)) % 0x3fffffff
  return sum
}

/** Another model of the same app whose name is this one but for its capitals, the first of several; null: there is none. */
export function otherNamed(doc: ErDocument, model: Model, name: string): Model | null {
  const wanted = name.toLowerCase()
  const found = listOf(namesIn(doc.models).get(numberOf(name))).flatMap((id) => {
    const other = doc.models[id]
    const isOther = other !== undefined && id !== model.id && other.app === model.app
    return isOther && other.name.toLowerCase() === wanted ? [other] : []
  })
  if (found.length < 2) return found[0] ?? null
  const ids = new Set(found.map(({ id }) => id))
  const first = rootOf(doc).modelOrder.find((id) => ids.has(id))
  return found.find(({ id }) => id === first) ?? found[0] ?? null
}
