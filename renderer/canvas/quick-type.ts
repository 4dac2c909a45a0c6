/**
 * The short language of type cells: `char 200 unique`, `fk User cascade null`, `m2m Tag as posts`.
 * In a name cell the name comes first: `title char 200`. What a cell shows is what it understands.
 */
import type { ModelId } from '../../shared/document/ids.ts'
import type { OnDeleteName, Options, RelationKind, ScalarType, Value } from '../../shared/document/records.ts'
import { SCALAR_TYPES } from '../../shared/document/records.ts'
import { GENERIC_WORDS, RELATION_WORDS, TYPE_WORDS } from '../../shared/layout/type-text.ts'

export interface QuickModel {
  readonly id: ModelId
  readonly name: string
}

export type QuickType =
  | { readonly kind: 'scalar'; readonly type: ScalarType; readonly options: Options }
  | {
      readonly kind: 'relation'
      readonly relation: RelationKind
      readonly to: ModelId
      /** null: not said. */
      readonly onDelete: OnDeleteName | null
      readonly relatedName: string | null
      readonly options: Options
    }
  | { readonly kind: 'custom'; readonly className: string; readonly args?: string; readonly column?: boolean }

export type QuickResult =
  | { readonly ok: true; readonly value: QuickType }
  | { readonly ok: false; readonly message: string }

const SCALARS = new Map<string, ScalarType>(
  SCALAR_TYPES.flatMap((type): [string, ScalarType][] => [
    [type.toLowerCase(), type],
    ...TYPE_WORDS[type].map((word): [string, ScalarType] => [word, type]),
  ]),
)
const RELATIONS = new Map<string, RelationKind>([
  ...(Object.keys(RELATION_WORDS) as RelationKind[]).flatMap((kind) =>
    RELATION_WORDS[kind].map((word): [string, RelationKind] => [word, kind]),
  ),
  ['foreignkey', 'foreignKey'],
  ['onetoonefield', 'oneToOne'],
  ['manytomanyfield', 'manyToMany'],
])
const ON_DELETE: { readonly [word: string]: OnDeleteName } = {
  cascade: 'CASCADE',
  protect: 'PROTECT',
  restrict: 'RESTRICT',
  set_null: 'SET_NULL',
  setnull: 'SET_NULL',
  set_default: 'SET_DEFAULT',
  setdefault: 'SET_DEFAULT',
  do_nothing: 'DO_NOTHING',
  donothing: 'DO_NOTHING',
  nothing: 'DO_NOTHING',
}
/** Word → option and value; null removes the option. */
const FLAGS: { readonly [word: string]: { readonly [option: string]: Value | undefined } } = {
  null: { null: true, blank: true },
  '?': { null: true, blank: true },
  optional: { null: true, blank: true },
  required: { null: undefined, blank: undefined },
  notnull: { null: undefined, blank: undefined },
  blank: { blank: true },
  unique: { unique: true },
  u: { unique: true },
  pk: { primary_key: true },
  key: { primary_key: true },
  index: { db_index: true },
  now: { auto_now_add: true },
  autonow: { auto_now: true },
}

/** Reads a type. Lower and upper case are alike; models are found by name, else by the start of it. */
export function parseQuickType(text: string, models: readonly QuickModel[], self: ModelId): QuickResult {
  const words = text
    .trim()
    .replaceAll(/\bset\s+(null|default)\b/gi, 'set_$1')
    .replaceAll(/\bdo\s+nothing\b/gi, 'do_nothing')
    .split(/\s+/)
  const [first = '', ...rest] = words
  if (first === '') return failed('Write a type, such as “char 200” or “fk User”.')
  const relation = RELATIONS.get(first.toLowerCase())
  if (relation !== undefined) return parseRelation(relation, rest, models, self)
  const type = SCALARS.get(first.toLowerCase())
  if (type !== undefined) return parseScalar(type, rest)
  const generic = parseGeneric(first, rest)
  if (generic !== null) return generic
  if (/^[A-Za-z_][\w.]*Field$/.test(first)) return { ok: true, value: { kind: 'custom', className: first } }
  return failed(`“${first}” is not a type. Try ${nearest(first).join(', ')}.`)
}

/** `gfk content_type, object_id` and `generic Tag`; null: neither. */
function parseGeneric(word: string, rest: readonly string[]): QuickResult | null {
  const names = rest.flatMap((part) => part.split(',')).filter((part) => part !== '')
  const made = (className: string, args: readonly string[]): QuickResult => ({
    ok: true,
    value: { kind: 'custom', className, args: args.join(', '), column: false },
  })
  switch (word.toLowerCase()) {
    case GENERIC_WORDS.key:
    case 'genericforeignkey': {
      const [type = 'content_type', object = 'object_id'] = names
      const isDefault = type === 'content_type' && object === 'object_id'
      return made('GenericForeignKey', isDefault ? [] : [`"${type}"`, `"${object}"`])
    }
    case GENERIC_WORDS.relation:
    case 'genericrelation':
      if (names[0] === undefined) return failed('Say which model it leads to: “generic Comment”.')
      return made('GenericRelation', [`"${names[0]}"`])
    default:
      return null
  }
}

/** `title char 200` → the name and the rest; a lone name has no type. */
export function splitNameAndType(text: string): { readonly name: string; readonly type: string | null } {
  const clean = text.trim().replace(/^([^\s:]+)\s*:\s*/, '$1 ')
  const at = clean.search(/\s/)
  return at < 0 ? { name: clean, type: null } : { name: clean.slice(0, at), type: clean.slice(at + 1).trim() }
}

function parseScalar(type: ScalarType, words: readonly string[]): QuickResult {
  let options: Options = {}
  const numbers: number[] = []
  for (const word of words) {
    const flag = FLAGS[word.toLowerCase()]
    const option = /^(\w+)=(.+)$/.exec(word)
    if (flag !== undefined) options = { ...options, ...flag }
    else if (/^\d+(,\d+)?$/.test(word)) numbers.push(...word.split(',').map(Number))
    else if (option !== null) options = { ...options, [option[1] as string]: literal(option[2] as string) }
    else return failed(`“${word}” is not known here. Try null, unique, pk, index or default=…`)
  }
  if (type === 'DecimalField') {
    if (numbers[0] !== undefined) options = { ...options, max_digits: numbers[0], decimal_places: numbers[1] ?? 2 }
  } else if (numbers[0] !== undefined) options = { ...options, max_length: numbers[0] }
  return { ok: true, value: { kind: 'scalar', type, options } }
}

function parseRelation(
  relation: RelationKind,
  words: readonly string[],
  models: readonly QuickModel[],
  self: ModelId,
): QuickResult {
  const [target, ...rest] = words
  if (target === undefined) return failed('Which model does it point at?')
  const to = findModel(target, models, self)
  if (to === null) {
    // The one model that everybody points at and nobody writes.
    const hint = target.toLowerCase() === 'user' ? ' Shift+U puts Django’s own there.' : ''
    return failed(`No model is called “${target}”.${hint}`)
  }
  let onDelete: OnDeleteName | null = null
  let relatedName: string | null = null
  let options: Options = {}
  for (let i = 0; i < rest.length; i++) {
    const word = rest[i] as string
    const lower = word.toLowerCase()
    const named = /^(?:related|related_name)=(.+)$/.exec(word)
    const option = /^(\w+)=(.+)$/.exec(word)
    if (ON_DELETE[lower] !== undefined && relation !== 'manyToMany') onDelete = ON_DELETE[lower]
    else if (lower === 'as' && rest[i + 1] !== undefined) relatedName = rest[++i] as string
    else if (named !== null) relatedName = named[1] as string
    else if (FLAGS[lower] !== undefined) options = { ...options, ...FLAGS[lower] }
    else if (option !== null) options = { ...options, [option[1] as string]: literal(option[2] as string) }
    else return failed(`“${word}” is not known here. Try cascade, protect, set null, null or “as posts”.`)
  }
  return { ok: true, value: { kind: 'relation', relation, to, onDelete, relatedName, options } }
}

function findModel(word: string, models: readonly QuickModel[], self: ModelId): ModelId | null {
  const lower = word.toLowerCase()
  if (lower === 'self') return self
  const exact = models.find((m) => m.name === word) ?? models.find((m) => m.name.toLowerCase() === lower)
  if (exact !== undefined) return exact.id
  const starts = models.filter((m) => m.name.toLowerCase().startsWith(lower))
  return starts.length === 1 ? (starts[0] as QuickModel).id : null
}

function literal(text: string): Value {
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text)
  if (/^true$/i.test(text)) return true
  if (/^false$/i.test(text)) return false
  if (/^none$/i.test(text)) return null
  return text.replace(/^(["'])(.*)\1$/, '$2')
}

function failed(message: string): QuickResult {
  return { ok: false, message }
}

function nearest(word: string): readonly string[] {
  const lower = word.toLowerCase()
  const all = [...Object.values(TYPE_WORDS), ...Object.values(RELATION_WORDS)].map((words) => words[0])
  const close = all.filter((w) => w.startsWith(lower.slice(0, 1)))
  return [...new Set([...close, 'char', 'int', 'fk'])].slice(0, 4)
}

export interface Completion {
  /** The whole text after taking it. */
  readonly text: string
  readonly label: string
  readonly hint: string
}

/** What could come next, best first, at most eight. */
export function completeQuickType(text: string, models: readonly QuickModel[]): readonly Completion[] {
  const words = text.split(/\s+/)
  const last = (words.at(-1) ?? '').toLowerCase()
  const head = words.slice(0, -1)
  const relation = RELATIONS.get((words[0] ?? '').toLowerCase())
  const choices =
    head.length === 0
      ? FIRST
      : (words[0] ?? '').toLowerCase() === GENERIC_WORDS.relation
        ? head.length === 1
          ? models.map(({ name }) => ({ label: name, hint: 'model' }))
          : []
        : relation === undefined
          ? SCALAR_FLAGS
          : head.length === 1
            ? targets(models)
            : relationFlags(relation)
  const used = new Set(head.map((w) => w.toLowerCase()))
  return choices
    .filter(({ label }) => label.toLowerCase().startsWith(last) && !(used.has(label) && head.length > 0))
    .slice(0, 8)
    .map(({ label, hint }) => ({ label, hint, text: [...head, label].join(' ') }))
}

type Choice = Pick<Completion, 'label' | 'hint'>

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
const SCALAR_FLAGS: readonly Choice[] = [
  { label: 'null', hint: 'may be empty' },
  { label: 'unique', hint: 'no two rows alike' },
  { label: 'pk', hint: 'primary key' },
  { label: 'index', hint: 'found quickly' },
  { label: 'required', hint: 'must be filled' },
]

/** What hints say in words; others are names of classes. The page's language has each by its English text. */
export function hintWords(): readonly string[] {
  const all = [...FIRST, ...SCALAR_FLAGS, ...targets([]), ...relationFlags('foreignKey'), { hint: 'model' }]
  return [...new Set(all.map(({ hint }) => hint).filter((hint) => /^[a-z]|: /.test(hint)))]
}

function targets(models: readonly QuickModel[]): readonly Choice[] {
  return [...models.map((m) => ({ label: m.name, hint: 'model' })), { label: 'self', hint: 'this model' }]
}

function relationFlags(relation: RelationKind): readonly Choice[] {
  const many = [{ label: 'as', hint: 'related_name follows' }]
  if (relation === 'manyToMany') return many
  return [
    { label: 'cascade', hint: 'deleted with it' },
    { label: 'protect', hint: 'it cannot be deleted' },
    { label: 'restrict', hint: 'unless deleted together' },
    { label: 'set_null', hint: 'emptied' },
    { label: 'set_default', hint: 'set to the default' },
    { label: 'do_nothing', hint: 'left as it is' },
    { label: 'null', hint: 'may be empty' },
    { label: 'unique', hint: 'at most one' },
    ...many,
  ]
}
