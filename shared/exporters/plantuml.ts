import type { SchemaColumn, SchemaTable } from '../schema/types.ts'
import { diagramTables, tableEdges } from './documents/edges.ts'
import { typeWord } from './documents/type-words.ts'
import { shownName } from './sql/names.ts'
import type { ExportInput, ExportPiece, Exported, Exporter } from './exporter.ts'

/** PlantUML's entity diagram: keys above the line, crow's feet, on_delete beside each relation. */
export const plantuml: Exporter<'plantuml'> = {
  id: 'plantuml',
  label: 'PlantUML diagram',
  group: 'Documents',
  language: 'text',
  fileName: 'diagram.puml',
  options: [],
  export: exportPlantuml,
}

/** No `linetype ortho`: PlantUML then puts labels far from their lines and leaves those of self relations out. */
const HEAD = `@startuml
hide circle
hide methods

`

function exportPlantuml({ schema }: ExportInput): Exported {
  const tables = diagramTables(schema)
  const ids = new Map(tables.map((table, i) => [table, `t${i + 1}`]))
  const entities = tables.map((t): ExportPiece => ({ model: t.model, text: entity(t, ids.get(t) ?? '') }))
  const edges = tableEdges(schema).map(({ from, to, key, optional, single }): ExportPiece => {
    const target = optional ? '|o' : '||'
    const source = single ? 'o|' : 'o{'
    const text = `${ids.get(to)} ${target}--${source} ${ids.get(from)} : ${line(`${key.columns.join(', ')} ${key.onDelete}`)}\n`
    return { model: from.model, text }
  })
  return {
    pieces: [{ model: null, text: HEAD }, ...entities, ...edges, { model: null, text: '@enduml\n' }],
    diagnostics: [],
  }
}

function entity(table: SchemaTable, id: string): string {
  const isKey = (column: SchemaColumn) => table.primaryKey.includes(column.name)
  const keys = table.columns.filter(isKey).map((c) => attribute(table, c))
  const others = table.columns.filter((c) => !isKey(c)).map((c) => attribute(table, c))
  return `entity "${line(shownName(table.name))}" as ${id} {\n${[...keys, '  --', ...others].join('\n')}\n}\n\n`
}

/** `*` marks what must be filled in, as in Barker's notation. */
function attribute(table: SchemaTable, column: SchemaColumn): string {
  const isForeign = table.foreignKeys.some((fk) => fk.columns.includes(column.name))
  const marks = [column.autoIncrement ? '<<generated>>' : '', isForeign ? '<<FK>>' : ''].filter((m) => m !== '')
  return `  ${column.null ? '' : '* '}${[`${line(column.name)} : ${line(typeWord(column))}`, ...marks].join(' ')}`
}

/**
 * One line that PlantUML reads as text: braces, creole, comments, marks of visibility and whatever else is
 * a sign to it stand by their numbers, and are drawn as what they are.
 */
function line(text: string): string {
  const flat = text.replace(/\s+/g, ' ').trim()
  return flat.replace(SIGNS, (sign) => [...sign].map(byNumber).join(''))
}

const SIGNS = /[{}<>|\\~@!"'#*/%$&^`[\]=;:?]|^[^\p{L}\p{N}_(]|__+|--+|\.\.+/gu

function byNumber(sign: string): string {
  return `<U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}>`
}
