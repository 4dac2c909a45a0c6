/** The program itself: what it is, what to show first, its window and menus, preferences, the system. */
import { z } from 'zod'

import { handleSchema } from '../handles.ts'
import { jsonSchema } from '../json.ts'
import { plain } from '../method.ts'

const doc = handleSchema('doc')

export const appMethods = {
  'app.info': plain({
    params: z.strictObject({}),
    result: z.object({
      version: z.string(),
      host: z.enum(['electron', 'loopback', 'test', 'cli', 'session']),
      /** `linux`, `darwin`, `win32`. */
      platform: z.string(),
      node: z.string(),
      /** SQLite's version, once a session has said it. */
      sqlite: z.string().nullable(),
      features: z.array(z.string()),
    }),
    rights: ['app'],
  }),
  /** What this window is to show: a design (already opened), or nothing. Asked once after loading. */
  'app.launch': plain({
    params: z.strictObject({}),
    result: z.object({
      document: z.object({ file: handleSchema('file'), label: z.string() }).nullable(),
      example: z.string().nullable(),
      firstRun: z.boolean(),
    }),
    rights: ['app'],
    mutates: true,
  }),
  /** Title, dirty mark and which menu items can be used; the native frame follows. */
  'app.setState': plain({
    params: z.strictObject({
      title: z.string().max(300),
      dirty: z.boolean(),
      doc: doc.nullable(),
      /** Ids of actions that cannot be run now. */
      disabled: z.array(z.string().max(64)).max(500),
    }),
    result: z.null(),
    rights: ['app'],
    mutates: true,
  }),
  /** Answers the event `app.closing`: true when the window may go (saved, or nothing to save). */
  'app.closeReply': plain({
    params: z.strictObject({ token: z.string().max(64), proceed: z.boolean() }),
    result: z.null(),
    rights: ['app'],
    mutates: true,
  }),
  'prefs.get': plain({
    params: z.strictObject({}),
    result: z.record(z.string(), jsonSchema),
    rights: ['prefs'],
  }),
  /** Sets the given keys; null removes one. Answers all of them. */
  'prefs.set': plain({
    params: z.strictObject({ patch: z.record(z.string().min(1).max(64), jsonSchema) }),
    result: z.record(z.string(), jsonSchema),
    rights: ['prefs'],
    mutates: true,
  }),
  /** Opens a web page or a mail in the system's program: https and mailto only. */
  'shell.openExternal': plain({
    params: z.strictObject({ url: z.string().max(2048) }),
    result: z.null(),
    rights: ['shell'],
    mutates: true,
  }),
}
