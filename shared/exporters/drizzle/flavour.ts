/** What the three flavours of Drizzle differ in, and what the writers of one file share. */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { ModelKey, Resolution } from '../../relations/types.ts'
import type { ColumnKind, SchemaColumn, SchemaTable } from '../../schema/types.ts'
import type { SqlDialect } from '../sql/dialect.ts'
import { propertyName } from '../typescript/names.ts'

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
  /** The database's own SQL, for what stands in `sql` templates. */
  readonly dialect: SqlDialect
  /** `.generatedAlwaysAs(…)` takes how it is stored. */
  readonly generatedModes: boolean
  /** Whether a generated column takes `.notNull()`; MariaDB refuses it. */
  readonly generatedNotNull: boolean
  /** Whether a unique takes `.nullsNotDistinct()`. */
  readonly nullsNotDistinct: boolean
  /** `pgSchema`, for tables that stand in one; null: the schema stays in the name. */
  readonly schema: string | null
  /** Whether a moment and a UUID are kept as their own types take them, or as Django's texts. */
  readonly ownTexts: boolean
  /** Key that numbers itself: `.primaryKey({ autoIncrement: true })`. */
  identity(column: SchemaColumn): string
}

/** A builder and what stands after the column's name: `{ builder: 'varchar', config: '{ length: 200 }' }`. */
export interface DrizzleColumn {
  readonly builder: string
  readonly config?: string
  /** SQL type of a builder that Drizzle has not and the file defines. */
  readonly custom?: string
  /** TypeScript type of such a column's values. Absent: bytes. */
  readonly data?: 'string'
  /** What follows the call: `.array()`. */
  readonly after?: string
}

export interface Context {
  readonly flavour: DrizzleFlavour<string>
  readonly names: ReadonlyMap<ModelKey, string>
  readonly tables: ReadonlyMap<ModelKey, SchemaTable>
  /** Tables whose references may lead back to them. */
  readonly circular: ReadonlySet<ModelKey>
  readonly resolution: Resolution
  readonly onDelete: 'orm' | 'database'
  readonly imports: Set<string>
  /** Schemas of the database → the constant that stands for it. */
  readonly schemas: Map<string, string>
  /** Builders that the file defines. */
  readonly custom: Map<string, DrizzleColumn>
  readonly diagnostics: Diagnostic[]
}

/** `.title`, or `['two words']`. */
export function member(name: string): string {
  const property = propertyName(name)
  return property === name ? `.${name}` : `[${property}]`
}

/** An import of the flavour's module, noted where it is used. */
export function use(context: Context, name: string): string {
  context.imports.add(name)
  return name
}

/** SQL as a template that Drizzle sends as it stands. */
export function sqlTemplate(sql: string): string {
  return `sql\`${sql.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${')}\``
}
