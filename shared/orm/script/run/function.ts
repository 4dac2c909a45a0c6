/** Functions and classes that a script or a models file defines. */
import type { PyExpr, PyStatement } from '../../../python/ast.ts'
import { DictObject, TupleObject } from '../collections.ts'
import { typeError, unsupported } from '../errors.ts'
import { ManagerType } from '../manager-type.ts'
import { Scope } from '../scope.ts'
import { Builtin, PyObject } from '../values.ts'
import type { Callable, CallArgs, Value } from '../values.ts'
import { evaluate } from './evaluate.ts'
import type { Interpreter, Of } from './interpreter.ts'
import { runBlock } from './statements.ts'

export class UserFunction extends PyObject implements Callable {
  readonly name: string
  readonly params: readonly string[]
  readonly body: readonly PyStatement[] | PyExpr
  readonly scope: Scope
  readonly interpreter: Interpreter
  /** Worked out when the function was defined, as in Python. */
  readonly defaults: ReadonlyMap<string, Value>
  constructor(
    name: string,
    params: readonly string[],
    body: UserFunction['body'],
    scope: Scope,
    interpreter: Interpreter,
    defaults: ReadonlyMap<string, Value> = new Map(),
  ) {
    super()
    this.defaults = defaults
    this.name = name
    this.params = params
    this.body = body
    this.scope = scope
    this.interpreter = interpreter
  }
  typeName(): string {
    return 'function'
  }
  override getAttr(name: string): Value | undefined {
    return name === '__name__' ? this.name : undefined
  }
  override repr(): string {
    return `<function ${this.name}>`
  }
  call({ args, kwargs }: CallArgs): Value {
    const local = new Scope(this.scope)
    const named = this.params.filter((p) => p !== '/')
    const names = named.filter((p) => !p.startsWith('*'))
    const star = named.findIndex((p) => p.startsWith('*'))
    // What stands after a star is given by name only.
    const byPlace = star < 0 ? names : named.slice(0, star)
    const rest = this.params.find((p) => /^\*[^*]/.test(p))
    const options = this.params.find((p) => p.startsWith('**'))
    byPlace.forEach((p, i) => args[i] !== undefined && local.set(p, args[i]))
    if (rest !== undefined) local.set(rest.slice(1), new TupleObject(args.slice(byPlace.length)))
    else if (args.length > byPlace.length) {
      throw typeError(
        `${this.name}() takes ${byPlace.length} positional argument${byPlace.length === 1 ? '' : 's'} but ${args.length} ${args.length === 1 ? 'was' : 'were'} given`,
      )
    }
    const extra = new DictObject()
    for (const [key, value] of kwargs) {
      if (names.includes(key) && local.names.has(key))
        throw typeError(`${this.name}() got multiple values for argument '${key}'`)
      if (names.includes(key)) local.set(key, value)
      else if (options !== undefined) extra.set(key, value, this.interpreter.rt)
      else throw typeError(`${this.name}() got an unexpected keyword argument '${key}'`)
    }
    if (options !== undefined) local.set(options.slice(2), extra)
    for (const [name, value] of this.defaults) if (!local.names.has(name)) local.set(name, value)
    const missing = names.filter((n) => !local.names.has(n))
    if (missing.length > 0) {
      const list = missing.map((m) => `'${m}'`).join(' and ')
      throw typeError(
        `${this.name}() missing ${missing.length} required positional argument${missing.length === 1 ? '' : 's'}: ${list}`,
      )
    }
    this.interpreter.enter()
    try {
      if (!Array.isArray(this.body)) return evaluate(this.body as PyExpr, local, this.interpreter)
      const flow = runBlock(this.body as readonly PyStatement[], local, this.interpreter)
      return flow.kind === 'return' ? flow.value : null
    } finally {
      this.interpreter.leave()
    }
  }
}

export function makeFunction(s: Of<'FunctionDef'>, scope: Scope, i: Interpreter): Value {
  const defaults = Object.entries(s.defaults ?? {}).map(([name, value]) => [name, evaluate(value, scope, i)] as const)
  return new UserFunction(s.name, s.params, s.body, scope, i, new Map(defaults))
}

/** Only managers and querysets can be defined: what a models file has besides its models. */
export function makeClass(s: Of<'ClassDef'>, scope: Scope, i: Interpreter): Value {
  const bases = s.bases.filter((b) => b.name === null).map((b) => evaluate(b.value, scope, i))
  if (bases.length === 0 || !bases.every((b) => b instanceof ManagerType)) throw unsupported(`the class ${s.name}`)
  const bind = (fn: Of<'FunctionDef'>, superObject: Value): Value => {
    const inner = new Scope(scope)
    inner.set('super', new Builtin('super', () => superObject))
    return makeFunction(fn, inner, i)
  }
  return new ManagerType(s.name, bases, { body: s.body, bind, value: (expr) => evaluate(expr, scope, i) })
}
