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

/** A model that is to be made: `+Author`, or the one that everybody points at and nobody writes. */
export interface NewTarget {
  readonly make: string
  /** It is django.contrib.auth's, known with its columns and never generated. */
  readonly isDjangos?: true
}

/** Django's `User`, where the design has none. */
export const DJANGOS_USER: NewTarget = { make: 'User', isDjangos: true }

/** A model, or one that is to be made, or what is wrong. */
export function findTarget(word: string, names: QuickNames): ModelId | NewTarget | { readonly problem: string } {
  const plain = word.replace(/^\+/, '')
  const named = namedModel(plain, names)
  if (named !== null) return named
  if (word.startsWith('+')) {
    const problem = nameProblem(plain)
    return problem === null ? { make: plain } : { problem }
  }
  // Before names that only begin so: `fk User` is no UserProfile.
  if (/^(?:auth\.)?user$/i.test(word)) return DJANGOS_USER
  return findModel(word, names) ?? { problem: `No model is called “${word}”. “+${word}” makes it.` }
}

/** `Product`, `shop.Product`, `products`, `self`, the start of a name that only one model has. */
export function findModel(word: string, names: QuickNames): ModelId | null {
  const named = namedModel(word, names)
  if (named !== null) return named
  const lower = word.toLowerCase()
  const starts = lower === '' ? [] : names.models.filter((one) => one.name.toLowerCase().startsWith(lower))
  return starts.length === 1 ? (starts[0] as QuickModel).id : null
}

function namedModel(word: string, { models, self }: QuickNames): ModelId | null {
  const lower = word.toLowerCase()
  if (lower === 'self') return self
  const dotted = (one: QuickModel): string => `${one.app ?? ''}.${one.name}`
  const found =
    models.find((one) => one.name === word || dotted(one) === word) ??
    models.find((one) => one.name.toLowerCase() === lower || dotted(one).toLowerCase() === lower) ??
    models.find((one) => plural(one.name).toLowerCase() === lower)
  return found?.id ?? null
}
