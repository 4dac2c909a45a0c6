import { diagramTables } from './documents/edges.ts'
import type { ExportInput, ExportPiece, Exported, Exporter } from './exporter.ts'
import { rowSchema } from './json/column-schema.ts'
import { typeNames } from './typescript/names.ts'

/** OpenAPI 3.1 with one component schema a table, ready for paths to refer to. */
export const openapi: Exporter<'openapi'> = {
  id: 'openapi',
  label: 'OpenAPI components',
  group: 'Documents',
  language: 'json',
  fileName: 'openapi.json',
  options: [],
  export: exportOpenapi,
}

function exportOpenapi({ doc, schema, resolution }: ExportInput): Exported {
  const names = typeNames(resolution)
  const info = JSON.stringify({ title: doc.root['root']?.name ?? 'Models', version: '1.0.0' })
  const head = `{\n  "openapi": "3.1.0",\n  "info": ${info},\n  "paths": {},\n  "components": {\n    "schemas": {`
  const taken = new Set<string>()
  const pieces = diagramTables(schema).map((table, i): ExportPiece => {
    const body = JSON.stringify(rowSchema(table), null, 2).replaceAll('\n', '\n      ')
    const name = componentName(names.get(table.model) ?? table.name, taken)
    return { model: table.model, text: `${i === 0 ? '' : ','}\n      "${name}": ${body}` }
  })
  return {
    pieces: [{ model: null, text: head }, ...pieces, { model: null, text: '\n    }\n  }\n}\n' }],
    diagnostics: [],
  }
}

/** OpenAPI takes ASCII letters, digits, `.`, `-` and `_` in names of components. */
function componentName(wanted: string, taken: Set<string>): string {
  const plain = wanted.replace(/[^A-Za-z0-9._-]/g, '_')
  let name = plain
  for (let i = 2; taken.has(name) || name === '__proto__'; i++) name = `${plain}${i}`
  taken.add(name)
  return name
}
