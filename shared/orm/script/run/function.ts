/** Functions and classes that a script or a models file defines. */
import type { PyExpr, PyStatement } from '../../../python/ast.ts'
import { DictObject, TupleObject } from '../types/collections.ts'
import { ExceptionClass, pyError, typeError, unsupported } from '../errors.ts'
import type { FunctionObject } from '../classes/function-object.ts'
import { libraryModule } from '../library/load.ts'
import { ManagerType } from '../django/manager-type.ts'
import type { Runtime } from '../runtime.ts'
import { Scope } from '../scope.ts'
import { enumClass } from '../classes/user-enum.ts'
import { expressionClass } from '../expressions/user-expressions.ts'
import type { Owner } from '../scope.ts'
import { repr } from '../text.ts'
import { WrappedMethod } from '../classes/class-members.ts'
import { isFieldType } from '../expressions/field-object.ts'
import { djangoFieldClass } from '../models/fields/own-field-methods.ts'
import { OwnFieldClass } from '../expressions/own-field.ts'
import { SuperView, UserClass, UserObject } from '../classes/user-class.ts'
import { UserException } from '../classes/user-exception.ts'
import { Builtin, PyObject, TypeObject } from '../values.ts'
import type { CallArgs, Value } from '../values.ts'
import { evaluate } from './evaluate.ts'
import { AsyncGeneratorObject, coroutine } from '../asynchronous/awaiting.ts'
import { makeGenerator } from './generator.ts'
import { hasWaits, hasYield } from './has-steps.ts'
import { block } from './stepped.ts'
import { generatorSteps } from './stepped-expressions.ts'
import type { Interpreter, Of } from './interpreter.ts'
import { localNames } from './local-names.ts'
import { runBlock } from './statements.ts'

export class UserFunction extends PyObject implements FunctionObject {
  readonly isUserFunction = true
  name: string
  readonly params: readonly string[]
  readonly body: readonly PyStatement[] | PyExpr
  readonly scope: Scope
  readonly interpreter: Interpreter
  /** Worked out when the function was defined, as in Python. */
  readonly defaults: ReadonlyMap<string, Value>
  /** The class that it is a method of: what `super()` in it starts behind. */
  readonly owner: Owner | null
  /** What `@wraps` and scripts hang on it. */
  readonly own = new Map<string, Value>()
  isAbstract = false
  /** `async def`. */
  readonly isAsync: boolean
  constructor(
    name: string,
    params: readonly string[],
    body: UserFunction['body'],
    scope: Scope,
    interpreter: Interpreter,
    defaults: ReadonlyMap<string, Value> = new Map(),
    isAsync = false,
  ) {
    super()
    this.defaults = defaults
    this.isAsync = isAsync
    this.name = name
    this.params = params
    this.body = body
    this.owner = scope.owner
    this.scope = scope.closure()
    this.interpreter = interpreter
  }
  typeName(): string {
    return 'function'
  }
  override getAttr(name: string, rt: Runtime): Value | undefined {
    const own = this.own.get(name)
    if (own !== undefined) return own
    switch (name) {
      case '__name__':
        return this.name
      case '__qualname__':
        return this.qualified
      case '__doc__':
        return this.documentation()
      case '__module__':
        return '__main__'
      case '__dict__':
        return DictObject.of(this.own, rt)
      case '__defaults__':
        return this.defaults.size === 0 ? null : new TupleObject([...this.defaults.values()])
      default:
        return undefined
    }
  }
  override setAttr(name: string, value: Value): boolean {
    if (name === '__name__' && typeof value === 'string') this.name = value
    if (name === '__isabstractmethod__') this.isAbstract = value === true
    this.own.set(name, value)
    return true
  }
  private documentation(): Value {
    const [first] = Array.isArray(this.body) ? (this.body as readonly PyStatement[]) : []
    const text = first?.type === 'Expr' && first.value.type === 'Constant' ? first.value.value : null
    return typeof text === 'string' ? text : null
  }
  private get qualified(): string {
    return this.owner === null ? this.name : `${this.owner.name}.${this.name}`
  }
  override repr(): string {
    return `<function ${this.qualified}>`
  }
  call({ args, kwargs }: CallArgs): Value {
    const local = new Scope(this.scope)
    this.bindArguments(local, args, kwargs)
    const cls = this.owner?.cls ?? null
    if (cls instanceof UserClass) bindSuper(local, cls, args[0] ?? null)
    const { body, interpreter } = this
    if (Array.isArray(body)) local.locals = localNames(body as readonly PyStatement[])
    if (this.isAsync) return this.started(body as readonly PyStatement[], local)
    if (Array.isArray(body) && hasYield(body)) return makeGenerator(body as readonly PyStatement[], local, interpreter)
    interpreter.enter()
    try {
      if (!Array.isArray(body)) return evaluate(body as PyExpr, local, interpreter)
      const flow = runBlock(body as readonly PyStatement[], local, interpreter)
      return flow.kind === 'return' ? flow.value : null
    } finally {
      interpreter.leave()
    }
  }
  private started(body: readonly PyStatement[], local: Scope): Value {
    const { interpreter, qualified } = this
    const isGenerator = hasYield(body)
    local.isAsyncGenerator = isGenerator
    const steps = function* (): Generator<Value, Value, Value> {
      const flow = yield* block(body, local, interpreter)
      return flow.kind === 'return' ? flow.value : null
    }
    return isGenerator
      ? new AsyncGeneratorObject(qualified, steps(), interpreter.rt)
      : coroutine(qualified, steps, interpreter.rt)
  }
  private bindArguments(local: Scope, args: readonly Value[], kwargs: ReadonlyMap<string, Value>): void {
    const name = this.qualified
    const slash = this.params.indexOf('/')
    const named = this.params.filter((p) => p !== '/')
    const names = named.filter((p) => !p.startsWith('*'))
    const star = named.findIndex((p) => p.startsWith('*'))
    // What stands after a star is given by name only.
    const byPlace = star < 0 ? names : named.slice(0, star)
    const rest = this.params.find((p) => /^\*[^*]/.test(p))
    const options = this.params.find((p) => p.startsWith('**'))
    byPlace.forEach((p, i) => args[i] !== undefined && local.set(p, args[i]))
    if (rest !== undefined) local.set(rest.slice(1), new TupleObject(args.slice(byPlace.length)))
    else if (args.length > byPlace.length) throw tooMany(name, byPlace, this.defaults, args.length)
    const extra = new DictObject()
    const placed = slash < 0 ? [] : byPlace.slice(0, slash).filter((p) => kwargs.has(p))
    if (placed.length > 0 && options === undefined) {
      throw typeError(
        `${name}() got some positional-only arguments passed as keyword arguments: '${placed.join(', ')}'`,
      )
    }
    for (const [key, value] of kwargs) {
      const isNamed = names.includes(key) && !placed.includes(key)
      if (isNamed && local.names.has(key)) throw typeError(`${name}() got multiple values for argument '${key}'`)
      if (isNamed) local.set(key, value)
      else if (options !== undefined) extra.set(key, value, this.interpreter.rt)
      else throw typeError(`${name}() got an unexpected keyword argument '${key}'`)
    }
    if (options !== undefined) local.set(options.slice(2), extra)
    for (const [key, value] of this.defaults) if (!local.names.has(key)) local.set(key, value)
    const missing = names.filter((n) => !local.names.has(n))
    const positional = missing.filter((n) => byPlace.includes(n))
    if (positional.length > 0) throw missingArguments(name, 'positional', positional)
    if (missing.length > 0) throw missingArguments(name, 'keyword-only', missing)
  }
}

function tooMany(name: string, byPlace: readonly string[], defaults: ReadonlyMap<string, Value>, given: number): Error {
  const least = byPlace.filter((p) => !defaults.has(p)).length
  const takes = least === byPlace.length ? String(least) : `from ${least} to ${byPlace.length}`
  const plural = byPlace.length === 1 ? '' : 's'
  return typeError(
    `${name}() takes ${takes} positional argument${plural} but ${given} ${given === 1 ? 'was' : 'were'} given`,
  )
}

function missingArguments(name: string, kind: string, missing: readonly string[]): Error {
  const quoted = missing.map((m) => `'${m}'`)
  const last = quoted.at(-1) ?? ''
  const list = quoted.length > 2 ? `${quoted.slice(0, -1).join(', ')}, and ${last}` : quoted.join(' and ')
  const plural = missing.length === 1 ? '' : 's'
  return typeError(`${name}() missing ${missing.length} required ${kind} argument${plural}: ${list}`)
}

/** `super()` and `__class__` of a method. */
function bindSuper(local: Scope, cls: UserClass, self: Value): void {
  local.names.set(
    'super',
    new Builtin('super', ({ args: [type = cls, object = self] }) => {
      if (type instanceof UserClass) return new SuperView(type, object)
      throw typeError('super() argument 1 must be a type')
    }),
  )
  local.names.set('__class__', cls)
}

export function makeFunction(s: Of<'FunctionDef'>, scope: Scope, i: Interpreter): Value {
  const defaults = Object.entries(s.defaults ?? {}).map(([name, value]) => [name, evaluate(value, scope, i)] as const)
  if (s.isAsync !== true && hasWaits(s.body)) throw pyError('SyntaxError', waitsWithout(s.body))
  return new UserFunction(s.name, s.params, s.body, scope, i, new Map(defaults), s.isAsync === true)
}

/** CPython's words for what needs an `async def` around it. */
function waitsWithout(body: readonly PyStatement[]): string {
  const [first] = body.filter((s) => hasWaits(s))
  const word = first?.type === 'With' ? 'with' : 'for'
  return first !== undefined && 'isAsync' in first
    ? `'async ${word}' outside async function`
    : "'await' outside async function"
}

/** `(x async for x in rows)`; what it goes through first is worked out at once. */
export function asyncGeneratorOf(
  e: Extract<PyExpr, { readonly type: 'Comprehension' }>,
  scope: Scope,
  i: Interpreter,
): Value {
  const [first] = e.clauses
  const source = first === undefined ? null : evaluate(first.iter, scope, i)
  const inner = new Scope(scope)
  inner.isInner = true
  return new AsyncGeneratorObject('<genexpr>', generatorSteps(e, source, inner, i), i.rt)
}

/** Managers and querysets, exceptions, and plain classes. */
export function makeClass(s: Of<'ClassDef'>, scope: Scope, i: Interpreter): Value {
  const bases = s.bases.filter((b) => b.name === null).map((b) => evaluate(b.value, scope, i))
  const enumeration = enumClass(s.name, bases, (over) => plainClass(s, over, scope, i), i.rt)
  if (enumeration !== null) return enumeration
  const library = (name: string): Value => libraryModule('_expressions', undefined, i)?.members.get(name) ?? null
  const expression = expressionClass(s.name, bases, (over) => plainClass(s, over, scope, i), library)
  if (expression !== null) return expression
  if (bases.length === 0 || !bases.every((b) => b instanceof ManagerType)) return plainClass(s, bases, scope, i)
  const bind = (fn: Of<'FunctionDef'>, superObject: Value): Value => {
    const inner = new Scope(scope)
    inner.set('super', new Builtin('super', () => superObject))
    return makeFunction(fn, inner, i)
  }
  return new ManagerType(s.name, bases, { body: s.body, bind, value: (expr) => evaluate(expr, scope, i) })
}

/** A class of the script's own. */
function plainClass(s: Of<'ClassDef'>, bases: readonly Value[], scope: Scope, i: Interpreter): Value {
  const known = bases.filter((b) => !isObject(b))
  const isException = known.some((b) => b instanceof ExceptionClass)
  const isField = known.some((base) => base instanceof OwnFieldClass || isFieldType(base))
  for (const base of known) {
    if (base instanceof UserClass || base instanceof ExceptionClass || isFieldType(base)) continue
    throw unsupported(`the class ${s.name}, which is built on ${repr(base, i.rt)},`)
  }
  const own = new Scope(scope)
  const owner: Owner = { cls: null, name: s.name }
  own.owner = owner
  runBlock(s.body, own, i)
  const members = new Map([...own.names].filter(([name]) => !name.startsWith('<')))
  const [first] = s.body
  if (first?.type === 'Expr' && first.value.type === 'Constant' && typeof first.value.value === 'string')
    members.set('__doc__', first.value.value)
  if (isException) {
    const made = new UserException(
      s.name,
      known.filter((b) => b instanceof ExceptionClass),
      members,
    )
    owner.cls = made.body
    return made
  }
  const annotated = s.body.flatMap((one) =>
    one.type === 'AnnAssign' && one.target.type === 'Name' ? [one.target.id] : [],
  )
  const line = known.flatMap((b) => (isFieldType(b) ? [djangoFieldClass(b.name)] : b instanceof UserClass ? [b] : []))
  const made = isField
    ? new OwnFieldClass(s.name, line, members, annotated)
    : new UserClass(s.name, line, members, annotated)
  owner.cls = made
  return announced(made, s, scope, i)
}

function isObject(base: Value): boolean {
  return base instanceof TypeObject && base.name === 'object'
}

/** Those that change nothing here. */
const METACLASSES: ReadonlySet<string> = new Set(['ABCMeta', 'ModelBase', 'type'])

function refuseMetaclass({ name, bases }: Of<'ClassDef'>): void {
  const given = bases.find((b) => b.name === 'metaclass')?.value
  const called = given?.type === 'Name' ? given.id : given?.type === 'Attribute' ? given.attr : ''
  if (given !== undefined && !METACLASSES.has(called)) throw unsupported(`the metaclass ${called} of the class ${name}`)
}

/** `__set_name__` and `__init_subclass__`, as Python calls them once a class is made. */
function announced(made: UserClass, s: Of<'ClassDef'>, scope: Scope, i: Interpreter): Value {
  for (const [name, member] of made.members)
    if (member instanceof UserObject) member.ask('__set_name__', [made, name], i.rt)
  refuseMetaclass(s)
  const kwargs = new Map(
    s.bases.flatMap((b) =>
      b.name !== null && b.name !== 'metaclass' ? [[b.name, evaluate(b.value, scope, i)] as const] : [],
    ),
  )
  const hook = made.findAfter(made, '__init_subclass__')
  if (hook !== undefined) {
    const fn = hook instanceof WrappedMethod ? hook.fn : hook
    const answer = i.rt.call(fn, { args: [made], kwargs })
    if (answer instanceof UserClass) return answer
  }
  return made
}
