/** Methods, properties and constants that a model's source declares: kept as text, interpreted when asked for. */
import type { ModelId } from '../../../document/ids.ts'
import type { Member } from '../../../document/records.ts'
import type { ResolvedModel } from '../../../relations/types.ts'
import { parseModule } from '../../../python/parse.ts'
import type { PyExpr, PyStatement } from '../../../python/ast.ts'
import { isUserFunction } from '../function-object.ts'
import { BoundMethod, PropertyObject } from '../class-members.ts'
import { SuperObject } from '../manager-type.ts'
import { pyError } from '../errors.ts'
import type { Runtime } from '../runtime.ts'
import { Builtin, isCallable, NO_ARGS, PyObject } from '../values.ts'
import type { Value } from '../values.ts'
import type { ModelClass } from './model-class.ts'

interface Parsed {
  readonly statement: PyStatement
  readonly source: string
  readonly decorators: readonly string[]
}

const PARSED = new WeakMap<Member, Parsed | null>()

function parsed(member: Member): Parsed | null {
  let known = PARSED.get(member)
  if (known === undefined) {
    const { body, errors } = parseModule(member.source)
    const statement = body.find((s) => s.type === 'FunctionDef' || s.type === 'Assign' || s.type === 'AnnAssign')
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

const PROPERTY = /^(?:(?:functools\.|enum\.)?(?:cached_)?property)$/

type Bases = Pick<Runtime, 'resolution' | 'basesOf'>

/** The model's own members and its bases', nearest first. */
function* lineage(model: ResolvedModel, rt: Bases): Generator<ResolvedModel> {
  const { resolution } = rt
  const seen = new Set<string>()
  const queue: ResolvedModel[] = [model]
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    if (seen.has(at.key)) continue
    seen.add(at.key)
    yield at
    const bases = [
      ...rt.basesOf(at.key as ModelId),
      ...at.parents.map((p) => p.model),
      ...(at.proxyFor === null ? [] : [at.proxyFor]),
    ]
    for (const base of bases) {
      const model = resolution.models.get(base) ?? resolution.abstract.get(base as ModelId)
      if (model !== undefined) queue.push(model)
    }
  }
}

/** Special methods that the model or a base declares: `__str__`, `__len__` … */
export function specialNames(model: ResolvedModel, rt: Bases): ReadonlySet<string> {
  const names = [...lineage(model, rt)].flatMap(({ members }) => members.map((member) => member.name))
  return new Set(names.filter((name) => /^__\w+__$/.test(name)))
}

export function findMember(cls: ModelClass, name: string, rt: Runtime): Member | undefined {
  for (const model of lineage(cls.model, rt)) {
    const member = model.members.find((m) => m.name === name)
    if (member !== undefined) return member
  }
  return undefined
}

/** A member, and the model that declares it. */
interface Owned {
  readonly member: Member
  readonly owner: string
}

/** Classes after which a member is looked for by `super()`. */
function membersNamed(cls: ModelClass, name: string, rt: Runtime): readonly Owned[] {
  return [...lineage(cls.model, rt)].flatMap((model) =>
    model.members.filter((m) => m.name === name).map((member) => ({ member, owner: model.name })),
  )
}

/**
 * A member as an attribute: of the class (`instance` null) or of an instance. Methods are bound,
 * properties are worked out.
 */
export function classMember(cls: ModelClass, name: string, instance: Value, rt: Runtime): Value | undefined {
  return bound(membersNamed(cls, name, rt), cls, name, instance, rt)
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
  const [first, ...rest] = members
  const found = first === undefined ? null : parsed(first.member)
  if (first === undefined || found === null) return undefined
  const { statement, decorators, source } = found
  if (statement.type === 'Assign' || statement.type === 'AnnAssign') {
    const [getter] = propertyParts(statement.value)
    if (getter !== undefined && instance !== null) {
      const fn = classMember(cls, getter, instance, rt)
      return fn === undefined ? undefined : rt.call(fn, NO_ARGS)
    }
    if (statement.value === null) return undefined
    const value = rt.evaluateSource(source.slice(statement.value.from, statement.value.to))
    return instance === null ? value : methodOf(value, instance, name)
  }
  const self = decorators.includes('classmethod') ? cls : instance
  // The next class that has the method, at last Django's own.
  const parent = new SuperObject((n) =>
    n === name
      ? (bound(rest, cls, name, instance, rt) ?? cls.djangoMethod(self, n, rt))
      : (classMember(cls, n, instance, rt) ?? cls.djangoMethod(self, n, rt)),
  )
  const fn = rt.functionFrom(statement, parent, first.owner)
  if (!isCallable(fn)) return undefined
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

/** A function that stands in the class under a name takes the object first, however it came there. */
function methodOf(value: Value, instance: Value, name: string): Value {
  const isMethod = isUserFunction(value) || (value instanceof Builtin && value.attributes.get('__method__') === true)
  if (!isMethod) return value
  return new Builtin(name, ({ args, kwargs }, rt) => rt.call(value, { args: [instance, ...args], kwargs }))
}

const READ_ONLY = /^property$/

/**
 * Sets a property by its `@name.setter`.
 *
 * @returns false: there is no property of that name, the value becomes an attribute
 * @throws PyError AttributeError: a property without a setter
 */
export function setProperty(cls: ModelClass, name: string, instance: Value, value: Value, rt: Runtime): boolean {
  const members = membersNamed(cls, name, rt)
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

export function hasSetter(cls: ModelClass, name: string, rt: Runtime): boolean {
  return membersNamed(cls, name, rt).some(
    ({ member }) => parsed(member)?.decorators.includes(`${name}.setter`) === true,
  )
}
