/** Which classes of a project are models, choices classes and field classes. Nothing is run. */
import type { PyExpr } from '../../python/ast.ts'
import { SCALAR_TYPES } from '../../document/records.ts'
import { BUILTIN_BY_LABEL } from '../../relations/builtin/catalogue.ts'
import { META_OPTIONS } from '../../relations/classes/import-errors.ts'
import type { ClassDecl, FunctionStatement, SourceModule } from './modules.ts'
import { dotted } from './names.ts'
import type { Found, Names } from './names.ts'

const DJANGO_MODELS = /^django\.(?:db\.models|contrib\.gis\.db\.models)\b/
const RELATION_CLASSES: ReadonlySet<string> = new Set([
  'ForeignKey',
  'ForeignObject',
  'OneToOneField',
  'ManyToManyField',
])
const DJANGO_FIELDS: ReadonlySet<string> = new Set<string>([...SCALAR_TYPES, ...RELATION_CLASSES])
const CHOICES_BASES: ReadonlySet<string> = new Set(['Choices', 'TextChoices', 'IntegerChoices'])

/** Bases from packages that are models, by what people call such classes. */
const OUTSIDE_MODEL =
  /(?:Model|ModelBase|AbstractUser|AbstractBaseUser|PermissionsMixin|Page|Orderable)$|^Abstract[A-Z]/

/** Packages whose own classes are called models: no tables of Django. */
const NOT_OF_DJANGO =
  /^(?:pydantic\w*|sqlmodel|(?:flask_)?sqlalchemy|peewee|playhouse|tortoise|odoo|openerp|ormar|gino|pony|mongoengine|odmantic|beanie|motor|redis_om|aredis_om|pynamodb|neomodel|cassandra|ninja|msgspec|marshmallow|attrs?|graphene\w*|strawberry\w*|keras|tensorflow|torch|transformers|sklearn|lightning|statsmodels|PyQt\d|PySide\d|gi|tkinter|scrapy|typing|typing_extensions|abc|enum|dataclasses|collections|unittest)(?:\.|$)/

export interface FieldClass {
  /** The last part of the name: `CharField`. */
  readonly name: string
  /** One of Django's own classes. */
  readonly django: boolean
  /** Django's class that it is built on, as far as the project tells. */
  readonly base: string
  /** The function of the project that makes it; its one return statement says what. */
  readonly made?: MadeField
}

export interface MadeField {
  readonly node: FunctionStatement
  readonly call: PyExpr & { readonly type: 'Call' }
  readonly module: SourceModule
}

export class Classes {
  readonly names: Names
  private readonly models = new Map<ClassDecl, boolean>()

  constructor(names: Names) {
    this.names = names
  }

  base(expr: PyExpr, decl: ClassDecl): Found | null {
    return this.names.of(expr, decl.module, decl.outer)
  }

  isModel(decl: ClassDecl): boolean {
    const known = this.models.get(decl)
    if (known !== undefined) return known
    // A class that is its own ancestor is none.
    this.models.set(decl, false)
    const result = decl.bases.some((base) => base.name === null && this.isModelBase(base.value, decl))
    this.models.set(decl, result)
    return result
  }

  private isModelBase(expr: PyExpr, decl: ClassDecl): boolean {
    if (this.isDjangoModel(expr, decl)) return true
    const found = this.base(expr, decl)
    if (found?.kind === 'class') return this.isModel(found.decl)
    const parts = dotted(expr)
    if (parts === null || (found !== null && found.kind !== 'outside')) return false
    const path = found?.kind === 'outside' ? found.path : parts.join('.')
    const builtin = /^django\.contrib\.(\w+)\.(?:models|base_user|base_session)\.(\w+)$/.exec(path)
    if (builtin !== null && BUILTIN_BY_LABEL.has(`${builtin[1]}.${builtin[2]}`.toLowerCase())) return true
    if (/\b(?:forms|serializers|admin|views|factory|graphene|tests?)\b/.test(path)) return false
    if (NOT_OF_DJANGO.test(path)) return false
    // Of Django itself: aggregates and functions have an output_field, and are no models.
    if (path.startsWith('django.') && !/\.(?:models|base_user|base_session)\.\w+$/.test(path)) return false
    if (DJANGO_MODELS.test(path)) return false
    const name = parts.at(-1) ?? ''
    // An import says where it comes from: `AbstractUploader` of no models module is no model.
    const isLikely = OUTSIDE_MODEL.test(name) && (found === null || isAmongModels(decl, path))
    return isLikely || this.hasFields(decl) || isModelByPlace(decl, path, name)
  }

  /** `models.Model`, also where the import of it is missing, as in snippets. */
  isDjangoModel(expr: PyExpr, decl: ClassDecl): boolean {
    const path = this.djangoPath(expr, decl.module, decl.outer)
    return path !== null && /(?:^|\.)Model$/.test(path)
  }

  private hasFields(decl: ClassDecl): boolean {
    return decl.entries.some(({ statement }) => {
      const value = statement.type === 'Assign' || statement.type === 'AnnAssign' ? statement.value : null
      if (value?.type !== 'Call') return false
      return this.fieldClass(value.func, decl.module, decl)?.django === true
    })
  }

  /**
   * The path of something of Django's models module; null: it is something else. A name that is bound
   * nowhere is taken for Django's where it is written as one would write that.
   */
  djangoPath(expr: PyExpr, module: SourceModule, cls: ClassDecl | null): string | null {
    const found = this.names.of(expr, module, cls)
    if (found?.kind === 'outside') return DJANGO_MODELS.test(found.path) ? found.path : null
    if (found !== null) return null
    const parts = dotted(expr)
    if (parts === null || module.scope.has(parts[0] ?? '')) return null
    if (parts[0] === 'models' && parts.length === 2) return `django.db.${parts.join('.')}`
    const [only = ''] = parts
    const isKnown = DJANGO_FIELDS.has(only) || only === 'Model' || CHOICES_BASES.has(only)
    return parts.length === 1 && isKnown ? `django.db.models.${only}` : null
  }

  /** What a called class is as a field; null: no field. */
  fieldClass(func: PyExpr, module: SourceModule, cls: ClassDecl | null, steps = 20): FieldClass | null {
    const path = this.djangoPath(func, module, cls)
    const name = dotted(func)?.at(-1)
    if (name === undefined) return null
    if (path !== null) {
      const last = path.slice(path.lastIndexOf('.') + 1)
      if (DJANGO_FIELDS.has(last)) return { name: last, django: true, base: last }
      return looksLikeField(last) || last === 'Field' ? { name: last, django: false, base: baseByName(last) } : null
    }
    const found = this.names.of(func, module, cls)
    if (found?.kind === 'class' && steps > 0) {
      for (const base of found.decl.bases) {
        const inner =
          base.name === null ? this.fieldClass(base.value, found.decl.module, found.decl.outer, steps - 1) : null
        if (inner !== null) return { name, django: false, base: inner.base }
      }
      return looksLikeField(name) && found.decl.bases.length > 0
        ? { name, django: false, base: baseByName(name) }
        : null
    }
    if (found?.kind === 'function' && steps > 0) return this.madeField(found, steps - 1)
    if (found !== null && found.kind !== 'outside') return null
    if (found?.kind === 'outside' && /\bforms\b|\bserializers\b/.test(found.path)) return null
    return looksLikeField(name) ? { name, django: false, base: baseByName(name) } : null
  }

  /** A function that ends in `return models.DecimalField(…)`. */
  private madeField({ node, module }: Found & { readonly kind: 'function' }, steps: number): FieldClass | null {
    const last = node.body.at(-1)
    const call = last?.type === 'Return' ? last.value : null
    if (call?.type !== 'Call' || node.decorators.length > 0) return null
    const made = this.fieldClass(call.func, module, null, steps)
    const isScalar = made !== null && made.django && !RELATION_CLASSES.has(made.name)
    return isScalar ? { name: made.name, django: false, base: made.name, made: { node, call, module } } : null
  }

  /** `models.TextChoices`, `str, models.Choices`; null: no choices class. */
  choicesBase(decl: ClassDecl, steps = 10): string | null {
    const bases = decl.bases.filter((base) => base.name === null)
    for (const { value } of bases) {
      const path = this.djangoPath(value, decl.module, decl.outer)
      const last = path?.slice(path.lastIndexOf('.') + 1) ?? ''
      if (CHOICES_BASES.has(last)) {
        if (bases.length === 1) return `models.${last}`
        return bases
          .map((b) => (b.value === value ? `models.${last}` : decl.module.text.slice(b.value.from, b.value.to)))
          .join(', ')
      }
      const found = this.base(value, decl)
      if (found?.kind === 'class' && found.decl !== decl && steps > 0) {
        const inherited = this.choicesBase(found.decl, steps - 1)
        if (inherited !== null) return bases.map((b) => decl.module.text.slice(b.value.from, b.value.to)).join(', ')
      }
    }
    return null
  }
}

/** Options that only a model's Meta has; those of forms, serializers and tables have others beside them. */
const MODEL_OPTIONS =
  /^(?:db_table|verbose_name|verbose_name_plural|app_label|proxy|managed|unique_together|index_together|constraints|indexes|default_related_name|swappable|default_permissions|order_with_respect_to|get_latest_by)$/

/** A class without fields on a base of another package: what its Meta says, and where it and its base stand. */
function isModelByPlace({ scope, module }: ClassDecl, base: string, name: string): boolean {
  const meta = scope.get('Meta')
  const options = meta?.kind === 'class' ? [...meta.decl.scope.keys()] : []
  if (!options.every((one) => META_OPTIONS.has(one))) return false
  if (options.some((one) => MODEL_OPTIONS.test(one))) return true
  return MODELS_MODULE.test(module.name) && OF_MODELS.test(base) && !NO_MODEL.test(name)
}

const MODELS_MODULE = /(?:^|\.)models?(?:\.|$)/
const OF_MODELS = /(?:^|[._])models?\.\w+$|(?:^|\.)models?\.(?:\w+\.)*\w+$|\.(?:abstracts?|base|base_\w+|mixins)\.\w+$/

function isAmongModels({ module }: ClassDecl, base: string): boolean {
  return MODELS_MODULE.test(module.name) || OF_MODELS.test(base)
}

/** How helpers beside models are called. */
const NO_MODEL =
  /(?:Mixin|Manager|QuerySet|Queryset|Choices|Enum|Field|Form|FormSet|Serializer|Error|Exception|Meta|Descriptor|Lookup|Transform|Aggregate|Tracker|Backend|Admin|View|Signal|Settings|Config|Type)$|^[a-z]/

const FIELD_NAME =
  /^[A-Z]\w*(?:Field|Key|FK)$|^Taggable\w*Manager$|^Generic(?:Relation|ForeignKey)$|^PlaceholderRelation/

function looksLikeField(name: string): boolean {
  return FIELD_NAME.test(name) || name.endsWith('TaggableManager')
}

/** Relation subclasses are told by how their names end. */
function baseByName(name: string): string {
  if (/Generic/.test(name)) return name
  if (/(?:ForeignKey|ParentalKey)$/.test(name)) return 'ForeignKey'
  if (name.endsWith('OneToOneField')) return 'OneToOneField'
  return name.endsWith('ManyToManyField') ? 'ManyToManyField' : name
}
