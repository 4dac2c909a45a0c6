/** What Django makes of a relation, for the inspector: accessor, join table, words. */
import type { ErDocument, Model, RelationField } from '../../../../shared/document/records.ts'
import type { Resolution, ResolvedField } from '../../../../shared/relations/types.ts'
import { plural } from '../../../../shared/document/names.ts'

export function resolvedField(resolution: Resolution, model: Model, field: RelationField): ResolvedField | undefined {
  const owner = resolution.models.get(model.id) ?? resolution.abstract.get(model.id)
  return owner?.localFields.find((f) => f.id === field.id) ?? owner?.localManyToMany.find((f) => f.id === field.id)
}

/** The accessor that Django derives when related_name is not given. */
export function derivedAccessor(model: Model, field: RelationField): string {
  const name = model.name.toLowerCase()
  return field.kind === 'oneToOne' ? name : `${name}_set`
}

export interface RelationNames {
  /** `Post`, `posts`, `post`. */
  readonly from: string
  readonly froms: string
  readonly fromVar: string
  readonly to: string
  readonly tos: string
  readonly toVar: string
  /** The field’s name. */
  readonly field: string
  /** Reverse accessor; null: none. */
  readonly accessor: string | null
}

export function relationNames(
  doc: ErDocument,
  model: Model,
  field: RelationField,
  accessor: string | null,
): RelationNames {
  const to = (field.to === null ? field.toSource : doc.models[field.to]?.name) ?? '?'
  return {
    from: model.name,
    froms: plural(lowerFirst(model.name)),
    fromVar: lowerFirst(model.name),
    to,
    tos: plural(lowerFirst(to)),
    toVar: lowerFirst(to),
    field: field.name,
    accessor,
  }
}

function lowerFirst(name: string): string {
  return name.slice(0, 1).toLowerCase() + name.slice(1)
}
