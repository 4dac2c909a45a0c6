/** A diagram of drawDB: its JSON export (`.json`, `.ddb`). A relationship starts at its foreign key, but for one-to-many. */
import type { RawForeignKey, RawIndex } from '../database/raw.ts'
import { emptyColumn } from '../database/draft.ts'
import { boxOf, dialectOf, keysByTable, plainIndex, skippedPart, spotOf, sqlDefault, withoutNames } from './diagram.ts'
import type { DiagramFile, FoundKey, PlacedTable, SkippedPart } from './diagram.ts'
import { idOf, objects, schemaOf, textOf } from './json-parts.ts'
import type { JsonObject } from './json-parts.ts'

export function isDrawdb(value: JsonObject): boolean {
  return objects(value['tables']).some((table) => Array.isArray(table['fields'])) && 'relationships' in value
    ? 'subjectAreas' in value || objects(value['relationships']).some((one) => 'startTableId' in one)
    : false
}

export function readDrawdb(value: JsonObject): DiagramFile {
  const skipped: SkippedPart[] = []
  const enums = new Map(objects(value['enums']).map((one) => [String(one['name']).toLowerCase(), texts(one['values'])]))
  const tables = objects(value['tables'])
  const byId = new Map(tables.map((table) => [idOf(table['id']), table]))
  const keys = keysByTable(
    objects(value['relationships']),
    (one) => foreignKey(one, byId),
    (one, what) => skipped.push(skippedPart(value, 'relationships', one, what)),
  )
  return {
    name: textOf(value['title']),
    dialect: dialectOf(textOf(value['database'])),
    tables: tables.flatMap((table) => placed(table, keys.get(table) ?? [], enums)),
    areas: objects(value['subjectAreas']).map((area) => ({
      name: textOf(area['name']) ?? '',
      color: textOf(area['color']),
      ...boxOf(area, 400, 300),
    })),
    notes: objects(value['notes']).map((note) => {
      const title = textOf(note['title'])
      const text = [title === null ? null : `**${title}**`, textOf(note['content'])].filter((part) => part !== null)
      return { text: text.join('\n\n'), color: textOf(note['color']), ...boxOf(note, 240, 120) }
    }),
    skipped: [...withoutNames(value, tables), ...skipped],
  }
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.flatMap((one) => textOf(one) ?? []) : []
}

function placed(
  table: JsonObject,
  foreignKeys: readonly RawForeignKey[],
  enums: ReadonlyMap<string, readonly string[]>,
): readonly PlacedTable[] {
  const name = textOf(table['name'])
  if (name === null) return []
  const fields = objects(table['fields']).filter((field) => textOf(field['name']) !== null)
  const columns = fields.map((field) => column(field, enums))
  const primaryKey = fields.filter((f) => f['primary'] === true).map((f) => String(f['name']))
  const alone = fields.filter((f) => f['unique'] === true && !(primaryKey.length === 1 && f['primary'] === true))
  const indexes = objects(table['indices']).map((index) => ({
    index: indexOf(index),
    isUnique: index['unique'] === true,
  }))
  return [
    {
      spot: spotOf(table),
      color: textOf(table['color']),
      table: {
        schema: schemaOf(table['schema']),
        name,
        comment: textOf(table['comment']),
        columns,
        primaryKey,
        foreignKeys,
        uniques: [
          ...alone.map((field) => plainIndex(null, [String(field['name'])])),
          ...indexes.filter((one) => one.isUnique).map((one) => one.index),
        ].filter((index) => index.columns.length > 0),
        indexes: indexes.filter((one) => !one.isUnique && one.index.columns.length > 0).map((one) => one.index),
        checks: fields.flatMap((field) => {
          const sql = textOf(field['check'])
          return sql === null ? [] : [{ name: null, sql }]
        }),
      },
    },
  ]
}

function column(field: JsonObject, enums: ReadonlyMap<string, readonly string[]>) {
  const word = textOf(field['type']) ?? ''
  const size = textOf(field['size'])
  const own = texts(field['values'])
  const isEnum = /^enum$/i.test(word)
  const listed = enums.get(word.toLowerCase())
  // A length stands beside types that have none, too.
  const type = size !== null && /char|decimal|numeric|binary|bit/i.test(word) ? `${word}(${size})` : word
  return {
    ...emptyColumn(String(field['name']), type),
    null: field['notNull'] !== true && field['primary'] !== true,
    default: sqlDefault(textOf(field['default']), word),
    autoIncrement: field['increment'] === true || /serial$/i.test(word),
    comment: textOf(field['comment']),
    values: isEnum && own.length > 0 ? own : (listed ?? null),
    enumName: listed === undefined ? null : word,
  }
}

function indexOf(index: JsonObject): RawIndex {
  return plainIndex(textOf(index['name']), texts(index['fields']))
}

function foreignKey(relation: JsonObject, tables: ReadonlyMap<string, JsonObject>): FoundKey | null {
  const end = (side: 'start' | 'end') => {
    const table = tables.get(idOf(relation[`${side}TableId`]))
    const field = objects(table?.['fields']).find((one) => idOf(one['id']) === idOf(relation[`${side}FieldId`]))
    const names = [textOf(table?.['name']), textOf(field?.['name'])] as const
    return table === undefined || names[0] === null || names[1] === null
      ? null
      : { table, name: names[0], schema: schemaOf(table['schema']), column: names[1] }
  }
  const isReversed = /^one[\s_-]*to[\s_-]*many$/i.test(textOf(relation['cardinality']) ?? '')
  const [from, to] = isReversed ? [end('end'), end('start')] : [end('start'), end('end')]
  if (from === null || to === null) return null
  const key = {
    name: textOf(relation['name']),
    columns: [from.column],
    schema: to.schema,
    table: to.name,
    targetColumns: [to.column],
    onDelete: (textOf(relation['deleteConstraint']) ?? 'No action').toUpperCase(),
  }
  return { table: from.table, key }
}
