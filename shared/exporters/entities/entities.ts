/**
 * Tables as classes of an ORM: names that the target takes, one property a column, and the foreign keys
 * as relations with a name on both sides, Django's field and its reverse accessor.
 */
import { leftOut } from '../left-out.ts'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { ModelKey } from '../../relations/types.ts'
import type { SchemaColumn, SchemaForeignKey, SchemaTable } from '../../schema/types.ts'
import { diagramTables, tableEdges } from '../documents/edges.ts'
import type { ExportInput } from '../exporter.ts'
import { OBJECT_MEMBERS } from './members.ts'
import { RESERVED_WORDS, typeNames } from '../typescript/names.ts'

export interface EntityRules {
  /** For diagnostics: `TypeORM`. */
  readonly label: string
  /** What a name may be made of, anything else becomes `_`: `/[^\w]/g`. */
  readonly odd: RegExp
  /** Names that no property may have. */
  readonly reserved: ReadonlySet<string>
  /** Whether a relation needs a name on the far side, even where Django hides it. */
  readonly needsInverse: boolean
  /** Whether a relation may not be called as its entity is, capitals or not. Absent: it may. */
  readonly avoidsOwnName?: boolean
}

export interface Entity {
  readonly table: SchemaTable
  readonly name: string
  readonly columns: readonly EntityColumn[]
  readonly relations: readonly EntityRelation[]
  /** Relations of others that end here and have a name here. */
  readonly reverses: readonly EntityRelation[]
}

export interface EntityColumn {
  readonly column: SchemaColumn
  readonly property: string
  /** Alone the primary key. */
  readonly isKey: boolean
  /** One of several columns of the primary key. */
  readonly isPartOfKey: boolean
}

export interface EntityRelation {
  readonly key: SchemaForeignKey
  readonly from: string
  readonly to: string
  /** On `from`: Django's field name. */
  readonly property: string
  /** On `to`: Django's accessor. null: hidden. */
  readonly inverse: string | null
  readonly optional: boolean
  /** One to one. */
  readonly single: boolean
}

interface Entities {
  readonly entities: readonly Entity[]
  readonly diagnostics: readonly Diagnostic[]
}

/** Diagnostics: 4001 on_delete without an equal, 4006 a table without primary key, 4007 a key that the ORM cannot follow. */
export function entitiesOf(input: ExportInput, rules: EntityRules): Entities {
  const diagnostics: Diagnostic[] = []
  const tables = diagramTables(input.schema).filter((table) => {
    if (table.primaryKey.length > 0) return true
    diagnostics.push(leftOut(rules.label, table, 'relata.4006', 'a table without a primary key'))
    return false
  })
  const names = entityNames(input, tables, rules)
  const properties = new Map(tables.map((t) => [t.model, columnProperties(t, rules)]))
  const taken = new Map([...properties].map(([model, map]) => [model, new Set(map.values())]))
  const relations = tableEdges(input.schema)
    .filter(({ from, to }) => names.has(from.model) && names.has(to.model))
    .filter(({ from, to, key }) => {
      const can = isKeyOf(to, key.targetColumns)
      if (!can)
        diagnostics.push(leftOut(rules.label, from, 'relata.4007', `a key to ${to.name}, whose columns are not unique`))
      return can
    })
    .map(({ from, to, key, optional, single }) => {
      const fieldName = relationName(input, from, key)
      const name = names.get(from.model) ?? ''
      const accessor = accessorOf(input, from, to, fieldName)
      const inverse =
        accessor ?? (from.joins !== null || rules.needsInverse ? hiddenEnd(from, key, name, fieldName) : null)
      return {
        model: from.model,
        target: to.model,
        key,
        from: name,
        to: names.get(to.model) ?? '',
        property: freeName(besides(fieldName, name, rules), rules, taken.get(from.model) ?? new Set()),
        inverse:
          inverse === null
            ? null
            : freeName(besides(inverse, names.get(to.model) ?? '', rules), rules, taken.get(to.model) ?? new Set()),
        optional,
        single,
      }
    })
  const entities = tables.map((table): Entity => {
    const map = properties.get(table.model)
    return {
      table,
      name: names.get(table.model) ?? table.name,
      columns: table.columns.map((column) => ({
        column,
        property: map?.get(column.name) ?? column.name,
        isKey: table.primaryKey.length === 1 && table.primaryKey[0] === column.name,
        isPartOfKey: table.primaryKey.length > 1 && table.primaryKey.includes(column.name),
      })),
      relations: relations.filter((r) => r.model === table.model),
      reverses: relations.filter((r) => r.target === table.model && r.inverse !== null),
    }
  })
  for (const { table, relations: own } of entities) {
    for (const { key } of own) {
      if (key.onDelete === 'SET') {
        diagnostics.push(leftOut(rules.label, table, 'relata.4001', `on_delete SET(…) of ${key.columns.join(', ')}`))
      }
    }
  }
  return { entities, diagnostics }
}

/** SQL's word for on_delete, as the ORMs write it; null: it has none. */
export const ON_DELETE_ACTIONS: Readonly<Record<SchemaForeignKey['onDelete'], string | null>> = {
  CASCADE: 'CASCADE',
  PROTECT: 'RESTRICT',
  RESTRICT: 'NO ACTION',
  SET_NULL: 'SET NULL',
  SET_DEFAULT: 'SET DEFAULT',
  SET: null,
  DO_NOTHING: 'NO ACTION',
}

function entityNames(
  input: ExportInput,
  tables: readonly SchemaTable[],
  rules: EntityRules,
): ReadonlyMap<ModelKey, string> {
  const plain = typeNames(input.resolution)
  const taken = new Set<string>()
  return new Map(
    tables.map((t) => [t.model, freeName(plain.get(t.model) ?? t.name, { ...rules, reserved: TYPE_WORDS }, taken)]),
  )
}

/** Names that the generated files import or that are types of the language, or words for types, which MikroORM takes for entities. */
const TYPE_WORDS = new Set(
  `${RESERVED_WORDS} ${OBJECT_MEMBERS} text integer smallint tinyint mediumint decimal double float date datetime time interval json uuid blob array character uint8array String Number Boolean Date Buffer Object Function Symbol Map Set Entity Column Index Unique Check Relation JoinColumn ManyToOne OneToMany OneToOne PrimaryColumn PrimaryGeneratedColumn Model DataTypes Sequelize Collection Opt Rel Error Array Promise Json Decimal Bytes BigInt Int Float DateTime Unsupported model enum type datasource generator InferAttributes InferCreationAttributes CreationOptional NonAttribute defineEntity InferEntity EntitySchema`.split(
    ' ',
  ),
)

function columnProperties(table: SchemaTable, rules: EntityRules): ReadonlyMap<string, string> {
  const taken = new Set<string>()
  return new Map(table.columns.map((c) => [c.name, freeName(c.name, rules, taken)]))
}

/** The name in characters that the target takes, with a number where it is taken. */
function freeName(wanted: string, rules: Pick<EntityRules, 'odd' | 'reserved'>, taken: Set<string>): string {
  const cleaned = wanted.replace(rules.odd, '_').replace(/^_+/, '')
  const started = /^\p{ID_Start}/u.test(cleaned) ? cleaned : `n${cleaned}`
  const legal = rules.reserved.has(started) ? `${started}_` : started
  let name = legal
  for (let i = 2; taken.has(name) || rules.reserved.has(name); i++) name = `${legal}${i}`
  taken.add(name)
  return name
}

/** Of the field that draws the key; one over several columns is no column's field. */
function relationName({ resolution }: ExportInput, from: SchemaTable, key: SchemaForeignKey): string {
  const drawn = resolution.models.get(from.model)?.localFields.find((f) => f.id !== null && f.id === key.field)
  return drawn?.name ?? from.columns.find((c) => c.name === key.columns[0])?.fieldName ?? key.columns.join('_')
}

/** The name, or another where the library tells entity and relation apart by their letters alone. */
export function besides(wanted: string, entity: string, { avoidsOwnName }: EntityRules): string {
  return avoidsOwnName === true && wanted.toLowerCase() === entity.toLowerCase() ? `${wanted}_` : wanted
}

/** Where Django has no name: the rows of a join table under its own, unless both its ends are here. */
function hiddenEnd(from: SchemaTable, { targetModel }: SchemaForeignKey, name: string, field: string): string {
  const isOnly = from.foreignKeys.filter((key) => key.targetModel === targetModel).length === 1
  return from.joins !== null && isOnly ? lowerFirst(name) : `${lowerFirst(name)}_${field}`
}

function lowerFirst(name: string): string {
  return `${name.charAt(0).toLowerCase()}${name.slice(1)}`
}

function accessorOf(input: ExportInput, from: SchemaTable, to: SchemaTable, fieldName: string): string | null {
  const reverse = (input.resolution.reverse.get(to.model) ?? []).find(
    (r) => r.model === from.model && r.field === fieldName,
  )
  return reverse?.accessor ?? null
}

function isKeyOf(table: SchemaTable, columns: readonly string[]): boolean {
  const same = (names: readonly string[]) => names.length === columns.length && names.every((n) => columns.includes(n))
  const one = columns.length === 1 ? table.columns.find((c) => c.name === columns[0]) : undefined
  return (
    one?.unique === true || same(table.primaryKey) || table.uniques.some((u) => u.condition === null && same(u.columns))
  )
}
