import { rootOf } from '../../shared/document/records.ts'
import { numberOption, textOption } from '../command.ts'
import type { CliCommand, OptionValues } from '../command.ts'
import { DATABASE_OPTION, TIMEOUT_OPTION, databasePath, syncDesign, withDatabase } from '../database.ts'
import { DESIGN_OPTIONS, loadDesign } from '../design.ts'

export const sample: CliCommand = {
  name: 'sample',
  arguments: ['<design>'],
  summary: 'Fill a database with rows that fit the design; the same seed gives the same rows',
  options: [
    DATABASE_OPTION,
    { flags: '--rows <n>', description: 'rows a model; else as the design says, or 20' },
    { flags: '--seed <s>', description: 'another number, other rows; else as the design says' },
    TIMEOUT_OPTION,
    ...DESIGN_OPTIONS,
  ],
  async run(invocation, [source = ''], options) {
    const { doc } = await loadDesign(invocation, [source], options)
    const path = databasePath(invocation, options)
    const rows = optionalNumber(options, 'rows', 1, 1_000_000)
    const seed = optionalNumber(options, 'seed', 0, 2 ** 31 - 1)
    const hasOwn = 'samples' in rootOf(doc)
    return withDatabase(invocation, path, options, { mode: 'write', create: true }, async (session) => {
      // Rows that come with the design would mix with the generated ones.
      await syncDesign(session, { ...doc, rows: {} })
      const result = await session.sql.call('sample.fill', { rows: rows ?? (hasOwn ? null : 20), seed }, session.signal)
      for (const note of result.notes) invocation.progress(note)
      const total = result.tables.reduce((sum, t) => sum + t.rows, 0)
      const lines = result.tables.map((t) => `${t.name}: ${t.rows}`)
      return { json: { path, ...result }, text: [...lines, `${total} rows in ${path}`].join('\n'), exit: 0 }
    })
  },
}

/** null: not given. */
function optionalNumber(options: OptionValues, name: string, min: number, max: number): number | null {
  return textOption(options, name) === undefined ? null : numberOption(options, name, { min, max, fallback: min })
}
