/** `class Color(Enum): RED = 1` and `class Status(models.TextChoices)` of a script. Source: enum.py (3.11), django/db/models/enums.py. */
import type { PyValue } from '../query/types.ts'
import { findAttribute } from './attributes.ts'
import { BoundMethod, PropertyObject, WrappedMethod } from './class-members.ts'
import { DictObject, ListObject, TupleObject } from './collections.ts'
import { toPy } from './convert.ts'
import type { QueryValue } from './convert.ts'
import { equals, hashKey } from './equality.ts'
import { pyError, unsupported, valueError } from './errors.ts'
import { isUserFunction } from './function-object.ts'
import { titleCase } from './methods-text.ts'
import type { Runtime } from './runtime.ts'
import { repr, str } from './text.ts'
import { bound, UserClass } from './user-class.ts'
import { PyObject, TypeObject } from './values.ts'
import type { Callable, CallArgs, Container, Iterable_, Sized, Subscriptable, Value } from './values.ts'

/** What an enumeration's members are beside being members, and how they print. */
interface Kind {
  readonly mixed: 'int' | 'str' | null
  /** Prints as its value does. */
  readonly printsValue: boolean
  readonly isChoices: boolean
}

const KINDS: Readonly<Record<string, Kind>> = {
  Enum: { mixed: null, printsValue: false, isChoices: false },
  IntEnum: { mixed: 'int', printsValue: true, isChoices: false },
  StrEnum: { mixed: 'str', printsValue: true, isChoices: false },
  TextChoices: { mixed: 'str', printsValue: true, isChoices: true },
  IntegerChoices: { mixed: 'int', printsValue: true, isChoices: true },
}
const REFUSED = ['Flag', 'IntFlag']

/** `auto()`: the next value. */
class Auto extends PyObject {
  typeName(): string {
    return 'auto'
  }
}

class Member extends PyObject {
  readonly type: OwnEnum
  readonly name: string
  readonly value: Value
  readonly label: string
  constructor(type: OwnEnum, name: string, value: Value, label: string) {
    super()
    this.type = type
    this.name = name
    this.value = value
    this.label = label
  }
  get classObject(): Value {
    return this.type
  }
  typeName(): string {
    return this.type.name
  }
  override getAttr(name: string, rt: Runtime): Value | undefined {
    if (name === 'value' || name === '_value_') return this.value
    if (name === 'name' || name === '_name_') return this.name
    if (name === 'label' && this.type.kind.isChoices) return this.label
    if (name === '__class__') return this.type
    const found = this.type.body.find(name)
    if (found !== undefined && !this.type.byName.has(name)) return this.type.bind(found, this, name, rt)
    return (
      this.type.byName.get(name) ?? (this.type.kind.mixed === null ? undefined : findAttribute(this.value, name, rt))
    )
  }
  private own(name: string, rt: Runtime): string | null {
    const method = this.type.body.find(name)
    return method === undefined
      ? null
      : str(rt.call(bound(method, this, this.type.body, name, rt), { args: [], kwargs: new Map() }), rt)
  }
  override str(rt: Runtime): string {
    return (
      this.own('__str__', rt) ?? (this.type.kind.printsValue ? str(this.value, rt) : `${this.type.name}.${this.name}`)
    )
  }
  override repr(rt: Runtime): string {
    const plain = this.type.kind.isChoices
      ? `${this.type.name}.${this.name}`
      : `<${this.type.name}.${this.name}: ${repr(this.value, rt)}>`
    return this.own('__repr__', rt) ?? plain
  }
}

/** A member that is an int or a text, too. */
class MixedMember extends Member implements QueryValue {
  readonly plain: Value
  constructor(type: OwnEnum, name: string, value: Value, label: string) {
    super(type, name, value, label)
    this.plain = value
  }
  toQueryValue(rt: Runtime): PyValue {
    return toPy(this.plain, rt)
  }
  override equals(other: Value, rt: Runtime): boolean {
    return equals(this.plain, other instanceof MixedMember ? other.plain : other, rt)
  }
  override hashKey(rt: Runtime): string {
    return hashKey(this.plain, rt)
  }
  override truthy(): boolean {
    return this.plain !== '' && this.plain !== 0n
  }
}

export class OwnEnum extends PyObject implements Callable, Container, Iterable_, Sized, Subscriptable {
  readonly isClass = true
  readonly name: string
  readonly kind: Kind
  readonly body: UserClass
  /** Without aliases. */
  readonly members: readonly Member[]
  readonly byName = new Map<string, Member>()
  constructor(name: string, kind: Kind, body: UserClass, rt: Runtime) {
    super()
    this.name = name
    this.kind = kind
    this.body = body
    const members: Member[] = []
    // What `auto()` counts on from, as the body gave it.
    const raw: Value[] = []
    for (const [key, given] of body.members) {
      if (key.startsWith('_') || isDescriptor(given)) continue
      const [value, label] = this.read(key, given, raw)
      raw.push(given instanceof Auto ? value : given)
      const same = members.find((m) => equals(m.value, value, rt))
      const made = same ?? new (kind.mixed === null ? Member : MixedMember)(this, key, value, label)
      if (same === undefined) members.push(made)
      this.byName.set(key, made)
    }
    this.members = members
  }
  private read(key: string, given: Value, before: readonly Value[]): readonly [Value, string] {
    const { isChoices, mixed } = this.kind
    const items = given instanceof TupleObject || given instanceof ListObject ? given.items : null
    const last = items?.at(-1)
    const isLabelled = isChoices && items !== null && items.length > 1 && typeof last === 'string'
    const plain: Value = !isLabelled
      ? given
      : items.length === 2
        ? (items[0] ?? null)
        : new TupleObject(items.slice(0, -1))
    const label = isLabelled && typeof last === 'string' ? last : titleCase(key.replaceAll('_', ' '))
    if (!(plain instanceof Auto)) return [plain, label]
    if (isChoices && mixed === 'str') return [key, label]
    if (mixed === 'str') return [key.toLowerCase(), label]
    const numbers = before.filter((v) => typeof v === 'bigint')
    return [numbers.reduce((most, n) => (n > most ? n : most), 0n) + 1n, label]
  }
  typeName(): string {
    return this.kind.isChoices ? 'ChoicesType' : 'EnumType'
  }
  iterate(): Iterable<Value> {
    return this.members
  }
  length(): number {
    return this.members.length
  }
  includes(value: Value): boolean {
    return value instanceof Member && value.type === this
  }
  contains(value: Value, rt: Runtime): boolean {
    if (this.includes(value)) return true
    if (!this.kind.isChoices && !(value instanceof Member))
      throw pyError('TypeError', `unsupported operand type(s) for 'in': '${nameOf(value)}' and 'EnumType'`)
    return this.members.some((m) => equals(m.value, value, rt))
  }
  getItem(index: Value, rt: Runtime): Value {
    const found = this.byName.get(str(index, rt))
    if (found === undefined) throw pyError('KeyError', str(index, rt))
    return found
  }
  call({ args: [value = null] }: CallArgs, rt: Runtime): Value {
    if (this.includes(value)) return value
    const found = this.members.find((m) => equals(m.value, value, rt))
    if (found !== undefined) return found
    const missing = this.body.find('_missing_')
    const made =
      missing instanceof WrappedMethod ? rt.call(missing.fn, { args: [this, value], kwargs: new Map() }) : null
    if (made !== null) return made
    throw valueError(`${repr(value, rt)} is not a valid ${this.name}`)
  }
  override getAttr(name: string, rt: Runtime): Value | undefined {
    const found = this.byName.get(name)
    if (found !== undefined) return found
    if (name === '__name__' || name === '__qualname__') return this.name
    if (name === '__members__') return DictObject.of([...this.byName], rt)
    const listed = this.kind.isChoices ? this.listed(name) : undefined
    const member = listed ?? (this.body.find(name) === undefined ? undefined : this.body.getAttr(name, rt))
    if (member instanceof BoundMethod) return new BoundMethod(this, member.fn, member.name)
    if (member === undefined && !name.startsWith('_')) throw pyError('AttributeError', name)
    return member
  }
  override setAttr(name: string, value: Value): boolean {
    if (this.byName.has(name)) throw pyError('AttributeError', `cannot reassign member '${name}'`)
    return this.body.setAttr(name, value)
  }
  /** A member of the class body for one of the enumeration's members. */
  bind(found: Value, member: PyObject, name: string, rt: Runtime): Value {
    const isOfClass = found instanceof WrappedMethod && found.kind === 'classmethod'
    return isOfClass ? new BoundMethod(this, found.fn, name) : bound(found, member, this.body, name, rt)
  }
  private listed(name: string): Value | undefined {
    const empty = this.body.find('__empty__')
    const list = (of: (m: Member) => Value, ofEmpty: Value): Value =>
      new ListObject([...(empty === undefined ? [] : [ofEmpty]), ...this.members.map(of)])
    if (name === 'choices')
      return list((m) => new TupleObject([m.value, m.label]), new TupleObject([null, empty ?? null]))
    if (name === 'values') return list((m) => m.value, null)
    if (name === 'labels') return list((m) => m.label, empty ?? null)
    return name === 'names' ? list((m) => m.name, '__empty__') : undefined
  }
  override repr(): string {
    return `<enum '${this.name}'>`
  }
}

const nameOf = (value: Value): string =>
  typeof value === 'string' ? 'str' : typeof value === 'bigint' ? 'int' : 'object'

function isDescriptor(value: Value): boolean {
  return (
    isUserFunction(value) ||
    value instanceof PropertyObject ||
    value instanceof WrappedMethod ||
    value instanceof UserClass
  )
}

/** @param make the class's body, over the bases that are the script's own; null: no base is an enumeration */
export function enumClass(
  name: string,
  bases: readonly Value[],
  make: (bases: readonly Value[]) => Value,
  rt: Runtime,
): Value | null {
  const under = bases.find((b) => b instanceof OwnEnum || (b instanceof TypeObject && isEnumBase(b.name)))
  if (under === undefined) return null
  if (under instanceof TypeObject && REFUSED.includes(under.name))
    throw unsupported(`the class ${name} of ${under.name}'s kind`)
  if (under instanceof OwnEnum && under.members.length > 0)
    throw pyError('TypeError', `<enum '${name}'> cannot extend <enum '${under.name}'>`)
  const mixin = bases.find((b) => b instanceof TypeObject && (b.name === 'str' || b.name === 'int'))
  const base = under instanceof OwnEnum ? under.kind : (KINDS[under instanceof TypeObject ? under.name : ''] as Kind)
  const mixed = mixin instanceof TypeObject ? (mixin.name === 'str' ? 'str' : 'int') : base.mixed
  const body = make(bases.flatMap((b) => (b instanceof UserClass ? [b] : b instanceof OwnEnum ? [b.body] : [])))
  if (!(body instanceof UserClass)) throw unsupported(`the enumeration ${name}`)
  const made = new OwnEnum(name, { ...base, mixed }, body, rt)
  return base.isChoices ? unique(made) : made
}

const isEnumBase = (name: string): boolean => Object.hasOwn(KINDS, name) || REFUSED.includes(name)

const typeOf = (name: string): readonly [string, Value] => [
  name,
  new TypeObject(
    name,
    () => {
      throw unsupported(`${name}() with names`)
    },
    (v) => v instanceof Member,
  ),
]

/** `@unique`: no two names of one value. */
function unique(cls: Value): Value {
  if (!(cls instanceof OwnEnum)) return cls
  const aliases = [...cls.byName].filter(([name, member]) => member.name !== name)
  if (aliases.length === 0) return cls
  const told = aliases.map(([name, member]) => `${name} -> ${member.name}`).join(', ')
  throw valueError(`duplicate values found in <enum '${cls.name}'>: ${told}`)
}

export const ENUM_NAMES: readonly (readonly [string, Value])[] = [
  ...['Enum', 'IntEnum', 'StrEnum', ...REFUSED].map(typeOf),
  [
    'auto',
    new TypeObject(
      'auto',
      () => new Auto(),
      (v) => v instanceof Auto,
    ),
  ],
  [
    'unique',
    new TypeObject(
      'unique',
      ({ args }) => unique(args[0] ?? null),
      () => false,
    ),
  ],
]
