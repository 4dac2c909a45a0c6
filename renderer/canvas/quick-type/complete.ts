/** What could come next in a cell. */
import { takesOption } from '../../../shared/document/fields/field-options.ts'
import { pascalCase, plural, snakeCase } from '../../../shared/document/names.ts'
import { SCALAR_TYPES } from '../../../shared/document/records.ts'
import type { RelationKind, ScalarType } from '../../../shared/document/records.ts'
import { GENERIC_WORDS, TYPE_WORDS } from '../../../shared/layout/box/type-text.ts'
import { DJANGOS_USER, findModel, findTarget } from './targets.ts'
import type { QuickModel, QuickNames } from './targets.ts'
import { FLAGS, KEYWORDS, RELATIONS, SCALARS } from './words.ts'

export interface Completion {
  /** The whole text after taking it. */
  readonly text: string
  readonly label: string
  readonly hint: string
}

type Choice = Pick<Completion, 'label' | 'hint'>

const MOST = 8

/** What could come next, best first, at most eight. */
export function completeQuickType(text: string, names: QuickNames): readonly Completion[] {
  const words = text.split(/\s+/)
  const last = words.at(-1) ?? ''
  const head = words.slice(0, -1)
  const used = new Set(head.map((word) => word.toLowerCase()))
  return choicesAfter(head, last, names)
    .filter(({ label }) => beginsWith(label, last) && !used.has(label.toLowerCase()))
    .slice(0, MOST)
    .map(({ label, hint }) => ({ label, hint, text: [...head, label].join(' ') }))
}

/** `+Author` is found by `auth`, too. */
function beginsWith(label: string, last: string): boolean {
  const plain = (word: string): string => word.toLowerCase().replace(/^\+/, '')
  return plain(label).startsWith(plain(last))
}

function choicesAfter(head: readonly string[], last: string, names: QuickNames): readonly Choice[] {
  const [first = ''] = head
  if (head.length === 0) return FIRST
  if (first.toLowerCase() === GENERIC_WORDS.relation) return head.length === 1 ? modelsOf(names) : []
  const relation = RELATIONS.get(first.toLowerCase())
  if (relation !== undefined) return afterRelation(relation, head, last, names)
  const type = SCALARS.get(first.replace(/[?(].*$/s, '').toLowerCase())
  return type === undefined ? [] : afterScalar(type, head.at(-1) ?? '', names)
}

function afterScalar(type: ScalarType, before: string, { enums }: QuickNames): readonly Choice[] {
  if (before.toLowerCase() === 'default') return DEFAULTS[type] ?? []
  if (KEYWORDS.get(before.toLowerCase()) === 'choices' || before.toLowerCase() === 'choices')
    return enums.map(({ name }) => ({ label: name, hint: 'choices class' }))
  const own = type.startsWith('Date') || type === 'TimeField' ? MOMENT_FLAGS : []
  const takes = ({ label }: Choice): boolean =>
    label === 'choices' ||
    Object.keys(FLAGS.get(label) ?? { [label]: true }).some((one) => takesOption(type, wordOf(one)))
  return [...own, ...SCALAR_FLAGS].filter(takes)
}

function wordOf(label: string): string {
  return KEYWORDS.get(label) ?? label
}

function afterRelation(
  relation: RelationKind,
  head: readonly string[],
  last: string,
  names: QuickNames,
): readonly Choice[] {
  const before = head.at(-1)?.toLowerCase()
  if (head.length === 1) {
    const known = [...modelsOf(names), { label: 'self', hint: 'this model' }, ...djangosUser(names)]
    const isNew =
      /^\+?[A-Za-z_]\w*$/.test(last) &&
      findModel(last, names) === null &&
      !known.some(({ label }) => beginsWith(label, last))
    return isNew ? [{ label: `+${pascalCase(last)}`, hint: 'new model' }] : known
  }
  if (before === 'as') return reverseName(names)
  if (before === 'through') return modelsOf(names)
  return relationFlags(relation)
}

function djangosUser(names: QuickNames): readonly Choice[] {
  const isThere = findTarget(DJANGOS_USER.make, names) !== DJANGOS_USER
  return isThere ? [] : [{ label: DJANGOS_USER.make, hint: 'Django’s own' }]
}

/** `posts`, for the fields of Post. */
function reverseName({ models, self }: QuickNames): readonly Choice[] {
  const own = models.find(({ id }) => id === self)
  return own === undefined ? [] : [{ label: plural(snakeCase(own.name)), hint: 'the way back' }]
}

const FIRST: readonly Choice[] = [
  { label: 'char', hint: 'CharField' },
  { label: 'text', hint: 'TextField' },
  { label: 'int', hint: 'IntegerField' },
  { label: 'bool', hint: 'BooleanField' },
  { label: 'datetime', hint: 'DateTimeField' },
  { label: 'date', hint: 'DateField' },
  { label: 'fk', hint: 'ForeignKey: many to one' },
  { label: '1:1', hint: 'OneToOneField' },
  { label: 'm2m', hint: 'ManyToManyField' },
  { label: 'decimal', hint: 'DecimalField' },
  ...SCALAR_TYPES.map((type) => ({ label: TYPE_WORDS[type][0], hint: type as string })).filter(
    ({ label }) => !['char', 'text', 'int', 'bool', 'datetime', 'date', 'decimal'].includes(label),
  ),
  { label: GENERIC_WORDS.key, hint: 'GenericForeignKey: any model' },
  { label: GENERIC_WORDS.relation, hint: 'GenericRelation: the way back' },
]
const MOMENT_FLAGS: readonly Choice[] = [
  { label: 'now', hint: 'when it is made' },
  { label: 'autonow', hint: 'at each save' },
]
const SCALAR_FLAGS: readonly Choice[] = [
  { label: 'null', hint: 'may be empty' },
  { label: 'unique', hint: 'no two rows alike' },
  { label: 'default', hint: 'a value follows' },
  { label: 'choices', hint: 'a, b, c' },
  { label: 'index', hint: 'found quickly' },
  { label: 'pk', hint: 'primary key' },
  { label: 'help', hint: 'a text for forms follows' },
  { label: 'required', hint: 'must be filled' },
  { label: 'blank', hint: 'forms may leave it empty' },
  { label: 'column', hint: 'its name in the database follows' },
]
const DEFAULTS: { readonly [type in ScalarType]?: readonly Choice[] } = {
  BooleanField: [
    { label: 'false', hint: 'no' },
    { label: 'true', hint: 'yes' },
  ],
  DateTimeField: [{ label: 'now', hint: 'timezone.now' }],
  DateField: [{ label: 'today', hint: 'datetime.date.today' }],
  UUIDField: [{ label: 'uuid4', hint: 'uuid.uuid4' }],
  JSONField: [
    { label: 'dict', hint: '{}' },
    { label: 'list', hint: '[]' },
  ],
}

/** What hints say in words; others are names of classes. The page's language has each by its English text. */
export function hintWords(): readonly string[] {
  const all = [
    ...FIRST,
    ...SCALAR_FLAGS,
    ...MOMENT_FLAGS,
    ...(DEFAULTS.BooleanField ?? []),
    ...relationFlags('foreignKey'),
    ...relationFlags('manyToMany'),
    ...['model', 'this model', 'new model', 'Django’s own', 'choices class', 'the way back'].map((hint) => ({ hint })),
  ]
  return [...new Set(all.map(({ hint }) => hint).filter((hint) => /^[a-z]|: /.test(hint)))]
}

function modelsOf({ models }: { readonly models: readonly QuickModel[] }): readonly Choice[] {
  return models.map(({ name }) => ({ label: name, hint: 'model' }))
}

function relationFlags(relation: RelationKind): readonly Choice[] {
  const reverse = { label: 'as', hint: 'related_name follows' }
  if (relation === 'manyToMany') return [reverse, { label: 'through', hint: 'the model between follows' }]
  return [
    { label: 'cascade', hint: 'deleted with it' },
    { label: 'protect', hint: 'it cannot be deleted' },
    { label: 'restrict', hint: 'unless deleted together' },
    { label: 'set_null', hint: 'emptied' },
    { label: 'set_default', hint: 'set to the default' },
    { label: 'do_nothing', hint: 'left as it is' },
    { label: 'null', hint: 'may be empty' },
    ...(relation === 'foreignKey' ? [{ label: 'unique', hint: 'at most one' }] : []),
    reverse,
  ]
}
