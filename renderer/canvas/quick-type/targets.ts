/** The models that a cell may name, and how they are found. */
import type { ModelId } from '../../../shared/document/ids.ts'
import { nameProblem, plural } from '../../../shared/document/names.ts'
import type { Options, ScalarType } from '../../../shared/document/records.ts'
import type { QuickEnum } from './values.ts'

export interface QuickModel {
  readonly id: ModelId
  readonly name: string
  /** Label of its app. */
  readonly app?: string
}

/** A field of the model whose cell it is. */
export interface QuickField {
  readonly name: string
  /** null: a relation, or a class of the project. */
  readonly type: ScalarType | null
  readonly options: Options
}

/** What a cell may name. */
export interface QuickNames {
  readonly models: readonly QuickModel[]
  readonly enums: readonly QuickEnum[]
  /** The model whose cell it is. */
  readonly self: ModelId
  /** What a computed value may be made of. */
  readonly fields?: readonly QuickField[]
}

/** A model, or the name of one that is to be made (`+Author`), or what is wrong. */
export function findTarget(
  word: string,
  names: QuickNames,
): ModelId | { readonly make: string } | { readonly problem: string } {
  const known = findModel(word.replace(/^\+/, ''), names)
  if (known !== null) return known
  if (word.startsWith('+')) {
    const problem = nameProblem(word.slice(1))
    return problem === null ? { make: word.slice(1) } : { problem }
  }
  // The one model that everybody points at and nobody writes.
  if (word.toLowerCase() === 'user')
    return { problem: `No model is called “${word}”. Shift+U puts Django’s own there.` }
  return { problem: `No model is called “${word}”. “+${word}” makes it.` }
}

/** `Product`, `shop.Product`, `products`, `self`, the start of a name that only one model has. */
export function findModel(word: string, { models, self }: QuickNames): ModelId | null {
  const lower = word.toLowerCase()
  if (lower === 'self') return self
  const dotted = (one: QuickModel): string => `${one.app ?? ''}.${one.name}`
  const exact =
    models.find((one) => one.name === word || dotted(one) === word) ??
    models.find((one) => one.name.toLowerCase() === lower || dotted(one).toLowerCase() === lower)
  if (exact !== undefined) return exact.id
  const oneOfThem = models.find((one) => plural(one.name).toLowerCase() === lower)
  if (oneOfThem !== undefined) return oneOfThem.id
  const starts = lower === '' ? [] : models.filter((one) => one.name.toLowerCase().startsWith(lower))
  return starts.length === 1 ? (starts[0] as QuickModel).id : null
}
