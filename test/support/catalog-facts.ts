/** What an engine's catalog and a compiled import say of tables, in one form: a line a fact, sorted. */
import type { SchemaTable } from '../../shared/schema/types.ts'
import type { Engine } from './engines.ts'

const PG_NAME = "case when n.nspname = 'public' then '' else n.nspname || '.' end || c.relname"
const PG_TABLES = "c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema')"
const PG_CLASS = 'join pg_namespace n on n.oid = c.relnamespace'
const pgColumns = (of: string, keys: string) =>
  `(select string_agg(a.attname, ',' order by u.i) from unnest(${keys}) with ordinality u(attnum, i) join pg_attribute a on a.attrelid = ${of} and a.attnum = u.attnum)`

/** Tables, columns with NOT NULL, primary keys, unique keys, indexes, foreign keys, number of checks and exclusion constraints. */
export function postgresqlCatalog(engine: Engine, database: string): readonly string[] {
  const rows = (sql: string) => engine.rows(database, sql)
  const constraints = (type: string) =>
    `from pg_constraint k join pg_class c on c.oid = k.conrelid ${PG_CLASS} where k.contype = '${type}' and ${PG_TABLES}`
  const target =
    "(select case when tn.nspname = 'public' then '' else tn.nspname || '.' end || tc.relname from pg_class tc join pg_namespace tn on tn.oid = tc.relnamespace where tc.oid = k.confrelid)"
  return [
    ...rows(
      `select ${PG_NAME}, a.attname, a.attnotnull, a.attgenerated from pg_class c ${PG_CLASS} join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped where ${PG_TABLES}`,
    ).map(([table, column, required, made]) => columnFact(table, column, required === 't', made === 's')),
    ...rows(`select ${PG_NAME} from pg_class c ${PG_CLASS} where ${PG_TABLES}`).map(([table]) => `table ${table}`),
    ...rows(`select ${PG_NAME}, ${pgColumns('k.conrelid', 'k.conkey')} ${constraints('p')}`).map(fact('key')),
    ...rows(
      `select ${PG_NAME}, ${pgColumns('k.conrelid', 'k.conkey')}, ${target}, ${pgColumns('k.confrelid', 'k.confkey')} ${constraints('f')} and k.conparentid = 0`,
    ).map(fact('foreign')),
    ...rows(`select ${PG_NAME} ${constraints('c')}`).map(fact('check')),
    // Django makes those of GiST and SP-GiST.
    ...rows(
      `select ${PG_NAME}, k.condeferrable ${constraints('x')} and (select m.amname from pg_class i join pg_am m on m.oid = i.relam where i.oid = k.conindid) in ('gist', 'spgist')`,
    ).map(fact('exclude')),
    ...rows(
      `select ${PG_NAME}, i.indisunique, (select string_agg(case when u.k = 0 then '()' else (select a.attname from pg_attribute a where a.attrelid = i.indrelid and a.attnum = u.k) end, ',' order by u.o) from unnest(i.indkey[0:i.indnkeyatts - 1]) with ordinality u(k, o)), i.indpred is not null from pg_index i join pg_class c on c.oid = i.indrelid ${PG_CLASS} where not i.indisprimary and not i.indisexclusion and ${PG_TABLES}`,
    ).map(([table, unique, columns, partial]) => indexFact(table, unique === 't', columns ?? '', partial === 't')),
  ].toSorted()
}

/** The same, without checks: MariaDB makes some of its own for JSON. */
export function mariadbCatalog(engine: Engine, database: string): readonly string[] {
  const rows = (sql: string) => engine.rows(database, sql)
  const where = `where table_schema = '${database}'`
  const isTable = "table_type in ('BASE TABLE', 'SYSTEM VERSIONED')"
  const bases = `table_name in (select table_name from information_schema.tables ${where} and ${isTable})`
  return [
    ...rows(`select table_name from information_schema.tables ${where} and ${isTable}`).map(fact('table')),
    ...rows(
      `select table_name, column_name, is_nullable, coalesce(generation_expression, '') from information_schema.columns ${where} and ${bases}`,
    ).map(([table, column, isNull, made]) => columnFact(table, column, isNull === 'NO', made !== '')),
    ...rows(
      `select table_name, index_name, min(non_unique), group_concat(column_name order by seq_in_index) from information_schema.statistics ${where} group by table_name, index_name`,
    ).map(([table, name, others, columns]) =>
      name === 'PRIMARY' ? `key ${table} ${columns}` : indexFact(table, others === '0', columns ?? '', false),
    ),
    ...rows(
      `select table_name, group_concat(column_name order by ordinal_position), max(referenced_table_name), group_concat(referenced_column_name order by ordinal_position) from information_schema.key_column_usage ${where} and referenced_table_name is not null group by table_name, constraint_name`,
    ).map(fact('foreign')),
  ].toSorted()
}

const fact = (kind: string) => (row: readonly (string | null)[]) => `${kind} ${row.join(' ')}`

/** A generated column is told without NOT NULL, which MariaDB does not take. */
function columnFact(
  table: string | null | undefined,
  column: string | null | undefined,
  required: boolean,
  made: boolean,
): string {
  return `column ${table} ${column}${made ? ' generated' : required ? ' required' : ''}`
}

function indexFact(table: string | null | undefined, unique: boolean, columns: string, partial: boolean): string {
  const terms = columns.includes('()') ? 'expression' : columns
  return `${unique ? 'unique' : 'index'} ${table} ${terms}${partial ? ' partial' : ''}`
}

/** What a compiled design says in the same form. */
export function compiledFacts(tables: readonly SchemaTable[], checks = true): readonly string[] {
  return tables
    .flatMap((t) => {
      const name = t.name.replace('"."', '.')
      return [
        `table ${name}`,
        ...t.columns.map((c) => columnFact(name, c.name, !c.null, c.generated !== null)),
        ...(t.primaryKey.length === 0 ? [] : [`key ${name} ${t.primaryKey.join(',')}`]),
        ...t.uniques.map((u) =>
          indexFact(name, true, u.expressions.length > 0 ? '()' : u.columns.join(','), u.condition !== null),
        ),
        ...t.indexes.map((i) =>
          indexFact(
            name,
            false,
            i.expressions.length > 0 ? '()' : i.columns.map((c) => c.name).join(','),
            i.condition !== null,
          ),
        ),
        ...t.foreignKeys.map(
          (fk) =>
            `foreign ${name} ${fk.columns.join(',')} ${fk.table.replace('"."', '.')} ${fk.targetColumns.join(',')}`,
        ),
        ...(t.exclusions ?? []).map((x) => `exclude ${name} ${x.deferrable === null ? 'f' : 't'}`),
        ...(checks ? t.checks.filter((c) => c.column === null).map(() => `check ${name}`) : []),
      ]
    })
    .toSorted()
}

export interface SqliteRows {
  all(sql: string): readonly Record<string, unknown>[]
}

/** What SQLite's PRAGMAs say; names of targets in lower case, a target that is not named by its columns without them. */
export function sqliteCatalog(db: SqliteRows): readonly string[] {
  const from = (pragma: string) =>
    `FROM pragma_table_list AS t, ${pragma} WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'`
  const grouped = (sql: string, ...by: string[]) =>
    Map.groupBy(db.all(sql), (row) => by.map((key) => String(row[key])).join('\0'))
  const facts: string[] = []
  for (const rows of grouped(
    `SELECT t.name AS "table", x.* ${from('pragma_table_xinfo(t.name) AS x')}`,
    'table',
  ).values()) {
    const columns = rows.filter((c) => c['hidden'] !== 1)
    const table = String(rows[0]?.['table'])
    const key = columns.filter((c) => Number(c['pk']) > 0).toSorted((a, b) => Number(a['pk']) - Number(b['pk']))
    facts.push(
      `table ${table}`,
      ...columns.map((c) =>
        columnFact(table, String(c['name']), c['notnull'] === 1 && c['pk'] === 0, Number(c['hidden']) > 1),
      ),
      ...(key.length === 0 ? [] : [`key ${table} ${key.map((c) => String(c['name'])).join(',')}`]),
    )
  }
  const keys = `SELECT t.name AS owner, x.* ${from('pragma_foreign_key_list(t.name) AS x')} ORDER BY x.seq`
  for (const rows of grouped(keys, 'owner', 'id').values())
    facts.push(
      `foreign ${String(rows[0]?.['owner'])} ${rows.map((r) => String(r['from'])).join(',')} ${String(rows[0]?.['table']).toLowerCase()}`,
    )
  const indexes = `SELECT t.name AS "table", i.name AS "index", i."unique", i.partial, x.name, x.cid ${from(
    'pragma_index_list(t.name) AS i, pragma_index_info(i.name) AS x',
  )} AND i.origin <> 'pk' ORDER BY x.seqno`
  for (const rows of grouped(indexes, 'table', 'index').values()) {
    const terms = rows.map((r) => (Number(r['cid']) < 0 ? '()' : String(r['name'])))
    facts.push(
      indexFact(String(rows[0]?.['table']), rows[0]?.['unique'] === 1, terms.join(','), rows[0]?.['partial'] === 1),
    )
  }
  return facts.toSorted()
}

/** A compiled design in the form of `sqliteCatalog`. */
export function compiledSqliteFacts(tables: readonly SchemaTable[]): readonly string[] {
  const keys = new Set(tables.flatMap((t) => t.primaryKey.map((column) => `column ${t.name} ${column} required`)))
  const foreign = tables.flatMap((t) =>
    t.foreignKeys.map((fk) => `foreign ${t.name} ${fk.columns.join(',')} ${fk.table.toLowerCase()}`),
  )
  const others = compiledFacts(tables, false).filter((f) => !f.startsWith('foreign '))
  return [...foreign, ...others.map((f) => (keys.has(f) ? f.replace(/ required$/, '') : f))].toSorted()
}
