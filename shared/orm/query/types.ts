/**
 * What crosses the boundary between scripts and the query compiler: values, expression nodes, the
 * immutable `Query`, and the compiled statement with the way back from raw rows to values.
 *
 * Everything is plain immutable data. Python's numbers keep their kind: an int is a `bigint`, a float
 * is a `number`; that is also what SQLite gives back with 64-bit integers switched on, so nothing is
 * guessed on the way. Dates and times are ISO text in a tagged object, since JavaScript's own lose
 * microseconds.
 */
import type { ModelKey, ResolvedField, Resolution } from '../../relations/types.ts'
import type { FieldType } from './field-type.ts'
import type { Combinator, QueryState } from './state.ts'

/** What SQLite takes and gives: INTEGER as bigint, REAL as number. */
export type SqlValue = null | bigint | number | string | Uint8Array

// --------------------------------------------------------------------------------------------- values

/** A Python value as it is passed to a lookup or comes back in a row. */
export type PyValue =
  | null
  | boolean
  /** int */
  | bigint
  /** float */
  | number
  | string
  /** bytes */
  | Uint8Array
  | PyDecimal
  | PyTemporal
  | PyTimedelta
  | PyUuid
  | PyCollection
  | PyDict
  | PyInstance
  | PyQuerySet
  | ExprNode

/** Text as `str(Decimal)` prints it. */
export interface PyDecimal {
  readonly type: 'decimal'
  readonly text: string
}

/**
 * `isoformat()` texts: `2008-01-01`, `2008-01-01T12:30:00.000001`, `12:30:00`; an aware value ends with
 * its offset (`+00:00`).
 */
export interface PyTemporal {
  readonly type: 'date' | 'datetime' | 'time'
  readonly text: string
  /** The zone of a datetime that is more than its offset: an IANA name, or an offset with its label (`+03:00 +0300`). */
  readonly zone?: string | undefined
}

export interface PyTimedelta {
  readonly type: 'timedelta'
  readonly microseconds: bigint
}

/** Lower case with hyphens, as `str(UUID)`. */
export interface PyUuid {
  readonly type: 'uuid'
  readonly text: string
}

export interface PyCollection {
  readonly type: 'list' | 'tuple' | 'set'
  readonly items: readonly PyValue[]
}

export interface PyDict {
  readonly type: 'dict'
  readonly entries: readonly (readonly [key: PyValue, value: PyValue])[]
}

/** A model instance, as far as a lookup or an assignment in `update()` needs to know it. */
export interface PyInstance {
  readonly type: 'instance'
  readonly model: ModelKey
  /** The Python class's name, for the texts of errors. */
  readonly className: string
  /** Values by attname; a field that is missing here reads as None. */
  readonly values: { readonly [attname: string]: PyValue }
  /** `str(instance)`, for the texts of errors. */
  readonly text: string
  /** `repr()` of what is no instance at all. */
  readonly shown?: string | undefined
  /** The object of the script that it stands for, where it is no instance. */
  readonly object?: unknown
  /** What `int()` and `float()` make of that object; undefined: nothing. */
  readonly number?: (as: 'int' | 'float') => PyValue | undefined
  /** Filled in by the compiler: its model with the multi-table parents, and its primary key. */
  readonly keys?: { readonly models: readonly ModelKey[]; readonly pk: PyValue }
}

/** A queryset or manager on the right-hand side of a lookup, in `Subquery`, `Exists` or a union. */
export interface PyQuerySet {
  readonly type: 'queryset'
  readonly query: Query
}

// ---------------------------------------------------------------------------------------- expressions

/**
 * An expression as the script writes it: names are not yet resolved. Arguments that Python accepts as
 * strings (`Count("posts")`, `Lower("name")`) may be given as F nodes; plain values as Value nodes
 * (`expressionOf` does it by Django's rules for the function's name).
 */
export type ExprNode =
  | FNode
  | OuterRefNode
  | ValueNode
  | QNode
  | FuncNode
  | CombinedNode
  | CaseNode
  | WhenNode
  | SubqueryNode
  | ExistsNode
  | NotNode
  | OrderByNode
  | WrapperNode
  | LookupNode
  | StarNode
  | RawSqlNode
  | WindowNode
  | FilteredRelationNode

interface FNode {
  readonly type: 'F'
  readonly name: string
}
/** `OuterRef("pk")`; nested ones (`OuterRef(OuterRef("pk"))`) have `depth` 2. */
interface OuterRefNode {
  readonly type: 'OuterRef'
  readonly name: string
  readonly depth: number
}
export interface ValueNode {
  readonly type: 'Value'
  readonly value: PyValue
  readonly outputField: OutputField | null
}
/** `Q(a=1) | ~Q(b=2)`; keyword arguments as [path, value] pairs in the order Django sorts them (`makeQ`). */
export interface QNode {
  readonly type: 'Q'
  readonly connector: 'AND' | 'OR' | 'XOR'
  readonly negated: boolean
  readonly children: readonly QChild[]
}
export type QChild = QPair | ExprNode
export interface QPair {
  readonly type: 'pair'
  readonly path: string
  readonly value: PyValue
}

/** Any function or aggregate: `name` is Django's class (`Lower`, `Count`, `TruncMonth`). */
export interface FuncNode {
  readonly type: 'Func'
  readonly name: string
  readonly args: readonly ExprNode[]
  readonly outputField: OutputField | null
  /** Aggregates: the row filter. */
  readonly filter: ExprNode | null
  readonly distinct: boolean
  /** Aggregates: `default=`. */
  readonly default: ExprNode | null
  /** Other keyword arguments: `lookup_name`, `kind`, `precision`, `sample`, `function`, `template` … */
  readonly options: { readonly [keyword: string]: PyValue }
}

/** `F("a") + 1`: Django's connectors. */
export type CombineOperator = '+' | '-' | '*' | '/' | '^' | '%%' | '&' | '|' | '#' | '<<' | '>>'
export interface CombinedNode {
  readonly type: 'Combined'
  readonly operator: CombineOperator
  readonly left: ExprNode
  readonly right: ExprNode
}
export interface CaseNode {
  readonly type: 'Case'
  readonly cases: readonly WhenNode[]
  readonly default: ExprNode
  readonly outputField: OutputField | null
}
interface WhenNode {
  readonly type: 'When'
  readonly condition: ExprNode
  readonly then: ExprNode
}
export interface SubqueryNode {
  readonly type: 'Subquery'
  readonly query: Query
  readonly outputField: OutputField | null
}
export interface ExistsNode {
  readonly type: 'Exists'
  readonly query: Query
}
/** `~Exists(…)`, `~lookup`. */
interface NotNode {
  readonly type: 'Not'
  readonly expression: ExprNode
}
export interface OrderByNode {
  readonly type: 'OrderBy'
  readonly expression: ExprNode
  readonly descending: boolean
  readonly nullsFirst: boolean
  readonly nullsLast: boolean
}
interface WrapperNode {
  readonly type: 'ExpressionWrapper'
  readonly expression: ExprNode
  readonly outputField: OutputField | null
}
/** A lookup used as an expression: `GreaterThan(F("a"), 3)` is `{lookup: 'gt', …}`. */
export interface LookupNode {
  readonly type: 'Lookup'
  readonly lookup: string
  readonly lhs: ExprNode
  readonly rhs: PyValue
}
/** `*` in `Count("*")`. */
interface StarNode {
  readonly type: 'Star'
}
export interface RawSqlNode {
  readonly type: 'RawSQL'
  readonly sql: string
  readonly params: readonly PyValue[]
  /** `repr()` of what was given for `params`. */
  readonly given?: string
  readonly outputField: OutputField | null
}
export interface WindowNode {
  readonly type: 'Window'
  readonly expression: ExprNode
  readonly partitionBy: readonly ExprNode[]
  readonly orderBy: readonly ExprNode[]
  readonly frame: string | null
  readonly outputField: OutputField | null
}
interface FilteredRelationNode {
  readonly type: 'FilteredRelation'
  readonly relation: string
  readonly condition: QNode
}

/** `output_field=`: a field class with its options, `{className: 'DecimalField', maxDigits: 5, decimalPlaces: 2}`. */
export interface OutputField {
  readonly className: string
  readonly maxLength?: number | null
  readonly maxDigits?: number | null
  readonly decimalPlaces?: number | null
  /** Of a field of the project's own class, or of a column: the type as it is. */
  readonly type?: FieldType
}

// ---------------------------------------------------------------------------------------------- query

/**
 * A queryset's meaning. Never mutated: each function of this folder returns a new one. What to show the
 * user is spelled out here; `state` belongs to the compiler.
 */
export interface Query {
  readonly resolution: Resolution
  readonly model: ModelKey
  /** What a row becomes. */
  readonly mode: QueryMode
  /** `prefetch_related` paths, for the evaluator; this folder only keeps them. */
  readonly prefetch: readonly PrefetchSpec[]
  /** Anything the evaluator wants to hang on the query and find after chaining (hints, known related objects). */
  readonly hints: { readonly [key: string]: unknown }
  readonly combinator: Combinator | null
  readonly state: QueryState
}

export type QueryMode =
  | { readonly kind: 'instances' }
  | { readonly kind: 'values' }
  | { readonly kind: 'valuesList'; readonly flat: boolean; readonly named: boolean }
  /** dates() and datetimes(): flat list of dates. */
  | { readonly kind: 'dates' | 'datetimes' }

/** `"author__posts"` or `Prefetch("posts", queryset=…, to_attr="…")`. */
export interface PrefetchSpec {
  readonly path: string
  readonly queryset: Query | null
  readonly toAttr: string | null
  /** `GenericPrefetch("content_object", [Post.objects.all(), …])`: one for each model. */
  readonly querysets?: readonly Query[]
  /** The class of the project that `queryset` is of; nothing to the compiler. */
  readonly rowsClass?: object
}

// ------------------------------------------------------------------------------------------- compiled

/** How a raw value becomes a Python value; text after the colon is the argument. */
export type Converter =
  | 'none'
  | 'bool'
  | 'int'
  | 'float'
  | 'str'
  | 'date'
  | 'datetime'
  /** Cut down on the clock of the current zone, or of the one after the colon. */
  | 'localDatetime'
  | `localDatetime:${string}`
  | 'time'
  | 'duration'
  | 'uuid'
  | 'json'
  /** A value out of a JSON column: numbers come as they are. */
  | 'jsonKey'
  | 'bytes'
  /** `decimal:2:6` quantises to two places and has six digits at most; `decimal` keeps what SQLite gave, to 15 digits. */
  | 'decimal'
  | `decimal:${number}:${number}`

export interface ResultColumn {
  /** The alias in the statement, or the column's name. */
  readonly name: string
  readonly converter: Converter
  /** None becomes this (Count over nothing: 0); undefined: stays None. */
  readonly whenNull: PyValue | undefined
  /** `from_db_value()` of a project's own field class, for what the converter gives, None included. */
  readonly load?: (value: PyValue) => PyValue
  /** A composite key: so many columns of the row, which make a tuple. */
  readonly parts?: readonly ResultColumn[]
}

/** Model instances in a row: the main one and those of select_related. */
export interface InstancePlan {
  readonly model: ModelKey
  /** Position in the row → attname, in `_meta.concrete_fields` order. */
  readonly fields: readonly { readonly attname: string; readonly index: number }[]
  /** Attnames left out by only() or defer(). */
  readonly deferred: readonly string[]
  /** Position of the primary key: None in it means that there is no such row. */
  readonly pkIndex: number
  readonly related: readonly RelatedPlan[]
}

export interface RelatedPlan extends InstancePlan {
  /** Name under which the parent instance caches this one: the field's name or the reverse accessor. */
  readonly cacheName: string
  /** Name under which this instance caches its parent; null: it does not (many rows may point here). */
  readonly remoteCacheName: string | null
  /** A filtered relation's: a plain attribute of the parent, missing where there is no row. */
  readonly isFiltered: boolean
  readonly reverse: boolean
  readonly field: ResolvedField
}

export type RowShape =
  | {
      readonly kind: 'instances'
      readonly root: InstancePlan
      readonly annotations: readonly { readonly name: string; readonly index: number }[]
    }
  /** values(): dict keys in order, with their position in the row. */
  | { readonly kind: 'dicts'; readonly keys: readonly { readonly name: string; readonly index: number }[] }
  /** values_list(); `names` for named tuples and column headings. */
  | {
      readonly kind: 'tuples'
      readonly indexes: readonly number[]
      readonly names: readonly string[]
      readonly named: boolean
    }
  | { readonly kind: 'flat'; readonly index: number }

/** A statement ready to run. Placeholders are `?`. */
export interface CompiledQuery {
  readonly sql: string
  readonly params: readonly SqlValue[]
  /** Django knows that no row can match and sends nothing: take the result as no rows. */
  readonly empty: boolean
  readonly columns: readonly ResultColumn[]
  readonly shape: RowShape
  /** Whether the rows' order is fixed by the statement (`QuerySet.ordered`). */
  readonly ordered: boolean
}

/** count(), exists(), aggregate(): one row of named values; `emptyResult` where nothing need be sent. */
export interface CompiledScalar {
  readonly sql: string
  readonly params: readonly SqlValue[]
  readonly empty: boolean
  readonly columns: readonly ResultColumn[]
  /** What the result is where `empty` is true. */
  readonly emptyResult: readonly PyValue[]
}

/** update(), delete(): the statement; `empty`: nothing to send, 0 rows. */
export interface CompiledWrite {
  readonly sql: string
  readonly params: readonly SqlValue[]
  readonly empty: boolean
}

/** A mistake that Django would raise: `type` is its exception class (`FieldError`), `message` its text. */
export class OrmError extends Error {
  readonly type: string

  constructor(type: string, message: string) {
    super(message)
    this.name = 'OrmError'
    this.type = type
  }
}

export interface ActiveZone {
  /** IANA name, or an offset. */
  readonly key: string
  /** `zone` of the datetimes that it is given to. */
  readonly tag: string | undefined
}

/** What compilation depends on besides the models. */
export interface CompileSettings {
  readonly useTz: boolean
  /** IANA name; UTC unless set. */
  readonly timeZone: string
  /** What `timezone.activate()` and `override()` put in its place, until they take it back. */
  readonly activeZone?: ActiveZone | null
  /** What `Now()` gives in the database is SQLite's own clock unless set (tests). */
  readonly now?: PyTemporal
  /** The key of a model's content type; absent or null: statements look it up themselves. */
  readonly contentTypeId?: (model: ModelKey) => bigint | null
}
