import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { renderIndexTerm } from '../schema/expressions.ts'
import type { MadeValue } from '../schema/made-values.ts'
import type { ColumnKind, SchemaColumn, SchemaIndex, SchemaTable, SchemaUnique } from '../schema/types.ts'
import { leftOut, plainOnly } from './left-out.ts'
import { besides, entitiesOf, ON_DELETE_ACTIONS } from './entities/entities.ts'
import type { Entity, EntityColumn, EntityRelation, EntityRules } from './entities/entities.ts'
import { nameSet, OBJECT_MEMBERS } from './entities/members.ts'
import { oddColumns, withoutPrototype } from './entities/odd-columns.ts'
import type { ExportInput, ExportPiece, Exported, Exporter } from './exporter.ts'
import { expression, expressionsOf } from './sql/context.ts'
import { namespaceOf } from './sql/names.ts'
import { SQLITE_DIALECT } from './sqlite.ts'
import { columnDefault, jsonDefault } from './typescript/defaults.ts'
import { commentText, textLiteral } from './typescript/names.ts'

/** Sequelize 6 models: `defineModels(sequelize)` makes them with their associations, many-to-many included. */
export const sequelize: Exporter<'sequelize'> = {
  id: 'sequelize',
  label: 'Sequelize models',
  group: 'TypeScript',
  language: 'typescript',
  fileName: 'models.ts',
  options: [],
  export: exportSequelize,
}

const RULES: EntityRules = {
  label: 'Sequelize',
  odd: /[^\p{ID_Continue}]/gu,
  // Members of Sequelize's Model that an attribute of the same name would hide.
  reserved: nameSet(
    `${OBJECT_MEMBERS} undefined where getDataValue setDataValue get set setAttributes changed previous save reload validate update destroy restore increment decrement equals equalsOneOf isSoftDeleted isNewRecord sequelize dataValues`,
  ),
  // Its SQL calls the table by the model's name and what is joined by the association's.
  avoidsOwnName: true,
  needsInverse: false,
}

interface AttributeType {
  readonly type: string
  readonly data: string
}

const number = (data: string) => (): AttributeType => ({ type: 'number', data })
const string = (data: string) => (): AttributeType => ({ type: 'string', data })

const TYPES: Readonly<Record<ColumnKind, (column: SchemaColumn) => AttributeType>> = {
  smallInteger: number('DataTypes.SMALLINT'),
  integer: number('DataTypes.INTEGER'),
  bigInteger: number('DataTypes.BIGINT'),
  positiveSmallInteger: number('DataTypes.SMALLINT'),
  positiveInteger: number('DataTypes.INTEGER'),
  positiveBigInteger: number('DataTypes.BIGINT'),
  boolean: () => ({ type: 'boolean', data: 'DataTypes.BOOLEAN' }),
  float: number('DataTypes.DOUBLE'),
  decimal: ({ type }) => ({
    type: 'string',
    data: type.digits === null ? 'DataTypes.DECIMAL' : `DataTypes.DECIMAL(${type.digits}, ${type.decimals ?? 0})`,
  }),
  char: ({ type }) => ({ type: 'string', data: `DataTypes.STRING(${type.maxLength ?? 255})` }),
  text: string('DataTypes.TEXT'),
  date: string('DataTypes.DATEONLY'),
  dateTime: () => ({ type: 'Date', data: 'DataTypes.DATE' }),
  time: string('DataTypes.TIME'),
  duration: number('DataTypes.BIGINT'),
  uuid: string('DataTypes.UUID'),
  json: () => ({ type: 'unknown', data: 'DataTypes.JSON' }),
  binary: () => ({ type: 'Uint8Array', data: "DataTypes.BLOB('long')" }),
  ipAddress: string('DataTypes.STRING(39)'),
  other: string('DataTypes.TEXT'),
}

function exportSequelize(input: ExportInput): Exported {
  const all = entitiesOf(input, RULES)
  const entities = all.entities.map(withoutPrototype)
  const found = [...all.diagnostics, ...all.entities.flatMap(({ table }) => oddColumns('Sequelize', table, /[.()]/))]
  const composite = entities.flatMap(({ table, relations }) =>
    relations
      .filter((r) => r.key.columns.length > 1)
      .map((r) => leftOut('Sequelize', table, 'relata.4007', `an association over ${r.key.columns.join(', ')}`)),
  )
  const diagnostics = [
    ...found,
    ...composite,
    ...entities.flatMap(({ table }) => [...plainOnly('Sequelize', table, SAYS), ...unsaid(table)]),
  ]
  if (entities.length === 0) return { pieces: [{ model: null, text: 'export {}\n' }], diagnostics }
  const pieces: ExportPiece[] = []
  for (const entity of entities) pieces.push({ model: entity.table.model, text: classText(entity) })
  pieces.push({
    model: null,
    text: '/** Ties the models to a connection and to each other. */\nexport function defineModels(sequelize: Sequelize) {\n',
  })
  for (const entity of entities) pieces.push({ model: entity.table.model, text: initText(entity) })
  for (const entity of entities) {
    const lines = [
      ...entity.relations.flatMap((r) => associationLines(r, entity, entities)),
      ...throughLines(input, entity, entities),
    ]
    if (lines.length > 0) pieces.push({ model: entity.table.model, text: `${lines.map((l) => `  ${l}\n`).join('')}\n` })
  }
  pieces.push({ model: null, text: `  return { ${entities.map((e) => e.name).join(', ')} }\n}\n` })
  return { pieces: [{ model: null, text: headOf(pieces) }, ...pieces], diagnostics }
}

/** Imports of what the rest uses. */
function headOf(pieces: readonly ExportPiece[]): string {
  const has = (word: string) => pieces.some(({ text }) => text.includes(word))
  const literal = has('literal(') ? ', literal' : ''
  const types = [
    ...(has('CreationOptional<') ? ['CreationOptional'] : []),
    'InferAttributes',
    'InferCreationAttributes',
    ...(has('NonAttribute<') ? ['NonAttribute'] : []),
    'Sequelize',
  ]
  return `import { DataTypes, Model${literal} } from 'sequelize'\nimport type { ${types.join(', ')} } from 'sequelize'\n\n`
}

function isOptional(column: SchemaColumn): boolean {
  return (
    column.null ||
    column.autoIncrement ||
    column.generated !== null ||
    defaultValue(column) !== null ||
    column.made === 'updated' ||
    column.dbDefault !== undefined
  )
}

function classText(entity: Entity): string {
  const columns = entity.columns.map(({ column, property }) => {
    const { type } = TYPES[column.type.kind](column)
    const plain = column.null && type !== 'unknown' ? `${type} | null` : type
    return `  declare ${property}: ${isOptional(column) ? `CreationOptional<${plain}>` : plain}`
  })
  const relations = entity.relations.map(
    (r) => `  declare ${r.property}?: NonAttribute<${r.to}${r.optional ? ' | null' : ''}>`,
  )
  const reverses = entity.reverses.map(
    (r) => `  declare ${r.inverse}?: NonAttribute<${r.single ? `${r.from} | null` : `${r.from}[]`}>`,
  )
  const body = [...columns, ...relations, ...reverses].join('\n')
  const type = `Model<InferAttributes<${entity.name}>, InferCreationAttributes<${entity.name}>>`
  return `/** ${commentText(entity.table.label)} */\nexport class ${entity.name} extends ${type} {\n${body}\n}\n\n`
}

function initText(entity: Entity): string {
  const { table } = entity
  const attributes = entity.columns.map((c) => `      ${c.property}: ${attributeText(c)},`)
  const schema = namespaceOf(table.name)
  const tableName = schema === null ? table.name : table.name.slice(schema.length + 3)
  const uniques = table.uniques
    .filter((u) => u.form !== 'column')
    .flatMap((u) => indexOf(u, u.columns.map(textLiteral), true, table) ?? [])
  const indexes = table.indexes.flatMap((i) => {
    const columns = i.columns.map((c) =>
      c.descending ? `{ name: ${textLiteral(c.name)}, order: 'DESC' }` : textLiteral(c.name),
    )
    return indexOf(i, columns, false, table) ?? []
  })
  const all = [...uniques, ...indexes]
  const options = [
    'sequelize',
    `modelName: '${entity.name}'`,
    `tableName: ${textLiteral(tableName)}`,
    ...(schema === null ? [] : [`schema: ${textLiteral(schema)}`]),
    ...timestamps(entity),
    ...(table.comment === null ? [] : [`comment: ${textLiteral(table.comment)}`]),
  ].join(', ')
  const listed = all.length === 0 ? '' : `, indexes: [\n${all.map((i) => `      ${i},`).join('\n')}\n    ]`
  return `  ${entity.name}.init(\n    {\n${attributes.join('\n')}\n    },\n    { ${options}${listed} },\n  )\n\n`
}

/** Moments that Sequelize keeps by itself: one of the insert, one of the last save. */
function timestamps({ columns }: Entity): readonly string[] {
  const kept = (made: MadeValue) => columns.find(({ column }) => column.made === made && isTimestamp(column))
  const updated = kept('updated')
  if (updated === undefined) return ['timestamps: false']
  const created = kept('now')?.property
  return [
    'timestamps: true',
    `createdAt: ${created === undefined ? 'false' : `'${created}'`}`,
    `updatedAt: '${updated.property}'`,
  ]
}

function isTimestamp({ type, null: optional }: SchemaColumn): boolean {
  return type.kind === 'dateTime' && !optional
}

/** As code; null: there is none, or one that only the database or Django can tell. */
function defaultValue(column: SchemaColumn): string | null {
  const { made, dbDefault, type } = column
  const value = made === undefined || dbDefault !== undefined ? undefined : MADE[made][type.kind]
  return value ?? (type.kind === 'json' ? jsonDefault(column) : columnDefault(column))
}

const NOW = { dateTime: 'DataTypes.NOW', date: 'DataTypes.NOW' }

/** By the kind of column, what Sequelize puts in where Django does. */
const MADE: Readonly<Record<MadeValue, Partial<Readonly<Record<ColumnKind, string>>>>> = {
  now: NOW,
  updated: NOW,
  uuid: { uuid: 'DataTypes.UUIDV4' },
  object: { json: '{}' },
  list: { json: '[]' },
}

/** Expressions and conditions go in as SQL, in SQLite's words, in most cases everybody's; null: it has none for them. */
function indexOf(
  { name, expressions, condition }: SchemaIndex | SchemaUnique,
  columns: readonly string[],
  unique: boolean,
  table: SchemaTable,
): string | null {
  const dialect = SQLITE_DIALECT
  const terms = expressions.map(({ expr }) => renderIndexTerm(expr, table, expressionsOf(dialect, table)))
  const where = condition === null ? '' : expression(condition.expr, table, dialect)
  if (where === null || terms.includes(null)) return null
  const fields = [...columns, ...terms.map((term) => `literal(${textLiteral(term ?? '')})`)].join(', ')
  const only = where === '' ? '' : `, where: literal(${textLiteral(where)})`
  // Sequelize takes what stands before a dot for a schema.
  return `{ name: ${textLiteral(name.replaceAll('.', '_'))}${unique ? ', unique: true' : ''}, fields: [${fields}]${only} }`
}

/** Indexes with SQL that we cannot write. */
function unsaid(table: SchemaTable): readonly Diagnostic[] {
  return [...table.uniques, ...table.indexes]
    .filter((one) => indexOf(one, [], false, table) === null)
    .map(({ name }) => leftOut('Sequelize', table, 'relata.4002', `the index ${name}`))
}

/** Checks and generated columns it has not. */
const SAYS = { conditions: true, expressions: true }

function attributeText({ column, property, isKey, isPartOfKey }: EntityColumn): string {
  const { data } = TYPES[column.type.kind](column)
  const literal = defaultValue(column)
  const identity = column.autoIncrement ? 'DataTypes.INTEGER' : data
  const parts = [
    `type: ${identity}`,
    property === column.name ? '' : `field: ${textLiteral(column.name)}`,
    isKey || isPartOfKey ? 'primaryKey: true' : '',
    column.autoIncrement ? 'autoIncrement: true' : '',
    isKey ? '' : `allowNull: ${column.null && !isPartOfKey}`,
    column.unique && !isKey ? 'unique: true' : '',
    literal === null || column.autoIncrement ? '' : `defaultValue: ${literal}`,
    column.comment === null ? '' : `comment: ${textLiteral(column.comment)}`,
  ].filter((p) => p !== '')
  return `{ ${parts.join(', ')} }`
}

/** Sequelize knows associations over one column only. */
function associationLines(relation: EntityRelation, entity: Entity, all: readonly Entity[]): readonly string[] {
  const { key, from, to, property, inverse, single } = relation
  if (key.columns.length > 1) return []
  const target = all.find((e) => e.name === to)
  const foreignKey = entity.columns.find((c) => c.column.name === key.columns[0])?.property ?? ''
  const targetKey = target?.columns.find((c) => c.column.name === key.targetColumns[0])?.property ?? ''
  const action = ON_DELETE_ACTIONS[key.onDelete]
  const shared = [
    `foreignKey: '${foreignKey}'`,
    ...(action === null ? [] : [`onDelete: '${action}'`]),
    ...(key.enforced ? [] : ['constraints: false']),
  ].join(', ')
  const lines = [`${from}.belongsTo(${to}, { as: '${property}', targetKey: '${targetKey}', ${shared} })`]
  if (inverse !== null) {
    lines.push(
      `${to}.${single ? 'hasOne' : 'hasMany'}(${from}, { as: '${inverse}', sourceKey: '${targetKey}', ${shared} })`,
    )
  }
  return lines
}

/** The two ends of a many-to-many, over its join table, under Django's names. */
function throughLines({ resolution }: ExportInput, entity: Entity, all: readonly Entity[]): readonly string[] {
  const model = resolution.models.get(entity.table.model)
  const byModel = new Map(all.map((e) => [e.table.model, e]))
  const taken = new Set([
    ...entity.columns.map((c) => c.property),
    ...[...entity.relations].map((r) => r.property),
    ...entity.reverses.flatMap((r) => r.inverse ?? []),
  ])
  return (model?.localManyToMany ?? []).flatMap((field) => {
    const { relation } = field
    const through = relation?.through == null ? undefined : byModel.get(relation.through)
    const target =
      relation?.to == null ? undefined : byModel.get(resolution.models.get(relation.to)?.concrete ?? relation.to)
    const column = (name: string | null) => through?.relations.find((r) => fieldOf(r, through) === name)
    const [source, other] = [column(relation?.sourceField ?? null), column(relation?.targetField ?? null)]
    const ends = through !== undefined && target !== undefined && source !== undefined && other !== undefined
    if (
      !ends ||
      source.key.columns.length > 1 ||
      other.key.columns.length > 1 ||
      taken.has(field.name) ||
      field.name === through.name ||
      !/^\p{ID_Start}[\p{ID_Continue}]*$/u.test(field.name)
    )
      return []
    // Sequelize itself takes the join model's name for an association.
    if (RULES.reserved.has(field.name)) return []
    taken.add(field.name)
    const name = besides(field.name, entity.name, RULES)
    const property = (r: EntityRelation) =>
      through.columns.find((c) => c.column.name === r.key.columns[0])?.property ?? ''
    return [
      `${entity.name}.belongsToMany(${target.name}, { as: '${name}', through: ${through.name}, foreignKey: '${property(source)}', otherKey: '${property(other)}' })`,
    ]
  })
}

function fieldOf(relation: EntityRelation, entity: Entity): string {
  return entity.table.columns.find((c) => c.name === relation.key.columns[0])?.fieldName ?? ''
}
