/**
 * The document: plain immutable JSON records, referenced by id. What is here is saved; selection,
 * camera and hover never are. FORMAT.md says the same in words and describes the file.
 *
 * Names of Django options (`max_length`, `db_table`) are Django's own keywords, so that a value here
 * is found under the word its documentation uses.
 */
import type { AppId, AreaId, ConstraintId, EnumId, FieldId, IndexId, ModelId, NoteId, QueryId, ViewId } from './ids.ts'

/** Python source of an expression that is more than a literal: `timezone.now`, `Decimal("1.5")`. */
export interface Expr {
  readonly expr: string
  /** What it comes to, where the names in it stand for literals: 40 for `MAX_LENGTH`. */
  readonly value?: Value
}

/** A Python value: JSON where the literal has the same meaning in JSON, else its source. */
export type Value = null | boolean | number | string | Expr | readonly Value[]

export interface App {
  readonly id: AppId
  /** Django's app label: `blog`. */
  readonly label: string
  /** `default_auto_field` of its AppConfig: `django.db.models.AutoField`. Absent: the project's setting. */
  readonly autoField?: string
  /**
   * What stands in the app's modules besides models: imports, constants, functions, helper classes, in
   * order and verbatim. An import is named by what it binds. Exports to Python write what is needed.
   */
  readonly code?: readonly Member[]
}

export type ModelKind = 'concrete' | 'abstract' | 'proxy'

export interface Model {
  readonly id: ModelId
  readonly app: AppId
  readonly name: string
  readonly kind: ModelKind
  /** Drawn and referenced but not generated (`auth.User`). Columns of Django's own ones are built in. */
  readonly external: boolean
  /** In Python's order. `[]` means `models.Model`. A concrete base makes a multi-table child. */
  readonly bases: readonly Base[]
  /** In declaration order. */
  readonly fields: readonly Field[]
  readonly meta: Meta
  readonly indexes: readonly Index[]
  readonly constraints: readonly Constraint[]
  /** Methods, managers, inner classes and whatever else stood in the class: kept verbatim. */
  readonly members: readonly Member[]
  readonly docstring: string | null
}

/** A base class: a model of this document, or one we only know by its source (a mixin, MPTTModel). */
export type Base = { readonly model: ModelId } | Expr

export interface Member {
  /** `__str__`, `objects`, `Meta.permissions`; for completion and display. */
  readonly name: string
  /** Dedented Python source. */
  readonly source: string
}

export type Field = ScalarField | RelationField | CustomField

interface FieldBase {
  readonly id: FieldId
  readonly name: string
  /** Options of Django's field by keyword; an absent key is Django's default. See `field-options.ts`. */
  readonly options: Options
  /** What stands around its call: `guarded(models.TextField(), "x")` → `["guarded(", ", \"x\")"]`. */
  readonly around?: readonly string[]
}

export type Options = { readonly [keyword: string]: Value | undefined }

export interface ScalarField extends FieldBase {
  readonly kind: 'scalar'
  /** One of Django's classes: `CharField`. */
  readonly type: ScalarType
  /** null: no choices. A class of `document.enums`, pairs, or source that we could not resolve. */
  readonly choices: Choices | null
}

export type Choices =
  | { readonly kind: 'enum'; readonly enum: EnumId }
  /** `source`: how they are written where that is more than literals: `STATUS_CHOICES`. */
  | { readonly kind: 'pairs'; readonly pairs: readonly Choice[]; readonly source?: string }
  | { readonly kind: 'source'; readonly expr: string }

/** `group`: the heading of Django's grouped choices. */
export interface Choice {
  readonly value: Value
  readonly label: string
  readonly group?: string
}

export type RelationKind = 'foreignKey' | 'oneToOne' | 'manyToMany'

export interface RelationField extends FieldBase {
  readonly kind: RelationKind
  /** The target. Equal to the declaring model: written 'self'. null: not found, see `toSource`. */
  readonly to: ModelId | null
  /** How the target is written, where that is not simply its name: `settings.AUTH_USER_MODEL`. */
  readonly toSource: string | null
  /** null on manyToMany, and where the source gives none (Django then refuses the module). */
  readonly onDelete: OnDelete | null
  /** true: `models.DB_CASCADE` and its kin, which Django 6.1 leaves to the database. */
  readonly inDatabase?: boolean
  /** Reverse accessor on the target. null: Django derives it; ends with '+': none. */
  readonly relatedName: string | null
  /** manyToMany only. null: Django makes the join table. */
  readonly through: ModelId | null
  /** A subclass such as `TreeForeignKey` as written; null: Django's own class. */
  readonly className: string | null
  /** By keyword, what that class sets by itself: the field has it, its call does not say it. A target is its id. */
  readonly implied?: Options
}

export type OnDeleteName = 'CASCADE' | 'PROTECT' | 'RESTRICT' | 'SET_NULL' | 'SET_DEFAULT' | 'DO_NOTHING'

export type OnDelete = OnDeleteName | { readonly set: Value } | Expr

/** A field class that is not Django's: kept with its arguments, drawn, passed through on export. */
export interface CustomField extends FieldBase {
  readonly kind: 'custom'
  /** As written, dotted where it was: `MoneyField`, `GenericForeignKey`. */
  readonly className: string
  /** The argument list as written, without the parentheses. */
  readonly args: string
  /** Whether it makes a column of its own name (unknown classes are taken to). */
  readonly column: boolean
  /** Django's class that it is built on, where the project says so: `CharField`. */
  readonly base?: string
  /** Options that the class sets by itself, or that a `**` of known content gives. */
  readonly implied?: Options
  /** Django's class of the field that a function of the project makes: `price(null=True)`. */
  readonly makes?: string
}

export interface ChoicesClass {
  readonly id: EnumId
  readonly app: AppId
  readonly name: string
  /** The model it is nested in; null: module level. */
  readonly model: ModelId | null
  readonly base: string
  readonly members: readonly EnumMember[]
  /** Methods, `__empty__` and whatever else stood in the class: kept verbatim. */
  readonly extra?: readonly Member[]
}

export interface EnumMember {
  readonly name: string
  readonly value: Value
  /** null: Django derives it from the name. */
  readonly label: string | null
  /** How value and label are written where that is more than literals: `"DR", _("Draft")`. */
  readonly source?: string
}

/** A field of this model or of a base by id, so that a rename reaches it; a name where none was found. */
export type FieldRef = FieldId | (string & {})

export interface Ordering {
  /** A field, a path (`author__name`), `?`, or an expression's source. */
  readonly by: FieldRef | Expr
  readonly descending: boolean
}

/** Meta options by Django's keyword; absent: Django's default. */
export interface Meta {
  readonly db_table?: string
  readonly db_table_comment?: string
  readonly db_tablespace?: string
  readonly ordering?: readonly Ordering[]
  readonly unique_together?: readonly (readonly FieldRef[])[]
  readonly index_together?: readonly (readonly FieldRef[])[]
  readonly verbose_name?: Value
  readonly verbose_name_plural?: Value
  readonly default_related_name?: string
  readonly managed?: boolean
  readonly order_with_respect_to?: FieldRef
  readonly get_latest_by?: readonly Ordering[]
  /** The app label as written in Meta; the model's app says what it means. */
  readonly app_label?: string
  readonly swappable?: Value
  /** Options that we keep but do not interpret, by keyword. */
  readonly other?: { readonly [keyword: string]: Value }
}

export interface Index {
  readonly id: IndexId
  /** `Index`, `GinIndex`, `BTreeIndex` … as written. */
  readonly type: string
  /** null: Django derives it. */
  readonly name: string | null
  readonly fields: readonly Ordering[]
  /** Source of positional expressions; then `fields` is empty. */
  readonly expressions: readonly Expr[]
  /** Source of `Q(…)`. */
  readonly condition: Expr | null
  readonly include: readonly FieldRef[]
  readonly options: Options
}

export type Constraint = UniqueConstraint | CheckConstraint | CustomConstraint

interface ConstraintBase {
  readonly id: ConstraintId
  readonly name: string
  readonly options: Options
}
export interface UniqueConstraint extends ConstraintBase {
  readonly kind: 'unique'
  readonly fields: readonly FieldRef[]
  readonly expressions: readonly Expr[]
  readonly condition: Expr | null
  readonly include: readonly FieldRef[]
  readonly deferrable: 'DEFERRED' | 'IMMEDIATE' | null
}
export interface CheckConstraint extends ConstraintBase {
  readonly kind: 'check'
  readonly condition: Expr
}
export interface CustomConstraint extends ConstraintBase {
  readonly kind: 'custom'
  readonly source: string
}

/** A drawing of some or all models: meaning is not in here, so a moved box never changes the model. */
export interface View {
  readonly id: ViewId
  readonly name: string
  /** true: every model is a member; false: those with a placement. */
  readonly everything: boolean
}

/** Where a model stands in a view. Id: `placement:<view part>/<model part>`, see `placementId`. */
export interface Placement {
  readonly id: PlacementId
  readonly view: ViewId
  readonly model: ModelId
  /** Top left corner, canvas px. */
  readonly x: number
  readonly y: number
  readonly color: string | null
  readonly collapsed: boolean
  /** Auto-layout leaves it where it is. */
  readonly locked: boolean
  /** Ways of the model's edges that were bent by hand, by edge (the field's id). See `Bend`. */
  readonly bends?: { readonly [edge: string]: Bend }
}

/**
 * Where an edge's inner runs lie, in px from the declaring model's corner, x and y in turn: x of the first
 * upright run, y of the next flat one, x of the next upright one … An odd number, since an edge leaves and
 * arrives sideways.
 */
export type Bend = readonly number[]

type PlacementId = `placement:${string}`

export interface Area {
  readonly id: AreaId
  readonly view: ViewId
  readonly name: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  /** A CSS colour, or `palette:0` … `palette:7`, which follow the theme. */
  readonly color: string | null
  /** Shown as its title only; the models in it are not drawn. */
  readonly collapsed?: boolean
  /** Neither dragged nor resized, nor moved by auto-layout. */
  readonly locked?: boolean
}

export interface Note {
  readonly id: NoteId
  readonly view: ViewId
  /** Markdown. */
  readonly text: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly color: string | null
  readonly locked?: boolean
}

export interface SavedQuery {
  readonly id: QueryId
  readonly name: string
  readonly language: 'orm' | 'sql'
  readonly text: string
}

/** Sample rows of one model, saved with the design. Its id is the model's. */
export interface RowSet {
  readonly id: ModelId
  readonly rows: readonly SampleRow[]
}
export interface SampleRow {
  readonly pk: SampleValue
  /** By field id. A foreign key holds the target's pk, a many-to-many a list of pks. */
  readonly values: { readonly [field: string]: SampleValue | readonly SampleValue[] }
}
export type SampleValue = null | boolean | number | string

/** How sample rows of a field are made; its id is the field's. See `shared/sample`. */
export interface Generator {
  readonly id: FieldId
  readonly model: ModelId
  readonly kind: string
  readonly options: Options
}

export interface Root {
  readonly id: 'root'
  readonly name: string
  /** Declaration order: what Django's registry and models.py follow. */
  readonly modelOrder: readonly ModelId[]
  readonly viewOrder: readonly ViewId[]
  readonly queryOrder: readonly QueryId[]
  /** Where new models go. */
  readonly defaultApp: AppId
  /** Django's settings that change the schema. */
  readonly settings: {
    readonly DEFAULT_AUTO_FIELD: string
    readonly AUTH_USER_MODEL: string
    readonly USE_TZ: boolean
    /**
     * Relata's own. false: the PostgreSQL database that this design was read from has none of the second indexes for
     * LIKE that Django makes for unique and indexed texts, and its SQL has none either. Absent: as Django makes them.
     */
    readonly LIKE_INDEXES?: boolean
  }
}

export type Table<T> = { readonly [id: string]: T }

export interface ErDocument {
  readonly root: Table<Root>
  readonly apps: Table<App>
  readonly models: Table<Model>
  readonly enums: Table<ChoicesClass>
  readonly views: Table<View>
  readonly placements: Table<Placement>
  readonly areas: Table<Area>
  readonly notes: Table<Note>
  readonly queries: Table<SavedQuery>
  readonly rows: Table<RowSet>
  readonly generators: Table<Generator>
}

export type TableName = keyof ErDocument
export type RecordOf<T extends TableName> = ErDocument[T] extends Table<infer R> ? R : never

/** Every table, in the order of the file. */
export const TABLES = [
  'root',
  'apps',
  'models',
  'enums',
  'views',
  'placements',
  'areas',
  'notes',
  'queries',
  'rows',
  'generators',
] as const satisfies readonly TableName[]

export function placementId(view: ViewId, model: ModelId): PlacementId {
  return `placement:${view.slice('view:'.length)}/${model.slice('model:'.length)}`
}

/** @throws where the document has no root, which `validate` does not let happen */
export function rootOf(doc: ErDocument): Root {
  const root = doc.root['root']
  if (root === undefined) throw new Error('Document without a root record')
  return root
}

export function isRelation(field: Field): field is RelationField {
  return field.kind === 'foreignKey' || field.kind === 'oneToOne' || field.kind === 'manyToMany'
}

/** Whether a value is source that stands for it. */
export function isExpr(value: unknown): value is Expr {
  return typeof value === 'object' && value !== null && 'expr' in value
}

/** The literal that a value is or comes to; source that only running it would tell stays. */
export function knownValue(value: Value): Value {
  if (!isExpr(value)) return value
  const { value: known } = value
  const isPlain = known === null || ['string', 'number', 'boolean'].includes(typeof known) || Array.isArray(known)
  return known !== undefined && isPlain ? known : value
}

/** Options with what their values come to; the same object where all are literals. */
export function knownOptions(options: Options): Options {
  let isLiteral = true
  for (const key in options) {
    const value = options[key]
    if (isExpr(value) && value.value !== undefined) isLiteral = false
  }
  if (isLiteral) return options
  const found = Object.entries(options).filter(([, value]) => isExpr(value) && value.value !== undefined)
  if (found.length === 0) return options
  return { ...options, ...Object.fromEntries(found.map(([key, value]) => [key, knownValue(value ?? null)])) }
}

/** Django's field classes that hold a plain value. Options of each: `field-options.ts`. */
export const SCALAR_TYPES = [
  'AutoField',
  'BigAutoField',
  'SmallAutoField',
  'BigIntegerField',
  'BinaryField',
  'BooleanField',
  'CharField',
  /** Django 5.2: no column of its own; `options.field_names` are FieldRefs. */
  'CompositePrimaryKey',
  'DateField',
  'DateTimeField',
  'DecimalField',
  'DurationField',
  'EmailField',
  'FileField',
  'FilePathField',
  'FloatField',
  'GeneratedField',
  'GenericIPAddressField',
  'ImageField',
  'IntegerField',
  'JSONField',
  'PositiveBigIntegerField',
  'PositiveIntegerField',
  'PositiveSmallIntegerField',
  'SlugField',
  'SmallIntegerField',
  'TextField',
  'TimeField',
  'URLField',
  'UUIDField',
] as const
export type ScalarType = (typeof SCALAR_TYPES)[number]
