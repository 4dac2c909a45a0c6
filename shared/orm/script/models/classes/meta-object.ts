/** `Post._meta` and the fields it hands out, as far as scripts look at them. */
import type { ModelKey, ResolvedField, ReverseRelation } from '../../../../relations/types.ts'
import { appConfigOf } from '../../django/app-registry.ts'
import { DictObject, ListObject, TupleObject } from '../../types/collections.ts'
import { hashKey } from '../../types/equality.ts'
import { truthy } from '../../operations.ts'
import {
  genericKey,
  genericRelation,
  genericReverse,
  isGenericKey,
  isGenericRelation,
} from '../../../../relations/links/generic-relations.ts'
import { metaOf } from '../../../query/models.ts'
import { typeOf } from '../../../query/type-of.ts'
import type { OutputField } from '../../../query/types.ts'
import { pyError, typeError, unsupported } from '../../errors.ts'
import type { Runtime } from '../../runtime.ts'
import { Builtin, PyObject, TypeObject } from '../../values.ts'
import type { Value } from '../../values.ts'
import { defaultOf, hasDefault, valueOf } from '../fields/defaults.ts'
import { DatabaseDefault } from '../instances/database-default.ts'
import { fieldAttribute, relationAttribute } from '../fields/field-attributes.ts'
import type { Makers } from '../fields/field-attributes.ts'
import { isOwnRelation } from '../../../query/values/own-conversions.ts'
import { OwnFieldClass } from '../../expressions/own-field.ts'
import { djangoFieldType } from '../../expressions/field-object.ts'
import { fieldChoices, groupedChoices } from '../fields/field-choices.ts'
import { RELATION_CLASS } from '../../../../relations/fields/field-names.ts'
import { metaAttribute } from './meta-attributes.ts'
import type { ModelClass } from './model-class.ts'

/** Where field classes stand that are not in `fields` itself. */
const PLACES: Readonly<Record<string, string>> = {
  JSONField: 'json.',
  GeneratedField: 'generated.',
  FileField: 'files.',
  ImageField: 'files.',
}

const NOT_PROVIDED = new TypeObject(
  'django.db.models.fields.NOT_PROVIDED',
  () => {
    throw typeError('NOT_PROVIDED is only a mark')
  },
  () => false,
)

export class FieldInfo extends PyObject {
  readonly djangoClass = 'Field'
  readonly owner: ModelClass
  readonly field: ResolvedField
  /** The project's class, of a relation that is of none of Django's. */
  private readonly own: Value
  constructor(owner: ModelClass, field: ResolvedField, own: Value = null) {
    super()
    this.owner = owner
    this.field = field
    this.own = own
  }
  get classObject(): Value | undefined {
    return this.own ?? djangoFieldType(this.field.className)
  }
  typeName(): string {
    return this.field.className
  }
  override getAttr(name: string, rt: Runtime): Value | undefined {
    const member = this.own instanceof OwnFieldClass ? this.own.ownMember(name) : undefined
    if (member instanceof PyObject) throw unsupported(`${name} of the field class ${this.field.className}`)
    if (member !== undefined) return member
    const f = this.field
    const relation = f.relation
    const isGeneric = isGenericKey(f) || isGenericRelation(f)
    const isPlain = relation === null && !isGeneric
    const key = genericKey(f)
    if (key !== null && name === 'ct_field') return key.contentType
    if (key !== null && name === 'fk_field') return key.objectId
    const plain: Readonly<Record<string, Value | undefined>> = {
      name: f.name,
      attname: f.attname,
      column: f.column,
      verbose_name: f.verboseName,
      null: f.null,
      blank: f.blank,
      unique: f.unique,
      primary_key: f.primaryKey,
      db_index: f.dbIndex,
      editable: f.editable,
      max_length: f.maxLength === null ? null : BigInt(f.maxLength),
      is_relation: relation !== null || isGeneric,
      many_to_many: isPlain ? null : f.kind === 'manyToMany',
      many_to_one: isPlain ? null : f.kind === 'foreignKey' || isGenericKey(f),
      one_to_one: isPlain ? null : f.kind === 'oneToOne',
      one_to_many: isPlain ? null : isGenericRelation(f),
      concrete: f.column !== null,
      auto_created: f.autoCreated,
      help_text: typeof f.options['help_text'] === 'string' ? f.options['help_text'] : '',
    }
    if (Object.hasOwn(plain, name)) return plain[name]
    if (name === 'choices') {
      const choices = fieldChoices(f, rt)
      return choices === null ? null : groupedChoices(choices)
    }
    if (name === 'flatchoices')
      return new ListObject((fieldChoices(f, rt) ?? []).map((c) => new TupleObject([c.value, c.label])))
    if (name === 'model') return rt.modelClass(f.model)
    if (name === 'related_model' && isGenericRelation(f)) {
      const to = genericRelation(rt.resolution, this.owner.model, f)?.to
      return to == null ? null : rt.modelClass(to)
    }
    if (name === 'related_model')
      return relation?.to === undefined || relation.to === null ? null : rt.modelClass(relation.to)
    if (name === 'default') return hasDefault(f) ? defaultOf(this.owner, f, rt) : NOT_PROVIDED
    if (name === 'get_internal_type') return new Builtin(name, () => INTERNAL[f.className] ?? f.className)
    if (name === 'db_default') return f.dbDefault === undefined ? NOT_PROVIDED : valueOf(f.dbDefault, f, rt)
    if (name === 'get_default')
      return new Builtin(name, (_call, r) =>
        f.dbDefault !== undefined && !hasDefault(f) ? new DatabaseDefault(f) : defaultOf(this.owner, f, r),
      )
    if (name === 'has_default') return new Builtin(name, () => hasDefault(f))
    if (name === 'related_query_name') return new Builtin(name, () => relation?.queryName ?? null)
    return fieldAttribute({ owner: this.owner, field: f, make: MAKERS }, name, rt)
  }
  outputField(): OutputField {
    return { className: this.field.className, type: typeOf(this.owner.models, this.field) }
  }
  get fieldClass(): string {
    const { className, kind } = this.field
    return isOwnRelation(this.field) && kind !== 'scalar' && kind !== 'custom' ? RELATION_CLASS[kind] : className
  }
  override equals(other: Value): boolean {
    return other instanceof FieldInfo && other.field === this.field
  }
  override hashKey(): string {
    return `field:${this.field.model}.${this.field.name}`
  }
  override str(): string {
    return `${this.owner.model.app}.${this.owner.name}.${this.field.name}`
  }
  override repr(): string {
    if (isGenericKey(this.field) || isGenericRelation(this.field))
      return `<django.contrib.contenttypes.fields.${this.field.className}: ${this.field.name}>`
    return `<django.db.models.fields.${this.field.kind === 'scalar' ? (PLACES[this.field.className] ?? '') : 'related.'}${this.field.className}: ${this.field.name}>`
  }
}

/** `ManyToOneRel` and its kin: what `get_fields()` gives for a relation that ends at the model. */
class RelationInfo extends PyObject {
  readonly djangoClass = 'ForeignObjectRel'
  readonly owner: ModelClass
  readonly relation: ReverseRelation
  constructor(owner: ModelClass, relation: ReverseRelation) {
    super()
    this.owner = owner
    this.relation = relation
  }
  typeName(): string {
    if (this.isGeneric) return 'GenericRel'
    return { one_to_many: 'ManyToOneRel', one_to_one: 'OneToOneRel', many_to_many: 'ManyToManyRel' }[this.relation.kind]
  }
  private get isGeneric(): boolean {
    const { models } = this.owner.models.resolution
    return models.get(this.relation.model)?.privateFields.some((f) => f.name === this.relation.field) === true
  }
  override getAttr(name: string, rt: Runtime): Value | undefined {
    const { kind, queryName, accessorName, accessor, hidden } = this.relation
    const from = rt.modelClass(this.relation.model)
    const field = from.field(this.relation.field) ?? from.genericField(this.relation.field)
    const plain: Readonly<Record<string, Value | undefined>> = {
      name: queryName,
      is_relation: true,
      auto_created: true,
      concrete: false,
      editable: false,
      hidden,
      one_to_many: kind === 'one_to_many' && !this.isGeneric,
      one_to_one: kind === 'one_to_one',
      many_to_many: kind === 'many_to_many',
      many_to_one: this.isGeneric,
      related_name: field?.relation?.remoteName ?? null,
      accessor_name: accessorName,
    }
    if (Object.hasOwn(plain, name)) return plain[name]
    if (name === 'model') return this.owner
    if (name === 'related_model') return from
    if (name === 'field' || name === 'remote_field') return field === undefined ? null : new FieldInfo(from, field)
    if (name === 'get_accessor_name') return new Builtin(name, () => accessor)
    if (field === undefined) return undefined
    return relationAttribute({ owner: from, field, make: MAKERS }, this.owner, name, rt)
  }
  override equals(other: Value): boolean {
    return other instanceof RelationInfo && other.relation === this.relation
  }
  override hashKey(): string {
    return `relation:${this.relation.model}.${this.relation.field}`
  }
  override repr(): string {
    return `<${this.typeName()}: ${this.relation.label.toLowerCase()}>`
  }
}

const MAKERS: Makers = {
  field: (owner, field, rt) => rt.ownField(field) ?? new FieldInfo(owner, field, rt.relationClass(field)),
  relation: (owner, relation) => new RelationInfo(owner, relation),
}

/** Classes that give another's name as their own. */
const INTERNAL: Readonly<Record<string, string>> = {
  EmailField: 'CharField',
  URLField: 'CharField',
  ImageField: 'FileField',
}

interface Wanted {
  readonly parents: boolean
  readonly hidden: boolean
}

/** `_meta.get_fields()`: the parents', then the relations that end here, then the model's own. */
function allFields(cls: ModelClass, wanted: Wanted, rt: Runtime): readonly Value[] {
  const { model, models } = cls
  const inherited = wanted.parents
    ? [...model.directParents, ...(model.proxyFor === null ? [] : [model.proxyFor])].flatMap((key) =>
        allFields(rt.modelClass(key), wanted, rt).filter((f) => !isForeignLink(f, model.concrete)),
      )
    : []
  const isProxy = model.kind === 'proxy'
  const reverse = isProxy
    ? []
    : withGeneric(
        cls,
        metaOf(models, cls.key).reverse.filter((r) => endsAt(cls, r, rt)),
      )
        .filter((r) => wanted.hidden || !r.hidden)
        .map((r) => new RelationInfo(cls, r))
  const own = [...model.localFields, ...model.localManyToMany, ...model.privateFields]
  const kept = new Map<string, Value>()
  for (const f of [...inherited, ...reverse, ...(isProxy ? [] : own.map((field) => MAKERS.field(cls, field, rt)))]) {
    if (!kept.has(hashKey(f, rt))) kept.set(hashKey(f, rt), f)
  }
  return [...kept.values()]
}

/** Relations in the order of the models that declare them; a model's GenericRelations come after its others. */
function withGeneric(
  { model, models: { resolution } }: ModelClass,
  plain: readonly ReverseRelation[],
): readonly ReverseRelation[] {
  const own = { ...model, parents: [] }
  const generic = genericReverse(resolution, own)
  if (generic.length === 0) return plain
  const at = new Map(resolution.order.map((key, i) => [key, i]))
  return [...plain, ...generic].toSorted((a, b) => (at.get(a.model) ?? 0) - (at.get(b.model) ?? 0))
}

/** Parents' relations to their other children are no fields of this one. */
function isForeignLink(f: Value, concrete: ModelKey): boolean {
  if (!(f instanceof RelationInfo)) return false
  const field = f.owner.models.resolution.models
    .get(f.relation.model)
    ?.fields.find((candidate) => candidate.name === f.relation.field)
  return field?.relation?.parentLink === true && f.owner.key !== concrete
}

/** Whether the relation names this very model, not one of its parents. */
function endsAt(cls: ModelClass, relation: ReverseRelation, rt: Runtime): boolean {
  const target = rt.modelClass(relation.model).field(relation.field)?.relation?.to
  if (target === undefined || target === null) return false
  return (cls.models.resolution.models.get(target)?.concrete ?? target) === cls.model.concrete
}

export class MetaObject extends PyObject {
  readonly djangoClass = 'Options'
  readonly cls: ModelClass
  constructor(cls: ModelClass) {
    super()
    this.cls = cls
  }
  typeName(): string {
    return 'Options'
  }
  override repr(): string {
    return `<Options for ${this.cls.name}>`
  }
  override str(): string {
    return this.cls.model.label.toLowerCase()
  }
  override getAttr(name: string, rt: Runtime): Value | undefined {
    const m = this.cls.model
    const info = (f: ResolvedField): Value => MAKERS.field(this.cls, f, rt)
    const many = (fields: readonly ResolvedField[]): Value => new TupleObject(fields.map(info))
    switch (name) {
      case 'label':
        return m.label
      case 'label_lower':
        return m.label.toLowerCase()
      case 'app_config':
        return appConfigOf(m)
      case 'app_label':
        return m.app
      case 'model_name':
        return m.modelName
      case 'object_name':
        return m.name
      case 'db_table':
        return this.cls.meta.table
      case 'verbose_name':
        return m.verboseName
      case 'verbose_name_plural':
        return m.verboseNamePlural
      case 'proxy_for_model':
        return m.proxyFor === null ? null : rt.modelClass(m.proxyFor)
      case 'abstract':
        return false
      case 'proxy':
        return m.kind === 'proxy'
      case 'managed':
        return m.managed
      case 'auto_created':
        return m.autoCreatedFor === null ? false : rt.modelClass(m.autoCreatedFor.model)
      case 'model':
        return this.cls
      case 'concrete_model':
        return this.cls.concrete(rt)
      case 'pk':
        return info(this.cls.meta.pk)
      case 'ordering': {
        const ordering = m.ordering.map((o) => (typeof o === 'string' ? o : rt.evaluateSource(o.expr)))
        // Django's own for `order_with_respect_to` is a tuple.
        return m.orderWithRespectTo === null ? new ListObject(ordering) : new TupleObject(ordering)
      }
      case 'unique_together':
        return new TupleObject(m.uniqueTogether.map((u) => new TupleObject([...u])))
      case 'fields':
        return many(m.fields)
      case 'concrete_fields':
        return many(this.cls.concreteFields)
      case 'local_fields':
        return new ListObject(m.localFields.map(info))
      case 'many_to_many':
        return many(m.manyToMany)
      case 'get_fields':
        return new Builtin(name, ({ kwargs }, r) => {
          const isWanted = (option: string, otherwise: boolean): boolean => truthy(kwargs.get(option) ?? otherwise, r)
          return new TupleObject(
            allFields(
              this.cls,
              { parents: isWanted('include_parents', true), hidden: isWanted('include_hidden', false) },
              r,
            ),
          )
        })
      case 'related_objects':
        return new TupleObject(
          allFields(this.cls, { parents: true, hidden: false }, rt).filter((f) => f instanceof RelationInfo),
        )
      case 'private_fields':
        return new ListObject(m.privateFields.map(info))
      case 'default_manager':
        return this.cls.defaultManager(rt)
      case 'base_manager':
        return this.cls.baseManager(rt)
      case 'parents':
        return DictObject.of(
          m.directParents.map((key) => {
            const link = m.parents.find((parent) => parent.model === key)?.link ?? null
            const field = link === null ? undefined : this.cls.field(link)
            return [rt.modelClass(key), field === undefined ? null : info(field)] as const
          }),
          rt,
        )
      case 'get_field':
        return new Builtin(name, ({ args }) => {
          const field = this.cls.field(String(args[0])) ?? m.privateFields.find((f) => f.name === args[0])
          const reverse = field === undefined ? this.cls.meta.reverse.find((r) => r.queryName === args[0]) : undefined
          if (reverse !== undefined) return new RelationInfo(this.cls, reverse)
          if (field === undefined || (field.attname === args[0] && field.name !== args[0])) {
            throw pyError('FieldDoesNotExist', `${this.cls.name} has no field named '${String(args[0])}'`)
          }
          return info(field)
        })
      default:
        return metaAttribute(this.cls, name, MAKERS, rt)
    }
  }
}
