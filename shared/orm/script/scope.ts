/** Names of a running script: a function's own over the script's over what stands at hand. */
import { pyError } from './errors.ts'
import type { Value } from './values.ts'

export class Scope {
  readonly names = new Map<string, Value>()
  readonly parent: Scope | null
  constructor(parent: Scope | null) {
    this.parent = parent
  }

  find(name: string): Value | undefined {
    // A name may hold None: only undefined means that it is not here.
    const own = this.names.get(name)
    return own === undefined ? this.parent?.find(name) : own
  }

  get(name: string): Value {
    const value = this.find(name)
    if (value === undefined) throw pyError('NameError', `name '${name}' is not defined`)
    return value
  }

  set(name: string, value: Value): void {
    this.names.set(name, value)
  }
}
