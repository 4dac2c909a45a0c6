/** Databases: the design's own sample database, or any SQLite file, each in a process of its own. */
import { z } from 'zod'

import { bytesSchema } from '../bytes.ts'
import { handleSchema } from '../handles.ts'
import { jsonSchema } from '../json.ts'
import { MAX_CODE, MAX_DOCUMENT, MAX_ROWS } from '../limits.ts'
import { plain, stream } from '../method.ts'
import { wireCellSchema, wireScalarSchema } from '../scalars.ts'

const session = handleSchema('sql')
const sqlText = z.string().max(MAX_CODE)

/** Values by position, or by the name after `:`, `@` or `$`. */
const sqlParams = z.union([z.array(wireScalarSchema).max(32_766), z.record(z.string().max(200), wireScalarSchema)])

const sqlColumn = z.object({
  name: z.string(),
  /** Where it comes from, for a plain column of a table. */
  table: z.string().nullable(),
  column: z.string().nullable(),
  /** As declared. */
  type: z.string().nullable(),
})
export type SqlColumn = z.output<typeof sqlColumn>

const tableInfo = z.object({
  name: z.string(),
  kind: z.enum(['table', 'view', 'virtual']),
  columns: z.array(
    z.object({ name: z.string(), type: z.string(), notNull: z.boolean(), pk: z.int(), hidden: z.boolean() }),
  ),
  /** null: not counted (too slow, or it cannot be read). */
  rows: z.number().nullable(),
})

/** Where a design's text comes from: all of it, or what changed since the last call. */
const designInput = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('text'), text: z.string().max(MAX_DOCUMENT), revision: z.int() }),
  /** A patch of `shared/history`; CONFLICT when the session is not at `from`: send the text. */
  z.strictObject({ kind: z.literal('patch'), patch: jsonSchema, from: z.int(), revision: z.int() }),
])

/** One statement of a script: what it gave and what it asked the database. */
const ormItem = z.looseObject({
  index: z.int(),
  /** 1-based line of the statement. */
  line: z.int(),
  ms: z.number(),
  /** The SQL that ran, in order, with its values. */
  sql: z.array(z.object({ text: z.string(), params: z.array(jsonSchema) })),
  /** In the shapes of `test/oracle/README.md`. */
  result: jsonSchema,
})

/** Rows of one table that a run put in, changed and took out (and that came back, where it was not kept). */
export const sqlChanges = z.object({ table: z.string(), inserted: z.int(), updated: z.int(), deleted: z.int() })
export type SqlChanges = z.output<typeof sqlChanges>

export const sqlMethods = {
  /**
   * Opens a database. `sample`: the design's own one, created when missing, beside the document.
   * A file is opened read-only unless `mode` is `write`.
   */
  'sql.open': plain({
    params: z.strictObject({
      source: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('sample'), doc: handleSchema('doc') }),
        z.strictObject({ kind: z.literal('file'), file: handleSchema('file') }),
      ]),
      mode: z.enum(['read', 'write']).default('read'),
    }),
    result: z.object({
      session,
      label: z.string(),
      mode: z.enum(['read', 'write']),
      sample: z.boolean(),
      sqlite: z.string(),
    }),
    rights: ['sql:read'],
    mutates: true,
  }),
  'sql.close': plain({ params: z.strictObject({ session }), result: z.null(), rights: ['sql:read'], mutates: true }),

  /**
   * A copy of a database file, beside it, before it is changed. DENIED where the file cannot be written anyway or has
   * no place on the disk.
   */
  'sql.backup': plain({
    params: z.strictObject({ session }),
    result: z.object({ label: z.string() }),
    rights: ['sql:write'],
    timeoutMs: 600_000,
    mutates: true,
  }),

  /**
   * Brings the sample database to the design's schema, rows kept; `plan` is the SQL that ran. A file that others made
   * is never changed by it: its session only takes the design over, for queries in the words of the models.
   */
  'sql.sync': plain({
    params: z.strictObject({ session, design: designInput }),
    result: z.object({
      changed: z.boolean(),
      plan: z.array(z.string()),
      /** What could not be kept or was guessed, in words. */
      notes: z.array(z.string()),
      revision: z.int(),
      ms: z.number(),
    }),
    rights: ['sql:write'],
    cancellable: true,
    timeoutMs: 60_000,
    mutates: true,
  }),
  /** Forgets the sample rows and builds the database anew from the design (its document rows included). */
  'sql.reset': plain({
    params: z.strictObject({ session }),
    result: z.object({ plan: z.array(z.string()), ms: z.number() }),
    rights: ['sql:write'],
    timeoutMs: 60_000,
    mutates: true,
  }),

  /** Runs one reading statement; rows come in batches (`column-batch.ts`) as credit allows. */
  'sql.query': stream({
    params: z.strictObject({
      session,
      sql: sqlText,
      params: sqlParams.default([]),
      limit: z.int().min(0).max(MAX_ROWS).default(MAX_ROWS),
    }),
    head: z.object({ columns: z.array(sqlColumn), generation: z.int() }),
    item: z.object({ batch: bytesSchema }),
    summary: z.object({
      rows: z.int(),
      /** There would have been more rows than `limit`. */
      truncated: z.boolean(),
      /** Time spent in SQLite, ms. */
      ms: z.number(),
    }),
    rights: ['sql:read'],
    timeoutMs: 60_000,
  }),
  /**
   * Runs statements in one transaction, all or nothing; only in `write` mode, unless all of them only read. Without
   * `keep` it is rolled back.
   */
  'sql.exec': plain({
    params: z.strictObject({
      session,
      sql: sqlText,
      params: sqlParams.default([]),
      keep: z.boolean().default(true),
    }),
    result: z.object({
      statements: z.array(
        z.object({
          sql: z.string(),
          changes: z.int(),
          lastId: wireScalarSchema,
          rows: z.array(z.array(wireCellSchema)),
          columns: z.array(sqlColumn),
        }),
      ),
      ms: z.number(),
      changes: z.array(sqlChanges),
      /** `sql.undo` can take it back. */
      undo: z.boolean(),
    }),
    rights: ['sql:write'],
    cancellable: true,
    timeoutMs: 60_000,
    mutates: true,
  }),
  /** Takes back the last run that kept its changes; CONFLICT where rows have changed since. */
  'sql.undo': plain({
    params: z.strictObject({ session }),
    result: z.object({ changes: z.array(sqlChanges) }),
    rights: ['sql:write'],
    timeoutMs: 60_000,
    mutates: true,
  }),
  /** One cell in full, by running the statement again: piece `offset`… of `length` bytes (blob) or characters. */
  'sql.cell': plain({
    params: z.strictObject({
      session,
      sql: sqlText,
      params: sqlParams.default([]),
      row: z.int().min(0).max(MAX_ROWS),
      column: z.int().min(0).max(32_766),
      offset: z.int().min(0).default(0),
      length: z.int().min(1).max(2_097_152).default(1_048_576),
    }),
    result: z.object({ value: z.union([z.string(), z.object({ $b: z.string() }), z.null()]), total: z.int() }),
    rights: ['sql:read'],
    cancellable: true,
  }),
  'sql.tables': plain({
    /** Without `columns` they are []: of five thousand tables they are nine tenths of the answer. */
    params: z.strictObject({ session, counts: z.boolean().default(true), columns: z.boolean().default(true) }),
    result: z.object({ tables: z.array(tableInfo) }),
    rights: ['sql:read'],
    cancellable: true,
  }),

  /**
   * Runs ORM code against the design that `sql.sync` (or `design`) gave the session. Without `write`
   * whatever it changes is rolled back at the end.
   */
  'orm.run': stream({
    params: z.strictObject({
      session,
      code: z.string().max(MAX_CODE),
      write: z.boolean().default(false),
      /** Names that the code defines stay for the next run that asks so: a prompt's session. */
      keepNames: z.boolean().default(false),
      /** For a database that is not the sample's: the design to read it by. */
      design: designInput.nullable().default(null),
      limit: z.int().min(1).max(MAX_ROWS).default(1000),
    }),
    head: z.object({ generation: z.int() }),
    item: ormItem,
    summary: z.object({
      statements: z.int(),
      ms: z.number(),
      committed: z.boolean(),
      /** Also of a run that was not kept. */
      changes: z.array(sqlChanges).default([]),
      /** `sql.undo` can take it back. */
      undo: z.boolean().default(false),
      /** Lines that were no code but what a prompt had printed. */
      echoed: z.int().default(0),
    }),
    rights: ['sql:read'],
    timeoutMs: 60_000,
    mutates: true,
  }),
  /** What deleting these rows would do, nothing changed. */
  'impact.run': plain({
    params: z.strictObject({
      session,
      model: z.string().max(200).default(''),
      /** Each a value, of a composite key the list of its parts. */
      pks: z
        .array(z.union([wireScalarSchema, z.array(wireScalarSchema).min(1).max(100)]))
        .max(10_000)
        .default([]),
      /** Instead of model and keys: ORM code whose last line gives the objects. */
      code: z.string().max(MAX_CODE).nullable().default(null),
      design: designInput.nullable().default(null),
    }),
    result: jsonSchema,
    rights: ['sql:read'],
    cancellable: true,
  }),
  /** Rows in Django's fixture format into the database: all or none. */
  'fixture.load': plain({
    params: z.strictObject({ session, text: z.string().max(MAX_DOCUMENT) }),
    result: z.object({ rows: z.int(), ms: z.number() }),
    rights: ['sql:write'],
    cancellable: true,
    timeoutMs: 600_000,
    mutates: true,
  }),
  /** Rows of these models (labels; none: of all) as a fixture, in pieces of text. */
  'fixture.dump': stream({
    params: z.strictObject({ session, models: z.array(z.string().max(200)).max(10_000).default([]) }),
    head: z.object({}),
    item: z.object({ text: z.string() }),
    summary: z.object({ rows: z.int() }),
    rights: ['sql:read'],
    timeoutMs: 600_000,
  }),
  /** Fills the sample database with consistent rows; null: as many, and with the seed, that the design says. */
  'sample.fill': plain({
    params: z.strictObject({
      session,
      rows: z.int().min(1).max(1_000_000).nullable().default(null),
      seed: z.int().nullable().default(null),
    }),
    result: z.object({
      tables: z.array(z.object({ name: z.string(), rows: z.int() })),
      notes: z.array(z.string()),
      ms: z.number(),
    }),
    rights: ['sql:write'],
    cancellable: true,
    timeoutMs: 600_000,
    mutates: true,
  }),
}
