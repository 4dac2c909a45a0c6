/**
 * Drizzle ORM schemas: one writer, three flavours. Tables, composite keys, indexes, foreign keys with
 * their action (`database`), and the relations both ways, named as Django names them.
 */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { ModelKey, Resolution, ResolvedModel } from '../../relations/types.ts'
import type { ColumnKind, SchemaColumn, SchemaForeignKey, SchemaTable } from '../../schema/types.ts'
import { diagramTables } from '../documents/edges.ts'
import type { ExportInput, ExportPiece, Exported, Exporter } from '../exporter.ts'
import { columnDefault } from '../typescript/defaults.ts'
import { propertyName, textLiteral, typeNames } from '../typescript/names.ts'

export interface DrizzleFlavour<Id extends string> {
  readonly id: Id
  readonly label: string
  readonly fileName: string
  /** `drizzle-orm/sqlite-core` */
  readonly module: string
  /** `sqliteTable` */
  readonly table: string
  /** `AnySQLiteColumn`, for references that go round in circles. */
  readonly anyColumn: string
  readonly columns: Readonly<Record<ColumnKind, (column: SchemaColumn) => DrizzleColumn>>
  /** Key that numbers itself: `.primaryKey({ autoIncrement: true })`. */
  identity(column: SchemaColumn): string
}

/** A builder and what stands after the column's name: `{ builder: 'varchar', config: '{ length: 200 }' }`. */
export interface DrizzleColumn {
  readonly builder: string
  readonly config?: string
  /** SQL type of a builder that Drizzle has not and the file defines. */
  readonly custom?: string
}

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

interface Context {
  readonly flavour: DrizzleFlavour<string>
  readonly names: ReadonlyMap<ModelKey, string>
  readonly tables: ReadonlyMap<ModelKey, SchemaTable>
  readonly resolution: Resolution
  readonly onDelete: 'orm' | 'database'
  readonly imports: Set<string>
  /** Builders that the file defines → their SQL type. */
  readonly custom: Map<string, string>
  readonly diagnostics: Diagnostic[]
}

function exportDrizzle(flavour: DrizzleFlavour<string>, input: ExportInput): Exported {
  const tables = diagramTables(input.schema)
  const context: Context = {
    flavour,
    names: constants(input.resolution),
    tables: new Map(tables.map((t) => [t.model, t])),
    resolution: input.resolution,
    onDelete: input.options.onDelete,
    imports: new Set([flavour.table]),
    custom: new Map(),
    diagnostics: [],
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

function header({ flavour, imports, custom }: Context, orm: readonly string[]): string {
  if (custom.size > 0) imports.add('customType')
  const own = [...custom].map(
    ([name, type]) => `const ${name} = customType<{ data: Uint8Array }>({ dataType: () => ${textLiteral(type)} })\n\n`,
  )
  const names = [...imports].sort().map((n) => (n === flavour.anyColumn ? `type ${n}` : n))
  const first = orm.length === 0 ? '' : `import { ${orm.join(', ')} } from 'drizzle-orm'\n`
  return `${first}import { ${names.join(', ')} } from '${flavour.module}'\n\n${own.join('')}`
}

/** `Post` → `post`; the join table `Post_tags` → `postTags`. */
function constants(resolution: Resolution): ReadonlyMap<ModelKey, string> {
  const used = new Set<string>()
  const names = [...typeNames(resolution)].map(([key, name]): [ModelKey, string] => {
    const camel = name.replace(/_+(\p{L}|\p{N})/gu, (_, c: string) => c.toUpperCase())
    const plain = `${camel.charAt(0).toLowerCase()}${camel.slice(1)}`
    let free = RESERVED.has(plain) ? `${plain}Table` : plain
    for (let i = 2; used.has(free) || used.has(`${free}Relations`); i++) free = `${plain}${i}`
    used.add(free).add(`${free}Relations`)
    return [key, free]
  })
  return new Map(names)
}

/** Words of TypeScript, and names that the generated text imports. */
const RESERVED = new Set(
  'break case catch class const continue debugger default delete do else enum export extends false finally for function if import in instanceof new null return super switch this throw true try typeof var void while with as implements interface let package private protected public static yield await relations sql integer text real blob numeric index uniqueIndex primaryKey foreignKey unique check bigint smallint boolean timestamp date time varchar json jsonb uuid interval inet bytea serial doublePrecision double int datetime longtext char customType bytea longblob binary'.split(
    ' ',
  ),
)

function tableText(table: SchemaTable, context: Context): string {
  const { flavour, names } = context
  const name = names.get(table.model) ?? 'table'
  const columns = table.columns.map((c) => `  ${propertyName(c.name)}: ${columnText(table, c, context)},`)
  const extras = extraText(table, context)
  const third = extras.length === 0 ? '' : `, (t) => [\n${extras.map((e) => `  ${e},`).join('\n')}\n]`
  return `export const ${name} = ${flavour.table}(${textLiteral(table.name)}, {\n${columns.join('\n')}\n}${third})\n\n`
}

function columnText(table: SchemaTable, column: SchemaColumn, context: Context): string {
  const { flavour } = context
  const made = flavour.columns[column.type.kind](column)
  if (made.custom === undefined) context.imports.add(made.builder)
  else context.custom.set(made.builder, made.custom)
  const args = [textLiteral(column.name), ...(made.config === undefined ? [] : [made.config])]
  const isKey = table.primaryKey.length === 1 && table.primaryKey[0] === column.name
  const parts = [`${made.builder}(${args.join(', ')})`]
  if (isKey) parts.push(column.autoIncrement ? flavour.identity(column) : '.primaryKey()')
  else {
    if (!column.null) parts.push('.notNull()')
    if (column.unique) parts.push('.unique()')
  }
  parts.push(defaultText(column))
  const key = table.foreignKeys.find((fk) => fk.columns.length === 1 && fk.columns[0] === column.name && fk.enforced)
  if (key !== undefined) parts.push(referenceText(key, table, context))
  return parts.join('')
}

/** Plain values only: a callable (`timezone.now`) is Django's to call. */
function defaultText(column: SchemaColumn): string {
  const literal = columnDefault(column)
  return literal === null ? '' : `.default(${literal})`
}

const ACTIONS: Readonly<Record<SchemaForeignKey['onDelete'], string | null>> = {
  CASCADE: 'cascade',
  PROTECT: 'restrict',
  RESTRICT: 'no action',
  SET_NULL: 'set null',
  SET_DEFAULT: 'set default',
  SET: null,
  DO_NOTHING: 'no action',
}

function referenceText(key: SchemaForeignKey, table: SchemaTable, context: Context): string {
  const target = context.names.get(key.targetModel)
  if (target === undefined || !context.tables.has(key.targetModel)) return ''
  context.imports.add(context.flavour.anyColumn)
  const action = context.onDelete === 'orm' ? null : ACTIONS[key.onDelete]
  if (context.onDelete === 'database' && key.onDelete === 'SET') context.diagnostics.push(cannotSet(table, key))
  const options = action === null || action === 'no action' ? '' : `, { onDelete: '${action}' }`
  return `.references((): ${context.flavour.anyColumn} => ${target}${member(key.targetColumns[0] ?? 'id')}${options})`
}

function cannotSet(table: SchemaTable, key: SchemaForeignKey): Diagnostic {
  return {
    code: 'relata.4001',
    severity: 'warning',
    message: `Drizzle cannot say on_delete SET(…) of ${key.columns.join(', ')}; it is left out.`,
    hint: 'Set the value in your own code before deleting.',
    subject: { kind: 'model', model: table.model, label: table.label },
    fixes: [],
  }
}

function member(name: string): string {
  const property = propertyName(name)
  return property === name ? `.${name}` : `[${property}]`
}

function extraText(table: SchemaTable, context: Context): readonly string[] {
  const list = (columns: readonly string[]) => columns.map((c) => `t${member(c)}`).join(', ')
  const use = (name: string) => {
    context.imports.add(name)
    return name
  }
  const key = table.primaryKey.length > 1 ? [`${use('primaryKey')}({ columns: [${list(table.primaryKey)}] })`] : []
  const uniques = table.uniques
    .filter((u) => u.form !== 'column' && u.condition === null && u.expressions.length === 0)
    .map((u) => `${use('uniqueIndex')}(${textLiteral(u.name)}).on(${list(u.columns)})`)
  const indexes = table.indexes
    .filter((i) => i.condition === null && i.expressions.length === 0)
    .map((i) => `${use('index')}(${textLiteral(i.name)}).on(${list(i.columns.map((c) => c.name))})`)
  const composite = table.foreignKeys
    .filter((fk) => fk.columns.length > 1 && fk.enforced && context.tables.has(fk.targetModel))
    .map((fk) => {
      const target = context.names.get(fk.targetModel) ?? ''
      const foreign = fk.targetColumns.map((c) => `${target}${member(c)}`).join(', ')
      return `${use('foreignKey')}({ columns: [${list(fk.columns)}], foreignColumns: [${foreign}] })`
    })
  return [...key, ...uniques, ...indexes, ...composite]
}

/** Forward keys as `one`, everything that points here as `many` (or `one` where it can be only one). */
function relationsText(table: SchemaTable, context: Context): string {
  const model = context.resolution.models.get(table.model)
  const name = context.names.get(table.model)
  if (model === undefined || name === undefined) return ''
  const taken = new Set(table.columns.map((c) => c.name))
  const lines = [...forward(table, model, context, taken), ...backward(table, context, taken)]
  if (lines.length === 0) return ''
  const helpers = [
    lines.some((l) => l.includes(': one(')) ? 'one' : '',
    lines.some((l) => l.includes(': many(')) ? 'many' : '',
  ]
  const used = helpers.filter((h) => h !== '').join(', ')
  return `export const ${name}Relations = relations(${name}, ({ ${used} }) => ({\n${lines.map((l) => `  ${l},`).join('\n')}\n}))\n\n`
}

function forward(table: SchemaTable, model: ResolvedModel, context: Context, taken: Set<string>): readonly string[] {
  const own = context.names.get(table.model) ?? ''
  return table.foreignKeys.flatMap((key) => {
    const target = context.names.get(key.targetModel)
    const field = model.localFields.find((f) => f.column === key.columns[0])
    if (target === undefined || field === undefined || !context.tables.has(key.targetModel)) return []
    const fields = key.columns.map((c) => `${own}${member(c)}`).join(', ')
    const references = key.targetColumns.map((c) => `${target}${member(c)}`).join(', ')
    const relationName = textLiteral(nameOfRelation(table, key))
    return [
      `${propertyName(free(field.name, taken))}: one(${target}, { fields: [${fields}], references: [${references}], relationName: ${relationName} })`,
    ]
  })
}

function backward(table: SchemaTable, context: Context, taken: Set<string>): readonly string[] {
  return [...context.tables.values()].flatMap((from) =>
    from.foreignKeys
      .filter((key) => key.targetModel === table.model)
      .map((key) => {
        const source = context.names.get(from.model) ?? ''
        const name = free(reverseName(from, key, table, context), taken)
        return `${propertyName(name)}: many(${source}, { relationName: ${textLiteral(nameOfRelation(from, key))} })`
      }),
  )
}

/** Django's accessor; a join table's rows are reached under its own name. */
function reverseName(from: SchemaTable, key: SchemaForeignKey, to: SchemaTable, context: Context): string {
  const model = context.resolution.models.get(from.model)
  const field = model?.localFields.find((f) => f.column === key.columns[0])
  const reverse = (context.resolution.reverse.get(to.model) ?? []).find(
    (r) => r.model === from.model && r.field === field?.name,
  )
  return reverse?.accessor ?? context.names.get(from.model) ?? from.name
}

function nameOfRelation(table: SchemaTable, key: SchemaForeignKey): string {
  return `${table.name}.${key.columns.join('+')}`
}

function free(wanted: string, taken: Set<string>): string {
  let name = wanted
  for (let i = 2; taken.has(name); i++) name = `${wanted}${i}`
  taken.add(name)
  return name
}
