/** Choices classes: `TextChoices`, `IntegerChoices`. */
import { z } from 'zod'
import type { EnumId } from '../../document/ids.ts'
import { newId } from '../../document/ids.ts'
import { rootOf } from '../../document/records.ts'
import type { Choice, ChoicesClass, EnumMember } from '../../document/records.ts'
import { appId, enumId, enumMemberSchema, memberSchema, modelId } from '../../document/schemas.ts'
import { change } from '../../history/patch.ts'
import { CommandError, defineCommand, required } from '../define-command.ts'
import { draftOf, merged, modelOf, named } from '../edit.ts'
import { renameEnumUses } from '../rename/enum-rename.ts'

export const addEnum = defineCommand({
  type: 'enum.add',
  label: 'Add choices class',
  params: z.object({
    id: enumId.exactOptional(),
    name: z.string(),
    app: appId.exactOptional(),
    model: modelId.nullable().exactOptional(),
    base: z.string().exactOptional(),
    members: z.array(enumMemberSchema).exactOptional(),
    extra: z.array(memberSchema).exactOptional(),
  }),
  apply(doc, { id = newId('enum'), name, app, model = null, base = 'models.TextChoices', members = [], extra = [] }) {
    if (doc.enums[id] !== undefined) throw new CommandError('The choices class is already in this design.')
    const owner = model === null ? null : modelOf(doc, model)
    const home = app ?? owner?.app ?? rootOf(doc).defaultApp
    required(doc.apps[home], 'The app')
    const one = { id, app: home, name: named(name), model, base, members }
    return [change('enums', undefined, extra.length === 0 ? one : { ...one, extra })]
  },
})

/** `extra`: methods and whatever else stands in the class; []: none. Source that names the class follows. */
export const setEnum = defineCommand({
  type: 'enum.set',
  label: 'Change choices class',
  params: z.object({
    id: enumId,
    name: z.string().exactOptional(),
    model: modelId.nullable().exactOptional(),
    base: z.string().exactOptional(),
    members: z.array(enumMemberSchema).exactOptional(),
    extra: z.array(memberSchema).exactOptional(),
  }),
  apply(doc, { id, name, extra, ...changes }) {
    const before = required(doc.enums[id], 'The choices class')
    if (changes.model !== undefined && changes.model !== null) modelOf(doc, changes.model)
    const renamed = { ...before, ...changes, name: name === undefined ? before.name : named(name) }
    const after = extra === undefined ? renamed : merged(renamed, { extra: extra.length === 0 ? undefined : extra })
    const draft = draftOf(doc)
    draft.put('enums', after)
    renameEnumUses(doc, draft, before, after)
    return draft.patch()
  },
  mergeKey: ({ id, name, members }) => (name === undefined && members === undefined ? null : `enum.set ${id}`),
})

/** Deletes a choices class; fields that use it keep its choices as a plain list. */
export const deleteEnum = defineCommand({
  type: 'enum.delete',
  label: 'Delete choices class',
  params: z.object({ id: enumId }),
  apply(doc, { id }) {
    const one = required(doc.enums[id], 'The choices class')
    const draft = draftOf(doc)
    draft.remove('enums', id)
    for (const model of Object.values(doc.models)) {
      if (!model.fields.some((f) => f.kind === 'scalar' && usesEnum(f.choices, id))) continue
      const fields = model.fields.map((f) =>
        f.kind === 'scalar' && usesEnum(f.choices, id)
          ? { ...f, choices: { kind: 'pairs' as const, pairs: pairsOf(one) } }
          : f,
      )
      draft.put('models', { ...model, fields })
    }
    return draft.patch()
  },
})

function usesEnum(choices: { readonly kind: string; readonly enum?: EnumId } | null, id: EnumId): boolean {
  return choices !== null && choices.kind === 'enum' && choices.enum === id
}

function pairsOf(one: ChoicesClass): readonly Choice[] {
  return one.members.map((member) => ({ value: member.value, label: member.label ?? derivedLabel(member) }))
}

/** As Django derives it: `IN_REVIEW` → `In Review`. */
function derivedLabel({ name }: EnumMember): string {
  return name
    .toLowerCase()
    .replaceAll('_', ' ')
    .replace(/\b[a-z]/g, (letter) => letter.toUpperCase())
}
