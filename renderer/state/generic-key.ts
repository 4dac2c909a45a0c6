/** A GenericForeignKey with the two columns that it looks at, as Django's documentation writes them. */
import { newId } from '../../shared/document/ids.ts'
import type { AppId, FieldId, ModelId } from '../../shared/document/ids.ts'
import { freeFieldName } from '../../shared/document/names.ts'
import type { CustomField, ErDocument, Model } from '../../shared/document/records.ts'
import { placementId } from '../../shared/document/records.ts'
import type { CommandCall } from '../../shared/commands/registry.ts'
import { genericKeyArgs, isGenericKeyField } from '../../shared/relations/links/generic-relations.ts'
import { report } from '../actions/run-action.ts'
import type { App } from '../app/app-context.tsx'
import { t } from '../texts/texts.ts'

export const CONTENT_TYPE = 'model:contenttypes.ContentType' as ModelId

/** Left of the model, where its line ends anyway. */
const ASIDE_PX = 336

/** The model with a new key; it is selected. One undo step, ContentType included where the design has none yet. */
export function addGenericKey(app: Pick<App, 'editor' | 'ui'>, model: ModelId): void {
  const { doc } = app.editor.getState()
  const owner = doc.models[model]
  if (owner === undefined) return
  const field = newId('field')
  const name = freeFieldName(doc, owner, 'content_object')
  const contentType = freeFieldName(doc, owner, 'content_type')
  const objectId = freeFieldName(doc, owner, 'object_id')
  const isDefault = contentType === 'content_type' && objectId === 'object_id'
  const args = isDefault ? '"content_type", "object_id"' : `"${contentType}", "${objectId}"`
  run(app, [
    ...columnCalls(app, doc, owner, { contentType, objectId }),
    {
      type: 'field.addCustom',
      params: { id: field, model, name, className: 'GenericForeignKey', args, column: false },
    },
  ])
  app.editor.select({ models: new Set([model]), field: { model, field } })
  app.ui.announce(t.generic.added(owner.name, name))
}

/** The columns that a key looks at and that are not there. */
export function addMissingColumns(app: Pick<App, 'editor' | 'ui'>, model: ModelId, field: CustomField): void {
  const { doc } = app.editor.getState()
  const owner = doc.models[model]
  if (owner === undefined) return
  const missing = missingColumns(owner, field)
  run(app, columnCalls(app, doc, owner, missing, field.id))
}

interface MissingColumns {
  readonly contentType?: string
  readonly objectId?: string
}

/** @param inherited names of fields that bases bring */
export function missingColumns(owner: Model, field: CustomField, inherited: readonly string[] = []): MissingColumns {
  if (!isGenericKeyField(field)) return {}
  const { contentType, objectId } = genericKeyArgs(field.args)
  const isThere = (name: string) => inherited.includes(name) || owner.fields.some((one) => one.name === name)
  return { ...(isThere(contentType) ? {} : { contentType }), ...(isThere(objectId) ? {} : { objectId }) }
}

function run({ editor }: Pick<App, 'editor'>, calls: readonly CommandCall[]): void {
  try {
    editor.dispatchAll(t.generic.step, calls)
  } catch (thrown) {
    report(thrown)
  }
}

function columnCalls(
  { editor }: Pick<App, 'editor'>,
  doc: ErDocument,
  owner: Model,
  { contentType, objectId }: MissingColumns,
  before: FieldId | null = null,
): readonly CommandCall[] {
  const place = owner.fields.findIndex(({ id }) => id === before)
  const index = place < 0 ? owner.fields.length : place
  const model = owner.id
  const types: readonly CommandCall[] =
    contentType === undefined
      ? []
      : [
          ...contentTypeCalls(editor.getState(), doc, owner),
          {
            type: 'relation.add',
            params: { from: model, to: contentTypeOf(doc), kind: 'foreignKey', name: contentType, index },
          },
        ]
  const keys: readonly CommandCall[] =
    objectId === undefined
      ? []
      : [
          {
            type: 'field.add',
            params: {
              model,
              name: objectId,
              type: 'PositiveBigIntegerField',
              index: index + (types.length > 0 ? 1 : 0),
            },
          },
        ]
  return [...types, ...keys]
}

function contentTypeOf(doc: ErDocument): ModelId {
  const app = Object.values(doc.apps).find(({ label }) => label === 'contenttypes')
  const there = Object.values(doc.models).find((model) => model.app === app?.id && model.name === 'ContentType')
  return there?.id ?? CONTENT_TYPE
}

function contentTypeCalls(
  { view }: ReturnType<App['editor']['getState']>,
  doc: ErDocument,
  owner: Model,
): readonly CommandCall[] {
  if (doc.models[contentTypeOf(doc)] !== undefined) return []
  const known = Object.values(doc.apps).find(({ label }) => label === 'contenttypes')
  const app = known?.id ?? ('app:contenttypes' as AppId)
  const beside = doc.placements[placementId(view, owner.id)]
  const at = beside === undefined ? {} : { at: { view, x: beside.x - ASIDE_PX, y: beside.y } }
  return [
    ...(known === undefined ? [{ type: 'app.add' as const, params: { id: app, label: 'contenttypes' } }] : []),
    { type: 'model.add', params: { id: CONTENT_TYPE, name: 'ContentType', app, external: true, ...at } },
  ]
}
