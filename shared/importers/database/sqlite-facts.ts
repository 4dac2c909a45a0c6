/**
 * What SQLite's PRAGMAs say of each table. All tables at once where the file is sound, as a query a table
 * costs more than its answer; table by table where it is damaged, so that the others are still read.
 */
export interface SqliteReader {
  all(sql: string): readonly Record<string, unknown>[]
}

export type Row = Record<string, unknown>

export interface TableFacts {
  /** Rows of `pragma_table_xinfo`. */
  readonly columns: readonly Row[]
  /** Rows of `pragma_foreign_key_list`, by id and seq. */
  readonly foreignKeys: readonly Row[]
  /** Rows of `pragma_index_list`, the last declared one first. */
  readonly indexes: readonly Row[]
  /** Rows of `pragma_index_xinfo` by the index's name: the columns of its key. */
  readonly indexColumns: ReadonlyMap<string, readonly Row[]>
  /** CREATE statements by the name of the table or the index. */
  readonly sql: ReadonlyMap<string, string>
}

/** Says what is known of a table. @throws SqliteError where it is damaged */
type FactsOf = (table: string) => TableFacts

/** @param isSqliteError tells the file's faults from ours */
export function sqliteFacts(db: SqliteReader, isSqliteError: (thrown: unknown) => boolean): FactsOf {
  try {
    return allFacts(db)
  } catch (thrown) {
    if (!isSqliteError(thrown)) throw thrown
    return (table) => read(db, ` AND t.name = ${text(table)}`).get(table) ?? NO_FACTS
  }
}

const NO_FACTS: TableFacts = {
  columns: [],
  foreignKeys: [],
  indexes: [],
  indexColumns: new Map(),
  sql: new Map(),
}

export const text = (value: string): string => `'${value.replaceAll("'", "''")}'`

function allFacts(db: SqliteReader): FactsOf {
  const facts = read(db, '')
  return (table) => facts.get(table) ?? NO_FACTS
}

const TABLES = "pragma_table_list AS t, %s WHERE t.schema = 'main' AND t.type = 'table'"

function read(db: SqliteReader, only: string): ReadonlyMap<string, TableFacts> {
  const from = (pragma: string) => `FROM ${TABLES.replace('%s', pragma)}${only}`
  const columns = grouped(db.all(`SELECT t.name AS owner, x.* ${from("pragma_table_xinfo(t.name, 'main') AS x")}`))
  const keys = db.all(
    `SELECT t.name AS owner, x.* ${from("pragma_foreign_key_list(t.name, 'main') AS x")} ORDER BY t.name, x.id, x.seq`,
  )
  const lists = db.all(
    `SELECT t.name AS owner, x.* ${from("pragma_index_list(t.name, 'main') AS x")} ORDER BY t.name, x.seq DESC`,
  )
  const terms = db.all(
    `SELECT t.name AS owner, i.name AS "index", x.name, x."desc", x.coll ${from(
      "pragma_index_list(t.name, 'main') AS i, pragma_index_xinfo(i.name, 'main') AS x",
    )} AND x.key = 1 ORDER BY t.name, i.seq, x.seqno`,
  )
  const stored = db.all(
    `SELECT tbl_name AS owner, name, sql FROM sqlite_schema WHERE type IN ('table', 'index') AND sql IS NOT NULL${
      only === '' ? '' : only.replace('t.name', 'tbl_name')
    }`,
  )
  const [foreignKeys, indexes, indexTerms, texts] = [keys, lists, terms, stored].map((rows) => grouped(rows))
  return new Map(
    [...columns].map(([table, rows]) => [
      table,
      {
        columns: rows,
        foreignKeys: foreignKeys?.get(table) ?? [],
        indexes: indexes?.get(table) ?? [],
        indexColumns: grouped(indexTerms?.get(table) ?? [], 'index'),
        sql: new Map((texts?.get(table) ?? []).map((row) => [String(row['name']), String(row['sql'])])),
      },
    ]),
  )
}

function grouped(rows: readonly Row[], by = 'owner'): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const key = String(row[by])
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [row])
    else group.push(row)
  }
  return groups
}
