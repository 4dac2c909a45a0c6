import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { isExpr } from '../document/records.ts'
import type { Expr } from '../document/records.ts'
import type { MadeValue } from '../schema/made-values.ts'
import type { ColumnKind, SchemaColumn, SchemaTable } from '../schema/types.ts'
import { isSayable, leftOut, plainOnly } from './left-out.ts'
import { circleClosers } from './entities/circles.ts'
import { entitiesOf, ON_DELETE_ACTIONS } from './entities/entities.ts'
import type { Entity, EntityColumn, EntityRelation, EntityRules } from './entities/entities.ts'
import { oddSigns, sameOnSqlite } from './entities/odd-columns.ts'
import { nameSet, OBJECT_MEMBERS } from './entities/members.ts'
import type { ExportInput, ExportPiece, Exported, Exporter } from './exporter.ts'
import { checkCondition, expression } from './sql/context.ts'
import { namespaceOf } from './sql/names.ts'
import { SQLITE_DIALECT } from './sqlite.ts'
import { columnDefault, plainDefault } from './typescript/defaults.ts'
import { commentText, textLiteral } from './typescript/names.ts'

/** TypeORM entities with decorators; types that SQLite, PostgreSQL and MySQL all have in TypeORM. */
export const typeorm: Exporter<'typeorm'> = {
  id: 'typeorm',
  label: 'TypeORM entities',
  group: 'TypeScript',
  language: 'typescript',
  fileName: 'entities.ts',
  options: [],
  export: exportTypeorm,
}

const RULES: EntityRules = {
  label: 'TypeORM',
  odd: /[^\p{ID_Continue}]/gu,
  reserved: nameSet(OBJECT_MEMBERS),
  needsInverse: false,
}

interface PropertyType {
  readonly type: string
  /** Value of `type` in the decorator. */
  readonly column: string
  readonly options?: string
}

const integer = (): PropertyType => ({ type: 'number', column: "'integer'" })
const small = (): PropertyType => ({ type: 'number', column: "'smallint'" })
const text = (): PropertyType => ({ type: 'string', column: "'text'" })
const varchar = (length: number | null): PropertyType => ({
  type: 'string',
  column: "'varchar'",
  ...(length === null ? {} : { options: `length: ${length}` }),
})

const TYPES: Readonly<Record<ColumnKind, (column: SchemaColumn) => PropertyType>> = {
  smallInteger: small,
  integer,
  bigInteger: integer,
  positiveSmallInteger: small,
  positiveInteger: integer,
  positiveBigInteger: integer,
  boolean: () => ({ type: 'boolean', column: 'Boolean' }),
  float: () => ({ type: 'number', column: "'double precision'" }),
  decimal: ({ type }) => ({
    type: 'string',
    column: "'decimal'",
    ...(type.digits === null ? {} : { options: `precision: ${type.digits}, scale: ${type.decimals ?? 0}` }),
  }),
  char: ({ type }) => varchar(type.maxLength),
  text,
  date: () => ({ type: 'string', column: "'date'" }),
  dateTime: () => ({ type: 'Date', column: 'Date' }),
  time: () => ({ type: 'string', column: "'time'" }),
  duration: integer,
  uuid: () => ({ type: 'string', column: "'uuid'" }),
  json: () => ({ type: 'unknown', column: "'simple-json'" }),
  binary: () => ({ type: 'Uint8Array', column: "'blob'" }),
  ipAddress: () => varchar(39),
  other: text,
}

/** TypeORM has conditions, checks and generated columns, but no index over an expression. */
const SAYS = { conditions: true, checks: true, generated: true }

function exportTypeorm(input: ExportInput): Exported {
  const { entities, diagnostics: found } = entitiesOf(input, RULES)
  const diagnostics = [
    ...found,
    ...setDefaults(entities),
    ...entities.flatMap(({ table }) => [
      ...plainOnly('TypeORM', table, SAYS),
      ...oddSigns('TypeORM', table, /["'\\.]/),
      ...sameOnSqlite('TypeORM', table),
    ]),
    ...entities.flatMap(({ table }) => [...unsaidChecks(table), ...unsaidOrders(table)]),
  ]
  const byName = new Map(entities.map((e) => [e.name, e]))
  const closers = circleClosers(entities)
  const pieces = entities.map((entity): ExportPiece => ({
    model: entity.table.model,
    text: entityText(entity, byName, closers),
  }))
  const used = DECORATORS.filter((name) => pieces.some((p) => p.text.includes(`@${name}(`)))
  const relations = pieces.some((p) => p.text.includes(': Relation<')) ? ['type Relation'] : []
  const head = used.length === 0 ? 'export {}\n' : `import { ${[...used, ...relations].join(', ')} } from 'typeorm'\n\n`
  return { pieces: [{ model: null, text: head }, ...pieces], diagnostics }
}

/** Checks with SQL of another database. */
function unsaidChecks(table: SchemaTable): readonly Diagnostic[] {
  return table.checks
    .filter((check) => checkCondition(check, table, SQLITE_DIALECT) === null)
    .map((check) => leftOut('TypeORM', table, 'relata.4002', `the condition of ${check.name}`))
}

/** Its indexes rise. */
function unsaidOrders(table: SchemaTable): readonly Diagnostic[] {
  return table.indexes
    .filter((index) => isSayable(index, SAYS) && index.columns.some((c) => c.descending))
    .map(({ name }) =>
      leftOut('TypeORM', table, 'relata.4004', `the order of the index ${name}`, null, 'it is an ordinary one there'),
    )
}

/** TypeORM's word for SET DEFAULT makes SQL that no database takes. */
function setDefaults(entities: readonly Entity[]): readonly Diagnostic[] {
  return entities.flatMap(({ table, relations }) =>
    relations
      .filter((r) => r.key.onDelete === 'SET_DEFAULT')
      .map((r) => leftOut('TypeORM', table, 'relata.4001', `on_delete SET_DEFAULT of ${r.key.columns.join(', ')}`)),
  )
}

const DECORATORS = [
  'Check',
  'Column',
  'CreateDateColumn',
  'Entity',
  'Generated',
  'Index',
  'JoinColumn',
  'ManyToOne',
  'OneToMany',
  'OneToOne',
  'PrimaryColumn',
  'PrimaryGeneratedColumn',
  'Unique',
  'UpdateDateColumn',
] as const

function entityText(entity: Entity, all: ReadonlyMap<string, Entity>, closers: ReadonlySet<EntityRelation>): string {
  const { table } = entity
  // TypeORM makes a unique key of each one-to-one by itself.
  const single = new Set(entity.relations.flatMap((r) => (r.single ? [r.key.columns.join()] : [])))
  const members = [
    ...entity.columns.map((c) => columnText(c, table, single.has(c.column.name))),
    ...entity.relations.map((r) => ownerText(r, all.get(r.to), closers.has(r))),
    ...entity.reverses.map(reverseText),
  ]
  const lines = [
    `/** ${commentText(table.label)} */`,
    `@Entity(${entityOptions(table)})`,
    ...tableDecorators(entity),
    `export class ${entity.name} {\n${members.join('\n\n')}\n}`,
  ]
  return `${lines.join('\n')}\n\n`
}

function entityOptions(table: SchemaTable): string {
  const schema = namespaceOf(table.name)
  const name = schema === null ? table.name : table.name.slice(schema.length + 3)
  const more = [
    ...(schema === null ? [] : [`schema: ${textLiteral(schema)}`]),
    ...(table.comment === null ? [] : [`comment: ${textLiteral(table.comment)}`]),
  ]
  return more.length === 0 ? textLiteral(name) : `{ name: ${textLiteral(name)}, ${more.join(', ')} }`
}

function tableDecorators({ table, columns }: Entity): readonly string[] {
  const list = (names: readonly string[]) =>
    `[${names.map((n) => textLiteral(columns.find((c) => c.column.name === n)?.property ?? n)).join(', ')}]`
  const where = (condition: Expr): string => `where: ${textLiteral(sqlOf(condition, table) ?? '')}`
  const uniques = table.uniques
    .filter((u) => u.form !== 'column' && isSayable(u, SAYS))
    .map((u) =>
      u.condition === null
        ? `@Unique(${textLiteral(u.name)}, ${list(u.columns)})`
        : `@Index(${textLiteral(u.name)}, ${list(u.columns)}, { unique: true, ${where(u.condition)} })`,
    )
  const indexes = table.indexes
    .filter((i) => isSayable(i, SAYS))
    .map((i) => {
      const columns = list(i.columns.map((c) => c.name))
      return `@Index(${textLiteral(i.name)}, ${columns}${i.condition === null ? '' : `, { ${where(i.condition)} }`})`
    })
  const checks = table.checks.flatMap((check) => {
    const sql = checkCondition(check, table, SQLITE_DIALECT)
    return sql === null ? [] : [`@Check(${textLiteral(check.name)}, ${textLiteral(sql)})`]
  })
  return [...uniques, ...indexes, ...checks]
}

/** TypeORM sends SQL as it stands; these words are SQLite's, and in most cases everybody's. */
function sqlOf({ expr }: Expr, table: SchemaTable): string | null {
  return expression(expr, table, SQLITE_DIALECT)
}

function generatedOptions({ generated }: SchemaColumn, table: SchemaTable): string {
  const sql = generated === null ? null : sqlOf(generated.expression, table)
  const kind = generated?.stored === false ? 'VIRTUAL' : 'STORED'
  const made = sql === null ? '' : `asExpression: ${textLiteral(sql)}, generatedType: '${kind}', `
  return `${made}insert: false, update: false`
}

function columnText(
  { column, property, isKey, isPartOfKey }: EntityColumn,
  table: SchemaTable,
  isOneToOne: boolean,
): string {
  const { type, column: columnType, options } = TYPES[column.type.kind](column)
  const name = `name: ${textLiteral(column.name)}`
  if (isKey && column.autoIncrement)
    return `  @PrimaryGeneratedColumn({ ${name}, type: 'integer' })\n  ${property}!: number`
  if (isKey && column.type.kind === 'uuid' && column.made === 'uuid')
    return `  @PrimaryGeneratedColumn('uuid', { ${name} })\n  ${property}!: string`
  const literal = columnDefault(column)
  const isNull = column.null && !isKey && !isPartOfKey
  const moment = isNull || column.type.kind !== 'dateTime' ? undefined : MOMENTS[column.made ?? 'uuid']
  const all = [
    name,
    moment === undefined ? `type: ${columnType}` : '',
    options ?? '',
    isNull ? 'nullable: true' : '',
    column.unique && !isKey && !isOneToOne ? 'unique: true' : '',
    literal === null ? nowDefault(column, moment) : `default: ${escapedDefault(column, literal)}`,
    column.generated === null ? '' : generatedOptions(column, table),
    column.comment === null ? '' : `comment: ${textLiteral(column.comment)}`,
  ].filter((o) => o !== '')
  const decorator = isKey || isPartOfKey ? 'PrimaryColumn' : (moment ?? 'Column')
  const generated = column.made === 'uuid' && column.type.kind === 'uuid' && !isKey ? "  @Generated('uuid')\n" : ''
  return `${generated}  @${decorator}({ ${all.join(', ')} })\n  ${property}!: ${type}${isNull && type !== 'unknown' ? ' | null' : ''}`
}

/** The moment of the insert, which every database knows; a column that TypeORM keeps needs none. */
function nowDefault({ type, dbDefault, made }: SchemaColumn, moment: string | undefined): string {
  const isNow = isExpr(dbDefault) ? /^(?:\w+\.)*Now\(\)$/.test(dbDefault.expr) : made === 'now'
  return isNow && type.kind === 'dateTime' && moment === undefined ? "default: () => 'CURRENT_TIMESTAMP'" : ''
}

/** Columns that TypeORM itself keeps as Django does. */
const MOMENTS: Partial<Readonly<Record<MadeValue, string>>> = { now: 'CreateDateColumn', updated: 'UpdateDateColumn' }

/** TypeORM puts a text between quotes as it stands; one with a quote of its own goes in as SQL. */
function escapedDefault(column: SchemaColumn, literal: string): string {
  if (!literal.includes("\\'")) return literal
  const value = String(plainDefault(column))
  return `() => ${textLiteral(`'${value.replaceAll("'", "''")}'`)}`
}

/** @param closes it closes a circle of required keys, which TypeORM refuses: the column alone is required then */
function ownerText(relation: EntityRelation, target: Entity | undefined, closes: boolean): string {
  const { key, to, property, inverse, optional, single } = relation
  const action = ON_DELETE_ACTIONS[key.onDelete]
  const options = [
    optional || closes ? 'nullable: true' : 'nullable: false',
    ...(action === null || action === 'NO ACTION' || action === 'SET DEFAULT' ? [] : [`onDelete: '${action}'`]),
    ...(key.enforced ? [] : ['createForeignKeyConstraints: false']),
  ]
  const back = inverse === null ? '' : `, (other) => other.${inverse}`
  const decorator = single ? 'OneToOne' : 'ManyToOne'
  const joins = key.columns.map((column, i) => {
    const referenced = target?.columns.find((c) => c.column.name === key.targetColumns[i])?.property
    return `{ name: ${textLiteral(column)}, referencedColumnName: ${textLiteral(referenced ?? '')} }`
  })
  const join = joins.length === 1 ? joins[0] : `[${joins.join(', ')}]`
  return `  @${decorator}(() => ${to}${back}, { ${options.join(', ')} })\n  @JoinColumn(${join})\n  ${property}!: Relation<${to}>${optional ? ' | null' : ''}`
}

function reverseText({ from, property, inverse, single }: EntityRelation): string {
  const decorator = single ? 'OneToOne' : 'OneToMany'
  const type = single ? `Relation<${from}> | null` : `Relation<${from}[]>`
  return `  @${decorator}(() => ${from}, (other) => other.${property})\n  ${inverse}!: ${type}`
}
