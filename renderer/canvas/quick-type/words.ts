/** The words of a cell: types, relations, what happens on delete, flags, and phrases that stand for one of these. */
import { SCALAR_TYPES } from '../../../shared/document/records.ts'
import type { OnDeleteName, RelationKind, ScalarType, Value } from '../../../shared/document/records.ts'
import { RELATION_WORDS, TYPE_WORDS } from '../../../shared/layout/box/type-text.ts'

/** Words of databases and people that are understood and never proposed. */
const OTHER_TYPE_WORDS: { readonly [type in ScalarType]?: string } = {
  CharField: 'nvarchar varchar2 nchar bpchar character unicode',
  TextField: 'txt longtext mediumtext tinytext textarea clob richtext markdown html',
  IntegerField: 'int4 mediumint whole',
  BigIntegerField: 'int8 biginteger',
  SmallIntegerField: 'int2 tinyint short smallinteger',
  BooleanField: 'flag bit',
  DateTimeField: 'timestamptz datetime2 smalldatetime datetimeoffset moment',
  TimeField: 'timetz',
  DecimalField: 'dec currency price',
  FloatField: 'float4 float8',
  UUIDField: 'guid uniqueidentifier',
  JSONField: 'dict object',
  BinaryField: 'bytea varbinary longblob largebinary',
  ImageField: 'picture',
}

export const SCALARS: ReadonlyMap<string, ScalarType> = new Map(
  SCALAR_TYPES.flatMap((type): [string, ScalarType][] => [
    [type.toLowerCase(), type],
    ...[...TYPE_WORDS[type], ...(OTHER_TYPE_WORDS[type]?.split(' ') ?? [])].map((word): [string, ScalarType] => [
      word,
      type,
    ]),
  ]),
)

/** Words behind a number's type that make another class of it: SQL's. */
export const CLASS_WORDS: ReadonlyMap<string, { readonly [type in ScalarType]?: ScalarType }> = new Map([
  ...['unsigned', 'positive'].map((word): [string, { readonly [type in ScalarType]?: ScalarType }] => [
    word,
    {
      IntegerField: 'PositiveIntegerField',
      BigIntegerField: 'PositiveBigIntegerField',
      SmallIntegerField: 'PositiveSmallIntegerField',
    },
  ]),
  ...['autoincrement', 'auto_increment', 'identity'].map(
    (word): [string, { readonly [type in ScalarType]?: ScalarType }] => [
      word,
      {
        IntegerField: 'AutoField',
        PositiveIntegerField: 'AutoField',
        BigIntegerField: 'BigAutoField',
        PositiveBigIntegerField: 'BigAutoField',
        SmallIntegerField: 'SmallAutoField',
      },
    ],
  ),
])

const RELATION_SIGNS: readonly (readonly [RelationKind, string])[] = [
  ['foreignKey', '-> → > n:1 n-1 m:1 *:1 manytoone many-to-one belongsto belongs_to references ref'],
  ['oneToOne', '1-1 one-to-one'],
  ['manyToMany', 'n:m m:n n-m m-n n:n *:* many-to-many <> has_and_belongs_to_many habtm'],
]

export const RELATIONS: ReadonlyMap<string, RelationKind> = new Map<string, RelationKind>([
  ...(Object.keys(RELATION_WORDS) as RelationKind[]).flatMap((kind) =>
    RELATION_WORDS[kind].map((word): [string, RelationKind] => [word, kind]),
  ),
  ['onetoonefield', 'oneToOne'],
  ['manytomanyfield', 'manyToMany'],
  ...RELATION_SIGNS.flatMap(([kind, signs]) => signs.split(' ').map((sign): [string, RelationKind] => [sign, kind])),
])

/** What is written on the other side: that model holds the key. */
export const OTHER_SIDE: ReadonlyMap<string, 'foreignKey' | 'oneToOne'> = new Map([
  ...['1:n', '1-n', '1:m', '1:*', 'hasmany', 'has_many', 'onetomany', 'one-to-many'].map(
    (word) => [word, 'foreignKey'] as const,
  ),
  ...['hasone', 'has_one'].map((word) => [word, 'oneToOne'] as const),
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
  ['no_action', 'DO_NOTHING'],
  ['noaction', 'DO_NOTHING'],
])

/** Word → options and their values; undefined removes the option. */
export const FLAGS: ReadonlyMap<string, { readonly [keyword: string]: Value | undefined }> = new Map([
  ['null', { null: true, blank: true }],
  ['?', { null: true, blank: true }],
  ['nullable', { null: true, blank: true }],
  ['optional', { null: true, blank: true }],
  ['required', { null: undefined, blank: undefined }],
  ['notnull', { null: undefined, blank: undefined }],
  ['blank', { blank: true }],
  ['notblank', { blank: undefined }],
  ['unique', { unique: true }],
  ['uniq', { unique: true }],
  ['u', { unique: true }],
  ['pk', { primary_key: true }],
  ['key', { primary_key: true }],
  ['primary', { primary_key: true }],
  ['index', { db_index: true }],
  ['indexed', { db_index: true }],
  ['idx', { db_index: true }],
  ['noindex', { db_index: false }],
  ['readonly', { editable: false }],
  ['now', { auto_now_add: true }],
  ['created', { auto_now_add: true }],
  ['updated', { auto_now: true }],
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
  [['varchar', '(max)'], 'text'],
  [['nvarchar', '(max)'], 'text'],
  [['long', 'text'], 'text'],
  [['tinyint', '(1)'], 'bool'],
  [['big', 'int'], 'bigint'],
  [['big', 'integer'], 'bigint'],
  [['small', 'int'], 'smallint'],
  [['small', 'integer'], 'smallint'],
  [['auto', 'increment'], 'autoincrement'],
  [['with', 'time', 'zone'], ''],
  [['without', 'time', 'zone'], ''],
  [['foreign', 'key', 'to'], 'fk'],
  [['foreign', 'key'], 'fk'],
  [['belongs', 'to'], 'fk'],
  [['many', 'to', 'one'], 'fk'],
  [['one', 'to', 'one'], '1:1'],
  [['has', 'one'], 'has_one'],
  [['many', 'to', 'many'], 'm2m'],
  [['one', 'to', 'many'], '1:n'],
  [['has', 'many'], '1:n'],
  [['not', 'blank'], 'notblank'],
  [['no', 'index'], 'noindex'],
  [['read', 'only'], 'readonly'],
  [['no', 'reverse'], 'related_name=+'],
  [['|', 'none'], '?'],
  [['|', 'null'], '?'],
  [['|', 'undefined'], '?'],
  [['generated', 'always', 'as', 'identity'], 'autoincrement'],
  [['generated', 'by', 'default', 'as', 'identity'], 'autoincrement'],
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
  ['via', 'through'],
  ['verbose', 'verbose_name'],
  ['index', 'db_index'],
  ['collate', 'db_collation'],
  ['collation', 'db_collation'],
])

/** Texts for people: not quoted, they go on to the end of the cell. */
export const PROSE: ReadonlySet<string> = new Set(['help_text', 'verbose_name', 'db_comment'])
