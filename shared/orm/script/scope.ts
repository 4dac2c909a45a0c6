/** Names of a running script: a function's own over the script's over what stands at hand. */
import { pyError } from './errors.ts'
import type { Value } from './values.ts'

/** The class whose body is being read, once it is made: methods find `super()` by it. */
export interface Owner {
  cls: Value
  readonly name: string
}

function unbound(name: string, isDirect: boolean): Error {
  return isDirect
    ? pyError('UnboundLocalError', `cannot access local variable '${name}' where it is not associated with a value`)
    : pyError(
        'NameError',
        `cannot access free variable '${name}' where it is not associated with a value in enclosing scope`,
      )
}

export class Scope {
  readonly names = new Map<string, Value>()
  /** Values that are made when somebody asks for them. */
  private later: Map<string, () => Value> | null = null
  /** Names that `global` and `nonlocal` send elsewhere. */
  private sent: Map<string, Scope> | null = null
  /** The names of a module or of the script: what `global` means. */
  isModule = false
  /** A comprehension's: what `:=` names stands outside of it. */
  isInner = false
  /** Of an `async def` with `yield`. */
  isAsyncGenerator = false
  /** A class body's: functions in it do not see its names. */
  owner: Owner | null = null
  /** Of a function: the names that it sets somewhere, and which are nobody else's in it. */
  locals: ReadonlySet<string> | null = null
  readonly parent: Scope | null
  constructor(parent: Scope | null) {
    this.parent = parent
  }

  /** @param isDirect false: somebody inside asks */
  find(name: string, isDirect = true): Value | undefined {
    // A name may hold None: only undefined means that it is not here.
    const own = this.names.get(name) ?? this.made(name)
    if (own !== undefined) return own
    if (this.locals?.has(name) === true && this.sent?.has(name) !== true) throw unbound(name, isDirect)
    return this.parent?.find(name, isDirect && this.isInner)
  }

  /** What is made now because it is asked for; undefined: there is no such name. */
  private made(name: string): Value | undefined {
    const make = this.later?.get(name)
    if (make === undefined) return this.names.get(name)
    this.later?.delete(name)
    const value = make()
    this.names.set(name, value)
    return value
  }

  /** A name whose value few scripts ask for: one model of thousands. */
  setLater(name: string, make: () => Value): void {
    this.names.delete(name)
    this.later ??= new Map()
    this.later.set(name, make)
  }

  get(name: string): Value {
    const value = this.find(name)
    if (value === undefined) throw this.refusalOf(name) ?? pyError('NameError', `name '${name}' is not defined`)
    return value
  }

  /** Names that the project has and nobody here can make: who asks whether they are there gets no, who uses them is told why. */
  private refused: Map<string, Error> | null = null

  refuse(name: string, why: Error): void {
    this.refused ??= new Map()
    this.refused.set(name, why)
  }

  refusalOf(name: string): Error | undefined {
    return this.refused?.get(name) ?? this.parent?.refusalOf(name)
  }

  set(name: string, value: Value): void {
    const elsewhere = this.sent?.get(name)
    if (elsewhere !== undefined) elsewhere.set(name, value)
    else {
      this.later?.delete(name)
      this.names.set(name, value)
    }
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

  isInAsyncGenerator(): boolean {
    return this.isInner && this.parent !== null ? this.parent.isInAsyncGenerator() : this.isAsyncGenerator
  }

  /** What a function defined here closes over. */
  closure(): Scope {
    return this.owner !== null && this.parent !== null ? this.parent.closure() : this
  }

  delete(name: string): void {
    const elsewhere = this.sent?.get(name)
    if (elsewhere !== undefined) elsewhere.delete(name)
    else {
      this.later?.delete(name)
      this.names.delete(name)
    }
  }

  private module(): Scope {
    return this.isModule || this.parent === null ? this : this.parent.module()
  }

  private enclosing(name: string): Scope {
    for (let at = this.parent; at !== null && !at.isModule; at = at.parent) if (at.names.has(name)) return at
    throw pyError('SyntaxError', `no binding for nonlocal '${name}' found`)
  }
}
