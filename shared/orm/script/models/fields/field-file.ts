/** What a FileField holds on an instance: the name of a file, and what a template asks of it. No file is ever opened. */
import type { ResolvedField } from '../../../../relations/types.ts'
import type { PyValue } from '../../../query/types.ts'
import { pyError, unsupported, valueError } from '../../errors.ts'
import type { Runtime } from '../../runtime.ts'
import { PyObject } from '../../values.ts'
import type { Value } from '../../values.ts'
import type { Instance } from '../instances/instance.ts'

const FILE_CLASSES: ReadonlySet<string> = new Set(['FileField', 'ImageField'])

export const isFileField = (field: ResolvedField): boolean => FILE_CLASSES.has(field.className)

/** Only a file on disk could answer these. */
const OF_THE_FILE: ReadonlySet<string> = new Set([
  'size',
  'width',
  'height',
  'file',
  'open',
  'read',
  'save',
  'chunks',
  'delete',
])

export class FieldFile extends PyObject {
  readonly held: Value
  private readonly field: ResolvedField
  private readonly instance: Instance
  constructor(instance: Instance, field: ResolvedField, name: Value) {
    super()
    this.instance = instance
    this.field = field
    this.held = name
  }
  typeName(): string {
    return this.field.className === 'ImageField' ? 'ImageFieldFile' : 'FieldFile'
  }
  toQueryValue(): PyValue {
    return typeof this.held === 'string' ? this.held : null
  }
  override getAttr(name: string, rt: Runtime): Value | undefined {
    if (name === 'name') return this.held
    if (name === 'instance') return this.instance
    if (name === '_committed') return true
    if (name !== 'url' && name !== 'path' && !OF_THE_FILE.has(name)) return undefined
    if (!this.truthy()) throw valueError(`The '${this.field.name}' attribute has no file associated with it.`)
    if (OF_THE_FILE.has(name)) throw unsupported(`.${name} of a file`)
    const root = rt.projectSetting(name === 'url' ? 'MEDIA_URL' : 'MEDIA_ROOT')
    const file = String(this.held)
    if (name === 'url') return `${typeof root === 'string' && root !== '' ? root : '/'}${encodeURI(file)}`
    if (typeof root !== 'string' || root === '') throw unsupported('.path of a file without MEDIA_ROOT')
    return `${root.replace(/\/$/, '')}/${file}`
  }
  override setAttr(name: string, value: Value, rt: Runtime): boolean {
    if (name !== 'name') return false
    this.instance.write(this.field.attname, value, rt)
    return true
  }
  override str(): string {
    return typeof this.held === 'string' ? this.held : ''
  }
  override repr(): string {
    return `<${this.typeName()}: ${this.truthy() ? this.str() : 'None'}>`
  }
  override truthy(): boolean {
    return typeof this.held === 'string' && this.held !== ''
  }
  override equals(other: Value): boolean {
    return (other instanceof FieldFile ? other.str() : other) === this.str()
  }
  override hashKey(): string {
    return `s:${this.str()}`
  }
}

/** What is kept of a value that is assigned to a FileField: its name. */
export function fileName(value: Value, rt: Runtime): Value {
  if (value instanceof FieldFile) return value.held
  if (value instanceof PyObject) {
    const name = value.getAttr('name', rt)
    if (name === undefined)
      throw pyError('AttributeError', `'${value.typeName()}' object has no attribute '_committed'`)
    return name
  }
  return value
}
