import { z } from 'zod'
import { rootOf, TABLES } from '../../document/records.ts'
import type { ErDocument } from '../../document/records.ts'
import { isSame } from '../../util/same.ts'
import type { Patch, RecordChange } from '../../history/patch.ts'
import { CommandError, defineCommand } from '../define-command.ts'
import { editRoot, named } from '../edit.ts'

export const renameDocument = defineCommand({
  type: 'document.rename',
  label: 'Rename design',
  params: z.object({ name: z.string() }),
  apply: (doc, { name }) => editRoot(doc, (root) => ({ ...root, name: named(name) })),
  mergeKey: () => 'document.rename',
})

const SETTINGS = {
  DEFAULT_AUTO_FIELD: z.string().min(1),
  AUTH_USER_MODEL: z.string().min(1),
  USE_TZ: z.boolean(),
  LIKE_INDEXES: z.boolean(),
}

/** One of the settings that change the schema. */
export const setSetting = defineCommand({
  type: 'document.setSetting',
  label: 'Change setting',
  params: z.object({
    key: z.enum(['DEFAULT_AUTO_FIELD', 'AUTH_USER_MODEL', 'USE_TZ', 'LIKE_INDEXES']),
    value: z.union([z.string(), z.boolean()]),
  }),
  apply(doc, { key, value }) {
    const parsed = SETTINGS[key].safeParse(value)
    if (!parsed.success) throw new CommandError(`That is not a value for ${key}.`)
    return editRoot(doc, (root) => ({ ...root, settings: { ...root.settings, [key]: parsed.data } }))
  },
})

function isDocument(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const tables = value as Record<string, unknown>
  return TABLES.every((t) => typeof tables[t] === 'object' && tables[t] !== null)
}

/** The whole document as one step: an import, a version from Git. Equal records keep their identity. */
export const replaceDocument = defineCommand({
  type: 'document.replace',
  label: 'Replace design',
  params: z.object({ doc: z.custom<ErDocument>(isDocument), label: z.string().exactOptional() }),
  apply: (before, { doc: after }) => differences(before, after),
})

/** The patch that turns one document into another. */
export function differences(before: ErDocument, after: ErDocument): Patch {
  rootOf(after)
  const changes: unknown[] = []
  for (const table of TABLES) {
    for (const id of new Set([...Object.keys(before[table]), ...Object.keys(after[table])])) {
      const [old, now] = [before[table][id], after[table][id]]
      if (!isSame(old, now)) changes.push({ table, id, before: old, after: now })
    }
  }
  return changes as readonly RecordChange[]
}
