/** All rows of the case's tables, and what differs between two such snapshots. */
import { quoteName } from '../../shared/orm/database.ts'
import type { SqlValue } from '../../shared/orm/query/types.ts'
import { plain } from '../../shared/orm/shape.ts'
import type { Plain } from '../../shared/orm/shape.ts'
import { pyRepr } from '../../shared/orm/query/values/python.ts'
import type { Runtime } from '../../shared/orm/script/runtime.ts'
import type { OracleDesign } from './oracle-design.ts'
import { caseDatabase } from './orm-database.ts'

/** Python's sqlite3 reads these column types as its own, as Django tells it to. */
function declared(type: string, value: SqlValue): SqlValue | boolean {
  const name = type.toLowerCase().split('(')[0]
  if (name === 'bool' && value !== null) return value === 1n
  if ((name === 'datetime' || name === 'timestamp') && typeof value === 'string') return value.replace(' ', 'T')
  return value
}

type Cell = SqlValue | boolean

interface Row {
  /** Values of the primary key. */
  readonly key: readonly Cell[]
  /** By column, in the table's order. */
  readonly values: readonly (readonly [column: string, value: Cell])[]
}
type Snapshot = ReadonlyMap<string, ReadonlyMap<string, Row>>

/** Of auth's tables only these are looked at. */
const AUTH_TABLES = ['auth_user', 'auth_group', 'auth_user_groups']

/** All rows of the case as they are now, by table and key. */
export function snapshot(design: OracleDesign): Snapshot {
  const { database } = caseDatabase(design)
  const own = design.schema.tables
    .filter((t) => design.resolution.models.get(t.model)?.app === design.app)
    .map((t) => t.name)
  const auth = design.case.installed?.includes('auth') === true ? AUTH_TABLES : []
  const shot = new Map<string, ReadonlyMap<string, Row>>()
  for (const table of [...new Set([...own, ...auth])].toSorted(byText)) {
    const all = database.all(`PRAGMA table_xinfo(${quoteName(table)})`, []).rows
    // As the tool has it: generated columns have no name there, but a value, and names go by position.
    const info = all.filter((c) => c[6] === 0n)
    if (info.length === 0) continue
    const keys = info
      .filter((c) => c[5] !== 0n)
      .toSorted((a, b) => Number(a[5]) - Number(b[5]))
      .map((c) => String(c[1]))
    const names = info.map((c) => String(c[1]))
    const pk = keys.length === 0 ? names : keys
    const rows = new Map<string, Row>()
    for (const row of database.all(
      `SELECT ${all.map((c) => quoteName(String(c[1]))).join(', ')} FROM ${quoteName(table)}`,
      [],
    ).rows) {
      const values = names.map((name, i) => [name, declared(String(all[i]?.[2] ?? ''), row[i] ?? null)] as const)
      const key = pk.map((name) => values[names.indexOf(name)]?.[1] ?? null)
      rows.set(keyText(key), { key, values })
    }
    shot.set(table, rows)
  }
  return shot
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
/** `repr` of the key's tuple, by which the tool sorts. */
const keyText = (key: readonly Cell[]): string => pyRepr({ type: 'tuple', items: key })

/** One value stands for itself, several are a list. */
const shown = (key: readonly Cell[]): Plain => (key.length === 1 ? toPlain(key[0] ?? null) : key.map(toPlain))

function toPlain(value: Cell): Plain {
  return plain(value, NO_RUNTIME)
}
/** Column values need nothing of a session to be shown. */
const NO_RUNTIME = null as unknown as Runtime

/** What is inserted, deleted and changed, as the recorded answers say it. */
export function difference(before: Snapshot, after: Snapshot): Plain {
  const out: Record<string, Plain> = {}
  for (const [table, old] of before) {
    const now = after.get(table) ?? new Map<string, Row>()
    const inserted = [...now]
      .filter(([key]) => !old.has(key))
      .toSorted(([a], [b]) => byText(a, b))
      .map(([, row]) => record(row))
    const gone = [...old.values()].filter((row) => !now.has(keyText(row.key))).map((row) => row.key)
    const deleted = gone.toSorted((a, b) => byText(deletedKey(a), deletedKey(b))).map(shown)
    const updated = [...old].toSorted(([a], [b]) => byText(a, b)).flatMap(([key, row]) => changed(row, now.get(key)))
    const parts = { inserted, deleted, updated }
    const filled = Object.entries(parts).filter(([, list]) => list.length > 0)
    if (filled.length > 0) out[table] = Object.fromEntries(filled)
  }
  return out
}

const deletedKey = (key: readonly Cell[]): string =>
  pyRepr(key.length === 1 ? (key[0] ?? null) : { type: 'list', items: key })

function record(row: Row): Plain {
  return Object.fromEntries(row.values.map(([name, value]) => [name, toPlain(value)]))
}

function changed(row: Row, now: Row | undefined): readonly Plain[] {
  if (now === undefined) return []
  return row.values.flatMap(([column, from], i) => {
    const to = now.values[i]?.[1] ?? null
    return JSON.stringify(toPlain(from)) === JSON.stringify(toPlain(to))
      ? []
      : [{ pk: shown(row.key), column, from: toPlain(from), to: toPlain(to) }]
  })
}
