import { columnDefault, jsonDefault, plainDefault } from './typescript/defaults.ts'
import { isExpr } from '../document/records.ts'
import type { MadeValue } from '../schema/made-values.ts'
import type { ColumnKind, SchemaColumn, SchemaForeignKey, SchemaTable } from '../schema/types.ts'
import { leftOut, plainOnly } from './left-out.ts'
import { entitiesOf } from './entities/entities.ts'
import type { Entity, EntityColumn, EntityRelation, EntityRules } from './entities/entities.ts'
import type { ExportInput, ExportPiece, Exported, Exporter } from './exporter.ts'
import { POSTGRESQL_DIALECT } from './postgresql.ts'
import { enumText, prismaEnums } from './prisma/enums.ts'
import type { PrismaEnum } from './prisma/enums.ts'
import { indexTerms, lostMethods } from './prisma/indexes.ts'
import { expression } from './sql/context.ts'
import { cutName, cutObjectName, namespaceOf } from './sql/names.ts'

/** Prisma schema for PostgreSQL: models with their columns' names, relations named on both sides, on_delete. */
export const prisma: Exporter<'prisma'> = {
  id: 'prisma',
  label: 'Prisma schema',
  group: 'TypeScript',
  language: 'text',
  fileName: 'schema.prisma',
  options: [{ name: 'enums', label: 'Choices of text as enums', default: false }],
  export: exportPrisma,
}

const RULES: EntityRules = {
  label: 'Prisma',
  odd: /[^A-Za-z0-9_]/g,
  reserved: new Set(['model', 'enum', 'type', 'datasource', 'generator']),
  needsInverse: true,
}

/** Type, and PostgreSQL's own where it is not the usual one. */
const TYPES: Readonly<Record<ColumnKind, (column: SchemaColumn) => string>> = {
  smallInteger: () => 'Int @db.SmallInt',
  integer: () => 'Int',
  bigInteger: () => 'BigInt',
  positiveSmallInteger: () => 'Int @db.SmallInt',
  positiveInteger: () => 'Int',
  positiveBigInteger: () => 'BigInt',
  boolean: () => 'Boolean',
  float: () => 'Float',
  decimal: ({ type }) =>
    type.digits === null ? 'Decimal' : `Decimal @db.Decimal(${type.digits}, ${type.decimals ?? 0})`,
  char: ({ type }) => (type.maxLength === null ? 'String @db.VarChar' : `String @db.VarChar(${type.maxLength})`),
  text: () => 'String',
  date: () => 'DateTime @db.Date',
  dateTime: () => 'DateTime @db.Timestamptz',
  time: () => 'DateTime @db.Time',
  duration: () => 'Unsupported("interval")',
  uuid: () => 'String @db.Uuid',
  json: () => 'Json',
  binary: () => 'Bytes',
  ipAddress: () => 'String @db.Inet',
  other: ({ type }) => arrayType(type.raw) ?? `Unsupported(${text(type.raw ?? 'text')})`,
}

/** Lists of PostgreSQL as Prisma's own; deeper arrays it has not. */
const ELEMENTS: readonly (readonly [RegExp, string])[] = [
  [/^text$/, 'String[]'],
  [/^varchar(\(\d+\))?$/, 'String[] @db.VarChar$1'],
  [/^integer$/, 'Int[]'],
  [/^smallint$/, 'Int[] @db.SmallInt'],
  [/^bigint$/, 'BigInt[]'],
  [/^boolean$/, 'Boolean[]'],
  [/^double precision$/, 'Float[]'],
  [/^numeric(?:\((\d+), (\d+)\))?$/, 'Decimal[]'],
  [/^uuid$/, 'String[] @db.Uuid'],
  [/^jsonb$/, 'Json[]'],
  [/^date$/, 'DateTime[] @db.Date'],
  [/^timestamp with time zone$/, 'DateTime[] @db.Timestamptz'],
]

function arrayType(raw: string | null): string | null {
  const element = /^([^[\]]+)\[\d*\]$/.exec(raw ?? '')?.[1]
  const found = ELEMENTS.find(([pattern]) => element !== undefined && pattern.test(element))
  return found === undefined || element === undefined ? null : element.replace(found[0], found[1])
}

/** Names in PostgreSQL, bytes. */
const NAME_LIMIT = 63

const ACTIONS: Readonly<Record<SchemaForeignKey['onDelete'], string | null>> = {
  CASCADE: 'Cascade',
  PROTECT: 'Restrict',
  RESTRICT: 'NoAction',
  SET_NULL: 'SetNull',
  SET_DEFAULT: 'SetDefault',
  SET: null,
  DO_NOTHING: 'NoAction',
}

function exportPrisma(input: ExportInput): Exported {
  const { entities, diagnostics } = entitiesOf(input, RULES)
  const schemas = [...new Set(entities.map((e) => namespaceOf(e.table.name) ?? 'public'))]
  const usesSchemas = schemas.length > 1 || schemas.some((s) => s !== 'public')
  const all = [...diagnostics]
  const byName = new Map(entities.map((e) => [e.name, e]))
  const dropped = new Set<SchemaForeignKey>()
  for (const entity of entities) {
    for (const relation of entity.relations) {
      if (canRelate(entity, byName.get(relation.to), relation)) continue
      dropped.add(relation.key)
      all.push(
        leftOut(
          'Prisma',
          entity.table,
          'relata.4007',
          `the key ${relation.key.columns.join(', ')}, whose type is not its target's`,
        ),
      )
    }
  }
  const enums = input.options.extra['enums'] === true ? prismaEnums(entities) : new Map<SchemaColumn, PrismaEnum>()
  const written = new Set<PrismaEnum>()
  const pieces = entities.map((entity): ExportPiece => {
    const kept = (list: readonly EntityRelation[]) => list.filter((r) => !dropped.has(r.key))
    const shown = { ...entity, relations: kept(entity.relations), reverses: kept(entity.reverses) }
    return { model: entity.table.model, text: modelText(shown, byName, { usesSchemas, enums, written }) }
  })
  const list = usesSchemas ? `\n  schemas  = [${schemas.map(text).join(', ')}]` : ''
  const head = `generator client {\n  provider = "prisma-client"\n  output   = "./generated"\n}\n\ndatasource db {\n  provider = "postgresql"${list}\n}\n`
  for (const { table } of entities) all.push(...plainOnly('Prisma', table), ...lostMethods(table))
  return { pieces: [{ model: null, text: head }, ...pieces], diagnostics: all }
}

/** Prisma wants both ends of a key to have one type, and one that it knows. */
function canRelate(entity: Entity, target: Entity | undefined, { key }: EntityRelation): boolean {
  const typeOf = (of: Entity | undefined, name: string | undefined) => {
    const column = of?.table.columns.find((c) => c.name === name)
    return column === undefined ? null : (TYPES[column.type.kind](column).split(' ')[0] ?? null)
  }
  return key.columns.every((name, i) => {
    const type = typeOf(entity, name)
    return type !== null && !type.startsWith('Unsupported') && type === typeOf(target, key.targetColumns[i])
  })
}

interface Style {
  readonly usesSchemas: boolean
  readonly enums: ReadonlyMap<SchemaColumn, PrismaEnum>
  /** Those that stand below a model already. */
  readonly written: Set<PrismaEnum>
}

function modelText(entity: Entity, all: ReadonlyMap<string, Entity>, { usesSchemas, enums, written }: Style): string {
  const { table } = entity
  const schema = usesSchemas ? (namespaceOf(table.name) ?? 'public') : null
  const at = table.name.indexOf('"."')
  const tableName = cutName(at < 1 ? table.name : table.name.slice(at + 3), NAME_LIMIT)
  const rows = aligned([
    ...entity.columns.flatMap((c) => [
      ...docs(c.column.comment),
      columnRow(c, entity, tableName, enums.get(c.column) ?? null),
    ]),
    ...entity.relations.map((r) => relationRow(r, entity, all)),
    ...entity.reverses.map((r): FieldRow => [
      r.inverse ?? '',
      `${r.from}${r.single ? '?' : '[]'}`,
      isAmbiguous(r, all) ? `@relation(${text(relationName(r))})` : '',
    ]),
  ])
  const block = [
    ...blockLines(entity),
    ...(tableName === entity.name ? [] : [`@@map(${text(tableName)})`]),
    ...(schema === null ? [] : [`@@schema(${text(schema)})`]),
  ]
  const lines = block.length === 0 ? rows : [...rows, '', ...block]
  const body = lines.map((line) => (line === '' ? '' : `  ${line}`)).join('\n')
  const head = docs(table.comment).map((d) => `${d}\n`)
  const own = new Set(table.columns.flatMap((column) => enums.get(column) ?? []))
  const lists = [...own].filter((one) => !written.has(one))
  for (const one of lists) written.add(one)
  return `\n${head.join('')}model ${entity.name} {\n${body}\n}\n${lists.map((one) => `\n${enumText(one, schema)}`).join('')}`
}

/** Name, type and attributes of a field. */
type FieldRow = readonly [name: string, type: string, attributes: string]

/** Under each other as Prisma's own formatter sets them; remarks stand as they are. */
function aligned(rows: readonly (FieldRow | string)[]): readonly string[] {
  const widthOf = (place: 0 | 1): number =>
    Math.max(0, ...rows.map((row) => (typeof row === 'string' ? 0 : [...row[place]].length)))
  const [names, types] = [widthOf(0), widthOf(1)]
  return rows.map((row) =>
    typeof row === 'string' ? row : `${row[0].padEnd(names)} ${row[1].padEnd(types)} ${row[2]}`.trimEnd(),
  )
}

function docs(comment: string | null): readonly string[] {
  return comment === null ? [] : comment.split(/[\r\n]+/).map((line) => `/// ${line}`)
}

function columnRow(
  { column, property, isKey, isPartOfKey }: EntityColumn,
  { relations, table: schemaTable }: Entity,
  table: string,
  list: PrismaEnum | null,
): FieldRow {
  const [type = '', ...native] = list === null ? TYPES[column.type.kind](column).split(/ (?=@)/) : [list.name]
  const single = relations.some((r) => r.single && r.key.columns.length === 1 && r.key.columns[0] === column.name)
  const isNull = column.null && !isKey && !isPartOfKey && !type.endsWith('[]')
  const parts: string[] = []
  if (isKey) parts.push(`@id${longName(`${table}_pkey`)}`)
  if ((column.unique || single) && !isKey) parts.push(`@unique${longName(`${table}_${column.name}_key`)}`)
  if (column.autoIncrement) parts.push('@default(autoincrement())')
  else if (list !== null) parts.push(...memberDefault(column, list))
  else if (!type.startsWith('Unsupported')) parts.push(...defaultText(column, schemaTable, type))
  const columnName = cutName(column.name, NAME_LIMIT)
  if (property !== columnName) parts.push(`@map(${text(columnName)})`)
  return [property, `${type}${isNull ? '?' : ''}`, [...parts, ...native].join(' ')]
}

function memberDefault(column: SchemaColumn, { members }: PrismaEnum): readonly string[] {
  const value = column.dbDefault ?? column.default
  const member = members.find((one) => one.value === value)
  return member === undefined ? [] : [`@default(${member.name})`]
}

/** What the database computes stands as its own SQL. */
function generatedDefault({ dbDefault }: SchemaColumn, table: SchemaTable): readonly string[] {
  if (!isExpr(dbDefault)) return []
  if (/^(?:\w+\.)*Now\(\)$/.test(dbDefault.expr)) return ['@default(now())']
  const sql = expression(dbDefault.expr, table, POSTGRESQL_DIALECT)
  return sql === null ? [] : [`@default(dbgenerated(${text(sql)}))`]
}

function defaultText(column: SchemaColumn, table: SchemaTable, type: string): readonly string[] {
  const literal = columnDefault(column)
  const json = type === 'Json' ? jsonDefault(column) : null
  if (json !== null) return [`@default(${text(json)})`]
  if (literal === null) return [...generatedDefault(column, table), ...madeDefault(column, type)]
  // Its numbers have no exponent.
  if (/\de/i.test(literal) && !literal.startsWith("'")) return [`@default(dbgenerated(${text(literal)}))`]
  if (!literal.startsWith("'")) return [`@default(${literal})`]
  const value = String(plainDefault(column))
  if (column.type.kind === 'decimal') return /^-?\d+(\.\d+)?$/.test(value) ? [`@default(${value})`] : []
  return [`@default(${text(value)})`]
}

/** By the type of a field, what its client puts in where Django does. */
const MADE: Readonly<Record<MadeValue, (type: string) => string | null>> = {
  now: (type) => (type === 'DateTime' ? '@default(now())' : null),
  updated: (type) => (type === 'DateTime' ? '@updatedAt' : null),
  uuid: (type) => (type === 'String' ? '@default(uuid())' : null),
  object: (type) => (type === 'Json' ? '@default("{}")' : null),
  list: (type) => (type === 'Json' ? '@default("[]")' : type.endsWith('[]') ? '@default([])' : null),
}

function madeDefault({ made, dbDefault }: SchemaColumn, type: string): readonly string[] {
  const said = made === undefined ? null : MADE[made](type)
  return said === null || (dbDefault !== undefined && made !== 'updated') ? [] : [said]
}

function relationRow(relation: EntityRelation, entity: Entity, all: ReadonlyMap<string, Entity>): FieldRow {
  const target = all.get(relation.to)
  const property = (of: Entity | undefined, name: string) =>
    of?.columns.find((c) => c.column.name === name)?.property ?? name
  const fields = relation.key.columns.map((c) => property(entity, c)).join(', ')
  const references = relation.key.targetColumns.map((c) => property(target, c)).join(', ')
  const action = ACTIONS[relation.key.onDelete]
  // SET NULL over a required column is refused, as Django's own check does.
  const says = action !== null && !(action === 'SetNull' && !relation.optional)
  const onDelete = says ? `, onDelete: ${action}` : ', onDelete: NoAction'
  const name = isAmbiguous(relation, all) ? `${text(relationName(relation))}, ` : ''
  return [
    relation.property,
    `${relation.to}${relation.optional ? '?' : ''}`,
    `@relation(${name}fields: [${fields}], references: [${references}]${onDelete}, map: ${mapped(relation.key.name)})`,
  ]
}

/** Prisma wants a name where two relations join the same models, or a model itself. */
function isAmbiguous({ from, to }: EntityRelation, all: ReadonlyMap<string, Entity>): boolean {
  const between = (a: string, b: string) => all.get(a)?.relations.filter((r) => r.to === b).length ?? 0
  return from === to || between(from, to) + between(to, from) > 1
}

/** One name for both sides, unique among all relations. */
function relationName(relation: EntityRelation): string {
  return `${relation.from}_${relation.property}`
}

function blockLines(entity: Entity): readonly string[] {
  const { table } = entity
  const property = (name: string) => entity.columns.find((c) => c.column.name === name)?.property ?? name
  const list = (columns: readonly string[]) => `[${columns.map(property).join(', ')}]`
  const key = table.primaryKey.length > 1 ? [`@@id(${list(table.primaryKey)})`] : []
  const uniques = table.uniques
    .filter((u) => u.form !== 'column' && u.condition === null && u.expressions.length === 0)
    .map((u) => `@@unique(${list(u.columns)}, map: ${mapped(u.name)})`)
  const indexes = table.indexes
    .filter((i) => i.condition === null && i.expressions.length === 0)
    .map((i) => `@@index(${indexTerms(i, table, property)}, map: ${mapped(i.name)})`)
  return [...key, ...new Set([...uniques, ...indexes])]
}

/** Prisma cuts what it names itself, and two long names may then be one. */
function longName(name: string): string {
  const fit = cutObjectName(name, NAME_LIMIT)
  return fit === name ? '' : `(map: ${text(fit)})`
}

/** Constraints keep the names that our SQL gives them. */
function mapped(name: string): string {
  return text(cutObjectName(cutName(name, NAME_LIMIT), NAME_LIMIT))
}

/** Prisma's texts take JSON's escapes. */
function text(plain: string): string {
  return JSON.stringify(plain)
}
