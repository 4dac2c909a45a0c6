import { Parser } from '@dbml/core'
import { Graphviz } from '@hpcc-js/wasm-graphviz'
import mermaidLibrary from 'mermaid'
import { beforeAll, describe, expect, it } from 'vitest'
import { dbml } from '../../shared/exporters/dbml.ts'
import { DEFAULT_EXPORT_OPTIONS, exportedText } from '../../shared/exporters/exporter.ts'
import type { Exporter } from '../../shared/exporters/exporter.ts'
import { diagramTables, tableEdges } from '../../shared/exporters/documents/edges.ts'
import { graphviz } from '../../shared/exporters/graphviz.ts'
import { markdown } from '../../shared/exporters/markdown.ts'
import { mermaid } from '../../shared/exporters/mermaid.ts'
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
  const text = (exporter: Exporter) =>
    exportedText(exporter.export({ ...compiled, options: DEFAULT_EXPORT_OPTIONS }))

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
    const [schema] = schemas
    expect(schema?.tables.map((t) => t.name).sort()).toEqual(tables.map((t) => t.name).sort())
    expect(schema?.tables.reduce((n, t) => n + t.fields.length, 0)).toBe(tables.reduce((n, t) => n + t.columns.length, 0))
    expect(schema?.refs.length).toBe(edges.length)
  })

  it('Graphviz draws every table and edge', () => {
    const plain = dot.layout(text(graphviz), 'plain', 'dot')
    expect(plain.match(/^node /gm)?.length ?? 0).toBe(tables.length)
    expect(plain.match(/^edge /gm)?.length ?? 0).toBe(edges.length)
  })

  it('Markdown tables have the same number of cells in every row', () => {
    for (const line of text(markdown).split('\n')) {
      if (line.startsWith('|')) expect(line.replace(/\\\|/g, '').split('|').length, line).toBe(8)
    }
  })
})
