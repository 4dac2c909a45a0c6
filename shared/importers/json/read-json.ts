/**
 * A database as plain JSON: `tables` with their columns, foreign keys with the tables or in a list of their own. Names of
 * the parts are taken as people write them (`primaryKey`, `primary_key`, `pk`); `README.md` has the list.
 */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { locateJson, positionAt, scanJson } from '../../document/file/json-scan.ts'
import { DraftDatabase, columnNamed } from '../database/draft.ts'
import type { DraftTable, ObjectName } from '../database/draft.ts'
import type { RawDatabase } from '../database/raw.ts'
import { Part } from './part.ts'

interface JsonSource {
  readonly file: string
  readonly text: string
}

/** Deeper than any description of a schema; what follows would recurse over it. */
const MAX_DEPTH = 200

export function readJsonSchema(sources: readonly JsonSource[]): RawDatabase {
  const reader = new JsonReader()
  for (const source of sources) reader.read(source)
  return reader.finish()
}

type Path = readonly (string | number)[]

class JsonReader {
  readonly #db = new DraftDatabase(['public'])
  readonly #diagnostics: Diagnostic[] = []
  readonly #skipped: { readonly source: JsonSource; readonly path: Path; readonly why: string }[] = []
  readonly #enums = new Map<string, readonly string[]>()

  read(source: JsonSource): void {
    const { error, depth } = scanJson(source.text)
    if (error !== null || depth > MAX_DEPTH) {
      const why = error?.message ?? 'it is nested too deeply'
      return this.#note(source, positionAt(source.text, error?.offset ?? 0).line, why, 'error')
    }
    const root = new Part(JSON.parse(source.text) as unknown, [])
    for (const one of root.named('enums', 'types')) {
      const [name, values] = [one.text('name'), one.texts('values', 'members')]
      if (name !== null) this.#enums.set(name, values)
    }
    const skip = (part: Part, why: string) => void this.#skipped.push({ source, path: part.path, why })
    const tables = root.named('tables', 'entities', 'models')
    if (tables.length === 0) skip(root, 'there are no tables in it')
    const made = tables.flatMap((part) => {
      const table = this.#table(part, skip)
      return table === null ? [] : [{ table, part }]
    })
    for (const { table, part } of made)
      for (const key of part.named('foreignKeys', 'fks', 'references')) this.#foreignKey(table, key, skip)
    for (const key of root.named('foreignKeys', 'fks', 'refs', 'relationships')) {
      const name = key.text('table', 'from', 'fromTable', 'source', 'sourceTable')
      const table = name === null ? undefined : this.#db.find(pathOf(name))
      if (table === undefined) skip(key, `there is no table ${name ?? 'named'}`)
      else this.#foreignKey(table, key, skip)
    }
  }

  finish(): RawDatabase {
    for (const [source, list] of Map.groupBy(this.#skipped, (s) => s.source)) {
      const offsets = locateJson(
        source.text,
        list.map((s) => s.path),
      )
      for (const { path, why } of list)
        this.#note(source, positionAt(source.text, offsets.get(path) ?? 0).line, why, 'warning')
    }
    const raw = this.#db.toRaw(null)
    return { ...raw, diagnostics: [...raw.diagnostics, ...this.#diagnostics] }
  }

  #table(part: Part, skip: (part: Part, why: string) => void): DraftTable | null {
    const said = part.text('name', 'table', 'tableName')
    if (said === null) {
      skip(part, 'a table without a name')
      return null
    }
    const name: ObjectName = { schema: part.text('schema', 'schemaName'), name: said }
    if (this.#db.has(name)) {
      skip(part, `the table ${said} is there already`)
      return null
    }
    const table = this.#db.add(name)
    table.comment = part.text('note', 'comment', 'description')
    const fields = part.named('columns', 'fields')
    if (fields.length === 0) skip(part, `the table ${said} has no columns`)
    for (const field of fields) this.#column(table, field, skip)
    const key = part.texts('pk', 'primaryKey', 'primaryKeys')
    if (key.length > 0) table.primaryKey = [...key]
    for (const column of table.columns) if (table.primaryKey.includes(column.name)) column.null = false
    for (const [into, ...names] of [
      [table.uniques, 'unique', 'uniques', 'uniqueConstraints'],
      [table.indexes, 'indexes', 'indices'],
    ] as const) {
      for (const index of part.lists(...names)) {
        const columns = index.columns.filter((c) => columnNamed(table, c) !== undefined)
        if (columns.length < index.columns.length || columns.length === 0)
          skip(index.part, 'an index over columns that are not there')
        else
          (index.isUnique ? table.uniques : into).push({
            name: index.name,
            columns: columns.map((c) => ({ name: c, descending: false })),
            where: null,
            method: null,
          })
      }
    }
    return table
  }

  #column(table: DraftTable, part: Part, skip: (part: Part, why: string) => void): void {
    const name = part.text('name', 'column', 'columnName')
    if (name === null) return skip(part, 'a column without a name')
    if (columnNamed(table, name) !== undefined) return skip(part, `the column ${name} is there already`)
    const type = part.text('type', 'dataType', 'sqlType') ?? ''
    const enumName = part.text('enum', 'enumName') ?? (this.#enums.has(type) ? type : null)
    const values = enumName === null ? null : (this.#enums.get(enumName) ?? null)
    const own = part.texts('enum', 'values', 'enumValues')
    const sizes = ['length', 'precision', 'scale'].flatMap((key) => part.plain(key) ?? [])
    const isKey = part.is('pk', 'primaryKey', 'isPrimaryKey', 'primary')
    table.columns.push({
      name,
      type: sizes.length > 0 && !type.includes('(') ? `${type}(${sizes.join(', ')})` : type,
      null:
        !isKey &&
        (part.flag('null', 'nullable', 'isNullable', 'optional') ?? !(part.flag('notNull', 'required') ?? false)),
      default: defaultOf(part),
      autoIncrement: part.is('auto', 'autoIncrement', 'autoincrement', 'increment', 'identity', 'serial'),
      generated: null,
      comment: part.text('note', 'comment', 'description'),
      values: values ?? (own.length > 0 ? own : null),
      enumName,
    })
    if (isKey) table.primaryKey.push(name)
    if (part.is('unique', 'isUnique') && !isKey)
      table.uniques.push({ name: null, columns: [{ name, descending: false }], where: null, method: null })
    for (const key of part.named('references', 'foreignKey', 'ref')) this.#foreignKey(table, key, skip, [name])
  }

  #foreignKey(
    table: DraftTable,
    part: Part,
    skip: (part: Part, why: string) => void,
    own: readonly string[] = [],
  ): void {
    const target = part.text(
      'refTable',
      'referencedTable',
      'to',
      'toTable',
      'target',
      'targetTable',
      ...(own.length > 0 ? ['table'] : []),
    )
    const said = part.texts('columns', 'column', 'fromColumns', 'fromColumn', 'field')
    const columns = own.length > 0 ? own : said
    if (target === null || columns.length === 0) return skip(part, 'a foreign key without its columns or its target')
    const missing = columns.find((c) => columnNamed(table, c) === undefined)
    if (missing !== undefined) return skip(part, `${table.name} has no column ${missing}`)
    const ends = part.texts(
      'refColumns',
      'refColumn',
      'referencedColumns',
      'referencedColumn',
      'toColumns',
      'toColumn',
      'targetColumns',
      ...(own.length > 0 ? ['columns', 'column'] : []),
    )
    table.foreignKeys.push({
      name: part.text('name', 'constraint'),
      columns,
      ...targetOf(target),
      targetColumns: ends,
      onDelete: (part.text('onDelete') ?? 'NO ACTION').toUpperCase(),
    })
  }

  #note({ file }: JsonSource, line: number, why: string, severity: Diagnostic['severity']): void {
    const subject = { kind: 'text' as const, label: `${file}:${line}`, file, line }
    const message = severity === 'error' ? `Line ${line}: ${why}.` : `Line ${line} was skipped: ${why}.`
    this.#diagnostics.push({ code: 'relata.6037', severity, message, hint: null, subject, fixes: [] })
  }
}

function pathOf(name: string): ObjectName {
  const [first = '', second] = name.split('.')
  return second === undefined ? { schema: null, name: first } : { schema: first, name: second }
}

function targetOf(name: string): { readonly schema: string | null; readonly table: string } {
  const { schema, name: table } = pathOf(name)
  return { schema, table }
}

/** As SQL: texts are quoted, except for those that say the current time. */
function defaultOf(part: Part): string | null {
  const value = part.value('default', 'defaultValue')
  if (value === undefined || value === null) return null
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (typeof value !== 'string') return `'${JSON.stringify(value).replaceAll("'", "''")}'`
  if (
    /^(?:now(?:\(\))?|current_timestamp(?:\(\))?)$/i.test(value) &&
    /date|time/i.test(part.text('type', 'dataType') ?? '')
  )
    return 'CURRENT_TIMESTAMP'
  return `'${value.replaceAll("'", "''")}'`
}
