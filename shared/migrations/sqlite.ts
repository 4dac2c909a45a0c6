/** SQL that brings a SQLite database along, its rows kept. */
import { planSqlite } from '../evolve/plan-sqlite.ts'
import type { MigrationTarget, MigrationText, Versions } from './migration.ts'
import { commented } from './notes.ts'
import { tableDdl } from './sqlite-ddl.ts'

export const sqliteMigration: MigrationTarget = {
  id: 'sqlite',
  label: 'SQL for SQLite',
  language: 'sql',
  fileName: 'migration.sqlite.sql',
  write,
}

function write({ diff, after }: Versions): MigrationText {
  const { steps, notes } = planSqlite(diff, (table) => tableDdl(table, after))
  if (steps.length === 0) return { text: '', notes }
  // Tables are swapped under those that point at them, so keys rest meanwhile and are checked at the end.
  const lines = [
    ...commented(notes),
    'PRAGMA foreign_keys = OFF;',
    'BEGIN;',
    ...steps.map(({ sql }) => `${sql};`),
    'COMMIT;',
    'PRAGMA foreign_key_check;',
    'PRAGMA foreign_keys = ON;',
  ]
  return { text: `${lines.join('\n')}\n`, notes }
}
