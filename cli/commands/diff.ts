import { keyedTables } from '../../electron/sqlite/sync-database.ts'
import { tableDdl } from '../../electron/sqlite/table-ddl.ts'
import { diffSchemas } from '../../shared/evolve/diff-schemas.ts'
import type { KeptTable, SchemaDiff } from '../../shared/evolve/diff-schemas.ts'
import { planSqlite } from '../../shared/evolve/plan-sqlite.ts'
import { compileDesign } from '../../shared/schema/compile-design.ts'
import type { CliCommand } from '../command.ts'
import { DESIGN_OPTIONS, loadDesign } from '../design.ts'

export const diff: CliCommand = {
  name: 'diff',
  arguments: ['<old>', '<new>'],
  summary: 'What changed between two designs, and the SQL that brings a database along',
  options: [
    { flags: '--to <dialect>', description: 'dialect of the SQL', choices: ['sqlite'], default: 'sqlite' },
    ...DESIGN_OPTIONS,
  ],
  async run(invocation, [before = '', after = ''], options) {
    const [old, now] = [await loadDesign(invocation, [before], options), await loadDesign(invocation, [after], options)]
    const [from, to] = [compileDesign(old.doc), compileDesign(now.doc)]
    const found = diffSchemas(keyedTables(from), keyedTables(to))
    const plan = planSqlite(found, (table) => tableDdl(table, to))
    const changes = changeLines(found)
    const sql = plan.steps.map((step) => `${step.sql};`)
    const text = changes.length === 0 ? 'No difference in the schema.' : [...changes, '', ...sql].join('\n')
    for (const note of plan.notes) invocation.progress(note)
    return { json: { changes, sql, notes: plan.notes }, text, exit: 0 }
  },
}

function changeLines({ created, dropped, kept }: SchemaDiff): readonly string[] {
  return [
    ...created.map((table) => `+ ${table.name}`),
    ...dropped.map((table) => `- ${table.name}`),
    ...kept.flatMap(keptLines),
  ]
}

/** Renamed, added, removed and changed columns of a table that stays. */
function keptLines({ before, after, renamed, columns }: KeptTable): readonly string[] {
  const stays = new Set(columns.map((c) => c.after))
  const staysBefore = new Set(columns.map((c) => c.before))
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
  const changed = columns.filter((c) => {
    const [was, is] = [renamed.columns.find((x) => x.name === c.after), after.columns.find((x) => x.name === c.after)]
    return !same(was?.type, is?.type) || was?.null !== is?.null || was?.unique !== is?.unique
  })
  return [
    ...(before.name === after.name ? [] : [`~ ${before.name} → ${after.name}`]),
    ...columns.flatMap((c) => (c.before === c.after ? [] : [`~ ${after.name}.${c.before} → ${c.after}`])),
    ...after.columns.flatMap((c) => (stays.has(c.name) ? [] : [`+ ${after.name}.${c.name}`])),
    ...before.columns.flatMap((c) => (staysBefore.has(c.name) ? [] : [`- ${after.name}.${c.name}`])),
    ...changed.map((c) => `~ ${after.name}.${c.after}`),
  ]
}
