/** Changes to one model that touch nothing but its record, and its place in the declaration order. */
import { z } from 'zod'
import { isExpr } from '../../document/records.ts'
import type { Meta } from '../../document/records.ts'
import { appId, baseSchema, memberSchema, metaSchema, modelId, modelKindSchema } from '../../document/schemas.ts'
import { CommandError, defineCommand, required } from '../define-command.ts'
import { renamedTargets, withRenamedTarget } from '../rename/rename-generic.ts'
import { editModel, editRoot, inserted, merged, modelOf, named } from '../edit.ts'

export const renameModel = defineCommand({
  type: 'model.rename',
  label: 'Rename model',
  params: z.object({ id: modelId, name: z.string() }),
  apply: (doc, { id, name }) => [
    ...editModel(doc, id, (model) => ({ ...withRenamedTarget(doc, model, id, named(name)), name: named(name) })),
    ...renamedTargets(doc, id, named(name)),
  ],
  mergeKey: ({ id }) => `model.rename ${id}`,
})

export const setModelKind = defineCommand({
  type: 'model.setKind',
  label: 'Change kind of model',
  params: z.object({ id: modelId, kind: modelKindSchema }),
  apply: (doc, { id, kind }) => editModel(doc, id, (model) => ({ ...model, kind })),
})

/** Drawn and referenced only, or generated. */
export const setModelExternal = defineCommand({
  type: 'model.setExternal',
  label: 'Change whether the model is external',
  params: z.object({ id: modelId, external: z.boolean() }),
  apply: (doc, { id, external }) => editModel(doc, id, (model) => ({ ...model, external })),
})

export const setModelApp = defineCommand({
  type: 'model.setApp',
  label: 'Move model to app',
  params: z.object({ id: modelId, app: appId }),
  apply(doc, { id, app }) {
    required(doc.apps[app], 'The app')
    return editModel(doc, id, (model) => ({ ...model, app }))
  },
})

export const setModelBases = defineCommand({
  type: 'model.setBases',
  label: 'Change base classes',
  params: z.object({ id: modelId, bases: z.array(baseSchema) }),
  apply(doc, { id, bases }) {
    for (const base of bases) {
      if (isExpr(base)) continue
      if (base.model === id) throw new CommandError('A model cannot be its own base class.')
      modelOf(doc, base.model)
    }
    return editModel(doc, id, (model) => ({ ...model, bases }))
  },
})

const META_KEYS = [
  'db_table',
  'db_table_comment',
  'db_tablespace',
  'ordering',
  'unique_together',
  'index_together',
  'verbose_name',
  'verbose_name_plural',
  'default_related_name',
  'managed',
  'order_with_respect_to',
  'get_latest_by',
  'app_label',
  'swappable',
  'other',
] as const satisfies readonly (keyof Meta)[]

/** One option of Meta; without a value it goes back to Django's default. */
export const setModelMeta = defineCommand({
  type: 'model.setMeta',
  label: 'Change Meta option',
  params: z.object({ id: modelId, key: z.enum(META_KEYS), value: z.unknown().exactOptional() }),
  apply(doc, { id, key, value }) {
    const parsed = metaSchema.safeParse(value === undefined ? {} : { [key]: value })
    if (!parsed.success) throw new CommandError(`That is not a value for Meta.${key}.`)
    return editModel(doc, id, (model) => ({ ...model, meta: merged(model.meta, { [key]: parsed.data[key] }) }))
  },
  mergeKey: ({ id, key, value }) => (typeof value === 'string' ? `model.setMeta ${id} ${key}` : null),
})

export const setModelDocstring = defineCommand({
  type: 'model.setDocstring',
  label: 'Change description',
  params: z.object({ id: modelId, docstring: z.string().nullable() }),
  apply: (doc, { id, docstring }) => editModel(doc, id, (model) => ({ ...model, docstring })),
  mergeKey: ({ id }) => `model.setDocstring ${id}`,
})

/** Methods, managers and other source kept with the model. */
export const setModelMembers = defineCommand({
  type: 'model.setMembers',
  label: 'Change methods',
  params: z.object({ id: modelId, members: z.array(memberSchema) }),
  apply: (doc, { id, members }) => editModel(doc, id, (model) => ({ ...model, members })),
  mergeKey: ({ id }) => `model.setMembers ${id}`,
})

/** `index`: the place in the declaration order that the model has afterwards. */
export const reorderModel = defineCommand({
  type: 'model.reorder',
  label: 'Move model in the file',
  params: z.object({ id: modelId, index: z.int() }),
  apply(doc, { id, index }) {
    modelOf(doc, id)
    return editRoot(doc, (root) => ({
      ...root,
      modelOrder: inserted(
        root.modelOrder.filter((other) => other !== id),
        id,
        index,
      ),
    }))
  },
})
