/** A diagram of ChartDB: its JSON backup. A relationship's foreign key is at the end that is “many”, else at its source. */
import type { RawForeignKey } from '../database/raw.ts'
import { emptyColumn } from '../database/draft.ts'
import { boxOf, dialectOf, keysByTable, plainIndex, skippedPart, spotOf, sqlDefault, withoutNames } from './diagram.ts'
import type { DiagramFile, FoundKey, PlacedTable, SkippedPart } from './diagram.ts'
import { idOf, isObject, numberOf, objects, schemaOf, textOf } from './json-parts.ts'
import type { JsonObject } from './json-parts.ts'

export function isChartdb(value: JsonObject): boolean {
  return 'databaseType' in value && objects(value['tables']).some((table) => Array.isArray(table['fields']))
}

export function readChartdb(value: JsonObject): DiagramFile {
  const skipped: SkippedPart[] = []
  const all = objects(value['tables'])
  const tables = all.filter((table) => table['isView'] !== true)
  for (const view of all.filter((table) => table['isView'] === true)) {
    skipped.push(skippedPart(value, 'tables', view, `${textOf(view['name']) ?? 'A table'}, a view,`))
  }
  const byId = new Map(tables.map((table) => [idOf(table['id']), table]))
  const keys = keysByTable(
    objects(value['relationships']),
    (one) => foreignKey(one, byId),
    (one, what) => skipped.push(skippedPart(value, 'relationships', one, what)),
  )
  return {
    name: textOf(value['name']),
    dialect: dialectOf(textOf(value['databaseType'])),
    tables: tables.flatMap((table) => placed(table, keys.get(table) ?? [], customTypes(value))),
    areas: objects(value['areas']).map((area) => ({
      name: textOf(area['name']) ?? '',
      color: textOf(area['color']),
      ...boxOf(area, 400, 300),
    })),
    notes: objects(value['notes']).map((note) => ({
      text: textOf(note['content']) ?? '',
      color: textOf(note['color']),
      ...boxOf(note, 240, 120),
    })),
    skipped: [...withoutNames(value, tables), ...skipped],
  }
}

/** Values of enums by name in lower case. */
function customTypes(value: JsonObject): ReadonlyMap<string, readonly string[]> {
  return new Map(
    objects(value['customTypes']).flatMap((type) => {
      const [name, values] = [textOf(type['name']), type['values']]
      if (name === null || !Array.isArray(values)) return []
      return [[name.toLowerCase(), values.flatMap((one) => textOf(one) ?? [])] as const]
    }),
  )
}

function placed(
  table: JsonObject,
  foreignKeys: readonly RawForeignKey[],
  enums: ReadonlyMap<string, readonly string[]>,
): readonly PlacedTable[] {
  const name = textOf(table['name'])
  if (name === null) return []
  const fields = objects(table['fields']).filter((field) => textOf(field['name']) !== null)
  const nameOf = new Map(fields.map((field) => [idOf(field['id']), String(field['name'])]))
  const primaryKey = fields.filter((f) => f['primaryKey'] === true).map((f) => String(f['name']))
  const indexes = objects(table['indexes'])
    .map(
      (index) =>
        ({ ...index, names: columnNames(index, nameOf) }) as JsonObject & { readonly names: readonly string[] },
    )
    .filter((index) => index.names.length > 0 && index['isPrimaryKey'] !== true)
  const alone = fields.filter((f) => f['unique'] === true && !(primaryKey.length === 1 && f['primaryKey'] === true))
  const saidByIndex = new Set(indexes.filter((i) => i['unique'] === true).map((i) => i.names.join()))
  return [
    {
      spot: spotOf(table),
      color: textOf(table['color']),
      table: {
        schema: schemaOf(table['schema']),
        name,
        comment: textOf(table['comments']),
        columns: fields.map((field) => column(field, enums)),
        primaryKey,
        foreignKeys,
        uniques: [
          ...alone.flatMap((f) => (saidByIndex.has(String(f['name'])) ? [] : [plainIndex(null, [String(f['name'])])])),
          ...indexes.filter((i) => i['unique'] === true).map((i) => plainIndex(textOf(i['name']), i.names)),
        ],
        indexes: indexes.filter((i) => i['unique'] !== true).map((i) => plainIndex(textOf(i['name']), i.names)),
        checks: objects(table['checkConstraints']).flatMap((check) => {
          const sql = textOf(check['expression'])
          return sql === null ? [] : [{ name: textOf(check['name']), sql }]
        }),
      },
    },
  ]
}

function columnNames(index: JsonObject, names: ReadonlyMap<string, string>): readonly string[] {
  return Array.isArray(index['fieldIds']) ? index['fieldIds'].flatMap((id) => names.get(idOf(id)) ?? []) : []
}

function column(field: JsonObject, enums: ReadonlyMap<string, readonly string[]>) {
  const given = field['type']
  const word = (isObject(given) ? (textOf(given['name']) ?? textOf(given['id'])) : textOf(given)) ?? ''
  const length = textOf(field['characterMaximumLength'])
  const [precision, scale] = [numberOf(field['precision']), numberOf(field['scale'])]
  const numbers = precision === null ? '' : `(${precision}${scale === null ? '' : `,${scale}`})`
  const type =
    /char|binary/i.test(word) && length !== null
      ? `${word}(${length})`
      : /dec|numeric/i.test(word)
        ? `${word}${numbers}`
        : word
  const values = enums.get(word.toLowerCase()) ?? null
  return {
    ...emptyColumn(String(field['name']), field['isArray'] === true ? `${type}[]` : type),
    null: field['nullable'] === true && field['primaryKey'] !== true,
    default: sqlDefault(textOf(field['default']), word),
    autoIncrement: field['increment'] === true || /serial$/i.test(word),
    comment: textOf(field['comments']),
    collation: textOf(field['collation']),
    values,
    enumName: values === null ? null : word,
  }
}

function foreignKey(relation: JsonObject, tables: ReadonlyMap<string, JsonObject>): FoundKey | null {
  const end = (side: 'source' | 'target') => {
    const table = tables.get(idOf(relation[`${side}TableId`]))
    const field = objects(table?.['fields']).find((one) => idOf(one['id']) === idOf(relation[`${side}FieldId`]))
    const [name, columnName] = [textOf(table?.['name']), textOf(field?.['name'])]
    if (table === undefined || name === null || columnName === null) return null
    return { table, name, schema: schemaOf(table['schema']), column: columnName }
  }
  const isReversed = relation['sourceCardinality'] === 'one' && relation['targetCardinality'] === 'many'
  const [from, to] = isReversed ? [end('target'), end('source')] : [end('source'), end('target')]
  if (from === null || to === null) return null
  const key = {
    name: textOf(relation['name']),
    columns: [from.column],
    schema: to.schema,
    table: to.name,
    targetColumns: [to.column],
    onDelete: 'NO ACTION',
  }
  return { table: from.table, key }
}
