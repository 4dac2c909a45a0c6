/**
 * A field's new name in what refers to it by text: paths of orderings, conditions and expressions of constraints,
 * indexes and generated fields, `limit_choices_to`. What refers to it by id needs nothing; methods are not touched.
 */
import type { FieldId, ModelId } from '../../document/ids.ts'
import { isExpr, isRelation } from '../../document/records.ts'
import type {
  Constraint,
  ErDocument,
  Expr,
  Field,
  Index,
  Meta,
  Model,
  Ordering,
  Value,
} from '../../document/records.ts'
import { fieldPaths } from '../../python/field-paths.ts'

interface FieldRename {
  readonly id: FieldId
  readonly before: string
  readonly after: string
}

/**
 * @param doc as it was before: by its names the paths are followed
 * @param model says the name somewhere (`modelsThatSay`)
 */
export function withRenamedPaths(doc: ErDocument, model: Model, rename: FieldRename): Model {
  const follow = new Follower(doc, rename)
  const own = (expr: Expr): Expr => follow.source(expr, model.id)
  return {
    ...model,
    fields: model.fields.map((field) => renamedInField(field, model.id, follow)),
    meta: renamedInMeta(model.meta, model.id, follow),
    indexes: model.indexes.map((index) => renamedInIndex(index, model.id, follow, own)),
    constraints: model.constraints.map((constraint) => renamedInConstraint(constraint, own)),
  }
}

function renamedInField(field: Field, owner: ModelId, follow: Follower): Field {
  const { expression, limit_choices_to: limit } = field.options
  if (isExpr(expression)) return withOption(field, 'expression', follow.source(expression, owner))
  const target = isRelation(field) ? field.to : null
  return isExpr(limit) && target !== null
    ? withOption(field, 'limit_choices_to', follow.source(limit, target, true))
    : field
}

function withOption(field: Field, keyword: string, value: Value): Field {
  return field.options[keyword] === value ? field : { ...field, options: { ...field.options, [keyword]: value } }
}

function renamedInMeta(meta: Meta, owner: ModelId, follow: Follower): Meta {
  const { ordering, get_latest_by: latest } = meta
  return {
    ...meta,
    ...(ordering === undefined ? {} : { ordering: ordering.map((one) => renamedInOrdering(one, owner, follow)) }),
    ...(latest === undefined ? {} : { get_latest_by: latest.map((one) => renamedInOrdering(one, owner, follow)) }),
  }
}

function renamedInOrdering(ordering: Ordering, owner: ModelId, follow: Follower): Ordering {
  const { by } = ordering
  return { ...ordering, by: isExpr(by) ? follow.source(by, owner) : follow.path(by, owner) }
}

function renamedInIndex(index: Index, owner: ModelId, follow: Follower, own: (expr: Expr) => Expr): Index {
  return {
    ...index,
    fields: index.fields.map((one) => renamedInOrdering(one, owner, follow)),
    expressions: index.expressions.map(own),
    condition: index.condition === null ? null : own(index.condition),
  }
}

function renamedInConstraint(constraint: Constraint, own: (expr: Expr) => Expr): Constraint {
  if (constraint.kind === 'check') return { ...constraint, condition: own(constraint.condition) }
  if (constraint.kind === 'custom') return { ...constraint, source: own({ expr: constraint.source }).expr }
  const condition = constraint.condition === null ? null : own(constraint.condition)
  return { ...constraint, expressions: constraint.expressions.map(own), condition }
}

/** Follows paths through the document; lives for one model. */
class Follower {
  readonly #doc: ErDocument
  readonly #rename: FieldRename

  constructor(doc: ErDocument, rename: FieldRename) {
    this.#doc = doc
    this.#rename = rename
  }

  /** The same object where nothing was replaced. */
  source(expr: Expr, model: ModelId, isDict = false): Expr {
    if (!expr.expr.includes(this.#rename.before)) return expr
    let text = expr.expr
    for (const { path, from, to } of fieldPaths(text, isDict).toReversed()) {
      text = text.slice(0, from) + this.path(path, model) + text.slice(to)
    }
    // What it came to may hold the old name.
    return text === expr.expr ? expr : { expr: text }
  }

  path(path: string, model: ModelId): string {
    const { id, before, after } = this.#rename
    if (!path.includes(before)) return path
    const parts = path.split('__')
    let at: ModelId | null = model
    for (const [i, part] of parts.entries()) {
      if (at === null) break
      const field = this.#field(at, part)
      if (field?.id === id) parts[i] = part === before ? after : `${after}_id`
      at = field === undefined ? this.#reverse(at, part) : isRelation(field) ? field.to : null
    }
    return parts.join('__')
  }

  /** A field of the model or of its bases, by name or by its column's attribute. */
  #field(model: ModelId, name: string): Field | undefined {
    for (const id of this.#lineage(model)) {
      const found = this.#doc.models[id]?.fields.find(
        (f) => f.name === name || (`${f.name}_id` === name && (f.kind === 'foreignKey' || f.kind === 'oneToOne')),
      )
      if (found !== undefined) return found
    }
    return undefined
  }

  #lineage(model: ModelId): ReadonlySet<ModelId> {
    const seen = new Set<ModelId>([model])
    for (const id of seen) {
      for (const base of this.#doc.models[id]?.bases ?? []) if ('model' in base) seen.add(base.model)
    }
    return seen
  }

  /** The model at whose relation the name leads back. */
  #reverse(model: ModelId, name: string): ModelId | null {
    const line = this.#lineage(model)
    for (const owner of Object.values(this.#doc.models)) {
      const leads = owner.fields.some(
        (field) => isRelation(field) && field.to !== null && line.has(field.to) && queryName(field, owner) === name,
      )
      if (leads) return owner.id
    }
    return null
  }
}

function queryName(field: Field & { readonly relatedName: string | null }, owner: Model): string {
  const given = field.options['related_query_name']
  const text = typeof given === 'string' ? given : field.relatedName
  const own = owner.name.toLowerCase()
  return text === null || text === '' ? own : text.replaceAll('%(class)s', own).replaceAll('%(model_name)s', own)
}
