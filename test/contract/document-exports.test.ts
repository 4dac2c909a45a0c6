import { Parser } from '@dbml/core'
import { Ajv2020 } from 'ajv/dist/2020.js'
import ajvFormats from 'ajv-formats'
import { Graphviz } from '@hpcc-js/wasm-graphviz'
import mermaidLibrary from 'mermaid'
import { beforeAll, describe, expect, it } from 'vitest'
import { dbml } from '../../shared/exporters/dbml.ts'
import { DEFAULT_EXPORT_OPTIONS, exportedText } from '../../shared/exporters/exporter.ts'
import type { Exporter } from '../../shared/exporters/exporter.ts'
import { diagramTables, tableEdges } from '../../shared/exporters/documents/edges.ts'
import { graphviz } from '../../shared/exporters/graphviz.ts'
import { jsonSchema } from '../../shared/exporters/json-schema.ts'
import { markdown } from '../../shared/exporters/markdown.ts'
import { mermaid } from '../../shared/exporters/mermaid.ts'
import { openapi } from '../../shared/exporters/openapi.ts'
import { plantuml } from '../../shared/exporters/plantuml.ts'
import { compileDesign } from '../../shared/schema/compile-design.ts'
import { allDesigns } from '../support/designs.ts'

let dot: Graphviz
beforeAll(async () => {
  dot = await Graphviz.load()
})

describe.each(allDesigns())('documents of %s', (_name, doc) => {
  const compiled = compileDesign(doc)
  const tables = diagramTables(compiled.schema)
  const edges = tableEdges(compiled.schema)
  const text = (exporter: Exporter) => exportedText(exporter.export({ ...compiled, options: DEFAULT_EXPORT_OPTIONS }))

  it("Mermaid's own parser finds every table and relation", async () => {
    // parse() also loads the diagram types.
    await mermaidLibrary.parse(text(mermaid))
    const diagram = await mermaidLibrary.mermaidAPI.getDiagramFromText(text(mermaid))
    const db = diagram.db as unknown as { getEntities(): Map<string, unknown>; getRelationships(): unknown[] }
    expect(db.getEntities().size).toBe(tables.length)
    expect(db.getRelationships().length).toBe(edges.length)
  })

  it("DBML's own parser finds every table, column and reference", () => {
    const { schemas } = new Parser().parse(text(dbml), 'dbmlv2')
    const found = schemas.flatMap(({ name, tables: own }) =>
      own.map((table) => ({ name: name === 'public' ? table.name : `${name}"."${table.name}`, fields: table.fields })),
    )
    expect(found.map((t) => t.name).sort()).toEqual(tables.map((t) => t.name).sort())
    expect(found.reduce((n, t) => n + t.fields.length, 0)).toBe(tables.reduce((n, t) => n + t.columns.length, 0))
    expect(schemas.reduce((n, { refs }) => n + refs.length, 0)).toBe(edges.length)
  })

  it('Graphviz draws every table and edge', () => {
    const plain = dot.layout(text(graphviz), 'plain', 'dot')
    expect(plain.match(/^node /gm)?.length ?? 0).toBe(tables.length)
    expect(plain.match(/^edge /gm)?.length ?? 0).toBe(edges.length)
    // Edges begin at the right side of their box, not in it: a type would be struck through.
    const sides = new Map(
      [...plain.matchAll(/^node (\S+) (\S+) \S+ (\S+) /gm)].map((m) => [m[1], Number(m[2]) + Number(m[3]) / 2]),
    )
    for (const [, from, points = ''] of plain.matchAll(/^edge (\S+) \S+ \d+ ((?:\S+ )*?)(?=solid|")/gm)) {
      const xs = points.split(' ').filter((_, i) => i % 2 === 0)
      expect(Number(xs[0])).toBeGreaterThan((sides.get(from) ?? 0) - 0.1)
    }
  })

  it('Markdown tables have the same number of cells in every row', () => {
    for (const line of text(markdown).split('\n')) {
      if (line.startsWith('|')) expect(line.replace(/\\\|/g, '').split('|').length, line).toBe(8)
    }
  })

  it('PlantUML says every table, column and relation in lines of its own', () => {
    const lines = text(plantuml).split('\n')
    expect([lines[0], lines.at(-2)]).toEqual(['@startuml', '@enduml'])
    expect(lines.filter((l) => /^entity "[^"]*" as t\d+ \{$/.test(l)).length).toBe(tables.length)
    expect(lines.filter((l) => /^ {2}(?:\* )?\S.* : \S/.test(l)).length).toBe(
      tables.reduce((n, t) => n + t.columns.length, 0),
    )
    expect(lines.filter((l) => /^t\d+ (?:\|o|\|\|)--(?:o\||o\{) t\d+ : \S/.test(l)).length).toBe(edges.length)
  })

  it('JSON Schema and OpenAPI components compile, take what is due and refuse an empty row', () => {
    const schemas = JSON.parse(text(jsonSchema)) as { $defs: Record<string, RowSchema> }
    const api = JSON.parse(text(openapi)) as { components: { schemas: Record<string, RowSchema> } }
    for (const rows of [schemas.$defs, api.components.schemas]) {
      expect(Object.keys(rows).length).toBe(tables.length)
      for (const row of Object.values(rows)) {
        const ajv = new Ajv2020({ strict: true, allowUnionTypes: true })
        addFormats(ajv)
        const validate = ajv.compile(row)
        expect(validate({}), row.title).toBe((row.required ?? []).length === 0)
        expect(validate({ 'no such column': 1 })).toBe(false)
      }
    }
    expect(new Ajv2020().validateSchema(schemas)).toBe(true)
  })
})

interface RowSchema {
  readonly title: string
  readonly required?: readonly string[]
}

// The package is CommonJS: its types put the function one level deeper than it is.
const addFormats = ajvFormats as unknown as (ajv: Ajv2020) => void
