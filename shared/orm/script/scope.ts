/** Names of a running script: a function's own over the script's over what stands at hand. */
import { pyError } from './errors.ts'
import type { Value } from './values.ts'

/** The class whose body is being read, once it is made: methods find `super()` by it. */
export interface Owner {
  cls: Value
  readonly name: string
}

export class Scope {
  readonly names = new Map<string, Value>()
  /** Names that `global` and `nonlocal` send elsewhere. */
  private sent: Map<string, Scope> | null = null
  /** The names of a module or of the script: what `global` means. */
  isModule = false
  /** A comprehension's: what `:=` names stands outside of it. */
  isInner = false
  /** A class body's: functions in it do not see its names. */
  owner: Owner | null = null
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
    const elsewhere = this.sent?.get(name)
    if (elsewhere === undefined) this.names.set(name, value)
    else elsewhere.set(name, value)
  }

  /** `global` and `nonlocal`. */
  send(kind: 'global' | 'nonlocal', names: readonly string[]): void {
    this.sent ??= new Map()
    for (const name of names) this.sent.set(name, kind === 'global' ? this.module() : this.enclosing(name))
  }

  /** The scope in which `:=` sets a name. */
  forNames(): Scope {
    return this.isInner && this.parent !== null ? this.parent.forNames() : this
  }

  /** What a function defined here closes over. */
  closure(): Scope {
    return this.owner !== null && this.parent !== null ? this.parent.closure() : this
  }

  delete(name: string): void {
    const elsewhere = this.sent?.get(name)
    if (elsewhere === undefined) this.names.delete(name)
    else elsewhere.delete(name)
  }

  private module(): Scope {
    return this.isModule || this.parent === null ? this : this.parent.module()
  }

  private enclosing(name: string): Scope {
    for (let at = this.parent; at !== null && !at.isModule; at = at.parent) if (at.names.has(name)) return at
    throw pyError('SyntaxError', `no binding for nonlocal '${name}' found`)
  }
}
