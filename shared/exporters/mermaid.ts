import type { SchemaColumn, SchemaTable } from '../schema/types.ts'
import { diagramTables, tableEdges } from './documents/edges.ts'
import type { TableEdge } from './documents/edges.ts'
import { typeWord } from './documents/type-words.ts'
import { shownName } from './sql/names.ts'
import type { ExportInput, ExportPiece, Exported, Exporter } from './exporter.ts'

/** Mermaid's erDiagram: every table with its columns, every foreign key with crow's feet. */
export const mermaid: Exporter<'mermaid'> = {
  id: 'mermaid',
  label: 'Mermaid diagram',
  group: 'Documents',
  language: 'text',
  fileName: 'diagram.mmd',
  options: [],
  export: exportMermaid,
}

function exportMermaid({ schema }: ExportInput): Exported {
  const names = entityNames(diagramTables(schema))
  const entities = diagramTables(schema).map((t): ExportPiece => ({ model: t.model, text: entity(t, names) }))
  const edges = tableEdges(schema).map((e): ExportPiece => ({ model: e.from.model, text: relationship(e, names) }))
  return { pieces: [{ model: null, text: 'erDiagram\n' }, ...entities, ...edges], diagnostics: [] }
}

/** Mermaid has no escapes in names: what it does not take becomes `_`, clashes are numbered. */
function entityNames(tables: readonly SchemaTable[]): ReadonlyMap<SchemaTable, string> {
  const used = new Set<string>()
  return new Map(
    tables.map((table) => {
      const plain = word(shownName(table.name))
      let name = plain
      for (let i = 2; used.has(name.toLowerCase()); i++) name = `${plain}_${i}`
      used.add(name.toLowerCase())
      return [table, name]
    }),
  )
}

function entity(table: SchemaTable, names: ReadonlyMap<SchemaTable, string>): string {
  const name = names.get(table) ?? ''
  const label = name === table.name ? '' : `["${quoted(shownName(table.name))}"]`
  const columns = table.columns.map((c) => `    ${attribute(table, c)}`)
  return `  ${name}${label} {\n${columns.join('\n')}\n  }\n`
}

function attribute(table: SchemaTable, column: SchemaColumn): string {
  const marks = [
    table.primaryKey.includes(column.name) ? 'PK' : '',
    table.foreignKeys.some((fk) => fk.columns.includes(column.name)) ? 'FK' : '',
    column.unique ? 'UK' : '',
  ].filter((mark) => mark !== '')
  const name = word(column.name)
  const remark = [column.null ? 'null' : '', name === column.name ? '' : column.name, column.comment ?? '']
  const comment = remark.filter((r) => r !== '').join('; ')
  const parts = [
    word(
      typeWord(column)
        .replace(/[(),]+/g, '_')
        .replace(/_$/, ''),
    ),
    name,
    marks.join(', '),
  ]
  if (comment !== '') parts.push(`"${quoted(comment)}"`)
  return parts.filter((p) => p !== '').join(' ')
}

function relationship({ from, to, key, optional, single }: TableEdge, names: ReadonlyMap<SchemaTable, string>): string {
  const target = optional ? '|o' : '||'
  const source = single ? 'o|' : 'o{'
  return `  ${names.get(to)} ${target}--${source} ${names.get(from)} : "${quoted(key.columns.join(', '))}"\n`
}

function word(text: string): string {
  const cleaned = text.replace(/[^\p{L}\p{N}_]/gu, '_').replace(/[\u{10000}-\u{10ffff}]/gu, '_')
  if (cleaned === '') return '_'
  // Words of the grammar itself, and a digit in front, are not taken as names.
  return /^[\p{L}_]/u.test(cleaned) && !GRAMMAR.test(cleaned) ? cleaned : `_${cleaned}`
}

/** Its lexer takes a word for one of these when a letter that is not ASCII follows, too. */
const GRAMMAR =
  /^(erdiagram|title|direction|acctitle|accdescr|style|class|classdef|subgraph|end|one|zero|many|only|optionally|to|u|pk|fk|uk|tb|lr|rl|bt|td|o|constructor|__proto__|default)(?![A-Za-z0-9_])/i

/** Signs of Mermaid's own stand as its entity codes, which it draws as the signs. */
function quoted(text: string): string {
  const flat = text.replace(/\s+/g, ' ')
  const signs = flat.replace(/["#%\\`<>&~]/g, (sign) => `#${sign.charCodeAt(0)};`)
  // Anywhere in a line these words turn the picture.
  return signs.replace(/\b(direction) (?=(TB|BT|LR|RL)\b)/gi, '$1#32;')
}
