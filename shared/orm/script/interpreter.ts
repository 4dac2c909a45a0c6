/** Walks the tree of a script. No Python runs and nothing is evaluated as code of ours. */
import type { PyArg, PyClause, PyExpr, PyStatement } from '../../python/ast.ts'
import { attribute } from './attributes.ts'
import { setAttribute } from './builtins.ts'
import {
  DictObject,
  IteratorObject,
  ListObject,
  SetObject,
  subscript,
  TupleObject,
  indexOf,
  sliceArray,
} from './collections.ts'
import {
  exceptionClass,
  ExceptionClass,
  ExceptionObject,
  exceptionOf,
  pyError,
  PyError,
  Stopped,
  typeError,
  unsupported,
  valueError,
} from './errors.ts'
import { format } from './format.ts'
import { AtomicObject, findModule } from './modules.ts'
import { binary, compareWith, iterate, toArray, truthy, unary } from './operations.ts'
import type { Runtime } from './runtime.ts'
import { Scope } from './scope.ts'
import { repr, str } from './text.ts'
import { ManagerType } from './manager-type.ts'
import { Builtin, isCallable, isSubscriptable, PyObject, SliceObject, typeName } from './values.ts'
import type { Callable, CallArgs, Value } from './values.ts'

/** How a block ended. */
type Flow = { readonly kind: 'normal' | 'break' | 'continue' } | { readonly kind: 'return'; readonly value: Value }
const NORMAL: Flow = { kind: 'normal' }

export interface Interpreter {
  readonly rt: Runtime
  /** Names of `from blog.models import Post`; undefined: no such module or name. */
  importName(module: string, name: string): Value | undefined
  /** What `from blog.models import *` brings. */
  importNames(module: string): readonly string[]
  enter(): void
  leave(): void
}

class UserFunction extends PyObject implements Callable {
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

// ------------------------------------------------------------------------------------------ statements

export function runBlock(body: readonly PyStatement[], scope: Scope, i: Interpreter): Flow {
  for (const statement of body) {
    const flow = runStatement(statement, scope, i)
    if (flow.kind !== 'normal') return flow
  }
  return NORMAL
}

export function runStatement(s: PyStatement, scope: Scope, i: Interpreter): Flow {
  i.rt.tick()
  switch (s.type) {
    case 'Expr':
      evaluate(s.value, scope, i)
      return NORMAL
    case 'Assign': {
      const value = evaluate(s.value, scope, i)
      for (const target of s.targets) assign(target, value, scope, i)
      return NORMAL
    }
    case 'AugAssign': {
      const left = evaluate(s.target, scope, i)
      const right = evaluate(s.value, scope, i)
      if (left instanceof ListObject && s.op === '+') left.extend(toArray(right, i.rt))
      else assign(s.target, binary(s.op, left, right, i.rt), scope, i)
      return NORMAL
    }
    case 'AnnAssign':
      if (s.value !== null) assign(s.target, evaluate(s.value, scope, i), scope, i)
      return NORMAL
    case 'If':
      return runBlock(truthy(evaluate(s.test, scope, i), i.rt) ? s.body : s.orelse, scope, i)
    case 'For':
      return runFor(s, scope, i)
    case 'While':
      return runWhile(s, scope, i)
    case 'Try':
      return runTry(s, scope, i)
    case 'With':
      return runWith(s, scope, i)
    case 'FunctionDef':
      scope.set(s.name, makeFunction(s, scope, i))
      return NORMAL
    case 'Return':
      return { kind: 'return', value: s.value === null ? null : evaluate(s.value, scope, i) }
    case 'Import':
      for (const { name, asname } of s.names) importModule(name, asname, scope)
      return NORMAL
    case 'ImportFrom':
      runImportFrom(s, scope, i)
      return NORMAL
    case 'Raise':
      throw raised(s.value === null ? null : evaluate(s.value, scope, i))
    case 'Delete':
      for (const target of s.targets) deleteTarget(target, scope, i)
      return NORMAL
    case 'Pass':
      return NORMAL
    case 'Break':
      return { kind: 'break' }
    case 'Continue':
      return { kind: 'continue' }
    case 'ClassDef':
      scope.set(s.name, makeClass(s, scope, i))
      return NORMAL
    default:
      if (s.assert === undefined) throw unsupported(`this statement (${s.what})`)
      runAssert(s.assert, scope, i)
      return NORMAL
  }
}

function runAssert(
  { test, message }: { readonly test: PyExpr; readonly message: PyExpr | null },
  scope: Scope,
  i: Interpreter,
): void {
  if (truthy(evaluate(test, scope, i), i.rt)) return
  const args = message === null ? [] : [evaluate(message, scope, i)]
  throw new PyError(new ExceptionObject(exceptionClass('AssertionError'), args))
}

export function makeFunction(s: Of<'FunctionDef'>, scope: Scope, i: Interpreter): Value {
  const defaults = Object.entries(s.defaults ?? {}).map(([name, value]) => [name, evaluate(value, scope, i)] as const)
  return new UserFunction(s.name, s.params, s.body, scope, i, new Map(defaults))
}

/** Only managers and querysets can be defined: what a models file has besides its models. */
function makeClass(s: Of<'ClassDef'>, scope: Scope, i: Interpreter): Value {
  const bases = s.bases.filter((b) => b.name === null).map((b) => evaluate(b.value, scope, i))
  if (bases.length === 0 || !bases.every((b) => b instanceof ManagerType)) throw unsupported(`the class ${s.name}`)
  const bind = (fn: Of<'FunctionDef'>, superObject: Value): Value => {
    const inner = new Scope(scope)
    inner.set('super', new Builtin('super', () => superObject))
    return makeFunction(fn, inner, i)
  }
  return new ManagerType(s.name, bases, { body: s.body, bind })
}

type Of<T extends PyStatement['type']> = Extract<PyStatement, { readonly type: T }>

function runFor(s: Of<'For'>, scope: Scope, i: Interpreter): Flow {
  for (const item of iterate(evaluate(s.iter, scope, i), i.rt)) {
    i.rt.tick()
    assign(s.target, item, scope, i)
    const flow = runBlock(s.body, scope, i)
    if (flow.kind === 'break') return NORMAL
    if (flow.kind === 'return') return flow
  }
  return runBlock(s.orelse, scope, i)
}

function runWhile(s: Of<'While'>, scope: Scope, i: Interpreter): Flow {
  while (truthy(evaluate(s.test, scope, i), i.rt)) {
    i.rt.tick()
    const flow = runBlock(s.body, scope, i)
    if (flow.kind === 'break') return NORMAL
    if (flow.kind === 'return') return flow
  }
  return NORMAL
}

function runTry(s: Of<'Try'>, scope: Scope, i: Interpreter): Flow {
  const guarded = (): Flow => {
    let flow: Flow
    try {
      flow = runBlock(s.body, scope, i)
    } catch (error) {
      const exception = error instanceof Stopped ? null : exceptionOf(error)
      if (exception === null) throw error
      for (const handler of s.handlers) {
        if (handler.type !== null && !catches(evaluate(handler.type, scope, i), exception)) continue
        if (handler.name !== null) scope.set(handler.name, exception)
        return runHandler(handler.body, exception, scope, i)
      }
      throw error
    }
    return flow.kind === 'normal' ? runBlock(s.orelse, scope, i) : flow
  }
  try {
    const flow = guarded()
    const last = runBlock(s.finalbody, scope, i)
    return last.kind === 'normal' ? flow : last
  } catch (error) {
    if (!(error instanceof Stopped)) {
      const last = runBlock(s.finalbody, scope, i)
      if (last.kind !== 'normal') return last
    }
    throw error
  }
}

/** A bare `raise` in the handler raises what was caught. */
function runHandler(body: readonly PyStatement[], exception: ExceptionObject, scope: Scope, i: Interpreter): Flow {
  const outer = scope.names.get(CAUGHT)
  scope.set(CAUGHT, exception)
  try {
    return runBlock(body, scope, i)
  } catch (error) {
    if (error instanceof BareRaise) throw new PyError(exception)
    throw error
  } finally {
    if (outer === undefined) scope.names.delete(CAUGHT)
    else scope.set(CAUGHT, outer)
  }
}

/** Not a name that Python's grammar allows. */
const CAUGHT = '<caught>'

class BareRaise extends Error {}

function catches(type: Value, exception: ExceptionObject): boolean {
  if (type instanceof TupleObject) return type.items.some((t) => catches(t, exception))
  if (type instanceof ExceptionClass) return exception.cls.isSubclassOf(type)
  throw typeError('catching classes that do not inherit from BaseException is not allowed')
}

function raised(value: Value): Error {
  if (value === null) return new BareRaise('No active exception to reraise')
  if (value instanceof ExceptionObject) return new PyError(value)
  if (value instanceof ExceptionClass) return new PyError(new ExceptionObject(value, []))
  return typeError('exceptions must derive from BaseException')
}

function runWith(s: Of<'With'>, scope: Scope, i: Interpreter): Flow {
  for (const { context, target } of s.items) {
    const value = evaluate(context, scope, i)
    const isAtomic = value instanceof AtomicObject || (isCallable(value) && repr(value, i.rt).includes('atomic'))
    if (!isAtomic) throw unsupported(`a with statement over ${typeName(value)}`)
    if (target !== null) assign(target, null, scope, i)
  }
  return i.rt.atomic(() => runBlock(s.body, scope, i))
}

function importModule(name: string, asname: string | null, scope: Scope): void {
  const found = findModule(name)
  if (found === undefined) throw pyError('ModuleNotFoundError', `No module named '${name}'`)
  scope.set(asname ?? name.split('.')[0] ?? name, found)
}

function runImportFrom(s: Of<'ImportFrom'>, scope: Scope, i: Interpreter): void {
  for (const { name, asname } of s.names) {
    if (name === '*') {
      importAll(s, scope, i)
      continue
    }
    const value =
      i.importName(s.module, name) ?? findModule(s.module)?.members.get(name) ?? findModule(`${s.module}.${name}`)
    if (value === undefined) {
      const known = findModule(s.module) !== undefined || /(^|\.)models$/.test(s.module)
      if (known || s.level > 0) throw pyError('ImportError', `cannot import name '${name}' from '${s.module}'`)
      throw pyError('ModuleNotFoundError', `No module named '${s.module}'`)
    }
    scope.set(asname ?? name, value)
  }
}

/** `from m import *`: what does not start with an underscore. */
function importAll({ module, level }: Of<'ImportFrom'>, scope: Scope, i: Interpreter): void {
  const found = findModule(module)
  const names = found === undefined ? i.importNames(module) : [...found.members.keys()]
  if (found === undefined && names.length === 0 && level === 0)
    throw pyError('ModuleNotFoundError', `No module named '${module}'`)
  for (const name of names.filter((n) => !n.startsWith('_')))
    scope.set(name, found?.members.get(name) ?? i.importName(module, name) ?? null)
}

function assign(target: PyExpr, value: Value, scope: Scope, i: Interpreter): void {
  switch (target.type) {
    case 'Name':
      scope.set(target.id, value)
      return
    case 'Attribute':
      setAttribute(evaluate(target.value, scope, i), target.attr, value, i.rt)
      return
    case 'Subscript': {
      setItem(evaluate(target.value, scope, i), evaluate(target.index, scope, i), value, i.rt)
      return
    }
    case 'Tuple':
    case 'List':
      unpack(target.items, value, scope, i)
      return
    default:
      throw pyError('SyntaxError', 'cannot assign to expression')
  }
}

function unpack(targets: readonly PyExpr[], value: Value, scope: Scope, i: Interpreter): void {
  const items = toArray(value, i.rt)
  const star = targets.findIndex((t) => t.type === 'Starred')
  if (star < 0) {
    if (items.length < targets.length)
      throw valueError(`not enough values to unpack (expected ${targets.length}, got ${items.length})`)
    if (items.length > targets.length) throw valueError(`too many values to unpack (expected ${targets.length})`)
    targets.forEach((t, n) => assign(t, items[n] as Value, scope, i))
    return
  }
  const after = targets.length - star - 1
  if (items.length < targets.length - 1)
    throw valueError(`not enough values to unpack (expected at least ${targets.length - 1}, got ${items.length})`)
  targets.forEach((t, n) => {
    if (t.type === 'Starred') assign(t.value, new ListObject(items.slice(star, items.length - after)), scope, i)
    else assign(t, items[n < star ? n : items.length - targets.length + n] as Value, scope, i)
  })
}

function setItem(object: Value, index: Value, value: Value, rt: Runtime): void {
  if (object instanceof DictObject) object.set(index, value, rt)
  else if (object instanceof ListObject && index instanceof SliceObject) {
    const kept = new Set(
      sliceArray(
        object.items.map((_, n) => n),
        index,
      ),
    )
    const at = Math.min(...kept, object.items.length)
    object.items = [
      ...object.items.slice(0, at),
      ...toArray(value, rt),
      ...object.items.slice(at).filter((_, n) => !kept.has(n + at)),
    ]
  } else if (object instanceof ListObject) {
    const at = indexOf(index, 'list')
    const from = at < 0 ? at + object.items.length : at
    if (from < 0 || from >= object.items.length) throw pyError('IndexError', 'list assignment index out of range')
    object.items[from] = value
  } else throw typeError(`'${typeName(object)}' object does not support item assignment`)
}

function deleteTarget(target: PyExpr, scope: Scope, i: Interpreter): void {
  if (target.type === 'Name') {
    scope.get(target.id)
    scope.names.delete(target.id)
  } else if (target.type === 'Subscript') {
    const object = evaluate(target.value, scope, i)
    const index = evaluate(target.index, scope, i)
    if (object instanceof DictObject) {
      object.getItem(index, i.rt)
      object.delete(index, i.rt)
    } else if (object instanceof ListObject) {
      object.getItem(index)
      object.items.splice(Number(index), 1)
    } else throw typeError(`'${typeName(object)}' object doesn't support item deletion`)
  } else if (target.type === 'Tuple' || target.type === 'List') {
    for (const item of target.items) deleteTarget(item, scope, i)
  } else throw unsupported('deleting an attribute')
}

// ----------------------------------------------------------------------------------------- expressions

export function evaluate(e: PyExpr, scope: Scope, i: Interpreter): Value {
  i.rt.tick()
  switch (e.type) {
    case 'Constant':
      return constant(e.value)
    case 'Name':
      return scope.get(e.id)
    case 'Attribute':
      return attribute(evaluate(e.value, scope, i), e.attr, i.rt)
    case 'Call':
      return evaluateCall(e.func, e.args, scope, i)
    case 'Subscript':
      return getItem(evaluate(e.value, scope, i), evaluate(e.index, scope, i), i.rt)
    case 'Slice': {
      const bound = (b: PyExpr | null): Value => (b === null ? null : evaluate(b, scope, i))
      return new SliceObject(bound(e.lower), bound(e.upper), bound(e.step))
    }
    case 'List':
      return new ListObject(spread(e.items, scope, i))
    case 'Tuple':
      return new TupleObject(spread(e.items, scope, i))
    case 'Set':
      return SetObject.of(spread(e.items, scope, i), i.rt)
    case 'Dict': {
      const dict = new DictObject()
      for (const { key, value } of e.entries) {
        const v = evaluate(value, scope, i)
        if (key !== null) dict.set(evaluate(key, scope, i), v, i.rt)
        else if (v instanceof DictObject) for (const [k, x] of v.entries.values()) dict.set(k, x, i.rt)
        else throw typeError(`'${typeName(v)}' object is not a mapping`)
      }
      return dict
    }
    case 'BinOp':
      return binary(e.op, evaluate(e.left, scope, i), evaluate(e.right, scope, i), i.rt)
    case 'UnaryOp':
      return unary(e.op, evaluate(e.operand, scope, i), i.rt)
    case 'BoolOp': {
      const left = evaluate(e.left, scope, i)
      return truthy(left, i.rt) === (e.op === 'and') ? evaluate(e.right, scope, i) : left
    }
    case 'Compare': {
      let left = evaluate(e.left, scope, i)
      for (const { op, right } of e.rest) {
        const value = evaluate(right, scope, i)
        if (!compareWith(op, left, value, i.rt)) return false
        left = value
      }
      return true
    }
    case 'Conditional':
      return evaluate(truthy(evaluate(e.test, scope, i), i.rt) ? e.body : e.orelse, scope, i)
    case 'Lambda':
      return new UserFunction('<lambda>', e.params, e.body, scope, i)
    case 'JoinedString':
      return e.parts.map((part) => (typeof part === 'string' ? part : formatted(part, scope, i))).join('')
    case 'Comprehension':
      return comprehension(e, scope, i)
    case 'Starred':
      throw pyError('SyntaxError', "can't use starred expression here")
    default:
      return meant(e, scope, i)
  }
}

function constant(value: Extract<PyExpr, { readonly type: 'Constant' }>['value']): Value {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value
  if ('int' in value) return BigInt(value.int)
  if ('float' in value) return value.float
  if ('bytes' in value) return Uint8Array.from(value.bytes, (c) => c.charCodeAt(0))
  throw unsupported('an ellipsis')
}

function formatted(
  part: Exclude<Extract<PyExpr, { readonly type: 'JoinedString' }>['parts'][number], string>,
  scope: Scope,
  i: Interpreter,
): string {
  const value = evaluate(part.value, scope, i)
  const shown: Value =
    part.conversion === null ? value : part.conversion.endsWith('s') ? str(value, i.rt) : repr(value, i.rt)
  return format(shown, part.format ?? '', i.rt)
}

function spread(items: readonly PyExpr[], scope: Scope, i: Interpreter): Value[] {
  const out: Value[] = []
  for (const item of items) {
    if (item.type === 'Starred') for (const value of toArray(evaluate(item.value, scope, i), i.rt)) out.push(value)
    else out.push(evaluate(item, scope, i))
  }
  return out
}

export function getItem(object: Value, index: Value, rt: Runtime): Value {
  if (typeof object === 'string') {
    const found = subscript(Array.from(object), index, 'string')
    return Array.isArray(found) ? found.join('') : (found as Value)
  }
  if (isSubscriptable(object)) return object.getItem(index, rt)
  if (object instanceof PyObject && 'isClass' in object && 'name' in object)
    throw typeError(`type '${String(object.name)}' is not subscriptable`)
  throw typeError(`'${typeName(object)}' object is not subscriptable`)
}

function evaluateCall(func: PyExpr, args: readonly PyArg[], scope: Scope, i: Interpreter): Value {
  const callee = evaluate(func, scope, i)
  const values: Value[] = []
  const kwargs = new Map<string, Value>()
  for (const arg of args) {
    const value = evaluate(arg.value, scope, i)
    if (arg.name === null) values.push(value)
    else if (arg.name === '*') for (const one of toArray(value, i.rt)) values.push(one)
    else if (arg.name === '**') {
      if (!(value instanceof DictObject)) throw typeError(`argument after ** must be a mapping, not ${typeName(value)}`)
      for (const [k, v] of value.entries.values()) kwargs.set(String(k), v)
    } else if (kwargs.has(arg.name)) throw pyError('SyntaxError', `keyword argument repeated: ${arg.name}`)
    else kwargs.set(arg.name, value)
  }
  return callValue(callee, { args: values, kwargs }, i)
}

export function callValue(callee: Value, args: CallArgs, i: Interpreter): Value {
  if (!isCallable(callee)) throw typeError(`'${typeName(callee)}' object is not callable`)
  i.enter()
  try {
    return callee.call(args, i.rt)
  } finally {
    i.leave()
  }
}

function comprehension(e: Extract<PyExpr, { readonly type: 'Comprehension' }>, scope: Scope, i: Interpreter): Value {
  const inner = new Scope(scope)
  const [first] = e.clauses
  // The first source is read at once, outside the inner scope, as in Python.
  const source = first === undefined ? new TupleObject([]) : evaluate(first.iter, scope, i)
  const rows = clauses(e.clauses, 0, source, inner, i)
  if (e.kind === 'generator') return new IteratorObject(each(rows, e.element, inner, i), 'generator')
  if (e.kind === 'list') return new ListObject([...each(rows, e.element, inner, i)])
  if (e.kind === 'set') return SetObject.of(each(rows, e.element, inner, i), i.rt)
  const dict = new DictObject()
  for (const _ of rows)
    dict.set(evaluate(e.element, inner, i), e.value === null ? null : evaluate(e.value, inner, i), i.rt)
  return dict
}

function* each(rows: Iterable<unknown>, element: PyExpr, scope: Scope, i: Interpreter): Generator<Value> {
  for (const _ of rows) yield evaluate(element, scope, i)
}

function* clauses(
  all: readonly PyClause[],
  at: number,
  source: Value,
  scope: Scope,
  i: Interpreter,
): Generator<undefined> {
  const clause = all[at]
  if (clause === undefined) return
  for (const item of iterate(source, i.rt)) {
    i.rt.tick()
    assign(clause.target, item, scope, i)
    if (!clause.ifs.every((test) => truthy(evaluate(test, scope, i), i.rt))) continue
    const next = all[at + 1]
    if (next === undefined) yield undefined
    else yield* clauses(all, at + 1, evaluate(next.iter, scope, i), scope, i)
  }
}

/** What the parser could not put into a node of its own. */
function meant(e: Extract<PyExpr, { readonly type: 'Unknown' }>, scope: Scope, i: Interpreter): Value {
  const { meaning } = e
  if (meaning === undefined) throw unsupported(`this expression (${e.what})`)
  if (meaning.kind === 'named') {
    const value = evaluate(meaning.value, scope, i)
    scope.set(meaning.name, value)
    return value
  }
  const defaults = Object.entries(meaning.defaults).map(([name, value]) => [name, evaluate(value, scope, i)] as const)
  return new UserFunction('<lambda>', meaning.params, meaning.body, scope, i, new Map(defaults))
}
