/**
 * What a SQL dialect has to say for itself. A new one is one file that fills this in; `types` is a
 * record over every column kind, so a new kind does not compile until each dialect answers.
 */
import type {
  ColumnKind,
  ColumnType,
  SchemaCheck,
  SchemaColumn,
  SchemaIndex,
  SchemaTable,
  SchemaUnique,
} from '../../schema/types.ts'
import type { ExpressionDialect } from '../../schema/expressions.ts'
import type { RawSqlWords } from './raw-sql.ts'
import { rootOf } from '../../document/records.ts'
import type { ErDocument, Value } from '../../document/records.ts'

export interface SqlDialect<Id extends string = string> {
  readonly id: Id
  readonly label: string
  /** Longest identifier, in bytes; null: no limit that matters. Longer names are cut with a hash. */
  readonly nameLimit: number | null
  /** Whether that limit counts bytes of UTF-8, not characters. Absent: no. */
  readonly limitsBytes?: boolean
  /** What the database compares of a column's name: two that give the same are one to it. Absent: the name. */
  readonly sameName?: (name: string) => string
  /** The same of a table's, with its schema. Absent: as for columns. */
  readonly sameTable?: (name: string) => string
  quote(name: string): string
  /** The name in characters that the database takes in names; most take all. */
  spell(name: string): string
  /** The type alone, without NOT NULL or keys. */
  readonly types: Readonly<Record<ColumnKind, (column: SchemaColumn) => string>>
  /** What follows the type of a key that numbers itself: ` PRIMARY KEY AUTOINCREMENT`. */
  identity(column: SchemaColumn): string
  /** The database's way to write a plain value. */
  literal(value: Value): string
  /** ` DEFERRABLE INITIALLY DEFERRED`, or nothing where constraints cannot wait. */
  readonly deferred: string
  /** `SET NULL (a)` of some of a key's columns, quoted. Absent: all of them or none. */
  readonly setNull?: (columns: readonly string[]) => string
  /** false: what it does for SET DEFAULT is something else. Absent: it sets the default. */
  readonly setsDefault?: false
  /** Whether a foreign key may name a table that does not exist yet. */
  readonly forwardReferences: boolean
  /** Whether a foreign key may lead to any columns that an index begins with. Absent: to unique ones alone. */
  readonly keysLeadToIndexes?: true
  /** Whether a foreign key may lead from such a column to such a one. Absent: from any to any, be they unique or not. */
  readonly comparesKeys?: (from: SchemaColumn, to: SchemaColumn) => boolean
  /** Whether a constraint can be added to a table that exists. */
  readonly addConstraint: boolean
  /** Whether a key that numbers itself may not stand in checks and generated columns. Absent: it may. */
  readonly hidesNumbered?: boolean
  /** How conditions and expressions of Python are said. */
  readonly expressions: ExpressionDialect
  /** What of an imported database's own SQL can be taken as it stands. */
  readonly raw: RawSqlWords
  /** Whether a table can stand in a schema (`sales"."order`, as Django's users write it in db_table). */
  readonly namespaces: boolean
  /** The collation as the database calls it; null: it has none of that name. */
  collation(name: string): string | null
  /** ` DEFAULT …` around a ready value; MySQL wants parentheses for long types. */
  readonly defaultValue?: (column: SchemaColumn, sql: string) => string
  /** Whether a table may have no columns. Absent: it may not. */
  readonly emptyTables?: true
  /** Whether a default may name the table's other columns. Absent: it may not. */
  readonly defaultsSeeColumns?: true
  /** The text of a day or a point in time as a default; null: the database has no such. Absent: it takes any text, in any column. */
  readonly moment?: (text: string) => string | null
  /** Whether spans of time have a type of their own, so that a default may be `7 days`. Absent: they are numbers. */
  readonly takesSpans?: true
  /** Whether a column that a key sets on delete may not stand in checks. Absent: it may. */
  readonly hidesSetKeys?: true
  /**
   * Tables as this database can have them; what it cannot is said by `cannot`. What it made of an earlier state of
   * the same tables is taken over, as far as it still holds, and is of no use afterwards.
   */
  readonly prepare?: (tables: readonly SchemaTable[], last?: PreparedTables) => PreparedTables
  /** Standing lines before and after everything (`SET FOREIGN_KEY_CHECKS`, `BEGIN`). */
  readonly header: readonly string[]
  readonly footer: readonly string[]
  /** Lines around rows that may refer to each other in circles: keys are checked afterwards, if ever. */
  readonly together: { readonly begin: string; readonly end: string }
  /** Lines that switch the checking of foreign keys off and on: tables of a cycle can then come and go. */
  readonly unchecked?: { readonly begin: string; readonly end: string }
  /** Whether CREATE INDEX takes IF NOT EXISTS; else such indexes stand in the table. */
  readonly indexIfNotExists: boolean
  /** Whether ALTER TABLE takes DROP CONSTRAINT IF EXISTS. Absent: no. */
  readonly dropsConstraintIfExists?: boolean
  /** Whether a plain unique over several columns is a constraint, not an index of its own. */
  readonly uniqueConstraints: boolean
  /** Whether a unique over the primary key's columns takes its place. Absent: no. */
  readonly mergesUniques?: true
  /**
   * What stands behind a column's name in an index over these: ` (255)`, so many characters of its beginning; null: it
   * can have none. Absent: nothing.
   */
  readonly indexedPart?: (columns: readonly SchemaColumn[], column: SchemaColumn) => string | null
  /** Whether a foreign key brings an index of its own. Absent: no. */
  readonly keysAreIndexed?: true
  /** Whether texts that are looked up get a second index for `LIKE 'a%'`. Absent: no. */
  readonly likeIndexes?: true
  /** Whether an index names operator classes (`gin_trgm_ops`). Absent: no. */
  readonly opclasses?: boolean
  /** The extension that a type or operator class comes from; null: built in. Absent: there are none. */
  readonly extensionOf?: (word: string) => string | null
  /** Types of columns that number themselves from a sequence, instead of `identity`. Absent: no choice. */
  readonly serial?: Partial<Readonly<Record<ColumnKind, string>>>
  /** A column type for a closed list of texts, with the statement that makes it; null: not for these texts. */
  readonly enumType?: (table: SchemaTable, column: SchemaColumn, values: readonly string[]) => EnumType | null
  /** Lets the table's own numbering go on after rows that brought their numbers. Absent: it does by itself. */
  readonly continueNumbers?: (table: SchemaTable, column: SchemaColumn) => string
  /** `CREATE INDEX` of this dialect, or null where it has none of that kind (partial, by expression). */
  index(parts: IndexParts): string | null
  /** Comment on a table or column as statements; [] where they stand inline. */
  comments(table: SchemaTable): readonly string[]
  /** ` COMMENT '…'` after the column; '' where comments are statements or do not exist. */
  inlineComment(comment: string | null): string
  /** ` COMMENT='…'`, ` STRICT` … after the closing parenthesis. */
  tableSuffix(table: SchemaTable): string
  /** Whether the database has such a unique (deferrable, covering, nulls distinct). Absent: it has all. */
  readonly hasUnique?: (unique: SchemaUnique) => boolean
  /** Whether there is EXCLUDE. Absent: no. */
  readonly exclusions?: true
  /** A condition that every column of its type carries; null: none. */
  readonly typeCheck?: (column: SchemaColumn, quotedName: string) => string | null
  generated(column: SchemaColumn, expression: string): string
  check(check: SchemaCheck, condition: string, quotedName: string): string
}

export interface EnumType {
  readonly type: string
  /** null: the type needs no statement. */
  readonly create: string | null
  readonly drop: string | null
}

export interface PreparedTables {
  readonly tables: readonly SchemaTable[]
  /** Tables that differ, by their new form, with what could not be kept (`the length of name`). */
  readonly changes: ReadonlyMap<SchemaTable, readonly Unsaid[]>
}

export interface IndexParts {
  readonly name: string
  readonly table: string
  readonly unique: boolean
  /** Ready column list, quoted, or expressions in parentheses. */
  readonly columns: readonly string[]
  readonly hasExpressions: boolean
  readonly condition: string | null
  readonly include: readonly string[]
  readonly method: string
  readonly source: SchemaIndex | null
  /** Of the plain columns, in order. */
  readonly types: readonly ColumnType[]
  readonly ifNotExists: boolean
  /** As a line of CREATE TABLE. */
  readonly inline: boolean
  /** false: two empty values clash. null: as the database does. */
  readonly nullsDistinct: boolean | null
}

/** By the dialect that they are made of: what is remembered of a dialect is remembered of one object. */
const withoutLike = new WeakMap<SqlDialect, SqlDialect>()

/** The dialect as the design's database speaks it. */
export function dialectFor(dialect: SqlDialect, doc: ErDocument): SqlDialect {
  if (dialect.likeIndexes !== true || rootOf(doc).settings.LIKE_INDEXES !== false) return dialect
  const known = withoutLike.get(dialect)
  if (known !== undefined) return known
  const { likeIndexes: _, ...plain } = dialect
  withoutLike.set(dialect, plain)
  return plain
}

/** What a database cannot have. */
export interface Unsaid {
  readonly what: string
  /** What comes of it, as the end of a sentence. Absent: it is left out. */
  readonly consequence?: string
}
