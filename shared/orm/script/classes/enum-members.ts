/** Members of the enumerations that scripts define. Source: enum.py (3.11). */
import type { PyBinaryOperator } from '../../../python/ast.ts'
import type { PyValue } from '../../query/types.ts'
import { findAttribute } from '../attributes.ts'
import { toPy } from '../convert.ts'
import type { QueryValue } from '../convert.ts'
import { equals, hashKey } from '../types/equality.ts'
import { typeError } from '../errors.ts'
import type { Runtime } from '../runtime.ts'
import { repr, str } from '../text.ts'
import { bound } from './user-class.ts'
import type { UserClass } from './user-class.ts'
import { PyObject, typeName } from '../values.ts'
import type { Container, Iterable_, Sized, Value } from '../values.ts'

/** What an enumeration's members are beside being members, and how they print. */
export interface Kind {
  readonly mixed: 'int' | 'str' | null
  /** Prints as its value does. */
  readonly printsValue: boolean
  readonly isChoices: boolean
  /** Its members can be combined: `R | W`. */
  readonly isFlag: boolean
}

/** The enumeration of a member. */
export interface EnumOf extends PyObject {
  readonly name: string
  readonly kind: Kind
  readonly body: UserClass
  readonly byName: ReadonlyMap<string, Member>
  bind(found: Value, member: PyObject, name: string, rt: Runtime): Value
  /** Of flags: the member with exactly these bits, made when it is asked for. */
  combined(bits: bigint): Member
}

export class Member extends PyObject {
  readonly type: EnumOf
  readonly name: string
  readonly value: Value
  readonly label: string
  constructor(type: EnumOf, name: string, value: Value, label: string) {
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
  protected plainStr(): string {
    return `${this.type.name}.${this.name}`
  }
  protected plainRepr(rt: Runtime): string {
    return `<${this.type.name}.${this.name}: ${repr(this.value, rt)}>`
  }
  override str(rt: Runtime): string {
    return this.own('__str__', rt) ?? (this.type.kind.printsValue ? str(this.value, rt) : this.plainStr())
  }
  override repr(rt: Runtime): string {
    return (
      this.own('__repr__', rt) ?? (this.type.kind.isChoices ? `${this.type.name}.${this.name}` : this.plainRepr(rt))
    )
  }
}

/** A member that is an int or a text, too. */
export class MixedMember extends Member implements QueryValue {
  readonly plain: Value
  constructor(type: EnumOf, name: string, value: Value, label: string) {
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

/** What members of a flag's kind can do: each bit is a member, and all of them together are one, too. */
export class FlagMember extends Member implements QueryValue, Iterable_, Sized, Container {
  /** Of an IntFlag: it is a number wherever one is asked for. */
  declare readonly plain?: Value
  constructor(type: EnumOf, name: string, value: Value, label: string) {
    super(type, name, value, label)
    if (type.kind.mixed === 'int') this.plain = value
  }
  get bits(): bigint {
    return typeof this.value === 'bigint' ? this.value : 0n
  }
  toQueryValue(rt: Runtime): PyValue {
    if (this.plain !== undefined) return toPy(this.plain, rt)
    throw typeError(`int() argument must be a string, a bytes-like object or a real number, not '${this.type.name}'`)
  }
  override equals(other: Value, rt: Runtime): boolean {
    if (this.plain === undefined) return this === other
    return equals(this.plain, other instanceof FlagMember ? other.bits : other, rt)
  }
  override hashKey(rt: Runtime): string {
    return this.plain === undefined ? (super.hashKey(rt) ?? '') : hashKey(this.plain, rt)
  }
  override truthy(): boolean {
    return this.bits !== 0n
  }
  *iterate(): Iterable<Value> & Generator<Value> {
    for (const member of this.type.byName.values())
      if (isOneBit(member.value) && (member.value & this.bits) !== 0n) yield member
  }
  length(): number {
    return [...this.bits.toString(2)].filter((bit) => bit === '1').length
  }
  contains(other: Value): boolean {
    if (other instanceof FlagMember && other.type === this.type) return (other.bits & this.bits) === other.bits
    throw typeError(`unsupported operand type(s) for 'in': '${typeName(other)}' and '${this.type.name}'`)
  }
  binary(operator: PyBinaryOperator, other: Value): Value | undefined {
    const combine = COMBINE[operator]
    const bits =
      other instanceof FlagMember && other.type === this.type
        ? other.bits
        : this.plain !== undefined && typeof other === 'bigint'
          ? other
          : undefined
    return combine === undefined || bits === undefined ? undefined : this.type.combined(combine(this.bits, bits))
  }
  inverted(): Value {
    let mask = 0n
    for (const { value } of this.type.byName.values()) if (typeof value === 'bigint') mask |= value
    return this.type.combined(mask & ~this.bits)
  }
  override getAttr(name: string, rt: Runtime): Value | undefined {
    if ((name === 'name' || name === '_name_') && this.name === '') return null
    return super.getAttr(name, rt)
  }
  protected override plainStr(): string {
    return this.name === '' ? `${this.type.name}(${this.bits})` : super.plainStr()
  }
  protected override plainRepr(rt: Runtime): string {
    return this.name === '' ? `<${this.type.name}: ${this.bits}>` : super.plainRepr(rt)
  }
}

export const COMBINE: Partial<Record<PyBinaryOperator, (a: bigint, b: bigint) => bigint>> = {
  '|': (a, b) => a | b,
  '&': (a, b) => a & b,
  '^': (a, b) => a ^ b,
}

export const isOneBit = (value: Value): value is bigint =>
  typeof value === 'bigint' && value > 0n && (value & (value - 1n)) === 0n
