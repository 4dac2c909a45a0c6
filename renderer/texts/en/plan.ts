/** How SQLite runs a query. */
import { count } from './words.ts'

export const plan = {
  tab: 'Plan',
  none: 'No query was sent.',
  changes: 'A statement that changes rows; SQLite’s plan is shown for queries only.',
  asking: 'Asking SQLite for its plan…',
  scan: (table: string, rows: number | null) =>
    rows === null ? `Reads every row of ${table}` : `Reads every row of ${table} (${count(rows, 'row')})`,
  scanIndex: (table: string, index: string) => `Reads all of ${table} in the order of its index ${index}`,
  scanCovering: (table: string, index: string) => `Reads every entry of the index ${index} of ${table}, not the table`,
  byKey: (table: string) => `Finds one row of ${table} by its primary key`,
  keyRange: (table: string) => `Finds rows of ${table} by their primary key`,
  search: (table: string, columns: string, index: string) => `Looks up ${columns} of ${table} in the index ${index}`,
  automatic: (table: string, columns: string) =>
    `Builds an index on ${columns} of ${table} for this query alone, from every row`,
  covering: 'from the index alone',
  sort: (what: string) => `Sorts the rows for ${what}`,
  subquery: 'A query inside the query',
  perRow: 'A query inside the query, run again for each row',
  compound: {
    MERGE: 'Merges two queries',
    COMPOUND: 'Puts queries together',
    'MULTI-INDEX': 'Several indexes, one for each side of OR',
    LEFT: 'the first',
    RIGHT: 'the second',
  } as Readonly<Record<string, string>>,
  costs: { one: 'one row', few: 'few rows', all: 'whole table', sort: 'sorting', none: '' },
  missing: (table: string, column: string) => `No index on ${column} of ${table}: the whole table is read.`,
  addIndex: (model: string, field: string) => `Add index on ${model}.${field}`,
}
