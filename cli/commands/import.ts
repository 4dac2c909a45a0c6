import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { writeDocument } from '../../shared/document/file/write.ts'
import { compileDesign } from '../../shared/schema/compile-design.ts'
import { schemaCounts } from '../../shared/schema/schema-counts.ts'
import type { SchemaCounts } from '../../shared/schema/schema-counts.ts'
import { hasErrors } from '../../shared/diagnostics/diagnostic.ts'
import { placedDesign } from '../arranged.ts'
import { CliError, textOption } from '../command.ts'
import type { CliCommand } from '../command.ts'
import { DESIGN_OPTIONS, loadDesign } from '../design.ts'

export const importCommand: CliCommand = {
  name: 'import',
  arguments: ['<source...>'],
  summary: 'Turn models.py files, a database or a schema into a design; what was skipped is listed',
  options: [{ flags: '-o, --output <file>', description: 'the design to write' }, ...DESIGN_OPTIONS],
  async run(invocation, sources, options) {
    const { diagnostics, ...read } = await loadDesign(invocation, sources, options)
    const doc = await placedDesign(read)
    const text = writeDocument(doc)
    const output = textOption(options, 'output')
    const path = output === undefined ? null : resolve(invocation.cwd, output)
    if (path !== null) {
      await writeFile(path, text).catch((error: Error) => {
        throw new CliError(3, 'IO', `${path} cannot be written: ${error.message}`)
      })
    }
    const models = Object.keys(doc.models).length
    const counts = schemaCounts(compileDesign(doc).schema)
    const told = `${models} ${models === 1 ? 'model' : 'models'} imported (${countsText(counts)}), ${diagnostics.length} ${diagnostics.length === 1 ? 'remark' : 'remarks'}`
    invocation.progress(path === null ? told : `${told}, written to ${path}`)
    return {
      json: { path, models, counts, diagnostics, ...(path === null ? { design: JSON.parse(text) as unknown } : {}) },
      text: path === null ? text : '',
      exit: hasErrors(diagnostics) ? 1 : 0,
    }
  },
}

/** `11 tables, 64 columns, 11 primary keys …`. */
function countsText({ tables, columns, primaryKeys, foreignKeys, uniques, indexes }: SchemaCounts): string {
  const counted: readonly (readonly [number, string, string])[] = [
    [tables, 'table', 'tables'],
    [columns, 'column', 'columns'],
    [primaryKeys, 'primary key', 'primary keys'],
    [foreignKeys, 'foreign key', 'foreign keys'],
    [uniques, 'unique key', 'unique keys'],
    [indexes, 'index', 'indexes'],
  ]
  return counted.map(([count, one, many]) => `${count} ${count === 1 ? one : many}`).join(', ')
}
