/** The edges of a drawing, derived from the models: nothing about edges is stored in the document. */
import { isRelation } from '../document/records.ts'
import type { Model, RelationField, RelationKind } from '../document/records.ts'
import type { FieldId, ModelId } from '../document/ids.ts'
import { onDeleteKey } from './type-text.ts'
import type { OnDeleteKey } from './type-text.ts'

/** How many rows of one side belong to a row of the other, as crow's feet say it. */
export type EndMark = 'one' | 'zeroOne' | 'zeroMany' | 'triangle' | 'none'

export interface DiagramEdge {
  /** The field's id; for an inheritance edge `base:<child>/<position>`. */
  readonly id: string
  readonly kind: RelationKind | 'inherits'
  readonly field: FieldId | null
  readonly from: ModelId
  readonly to: ModelId
  /** At the declaring side: how many of it one target has. */
  readonly fromEnd: EndMark
  readonly toEnd: EndMark
  readonly onDelete: OnDeleteKey | null
  /** Proxies and many-to-many through a drawn model. */
  readonly dashed: boolean
}

/** Edges that the model declares: its relations in order, then its bases. */
export function edgesOf(model: Model): DiagramEdge[] {
  const relations = model.fields.flatMap((field) => (isRelation(field) ? relationEdge(model, field) : []))
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
