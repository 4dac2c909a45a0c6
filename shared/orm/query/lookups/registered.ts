/** Transforms that a script hung on field classes: `CharField.register_lookup(Lower)` gives `name__lower`. */
import type { Resolution } from '../../../relations/types.ts'
import { isSubclass } from '../field-type.ts'

/** By field class and the name after `__`: the function's class. */
type RegisteredTransforms = Map<string, Map<string, string>>

/** In Django they last as long as the process; here, as long as the models are the same. */
const BY_MODELS = new WeakMap<Resolution, RegisteredTransforms>()

let current: RegisteredTransforms = new Map()

/** From here on those of these models: statements run one after the other, never side by side. */
export function useRegistered(models: Resolution): void {
  const known = BY_MODELS.get(models)
  current = known ?? new Map()
  if (known === undefined) BY_MODELS.set(models, current)
}

export function registerTransform(className: string, name: string, transform: string): void {
  const own = current.get(className) ?? new Map<string, string>()
  current.set(className, own.set(name, transform))
}

/** false: there was none. */
export function unregisterTransform(className: string, name: string): boolean {
  return current.get(className)?.delete(name) ?? false
}

/** The transform that a class has under a name, its own or a base's; undefined: none. */
export function registeredTransform(className: string, name: string): string | undefined {
  let found: readonly [owner: string, transform: string] | undefined
  for (const [owner, transforms] of current) {
    const transform = transforms.get(name)
    if (transform === undefined || !isSubclass(className, owner)) continue
    if (found === undefined || isSubclass(owner, found[0])) found = [owner, transform]
  }
  return found?.[1]
}

/** Names that a class has, for suggestions. */
export function registeredNames(className: string): readonly string[] {
  return [...current].flatMap(([owner, transforms]) => (isSubclass(className, owner) ? [...transforms.keys()] : []))
}
