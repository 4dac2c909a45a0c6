import type { ResolvedModel, Resolution } from '../relations/types.ts'
import type { SchemaColumn, SchemaTable } from '../schema/types.ts'
import { typeWord } from './documents/type-words.ts'
import { shownName } from './sql/names.ts'
import type { ExportInput, ExportPiece, Exported, Exporter } from './exporter.ts'

/** A data dictionary in Markdown: a section a model with its columns, relations both ways and indexes. */
export const markdown: Exporter<'markdown'> = {
  id: 'markdown',
  label: 'Data dictionary (Markdown)',
  group: 'Documents',
  language: 'markdown',
  fileName: 'data-dictionary.md',
  options: [],
  export: exportMarkdown,
}

function exportMarkdown({ doc, schema, resolution }: ExportInput): Exported {
  const title = doc.root['root']?.name ?? 'Models'
  const pieces: ExportPiece[] = [{ model: null, text: `# ${line(title)}\n\n` }]
  for (const table of schema.tables) {
    const model = resolution.models.get(table.model)
    if (model !== undefined) pieces.push({ model: table.model, text: section(table, model, resolution) })
  }
  return { pieces, diagnostics: [] }
}

function section(table: SchemaTable, model: ResolvedModel, resolution: Resolution): string {
  const parts = [
    `## ${line(table.label)}\n`,
    `Table ${code(shownName(table.name))}${table.joins === null ? '' : ', made by Django for a many-to-many relation'}.`,
    table.comment === null ? '' : paragraph(table.comment),
    '',
    '| Column | Type | Null | Key | Default | Remark |',
    '| --- | --- | --- | --- | --- | --- |',
    ...table.columns.map((c) => row(table, c)),
    '',
    ...relationLines(model, resolution),
    ...indexLines(table),
  ]
  return `${parts.filter((p, i) => p !== '' || parts[i - 1] !== '').join('\n')}\n\n`
}

function row(table: SchemaTable, column: SchemaColumn): string {
  const key = table.foreignKeys.find((fk) => fk.columns.includes(column.name))
  const marks = [
    table.primaryKey.includes(column.name) ? 'primary' : '',
    key === undefined
      ? ''
      : `→ ${cell(shownName(key.table))}.${cell(key.targetColumns[key.columns.indexOf(column.name)] ?? '')}`,
    column.unique ? 'unique' : '',
  ].filter((m) => m !== '')
  const choices = column.choices?.map((c) => String(c.value)).join(', ') ?? ''
  const remark = [column.comment ?? '', choices === '' ? '' : `one of: ${choices}`].filter((r) => r !== '').join('; ')
  const fallback = column.dbDefault ?? column.default
  const cells = [
    code(column.name),
    cell(typeWord(column)),
    column.null ? 'yes' : '',
    marks.join(', '),
    fallback === undefined
      ? ''
      : code(
          typeof fallback === 'object' && fallback !== null && 'expr' in fallback
            ? fallback.expr
            : JSON.stringify(fallback),
        ),
    cell(remark),
  ]
  return `| ${cells.join(' | ')} |`
}

function relationLines(model: ResolvedModel, resolution: Resolution): readonly string[] {
  const label = (key: ResolvedModel['key'] | null | undefined) =>
    key == null ? '?' : (resolution.models.get(key)?.label ?? '?')
  const own = [...model.localFields, ...model.localManyToMany].flatMap((f) =>
    f.relation === null
      ? []
      : [`- ${code(f.name)}: ${KINDS[f.relation.kind]} ${line(label(f.relation.to))}${onDelete(f.relation.onDelete)}`],
  )
  const reverse = (resolution.reverse.get(model.key) ?? []).flatMap((r) =>
    r.accessor === null ? [] : [`- ${code(r.accessor)}: from ${line(label(r.model))} (${code(r.field)})`],
  )
  return own.length + reverse.length === 0 ? [] : ['Relations:', '', ...own, ...reverse, '']
}

const KINDS = { foreignKey: 'each has one', oneToOne: 'one to one with', manyToMany: 'many to many with' } as const

function onDelete(value: unknown): string {
  return typeof value === 'string' ? `, on delete ${value}` : ''
}

function indexLines(table: SchemaTable): readonly string[] {
  const all = [
    ...table.uniques
      .filter((u) => u.form !== 'column')
      .map((u) => `- unique ${code(u.name)} (${u.columns.map(line).join(', ')})`),
    ...table.indexes.map((i) => `- ${code(i.name)} (${i.columns.map((c) => line(c.name)).join(', ')})`),
  ]
  return all.length === 0 ? [] : ['Indexes:', '', ...all, '']
}

function line(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/([\\*_<>[\]#`])/g, '\\$1')
}

/** What begins a list, a table or a heading begins a text here. */
function paragraph(text: string): string {
  return line(text.trim()).replace(/^([-+=~|]|\d+(?=[.)]))/, (sign) => (/\d/.test(sign) ? `${sign}\\` : `\\${sign}`))
}

function cell(text: string): string {
  return line(text).replaceAll('|', '\\|')
}

/** A code span: longer fences than any run of backticks inside; the pipe would end the cell. */
function code(text: string): string {
  const flat = text.replace(/\s+/g, ' ').replaceAll('|', '\\|')
  const longest = Math.max(0, ...[...flat.matchAll(/`+/g)].map((m) => m[0].length))
  const fence = '`'.repeat(longest + 1)
  return longest === 0 ? `${fence}${flat}${fence}` : `${fence} ${flat} ${fence}`
}
