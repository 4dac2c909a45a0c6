import { describeModels, describeRelations } from '../../shared/relations/describe.ts'
import { compileDesign } from '../../shared/schema/compile-design.ts'
import { describeSchema, typeNameFrom } from '../../shared/schema/describe.ts'
import type { CliCommand } from '../command.ts'
import { DESIGN_OPTIONS, loadDesign } from '../design.ts'
import { textTable } from '../output.ts'

export const compile: CliCommand = {
  name: 'compile',
  arguments: ['<design>'],
  summary: 'Show what Django makes of the design: models, relations, tables',
  options: DESIGN_OPTIONS,
  async run(invocation, [source = ''], options) {
    const { doc } = await loadDesign(invocation, [source], options)
    const { resolution, schema } = compileDesign(doc)
    if (resolution.importError !== null) {
      const { type, message } = resolution.importError
      invocation.progress(`Django could not import these models: ${type}: ${message}`)
      return { json: { import_error: resolution.importError }, text: '', exit: 1 }
    }
    const json = {
      models: describeModels(resolution, typeNameFrom(schema)),
      relations: describeRelations(resolution),
      schema: describeSchema(schema),
    }
    const tables = schema.tables.map((table) => {
      const keys = table.foreignKeys.map((fk) => `${fk.columns.join(', ')} → ${fk.table}`)
      return [table.name, table.label, table.columns.map((c) => c.name).join(', '), keys.join('; ')]
    })
    return { json, text: textTable(['table', 'model', 'columns', 'foreign keys'], tables, 80), exit: 0 }
  },
}
