/** `Post.title`, `Pizza.toppings`: what a class attribute of a field is. */
import type { ResolvedField } from '../../../../relations/types.ts'
import type { Runtime } from '../../runtime.ts'
import { Builtin, PyObject } from '../../values.ts'
import type { Value } from '../../values.ts'
import { Instance } from '../instances/instance.ts'
import { FieldInfo } from './meta-object.ts'
import { missingClass } from '../related/related-objects.ts'
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
    const { field, reverse } = this.target
    const info = new FieldInfo(reverse ? rt.modelClass(field.model) : this.owner, field)
    if (name === 'field') return info
    // Both sides of a many-to-many, and what the other side of a relation is made of.
    const isMany = field.kind === 'manyToMany'
    if ((name === 'rel' && (isMany || reverse)) || (name === 'related' && reverse && field.kind === 'oneToOne'))
      return info.getAttr('remote_field', rt)
    if (name === 'reverse' && isMany) return reverse
    const to = field.relation?.to
    if (name === 'get_queryset' && !isMany && to != null)
      return new Builtin(name, (_call, r) => r.modelClass(reverse ? field.model : to).baseRows(r))
    if (name === 'is_cached' && !isMany && field.relation !== null) return this.isCached()
    if (name === 'RelatedObjectDoesNotExist' && !isMany && field.relation !== null)
      return missingClass(field, reverse, rt)
    const through = field.relation?.through
    if (name === 'through' && field.kind === 'manyToMany' && through !== undefined && through !== null)
      return rt.modelClass(through)
    return undefined
  }

  private isCached(): Value {
    const { field, reverse } = this.target
    const name = reverse ? (field.relation?.accessor ?? field.name) : field.name
    return new Builtin('is_cached', ({ args }) => args[0] instanceof Instance && args[0].related.has(name))
  }

  override repr(): string {
    const isColumn = this.target.field.relation === null
    const module = isColumn ? 'django.db.models.query_utils' : 'django.db.models.fields.related_descriptors'
    return `<${module}.${this.typeName()} object>`
  }
}
