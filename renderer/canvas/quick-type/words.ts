/** The words of a cell: types, relations, what happens on delete, flags, and phrases that stand for one of these. */
import { SCALAR_TYPES } from '../../../shared/document/records.ts'
import type { OnDeleteName, RelationKind, ScalarType, Value } from '../../../shared/document/records.ts'
import { RELATION_WORDS, TYPE_WORDS } from '../../../shared/layout/box/type-text.ts'

export const SCALARS: ReadonlyMap<string, ScalarType> = new Map(
  SCALAR_TYPES.flatMap((type): [string, ScalarType][] => [
    [type.toLowerCase(), type],
    ...TYPE_WORDS[type].map((word): [string, ScalarType] => [word, type]),
  ]),
)

export const RELATIONS: ReadonlyMap<string, RelationKind> = new Map<string, RelationKind>([
  ...(Object.keys(RELATION_WORDS) as RelationKind[]).flatMap((kind) =>
    RELATION_WORDS[kind].map((word): [string, RelationKind] => [word, kind]),
  ),
  ['onetoonefield', 'oneToOne'],
  ['manytomanyfield', 'manyToMany'],
  ['->', 'foreignKey'],
  ['→', 'foreignKey'],
])

export const ON_DELETE: ReadonlyMap<string, OnDeleteName> = new Map([
  ['cascade', 'CASCADE'],
  ['protect', 'PROTECT'],
  ['restrict', 'RESTRICT'],
  ['set_null', 'SET_NULL'],
  ['setnull', 'SET_NULL'],
  ['set_default', 'SET_DEFAULT'],
  ['setdefault', 'SET_DEFAULT'],
  ['do_nothing', 'DO_NOTHING'],
  ['donothing', 'DO_NOTHING'],
  ['nothing', 'DO_NOTHING'],
])

/** Word → options and their values; undefined removes the option. */
export const FLAGS: ReadonlyMap<string, { readonly [keyword: string]: Value | undefined }> = new Map([
  ['null', { null: true, blank: true }],
  ['?', { null: true, blank: true }],
  ['optional', { null: true, blank: true }],
  ['required', { null: undefined, blank: undefined }],
  ['notnull', { null: undefined, blank: undefined }],
  ['blank', { blank: true }],
  ['unique', { unique: true }],
  ['u', { unique: true }],
  ['pk', { primary_key: true }],
  ['key', { primary_key: true }],
  ['index', { db_index: true }],
  ['indexed', { db_index: true }],
  ['now', { auto_now_add: true }],
  ['autonow', { auto_now: true }],
  ['autonowadd', { auto_now_add: true }],
])

/** Several words that mean one: SQL's and people's. The longest fits first. */
export const PHRASES: readonly (readonly [words: readonly string[], word: string])[] = [
  [['auto', 'now', 'add'], 'autonowadd'],
  [['auto', 'now'], 'autonow'],
  [['set', 'null'], 'set_null'],
  [['set', 'default'], 'set_default'],
  [['do', 'nothing'], 'do_nothing'],
  [['no', 'action'], 'do_nothing'],
  [['not', 'null'], 'notnull'],
  [['primary', 'key'], 'pk'],
  [['on', 'delete'], 'on_delete'],
  [['one', 'of'], 'choices'],
  [['double', 'precision'], 'double'],
]

/** Shorter words for Django's keywords, where a value follows. */
export const KEYWORDS: ReadonlyMap<string, string> = new Map([
  ['max', 'max_length'],
  ['length', 'max_length'],
  ['digits', 'max_digits'],
  ['places', 'decimal_places'],
  ['help', 'help_text'],
  ['#', 'help_text'],
  ['label', 'verbose_name'],
  ['comment', 'db_comment'],
  ['--', 'db_comment'],
  ['column', 'db_column'],
  ['oneof', 'choices'],
  ['in', 'choices'],
  ['as', 'related_name'],
  ['related', 'related_name'],
  ['ondelete', 'on_delete'],
])

/** Texts for people: not quoted, they go on to the end of the cell. */
export const PROSE: ReadonlySet<string> = new Set(['help_text', 'verbose_name', 'db_comment'])
