/**
 * A database's structure as its catalog or its DDL tells it, before anything is guessed. Every importer
 * of databases and SQL makes this; `build-design.ts` turns it into models, in one place.
 */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { Options } from '../../document/records.ts'
import type { DjangoRows } from './django-database.ts'

export interface RawDatabase {
  /** Whose SQL its expressions are; null: of none in particular (DBML, Prisma). */
  readonly dialect: 'sqlite' | 'postgresql' | 'mysql' | null
  /** Its types tell `Int` from `BigInt`, though the database, SQLite, does not. */
  readonly tellsSizes?: true
  readonly tables: readonly RawTable[]
  /** What the tables of a Django database say of its models. */
  readonly django?: DjangoRows
  /** What was skipped, with its line where there is one. */
  readonly diagnostics: readonly Diagnostic[]
}

export interface RawTable {
  /** null: the default schema. */
  readonly schema: string | null
  readonly name: string
  /** The name in the capitals that its script gives it and its database drops: `OrderLine`, kept as `orderline`. */
  readonly written?: string
  readonly comment: string | null
  readonly columns: readonly RawColumn[]
  /** [] for a table without one. */
  readonly primaryKey: readonly string[]
  readonly foreignKeys: readonly RawForeignKey[]
  readonly uniques: readonly RawIndex[]
  readonly indexes: readonly RawIndex[]
  readonly checks: readonly RawCheck[]
  /** Absent: none. */
  readonly exclusions?: readonly RawExclusion[]
  /** Many-to-many edges that the source says itself (Prisma): no table of theirs is among the tables. */
  readonly manyToMany?: readonly RawManyToMany[]
  /** It holds the pairs of this many-to-many. */
  readonly joins?: RawJoin
  /** A name for the model that the source gives; else it is made from the table's. */
  readonly modelName?: string
  /** Its rows are in another database (PostgreSQL's foreign tables). */
  readonly isForeign?: boolean
}

/** What a source says of the relation that a join table is there for. */
export interface RawJoin {
  /** Name of the field, in the model of the table `from`. */
  readonly name: string
  readonly from: string
  readonly reverse: string | null
}

export interface RawCheck {
  readonly name: string | null
  /** What its database calls it where nobody gave it a name, as far as that was asked for. */
  readonly madeName?: string
  readonly sql: string
}

export interface RawManyToMany {
  /** Name of the field. */
  readonly name: string
  /** Name of the target's table. */
  readonly table: string
  /** Absent: the default one. */
  readonly schema?: string | null
  /** Name of the list on the other side; null: it has none. */
  readonly reverse: string | null
  /** Table that holds the pairs; null: Django names it. */
  readonly joinTable: string | null
}

export interface RawColumn {
  readonly name: string
  /** As of tables. */
  readonly written?: string
  /** As declared: `varchar(30)`, `numeric(10, 2)`, '' where SQLite was told none. */
  readonly type: string
  readonly null: boolean
  /** SQL text of the default; null: none. */
  readonly default: string | null
  /** Numbers itself: AUTOINCREMENT, serial, identity, INTEGER PRIMARY KEY. */
  readonly autoIncrement: boolean
  readonly generated: { readonly sql: string; readonly stored: boolean } | null
  readonly comment: string | null
  /** Values of an enum type. */
  readonly values: readonly string[] | null
  /** Name of the enum type, where it has one; equal names share one choices class. */
  readonly enumName?: string | null
  readonly collation?: string | null
  /** A name for the field that the source gives; else it is made from the column's. */
  readonly fieldName?: string
  /** What the program, not the database, makes of it, as options of its field: `auto_now`, a `default` of Python's. */
  readonly python?: Options
}

export interface RawForeignKey {
  readonly name: string | null
  /** What its database calls it where nobody gave it a name, as far as that was asked for. */
  readonly madeName?: string
  readonly columns: readonly string[]
  readonly schema: string | null
  readonly table: string
  /** [] means the target's primary key. */
  readonly targetColumns: readonly string[]
  /** `CASCADE`, `SET NULL`, `NO ACTION` … */
  readonly onDelete: string
  /** A name for the relation that the source gives, and for its other end. */
  readonly fieldName?: string
  readonly reverseName?: string | null
  /** false: the source draws the relation, but its database has no such constraint. */
  readonly enforced?: boolean
}

export interface RawIndex {
  readonly name: string | null
  /** What its database calls it where nobody gave it a name, as far as that was asked for. */
  readonly madeName?: string
  readonly columns: readonly RawIndexTerm[]
  /** SQL after WHERE; null: all rows. */
  readonly where: string | null
  readonly method: string | null
  /** A unique index that is no constraint, where the source tells them apart. */
  readonly isIndex?: true
  /** MySQL made it for a foreign key; it gives way to one that does as well. */
  readonly isMade?: true
  readonly include?: readonly string[]
  readonly deferrable?: 'DEFERRED' | 'IMMEDIATE'
  /** false: NULLS NOT DISTINCT. */
  readonly nullsDistinct?: boolean
}

export interface RawIndexTerm {
  /** null: an expression. */
  readonly name: string | null
  readonly descending: boolean
  /** Text of the expression, where it is one and known. */
  readonly sql?: string
  /** PostgreSQL's operator class. */
  readonly opclass?: string
}

/** PostgreSQL's EXCLUDE. */
export interface RawExclusion {
  readonly name: string | null
  /** What its database calls it where nobody gave it a name, as far as that was asked for. */
  readonly madeName?: string
  readonly method: string
  readonly terms: readonly RawExclusionTerm[]
  /** SQL after WHERE; null: all rows. */
  readonly where: string | null
  readonly include: readonly string[]
  readonly deferrable?: 'DEFERRED' | 'IMMEDIATE'
}

export interface RawExclusionTerm extends RawIndexTerm {
  /** Between two rows: `&&`. */
  readonly operator: string
}
