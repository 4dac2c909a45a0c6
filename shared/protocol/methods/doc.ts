/** Designs on disk, their recovery copies, recent files and examples. */
import { z } from 'zod'

import { handleSchema } from '../handles.ts'
import { diagnosticSchema } from '../json.ts'
import { MAX_DOCUMENT, MAX_STEPS } from '../limits.ts'
import { plain } from '../method.ts'

const doc = handleSchema('doc')
const file = handleSchema('file')
const text = z.string().max(MAX_DOCUMENT)
/** What the host saw when it last read or wrote the file; null: the design has no file yet. */
const etag = z.string().max(200).nullable()
/** A file name without folders. */
export const fileName = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[^/\\\0]+$/)

/** An open design with its text. */
const openedDocument = z.object({
  doc,
  /** File name, or `Untitled`. */
  label: z.string(),
  /** Last folder of the path, for telling two files of one name apart; null: not on disk. */
  folder: z.string().nullable(),
  text: z.string(),
  etag,
  /** The file or its folder cannot be written to. */
  readOnly: z.boolean(),
  /** A newer copy that a crash left behind; offer it. */
  recovery: z.object({ id: z.string(), at: z.number() }).nullable(),
  /** The database file that it was drawn from (`doc.link`), there or not. Absent: none. */
  database: z.object({ file, label: z.string() }).exactOptional(),
  /** Python files that the design was read from: `doc.save` writes onto them. Absent: a design of its own. */
  source: z
    .object({
      files: z.array(z.string()).readonly(),
      diagnostics: z.array(diagnosticSchema).readonly(),
      /** The file beside them that keeps views and places; `isOurs` false: something else, left alone. */
      views: z.object({ file: z.string(), exists: z.boolean(), isOurs: z.boolean() }),
    })
    .exactOptional(),
})
export type OpenedDocument = z.output<typeof openedDocument>

/** What a save onto Python files changes in them. */
const sourceChanges = z.object({
  files: z
    .array(
      z.object({
        /** Relative to what was opened. */
        path: z.string(),
        /** Lines. */
        added: z.int(),
        removed: z.int(),
        /** Unified. */
        diff: z.string(),
      }),
    )
    .readonly(),
  /** What could not be written, and why. */
  diagnostics: z.array(diagnosticSchema).readonly(),
  /** The file that the places went to, where they changed. */
  views: z.string().exactOptional(),
})
export type SourceChanges = z.output<typeof sourceChanges>

const saved = z.object({ etag: z.string(), at: z.number() })
const picked = z.object({ file, label: z.string() })

const revision = z.object({
  /** The commit's hash. */
  rev: z.string(),
  /** ms since the epoch. */
  at: z.number(),
  author: z.string(),
  /** First line of the message. */
  subject: z.string(),
})
export type Revision = z.output<typeof revision>

export const docMethods = {
  /** A design without a file; `text` is kept as its first content. */
  'doc.new': plain({
    params: z.strictObject({ name: z.string().max(255), text }),
    result: openedDocument,
    rights: ['doc:read'],
    mutates: true,
  }),
  'doc.open': plain({
    params: z.strictObject({ file }),
    result: openedDocument,
    rights: ['doc:read'],
    mutates: true,
  }),
  /** A project folder's Python files as one design that is saved onto them. */
  'doc.openFolder': plain({
    params: z.strictObject({ dir: handleSchema('dir') }),
    result: openedDocument,
    rights: ['doc:read', 'dir'],
    mutates: true,
  }),
  /** The file's text as it is now on disk (after `doc.changed`). */
  'doc.read': plain({
    params: z.strictObject({ doc }),
    result: z.object({ text: z.string(), etag }),
    rights: ['doc:read'],
  }),
  /**
   * Replaces the file, all or nothing. CONFLICT when the file is not what `etag` says; `force`
   * overwrites it all the same. NOT_FOUND for a design without a file: use `doc.saveAs`.
   */
  'doc.save': plain({
    params: z.strictObject({
      doc,
      text,
      etag,
      force: z.boolean().default(false),
      /** Python files: views and places go into the file beside them. */
      views: z.boolean().default(false),
    }),
    result: saved.extend({ changes: sourceChanges.exactOptional() }),
    rights: ['doc:write'],
    mutates: true,
  }),
  /** What `doc.save` would change in the Python files. INVALID for a design that has none. */
  'doc.review': plain({
    params: z.strictObject({ doc, text }),
    result: sourceChanges,
    rights: ['doc:read'],
    cancellable: true,
  }),
  /** Saves to a file the user picked; the design then lives there. */
  'doc.saveAs': plain({
    params: z.strictObject({ doc, text, file }),
    result: saved.extend({ label: z.string(), folder: z.string().nullable() }),
    rights: ['doc:write'],
    mutates: true,
  }),
  /** The last commits that touched the design's file, newest first; [] outside a Git work tree. */
  'doc.revisions': plain({
    params: z.strictObject({ doc }),
    result: z.array(revision).readonly(),
    rights: ['doc:read'],
  }),
  /** The file's text at one of its revisions. */
  'doc.revision': plain({
    params: z.strictObject({ doc, rev: z.string().regex(/^[0-9a-f]{40,64}$/) }),
    result: z.object({ label: z.string(), text: z.string() }),
    rights: ['doc:read'],
  }),
  /** Keeps the design's last steps, for the next time that this very content is opened. Nothing goes into its file. */
  'doc.keepSteps': plain({
    params: z.strictObject({ doc, text: z.string().max(MAX_STEPS) }),
    result: z.null(),
    rights: ['doc:write'],
    mutates: true,
  }),
  /** null: none are known for the content that was opened. */
  'doc.readSteps': plain({
    params: z.strictObject({ doc }),
    result: z.string().nullable(),
    rights: ['doc:read'],
  }),
  /** The database file that the design was drawn from; null: none. Told again when the design is opened anew. */
  'doc.link': plain({
    params: z.strictObject({ doc, file: file.nullable() }),
    result: z.null(),
    rights: ['doc:write'],
    mutates: true,
  }),
  'doc.close': plain({
    params: z.strictObject({ doc }),
    result: z.null(),
    rights: ['doc:read'],
    mutates: true,
  }),
  /** Native dialog. UNSUPPORTED where the host has none: use the picker over `dir.list`. null: dismissed. */
  'doc.pickOpen': plain({
    params: z.strictObject({ what: z.enum(['design', 'import', 'database', 'any']).default('design') }),
    result: z.array(picked).nullable(),
    rights: ['doc:read'],
    timeoutMs: 86_400_000,
    mutates: true,
  }),
  /** Native dialog for a project folder, for `doc.openFolder`. UNSUPPORTED and null as above. */
  'doc.pickFolder': plain({
    params: z.strictObject({}),
    result: z.object({ dir: handleSchema('dir'), label: z.string() }).nullable(),
    rights: ['doc:read', 'dir'],
    timeoutMs: 86_400_000,
    mutates: true,
  }),
  'doc.pickSave': plain({
    params: z.strictObject({ name: fileName }),
    result: picked.nullable(),
    rights: ['doc:write'],
    timeoutMs: 86_400_000,
    mutates: true,
  }),

  /** Keeps a copy of unsaved work; call it at most 1 s after an edit. */
  'recovery.write': plain({
    params: z.strictObject({ doc, text, etag }),
    result: z.object({ at: z.number() }),
    rights: ['doc:write'],
    mutates: true,
  }),
  /**
   * The same by what changed since the last copy, numbered by the page: 4 MB of text at 5,000 models are not sent
   * for a letter. `since` 0 begins with an empty text. `write` false: more of it follows, nothing is to be kept yet.
   * `isKnown` false: the host holds another text; begin anew.
   */
  'recovery.change': plain({
    params: z.strictObject({
      doc,
      etag,
      since: z.int().min(0),
      version: z.int().min(1),
      splices: z.array(z.strictObject({ from: z.int().min(0), to: z.int().min(0), text })).max(100_000),
      write: z.boolean(),
    }),
    result: z.object({ isKnown: z.boolean() }),
    rights: ['doc:write'],
    mutates: true,
  }),
  'recovery.list': plain({
    params: z.strictObject({}),
    result: z.array(
      z.object({
        id: z.string(),
        label: z.string(),
        folder: z.string().nullable(),
        at: z.number(),
        bytes: z.int(),
        /** The file was written after the copy was: ask which one. */
        fileIsNewer: z.boolean(),
      }),
    ),
    rights: ['doc:read'],
  }),
  /** Opens a copy as its design, still unsaved. The copy stays until the next save or discard. */
  'recovery.take': plain({
    params: z.strictObject({ id: z.string().max(64) }),
    result: openedDocument,
    rights: ['doc:read'],
    mutates: true,
  }),
  /** The open design is again what its file says: no copy of it is kept. */
  'recovery.drop': plain({ params: z.strictObject({ doc }), result: z.null(), rights: ['doc:write'], mutates: true }),
  'recovery.discard': plain({
    params: z.strictObject({ id: z.string().max(64) }),
    result: z.null(),
    rights: ['doc:write'],
    mutates: true,
  }),

  'recent.list': plain({
    params: z.strictObject({}),
    result: z.array(
      z.object({
        id: z.string(),
        label: z.string(),
        folder: z.string().nullable(),
        at: z.number(),
        missing: z.boolean(),
      }),
    ),
    rights: ['doc:read'],
  }),
  'recent.open': plain({
    params: z.strictObject({ id: z.string().max(64) }),
    result: picked,
    rights: ['doc:read'],
    mutates: true,
  }),
  'recent.add': plain({ params: z.strictObject({ doc }), result: z.null(), rights: ['doc:read'], mutates: true }),
  /** Forgets one entry, or all of them. */
  'recent.forget': plain({
    params: z.strictObject({ id: z.string().max(64).nullable() }),
    result: z.null(),
    rights: ['doc:read'],
    mutates: true,
  }),

  'examples.list': plain({
    params: z.strictObject({}),
    result: z.array(z.object({ name: z.string(), title: z.string() })),
    rights: ['doc:read'],
  }),
  /** A fresh, unsaved design with the example's content. */
  'examples.open': plain({
    params: z.strictObject({ name: z.string().regex(/^[a-z0-9-]{1,64}$/) }),
    result: openedDocument,
    rights: ['doc:read'],
    mutates: true,
  }),
}
