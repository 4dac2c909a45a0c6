/** What an engine's catalog and a compiled import say of tables, in one form: a line a fact, sorted. */
import type { SchemaTable } from '../../shared/schema/types.ts'
import type { Engine } from './engines.ts'

const PG_NAME = "case when n.nspname = 'public' then '' else n.nspname || '.' end || c.relname"
const PG_TABLES = "c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema')"
const PG_CLASS = 'join pg_namespace n on n.oid = c.relnamespace'
const pgColumns = (of: string, keys: string) =>
  `(select string_agg(a.attname, ',' order by u.i) from unnest(${keys}) with ordinality u(attnum, i) join pg_attribute a on a.attrelid = ${of} and a.attnum = u.attnum)`

/** Tables, columns with NOT NULL, primary keys, unique keys, indexes, foreign keys, number of checks. */
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
    ...rows(
      `select ${PG_NAME}, i.indisunique, (select string_agg(case when u.k = 0 then '()' else (select a.attname from pg_attribute a where a.attrelid = i.indrelid and a.attnum = u.k) end, ',' order by u.o) from unnest(i.indkey[0:i.indnkeyatts - 1]) with ordinality u(k, o)), i.indpred is not null from pg_index i join pg_class c on c.oid = i.indrelid ${PG_CLASS} where not i.indisprimary and not i.indisexclusion and ${PG_TABLES}`,
    ).map(([table, unique, columns, partial]) => indexFact(table, unique === 't', columns ?? '', partial === 't')),
  ].toSorted()
}

/** The same, without checks: MariaDB makes some of its own for JSON. */
export function mariadbCatalog(engine: Engine, database: string): readonly string[] {
  const rows = (sql: string) => engine.rows(database, sql)
  const where = `where table_schema = '${database}'`
  const bases = `table_name in (select table_name from information_schema.tables ${where} and table_type = 'BASE TABLE')`
  return [
    ...rows(`select table_name from information_schema.tables ${where} and table_type = 'BASE TABLE'`).map(
      fact('table'),
    ),
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
        ...(checks ? t.checks.filter((c) => c.column === null).map(() => `check ${name}`) : []),
      ]
    })
    .toSorted()
}
