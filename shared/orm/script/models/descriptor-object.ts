/** `Post.title`, `Pizza.toppings`: what a class attribute of a field is. */
import type { ResolvedField } from '../../../relations/types.ts'
import type { Runtime } from '../runtime.ts'
import { PyObject } from '../values.ts'
import type { Value } from '../values.ts'
import { FieldInfo } from './meta-object.ts'
import type { ModelClass } from './model-class.ts'

const DESCRIPTORS = {
  foreignKey: ['ForwardManyToOneDescriptor', 'ReverseManyToOneDescriptor'],
  oneToOne: ['ForwardOneToOneDescriptor', 'ReverseOneToOneDescriptor'],
  manyToMany: ['ManyToManyDescriptor', 'ManyToManyDescriptor'],
  scalar: ['DeferredAttribute', 'DeferredAttribute'],
  custom: ['DeferredAttribute', 'ReverseGenericManyToOneDescriptor'],
} as const

export class Descriptor extends PyObject {
  readonly owner: ModelClass
  readonly name: string
  readonly target: { readonly field: ResolvedField; readonly reverse: boolean }
  constructor(owner: ModelClass, name: string, target: Descriptor['target']) {
    super()
    this.owner = owner
    this.name = name
    this.target = target
  }
  typeName(): string {
    const { field, reverse } = this.target
    if (field.relation !== null && this.name === field.attname && this.name !== field.name)
      return 'ForeignKeyDeferredAttribute'
    return DESCRIPTORS[field.kind][reverse ? 1 : 0]
  }
  override getAttr(name: string, rt: Runtime): Value | undefined {
    const { field } = this.target
    if (name === 'field') return new FieldInfo(this.owner, field)
    const through = field.relation?.through
    if (name === 'through' && field.kind === 'manyToMany' && through !== undefined && through !== null)
      return rt.modelClass(through)
    return undefined
  }
}
