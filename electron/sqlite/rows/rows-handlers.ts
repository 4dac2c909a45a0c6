/** The session's answers about rows. Each part is loaded when it is first asked for. */
import type { HandlersOf } from '../../../shared/protocol/dispatcher.ts'
import { HostFailure } from '../../../shared/protocol/errors.ts'
import { toWire } from '../../../shared/protocol/scalars.ts'
import type { StoredValue } from '../../../shared/protocol/scalars.ts'
import type { CompiledDesign } from '../../../shared/schema/compile-design.ts'
import type { Connection } from '../database/open-database.ts'
import { bound } from './reading/filter-sql.ts'
import { distinctValues } from './reading/distinct-values.ts'
import { countGroups, readLabels, searchRows } from './reading/look-up.ts'
import { countRows, readPage } from './reading/read-page.ts'
import type { RowsMethods } from './rows-methods.ts'
import { columnSql, keyCondition, tableFacts } from './table-facts.ts'

export interface RowsContext {
  database(): Connection
  /** @throws DENIED where the database may only be read */
  writable(): Connection
  /** null: nobody gave a design for this database. */
  design(): CompiledDesign | null
  /** One call after the other. */
  inTurn<T>(work: () => T | Promise<T>): Promise<T>
}

/** Longer cells are not edited in the page, bytes. */
const MAX_WHOLE_CELL = 4 * 1024 * 1024

export function rowsHandlers({ database, writable, design, inTurn }: RowsContext): HandlersOf<RowsMethods> {
  return {
    'rows.page': ({ start, limit, ...view }) => inTurn(() => readPage(database(), view, start, limit)),
    'rows.count': (view) => inTurn(() => countRows(database(), view)),
    'rows.cell': ({ table, key, column }) =>
      inTurn(() => ({ value: readCell(database(), table, key.map(bound), column) })),
    'rows.labels': (params) => inTurn(() => readLabels(database(), params)),
    'rows.search': (params) => inTurn(() => searchRows(database(), params)),
    'rows.counts': (params) => inTurn(() => countGroups(database(), params)),

    'rows.distinct': (params) => inTurn(() => distinctValues(database(), params)),

    'rows.defaults': ({ table }) =>
      inTurn(async () => {
        const { defaultsOf, modelRows } = await import('./changes/model-rows.ts')
        const compiled = design()
        if (compiled === null) return { values: [] }
        const models = modelRows(database(), compiled)
        const cls = models.classOf(table)
        const values = cls === null ? [] : [...defaultsOf(cls, models.session)]
        return { values: values.map(([column, value]) => ({ column, value: toWire(value) })) }
      }),

    'rows.apply': ({ changes }) =>
      inTurn(async () => {
        const { applyChanges } = await import('./changes/apply-changes.ts')
        return applyChanges(writable(), design(), changes)
      }),

    'rows.export': (params, call) =>
      inTurn(async () => (await import('./files/export-rows.ts')).exportRows(database(), params, call)),
    'rows.inspect': ({ file }) => inTurn(async () => (await import('./files/import-rows.ts')).inspectFile(file)),
    'rows.import': (params, call) =>
      inTurn(async () => (await import('./files/import-rows.ts')).importRows(writable(), design(), params, call)),
  }
}

function readCell(db: Connection, table: string, key: readonly StoredValue[], column: string) {
  const facts = tableFacts(db, table)
  const at = keyCondition(facts, key)
  const row = db
    .prepare(`SELECT ${columnSql(facts, column)} FROM ${facts.sql} WHERE ${at.sql}`)
    .raw()
    .get(...at.params) as [StoredValue] | undefined
  if (row === undefined) throw new HostFailure('NOT_FOUND', 'This row is no longer there.')
  const [value] = row
  if ((typeof value === 'string' || value instanceof Uint8Array) && value.length > MAX_WHOLE_CELL) {
    throw new HostFailure('RESOURCE', 'This cell is larger than 4 MB.')
  }
  return toWire(value)
}
