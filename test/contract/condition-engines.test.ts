/**
 * Conditions as checks and partial indexes have them, run on the databases: each finds the rows that Django's
 * `filter()` found (`test/fixtures/conditions.json`, recorded from Django 5.2), and each is legal as a check.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ErDocument } from '../../shared/document/records.ts'
import { exportedText } from '../../shared/exporters/exporter.ts'
import type { Exporter } from '../../shared/exporters/exporter.ts'
import { MYSQL_DIALECT, mysql } from '../../shared/exporters/mysql.ts'
import { POSTGRESQL_DIALECT, postgresql } from '../../shared/exporters/postgresql.ts'
import { SQLITE_DIALECT, sqlite } from '../../shared/exporters/sqlite.ts'
import { expression } from '../../shared/exporters/sql/context.ts'
import type { SqlDialect } from '../../shared/exporters/sql/dialect.ts'
import { compileDesign } from '../../shared/schema/compile-design.ts'
import type { SchemaTable } from '../../shared/schema/types.ts'
import { mariadbProgram, postgresqlFolder, startMariadb, startPostgresql } from '../support/engines.ts'
import type { Engine } from '../support/engines.ts'
import { importText } from '../support/import-fixture.ts'

type Cell = string | number | boolean | null | object
interface Recorded {
  readonly models: string
  readonly rows: readonly Readonly<Record<string, Cell>>[]
  readonly conditions: readonly { readonly condition: string; readonly pks: readonly number[] }[]
}
const RECORDED = JSON.parse(readFileSync(join(import.meta.dirname, '../fixtures/conditions.json'), 'utf8')) as Recorded

type Server = Pick<Engine, 'run' | 'rows' | 'createDatabase' | 'stop'>

interface Proof {
  readonly name: string
  readonly exporter: Exporter
  readonly dialect: SqlDialect
  /** null: not installed here. */
  readonly start: (() => Promise<Server>) | null
  readonly duration: (microseconds: number) => string
  /** What the database has no words for, so that it is left out with a diagnostic. */
  readonly unsayable: readonly string[]
  /** Where the same condition, as Django writes it, finds others there: by condition the rows. */
  readonly unlike?: Readonly<Record<string, readonly number[]>>
}

const pg = postgresqlFolder()
const maria = mariadbProgram()

const PROOFS: readonly Proof[] = [
  {
    name: 'SQLite',
    exporter: sqlite,
    dialect: SQLITE_DIALECT,
    start: async () => sqliteServer(),
    duration: String,
    unsayable: ["Q(seen__lt=F('seen') + datetime.timedelta(hours=3))"],
  },
  {
    name: 'PostgreSQL',
    exporter: postgresql,
    dialect: POSTGRESQL_DIALECT,
    start: pg === null ? null : () => startPostgresql(pg),
    duration: (microseconds) => `INTERVAL '${microseconds} microseconds'`,
    unsayable: [],
    // LIKE on SQLite reads the other column as a pattern.
    unlike: { "Q(name__iexact=F('title'))": [4, 8] },
  },
  {
    name: 'MariaDB',
    exporter: mysql,
    dialect: MYSQL_DIALECT,
    start: maria === null ? null : () => startMariadb(maria),
    duration: String,
    unsayable: [],
    // Its own XOR knows no answer where one part is NULL; the others count what is true.
    unlike: { "Q(Q(number=1), floor=2, _connector='XOR')": [] },
  },
]

function sqliteServer(): Server {
  const db = new Database(':memory:')
  return {
    createDatabase: () => {},
    run: (_name, sql) => void db.exec(sql),
    rows: (_name, sql) => (db.prepare(sql).raw().all() as unknown[][]).map((row) => row.map(String)),
    stop: async () => void db.close(),
  }
}

async function designOf(models: string): Promise<ErDocument> {
  return (await importText('models.py', models, { app: 'app' })).doc
}

function inserts(table: SchemaTable, { dialect, duration }: Proof): string {
  const literal = (name: string, value: Cell): string => {
    if (name === 'tf' && typeof value === 'number') return duration(value)
    if (name === 'seen' && typeof value === 'string' && dialect.id === 'postgresql') return `'${value}+00'`
    return dialect.literal(typeof value === 'object' && value !== null ? JSON.stringify(value) : value)
  }
  return RECORDED.rows
    .map((row, i) => {
      const names = Object.keys(row)
      const values = names.map((name) => literal(name, row[name] ?? null))
      return `INSERT INTO ${table.name} (id, ${names.map((n) => dialect.quote(n)).join(', ')}) VALUES (${[i + 1, ...values].join(', ')});`
    })
    .join('\n')
}

describe.each(PROOFS)('$name', (proof) => {
  let server: Server
  beforeAll(async () => {
    if (proof.start === null) console.log(`not run: ${proof.name} is not installed on this machine`)
    else server = await proof.start()
  }, 120_000)
  afterAll(() => server?.stop(), 60_000)

  it.runIf(proof.start !== null)('finds the rows that Django finds', async () => {
    const compiled = compileDesign(await designOf(RECORDED.models))
    const [table] = compiled.schema.tables
    if (table === undefined) throw new Error('no table')
    server.createDatabase('conditions')
    if (proof.dialect.id === 'postgresql') server.run('conditions', "ALTER DATABASE conditions SET timezone TO 'UTC'")
    const options = { onDelete: 'orm', extra: {} } as const
    server.run(
      'conditions',
      `${exportedText(proof.exporter.export({ ...compiled, options }))}\n${inserts(table, proof)}`,
    )
    const said = RECORDED.conditions.map(({ condition }) => expression(condition, table, proof.dialect))
    const left = RECORDED.conditions.filter((_, i) => said[i] === null).map(({ condition }) => condition)
    expect(left).toEqual(proof.unsayable)
    const selects = said.flatMap((sql, i) =>
      sql === null ? [] : [`SELECT ${i}, id FROM ${table.name} WHERE (${sql})`],
    )
    const found = RECORDED.conditions.map(() => [] as number[])
    for (const [i, id] of server.rows('conditions', selects.join(' UNION ALL '))) found[Number(i)]?.push(Number(id))
    const ours = RECORDED.conditions.map(
      ({ condition }, i) => [condition, found[i]?.toSorted((a, b) => a - b)] as const,
    )
    const sayable = (pair: readonly [string, unknown]) => !proof.unsayable.includes(pair[0])
    expect(ours.filter(sayable)).toEqual(
      RECORDED.conditions
        .map(({ condition, pks }) => [condition, proof.unlike?.[condition] ?? pks] as const)
        .filter(sayable),
    )
  })

  it.runIf(proof.start !== null)('takes each as a check of its table', async () => {
    const checks = RECORDED.conditions.map(
      ({ condition }, i) => `            CheckConstraint(condition=${condition}, name='c${i}'),`,
    )
    const meta = ['    class Meta:', "        db_table = 'checked'", '        constraints = [', ...checks, '        ]']
    const compiled = compileDesign(await designOf(`${RECORDED.models.trimEnd()}\n${meta.join('\n')}\n`))
    const options = { onDelete: 'orm', extra: {} } as const
    const exported = proof.exporter.export({ ...compiled, options })
    const wrong = exported.diagnostics.map(({ message }) => message)
    expect(wrong).toEqual(
      proof.unsayable.map((condition) => {
        const at = RECORDED.conditions.findIndex((recorded) => recorded.condition === condition)
        return expect.stringContaining(`the condition of c${at};`) as string
      }),
    )
    server.createDatabase('checked')
    expect(() => server.run('checked', exportedText(exported))).not.toThrow()
  })
})
