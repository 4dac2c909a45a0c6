import { diagramTables } from './documents/edges.ts'
import type { ExportInput, ExportPiece, Exported, Exporter } from './exporter.ts'
import { rowSchema } from './json/column-schema.ts'
import { typeNames } from './typescript/names.ts'

/** JSON Schema, draft 2020-12: under `$defs` one schema for the rows of each table. */
export const jsonSchema: Exporter<'json-schema'> = {
  id: 'json-schema',
  label: 'JSON Schema',
  group: 'Documents',
  language: 'json',
  fileName: 'schema.json',
  options: [],
  export: exportJsonSchema,
}

function exportJsonSchema({ doc, schema, resolution }: ExportInput): Exported {
  const names = typeNames(resolution)
  const title = JSON.stringify(doc.root['root']?.name ?? 'Models')
  const head = `{\n  "$schema": "https://json-schema.org/draft/2020-12/schema",\n  "title": ${title},\n  "$defs": {`
  const pieces = diagramTables(schema).map((table, i): ExportPiece => {
    const body = JSON.stringify(rowSchema(table), null, 2).replaceAll('\n', '\n    ')
    const name = JSON.stringify(names.get(table.model) ?? table.name)
    return { model: table.model, text: `${i === 0 ? '' : ','}\n    ${name}: ${body}` }
  })
  return { pieces: [{ model: null, text: head }, ...pieces, { model: null, text: '\n  }\n}\n' }], diagnostics: [] }
}
