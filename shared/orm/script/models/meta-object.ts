/** `Post._meta` and the fields it hands out, as far as scripts look at them. */
import type { ResolvedField } from '../../../relations/types.ts'
import { ListObject, TupleObject } from '../collections.ts'
import { pyError, typeError } from '../errors.ts'
import type { Runtime } from '../runtime.ts'
import { Builtin, PyObject, TypeObject } from '../values.ts'
import type { Value } from '../values.ts'
import { defaultOf, hasDefault } from './defaults.ts'
import { fieldChoices, groupedChoices } from './field-choices.ts'
import type { ModelClass } from './model-class.ts'

const NOT_PROVIDED = new TypeObject(
  'django.db.models.fields.NOT_PROVIDED',
  () => {
    throw typeError('NOT_PROVIDED is only a mark')
  },
  () => false,
)

export class FieldInfo extends PyObject {
  readonly owner: ModelClass
  readonly field: ResolvedField
  constructor(owner: ModelClass, field: ResolvedField) {
    super()
    this.owner = owner
    this.field = field
  }
  typeName(): string {
    return this.field.className
  }
  override getAttr(name: string, rt: Runtime): Value | undefined {
    const f = this.field
    const relation = f.relation
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
      is_relation: relation !== null,
      many_to_many: f.kind === 'manyToMany',
      many_to_one: f.kind === 'foreignKey',
      one_to_one: f.kind === 'oneToOne',
      one_to_many: false,
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
    if (name === 'related_model')
      return relation?.to === undefined || relation.to === null ? null : rt.modelClass(relation.to)
    if (name === 'default') return hasDefault(f) ? defaultOf(this.owner, f, rt) : NOT_PROVIDED
    if (name === 'get_internal_type') return new Builtin(name, () => f.className)
    if (name === 'get_default') return new Builtin(name, (_call, r) => defaultOf(this.owner, f, r))
    if (name === 'remote_field') return relation === null ? null : undefined
    if (name === 'has_default') return new Builtin(name, () => hasDefault(f))
    if (name === 'related_query_name') return new Builtin(name, () => relation?.queryName ?? null)
    return undefined
  }
  get fieldClass(): string {
    return this.field.className
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
    return `<django.db.models.fields.${this.field.kind === 'scalar' ? '' : 'related.'}${this.field.className}: ${this.field.name}>`
  }
}

export class MetaObject extends PyObject {
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
  override getAttr(name: string, rt: Runtime): Value | undefined {
    const m = this.cls.model
    const info = (f: ResolvedField): Value => new FieldInfo(this.cls, f)
    const many = (fields: readonly ResolvedField[]): Value => new TupleObject(fields.map(info))
    switch (name) {
      case 'label':
        return m.label
      case 'label_lower':
        return m.label.toLowerCase()
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
      case 'ordering':
        return new ListObject(m.ordering.map((o) => (typeof o === 'string' ? o : o.expr)))
      case 'unique_together':
        return new TupleObject(m.uniqueTogether.map((u) => new TupleObject([...u])))
      case 'fields':
        return many(m.fields)
      case 'concrete_fields':
        return many(this.cls.concreteFields)
      case 'local_fields':
        return many(m.localFields)
      case 'many_to_many':
        return many(m.manyToMany)
      case 'get_fields':
        return new Builtin(name, () => many([...m.fields, ...m.manyToMany]))
      case 'get_field':
        return new Builtin(name, ({ args }) => {
          const field = this.cls.field(String(args[0]))
          if (field === undefined || (field.attname === args[0] && field.name !== args[0])) {
            throw pyError('FieldDoesNotExist', `${this.cls.name} has no field named '${String(args[0])}'`)
          }
          return info(field)
        })
      default:
        return undefined
    }
  }
}
