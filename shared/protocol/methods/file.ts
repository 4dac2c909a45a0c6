/** Files other than the design: the in-page picker, drops, exports, imports. */
import { z } from 'zod'

import { handleSchema } from '../handles.ts'
import { diagnosticSchema } from '../json.ts'
import { MAX_DOCUMENT, MAX_UPLOAD_PIECE } from '../limits.ts'
import { plain } from '../method.ts'
import { fileName } from './doc.ts'

const dir = handleSchema('dir')
const file = handleSchema('file')
const base64 = z.string().max(MAX_UPLOAD_PIECE)
const wroteFile = z.object({ label: z.string(), bytes: z.int() })

export const fileMethods = {
  /** The folders that the host was started with; the in-page picker shows nothing outside them. */
  'dir.roots': plain({
    params: z.strictObject({}),
    result: z.array(z.object({ dir, label: z.string() })),
    rights: ['dir'],
    mutates: true,
  }),
  'dir.list': plain({
    params: z.strictObject({ dir }),
    result: z.object({
      entries: z.array(
        z.object({ name: z.string(), kind: z.enum(['dir', 'file']), bytes: z.int(), modified: z.number() }),
      ),
      /** More than can be shown were left out. */
      truncated: z.boolean(),
    }),
    rights: ['dir'],
  }),
  'dir.openDir': plain({
    params: z.strictObject({ dir, name: fileName }),
    result: z.object({ dir, label: z.string() }),
    rights: ['dir'],
    mutates: true,
  }),
  'dir.openFile': plain({
    params: z.strictObject({ dir, name: fileName }),
    result: z.object({ file, label: z.string() }),
    rights: ['dir'],
    mutates: true,
  }),
  /** A handle for a file to be written; `exists` tells whether to ask before replacing it. */
  'dir.createFile': plain({
    params: z.strictObject({ dir, name: fileName }),
    result: z.object({ file, label: z.string(), exists: z.boolean() }),
    rights: ['dir', 'file:write'],
    mutates: true,
  }),

  /** Bytes that were dropped on the page or chosen in it: a file that exists in the host's memory only. */
  'file.drop': plain({
    params: z.strictObject({ name: fileName, bytes: base64 }),
    result: z.object({ file, label: z.string() }),
    rights: ['file:read'],
    mutates: true,
  }),
  /** The next piece of a dropped file. */
  'file.append': plain({
    params: z.strictObject({ file, bytes: base64 }),
    result: z.object({ bytes: z.int() }),
    rights: ['file:read'],
    mutates: true,
  }),
  'file.info': plain({
    params: z.strictObject({ file }),
    result: z.object({ label: z.string(), bytes: z.int(), kind: z.enum(['design', 'sqlite', 'other']) }),
    rights: ['file:read'],
  }),
  /** A source as text, for writing edits back onto it. PARSE where it is not UTF-8. */
  'file.readText': plain({
    params: z.strictObject({ file }),
    result: z.object({ label: z.string(), text: z.string() }),
    rights: ['file:read'],
  }),
  'file.close': plain({ params: z.strictObject({ file }), result: z.null(), rights: ['file:read'], mutates: true }),
  /** Writes an export to a file the user picked (`doc.pickSave`, `dir.createFile`), all or nothing. */
  'file.saveText': plain({
    params: z.strictObject({ file, text: z.string().max(MAX_DOCUMENT) }),
    result: wroteFile,
    rights: ['file:write'],
    mutates: true,
  }),
  'file.saveBytes': plain({
    params: z.strictObject({ file, bytes: z.string().max(MAX_DOCUMENT) }),
    result: wroteFile,
    rights: ['file:write'],
    mutates: true,
  }),

  /** Reads any importable source into a design, in a process of its own. */
  'import.run': plain({
    params: z.strictObject({
      files: z.array(file).min(1).max(1000),
      /** An importer's id; null: recognised by content. */
      from: z.string().max(64).nullable().default(null),
      app: z.string().max(100).default('app'),
      dialect: z.enum(['sqlite', 'postgresql', 'mysql']).nullable().default(null),
    }),
    result: z.object({
      importer: z.string(),
      text: z.string(),
      diagnostics: z.array(diagnosticSchema),
      /** The source says where everything stands: nothing is to be arranged. */
      placed: z.boolean(),
    }),
    rights: ['file:read'],
    cancellable: true,
    timeoutMs: 60_000,
  }),
}
