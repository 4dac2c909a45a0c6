import type { Expr } from '../document/records.ts'
import { diagramSvg } from '../layout/drawing/svg.ts'
import type { Resolution } from '../relations/types.ts'
import type { SchemaColumn, SchemaTable } from '../schema/types.ts'
import { diagramTables } from './documents/edges.ts'
import { typeWord } from './documents/type-words.ts'
import { shownName } from './sql/names.ts'
import type { ExportInput, ExportPiece, Exported, Exporter } from './exporter.ts'
import { SCRIPT, STYLE } from './html/page.ts'

/** One HTML file: the diagram to search and zoom, and a data dictionary. It asks nothing of the network. */
export const html: Exporter<'html'> = {
  id: 'html',
  label: 'HTML documentation',
  group: 'Documents',
  language: 'html',
  fileName: 'models.html',
  draws: true,
  options: [],
  export: exportHtml,
}

/** Only our own script runs, nothing is fetched: whatever a name holds, it stays text. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; script-src 'nonce-relata'; img-src data:; base-uri 'none'; form-action 'none'"

function exportHtml({ doc, schema, resolution }: ExportInput): Exported {
  const tables = diagramTables(schema)
  const ids = new Map(tables.map((t, i) => [t.name, `t${i + 1}`]))
  const title = text(doc.root['root']?.name ?? 'Models')
  const picture = diagramSvg(doc).replace(/ width="[^"]*" height="[^"]*"/, '')
  const links = tables.map((t) => `<li><a href="#${ids.get(t.name)}">${text(t.label)}</a></li>`).join('\n')
  const head = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<nav aria-label="Models">
<h1>${title}</h1>
<input id="search" type="search" placeholder="Models and columns" aria-label="Search models and columns">
<ul>
${links}
</ul>
</nav>
<main>
<div id="diagram" tabindex="0" role="group" aria-label="Diagram: arrow keys move it, plus and minus zoom, 0 shows all of it">
${picture}<div id="zoom"><button id="zoom-in" aria-label="Zoom in">+</button><button id="zoom-out" aria-label="Zoom out">−</button><button id="zoom-all">Fit</button></div>
</div>
`
  const sections = tables.map((t): ExportPiece => ({ model: t.model, text: section(t, ids, resolution) }))
  const end = `</main>\n<script nonce="relata">${SCRIPT}</script>\n</body>\n</html>\n`
  return { pieces: [{ model: null, text: head }, ...sections, { model: null, text: end }], diagnostics: [] }
}

function section(table: SchemaTable, ids: ReadonlyMap<string, string>, resolution: Resolution): string {
  const model = resolution.models.get(table.model)
  const rows = table.columns.map((c) => columnRow(table, c, ids)).join('\n')
  const reverse = (resolution.reverse.get(table.model) ?? []).filter((r) => r.accessor !== null)
  const backward = reverse.map((r) => `<code>${text(r.accessor ?? '')}</code> (${text(r.label)})`).join(', ')
  const notes = [
    `<p>Table <code>${text(shownName(table.name))}</code>${table.comment === null ? '' : ` · ${text(table.comment)}`}</p>`,
    backward === '' ? '' : `<p>Reached from here: ${backward}</p>`,
  ].join('')
  return `<section id="${ids.get(table.name)}" data-title="${text(model?.name ?? table.name)}">
<h2>${text(table.label)}</h2>
${notes}
<table>
<thead><tr><th scope="col">Column</th><th scope="col">Type</th><th scope="col">Null</th><th scope="col">Keys</th><th scope="col">Note</th></tr></thead>
<tbody>
${rows}
</tbody>
</table>
${ruleList(table)}</section>
`
}

/** Indexes, uniques over several columns and checks; what a column says alone stands with it. */
function ruleList(table: SchemaTable): string {
  const columns = (names: readonly string[]) => names.map((name) => `<code>${text(name)}</code>`).join(', ')
  const terms = (expressions: readonly Expr[]) => expressions.map(({ expr }) => `<code>${text(expr)}</code>`)
  const where = (condition: Expr | null) => (condition === null ? '' : ` where <code>${text(condition.expr)}</code>`)
  const rules = [
    ...table.uniques
      .filter((u) => u.form !== 'column')
      .map(
        (u) =>
          `unique ${[columns(u.columns), ...terms(u.expressions)].filter(Boolean).join(', ')}${where(u.condition)}`,
      ),
    ...table.indexes
      .filter((i) => i.columns.length !== 1 || i.condition !== null || i.expressions.length > 0)
      .map(
        (i) =>
          `index ${[columns(i.columns.map((c) => c.name)), ...terms(i.expressions)].filter(Boolean).join(', ')}${where(i.condition)}`,
      ),
    ...table.checks
      .filter((c) => c.column === null)
      .map((c) => `check <code>${text(c.raw ?? c.condition.expr)}</code>`),
  ]
  return rules.length === 0 ? '' : `<ul>\n${rules.map((rule) => `<li>${rule}</li>`).join('\n')}\n</ul>\n`
}

function columnRow(table: SchemaTable, column: SchemaColumn, ids: ReadonlyMap<string, string>): string {
  const keys = [
    table.primaryKey.includes(column.name) ? 'primary key' : '',
    column.unique ? 'unique' : '',
    ...table.foreignKeys
      .filter((fk) => fk.columns.includes(column.name))
      .map((fk) => {
        const id = ids.get(fk.table)
        const name = text(shownName(fk.table))
        const target = id === undefined ? name : `<a href="#${id}">${name}</a>`
        return `→ ${target}, ${text(fk.onDelete)}`
      }),
  ].filter((k) => k !== '')
  const choices = (column.choices ?? []).map((c) => `<code>${text(String(c.value))}</code> ${text(c.label)}`).join(', ')
  const note = [column.comment === null ? '' : text(column.comment), choices].filter((n) => n !== '').join(' · ')
  return `<tr><td><code>${text(column.name)}</code></td><td>${text(typeWord(column))}</td><td>${column.null ? 'null' : ''}</td><td>${keys.join('<br>')}</td><td>${note}</td></tr>`
}

/** Text for content and for attributes in double quotes. */
function text(plain: string): string {
  return plain.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
