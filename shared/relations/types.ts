/**
 * What Django knows about the models once all are loaded (`Model._meta`), as plain data.
 * Made by `resolve.ts` from a document; read by schema, orm, exporters and the editor.
 *
 * Models refer to each other by key, not by object, so that one edit replaces few objects and an
 * unchanged `ResolvedModel` keeps its identity (caches hang on that).
 */
import type { FieldId, IndexId, ConstraintId, ModelId } from '../document/ids.ts'
import type {
  ChoicesClass,
  CustomField,
  Expr,
  Member,
  Meta,
  OnDelete,
  Options,
  ScalarField,
  Value,
} from '../document/records.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'

/**
 * A model's id; for Django's built-in models (`auth.User` unless drawn) a fixed id such as
 * `model:auth.User`; for an automatic join table `join:<model id>/<field name>`.
 */
export type ModelKey = ModelId | `join:${string}`

export interface Resolution {
  /** Concrete, proxy, external and join models. Abstract ones are in `abstract`. */
  readonly models: ReadonlyMap<ModelKey, ResolvedModel>
  /**
   * Registry order, as `apps.get_models(include_auto_created=True)`: Django's own apps first, then
   * declaration order; a model's join models stand before it. Swapped-out models are left out.
   */
  readonly order: readonly ModelKey[]
  readonly abstract: ReadonlyMap<ModelId, ResolvedModel>
  /** `app.post` (lower case) → key. */
  readonly byLabel: ReadonlyMap<string, ModelKey>
  /** Relations that end at the model (its parents' included, as Django lists them), Django's order. */
  readonly reverse: ReadonlyMap<ModelKey, readonly ReverseRelation[]>
  /** Labels of the installed apps. */
  readonly apps: readonly string[]
  /** Set where Django could not even import the module. */
  readonly importError: { readonly type: string; readonly message: string } | null
  /** Every class statement that Django would stop at, `importError` first, with the record it stands in. */
  readonly importErrors: readonly {
    readonly type: string
    readonly message: string
    readonly model: ModelId
    readonly field: FieldId | null
  }[]
}

export interface ResolvedModel {
  readonly key: ModelKey
  /** `app.Post`, as `_meta.label`. */
  readonly label: string
  readonly app: string
  readonly name: string
  /** Lower-case name, as `_meta.model_name`. */
  readonly modelName: string
  readonly kind: 'concrete' | 'abstract' | 'proxy'
  readonly external: boolean
  readonly managed: boolean
  readonly swapped: boolean
  /** The many-to-many that this join model was made for. */
  readonly autoCreatedFor: { readonly model: ModelKey; readonly field: string } | null
  readonly table: string
  readonly tableComment: string | null
  /** Name of the primary key field, in `fields`. */
  readonly pk: string
  /** Declared here or taken from abstract bases, automatic pk and parent links included; Django's order. */
  readonly localFields: readonly ResolvedField[]
  /** `_meta.fields`: parents' first. No many-to-many. */
  readonly fields: readonly ResolvedField[]
  readonly localManyToMany: readonly ResolvedField[]
  readonly manyToMany: readonly ResolvedField[]
  /** Multi-table parents, all the way up, in Django's order; `link` names the local one-to-one. */
  readonly parents: readonly { readonly model: ModelKey; readonly link: string | null }[]
  /** Keys of `_meta.parents` only: the direct concrete bases (for a proxy: the concrete model it shows). */
  readonly directParents: readonly ModelKey[]
  /** Models and abstract bases in Python's method resolution order, itself first; classes we do not know left out. */
  readonly mro: readonly ModelId[]
  /** `_meta.private_fields`: GenericForeignKey, GenericRelation and what else has no column and no relation. */
  readonly privateFields: readonly ResolvedField[]
  /** The Meta that holds for it: its own, else the one inherited from an abstract base. */
  readonly meta: Meta
  /** The model a proxy stands for, and the concrete one at the end of the chain (itself if concrete). */
  readonly proxyFor: ModelKey | null
  readonly concrete: ModelKey
  /** As `_meta.ordering`: names with '-' for descending, '?', or expressions. */
  readonly ordering: readonly (string | Expr)[]
  readonly orderWithRespectTo: string | null
  readonly getLatestBy: readonly string[]
  readonly uniqueTogether: readonly (readonly string[])[]
  readonly indexTogether: readonly (readonly string[])[]
  readonly indexes: readonly ResolvedIndex[]
  readonly constraints: readonly ResolvedConstraint[]
  readonly verboseName: string
  readonly verboseNamePlural: string
  readonly managers: readonly string[]
  readonly members: readonly Member[]
  /** Own record's path of names for diagnostics about it. */
  readonly id: ModelId | null
}

export interface ResolvedField {
  /** null: made by Django (automatic pk, parent link, join model's fields). */
  readonly id: FieldId | null
  /** The model whose table has the column (where the field is local). */
  readonly model: ModelKey
  readonly name: string
  /** The attribute that holds the column's value: `author_id`. */
  readonly attname: string
  /** null: no column (many-to-many, CompositePrimaryKey, GenericForeignKey …). */
  readonly column: string | null
  /** Python class, as `type(f).__name__`. */
  readonly className: string
  readonly kind: 'scalar' | 'foreignKey' | 'oneToOne' | 'manyToMany' | 'custom'
  readonly null: boolean
  readonly blank: boolean
  readonly unique: boolean
  readonly primaryKey: boolean
  readonly dbIndex: boolean
  readonly editable: boolean
  readonly maxLength: number | null
  readonly default: FieldDefault
  readonly dbDefault: Value | undefined
  readonly choices: readonly ResolvedChoice[] | null
  readonly enum: ChoicesClass | null
  readonly comment: string | null
  readonly verboseName: string
  /** All other options as written. */
  readonly options: Options
  readonly autoCreated: boolean
  readonly relation: ResolvedRelation | null
  /** The record it comes from, for classes and arguments that we do not interpret. */
  readonly source: ScalarField | CustomField | null
}

export type FieldDefault =
  | { readonly kind: 'none' }
  | { readonly kind: 'value'; readonly value: Value }
  /** A callable: `timezone.now`, `dict`, a function of the project. */
  | { readonly kind: 'callable'; readonly source: string }

export interface ResolvedChoice {
  readonly value: Value
  readonly label: string
  readonly group: string | null
}

export interface ResolvedRelation {
  readonly kind: 'foreignKey' | 'oneToOne' | 'manyToMany'
  /** null: no such model; then the rest says what the declaration says. */
  readonly to: ModelKey | null
  /** As Django would write the target: `app.Category`, or the unresolved text. */
  readonly toLabel: string
  /** The target is written as an expression that only running the code would tell: nobody can say that it is missing. */
  readonly openTarget?: true
  /** The target is an abstract class, given as such: Django takes it, and stumbles later. */
  readonly abstractTarget?: true
  /** Written 'self': the target is whatever class has the field. */
  readonly toSelf: boolean
  /** The target's field that the column holds (`to_field`, else its pk). */
  readonly toField: string
  readonly onDelete: OnDelete | null
  /** Django 6.1's form of it, which the database carries out. */
  readonly inDatabase?: true
  /** As given, `%(class)s` filled in; null: not given. */
  readonly relatedName: string | null
  readonly relatedQueryName: string | null
  /** `remote_field.related_name` as Django completes it: default_related_name, `friends_rel_+`, `_app_post_tags_+`. */
  readonly remoteName: string | null
  /** null: hidden. */
  readonly accessor: string | null
  readonly queryName: string
  readonly hidden: boolean
  readonly limitChoicesTo: Value | undefined
  readonly parentLink: boolean
  readonly dbConstraint: boolean
  readonly symmetrical: boolean
  readonly through: ModelKey | null
  readonly throughAuto: boolean
  readonly throughFields: readonly [string, string] | null
  /** many-to-many: fields of the through model that point at the source and at the target. */
  readonly sourceField: string | null
  readonly targetField: string | null
}

export interface ReverseRelation {
  readonly model: ModelKey
  readonly field: string
  /** `blog.Post`, the label of `model`. */
  readonly label: string
  readonly kind: 'one_to_many' | 'one_to_one' | 'many_to_many'
  /** `rel.accessor_name`: a hidden relation has one too (`_blog_post_tags_+`); null: a symmetrical one. */
  readonly accessorName: string | null
  readonly accessor: string | null
  readonly queryName: string
  readonly hidden: boolean
  readonly throughRow: boolean
}

export interface ResolvedIndex {
  readonly id: IndexId | null
  readonly type: string
  /** Given, or Django's hashed one. */
  readonly name: string
  /** Names, '-' in front for descending. */
  readonly fields: readonly string[]
  readonly expressions: readonly Expr[]
  readonly condition: Expr | null
  readonly include: readonly string[]
  readonly options: Options
}

export interface ResolvedConstraint {
  readonly id: ConstraintId | null
  readonly kind: 'unique' | 'check' | 'custom'
  readonly className: string
  /** `%(class)s` filled in. */
  readonly name: string
  readonly fields: readonly string[]
  readonly expressions: readonly Expr[]
  readonly condition: Expr | null
  readonly include: readonly string[]
  readonly deferrable: 'DEFERRED' | 'IMMEDIATE' | null
  readonly options: Options
}

/** Result of `checkModels`: Django's checks and ours, by the model they are about. */
export interface Checked {
  readonly byModel: ReadonlyMap<ModelKey, readonly Diagnostic[]>
  readonly all: readonly Diagnostic[]
}
