import type { KeptTable, SchemaDiff } from '../../shared/evolve/diff-schemas.ts'
import { planSqlite } from '../../shared/evolve/plan-sqlite.ts'
import { versionsOf } from '../../shared/migrations/migration.ts'
import { MIGRATION_TARGETS } from '../../shared/migrations/registry.ts'
import { tableDdl } from '../../shared/migrations/sqlite-ddl.ts'
import { textOption } from '../command.ts'
import type { CliCommand } from '../command.ts'
import { DESIGN_OPTIONS, loadDesign } from '../design.ts'

export const diff: CliCommand = {
  name: 'diff',
  arguments: ['<old>', '<new>'],
  summary: 'What changed between two designs, and the migration: SQL or Django’s operations',
  options: [
    {
      flags: '--to <dialect>',
      description: 'what the migration is written for',
      choices: MIGRATION_TARGETS.map(({ id }) => id),
      default: 'sqlite',
    },
    ...DESIGN_OPTIONS,
  ],
  async run(invocation, [before = '', after = ''], options) {
    const [old, now] = [await loadDesign(invocation, [before], options), await loadDesign(invocation, [after], options)]
    const versions = versionsOf(old.doc, now.doc)
    const target = MIGRATION_TARGETS.find(({ id }) => id === (textOption(options, 'to') ?? 'sqlite'))
    if (target === undefined) throw new Error('An unknown target gets past the choices of its option')
    const changes = changeLines(versions.diff)
    const { text: migration, notes } = target.write(versions)
    const isSqlite = target.id === 'sqlite'
    const steps = isSqlite ? planSqlite(versions.diff, (table) => tableDdl(table, versions.after)).steps : []
    const sql = steps.map((step) => `${step.sql};`)
    const shown = isSqlite ? sql.join('\n') : migration
    const text =
      changes.length === 0 && migration === '' ? 'No difference in the schema.' : [...changes, '', shown].join('\n')
    for (const note of notes) invocation.progress(note)
    return { json: { changes, sql, notes, migration }, text, exit: 0 }
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
