import type { SchemaTable } from '../schema/types.ts'
import { diagramTables, tableEdges } from './documents/edges.ts'
import { typeWord } from './documents/type-words.ts'
import { shownName } from './sql/names.ts'
import type { ExportInput, ExportPiece, Exported, Exporter } from './exporter.ts'

/** Graphviz DOT: tables as HTML-like labels with a port a column, at the box's edge, crow's feet on the edges. */
export const graphviz: Exporter<'graphviz'> = {
  id: 'graphviz',
  label: 'Graphviz',
  group: 'Documents',
  language: 'text',
  fileName: 'diagram.dot',
  options: [],
  export: exportDot,
}

const HEAD = `digraph models {
  graph [rankdir=LR, nodesep=0.4, ranksep=0.8]
  node [shape=plain, fontname="Helvetica", fontsize=11]
  edge [dir=both, fontname="Helvetica", fontsize=9]
`

function exportDot({ schema }: ExportInput): Exported {
  const tables = diagramTables(schema)
  const ids = new Map(tables.map((table, i) => [table, `t${i}`]))
  const nodes = tables.map((table): ExportPiece => ({ model: table.model, text: node(table, ids.get(table) ?? '') }))
  const edges = tableEdges(schema).map(({ from, to, key, optional, single }): ExportPiece => {
    const column = from.columns.findIndex((c) => c.name === key.columns[0])
    const head = optional ? 'noneodot' : 'nonetee'
    const tail = single ? 'noneotee' : 'crow'
    // Sides named: a route that starts inside a box can fail in Graphviz ("triangulation failed").
    const end = from === to ? `${ids.get(to)}:e` : `${ids.get(to)}:w`
    const text = `  ${ids.get(from)}:c${column}:e -> ${end} [arrowhead=${head}, arrowtail=${tail}]\n`
    return { model: from.model, text }
  })
  return { pieces: [frame(HEAD), ...nodes, ...edges, frame('}\n')], diagnostics: [] }
}

function frame(text: string): ExportPiece {
  return { model: null, text }
}

function node(table: SchemaTable, id: string): string {
  const rows = table.columns.map((c, i) => {
    const name = table.primaryKey.includes(c.name) ? `<u>${html(c.name)}</u>` : html(c.name)
    return `<tr><td align="left">${name}</td><td align="left" port="c${i}">${html(typeWord(c))}${c.null ? '?' : ''}</td></tr>`
  })
  const head = `<tr><td colspan="2" bgcolor="#e8ecf4"><b>${html(shownName(table.name))}</b></td></tr>`
  return `  ${id} [label=<<table border="0" cellborder="1" cellspacing="0" cellpadding="4">${head}${rows.join('')}</table>>]\n`
}

function html(text: string): string {
  const escaped = text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
  return escaped === '' ? ' ' : escaped
}
