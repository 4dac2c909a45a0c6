import { existsSync } from 'node:fs'
import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CliCommand } from '../command.ts'
import { DATABASE_OPTION, TIMEOUT_OPTION, databasePath, syncDesign, withDatabase } from '../database.ts'
import { DESIGN_OPTIONS, loadDesign } from '../design.ts'

export const migrate: CliCommand = {
  name: 'migrate',
  arguments: ['<design>'],
  summary: 'Create the database of a design or bring it up to date, rows kept; prints the SQL',
  options: [
    DATABASE_OPTION,
    { flags: '--dry-run', description: 'only show what would be done' },
    TIMEOUT_OPTION,
    ...DESIGN_OPTIONS,
  ],
  async run(invocation, [source = ''], options) {
    const { doc } = await loadDesign(invocation, [source], options)
    const path = databasePath(invocation, options)
    const dryRun = options['dryRun'] === true
    const target = dryRun ? await copied(path) : { path, remove: async () => {} }
    try {
      const open = { mode: 'write', create: true } as const
      const result = await withDatabase(invocation, target.path, options, open, (session) => syncDesign(session, doc))
      for (const note of result.notes) invocation.progress(note)
      const text = result.changed ? result.plan.map((statement) => `${statement};`).join('\n') : 'Nothing to do.'
      return { json: { path, dryRun, ...result }, text, exit: 0 }
    } finally {
      await target.remove()
    }
  },
}

/** The plan is found by carrying it out on a copy: what it shows is what works. */
async function copied(path: string): Promise<{ readonly path: string; readonly remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'relata-'))
  const copy = join(folder, 'copy.sqlite')
  if (existsSync(path)) await copyFile(path, copy)
  return { path: copy, remove: () => rm(folder, { recursive: true, force: true }) }
}
