/** The rows of one table: pages of them, filtered and sorted; staged changes; files in and out. */
import { z } from 'zod'

import { bytesSchema } from '../bytes.ts'
import { handleSchema } from '../handles.ts'
import { jsonSchema } from '../json.ts'
import { plain } from '../method.ts'
import { wireScalarSchema } from '../scalars.ts'
import { sqlChanges } from './sql.ts'

const session = handleSchema('sql')
const file = handleSchema('file')
const name = z.string().min(1).max(1000)
const names = z.array(name).min(1).max(8)
const values = z.array(wireScalarSchema).max(1000)
/** Columns that are looked at together, and what rows hold in them, in the same order. */
const keyColumns = z.array(name).min(1).max(32)
const tuple = z.array(wireScalarSchema).min(1).max(32)
const tuples = z.array(tuple).max(1000)

/** What identifies a row: its rowid, or the primary key where the table has none; [] where nothing does. */
const rowKey = z.array(wireScalarSchema).max(32)

/** Conditions that all have to hold. Values are as the database stores them. */
const rowFilter = z.discriminatedUnion('op', [
  z.strictObject({ op: z.enum(['isNull', 'notNull', 'isEmpty', 'notEmpty']), column: name }),
  z.strictObject({
    op: z.enum(['contains', 'notContains', 'startsWith', 'endsWith']),
    column: name,
    text: z.string().max(10_000),
  }),
  z.strictObject({
    op: z.enum(['equals', 'notEquals', 'gt', 'gte', 'lt', 'lte']),
    column: name,
    value: wireScalarSchema,
  }),
  z.strictObject({ op: z.literal('between'), column: name, from: wireScalarSchema, to: wireScalarSchema }),
  z.strictObject({ op: z.enum(['in', 'notIn']), column: name, values }),
  /** The row that the column refers to says `text` in one of `labels`. */
  z.strictObject({
    op: z.literal('label'),
    column: name,
    table: name,
    key: name,
    labels: names,
    text: z.string().max(10_000),
  }),
  /** One of `columns` contains the text, or the row that one of `called` refers to does. `column` is the first of them. */
  z.strictObject({
    op: z.literal('anywhere'),
    column: name,
    columns: z.array(name).min(1).max(2000),
    called: z.array(z.strictObject({ column: name, table: name, key: name, labels: names })).max(200),
    text: z.string().max(10_000),
  }),
  /** A row of `through` has the column's value in `target` and `value` in `source`: a many-to-many. */
  z.strictObject({
    op: z.literal('linked'),
    column: name,
    through: name,
    source: name,
    target: name,
    value: wireScalarSchema,
  }),
])
export type RowFilter = z.output<typeof rowFilter>

/** `label`: by what the row that the column refers to is called, as the grid shows it, not by its key. */
const rowSort = z.strictObject({
  column: name,
  descending: z.boolean(),
  label: z.strictObject({ table: name, key: name, labels: names }).exactOptional(),
})
export type RowSort = z.output<typeof rowSort>

const view = {
  session,
  table: name,
  filters: z.array(rowFilter).max(50).default([]),
  sort: z.array(rowSort).max(10).default([]),
}

const tableColumn = z.object({
  name: z.string(),
  type: z.string(),
  notNull: z.boolean(),
  /** 1-based place in the primary key; 0: not in it. */
  pk: z.int(),
  generated: z.boolean(),
})
export type TableColumn = z.output<typeof tableColumn>

/** A value to store; `$new` is the key of the row that the same call inserts under that number. */
const newValue = z.union([wireScalarSchema, z.strictObject({ $new: z.int() })])
const assigned = z.array(z.strictObject({ column: name, value: newValue })).max(2000)

const rowChange = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('update'),
    table: name,
    key: rowKey.min(1),
    /** `was`: what the page saw there; the row is refused where that is no longer so. */
    set: z
      .array(z.strictObject({ column: name, value: newValue, was: wireScalarSchema.exactOptional() }))
      .min(1)
      .max(2000),
  }),
  z.strictObject({ kind: z.literal('insert'), table: name, id: z.int(), values: assigned }),
  z.strictObject({ kind: z.literal('delete'), table: name, key: rowKey.min(1) }),
  /** Rows of a join table. */
  z.strictObject({ kind: z.literal('link'), table: name, values: assigned.min(1) }),
  z.strictObject({ kind: z.literal('unlink'), table: name, values: assigned.min(1) }),
])
export type RowChange = z.output<typeof rowChange>
export type NewValue = z.output<typeof newValue>

/** What is wrong with one change: Django's words, or SQLite's. */
const rowProblem = z.object({
  /** Index in `changes`. */
  change: z.int(),
  column: z.string().nullable(),
  message: z.string(),
})
export type RowProblem = z.output<typeof rowProblem>

const fileFormat = z.enum(['csv', 'json'])

/** How a text of a file becomes a column's value; see `shared/rows/cell-rule.ts`. */
const cellRule = z.strictObject({
  kind: z.enum([
    'text',
    'integer',
    'real',
    'decimal',
    'boolean',
    'date',
    'datetime',
    'time',
    'duration',
    'uuid',
    'json',
    'blob',
    'any',
  ]),
  null: z.boolean(),
  emptyText: z.boolean(),
  maxLength: z.number().nullable(),
  digits: z.number().nullable(),
  decimals: z.number().nullable(),
  range: z.enum(['small', 'normal', 'big']).nullable(),
  positive: z.boolean(),
  choices: z.array(z.strictObject({ value: wireScalarSchema, label: z.string() })).nullable(),
})

export const rowsMethods = {
  /** Rows `start`… of the view, at most `limit`. Longer cells come as their beginning. */
  'rows.page': plain({
    params: z.strictObject({ ...view, start: z.int().min(0).default(0), limit: z.int().min(1).max(500).default(200) }),
    result: z.object({
      columns: z.array(tableColumn),
      /** `none`: the rows cannot be told apart, so they cannot be changed. */
      keyed: z.enum(['rowid', 'primaryKey', 'none']),
      /** So many columns at the beginning of `batch` are the rows' keys; `columns` follow. */
      keyWidth: z.int(),
      batch: bytesSchema,
      ms: z.number(),
    }),
    rights: ['sql:read'],
    cancellable: true,
    timeoutMs: 60_000,
  }),
  'rows.count': plain({
    params: z.strictObject({ session, table: name, filters: view.filters }),
    result: z.object({ total: z.int(), ms: z.number() }),
    rights: ['sql:read'],
    cancellable: true,
    timeoutMs: 60_000,
  }),
  /** One cell in full, up to 4 MiB. */
  'rows.cell': plain({
    params: z.strictObject({ session, table: name, key: rowKey.min(1), column: name }),
    result: z.object({ value: z.union([wireScalarSchema, z.string(), z.strictObject({ $b: z.string() })]) }),
    rights: ['sql:read'],
    cancellable: true,
  }),
  /** What the rows with these keys are called: their first label column that says something. */
  'rows.labels': plain({
    params: z.strictObject({ session, table: name, keys: keyColumns, labels: names, values: tuples }),
    result: z.object({ labels: z.array(z.object({ key: tuple, label: z.string() })) }),
    rights: ['sql:read'],
    cancellable: true,
  }),
  /** Rows to choose from: those whose key is `text` first, then those whose labels contain it. */
  'rows.search': plain({
    params: z.strictObject({
      session,
      table: name,
      keys: keyColumns,
      labels: names,
      text: z.string().max(1000),
      limit: z.int().min(1).max(200).default(50),
    }),
    result: z.object({ options: z.array(z.object({ key: tuple, label: z.string() })), more: z.boolean() }),
    rights: ['sql:read'],
    cancellable: true,
  }),
  /** How many rows of `table` have each of the values in `columns`; those without any are left out. */
  'rows.counts': plain({
    params: z.strictObject({
      session,
      groups: z.array(z.strictObject({ table: name, columns: keyColumns, values: tuples })).max(100),
    }),
    result: z.object({
      groups: z.array(z.array(z.object({ key: tuple, count: z.int() }))),
    }),
    rights: ['sql:read'],
    cancellable: true,
  }),
  /** Which values a column has, the frequent ones first, and how many rows each; long texts and blobs are left out. */
  'rows.distinct': plain({
    params: z.strictObject({
      session,
      table: name,
      filters: view.filters,
      column: name,
      /** Part of the value; '': any. */
      text: z.string().max(1000).default(''),
      limit: z.int().min(1).max(1000).default(200),
    }),
    result: z.object({
      values: z.array(z.object({ value: wireScalarSchema, count: z.int() })),
      more: z.boolean(),
    }),
    rights: ['sql:read'],
    cancellable: true,
    timeoutMs: 60_000,
  }),
  /** What a new row of a model's table starts with, as Django fills it in; columns left to the database are missing. */
  'rows.defaults': plain({
    params: z.strictObject({ session, table: name }),
    result: z.object({ values: z.array(z.object({ column: z.string(), value: wireScalarSchema })) }),
    rights: ['sql:read'],
  }),

  /** All of the changes or none. Deletes do what the models' on_delete says. */
  'rows.apply': plain({
    params: z.strictObject({ session, changes: z.array(rowChange).min(1).max(10_000) }),
    result: z.object({
      applied: z.boolean(),
      /** Why nothing was written. */
      problems: z.array(rowProblem),
      changes: z.array(sqlChanges),
      /** Keys of the inserted rows, in the order of the inserts. */
      inserted: z.array(z.object({ id: z.int(), key: rowKey })),
      /** Whether it can be taken back (`sql.undo`). */
      undo: z.boolean(),
    }),
    rights: ['sql:write'],
    cancellable: true,
    timeoutMs: 60_000,
    mutates: true,
  }),

  /** Writes the view to a file that the user picked, whole or not at all. */
  'rows.export': plain({
    params: z.strictObject({ ...view, file, format: fileFormat }),
    result: z.object({ rows: z.int(), bytes: z.number(), label: z.string(), ms: z.number() }),
    rights: ['sql:read', 'file:write'],
    cancellable: true,
    timeoutMs: 600_000,
    mutates: true,
  }),
  /** What a CSV or JSON file has: its columns and first rows. */
  'rows.inspect': plain({
    params: z.strictObject({ session, file }),
    result: z.object({
      format: fileFormat,
      label: z.string(),
      /** What its letters were taken for; all but Windows-1252 is certain. */
      encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252']),
      columns: z.array(z.string()),
      /** null: nothing there. */
      rows: z.array(z.array(z.string().nullable())),
      /** Rows of the file, counted or by the length of the first. */
      estimate: z.int(),
      /** An import of so many rows can be taken back. */
      canUndo: z.boolean(),
    }),
    rights: ['sql:read', 'file:read'],
    cancellable: true,
  }),
  /** Adds the file's rows in one transaction. `stop`: a bad row keeps out all of them; `skip`: only itself. */
  'rows.import': plain({
    params: z.strictObject({
      session,
      table: name,
      file,
      columns: z
        .array(z.strictObject({ from: z.int().min(0), column: name, rule: cellRule }))
        .min(1)
        .max(2000),
      onError: z.enum(['stop', 'skip']),
    }),
    result: z.object({
      applied: z.boolean(),
      rows: z.int(),
      refused: z.int(),
      /** The first 100 of them. */
      problems: z.array(
        z.object({ line: z.int(), column: z.string().nullable(), value: z.string().nullable(), problem: jsonSchema }),
      ),
      undo: z.boolean(),
      ms: z.number(),
    }),
    rights: ['sql:write', 'file:read'],
    cancellable: true,
    timeoutMs: 600_000,
    mutates: true,
  }),
}
