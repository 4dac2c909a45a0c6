/**
 * Django's field options: which field class takes which keyword, what it holds, what Django assumes
 * without it, and one sentence for people. The inspector, the exporter and the importer read this.
 * Source: Django 5.2 "Model field reference".
 */
import type { RelationKind, ScalarType, Value } from '../records.ts'

/** `fieldRef`: a field of the model; `expr`: Python source; `value`: any literal or source. */
type OptionType = 'boolean' | 'integer' | 'text' | 'value' | 'fieldRef' | 'fieldRefs' | 'expr'

/** The classes an option can belong to: Django's own names. */
export type FieldClass = ScalarType | RelationClass
type RelationClass = 'ForeignKey' | 'OneToOneField' | 'ManyToManyField'

export const RELATION_CLASS: Record<RelationKind, RelationClass> = {
  foreignKey: 'ForeignKey',
  oneToOne: 'OneToOneField',
  manyToMany: 'ManyToManyField',
}

export interface FieldOption {
  readonly keyword: string
  readonly type: OptionType
  /** The classes that take it; `all` but the ones in `except`. */
  readonly on: 'all' | readonly FieldClass[]
  readonly except?: readonly FieldClass[]
  /** What Django assumes when the option is not given; undefined: there is no value then. */
  readonly default: Value | undefined
  /** One plain sentence. */
  readonly text: string
  /** One of the five that a beginner sees. */
  readonly basic: boolean
}

const M2M = ['ManyToManyField'] as const
/** Classes that are not stored by a column which a person fills. */
const COMPUTED = ['CompositePrimaryKey', 'GeneratedField'] as const
const AUTO = ['AutoField', 'BigAutoField', 'SmallAutoField'] as const
const CHARS = ['CharField', 'EmailField', 'SlugField', 'URLField', 'FileField', 'ImageField', 'FilePathField'] as const
const FILES = ['FileField', 'ImageField'] as const
const DATES = ['DateField', 'DateTimeField', 'TimeField'] as const
const SINGLE = ['ForeignKey', 'OneToOneField'] as const
const RELATIONS = ['ForeignKey', 'OneToOneField', 'ManyToManyField'] as const

type Extra = Partial<Pick<FieldOption, 'except' | 'basic'>>

function option(
  keyword: string,
  type: OptionType,
  on: FieldOption['on'],
  fallback: Value | undefined,
  text: string,
  extra: Extra = {},
): FieldOption {
  return { keyword, type, on, default: fallback, text, basic: false, ...extra }
}

const basic = { basic: true }

export const FIELD_OPTIONS: readonly FieldOption[] = [
  option(
    'max_length',
    'integer',
    [...CHARS, 'TextField', 'BinaryField'],
    undefined,
    'The most characters a value may have.',
    basic,
  ),
  option('null', 'boolean', 'all', false, 'The column may be empty (NULL).', {
    ...basic,
    except: [...M2M, ...AUTO, ...COMPUTED],
  }),
  option('blank', 'boolean', 'all', false, 'A form may leave it empty.', { ...basic, except: COMPUTED }),
  option('default', 'value', 'all', undefined, 'What a new object gets when nothing is given.', {
    ...basic,
    except: COMPUTED,
  }),
  option('unique', 'boolean', 'all', false, 'No two rows may have the same value.', {
    ...basic,
    except: [...M2M, 'OneToOneField', ...COMPUTED],
  }),
  option('primary_key', 'boolean', 'all', false, 'This field identifies the row, instead of an automatic id.', {
    except: M2M,
  }),
  option(
    'db_index',
    'boolean',
    'all',
    false,
    'The database keeps an index, so that looking up by this field is quick.',
    { except: [...M2M, 'CompositePrimaryKey'] },
  ),
  option('db_default', 'value', 'all', undefined, 'What the database itself fills in when nothing is given.', {
    except: [...M2M, ...COMPUTED],
  }),
  option('verbose_name', 'text', 'all', undefined, 'The name that people see; without it the field name with spaces.'),
  option('help_text', 'text', 'all', '', 'A hint that forms show beside the field.'),
  option('editable', 'boolean', 'all', true, 'Forms and the admin show the field.'),
  option('db_column', 'text', 'all', undefined, 'The name of the database column; without it the field name.', {
    except: [...M2M, 'CompositePrimaryKey'],
  }),
  option('db_comment', 'text', 'all', undefined, 'A comment kept on the database column.', {
    except: [...M2M, 'CompositePrimaryKey'],
  }),
  option(
    'db_tablespace',
    'text',
    'all',
    '',
    'The tablespace of the field’s index, where the database has such a thing.',
    { except: ['CompositePrimaryKey'] },
  ),
  option(
    'unique_for_date',
    'fieldRef',
    'all',
    undefined,
    'Values are unique among rows with the same date in the named field.',
    { except: [...M2M, ...COMPUTED] },
  ),
  option(
    'unique_for_month',
    'fieldRef',
    'all',
    undefined,
    'Values are unique among rows with the same month in the named field.',
    { except: [...M2M, ...COMPUTED] },
  ),
  option(
    'unique_for_year',
    'fieldRef',
    'all',
    undefined,
    'Values are unique among rows with the same year in the named field.',
    { except: [...M2M, ...COMPUTED] },
  ),
  option('validators', 'value', 'all', undefined, 'Functions that check a value before it is saved by a form.', {
    except: M2M,
  }),
  option('error_messages', 'value', 'all', undefined, 'Your own words for the field’s error messages.'),
  option('auto_created', 'boolean', 'all', false, 'Marks a field that Django made by itself.'),
  option('serialize', 'boolean', 'all', true, 'The field is part of serialised objects (fixtures).'),

  option(
    'db_collation',
    'text',
    ['CharField', 'TextField', 'EmailField', 'SlugField', 'URLField'],
    undefined,
    'How the database compares and sorts the text.',
  ),
  option('allow_unicode', 'boolean', ['SlugField'], false, 'Letters of other alphabets are allowed, not only ASCII.'),
  option('max_digits', 'integer', ['DecimalField'], undefined, 'How many digits a number has in all.'),
  option(
    'decimal_places',
    'integer',
    ['DecimalField'],
    undefined,
    'How many of the digits stand after the decimal point.',
  ),
  option('auto_now', 'boolean', DATES, false, 'Set to now whenever the object is saved.'),
  option('auto_now_add', 'boolean', DATES, false, 'Set to now when the object is created.'),
  option('upload_to', 'value', FILES, '', 'The folder, or the function that names it, for uploaded files.'),
  option('storage', 'value', FILES, undefined, 'Where files are stored, if not in the default storage.'),
  option('width_field', 'fieldRef', ['ImageField'], undefined, 'The field that receives the picture’s width.'),
  option('height_field', 'fieldRef', ['ImageField'], undefined, 'The field that receives the picture’s height.'),
  option('path', 'value', ['FilePathField'], '', 'The folder whose files can be chosen.'),
  option('match', 'text', ['FilePathField'], undefined, 'A regular expression for the file names offered.'),
  option('recursive', 'boolean', ['FilePathField'], false, 'Files of folders inside the folder are offered too.'),
  option('allow_files', 'boolean', ['FilePathField'], true, 'Files can be chosen.'),
  option('allow_folders', 'boolean', ['FilePathField'], false, 'Folders can be chosen.'),
  option('protocol', 'text', ['GenericIPAddressField'], 'both', 'Which addresses are valid: both, IPv4 or IPv6.'),
  option(
    'unpack_ipv4',
    'boolean',
    ['GenericIPAddressField'],
    false,
    'An IPv4 address written as IPv6 is stored as IPv4.',
  ),
  option(
    'encoder',
    'value',
    ['JSONField'],
    undefined,
    'The JSON encoder class for values that plain JSON cannot hold.',
  ),
  option('decoder', 'value', ['JSONField'], undefined, 'The JSON decoder class for stored values.'),
  option(
    'expression',
    'expr',
    ['GeneratedField'],
    undefined,
    'The expression that the database computes the value from.',
  ),
  option('output_field', 'expr', ['GeneratedField'], undefined, 'The field class of the computed value.'),
  option(
    'db_persist',
    'boolean',
    ['GeneratedField'],
    undefined,
    'The computed value is stored, rather than computed at each read.',
  ),
  option('field_names', 'fieldRefs', ['CompositePrimaryKey'], undefined, 'The fields that together identify the row.'),

  option(
    'to_field',
    'fieldRef',
    SINGLE,
    undefined,
    'The unique field of the target that is referred to; without it the primary key.',
  ),
  option('parent_link', 'boolean', SINGLE, false, 'This relation is the link from a child model to its parent.'),
  option(
    'related_query_name',
    'text',
    RELATIONS,
    undefined,
    'The word for this relation in filters that start at the target.',
  ),
  option('limit_choices_to', 'value', RELATIONS, undefined, 'Forms offer only the objects that fit these conditions.'),
  option('db_constraint', 'boolean', RELATIONS, true, 'The database enforces that the target exists.'),
  option('swappable', 'boolean', RELATIONS, true, 'Migrations follow a swapped target, such as a custom user model.'),
  option(
    'symmetrical',
    'boolean',
    M2M,
    true,
    'If A is related to B, then B is related to A (relation to itself only).',
  ),
  option(
    'through_fields',
    'fieldRefs',
    M2M,
    undefined,
    'The two foreign keys of the through model that this relation uses.',
  ),
  option('db_table', 'text', M2M, undefined, 'The name of the join table.'),
]

const BY_KEYWORD: ReadonlyMap<string, FieldOption> = new Map(FIELD_OPTIONS.map((o) => [o.keyword, o]))

/** What is known about a keyword; undefined for one that is not Django's. */
export function fieldOption(keyword: string): FieldOption | undefined {
  return BY_KEYWORD.get(keyword)
}

/** Whether a field class takes a keyword. Keywords that are not Django's: no. */
export function takesOption(fieldClass: FieldClass, keyword: string): boolean {
  const known = BY_KEYWORD.get(keyword)
  return known !== undefined && applies(known, fieldClass)
}

/** The options of a field class, the basic ones first, as the inspector lists them. */
export function optionsOf(fieldClass: FieldClass): readonly FieldOption[] {
  const own = FIELD_OPTIONS.filter((o) => applies(o, fieldClass))
  return [...own.filter((o) => o.basic), ...own.filter((o) => !o.basic)]
}

function applies(known: FieldOption, fieldClass: FieldClass): boolean {
  const on = known.on === 'all' || known.on.includes(fieldClass)
  return on && !(known.except ?? []).includes(fieldClass)
}

/** Django's class of a relation or scalar field record; null: a custom class. */
export function fieldClassOf(field: { readonly kind: string; readonly type?: ScalarType }): FieldClass | null {
  if (field.kind === 'scalar') return field.type ?? null
  return RELATION_CLASS[field.kind as RelationKind] ?? null
}
