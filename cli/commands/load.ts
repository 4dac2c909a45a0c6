import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { CliError } from '../command.ts'
import type { CliCommand } from '../command.ts'
import { DATABASE_OPTION, TIMEOUT_OPTION, databasePath, giveDesign, syncDesign, withDatabase } from '../database.ts'
import { DESIGN_OPTIONS, loadDesign } from '../design.ts'

export const load: CliCommand = {
  name: 'load',
  arguments: ['<design>', '<fixture>'],
  summary: "Load rows in Django's fixture format, all or none",
  options: [DATABASE_OPTION, TIMEOUT_OPTION, ...DESIGN_OPTIONS],
  async run(invocation, [source = '', fixture = ''], options) {
    const { doc } = await loadDesign(invocation, [source], options)
    const path = databasePath(invocation, options)
    const text = await readFile(resolve(invocation.cwd, fixture), 'utf8').catch((error: Error) => {
      throw new CliError(3, 'NOT_FOUND', `${fixture} cannot be read: ${error.message}`)
    })
    const isNew = !existsSync(path)
    return withDatabase(invocation, path, options, { mode: 'write', create: isNew }, async (session) => {
      // The fixture is to be the only rows of a new file.
      if (isNew) await syncDesign(session, { ...doc, rows: {} })
      else await giveDesign(session, doc)
      const result = await session.sql.call('fixture.load', { text }, session.signal)
      return { json: { path, ...result }, text: `${result.rows} rows loaded into ${path}`, exit: 0 }
    })
  },
}
