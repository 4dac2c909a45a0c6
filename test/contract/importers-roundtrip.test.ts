/**
 * import(export(x)) is x: the same tables, columns, keys, foreign keys and unique keys. What a format
 * cannot carry is written down here, next to the comparison that leaves it out.
 */
import { describe, expect, it } from 'vitest'
import { dbml } from '../../shared/exporters/dbml.ts'
import { drizzleMysql } from '../../shared/exporters/drizzle-mysql.ts'
import { drizzlePostgresql } from '../../shared/exporters/drizzle-postgresql.ts'
import { drizzleSqlite } from '../../shared/exporters/drizzle-sqlite.ts'
import { exportedText } from '../../shared/exporters/exporter.ts'
import type { Exporter } from '../../shared/exporters/exporter.ts'
import { MYSQL_DIALECT, mysql } from '../../shared/exporters/mysql.ts'
import { POSTGRESQL_DIALECT, postgresql } from '../../shared/exporters/postgresql.ts'
import { prisma } from '../../shared/exporters/prisma.ts'
import { SQLITE_DIALECT, sqlite } from '../../shared/exporters/sqlite.ts'
import { typeorm } from '../../shared/exporters/typeorm.ts'
import type { SqlDialect } from '../../shared/exporters/sql/dialect.ts'
import { distinctNames } from '../../shared/exporters/sql/fit-names.ts'
import { cutBytes, cutName, storedName } from '../../shared/exporters/sql/names.ts'
import { compileDesign } from '../../shared/schema/compile-design.ts'
import { uniqueOnSqlite } from '../../shared/schema/describe.ts'
import type { SchemaTable, SchemaUnique } from '../../shared/schema/types.ts'
import { allDesigns } from '../support/designs.ts'
import { importText } from '../support/import-fixture.ts'

interface Format {
  readonly exporter: Exporter
  readonly file: string
  readonly dialect?: 'sqlite' | 'postgresql' | 'mysql'
  /** Whose names it has to take; absent: those of `dialect`. */
  readonly names?: SqlDialect
  /** How the format writes a name. */
  readonly spell: (name: string) => string
  /** Whether it can hold this unique key; DBML is compared without them, MySQL has none over long texts. */
  readonly canSay: (unique: SchemaUnique, table: SchemaTable) => boolean
  /** Keys that the database is not to enforce are drawn in DBML all the same. */
  readonly all?: true
  /** A column refers to one other column: of two keys over one column the first is said. */
  readonly oneKeyEach?: true
  /** Lists are never null. */
  readonly fullLists?: true
  /** Tables without a key cannot be said, and the columns of a key stand in the order of the table's. */
  readonly entities?: true
}

const LONG: ReadonlySet<string> = new Set(['text', 'json', 'binary', 'other'])

function postgresqlName(name: string): string {
  const parts = name.split('"."').map((part) => cutBytes(part, POSTGRESQL_DIALECT.nameLimit ?? 0))
  return parts.join('"."')
}

/** MySQL has no unique over long text, so its exports leave it out. */
function hasNoLongText(unique: SchemaUnique, table: SchemaTable): boolean {
  const names = new Set(unique.columns)
  return !table.columns.some(
    (c) => LONG.has(c.type.kind) && (names.has(c.name) || names.has(MYSQL_DIALECT.spell(c.name))),
  )
}

const DIALECTS: { readonly [name: string]: SqlDialect | undefined } = {
  sqlite: SQLITE_DIALECT,
  postgresql: POSTGRESQL_DIALECT,
  mysql: MYSQL_DIALECT,
}

/** Each part of a name that says a schema is a name. */
function spelledIn(dialect: SqlDialect): (name: string) => string {
  const parts = (name: string) => (dialect.namespaces ? name.split('"."') : [name])
  return (name) =>
    parts(name)
      .map((part) => storedName(dialect, part))
      .join('"."')
}

const FORMATS: readonly Format[] = [
  { exporter: sqlite, file: 'x.sql', dialect: 'sqlite', spell: (n) => SQLITE_DIALECT.spell(n), canSay: uniqueOnSqlite },
  {
    exporter: postgresql,
    file: 'x.sql',
    dialect: 'postgresql',
    // PostgreSQL's own parser cuts what is longer in bytes.
    spell: (n) => postgresqlName(cutName(POSTGRESQL_DIALECT.spell(n), POSTGRESQL_DIALECT.nameLimit)),
    canSay: () => true,
  },
  {
    exporter: mysql,
    file: 'x.sql',
    dialect: 'mysql',
    spell: (n) => cutName(MYSQL_DIALECT.spell(n), MYSQL_DIALECT.nameLimit),
    canSay: (u, t) => uniqueOnSqlite(u) && hasNoLongText(u, t),
  },
  {
    exporter: drizzlePostgresql,
    file: 'x.ts',
    names: POSTGRESQL_DIALECT,
    spell: spelledIn(POSTGRESQL_DIALECT),
    canSay: () => true,
    oneKeyEach: true,
  },
  {
    exporter: drizzleSqlite,
    file: 'x.ts',
    names: SQLITE_DIALECT,
    spell: (n) => n,
    canSay: () => true,
    oneKeyEach: true,
  },
  {
    exporter: drizzleMysql,
    file: 'x.ts',
    names: MYSQL_DIALECT,
    spell: spelledIn(MYSQL_DIALECT),
    canSay: hasNoLongText,
    oneKeyEach: true,
  },
  { exporter: typeorm, file: 'x.ts', spell: (n) => n, canSay: () => true, entities: true },
  {
    exporter: prisma,
    file: 'x.prisma',
    spell: (n) => cutName(POSTGRESQL_DIALECT.spell(n), POSTGRESQL_DIALECT.nameLimit),
    canSay: () => true,
    entities: true,
    fullLists: true,
    all: true,
  },
  { exporter: dbml, file: 'x.dbml', spell: (n) => n.replaceAll('\n', ' '), canSay: () => false, all: true },
]

/** @param originals tables as they were exported: what a format cannot say depends on them */
function facts(
  tables: readonly SchemaTable[],
  originals: readonly SchemaTable[],
  { spell, canSay, all, oneKeyEach, entities, fullLists }: Format,
): readonly string[] {
  const byName = new Map(originals.map((t) => [spell(t.name), t]))
  const list = (names: readonly string[]) => names.map(spell).join(',')
  const set = (names: readonly string[]) => names.map(spell).toSorted().join(',')
  return tables
    .filter((t) => !entities || (byName.get(spell(t.name)) ?? t).primaryKey.length > 0)
    .flatMap((t) => {
      const name = spell(t.name)
      const original = byName.get(name) ?? t
      const generated = new Set(original.columns.filter((c) => c.generated !== null).map((c) => spell(c.name)))
      const plain = t.uniques.filter(
        (u) =>
          u.condition === null &&
          u.expressions.length === 0 &&
          canSay({ ...u, columns: u.columns.map(spell) }, original),
      )
      const uniques = new Set(plain.map((u) => set(u.columns)).filter((columns) => columns !== set(t.primaryKey)))
      // SQLite's keys may hold NULL; MariaDB takes no NOT NULL on a generated column.
      const required = t.columns.filter(
        (c) =>
          (!c.null || (fullLists && c.type.raw?.endsWith('[]'))) &&
          !t.primaryKey.includes(c.name) &&
          !generated.has(spell(c.name)),
      )
      return [
        `${name} (${list(t.columns.map((c) => c.name))})`,
        `${name} not null ${list(required.map((c) => c.name))}`,
        `${name} key ${entities ? set(t.primaryKey) : list(t.primaryKey)}`,
        ...t.foreignKeys
          .filter((fk) => fk.enforced || all)
          .filter((fk, i, keys) => !oneKeyEach || keys.findIndex((k) => list(k.columns) === list(fk.columns)) === i)
          .map((fk) => `${name} ${list(fk.columns)} -> ${spell(fk.table)} ${list(fk.targetColumns)}`),
        ...[...uniques].map((columns) => `${name} unique ${columns}`),
      ]
    })
    .toSorted()
}

/** Tables that are elsewhere come back as external models and are not compared. */
describe.each(FORMATS)('$exporter.label', (format) => {
  it.each(allDesigns())('%s', async (_name, doc) => {
    const { exporter, dialect, names } = format
    const compiled = compileDesign(doc)
    const written = names ?? DIALECTS[dialect ?? '']
    const { tables: originals } =
      written === undefined ? compiled.schema : distinctNames(compiled.schema.tables, written)
    const own = new Set(originals.map((t) => t.name))
    const text = exportedText(exporter.export({ ...compiled, options: { onDelete: 'orm', extra: {} } }))
    const back = await importText(format.file, text, dialect === undefined ? {} : { dialect })
    const spelled = new Set([...own].map(format.spell))
    const tables = back.tables.filter((t) => spelled.has(t.name))
    expect(facts(tables, originals, format)).toEqual(facts(originals, originals, format))
    const lost = back.diagnostics.filter((d) => d.code.startsWith('relata.603') && d.severity !== 'info')
    // Exclusion constraints are made from models.py alone.
    expect(lost.filter(({ message }) => !message.includes('EXCLUDE USING'))).toEqual([])
  })
})
