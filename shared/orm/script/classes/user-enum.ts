/** `class Color(Enum): RED = 1` and `class Status(models.TextChoices)` of a script. Source: enum.py (3.11), django/db/models/enums.py. */
import type { PyBinaryOperator } from '../../../python/ast.ts'
import { BoundMethod, PropertyObject, WrappedMethod } from './class-members.ts'
import { DictObject, ListObject, TupleObject } from '../types/collections.ts'
import { equals } from '../types/equality.ts'
import { pyError, typeError, unsupported, valueError } from '../errors.ts'
import { isUserFunction } from './function-object.ts'
import { isMemberName, titleCase } from '../../../relations/names.ts'
import type { Runtime } from '../runtime.ts'
import { repr, str } from '../text.ts'
import { COMBINE, FlagMember, isOneBit, Member, MixedMember } from './enum-members.ts'
import type { EnumOf, Kind } from './enum-members.ts'
import { bound, UserClass } from './user-class.ts'
import { PyObject, TypeObject, typeName } from '../values.ts'
import type { Callable, CallArgs, Container, Iterable_, Sized, Subscriptable, Value } from '../values.ts'

const KINDS: Readonly<Record<string, Kind>> = {
  Enum: { mixed: null, printsValue: false, isChoices: false, isFlag: false },
  IntEnum: { mixed: 'int', printsValue: true, isChoices: false, isFlag: false },
  StrEnum: { mixed: 'str', printsValue: true, isChoices: false, isFlag: false },
  TextChoices: { mixed: 'str', printsValue: true, isChoices: true, isFlag: false },
  Flag: { mixed: null, printsValue: false, isChoices: false, isFlag: true },
  IntFlag: { mixed: 'int', printsValue: true, isChoices: false, isFlag: true },
  IntegerChoices: { mixed: 'int', printsValue: true, isChoices: true, isFlag: false },
}

/** `auto()`: the next value. */
class Auto extends PyObject {
  typeName(): string {
    return 'auto'
  }
  /** `AB = A | B` in the body of a flag: worked out when both have their bits. */
  binary(operator: PyBinaryOperator, other: Value, reflected: boolean): Value | undefined {
    if (!Object.hasOwn(COMBINE, operator)) return undefined
    return reflected ? new Combined(operator, other, this) : new Combined(operator, this, other)
  }
}

class Combined extends Auto {
  readonly operator: PyBinaryOperator
  readonly left: Value
  readonly right: Value
  constructor(operator: PyBinaryOperator, left: Value, right: Value) {
    super()
    this.operator = operator
    this.left = left
    this.right = right
  }
  bits(known: ReadonlyMap<Value, Value>): Value {
    const [a, b] = [this.left, this.right].map((side) =>
      side instanceof Combined ? side.bits(known) : (known.get(side) ?? side),
    )
    const combine = COMBINE[this.operator]
    return combine === undefined || typeof a !== 'bigint' || typeof b !== 'bigint' ? null : combine(a, b)
  }
}

/** `ONE = 1, 'X', 'one'`: `int(1, 'X')`. */
function notOneNumber({ items: [, base = null] }: TupleObject): Error {
  if (typeof base === 'bigint') return unsupported('a member whose value is a number in another base')
  return typeError(`'${typeName(base)}' object cannot be interpreted as an integer`)
}

class OwnEnum extends PyObject implements EnumOf, Callable, Container, Iterable_, Sized, Subscriptable {
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
    const made = new Map<Value, Value>()
    for (const [key, given] of body.members) {
      if (!isMemberName(key) || isDescriptor(given)) continue
      const [value, label] = this.read(key, given instanceof Combined ? given.bits(made) : given, raw)
      made.set(given, value)
      raw.push(given instanceof Auto ? value : given)
      const same = [...this.byName.values()].find((m) => equals(m.value, value, rt))
      const member = same ?? new (classOf(kind))(this, key, value, label)
      // What combines others is found by its name only.
      if (same === undefined && (!kind.isFlag || isOneBit(value))) members.push(member)
      this.byName.set(key, member)
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
    if (mixed === 'int' && plain instanceof TupleObject) throw notOneNumber(plain)
    const label = isLabelled && typeof last === 'string' ? last : titleCase(key.replaceAll('_', ' '))
    if (!(plain instanceof Auto)) return [plain, label]
    if (isChoices && mixed === 'str') return [key, label]
    if (mixed === 'str') return [key.toLowerCase(), label]
    if (this.kind.isFlag) return [nextBit(before), label]
    const numbers = before.filter((v) => typeof v === 'bigint')
    return [numbers.reduce((most, n) => (n > most ? n : most), 0n) + 1n, label]
  }
  private readonly combinations = new Map<bigint, Member>()
  combined(bits: bigint): Member {
    let known = [...this.byName.values()].find((m) => m.value === bits) ?? this.combinations.get(bits)
    if (known !== undefined) return known
    const parts = this.members.filter((m) => typeof m.value === 'bigint' && (m.value & bits) !== 0n)
    const told = parts.reduce((all, m) => all | (m.value as bigint), 0n)
    // An IntFlag keeps the bits that no member has; another flag forgets them.
    const left = bits & ~told
    if (left !== 0n && this.kind.mixed === null) return this.combined(told)
    const name =
      parts.length === 0 ? '' : [...parts.map((m) => m.name), ...(left === 0n ? [] : [String(left)])].join('|')
    known = new FlagMember(this, name, bits, name)
    this.combinations.set(bits, known)
    return known
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
    const found = [...this.byName.values()].find((m) => equals(m.value, value, rt))
    if (found !== undefined) return found
    if (this.kind.isFlag && typeof value === 'bigint') return this.combined(value)
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

const classOf = (kind: Kind): typeof Member => (kind.isFlag ? FlagMember : kind.mixed === null ? Member : MixedMember)

/** `auto()` of a flag: the bit after the highest one so far. */
function nextBit(before: readonly Value[]): bigint {
  const most = before.reduce<bigint>((top, v) => (typeof v === 'bigint' && v > top ? v : top), 0n)
  return 1n << BigInt(most === 0n ? 0 : most.toString(2).length)
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

const isEnumBase = (name: string): boolean => Object.hasOwn(KINDS, name)

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
  ...['Enum', 'IntEnum', 'StrEnum', 'Flag', 'IntFlag'].map(typeOf),
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
