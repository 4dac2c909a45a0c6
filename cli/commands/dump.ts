import { createWriteStream } from 'node:fs'
import { resolve } from 'node:path'
import { textOption } from '../command.ts'
import type { CliCommand } from '../command.ts'
import { DATABASE_OPTION, TIMEOUT_OPTION, databasePath, giveDesign, withDatabase } from '../database.ts'
import { DESIGN_OPTIONS, loadDesign } from '../design.ts'

export const dump: CliCommand = {
  name: 'dump',
  arguments: ['<design>', '[model...]'],
  summary: "Write rows in Django's fixture format, of all models or of those named; loaddata takes it",
  options: [
    DATABASE_OPTION,
    { flags: '-o, --output <file>', description: 'the fixture; else stdout' },
    TIMEOUT_OPTION,
    ...DESIGN_OPTIONS,
  ],
  async run(invocation, [source = '', ...models], options) {
    const { doc } = await loadDesign(invocation, [source], options)
    const path = databasePath(invocation, options)
    const output = textOption(options, 'output')
    return withDatabase(invocation, path, options, { mode: 'read', create: false }, async (session) => {
      await giveDesign(session, doc)
      const file = output === undefined ? null : createWriteStream(resolve(invocation.cwd, output))
      const written = Promise.withResolvers<void>()
      file?.on('error', written.reject).on('finish', () => written.resolve())
      const { summary } = await session.sql.call('fixture.dump', { models }, session.signal, {
        onItem({ text }) {
          if (file === null) invocation.write(text)
          else file.write(text)
        },
      })
      file?.end()
      if (file === null) return null
      await written.promise
      return { json: { path: output, ...summary }, text: `${summary.rows} rows written to ${output}`, exit: 0 }
    })
  },
}
