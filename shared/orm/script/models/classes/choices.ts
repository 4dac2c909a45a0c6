/** `Post.Status`, `Post.Status.DRAFT.label`, `Post.Status.choices`: Django's enumeration types. */
import type { ChoicesClass } from '../../../../document/records.ts'
import type { PyValue } from '../../../query/types.ts'
import { toPy } from '../../convert.ts'
import type { QueryValue } from '../../convert.ts'
import { ListObject, TupleObject } from '../../types/collections.ts'
import { equals, hashKey } from '../../types/equality.ts'
import { findAttribute } from '../../attributes.ts'
import { pyError, valueError } from '../../errors.ts'
import type { Runtime } from '../../runtime.ts'
import { repr, str } from '../../text.ts'
import { PyObject } from '../../values.ts'
import type { Callable, CallArgs, Container, Iterable_, Sized, Subscriptable, Value } from '../../values.ts'
import { memberLabel, textOf } from '../../../../relations/values/values.ts'
import { declaredMember } from './class-members.ts'
import { valueOf } from '../fields/defaults.ts'
import type { ModelClass } from './model-class.ts'

export class EnumMember extends PyObject implements QueryValue {
  readonly type: EnumType
  readonly name: string
  /** What it equals and is stored as. */
  readonly plain: Value
  readonly label: string
  constructor(type: EnumType, name: string, plain: Value, label: string) {
    super()
    this.type = type
    this.name = name
    this.plain = plain
    this.label = label
  }
  typeName(): string {
    return this.type.name
  }
  toQueryValue(rt: Runtime): PyValue {
    return toPy(this.plain, rt)
  }
  override getAttr(name: string, rt: Runtime): Value | undefined {
    if (name === 'value') return this.plain
    if (name === 'label') return this.label
    if (name === 'name') return this.name
    return this.type.declared(name, this, rt) ?? findAttribute(this.plain, name, rt)
  }
  override equals(other: Value, rt: Runtime): boolean {
    return equals(this.plain, other instanceof EnumMember ? other.plain : other, rt)
  }
  override hashKey(rt: Runtime): string {
    return hashKey(this.plain, rt)
  }
  override truthy(): boolean {
    return this.plain !== null && this.plain !== '' && this.plain !== 0n
  }
  override str(rt: Runtime): string {
    return str(this.plain, rt)
  }
  override repr(): string {
    return `${this.type.qualified}.${this.name}`
  }
}

export class EnumType extends PyObject implements Callable, Container, Iterable_, Sized, Subscriptable {
  readonly isClass = true
  readonly name: string
  /** With the model it is nested in. */
  readonly qualified: string
  readonly members: readonly EnumMember[]
  readonly #source: ChoicesClass
  /** What a missing value is called; undefined: the class does not say. */
  readonly #empty: string | undefined
  constructor(source: ChoicesClass, rt: Runtime) {
    super()
    this.#source = source
    this.#empty = emptyLabel(source)
    this.name = source.name
    const owner = source.model === null ? undefined : rt.resolution.models.get(source.model)
    this.qualified = owner === undefined ? source.name : `${owner.name}.${source.name}`
    const field = source.base.includes('Integer') ? { className: 'IntegerField' } : null
    this.members = source.members.map((m) => new EnumMember(this, m.name, valueOf(m.value, field, rt), memberLabel(m)))
  }
  typeName(): string {
    return 'ChoicesType'
  }
  iterate(): Iterable<Value> {
    return this.members
  }
  length(): number {
    return this.members.length
  }
  includes(value: Value): boolean {
    return value instanceof EnumMember && value.type === this
  }
  contains(value: Value, rt: Runtime): boolean {
    return this.members.some((m) => equals(m, value, rt))
  }
  getItem(index: Value, rt: Runtime): Value {
    const found = this.members.find((m) => m.name === index)
    if (found === undefined) throw valueError(`${repr(index, rt)}`)
    return found
  }
  call({ args }: CallArgs, rt: Runtime): Value {
    const found = this.members.find((m) => equals(m, args[0] ?? null, rt))
    if (found === undefined) throw valueError(`${repr(args[0] ?? null, rt)} is not a valid ${this.qualified}`)
    return found
  }
  /** A method or property that the class declares, for a member or (`self` null) for itself. */
  declared(name: string, self: EnumMember | null, rt: Runtime): Value | undefined {
    const member = this.#source.extra?.find((m) => m.name === name)
    return member === undefined ? undefined : declaredMember(member, self, this, rt)
  }
  override getAttr(name: string, rt: Runtime): Value | undefined {
    const empty = this.#empty
    const listed = (of: (m: EnumMember) => Value, ofEmpty: Value): Value =>
      new ListObject([...(empty === undefined ? [] : [ofEmpty]), ...this.members.map(of)])
    if (name === 'choices')
      return listed((m) => new TupleObject([m.plain, m.label]), new TupleObject([null, empty ?? null]))
    if (name === 'values') return listed((m) => m.plain, null)
    if (name === 'labels') return listed((m) => m.label, empty ?? null)
    if (name === 'names') return listed((m) => m.name, '__empty__')
    if (name === '__name__') return this.name
    const found = this.members.find((m) => m.name === name) ?? this.declared(name, null, rt)
    // Python's enumerations say no more than the name.
    if (found === undefined && !name.startsWith('_')) throw pyError('AttributeError', name)
    return found
  }
  override attributeNames(): readonly string[] {
    return [...this.members.map((m) => m.name), 'choices', 'values', 'labels', 'names']
  }
  override repr(): string {
    return `<enum '${this.name}'>`
  }
}

/** `__empty__ = _('(None)')`: what the choice of nothing is called. */
export function emptyLabel({ extra }: ChoicesClass): string | undefined {
  const source = extra?.find((m) => m.name === '__empty__')?.source
  const written = source === undefined ? undefined : /^__empty__\s*(?::[^=]*)?=\s*(.*)$/s.exec(source)?.[1]
  return written === undefined ? undefined : (textOf({ expr: written.trim() }) ?? undefined)
}

const TYPES = new WeakMap<ChoicesClass, EnumType>()

export function enumType(source: ChoicesClass, rt: Runtime): EnumType {
  let type = TYPES.get(source)
  if (type === undefined) {
    type = new EnumType(source, rt)
    TYPES.set(source, type)
  }
  return type
}

/** A choices class nested in the model or in a base, by name. */
export function choicesOf(cls: ModelClass, name: string, rt: Runtime): Value | undefined {
  const source = cls.model.fields.map((f) => f.enum).find((e) => e !== null && e.name === name && e.model !== null)
  return source === undefined || source === null ? undefined : enumType(source, rt)
}
