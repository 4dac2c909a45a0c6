import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { MadeValue } from '../schema/made-values.ts'
import type {
  ColumnKind,
  SchemaCheck,
  SchemaColumn,
  SchemaForeignKey,
  SchemaIndex,
  SchemaTable,
  SchemaUnique,
} from '../schema/types.ts'
import { isSayable, leftOut, plainOnly, STILL_DJANGO } from './left-out.ts'
import { entitiesOf, ON_DELETE_ACTIONS } from './entities/entities.ts'
import type { Entity, EntityColumn, EntityRelation, EntityRules } from './entities/entities.ts'
import { nameSet, OBJECT_MEMBERS } from './entities/members.ts'
import { oddColumns, withoutPrototype } from './entities/odd-columns.ts'
import { DEFAULT_EXPORT_OPTIONS } from './exporter.ts'
import type { ExportInput, ExportPiece, Exported, Exporter } from './exporter.ts'
import { checkCondition, expression } from './sql/context.ts'
import type { Context } from './sql/context.ts'
import { indexStatement, uniqueIndex } from './sql/indexes.ts'
import { namespaceOf } from './sql/names.ts'
import { SQLITE_DIALECT } from './sqlite.ts'
import { columnDefault, isFilledIn, plainDefault } from './typescript/defaults.ts'
import { commentText, textLiteral } from './typescript/names.ts'

/** MikroORM 7 entities: an interface and an EntitySchema each, relations with on_delete and both names. */
export const mikroOrm: Exporter<'mikro-orm'> = {
  id: 'mikro-orm',
  label: 'MikroORM entities',
  group: 'TypeScript',
  language: 'typescript',
  fileName: 'entities.ts',
  options: [],
  export: exportMikroOrm,
}

const RULES: EntityRules = {
  label: 'MikroORM',
  odd: /[^\p{ID_Continue}]/gu,
  reserved: nameSet(OBJECT_MEMBERS),
  needsInverse: false,
}

interface PropertyType {
  readonly type: string
  /** `type: 'integer'` and what belongs to it. */
  readonly options: string
}

const named = (type: string, name: string) => (): PropertyType => ({ type, options: `type: '${name}'` })
const char = (length: number): PropertyType => ({ type: 'string', options: `type: 'string', length: ${length}` })

const TYPES: Readonly<Record<ColumnKind, (column: SchemaColumn) => PropertyType>> = {
  smallInteger: named('number', 'smallint'),
  integer: named('number', 'integer'),
  bigInteger: named('number', 'integer'),
  positiveSmallInteger: named('number', 'smallint'),
  positiveInteger: named('number', 'integer'),
  positiveBigInteger: named('number', 'integer'),
  boolean: named('boolean', 'boolean'),
  float: named('number', 'double'),
  decimal: ({ type }) => ({
    type: 'string',
    options: `type: 'decimal'${type.digits === null ? '' : `, precision: ${type.digits}, scale: ${type.decimals ?? 0}`}`,
  }),
  char: ({ type }) => char(type.maxLength ?? 255),
  text: named('string', 'text'),
  date: named('string', 'date'),
  dateTime: named('Date', 'datetime'),
  time: named('string', 'time'),
  duration: named('number', 'integer'),
  uuid: named('string', 'uuid'),
  json: named('unknown', 'json'),
  binary: named('Uint8Array', 'blob'),
  ipAddress: () => char(39),
  other: named('string', 'text'),
}

function exportMikroOrm(input: ExportInput): Exported {
  const found = entitiesOf(input, RULES)
  const diagnostics = [...found.diagnostics]
  const dropped = new Set<EntityRelation>()
  const all = new Map(found.entities.map((e) => [e.name, e]))
  for (const { table, relations } of found.entities) {
    const owned = new Set<string>()
    for (const relation of relations) {
      if (!hasTarget(relation, all.get(relation.to))) {
        dropped.add(relation)
        diagnostics.push(
          leftOut('MikroORM', table, 'relata.4007', `an association over ${relation.key.columns.join(', ')}`),
        )
        continue
      }
      // A column belongs to one relation there.
      if (relation.key.columns.some((c) => owned.has(c))) {
        dropped.add(relation)
        diagnostics.push(
          leftOut('MikroORM', table, 'relata.4007', `a second key over ${relation.key.columns.join(', ')}`),
        )
      } else for (const column of relation.key.columns) owned.add(column)
    }
  }
  for (const { table } of found.entities) diagnostics.push(...oddColumns('MikroORM', table))
  const entities = found.entities.map((entity) => {
    const e = withoutPrototype(entity)
    const isUnread = (r: EntityRelation) => r.single && strategy(all.get(r.from), all.get(r.to)).length > 0
    diagnostics.push(
      ...e.reverses
        .filter((r) => isUnread(r) && !dropped.has(r))
        .map((r) => leftOut('MikroORM', e.table, 'relata.4007', `the other end of ${r.from}.${r.property}`)),
    )
    return {
      ...e,
      relations: e.relations.filter((r) => !dropped.has(r)).map((r) => (isUnread(r) ? { ...r, inverse: null } : r)),
      reverses: e.reverses.filter((r) => !dropped.has(r) && !isUnread(r)),
    }
  })
  for (const { table } of entities) diagnostics.push(...plainOnly('MikroORM', table, SAYS), ...unsaid(table))
  const byName = new Map(entities.map((e) => [e.name, e]))
  const pieces = entities.map((entity): ExportPiece => ({
    model: entity.table.model,
    text: entityText(entity, byName),
  }))
  const used = ['Collection', 'Opt'].filter((word) => pieces.some((p) => p.text.includes(`: ${word}<`)))
  const types = used.length === 0 ? '' : `import type { ${used.join(', ')} } from '@mikro-orm/core'\n`
  const head = entities.length === 0 ? 'export {}\n' : `import { EntitySchema } from '@mikro-orm/core'\n${types}\n`
  return { pieces: [{ model: null, text: head }, ...pieces], diagnostics }
}

function entityText(entity: Entity, all: ReadonlyMap<string, Entity>): string {
  const { table, name } = entity
  const owned = ownedColumns(entity)
  const columns = entity.columns.filter(({ column }) => !owned.has(column.name))
  const members = [
    ...columns.map(({ column, property, isKey }) => {
      const { type } = TYPES[column.type.kind](column)
      if (column.null && !isKey) return `  ${property}: ${type === 'unknown' ? type : `${type} | null`}`
      // A row that is made may leave it out.
      return `  ${property}: ${!isKey && isFilledIn(column) ? `Opt<${type}>` : type}`
    }),
    ...entity.relations.map((r) => `  ${r.property}: ${r.to}${r.optional ? ' | null' : ''}`),
    ...entity.reverses.map((r) => `  ${r.inverse}: ${r.single ? `${r.from} | null` : `Collection<${r.from}>`}`),
  ]
  const properties = [
    ...columns.map((c) => columnText(c, table)),
    ...entity.relations.map((r) => relationText(r, entity, all)),
    ...entity.reverses.map((reverse) => reverseText(reverse, entity, all)),
  ].map((line) => `    ${line},`)
  const schema = namespaceOf(table.name)
  const options = [
    `name: '${name}'`,
    `tableName: ${textLiteral(schema === null ? table.name : table.name.slice(schema.length + 3))}`,
    ...(schema === null ? [] : [`schema: ${textLiteral(schema)}`]),
    ...(table.comment === null ? [] : [`comment: ${textLiteral(table.comment)}`]),
    `properties: {\n${properties.join('\n')}\n  }`,
    ...indexLines(entity),
  ]
  return [
    `/** ${commentText(table.label)} */`,
    `export interface ${name} {\n${members.join('\n')}\n}\n`,
    `export const ${name}Schema: EntitySchema<${name}> = new EntitySchema<${name}>({\n${options.map((o) => `  ${o},`).join('\n')}\n})\n\n`,
  ].join('\n')
}

/** Columns that a relation stands for. */
function ownedColumns({ relations }: Entity): ReadonlySet<string> {
  return new Set(relations.flatMap((r) => r.key.columns))
}

function columnText({ column, property, isKey, isPartOfKey }: EntityColumn, table: SchemaTable): string {
  const { options } = TYPES[column.type.kind](column)
  const literal = columnDefault(column)
  const parts = [
    column.autoIncrement ? "type: 'integer'" : options,
    `fieldName: ${textLiteral(column.name)}`,
    isKey || isPartOfKey ? 'primary: true' : '',
    column.autoIncrement ? 'autoincrement: true' : isKey ? 'autoincrement: false' : '',
    column.null && !isKey && !isPartOfKey ? 'nullable: true' : '',
    column.unique && !isKey ? 'unique: true' : '',
    literal === null ? '' : defaultOption(column, literal),
    ...madeOptions(column),
    column.generated === null ? '' : generatedOption(column, table),
    column.comment === null ? '' : `comment: ${textLiteral(column.comment)}`,
  ].filter((p) => p !== '')
  return `${property}: { ${parts.join(', ')} }`
}

/** What Django makes while it saves, MikroORM makes. */
function madeOptions({ made, dbDefault, type }: SchemaColumn): readonly string[] {
  const value = made === undefined ? undefined : MADE[made][type.kind]
  if (value === undefined) return []
  const create = dbDefault === undefined ? [`onCreate: () => ${value}`] : []
  return made === 'updated' ? [...create, `onUpdate: () => ${value}`] : create
}

const NOW = {
  dateTime: 'new Date()',
  date: 'new Date().toISOString().slice(0, 10)',
  time: 'new Date().toISOString().slice(11, 19)',
}
const UUID = 'crypto.randomUUID()'

const MADE: Readonly<Record<MadeValue, Partial<Readonly<Record<ColumnKind, string>>>>> = {
  now: NOW,
  updated: NOW,
  uuid: { uuid: UUID, char: UUID, text: UUID },
  object: { json: '({})' },
  list: { json: '[]' },
}

/** Without its expression the column is read and not made. */
function generatedOption({ generated }: SchemaColumn, table: SchemaTable): string {
  const sql = generated === null ? null : expression(generated.expression.expr, table, SQLITE_DIALECT)
  if (sql === null) return 'persist: false'
  return `generated: ${textLiteral(`(${sql}) ${generated?.stored === false ? 'virtual' : 'stored'}`)}`
}

/** A text goes in as SQL: MikroORM takes some texts for functions of the database. */
function defaultOption(column: SchemaColumn, literal: string): string {
  if (!literal.startsWith("'")) return `default: ${literal}`
  const value = String(plainDefault(column))
  return `defaultRaw: ${textLiteral(`'${value.replaceAll("'", "''")}'`)}`
}

function relationText(relation: EntityRelation, entity: Entity, all: ReadonlyMap<string, Entity>): string {
  const { key, to, property, inverse, optional, single } = relation
  const target = all.get(to)
  const isKey = key.columns.every((c) => entity.table.primaryKey.includes(c))
  const names = (list: readonly string[]) => list.map(textLiteral).join(', ')
  const toKey = key.targetColumns.every((c) => target?.table.primaryKey.includes(c))
  const action = ON_DELETE_ACTIONS[key.onDelete]
  const parts = [
    `kind: '${single ? '1:1' : 'm:1'}'`,
    `entity: () => ${to}Schema`,
    ...(single ? ['owner: true'] : []),
    key.columns.length === 1 ? `joinColumn: ${names(key.columns)}` : `joinColumns: [${names(key.columns)}]`,
    ...(toKey ? referenced(key) : [`targetKey: '${propertyOf(target, key.targetColumns[0]) ?? ''}'`]),
    ...(isKey ? ['primary: true'] : []),
    ...(optional ? ['nullable: true'] : []),
    ...(inverse === null ? [] : [`inversedBy: '${inverse}'`]),
    ...(action === null ? [] : [`deleteRule: '${action.toLowerCase()}'`]),
    ...(key.enforced ? [] : ['createForeignKeyConstraint: false']),
    ...strategy(entity, target),
  ]
  return `${property}: { ${parts.join(', ')} }`
}

function referenced(key: SchemaForeignKey): readonly string[] {
  if (key.columns.length === 1) return []
  return [`referencedColumnNames: [${key.targetColumns.map(textLiteral).join(', ')}]`]
}

function reverseText(relation: EntityRelation, entity: Entity, all: ReadonlyMap<string, Entity>): string {
  const { from, property, inverse, single } = relation
  const parts = [
    `kind: '${single ? '1:1' : '1:m'}'`,
    `entity: () => ${from}Schema`,
    `mappedBy: '${property}'`,
    ...(single ? ['nullable: true'] : []),
    ...strategy(entity, all.get(from)),
  ]
  return `${inverse}: { ${parts.join(', ')} }`
}

/**
 * Joining, it looks up names of columns among its properties and takes what every object has, `constructor`,
 * for one of them: rows of such tables are fetched on their own.
 */
function strategy(...ends: readonly (Entity | undefined)[]): readonly string[] {
  const isMisread = ends.some((end) => end?.table.columns.some(({ name }) => name in Object.prototype) === true)
  return isMisread ? ["strategy: 'select-in'"] : []
}

/** With a condition or over expressions: the statement that makes it, as MikroORM sends it. */
function asStatement(name: string, sql: string): string {
  return `{ name: ${textLiteral(name)}, expression: ${textLiteral(sql.replace(/;$/, ''))} }`
}

function listed(sql: string | null): readonly string[] {
  return sql === null ? [] : [sql]
}

/** What SQLite cannot say is told by `unsaid`. */
function silent(): Context {
  // Tables in a schema are called so, which SQLite itself never sees.
  return {
    dialect: { ...SQLITE_DIALECT, namespaces: true },
    options: DEFAULT_EXPORT_OPTIONS,
    created: new Set(),
    diagnostics: [],
  }
}

/** Expressions, conditions and checks with SQL that we cannot write. */
function unsaid(table: SchemaTable): readonly Diagnostic[] {
  const left = (name: string) => leftOut('MikroORM', table, 'relata.4002', `the condition of ${name}`)
  const odd = [
    ...table.uniques.filter((u) => !isSayable(u) && listed(uniqueIndex(u, table, silent())).length === 0),
    ...table.indexes.filter((i) => !isSayable(i) && listed(indexStatement(i, table, silent())).length === 0),
    ...table.checks.filter((check) => checkCondition(check, table, SQLITE_DIALECT) === null),
  ]
  const parted = table.checks.filter((check) => !odd.includes(check) && checkSql(check, table) === null)
  return [
    ...odd.map(({ name }) => left(name)),
    ...parted.map(({ name }) => leftOut('MikroORM', table, 'relata.4004', `the check ${name}`, STILL_DJANGO)),
  ]
}

/** null: SQL that we cannot write, or over a column with a `'`, at which MikroORM parts its statements. */
function checkSql(check: SchemaCheck, table: SchemaTable): string | null {
  const sql = checkCondition(check, table, SQLITE_DIALECT)
  const odd = table.columns.filter(({ name }) => name.includes("'")).map(({ name }) => SQLITE_DIALECT.quote(name))
  return odd.some((name) => sql?.includes(name) === true) ? null : sql
}

/** MikroORM sends SQL as it stands; these words are SQLite's, and in most cases everybody's. */
const SAYS = { conditions: true, expressions: true, checks: true, generated: true }

/** A column that is one of several of a relation has no name of its own there, by which a key could lead to it. */
function hasTarget({ key }: EntityRelation, target: Entity | undefined): boolean {
  return (
    key.targetColumns.every((c) => target?.table.primaryKey.includes(c)) ||
    propertyOf(target, key.targetColumns[0]) !== null
  )
}

/** What stands for a column: the relation over it, where there is one; null: it is one of several of a relation. */
function propertyOf(entity: Entity | undefined, name: string | undefined): string | null {
  const relation = entity?.relations.find((r) => name !== undefined && r.key.columns.includes(name))
  if (relation !== undefined) return relation.key.columns.length === 1 ? relation.property : null
  return entity?.columns.find((c) => c.column.name === name)?.property ?? null
}

function indexLines(entity: Entity): readonly string[] {
  const { table } = entity
  const property = (name: string) => propertyOf(entity, name)
  const line = (name: string, columns: readonly string[]) => {
    const properties = columns.map(property)
    return properties.includes(null)
      ? null
      : `{ name: ${textLiteral(name)}, properties: [${properties.map((p) => textLiteral(p ?? '')).join(', ')}] }`
  }
  // Its own words know no order, nor columns that are only a part of a relation.
  const made = (one: SchemaIndex | SchemaUnique, columns: readonly string[], statement: readonly string[]) => {
    const isPlain = isSayable(one) && !one.columns.some((c) => typeof c !== 'string' && c.descending)
    const plain = isPlain ? line(one.name, columns) : null
    return plain === null ? statement.map((sql) => asStatement(one.name, sql)) : [plain]
  }
  const uniques = table.uniques
    .filter((u) => u.form !== 'column')
    .flatMap((u) => made(u, u.columns, listed(uniqueIndex(u, table, silent()))))
  const indexes = table.indexes.flatMap((i) =>
    made(
      i,
      i.columns.map((c) => c.name),
      listed(indexStatement(i, table, silent())),
    ),
  )
  const checks = table.checks.flatMap((check) => {
    const sql = checkSql(check, table)
    const name = textLiteral(check.name)
    return sql === null ? [] : [`{ name: ${name}, expression: ${textLiteral(sql)} }`]
  })
  const list = (word: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : [`${word}: [\n${lines.map((l) => `    ${l},`).join('\n')}\n  ]`]
  return [...list('uniques', uniques), ...list('indexes', indexes), ...list('checks', checks)]
}
