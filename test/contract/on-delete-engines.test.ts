/**
 * A row is deleted in databases that were given the actions (`--on-delete database`), by plain SQL; what it leaves
 * is what Django's collector leaves, or a diagnostic has said that it may not.
 */
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerCase } from '../../cli/oracle/answer.ts'
import { readDesign } from '../../cli/oracle/oracle-design.ts'
import type { OracleDesign } from '../../cli/oracle/oracle-design.ts'
import { caseDatabase } from '../../cli/oracle/orm-database.ts'
import { exportedText } from '../../shared/exporters/exporter.ts'
import type { Exporter } from '../../shared/exporters/exporter.ts'
import { mysql } from '../../shared/exporters/mysql.ts'
import { postgresql } from '../../shared/exporters/postgresql.ts'
import { sqlite } from '../../shared/exporters/sqlite.ts'
import { DELETE_STORIES, caseOf } from '../support/delete-stories.ts'
import type { DeleteStory } from '../support/delete-stories.ts'
import { mariadbProgram, postgresqlFolder, startMariadb, startPostgresql } from '../support/engines.ts'
import type { Engine } from '../support/engines.ts'

/** `app_child 1: parent_id=1`, sorted; or that the database said no. */
type Outcome = readonly string[] | 'refused'

type Outcomes = Readonly<Record<string, Outcome>>

interface Server {
  create(database: string, script: string): void
  /** What is in the tables after the statement, which is undone. */
  after(database: string, statement: string, select: string): Outcome
  stop(): Promise<void>
}

interface Proof {
  readonly name: string
  readonly exporter: Exporter
  /** null: not installed here. */
  readonly start: (() => Promise<Server>) | null
  readonly concat: (parts: readonly string[]) => string
}

const pg = postgresqlFolder()
const maria = mariadbProgram()
const joined = (parts: readonly string[]) => parts.join(' || ')

const PROOFS: readonly Proof[] = [
  { name: 'SQLite', exporter: sqlite, start: async () => sqliteServer(), concat: joined },
  {
    name: 'PostgreSQL',
    exporter: postgresql,
    start: pg === null ? null : async () => server(await startPostgresql(pg), 'SET CONSTRAINTS ALL IMMEDIATE;'),
    concat: joined,
  },
  {
    name: 'MariaDB',
    exporter: mysql,
    start: maria === null ? null : async () => server(await startMariadb(maria), ''),
    concat: (parts) => `concat(${parts.join(', ')})`,
  },
]

function sqliteServer(): Server {
  const made = new Map<string, Buffer>()
  return {
    create(name, script) {
      const db = new Database(':memory:')
      db.pragma('foreign_keys = ON')
      db.exec(script)
      made.set(name, db.serialize())
      db.close()
    },
    after(name, statement, select) {
      const db = new Database(made.get(name))
      db.pragma('foreign_keys = ON')
      try {
        return outcomeOf(/FOREIGN KEY|NOT NULL/, () => {
          db.exec(statement)
          return db.prepare(select).pluck().all() as string[]
        })
      } finally {
        db.close()
      }
    },
    stop: async () => {},
  }
}

/** @param check what makes the database look at constraints that it would look at when the transaction ends */
function server(engine: Engine, check: string): Server {
  return {
    create(name, script) {
      engine.createDatabase(name)
      engine.run(name, script)
    },
    after: (name, statement, select) =>
      outcomeOf(/foreign key|not-null/, () =>
        engine.rows(name, `BEGIN; ${statement}; ${check} ${select}; ROLLBACK`).map(([line]) => line ?? ''),
      ),
    stop: () => engine.stop(),
  }
}

function outcomeOf(refusal: RegExp, work: () => readonly string[]): Outcome {
  try {
    return work().toSorted()
  } catch (error) {
    if (error instanceof Error && refusal.test(error.message)) return 'refused'
    throw error
  }
}

describe.each(PROOFS)('$name deletes what Django deletes', (proof) => {
  let started: Server
  beforeAll(async () => {
    if (proof.start === null) console.log(`not run: ${proof.name} is not installed on this machine`)
    else started = await proof.start()
  }, 120_000)
  afterAll(() => started?.stop(), 60_000)

  for (const [index, story] of DELETE_STORIES.entries()) {
    it.runIf(proof.start !== null)(story.name, async () => {
      const design = await readDesign(caseOf(story))
      // Django 6.1's actions are the database's whatever is asked for.
      const onDelete = story.asPython === undefined ? 'database' : 'orm'
      const exported = proof.exporter.export({ ...design, options: { onDelete, extra: {} } })
      const database = `s${index}`
      started.create(database, exportedText(exported) + inserts(design, proof))
      const wanted = await djangoLeaves(story, design)
      const found = Object.fromEntries(
        story.deletes.map((row) => [row, started.after(database, deletion(design, row), select(design, proof))]),
      )
      const unlike = story.unlike?.[proof.exporter.id] ?? []
      const alike = (outcomes: Outcomes) => Object.entries(outcomes).filter(([row]) => !unlike.includes(row))
      expect(alike(found)).toEqual(alike(wanted))
      for (const row of unlike) expect(found[row], row).not.toEqual(wanted[row])
      const isSaid = exported.diagnostics.some(({ code }) => code === 'relata.4001')
      expect(isSaid || unlike.length === 0).toBe(true)
    })
  }
})

type Row = Readonly<Record<string, string | number | null>>

function rowsOf(design: OracleDesign, table: string): readonly Row[] {
  return caseDatabase(design).connection.prepare(`SELECT * FROM ${table}`).all() as Row[]
}

/** The stories' rows as SQL; keys of circles are looked at when all are there. */
function inserts(design: OracleDesign, { exporter }: Proof): string {
  const literal = (value: Row[string]) => (typeof value === 'string' ? `'${value}'` : String(value))
  const lines = design.schema.tables.flatMap(({ name }) =>
    rowsOf(design, name).map(
      (row) =>
        `INSERT INTO ${name} (${Object.keys(row).join(', ')}) VALUES (${Object.values(row).map(literal).join(', ')});`,
    ),
  )
  const [begin, end] = exporter.id === 'mysql' ? ['SET FOREIGN_KEY_CHECKS = 0;', ''] : ['BEGIN;', 'COMMIT;']
  return ['', begin, ...lines, end].join('\n')
}

function tableOf(design: OracleDesign, row: string): readonly [table: string, key: string, pk: string] {
  const [model = '', pk = ''] = row.split('.')
  const table = design.schema.tables.find((t) => t.label === `app.${model}`)
  return [table?.name ?? '', table?.primaryKey[0] ?? '', pk]
}

function deletion(design: OracleDesign, row: string): string {
  const [table, key, pk] = tableOf(design, row)
  return `DELETE FROM ${table} WHERE ${key} = ${pk}`
}

/** Every row of every table as one line. */
function select(design: OracleDesign, { concat }: Proof): string {
  const parts = design.schema.tables.map(({ name, columns }) => {
    const cells = columns.flatMap((c) => [`' ${c.name}='`, `coalesce(CAST(${c.name} AS char(20)), 'NULL')`])
    return `SELECT ${concat([`'${name}'`, ...cells])} FROM ${name}`
  })
  return parts.join(' UNION ALL ')
}

interface Changes {
  readonly [table: string]: {
    readonly deleted?: readonly unknown[]
    readonly updated?: readonly { readonly pk: unknown; readonly column: string; readonly to: unknown }[]
  }
}

/** By deleted row what the collector leaves, in the form of `select`. */
async function djangoLeaves(story: DeleteStory, design: OracleDesign): Promise<Outcomes> {
  const answer = await answerCase(caseOf({ ...story, models: story.asPython ?? story.models }))
  const deletes = answer['deletes'] as readonly { readonly outcome: string; readonly changes: Changes }[]
  return Object.fromEntries(
    story.deletes.map((row, i) => {
      const one = deletes[i]
      if (one === undefined) throw new Error(`no answer for ${row}`)
      return [row, one.outcome === 'deleted' ? left(design, one.changes) : 'refused']
    }),
  )
}

function left(design: OracleDesign, changes: Changes): Outcome {
  const lines = design.schema.tables.flatMap(({ name, columns, primaryKey: [key = ''] }) => {
    const { deleted = [], updated = [] } = changes[name] ?? {}
    const rows = rowsOf(design, name).filter((row) => !deleted.some((pk) => Number(pk) === Number(row[key])))
    return rows.map((row) => {
      const cells = columns.map((c) => {
        const change = updated.find((u) => Number(u.pk) === Number(row[key]) && u.column === c.name)
        return ` ${c.name}=${String((change === undefined ? row[c.name] : change.to) ?? 'NULL')}`
      })
      return `${name}${cells.join('')}`
    })
  })
  return lines.toSorted()
}
