/** Methods, properties and constants that a model's source declares: kept as text, interpreted when asked for. */
import type { Member } from '../../../../document/records.ts'
import { parseModule } from '../../../../python/parse.ts'
import type { PyExpr, PyStatement } from '../../../../python/ast.ts'
import { isUserFunction } from '../../classes/function-object.ts'
import { BoundMethod, CachedProperty, PropertyObject, WrappedMethod } from '../../classes/class-members.ts'
import { isMark } from '../../classes/marks.ts'
import { SuperObject } from '../../django/manager-type.ts'
import { exceptionOf, pyError, unsupported } from '../../errors.ts'
import { toArray } from '../../operations.ts'
import type { Runtime } from '../../runtime.ts'
import { Builtin, decorate, isCallable, NO_ARGS, PyObject } from '../../values.ts'
import type { Callable, Value } from '../../values.ts'
import { bound as boundTo, UserClass } from '../../classes/user-class.ts'
import type { Body } from './class-line.ts'
import type { ModelClass } from './model-class.ts'

interface Parsed {
  readonly statement: PyStatement
  readonly source: string
  readonly decorators: readonly string[]
}

const KEPT: ReadonlySet<PyStatement['type']> = new Set(['FunctionDef', 'Assign', 'AnnAssign', 'ClassDef'])

const PARSED = new WeakMap<Member, Parsed | null>()

function parsed(member: Member): Parsed | null {
  let known = PARSED.get(member)
  if (known === undefined) {
    const { body, errors } = parseModule(member.source)
    const statement = body.find((s) => KEPT.has(s.type))
    const decorators =
      statement?.type === 'FunctionDef' ? statement.decorators.map((d) => member.source.slice(d.from, d.to)) : []
    known = statement === undefined || errors.length > 0 ? null : { statement, source: member.source, decorators }
    PARSED.set(member, known)
  }
  return known
}

/** A method or property of a class that is no model, bound to `self`, or to the class where that is null. */
export function declaredMember(member: Member, self: Value, cls: Value, rt: Runtime): Value | undefined {
  const found = parsed(member)
  if (found?.statement.type !== 'FunctionDef') return undefined
  const { statement, decorators } = found
  const fn = rt.functionFrom(statement, null)
  if (!isCallable(fn)) return undefined
  if (decorators.includes('staticmethod')) return fn
  const owner = decorators.includes('classmethod') ? cls : self
  if (owner === null) return fn
  if (decorators.some((d) => PROPERTY.test(d))) return rt.call(fn, { ...NO_ARGS, args: [owner] })
  return new Builtin(member.name, ({ args, kwargs }) => rt.call(fn, { args: [owner, ...args], kwargs }))
}

const PROPERTY = /^(?:[\w.]+\.)?(?:cached_)?property$/

/** What Python itself makes of a function in a class; `bound` does the same. */
const OF_PYTHON = /^(?:staticmethod|classmethod|\w+\.(?:setter|getter|deleter)|(?:abc\.)?abstract\w+)$/

const DECORATED = new WeakMap<Runtime, Map<Member, Value>>()

/** The decorators of a method that are somebody's own code; empty for nearly all. */
function ownDecorators({ decorators }: Parsed): readonly string[] {
  return decorators.filter((d) => !PROPERTY.test(d) && !OF_PYTHON.test(d) && !isMark(d))
}

/** What they make of it, once for each session, as when a class is read. */
function decoratedOnce(member: Member, found: Parsed, cls: ModelClass, plain: () => Value, rt: Runtime): Value {
  const made = DECORATED.get(rt) ?? new Map<Member, Value>()
  DECORATED.set(rt, made)
  const known = made.get(member)
  if (known !== undefined) return known
  const followed = (text: string, step: () => Value): Value => {
    try {
      return step()
    } catch (error) {
      const said = exceptionOf(error)
      if (said === null) throw error
      throw unsupported(`${cls.name}.${member.name}() with its decorator @${text} (${said.str(rt)})`)
    }
  }
  const value = decorate(
    ownDecorators(found),
    (text) => followed(text, () => rt.evaluateSource(text, cls)),
    plain,
    (decorator, inner, text) => followed(text, () => rt.call(decorator, { ...NO_ARGS, args: [inner] })),
  )
  made.set(member, value)
  return value
}

/** Special methods that a class of the line declares: `__str__`, `__len__` … */
export function specialNames(line: readonly Body[]): ReadonlySet<string> {
  const names = line.flatMap((body) =>
    body instanceof UserClass ? [...body.members.keys()] : body.members.map((member) => member.name),
  )
  return new Set(names.filter((name) => /^__\w+__$/.test(name)))
}

/** Whether the model or a base, a mixin included, declares it. */
export function declares(cls: ModelClass, name: string): boolean {
  return membersNamed(cls.line, name).length > 0
}

/** A member of a model's source, and the model that declares it. */
interface OwnMember {
  readonly member: Member
  readonly owner: string
  readonly body: Body
}
/** What a plain class of the models file has under the name. */
interface MixinMember {
  readonly mixin: UserClass
  readonly value: Value
}
type Owned = OwnMember | MixinMember

/** `LOW, HIGH = 1, 9` is kept under both names. */
const isNamed = (member: Member, name: string): boolean =>
  member.name === name || (member.name.includes(', ') && member.name.split(', ').includes(name))

/** Constants, functions and classes of a model's body, its bases' included. */
export function constantNames(cls: ModelClass): readonly string[] {
  return cls.line.flatMap((body) => {
    if (body instanceof UserClass) return [...body.members.keys()]
    const constants = body.members.filter((member) => {
      const found = parsed(member)
      return found !== null && found.decorators.length === 0
    })
    return constants.flatMap((member) => member.name.split(', '))
  })
}

/** What a name stands for in `A, B = 1, 2`. */
function unpacked(statement: PyStatement, name: string, value: Value, rt: Runtime): Value {
  const [target] = statement.type === 'Assign' ? statement.targets : []
  if (target?.type !== 'Tuple' && target?.type !== 'List') return value
  const at = target.items.findIndex((item) => item.type === 'Name' && item.id === name)
  return at < 0 ? value : (toArray(value, rt)[at] ?? null)
}

/** Where a member stands in the line, nearest first. */
function membersNamed(line: readonly Body[], name: string): readonly Owned[] {
  return line.flatMap((body): readonly Owned[] => {
    if (body instanceof UserClass) {
      const value = body.members.get(name)
      return value === undefined ? [] : [{ mixin: body, value }]
    }
    return body.members.filter((m) => isNamed(m, name)).map((member) => ({ member, owner: body.name, body }))
  })
}

/** What `super().name` gives in a method of a class of the line: the next class that has it, at last Django's own. */
export function memberAfter(cls: ModelClass, body: Body, name: string, self: Value, rt: Runtime): Value | undefined {
  const rest = membersNamed(cls.line.slice(cls.line.indexOf(body) + 1), name)
  return bound(rest, cls, name, self === cls ? null : self, rt) ?? cls.djangoMethod(self, name, rt)
}

/**
 * A member as an attribute: of the class (`instance` null) or of an instance. Methods are bound,
 * properties are worked out.
 */
export function classMember(cls: ModelClass, name: string, instance: Value, rt: Runtime): Value | undefined {
  return bound(membersNamed(cls.line, name), cls, name, instance, rt)
}

/** Of a class that has no objects: an abstract model's function or constant. */
export function memberOfLine(line: readonly Body[], name: string, rt: Runtime): Value | undefined {
  const [first] = membersNamed(line, name)
  if (first === undefined) return undefined
  if ('mixin' in first) return first.value
  const statement = parsed(first.member)?.statement
  if (statement?.type === 'FunctionDef') {
    let of: Value = null
    const next = new SuperObject((n) => (isInLine(of) ? of.superAfter(first.body, n, rt) : undefined))
    const fn = rt.functionFrom(statement, next, first.owner)
    return isCallable(fn) ? takingSelf(fn, (self) => (of = self)) : undefined
  }
  const value = statement?.type === 'Assign' || statement?.type === 'AnnAssign' ? statement.value : null
  return value === null ? undefined : rt.evaluateSource(first.member.source.slice(value.from, value.to))
}

/** `full_name = property(_get_full_name, _set_full_name)`: the names of its functions. */
function propertyParts(value: PyExpr | null): readonly string[] {
  if (value?.type !== 'Call' || value.func.type !== 'Name' || value.func.id !== 'property') return []
  return value.args.flatMap((arg) => (arg.value.type === 'Name' ? [arg.value.id] : []))
}

function bound(
  members: readonly Owned[],
  cls: ModelClass,
  name: string,
  instance: Value,
  rt: Runtime,
): Value | undefined {
  const [first] = members
  if (first !== undefined && 'mixin' in first) return ofMixin(first, cls, name, instance, rt)
  const found = first === undefined ? null : parsed(first.member)
  if (first === undefined || found === null) return undefined
  const { statement, decorators, source } = found
  if (statement.type === 'ClassDef') return nestedClass(first.member, statement, rt)
  if (statement.type === 'Assign' || statement.type === 'AnnAssign') {
    const [getter] = propertyParts(statement.value)
    if (getter !== undefined && instance !== null) {
      const fn = classMember(cls, getter, instance, rt)
      return fn === undefined ? undefined : rt.call(fn, NO_ARGS)
    }
    if (statement.value === null) return undefined
    const made = rt.evaluateSource(source.slice(statement.value.from, statement.value.to), cls)
    const value = unpacked(statement, name, made, rt)
    return instance === null ? value : methodOf(value, instance, name, rt)
  }
  const self = decorators.includes('classmethod') ? cls : instance
  // `Base.save(post)`: the object of a method that is called by its class is its first argument.
  let of = self
  const parent = new SuperObject((n) => memberAfter(cls, first.body, n, of, rt))
  const plain = (): Value => rt.functionFrom(statement, parent, first.owner)
  const isOwn = ownDecorators(found).length > 0
  const whole = (): Value => {
    const made = plain()
    return isCallable(made) && made instanceof PyObject ? takingSelf(made, (given) => (of = given)) : made
  }
  const fn = isOwn ? decoratedOnce(first.member, found, cls, whole, rt) : plain()
  if (!isCallable(fn)) return undefined
  if (!isOwn && self === null && !decorators.includes('staticmethod')) takingSelf(fn, (given) => (of = given))
  if (decorators.includes('staticmethod')) return fn
  if (self === null) return decorators.some((d) => /^property$/.test(d)) ? new PropertyObject(fn, null, null) : fn
  if (decorators.some((d) => PROPERTY.test(d))) {
    const value = rt.call(fn, { ...NO_ARGS, args: [self] })
    // Kept as an attribute of the object, which later reads find first.
    if (decorators.some((d) => d.endsWith('cached_property')) && self instanceof PyObject) self.setAttr(name, value, rt)
    return value
  }
  return isUserFunction(fn)
    ? new BoundMethod(self, fn, `${first.owner}.${name}`)
    : new Builtin(name, ({ args, kwargs }) => rt.call(fn, { args: [self, ...args], kwargs }))
}

const NESTED = new WeakMap<Runtime, Map<Member, Value>>()

/** A plain class that stands in a model's body; always the same one. */
function nestedClass(member: Member, statement: PyStatement, rt: Runtime): Value {
  const made = NESTED.get(rt) ?? new Map<Member, Value>()
  NESTED.set(rt, made)
  const known = made.get(member) ?? rt.functionFrom(statement, null)
  made.set(member, known)
  return known
}

/** A function of a class, told of the object that it is called with. */
function takingSelf(fn: PyObject & Callable, tell: (self: Value) => void): Value {
  const run = fn.call.bind(fn)
  fn.call = (call, rt) => {
    tell(call.args[0] ?? null)
    return run(call, rt)
  }
  return fn
}

/** A model's object or class. */
interface InLine {
  superAfter(body: Body, name: string, rt: Runtime): Value | undefined
}
const isInLine = (value: Value): value is PyObject & InLine => value instanceof PyObject && 'superAfter' in value

/** A member of a plain class, as the attribute of a model's object or class. */
function ofMixin({ value, mixin }: MixinMember, cls: ModelClass, name: string, instance: Value, rt: Runtime): Value {
  if (value instanceof WrappedMethod) {
    return value.kind === 'classmethod' ? new BoundMethod(cls, value.fn, `${mixin.name}.${name}`) : value.fn
  }
  if (instance === null) return value
  const made = boundTo(value, instance, mixin, name, rt)
  if (value instanceof CachedProperty && instance instanceof PyObject) instance.setAttr(name, made, rt)
  return made
}

/** A function that stands in the class under a name takes the object first, however it came there. */
function methodOf(value: Value, instance: Value, name: string, rt: Runtime): Value {
  if (value instanceof PropertyObject) {
    const made = rt.call(value.get, { ...NO_ARGS, args: [instance] })
    if (value instanceof CachedProperty && instance instanceof PyObject) instance.setAttr(name, made, rt)
    return made
  }
  const isMethod = isUserFunction(value) || (value instanceof Builtin && value.attributes.get('__method__') === true)
  if (!isMethod) return value
  return new Builtin(name, ({ args, kwargs }, r) => r.call(value, { args: [instance, ...args], kwargs }))
}

const READ_ONLY = /^property$/

/**
 * Sets a property by its `@name.setter`.
 *
 * @returns false: there is no property of that name, the value becomes an attribute
 * @throws PyError AttributeError: a property without a setter
 */
export function setProperty(cls: ModelClass, name: string, instance: Value, value: Value, rt: Runtime): boolean {
  const all = membersNamed(cls.line, name)
  if (all[0] !== undefined && 'mixin' in all[0]) return setByProperty(all[0].value, cls, name, instance, value, rt)
  const members = all.filter((one) => 'member' in one)
  const first = members[0] === undefined ? null : parsed(members[0].member)
  if (first !== null && (first.statement.type === 'Assign' || first.statement.type === 'AnnAssign')) {
    const [getter, set] = propertyParts(first.statement.value)
    const fn = set === undefined ? undefined : classMember(cls, set, instance, rt)
    if (getter !== undefined && fn === undefined)
      throw pyError('AttributeError', `property '${name}' of '${cls.name}' object has no setter`)
    if (fn === undefined) return false
    rt.call(fn, { ...NO_ARGS, args: [value] })
    return true
  }
  const setter = members.find(({ member }) => parsed(member)?.decorators.includes(`${name}.setter`) === true)
  const found = setter === undefined ? null : parsed(setter.member)
  if (found !== null && found.statement.type === 'FunctionDef') {
    const fn = rt.functionFrom(found.statement, null)
    rt.call(fn, { ...NO_ARGS, args: [instance, value] })
    return true
  }
  if (members[0] !== undefined && parsed(members[0].member)?.decorators.some((d) => READ_ONLY.test(d)) === true)
    throw pyError('AttributeError', `property '${name}' of '${cls.name}' object has no setter`)
  return false
}

function setByProperty(
  property: Value,
  cls: ModelClass,
  name: string,
  instance: Value,
  value: Value,
  rt: Runtime,
): boolean {
  if (!(property instanceof PropertyObject) || property instanceof CachedProperty) return false
  if (property.set === null) throw pyError('AttributeError', `property '${name}' of '${cls.name}' object has no setter`)
  rt.call(property.set, { ...NO_ARGS, args: [instance, value] })
  return true
}

export function hasSetter(cls: ModelClass, name: string): boolean {
  return membersNamed(cls.line, name).some((one) => {
    if ('mixin' in one) return one.value instanceof PropertyObject && one.value.set !== null
    return parsed(one.member)?.decorators.includes(`${name}.setter`) === true
  })
}
