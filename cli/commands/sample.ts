import { numberOption } from '../command.ts'
import type { CliCommand } from '../command.ts'
import { DATABASE_OPTION, TIMEOUT_OPTION, databasePath, syncDesign, withDatabase } from '../database.ts'
import { DESIGN_OPTIONS, loadDesign } from '../design.ts'

export const sample: CliCommand = {
  name: 'sample',
  arguments: ['<design>'],
  summary: 'Fill a database with rows that fit the design; the same seed gives the same rows',
  options: [
    DATABASE_OPTION,
    { flags: '--rows <n>', description: 'rows a model', default: '20' },
    { flags: '--seed <s>', description: 'another number, other rows', default: '1' },
    TIMEOUT_OPTION,
    ...DESIGN_OPTIONS,
  ],
  async run(invocation, [source = ''], options) {
    const { doc } = await loadDesign(invocation, [source], options)
    const path = databasePath(invocation, options)
    const rows = numberOption(options, 'rows', { min: 1, max: 1_000_000, fallback: 20 })
    const seed = numberOption(options, 'seed', { min: 0, max: 2 ** 31 - 1, fallback: 1 })
    return withDatabase(invocation, path, options, { mode: 'write', create: true }, async (session) => {
      // Rows that come with the design would mix with the generated ones.
      await syncDesign(session, { ...doc, rows: {} })
      const result = await session.sql.call('sample.fill', { rows, seed }, session.signal)
      for (const note of result.notes) invocation.progress(note)
      const total = result.tables.reduce((sum, t) => sum + t.rows, 0)
      const lines = result.tables.map((t) => `${t.name}: ${t.rows}`)
      return { json: { path, ...result }, text: [...lines, `${total} rows in ${path}`].join('\n'), exit: 0 }
    })
  },
}
