/** How each record stands in the file: its keys in their order, defaults that are left out. See FORMAT.md. */
import {
  absent,
  either,
  flag,
  isObject,
  list,
  nullable,
  nullableText,
  number,
  object,
  oneOf,
  reference,
  reject,
  tableOf,
  text,
} from './codec.ts'
import type { Codec, ObjectCodec, Place, Reading } from './codec.ts'
import type { ModelId } from '../ids.ts'
import { SCALAR_TYPES } from '../records.ts'
import type {
  App,
  Area,
  Base,
  Choice,
  Choices,
  ChoicesClass,
  Constraint,
  EnumMember,
  Expr,
  Field,
  Generator,
  Index,
  Member,
  Meta,
  Model,
  Note,
  OnDelete,
  Options,
  Ordering,
  Placement,
  Root,
  SampleRow,
  SampleValue,
  SavedQuery,
  Value,
  View,
} from '../records.ts'

/** An id of the record itself. Missing or malformed: '' here, a fresh one is given later. */
function ownId<Id extends string>(kind: string): Codec<Id> {
  return {
    fallback: undefined,
    read(value, path, reading) {
      if (typeof value === 'string' && value.startsWith(`${kind}:`) && value.length > kind.length + 1)
        return value as Id
      reject(reading, path, value, `an id that begins with “${kind}:”`, 'relata.1011')
      return '' as Id
    },
    write: (value) => value,
  }
}

/** What source comes to; of another kind than a value it is kept, and means nothing. */
const comesTo: Codec<Value | undefined> = {
  fallback: undefined,
  isOptional: true,
  read: (raw) => raw as Value,
  write: (known) => known,
}
const expr: Codec<Expr> = object<Expr>({ expr: text(), value: comesTo as Codec<Value> })

const literal: Codec<Value> = { fallback: undefined, read: (value) => value as Value, write: (value) => value }

function isLiteral(value: unknown): boolean {
  return value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)
}

const value: Codec<Value> = either<Value>(
  'a value: a literal, a list, or {"expr": "…"}',
  (v) => {
    if (isLiteral(v)) return literal
    if (Array.isArray(v)) return list<Value>(value) as Codec<Value>
    return isObject(v) && typeof v['expr'] === 'string' ? (expr as Codec<Value>) : undefined
  },
  null,
)

const options: Codec<Options> = tableOf<Value>(value)
const optionalExpr = nullable(expr)

const base = either<Base>(
  '{"model": "…"} or {"expr": "…"}',
  (v) => {
    if (isObject(v) && 'model' in v)
      return object<{ readonly model: ModelId }>({ model: ownId('model') }) as Codec<Base>
    return isObject(v) && 'expr' in v ? (expr as Codec<Base>) : undefined
  },
  { expr: 'object' },
)

const member = object<Member>({ name: text(), source: text() })
const choice = object<Choice>({ value, label: text(''), group: absent(text()) })

const choices = either<Choices>(
  'choices',
  (v) => {
    const form =
      isObject(v) && typeof v['kind'] === 'string' && Object.hasOwn(CHOICES, v['kind']) ? v['kind'] : undefined
    return form === undefined ? undefined : (CHOICES[form as keyof typeof CHOICES] as Codec<Choices>)
  },
  { kind: 'pairs', pairs: [] },
)
const kindWord = text()
const CHOICES = {
  enum: object({ kind: kindWord, enum: ownId('enum') }),
  pairs: object({ kind: kindWord, pairs: list(choice), source: absent(text()) }),
  source: object({ kind: kindWord, expr: text() }),
}

const ON_DELETE = ['CASCADE', 'PROTECT', 'RESTRICT', 'SET_NULL', 'SET_DEFAULT', 'DO_NOTHING']
const onDelete = either<OnDelete>(
  `one of ${ON_DELETE.join(', ')}, {"set": …} or {"expr": "…"}`,
  (v) => {
    if (typeof v === 'string') return ON_DELETE.includes(v) ? (literal as Codec<OnDelete>) : undefined
    if (isObject(v) && 'set' in v) return object<{ readonly set: Value }>({ set: value }) as Codec<OnDelete>
    return isObject(v) && 'expr' in v ? (expr as Codec<OnDelete>) : undefined
  },
  'CASCADE',
)

const fieldHead = { id: ownId('field'), name: text(), around: absent(list(text())) }

const scalarField = object({
  ...fieldHead,
  kind: text('scalar'),
  type: oneOf(SCALAR_TYPES, 'TextField', false),
  options,
  choices: nullable(choices),
})
const relationField = object({
  ...fieldHead,
  kind: text(),
  to: reference('model'),
  toSource: nullableText,
  onDelete: nullable(onDelete),
  inDatabase: absent(flag(false)),
  relatedName: nullableText,
  through: reference('model'),
  className: nullableText,
  implied: absent(options),
  options,
})
const customField = object({
  ...fieldHead,
  kind: text(),
  className: text(),
  args: text(''),
  column: flag(true),
  base: absent(text()),
  implied: absent(options),
  makes: absent(text()),
  options,
})

const FIELDS = {
  scalar: scalarField,
  foreignKey: relationField,
  oneToOne: relationField,
  manyToMany: relationField,
  custom: customField,
}

/** A field of a kind or class that we do not know is kept as a custom field: its words are not lost. */
const field: Codec<Field> = {
  fallback: undefined,
  read(raw, path, reading) {
    const kind = isObject(raw) ? (raw['kind'] ?? 'scalar') : 'scalar'
    if (typeof kind === 'string' && Object.hasOwn(FIELDS, kind))
      return known(kind as keyof typeof FIELDS).read(raw, path, reading)
    reject(reading, [...path, 'kind'], kind, `one of ${Object.keys(FIELDS).join(', ')}`)
    return customField.read({ ...(raw as object), kind: 'custom', className: String(kind) }, path, reading) as Field
  },
  write: (record) => known(record.kind).write(record),
}

function known(kind: keyof typeof FIELDS): Codec<Field> {
  return FIELDS[kind] as unknown as Codec<Field>
}

const fieldRef = text()
const ordering = object<Ordering>({
  by: either<Ordering['by']>(
    'a field or {"expr": "…"}',
    (v) =>
      typeof v === 'string' ? fieldRef : isObject(v) && 'expr' in v ? (expr as Codec<Ordering['by']>) : undefined,
    'pk',
  ),
  descending: flag(false),
})
const groups = list(list(fieldRef))

const meta = object<Meta>({
  db_table: absent(text()),
  db_table_comment: absent(text()),
  db_tablespace: absent(text()),
  ordering: absent(list(ordering)),
  unique_together: absent(groups),
  index_together: absent(groups),
  verbose_name: absent(value),
  verbose_name_plural: absent(value),
  default_related_name: absent(text()),
  managed: absent(flag(true)),
  order_with_respect_to: absent(fieldRef),
  get_latest_by: absent(list(ordering)),
  app_label: absent(text()),
  swappable: absent(value),
  other: absent(tableOf<Value>(value)),
})
const metaOrNone: Codec<Meta> = { ...meta, fallback: {} }

const index = object<Index>({
  id: ownId('index'),
  type: text('Index'),
  name: nullableText,
  fields: list(ordering),
  expressions: list(expr),
  condition: optionalExpr,
  include: list(fieldRef),
  options,
})

const constraintHead = { id: ownId('constraint'), kind: text(), name: text('') }
const CONSTRAINTS = {
  unique: object({
    ...constraintHead,
    fields: list(fieldRef),
    expressions: list(expr),
    condition: optionalExpr,
    include: list(fieldRef),
    deferrable: nullable(oneOf(['DEFERRED', 'IMMEDIATE'], 'DEFERRED', false)),
    options,
  }),
  check: object({ ...constraintHead, condition: expr, options }),
  custom: object({ ...constraintHead, source: text(''), options }),
}
const constraint: Codec<Constraint | undefined> = {
  fallback: undefined,
  read(raw, path, reading) {
    const kind = isObject(raw) ? raw['kind'] : undefined
    if (typeof kind === 'string' && Object.hasOwn(CONSTRAINTS, kind)) return constraintOf(kind).read(raw, path, reading)
    reject(reading, path, raw, 'a constraint of kind unique, check or custom')
    return undefined
  },
  write: (record) => (record === undefined ? undefined : constraintOf(record.kind).write(record)),
}

function constraintOf(kind: string): Codec<Constraint> {
  return CONSTRAINTS[kind as keyof typeof CONSTRAINTS] as unknown as Codec<Constraint>
}

const sampleValue = either<SampleValue | readonly SampleValue[]>(
  'a value or a list of values',
  (v) => (isLiteral(v) || (Array.isArray(v) && v.every(isLiteral)) ? (literal as Codec<SampleValue>) : undefined),
  null,
)

const color = nullableText
const place = { x: number(0), y: number(0) }
const box = { ...place, width: number(200), height: number(120) }

/** Only objects are records; anything else in a list of records is put aside. */
function records<T extends object>(codec: Codec<T>): Codec<readonly T[]> {
  return list<T>({
    fallback: undefined,
    read(raw: unknown, path: Place, reading: Reading) {
      if (isObject(raw)) return codec.read(raw, path, reading)
      reject(reading, path, raw, 'an object')
      return undefined
    },
    write: (record: T | undefined) => (record === undefined ? undefined : codec.write(record)),
  })
}

const enumMember = object<EnumMember>({ name: text(), value, label: nullableText, source: absent(text()) })
const query: ObjectCodec<SavedQuery> = object({
  id: ownId('query'),
  name: text(''),
  language: oneOf(['orm', 'sql'], 'orm'),
  text: text(''),
})

const app = object<App>({ id: ownId('app'), label: text(), autoField: absent(text()), code: absent(records(member)) })

export const modelCodec = object<Model>({
  id: ownId('model'),
  name: text(),
  app: reference('app') as Codec<Model['app']>,
  kind: oneOf(['concrete', 'abstract', 'proxy'], 'concrete'),
  external: flag(false),
  bases: list(base),
  docstring: nullableText,
  fields: records(field),
  meta: metaOrNone,
  indexes: records(index),
  constraints: list(constraint),
  members: records(member),
})

const choicesClass = object<ChoicesClass>({
  id: ownId('enum'),
  name: text(),
  app: reference('app') as Codec<ChoicesClass['app']>,
  model: reference('model'),
  base: text('models.TextChoices'),
  members: records(enumMember),
  extra: absent(records(member)),
})

export type FilePlacement = Omit<Placement, 'id' | 'view'>
type FileArea = Omit<Area, 'view'>
type FileNote = Omit<Note, 'view'>
export interface FileView extends View {
  readonly placements: readonly FilePlacement[]
  readonly areas: readonly FileArea[]
  readonly notes: readonly FileNote[]
}

const bends = absent(tableOf(list(number(0))))
const locked = absent(flag(false))

export const placementCodec = object<FilePlacement>({
  model: ownId('model'),
  ...place,
  color,
  collapsed: flag(false),
  locked: flag(false),
  bends,
})

export const viewCodec = object<FileView>({
  id: ownId('view'),
  name: text('Main'),
  everything: flag(false),
  placements: records(placementCodec),
  areas: records(
    object<FileArea>({ id: ownId('area'), name: text(''), ...box, color, collapsed: absent(flag(false)), locked }),
  ),
  notes: records(object<FileNote>({ id: ownId('note'), text: text(''), ...box, color, locked })),
})

export interface FileRows {
  readonly model: ModelId
  readonly rows: readonly SampleRow[]
}

const rowSet = object<FileRows>({
  model: ownId('model'),
  rows: records(object<SampleRow>({ pk: sampleValue as Codec<SampleValue>, values: tableOf(sampleValue) })),
})

const generator = object<Generator>({ id: ownId('field'), model: ownId('model'), kind: text(), options })

const settings = object<Root['settings']>({
  DEFAULT_AUTO_FIELD: text('django.db.models.BigAutoField'),
  AUTH_USER_MODEL: text('auth.User'),
  USE_TZ: flag(true),
  LIKE_INDEXES: absent(flag(true)),
})

/** The file as a whole; `format`, `version` and `$schema` are dealt with by its readers and writers. */
export interface DesignFile {
  readonly name: string
  readonly settings: Root['settings']
  readonly defaultApp: Root['defaultApp'] | null
  readonly apps: readonly App[]
  readonly enums: readonly ChoicesClass[]
  readonly models: readonly Model[]
  readonly views: readonly FileView[]
  readonly queries: readonly SavedQuery[]
  readonly rows: readonly FileRows[]
  readonly generators: readonly Generator[]
}

export const designFile: ObjectCodec<DesignFile> = object<DesignFile>({
  name: text(''),
  settings: {
    ...settings,
    fallback: { DEFAULT_AUTO_FIELD: 'django.db.models.BigAutoField', AUTH_USER_MODEL: 'auth.User', USE_TZ: true },
  },
  defaultApp: reference('app'),
  apps: records(app),
  enums: records(choicesClass),
  models: records(modelCodec),
  views: records(viewCodec),
  queries: records(query),
  rows: records(rowSet),
  generators: records(generator),
})
