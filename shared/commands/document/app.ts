import { z } from 'zod'
import { newId } from '../../document/ids.ts'
import { rootOf } from '../../document/records.ts'
import { appId, memberSchema } from '../../document/schemas.ts'
import { change } from '../../history/patch.ts'
import { CommandError, defineCommand, required } from '../define-command.ts'
import { editRoot, merged, named, replaced } from '../edit.ts'

export const addApp = defineCommand({
  type: 'app.add',
  label: 'Add app',
  params: z.object({ id: appId.exactOptional(), label: z.string() }),
  apply(doc, { id, label }) {
    if (Object.values(doc.apps).some((app) => app.label === label)) {
      throw new CommandError(`There is already an app “${label}”.`)
    }
    return [change('apps', undefined, { id: id ?? newId('app'), label: named(label) })]
  },
})

export const renameApp = defineCommand({
  type: 'app.rename',
  label: 'Rename app',
  params: z.object({ id: appId, label: z.string() }),
  apply(doc, { id, label }) {
    const before = required(doc.apps[id], 'The app')
    return replaced('apps', before, { ...before, label: named(label) })
  },
  mergeKey: ({ id }) => `app.rename ${id}`,
})

/** What stands in the app's module besides models: imports, constants, functions. []: nothing. */
export const setAppCode = defineCommand({
  type: 'app.setCode',
  label: 'Change code of app',
  params: z.object({ id: appId, code: z.array(memberSchema) }),
  apply(doc, { id, code }) {
    const before = required(doc.apps[id], 'The app')
    return replaced('apps', before, merged(before, { code: code.length === 0 ? undefined : code }))
  },
  mergeKey: ({ id }) => `app.setCode ${id}`,
})

export const deleteApp = defineCommand({
  type: 'app.delete',
  label: 'Delete app',
  params: z.object({ id: appId }),
  apply(doc, { id }) {
    const app = required(doc.apps[id], 'The app')
    const owned = [...Object.values(doc.models), ...Object.values(doc.enums)].find((one) => one.app === id)
    if (owned !== undefined) throw new CommandError(`${app.label} still has ${owned.name}; move or delete that first.`)
    if (rootOf(doc).defaultApp === id)
      throw new CommandError(`${app.label} is where new models go; choose another app for them first.`)
    return [change('apps', app, undefined)]
  },
})

export const setDefaultApp = defineCommand({
  type: 'app.setDefault',
  label: 'Put new models here',
  params: z.object({ id: appId }),
  apply(doc, { id }) {
    required(doc.apps[id], 'The app')
    return editRoot(doc, (root) => ({ ...root, defaultApp: id }))
  },
})
