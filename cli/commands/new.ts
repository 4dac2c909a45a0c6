import { writeFile } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { createDocument } from '../../shared/document/create.ts'
import { writeDocument } from '../../shared/document/file/write.ts'
import { CliError, textOption } from '../command.ts'
import type { CliCommand } from '../command.ts'
import { exampleNames, exampleText } from '../examples.ts'

export const newCommand: CliCommand = {
  name: 'new',
  arguments: ['<file>'],
  summary: 'Start a design, empty or from an example',
  options: [{ flags: '--example <name>', description: `start from ${exampleNames().join(', ')}` }],
  async run({ cwd }, [file = ''], options) {
    const path = resolve(cwd, file.endsWith('.relata.json') ? file : `${file}.relata.json`)
    const example = textOption(options, 'example')
    const name = basename(path, '.relata.json')
    const text = example === undefined ? writeDocument(createDocument({ name })) : await exampleText(example)
    try {
      // 'wx': an existing design is never overwritten.
      await writeFile(path, text, { flag: 'wx' })
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException
      throw new CliError(
        3,
        code === 'EEXIST' ? 'CONFLICT' : 'IO',
        code === 'EEXIST' ? `${path} exists already` : message,
      )
    }
    return { json: { path }, text: `Created ${path}`, exit: 0 }
  },
}
