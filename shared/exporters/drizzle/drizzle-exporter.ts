/**
 * Drizzle ORM schemas: one writer, three flavours. Tables, keys, indexes and checks with their SQL, generated
 * columns, foreign keys with their action (`database`), and the relations both ways, named as Django names them.
 */
import type { SchemaTable } from '../../schema/types.ts'
import { diagramTables } from '../documents/edges.ts'
import type { ExportInput, ExportPiece, Exported, Exporter } from '../exporter.ts'
import { leftOut } from '../left-out.ts'
import { dialectFor } from '../sql/dialect.ts'
import { distinctNames } from '../sql/fit-names.ts'
import { namespaceOf, storedName } from '../sql/names.ts'
import { propertyName, textLiteral } from '../typescript/names.ts'
import { circularTables } from './circles.ts'
import { columnText } from './columns.ts'
import { extraText } from './extras.ts'
import { use } from './flavour.ts'
import type { Context, DrizzleFlavour } from './flavour.ts'
import { constants } from './names.ts'
import { relationsText } from './relations.ts'

export function drizzleExporter<Id extends string>(flavour: DrizzleFlavour<Id>): Exporter<Id> {
  return {
    id: flavour.id,
    label: flavour.label,
    group: 'TypeScript',
    language: 'typescript',
    fileName: flavour.fileName,
    options: [],
    export: (input) => exportDrizzle(flavour, input),
  }
}

function exportDrizzle(given: DrizzleFlavour<string>, input: ExportInput): Exported {
  const flavour = { ...given, dialect: dialectFor(given.dialect, input.doc) }
  const drawn = diagramTables(input.schema)
  const distinct = distinctNames(drawn, flavour.dialect)
  const { tables, changes } = flavour.dialect.prepare?.(distinct.tables) ?? { tables: distinct.tables, changes: null }
  const context: Context = {
    flavour,
    names: constants(input.resolution),
    tables: new Map(tables.map((t) => [t.model, t])),
    circular: circularTables(tables),
    resolution: input.resolution,
    onDelete: input.options.onDelete,
    imports: new Set(),
    schemas: new Map(),
    custom: new Map(),
    diagnostics: [...distinct.diagnostics],
  }
  for (const [table, unsaid] of changes ?? []) {
    for (const { what, consequence } of unsaid) {
      context.diagnostics.push(leftOut(flavour.label, table, 'relata.4004', what, null, consequence))
    }
  }
  const pieces = tables.map((table): ExportPiece => ({ model: table.model, text: tableText(table, context) }))
  const relations = tables.map((table): ExportPiece => ({ model: table.model, text: relationsText(table, context) }))
  const withRelations = relations.filter((r) => r.text !== '')
  const orm = [withRelations.length > 0 ? 'relations' : '', pieces.some((p) => p.text.includes('sql`')) ? 'sql' : '']
  return {
    pieces: [
      {
        model: null,
        text: header(
          context,
          orm.filter((n) => n !== ''),
        ),
      },
      ...pieces,
      ...withRelations,
    ],
    diagnostics: context.diagnostics,
  }
}

function header(context: Context, orm: readonly string[]): string {
  const { flavour, imports, custom, schemas } = context
  if (custom.size > 0) imports.add('customType')
  const own = [...custom].map(
    ([name, { custom: type, data }]) =>
      `const ${name} = customType<{ data: ${data ?? 'Uint8Array'} }>({ dataType: () => ${textLiteral(type ?? name)} })\n\n`,
  )
  const places = [...schemas].map(
    ([schema, name]) => `export const ${name} = ${use(context, flavour.schema ?? '')}(${textLiteral(schema)})\n\n`,
  )
  const names = [...imports].sort().map((n) => (n === flavour.anyColumn ? `type ${n}` : n))
  const first = orm.length === 0 ? '' : `import { ${orm.join(', ')} } from 'drizzle-orm'\n`
  return `${first}import { ${names.join(', ')} } from '${flavour.module}'\n\n${own.join('')}${places.join('')}`
}

function tableText(table: SchemaTable, context: Context): string {
  const { names } = context
  const name = names.get(table.model) ?? 'table'
  const columns = table.columns.map((c) => `  ${propertyName(c.name)}: ${columnText(table, c, context)},`)
  const extras = extraText(table, context)
  const third = extras.length === 0 ? '' : `, (t) => [\n${extras.map((e) => `  ${e},`).join('\n')}\n]`
  return `export const ${name} = ${tableCall(table, context)}, {\n${columns.join('\n')}\n}${third})\n\n`
}

/** `pgTable('blog_post'`, or `sales.table('customer'` in a schema of the database. */
function tableCall(table: SchemaTable, context: Context): string {
  const { flavour, schemas, names } = context
  const schema = flavour.schema === null ? null : namespaceOf(table.name)
  const { dialect } = flavour
  if (schema === null) return `${use(context, flavour.table)}(${textLiteral(storedName(dialect, table.name))}`
  const own = schemas.get(schema) ?? freeConstant(schema, new Set([...names.values(), ...schemas.values()]))
  schemas.set(schema, own)
  return `${own}.table(${textLiteral(storedName(dialect, table.name.slice(schema.length + BETWEEN)))}`
}

/** Length of what stands between schema and table in a `db_table`: `"."`. */
const BETWEEN = 3

function freeConstant(schema: string, taken: ReadonlySet<string>): string {
  const plain = `${schema.replace(/[^\p{L}\p{N}]+/gu, '_').replace(/^(?=\p{N})/u, '_')}Schema`
  let free = plain
  for (let i = 2; taken.has(free); i++) free = `${plain}${i}`
  return free
}
