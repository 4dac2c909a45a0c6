/** Transforms and lookups that a script hung on field classes: `CharField.register_lookup(Lower)` gives `name__lower`. */
import type { Resolution } from '../../../relations/types.ts'
import { isSubclass } from '../field-type.ts'
import type { FuncNode, OutputField, PyValue } from '../types.ts'

/** A function of the left-hand side. */
export interface RegisteredTransform {
  readonly kind: 'transform'
  readonly name: string
  readonly options: FuncNode['options']
  readonly output: OutputField | null
  /** Whether the value on the right-hand side is transformed, too. */
  readonly bilateral: boolean
}

/** SQL around the two sides, as a lookup's class writes it. */
export interface OwnLookupSql {
  readonly parts: readonly ('lhs' | 'rhs' | { readonly text: string })[]
  readonly params: readonly ('lhs' | 'rhs' | { readonly value: PyValue })[]
  /** Whether the value becomes one of the field first. */
  readonly prepares: boolean
}

export interface RegisteredLookup {
  readonly kind: 'lookup'
  readonly sql: OwnLookupSql
}

export type Registered = RegisteredTransform | RegisteredLookup

/** By field class and the name after `__`. */
type ByClass = Map<string, Map<string, Registered>>

/** In Django they last as long as the process; here, as long as the models are the same. */
const BY_MODELS = new WeakMap<Resolution, ByClass>()

let current: ByClass = new Map()

/** From here on those of these models: statements run one after the other, never side by side. */
export function useRegistered(models: Resolution): void {
  const known = BY_MODELS.get(models)
  current = known ?? new Map()
  if (known === undefined) BY_MODELS.set(models, current)
}

export function register(className: string, name: string, entry: Registered): void {
  const own = current.get(className) ?? new Map<string, Registered>()
  current.set(className, own.set(name, entry))
}

/** false: there was none. */
export function unregister(className: string, name: string): boolean {
  return current.get(className)?.delete(name) ?? false
}

/** Whether there is anything to look for. */
export function hasRegistered(): boolean {
  return current.size > 0
}

/** What a class has under a name, its own or a base's; undefined: nothing. */
function registered(className: string, name: string): Registered | undefined {
  let found: readonly [owner: string, entry: Registered] | undefined
  for (const [owner, entries] of current) {
    const entry = entries.get(name)
    if (entry === undefined || !isSubclass(className, owner)) continue
    if (found === undefined || isSubclass(owner, found[0])) found = [owner, entry]
  }
  return found?.[1]
}

export function registeredTransform(className: string, name: string): RegisteredTransform | undefined {
  const found = registered(className, name)
  return found?.kind === 'transform' ? found : undefined
}

export function registeredLookup(className: string, name: string): OwnLookupSql | undefined {
  const found = registered(className, name)
  return found?.kind === 'lookup' ? found.sql : undefined
}

/** Names that a class has, for suggestions. */
export function registeredNames(className: string): readonly string[] {
  return [...current].flatMap(([owner, entries]) => (isSubclass(className, owner) ? [...entries.keys()] : []))
}
