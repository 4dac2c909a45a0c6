/** Transforms and lookups that a script hung on field classes: `CharField.register_lookup(Lower)` gives `name__lower`. */
import type { Resolution } from '../../../relations/types.ts'
import { parentClass } from '../field-type.ts'
import type { FieldType } from '../field-type.ts'
import { ownConversions } from '../values/own-conversions.ts'
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

interface RegisteredLookup {
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

/** How near a class is to the type: 0 is its own, Django's come behind the project's; -1: it is none of them. */
function distance(owner: string, { base }: FieldType, line: readonly string[]): number {
  const at = line.indexOf(owner)
  if (at >= 0) return at
  let steps = line.length
  for (let name: string | undefined = base; name !== undefined; name = parentClass(name), steps++)
    if (name === owner) return steps
  return owner === 'Field' ? steps : -1
}

/** What a class has under a name, its own or a base's; undefined: nothing. */
function registered(type: FieldType, name: string): Registered | undefined {
  if (current.size === 0) return undefined
  const line = ownConversions(type)?.line ?? []
  let found: readonly [steps: number, entry: Registered] | undefined
  for (const [owner, entries] of current) {
    const entry = entries.get(name)
    const steps = entry === undefined ? -1 : distance(owner, type, line)
    if (entry !== undefined && steps >= 0 && (found === undefined || steps < found[0])) found = [steps, entry]
  }
  return found?.[1]
}

export function registeredTransform(type: FieldType, name: string): RegisteredTransform | undefined {
  const found = registered(type, name)
  return found?.kind === 'transform' ? found : undefined
}

export function registeredLookup(type: FieldType, name: string): OwnLookupSql | undefined {
  const found = registered(type, name)
  return found?.kind === 'lookup' ? found.sql : undefined
}

/** Names that a class has, for suggestions. */
export function registeredNames(type: FieldType): readonly string[] {
  const line = ownConversions(type)?.line ?? []
  return [...current].flatMap(([owner, entries]) => (distance(owner, type, line) < 0 ? [] : [...entries.keys()]))
}
