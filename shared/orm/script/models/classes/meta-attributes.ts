/** Options of a model's Meta and what Django adds to them, beside fields: `_meta.get_latest_by`, `_meta.managers` … */
import { returningFields } from '../saving/returning.ts'
import { isExpr } from '../../../../document/records.ts'
import type { Expr } from '../../../../document/records.ts'
import { isAutoField } from '../../../../relations/fields/auto-fields.ts'
import type { ResolvedConstraint, ResolvedIndex } from '../../../../relations/types.ts'
import { pkFields } from '../../../query/models.ts'
import { DictObject, ListObject, TupleObject } from '../../types/collections.ts'
import type { Runtime } from '../../runtime.ts'
import { repr, str } from '../../text.ts'
import { Builtin, PyObject } from '../../values.ts'
import type { Value } from '../../values.ts'
import { valueOf } from '../fields/defaults.ts'
import type { Makers } from '../fields/field-attributes.ts'
import type { ModelClass } from './model-class.ts'

type Read = (cls: ModelClass, make: Makers, rt: Runtime) => Value

const texts = (names: readonly string[]): readonly Value[] => names

/** An option that we keep as it was written. */
const other =
  (name: string, otherwise: (rt: Runtime) => Value): Read =>
  ({ model }, _make, rt) => {
    const given = model.meta.other?.[name]
    return given === undefined ? otherwise(rt) : valueOf(given, null, rt)
  }

const managersOf = (cls: ModelClass, rt: Runtime): readonly Value[] =>
  cls.model.managers.map((name) => cls.manager(name, rt))

const ATTRIBUTES: Readonly<Record<string, Read>> = {
  order_with_respect_to: (cls, make, rt) => {
    const name = cls.model.orderWithRespectTo ?? ''
    const field = cls.field(name) ?? cls.genericField(name)
    return field === undefined ? null : make.field(cls, field, rt)
  },
  indexes: ({ model }, _make, rt) => new ListObject(model.indexes.map((index) => new IndexObject(index, rt))),
  constraints: ({ model }, _make, rt) =>
    new ListObject(model.constraints.map((constraint) => new ConstraintObject(constraint, rt))),
  total_unique_constraints: ({ model }, _make, rt) =>
    new ListObject(
      model.constraints
        .filter((c) => c.kind === 'unique' && c.condition === null && c.fields.length > 0)
        .map((constraint) => new ConstraintObject(constraint, rt)),
    ),
  get_latest_by: ({ model }) => {
    const [first, ...more] = model.getLatestBy
    if (first === undefined) return null
    return more.length === 0 ? first : new ListObject([...texts(model.getLatestBy)])
  },
  managers: (cls, _make, rt) => new TupleObject([...managersOf(cls, rt)]),
  managers_map: (cls, _make, rt) =>
    DictObject.of(
      cls.model.managers.map((name) => [name, cls.manager(name, rt)] as const),
      rt,
    ),
  default_manager_name: other('default_manager_name', () => null),
  base_manager_name: other('base_manager_name', () => null),
  permissions: other('permissions', () => new ListObject([])),
  default_permissions: other(
    'default_permissions',
    () => new TupleObject([...texts(['add', 'change', 'delete', 'view'])]),
  ),
  select_on_save: other('select_on_save', () => false),
  required_db_features: other('required_db_features', () => new ListObject([])),
  required_db_vendor: other('required_db_vendor', () => null),
  db_tablespace: ({ model }) => model.meta.db_tablespace ?? '',
  db_table_comment: ({ model }) => model.tableComment ?? '',
  swapped: () => null,
  swappable: () => null,
  default_related_name: ({ model }) => model.meta.default_related_name ?? null,
  verbose_name_raw: ({ model }) => model.verboseName,
  auto_field: (cls, make, rt) => {
    const { pk } = cls.meta
    return isAutoField(pk) ? make.field(cls, pk, rt) : null
  },
  pk_fields: (cls, make, rt) =>
    new ListObject(pkFields(cls.models, cls.key).map((field) => make.field(cls, field, rt))),
  local_many_to_many: (cls, make, rt) =>
    new ListObject(cls.model.localManyToMany.map((field) => make.field(cls, field, rt))),
  db_returning_fields: (cls, make, rt) =>
    new ListObject(returningFields(cls.concrete(rt), rt).map((field) => make.field(cls, field, rt))),
  local_concrete_fields: (cls, make, rt) =>
    new TupleObject(cls.model.localFields.filter((f) => f.column !== null).map((field) => make.field(cls, field, rt))),
  can_migrate: ({ model }) => new Builtin('can_migrate', () => model.kind !== 'proxy' && model.managed),
  get_parent_list: (cls, _make, rt) => new Builtin('get_parent_list', () => new ListObject(parentsOf(cls, rt))),
  get_ancestor_link: (cls, make) =>
    new Builtin('get_ancestor_link', ({ args }, rt) => ancestorLink(cls, args[0] ?? null, make, rt)),
}

/** All above it, each once, nearest first. */
function parentsOf(cls: ModelClass, rt: Runtime): Value[] {
  const direct = cls.model.directParents.map((key) => rt.modelClass(key))
  return [...new Set<Value>([...direct, ...direct.flatMap((parent) => parentsOf(parent, rt))])]
}

/** The field that leads to an ancestor, over the first parent on the way. */
function ancestorLink(cls: ModelClass, ancestor: Value, make: Makers, rt: Runtime): Value {
  for (const key of cls.model.directParents) {
    const parent = rt.modelClass(key)
    if (parent !== ancestor && !parent.isSubclassOf(ancestor)) continue
    const link = cls.model.parents.find((p) => p.model === key)?.link ?? null
    const field = link === null ? undefined : cls.field(link)
    return field === undefined ? null : make.field(cls, field, rt)
  }
  return null
}

const sourceOf = (expr: Expr, rt: Runtime): Value => rt.evaluateSource(expr.expr)

function expressionsText(expressions: readonly Expr[], rt: Runtime): readonly string[] {
  const values = expressions.map((expr) => sourceOf(expr, rt))
  return values.length === 0 ? [] : [`expressions=${tupleText(values, rt)}`]
}
const listText = (names: readonly string[], rt: Runtime): string => repr(new ListObject([...names]), rt)
const tupleText = (items: readonly Value[], rt: Runtime): string => repr(new TupleObject([...items]), rt)

class IndexObject extends PyObject {
  private readonly index: ResolvedIndex
  private readonly text: string
  constructor(index: ResolvedIndex, rt: Runtime) {
    super()
    this.index = index
    const { fields, expressions, name, condition, include } = index
    const parts = [
      ...(fields.length === 0 ? [] : [`fields=${listText(fields, rt)}`]),
      ...expressionsText(expressions, rt),
      `name=${repr(name, rt)}`,
      ...(condition === null ? [] : [`condition=${str(sourceOf(condition, rt), rt)}`]),
      ...(include.length === 0 ? [] : [`include=${tupleText(include, rt)}`]),
    ]
    this.text = `<${index.type}: ${parts.join(' ')}>`
  }
  typeName(): string {
    return this.index.type
  }
  override getAttr(name: string, rt: Runtime): Value | undefined {
    const { index } = this
    if (name === 'name') return index.name
    if (name === 'fields') return new ListObject([...index.fields])
    if (name === 'expressions') return new TupleObject(index.expressions.map((e) => sourceOf(e, rt)))
    if (name === 'condition') return index.condition === null ? null : sourceOf(index.condition, rt)
    return name === 'include' ? new TupleObject([...index.include]) : undefined
  }
  override repr(): string {
    return this.text
  }
}

class ConstraintObject extends PyObject {
  private readonly constraint: ResolvedConstraint
  private readonly text: string
  constructor(constraint: ResolvedConstraint, rt: Runtime) {
    super()
    this.constraint = constraint
    const { kind, fields, expressions, name, condition, deferrable, include, options } = constraint
    const conditionText = condition === null ? [] : [`condition=${str(sourceOf(condition, rt), rt)}`]
    const said = (option: string): readonly string[] => {
      const value = options[option]
      return value === undefined || isExpr(value) ? [] : [`${option}=${repr(valueOf(value, null, rt), rt)}`]
    }
    const own = [...said('violation_error_code'), ...said('violation_error_message')]
    const parts =
      kind === 'check'
        ? [...conditionText, `name=${repr(name, rt)}`]
        : [
            ...(fields.length === 0 ? [] : [`fields=${tupleText(fields, rt)}`]),
            ...expressionsText(expressions, rt),
            `name=${repr(name, rt)}`,
            ...conditionText,
            ...(deferrable === null ? [] : [`deferrable=Deferrable.${deferrable}`]),
            ...(include.length === 0 ? [] : [`include=${tupleText(include, rt)}`]),
            ...said('nulls_distinct'),
          ]
    this.text = `<${constraint.className}: ${[...parts, ...own].join(' ')}>`
  }
  typeName(): string {
    return this.constraint.className
  }
  override getAttr(name: string, rt: Runtime): Value | undefined {
    const { constraint } = this
    if (name === 'name') return constraint.name
    if (name === 'fields' && constraint.kind === 'unique') return new TupleObject([...constraint.fields])
    if (name === 'expressions') return new TupleObject(constraint.expressions.map((e) => sourceOf(e, rt)))
    if (name === 'condition') return constraint.condition === null ? null : sourceOf(constraint.condition, rt)
    return undefined
  }
  override repr(): string {
    return this.text
  }
}

/** undefined: there is no such attribute. */
export function metaAttribute(cls: ModelClass, name: string, make: Makers, rt: Runtime): Value | undefined {
  return Object.hasOwn(ATTRIBUTES, name) ? ATTRIBUTES[name]?.(cls, make, rt) : undefined
}
