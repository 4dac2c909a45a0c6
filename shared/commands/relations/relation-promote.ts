import { z } from 'zod'
import { newId } from '../../document/ids.ts'
import type { FieldId, ModelId } from '../../document/ids.ts'
import { freeModelName, pascalCase, singular, snakeCase } from '../../document/names.ts'
import { isRelation, placementId, rootOf } from '../../document/records.ts'
import type { Constraint, ErDocument, Model, Options, RelationField, SampleRow } from '../../document/records.ts'
import { fieldId, modelId } from '../../document/schemas.ts'
import { CommandError, defineCommand } from '../define-command.ts'
import { draftOf, fieldOf, inserted, merged, modelOf, named, withField } from '../edit.ts'
import type { Draft } from '../edit.ts'
import { emptyModel } from '../models/model-add.ts'

/**
 * Makes the join table of a many-to-many a model of its own, with the two foreign keys, so that it can
 * get fields (`date_joined`). `keepTable`: table, columns and index keep the names that Django gave them, so that
 * the database does not change. A pair stays unique; sample pairs become rows.
 */
export const promoteRelation = defineCommand({
  type: 'relation.promote',
  label: 'Promote to through model',
  params: z.object({
    model: modelId,
    id: fieldId,
    name: z.string().exactOptional(),
    throughId: modelId.exactOptional(),
    fieldIds: z.tuple([fieldId, fieldId]).exactOptional(),
    keepTable: z.boolean().exactOptional(),
  }),
  apply(doc, { model, id, name, throughId = newId('model'), fieldIds, keepTable = false }) {
    const keys: readonly [FieldId, FieldId] = fieldIds ?? [newId('field'), newId('field')]
    const source = modelOf(doc, model)
    const field = fieldOf(source, id)
    if (!isRelation(field) || field.kind !== 'manyToMany' || field.to === null) {
      throw new CommandError(`${field.name} is not a many-to-many relation between models of this design.`)
    }
    if (field.through !== null)
      throw new CommandError(`${field.name} already goes through ${modelOf(doc, field.through).name}.`)
    const target = modelOf(doc, field.to)
    const isSelf = target.id === source.id
    const wanted = `${source.name}${isSelf ? pascalCase(singular(field.name)) : target.name}`
    const through = throughModel(
      emptyModel(throughId, source.app, name === undefined ? freeModelName(doc, source.app, wanted) : named(name)),
      source,
      target,
      field,
      keys,
    )
    const draft = draftOf(doc)
    draft.put('models', keepTable ? withTable(through, tableOf(doc, source, field), source, target, keys) : through)
    draft.put(
      'models',
      withField(source, {
        ...field,
        through: throughId,
        options: merged(field.options, { db_table: undefined, db_constraint: undefined }),
      }),
    )
    const root = rootOf(doc)
    const after = Math.max(root.modelOrder.indexOf(source.id), root.modelOrder.indexOf(target.id))
    draft.put('root', { ...root, modelOrder: inserted(root.modelOrder, throughId, after + 1) })
    placeBetween(doc, draft, source.id, target.id, throughId)
    movePairs(doc, draft, source, field.id, throughId, keys)
    return draft.patch()
  },
})

function throughModel(
  empty: Model,
  source: Model,
  target: Model,
  field: RelationField,
  ids: readonly [FieldId, FieldId],
): Model {
  const isSelf = source.id === target.id
  const [from, to] = isSelf
    ? [`from_${snakeCase(source.name)}`, `to_${snakeCase(target.name)}`]
    : [snakeCase(source.name), snakeCase(target.name)]
  const constraint = field.options['db_constraint']
  const options: Options = constraint === undefined ? {} : { db_constraint: constraint }
  const key = (id: FieldId, name: string, model: Model, relatedName: string | null): RelationField => ({
    id,
    kind: 'foreignKey',
    name,
    options,
    to: model.id,
    toSource: null,
    onDelete: 'CASCADE',
    relatedName,
    through: null,
    className: null,
  })
  const pair: Constraint = {
    id: newId('constraint'),
    kind: 'unique',
    name: `unique_${snakeCase(empty.name)}`.slice(0, 30),
    options: {},
    fields: [ids[0], ids[1]],
    expressions: [],
    condition: null,
    include: [],
    deferrable: null,
  }
  // On a self relation both keys end at one model, where the default reverse names would clash.
  return {
    ...empty,
    fields: [
      key(ids[0], from, source, isSelf ? `${from}_set` : null),
      key(ids[1], to, target, isSelf ? `${to}_set` : null),
    ],
    constraints: [pair],
  }
}

/** As Django names it: after the source's table and the field. */
function tableOf(doc: ErDocument, source: Model, field: RelationField): string {
  const given = field.options['db_table']
  if (typeof given === 'string') return given
  const own = source.meta.db_table ?? `${doc.apps[source.app]?.label}_${source.name}`.toLowerCase()
  return `${own}_${field.name}`
}

/** Columns are called after the models in small letters; the pair is unique by an index, as unique_together makes it. */
function withTable(
  through: Model,
  table: string,
  source: Model,
  target: Model,
  keys: readonly [FieldId, FieldId],
): Model {
  const isSelf = source.id === target.id
  const columns = [source, target].map(({ name }, i) => {
    const word = name.toLowerCase()
    return `${isSelf ? (i === 0 ? 'from_' : 'to_') : ''}${word}_id`
  })
  return {
    ...through,
    meta: { db_table: table, unique_together: [[...keys]] },
    constraints: [],
    fields: through.fields.map((field, i) =>
      `${field.name}_id` === columns[i]
        ? field
        : { ...field, options: { ...field.options, db_column: columns[i] ?? '' } },
    ),
  }
}

function placeBetween(doc: ErDocument, draft: Draft, a: ModelId, b: ModelId, through: ModelId): void {
  for (const view of Object.values(doc.views)) {
    const first = doc.placements[placementId(view.id, a)]
    const second = doc.placements[placementId(view.id, b)]
    if (first === undefined || second === undefined) continue
    const below = a === b ? 240 : 0
    draft.put('placements', {
      id: placementId(view.id, through),
      view: view.id,
      model: through,
      x: Math.round((first.x + second.x) / 2),
      y: Math.round((first.y + second.y) / 2) + below,
      color: null,
      collapsed: false,
      locked: false,
    })
  }
}

/** The pairs of the source's sample rows become rows of the through model. */
function movePairs(
  doc: ErDocument,
  draft: Draft,
  source: Model,
  field: FieldId,
  through: ModelId,
  [from, to]: readonly [FieldId, FieldId],
): void {
  const rowSet = doc.rows[source.id]
  if (rowSet === undefined) return
  const pairs: SampleRow[] = []
  const rows = rowSet.rows.map((row) => {
    const { [field]: targets, ...values } = row.values
    for (const target of Array.isArray(targets) ? targets : []) {
      pairs.push({ pk: pairs.length + 1, values: { [from]: row.pk, [to]: target } })
    }
    return { ...row, values }
  })
  draft.put('rows', { ...rowSet, rows })
  if (pairs.length > 0) draft.put('rows', { id: through, rows: pairs })
}
