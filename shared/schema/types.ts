/**
 * Tables as a database would have them, dialect-neutral: many-to-many edges are join tables here,
 * inheritance is resolved, names are final except for the cutting that a dialect's limit asks for.
 */
import type { ColumnHint } from '../document/fields/field-types.ts'
import type { FieldId } from '../document/ids.ts'
import type { Expr, Value } from '../document/records.ts'
import type { ModelKey } from '../relations/types.ts'
import type { MadeValue } from './made-values.ts'

export interface Schema {
  /** Referenced tables first as far as there is no cycle, ties by name; managed tables only. */
  readonly tables: readonly SchemaTable[]
  readonly byModel: ReadonlyMap<ModelKey, SchemaTable>
  /** Tables that exist elsewhere (external, unmanaged) and are referenced or queried. */
  readonly external: readonly SchemaTable[]
}

export interface SchemaTable {
  readonly model: ModelKey
  /** `app.Post`, for comments and diagnostics. */
  readonly label: string
  /** The join table of a many-to-many field; null: a model's own. */
  readonly joins: { readonly model: ModelKey; readonly field: string } | null
  readonly name: string
  readonly comment: string | null
  readonly columns: readonly SchemaColumn[]
  /** Column names; one, or several for a composite key; none for a foreign table without a key. */
  readonly primaryKey: readonly string[]
  readonly foreignKeys: readonly SchemaForeignKey[]
  readonly uniques: readonly SchemaUnique[]
  readonly indexes: readonly SchemaIndex[]
  /** Beside those of texts that are unique or indexed, for `LIKE 'a%'` on PostgreSQL. Absent: none. */
  readonly likeIndexes?: readonly SchemaIndex[]
  readonly checks: readonly SchemaCheck[]
  /** Absent: none. */
  readonly exclusions?: readonly SchemaExclusion[]
}

export interface SchemaColumn {
  readonly name: string
  readonly field: FieldId | null
  /** Name of the model field: `author` for `author_id`. */
  readonly fieldName: string
  readonly type: ColumnType
  readonly null: boolean
  /** AUTOINCREMENT / identity / serial. */
  readonly autoIncrement: boolean
  readonly unique: boolean
  /** Database default (`db_default`); Django's Python-level `default` is not one. */
  readonly dbDefault: Value | undefined
  /** Python-level default, for exporters whose target has such a thing. */
  readonly default: Value | undefined
  /** What Django puts in by itself where nothing is given: `auto_now`, `uuid.uuid4`. Absent: nothing that others know. */
  readonly made?: MadeValue
  readonly generated: { readonly expression: Expr; readonly stored: boolean } | null
  readonly comment: string | null
  readonly collation: string | null
  readonly choices: readonly { readonly value: Value; readonly label: string }[] | null
  /** Name of the choices class, for dialects with enums. */
  readonly enumName: string | null
}

/** What a column holds; `Record<ColumnKind, …>` in every dialect, so that a new kind cannot be forgotten. */
export type ColumnKind =
  | ColumnHint
  /** A type of another system kept as written, in `raw`. */
  | 'other'

export interface ColumnType {
  readonly kind: ColumnKind
  readonly maxLength: number | null
  readonly digits: number | null
  readonly decimals: number | null
  readonly raw: string | null
}

/**
 * By the most characters that a database takes (63: PostgreSQL, 64: MySQL) the name that Django makes up there, from
 * the same parts.
 */
export type CutNames = Readonly<Record<number, string>>

/** What an index or a constraint is called. */
export interface Named {
  readonly name: string
  /** Absent: the name is short enough for all, or was given. */
  readonly cutNames?: CutNames
}

export interface SchemaForeignKey extends Named {
  readonly columns: readonly string[]
  readonly table: string
  /** The model of that table, though the relation may name a proxy or a child of it. */
  readonly targetModel: ModelKey
  readonly targetColumns: readonly string[]
  /** What Django does; an exporter turns it into SQL (`database`) or leaves it out (`orm`). */
  readonly onDelete: 'CASCADE' | 'PROTECT' | 'RESTRICT' | 'SET_NULL' | 'SET_DEFAULT' | 'SET' | 'DO_NOTHING'
  /** The database does it by itself, as with Django 6.1's `DB_CASCADE`. Absent: Django does. */
  readonly inDatabase?: true
  /** false: Django's `db_constraint=False`; the relation exists, the constraint does not. */
  readonly enforced: boolean
  readonly deferrable: boolean
  readonly field: FieldId | null
}

export interface SchemaUnique extends Named {
  readonly columns: readonly string[]
  /** A UNIQUE clause in the column, a table constraint, or an index of its own: of a plain one on SQLite alone. */
  readonly form: 'column' | 'constraint' | 'index'
  readonly condition: Expr | null
  readonly expressions: readonly Expr[]
  readonly include: readonly string[]
  readonly deferrable: 'DEFERRED' | 'IMMEDIATE' | null
  readonly nullsDistinct: boolean | null
  /** Operator classes of the columns, in order. Absent: the usual ones. */
  readonly opclasses?: readonly string[]
}

export interface SchemaIndex extends Named {
  readonly columns: readonly { readonly name: string; readonly descending: boolean; readonly opclass: string | null }[]
  readonly expressions: readonly Expr[]
  readonly condition: Expr | null
  readonly include: readonly string[]
  /** `btree` unless a class of django.contrib.postgres says otherwise. */
  readonly method: string
  /** Of a field's own `db_index`: whether it is a foreign key's, whose constraint brings one in MySQL. Absent: of Meta. */
  readonly ofKey?: boolean
}

/** No two rows may answer yes to all operators at once: PostgreSQL's EXCLUDE. */
export interface SchemaExclusion {
  readonly name: string
  /** A name of a field in quotes, or an expression, with the operator between two rows. */
  readonly terms: readonly { readonly expression: Expr; readonly operator: string }[]
  /** `gist` or `spgist`. */
  readonly method: string
  readonly condition: Expr | null
  /** Columns. */
  readonly include: readonly string[]
  readonly deferrable: 'DEFERRED' | 'IMMEDIATE' | null
}

export interface SchemaCheck {
  readonly name: string
  /** Source of a `Q(…)` over this model, or raw SQL from an imported database. */
  readonly condition: Expr
  readonly raw: string | null
  /** The column it belongs to (PositiveIntegerField), null: the table. */
  readonly column: string | null
}
