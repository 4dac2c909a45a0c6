/** The edges of a drawing, derived from the models: nothing about edges is stored in the document. */
import { isRelation } from '../../document/records.ts'
import type { CustomField, ErDocument, Model, RelationField, RelationKind } from '../../document/records.ts'
import type { FieldId, ModelId } from '../../document/ids.ts'
import { genericTarget, genericTargetName, isGenericRelationField } from '../../relations/links/generic-relations.ts'
import { onDeleteKey } from '../box/type-text.ts'
import type { OnDeleteKey } from '../box/type-text.ts'

/** How many rows of one side belong to a row of the other, as crow's feet say it. */
export type EndMark = 'one' | 'zeroOne' | 'zeroMany' | 'triangle' | 'none'

export interface DiagramEdge {
  /** The field's id; for an inheritance edge `base:<child>/<position>`. */
  readonly id: string
  readonly kind: RelationKind | 'generic' | 'inherits'
  readonly field: FieldId | null
  readonly from: ModelId
  readonly to: ModelId
  /** At the declaring side: how many of it one target has. */
  readonly fromEnd: EndMark
  readonly toEnd: EndMark
  readonly onDelete: OnDeleteKey | null
  /** Proxies, many-to-many through a drawn model, and what content types join. */
  readonly dashed: boolean
}

/** Edges that the model declares: its relations in order, then its bases. GenericRelations are looked up by name. */
export function edgesOf(model: Model, doc: Pick<ErDocument, 'models' | 'apps'>): DiagramEdge[] {
  const relations = model.fields.flatMap((field) => {
    if (isRelation(field)) return relationEdge(model, field)
    return field.kind === 'custom' && isGenericRelationField(field) ? genericEdge(doc, model, field) : []
  })
  const bases = model.bases.flatMap((base, position): DiagramEdge[] =>
    'model' in base
      ? [
          {
            id: `base:${model.id}/${position}`,
            kind: 'inherits',
            field: null,
            from: model.id,
            to: base.model,
            fromEnd: 'none',
            toEnd: 'triangle',
            onDelete: null,
            dashed: model.kind === 'proxy',
          },
        ]
      : [],
  )
  return [...relations, ...bases]
}

function relationEdge(model: Model, field: RelationField): DiagramEdge[] {
  if (field.to === null) return []
  const many = field.kind === 'manyToMany'
  const single = field.kind === 'oneToOne' || field.options['unique'] === true
  return [
    {
      id: field.id,
      kind: field.kind,
      field: field.id,
      from: model.id,
      to: field.to,
      fromEnd: many || !single ? 'zeroMany' : 'zeroOne',
      toEnd: many ? 'zeroMany' : field.options['null'] === true ? 'zeroOne' : 'one',
      onDelete: many ? null : onDeleteKey(field.onDelete),
      dashed: field.through !== null,
    },
  ]
}

/** As the rows are: an object has any number of them, each belongs to one object, of this model or another. */
function genericEdge(doc: Pick<ErDocument, 'models' | 'apps'>, model: Model, field: CustomField): DiagramEdge[] {
  const to = genericTarget(doc, model, field)
  if (to === null) return []
  return [
    {
      id: field.id,
      kind: 'generic',
      field: field.id,
      from: model.id,
      to,
      fromEnd: 'zeroOne',
      toEnd: 'zeroMany',
      onDelete: null,
      dashed: true,
    },
  ]
}

/** Names of models, in lower case, that its GenericRelations ask for in vain. */
export function missingTargets(model: Model, doc: Pick<ErDocument, 'models' | 'apps'>): readonly string[] {
  let missing = NONE
  for (const field of model.fields) {
    if (field.kind !== 'custom' || !isGenericRelationField(field)) continue
    if (genericTarget(doc, model, field) === null) missing = [...missing, genericTargetName(field)]
  }
  return missing
}

const NONE: readonly string[] = []
