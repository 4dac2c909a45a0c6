/**
 * Which models of a design could say a field's name at all, so that a new name is looked for in few of thousands. Found
 * once a design, then followed from edit to edit: a name that is typed costs what it touches.
 */
import type { ModelId } from '../../document/ids.ts'
import type { ErDocument, Model } from '../../document/records.ts'
import { stepTo } from '../../util/changes.ts'

interface Words {
  /** Of models that have any: all texts of the record that may say a field's name. */
  readonly texts: Map<ModelId, readonly string[]>
  /** Models with fields of classes that are not Django's own. */
  readonly custom: Set<ModelId>
}

type Models = ErDocument['models']

/** Of the newest state that was asked for: it is changed, not copied, when the next state is. */
const known = new WeakMap<Models, Words>()

function wordsOf(models: Models): Words {
  const found = known.get(models)
  if (found !== undefined) return found
  const step = stepTo(models)
  const last = step === null ? undefined : known.get(step.before)
  const words: Words = last ?? { texts: new Map(), custom: new Set() }
  if (step === null || last === undefined) for (const model of Object.values(models)) note(words, undefined, model)
  else {
    known.delete(step.before)
    for (const { before, after } of step.found) note(words, before, after)
  }
  known.set(models, words)
  return words
}

function note({ texts, custom }: Words, before: Model | undefined, after: Model | undefined): void {
  if (before !== undefined && before.id !== after?.id) {
    texts.delete(before.id)
    custom.delete(before.id)
  }
  if (after === undefined) return
  const said = textsOf(after)
  if (said.length > 0) texts.set(after.id, said)
  else texts.delete(after.id)
  if (after.fields.some((field) => field.kind === 'custom')) custom.add(after.id)
  else custom.delete(after.id)
}

/** Models that say it somewhere, maybe as a part of another word. */
export function modelsThatSay({ models }: ErDocument, name: string): readonly ModelId[] {
  const found: ModelId[] = []
  for (const [id, texts] of wordsOf(models).texts) if (texts.some((text) => text.includes(name))) found.push(id)
  return found
}

export function modelsWithCustomFields({ models }: ErDocument): Iterable<ModelId> {
  return wordsOf(models).custom
}

const NONE: readonly never[] = []

/** All texts of a model's record that may say a field's name. */
function textsOf(model: Model): readonly string[] {
  const found: string[] = []
  for (const { options } of model.fields) addTexts(options, found)
  for (const part of [model.meta, model.indexes, model.constraints]) addTexts(part, found)
  return found.length === 0 ? NONE : found
}

function addTexts(value: unknown, found: string[]): void {
  if (typeof value === 'string') found.push(value)
  else if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) addTexts(inner, found)
}
