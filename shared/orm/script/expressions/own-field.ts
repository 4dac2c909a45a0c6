/** Field classes that a project or a script defines, and their objects: Python's class over Django's own methods. */
import type { ResolvedField } from '../../../relations/types.ts'
import { isFieldClass } from '../../query/field-type.ts'
import type { FieldType } from '../../query/field-type.ts'
import type { OutputField } from '../../query/types.ts'
import { lookupAttributes } from './field-lookups.ts'
import { isFieldType } from './field-object.ts'
import type { Runtime } from '../runtime.ts'
import { UserClass, UserObject } from '../classes/user-class.ts'
import { TypeObject } from '../values.ts'
import type { PyObject, Value } from '../values.ts'

/** A field class of Django's, as the end of the line of a project's own. */
export class DjangoFieldClass extends UserClass {
  readonly isDjangos = true
}

/** What a field object stands on: the column of a model, or the arguments of a call outside of one. */
interface FieldGround {
  /** As Django's own class sees it: no conversions of the project's. */
  readonly field: ResolvedField
  readonly type: FieldType
  /** The attributes that every field has. */
  readonly info: PyObject
}

export class OwnFieldClass extends UserClass {
  /** Django's class that it is built on. */
  readonly djangos: string

  constructor(name: string, bases: readonly UserClass[], members: Map<string, Value>, annotated: readonly string[]) {
    super(name, bases, members, annotated)
    this.djangos = this.line.find((cls) => cls instanceof DjangoFieldClass)?.name ?? 'Field'
  }
  override blank(): OwnField {
    return new OwnField(this)
  }
  override isSubclassOf(other: Value): boolean {
    if (other instanceof TypeObject) return isFieldType(other) && isFieldClass(this.djangos, other.name)
    return super.isSubclassOf(other)
  }
  /** Of the project's classes in its line, not of Django's. */
  ownMember(name: string): Value | undefined {
    const cls = this.line.find((one) => !(one instanceof DjangoFieldClass) && one.members.has(name))
    return cls?.members.get(name)
  }
  override getAttr(name: string, rt: Runtime): Value | undefined {
    return super.getAttr(name, rt) ?? this.lookups.get(name)
  }
  private readonly lookups = lookupAttributes(this.name)
}

export class OwnField extends UserObject {
  declare readonly cls: OwnFieldClass
  /** What Django's own `__init__` was given, by keyword. */
  given: ReadonlyMap<string, Value> = new Map()
  ground: FieldGround | null = null
  /** Fills in what it stands on where it was made outside a model. */
  stand: (self: OwnField, rt: Runtime) => FieldGround = () => {
    throw new Error('A field that stands nowhere')
  }

  /** As the `output_field` of an expression. */
  outputField: () => OutputField = () => ({ className: this.cls.djangos })

  get fieldClass(): string {
    return this.cls.djangos
  }
  standing(rt: Runtime): FieldGround {
    this.ground ??= this.stand(this, rt)
    return this.ground
  }
  /** Whether the project's class, not Django's, has the method. */
  overrides(name: string): boolean {
    return this.cls.line.some((one) => !(one instanceof DjangoFieldClass) && one.members.has(name))
  }
  override getAttr(name: string, rt: Runtime): Value | undefined {
    const known = super.getAttr(name, rt)
    if (known !== undefined) return known
    const given = this.given.get(name)
    if (given !== undefined && name !== 'choices') return given
    return this.standing(rt).info.getAttr(name, rt)
  }
  override str(rt: Runtime): string {
    return this.cls.find('__str__') === undefined ? this.standing(rt).info.str(rt) : super.str(rt)
  }
  override repr(rt: Runtime): string {
    if (this.cls.find('__repr__') !== undefined) return super.repr(rt)
    const name = this.getAttr('name', rt)
    const path = `${this.cls.module}.${this.cls.name}`
    return typeof name === 'string' ? `<${path}: ${name}>` : `<${path}>`
  }
}
