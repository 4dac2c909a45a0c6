/** Columns of TypeORM's entities: decorators of columns, and the columns of embedded classes. */
import type { DraftColumn } from '../database/draft.ts'
import type { Bound, Program } from '../typescript/program.ts'
import { Settings, decorator } from './classes.ts'
import type { Classes, ClassDecl, Decorator, Member } from './classes.ts'
import type { Naming } from './naming.ts'

/** A column with what its decorators say of keys. */
export interface ReadColumn {
  readonly column: DraftColumn
  /** `address.street` for one of an embedded class. */
  readonly path: string
  readonly member: Member
  readonly isPrimary: boolean
  readonly isUnique: boolean
}

export interface ColumnContext {
  readonly program: Program
  readonly classes: Classes
  readonly naming: Naming
  readonly note: (member: Member, from: number, why: string) => void
}

export const COLUMNS = [
  'Column',
  'PrimaryColumn',
  'PrimaryGeneratedColumn',
  'CreateDateColumn',
  'UpdateDateColumn',
  'DeleteDateColumn',
  'VersionColumn',
  'TreeLevelColumn',
] as const

const MAX_EMBEDDED = 5

/** Columns of a class and of what it is built on; those of the class itself win. */
export function columnsOf(
  decl: ClassDecl,
  context: ColumnContext,
  prefixes: readonly string[] = [],
  path = '',
  around: readonly ClassDecl[] = [],
): readonly ReadColumn[] {
  const seen = new Set<string>()
  return context.classes
    .lineage(decl)
    .map((owner) =>
      context.classes.members(owner).flatMap((member) => {
        const made = decorator(member, ...COLUMNS)
        if (made === undefined || seen.has(member.property.name)) return []
        seen.add(member.property.name)
        return readMember(member, made, context, prefixes, path, [...around, decl])
      }),
    )
    .toReversed()
    .flat()
}

/** A relation, and where in the entity it stands. */
export interface Placed {
  readonly member: Member
  readonly prefixes: readonly string[]
  /** `address.country` for one of an embedded class. */
  readonly path: string
}

/** The members themselves, and those of the classes that they embed. */
export function placed(
  members: readonly Member[],
  context: ColumnContext,
  prefixes: readonly string[] = [],
  path = '',
  around: readonly ClassDecl[] = [],
): readonly Placed[] {
  return members.flatMap((member) => {
    const own = path === '' ? member.property.name : `${path}.${member.property.name}`
    const found = embeddedIn(member, context)
    if (found === null || around.includes(found.decl) || around.length > MAX_EMBEDDED)
      return [{ member, prefixes, path: own }]
    const inner = context.classes.lineage(found.decl).flatMap((d) => context.classes.members(d))
    return placed(inner, context, [...prefixes, ...found.prefix], own, [...around, found.decl])
  })
}

/** The class that `@Column(() => Address)` puts here, and what its columns' names begin with. */
function embeddedIn(member: Member, { classes, program }: ColumnContext): { decl: ClassDecl; prefix: string[] } | null {
  const made = decorator(member, 'Column')
  const [first] = made?.args ?? []
  const decl = first?.expr.kind === 'function' ? classes.target(first) : undefined
  if (made === undefined || decl === undefined) return null
  const given = new Settings(program, made.args).plain('prefix')
  return { decl, prefix: given === 'false' || given === '' ? [] : [given ?? member.property.name] }
}

function readMember(
  member: Member,
  made: Decorator,
  context: ColumnContext,
  prefixes: readonly string[],
  path: string,
  around: readonly ClassDecl[],
): readonly ReadColumn[] {
  const { name } = member.property
  const [first] = made.args
  const settings = new Settings(context.program, made.args)
  const own = path === '' ? name : `${path}.${name}`
  if (made.name === 'Column' && first?.expr.kind === 'function') {
    const embedded = context.classes.target(first)
    if (embedded === undefined) {
      context.note(member, made.from, `the class embedded as ${name} is not here`)
      return []
    }
    if (around.includes(embedded) || around.length > MAX_EMBEDDED) {
      context.note(member, made.from, `${name} is embedded in itself`)
      return []
    }
    const { prefix } = embeddedIn(member, context) ?? { prefix: [] }
    return columnsOf(embedded, context, [...prefixes, ...prefix], own, around)
  }
  return [readColumn(member, made, settings, context, prefixes, own)]
}

function readColumn(
  member: Member,
  made: Decorator,
  settings: Settings,
  { program, naming, note }: ColumnContext,
  prefixes: readonly string[],
  path: string,
): ReadColumn {
  const { property } = member
  const name = naming.column(property.name, settings.text('name'), prefixes)
  const isGenerated = made.name === 'PrimaryGeneratedColumn'
  const strategy = isGenerated ? (textOf(program, made.args[0]) ?? 'increment') : generatedBy(program, member)
  const isNumbered = strategy === 'increment' || strategy === 'identity' || strategy === 'rowid'
  const { values, enumName = null } = enumOf(program, settings)
  const sized = typeOf(program, member, made, settings, strategy)
  if (isUnsure(program, typeSaid(program, made, settings)))
    note(member, made.from, `the type of ${property.name} cannot be told; it is read as ${sized}`)
  const expression = settings.text('asExpression')
  const value = settings.get('default')
  const given = value === null ? (DATES[made.name] ?? null) : defaultSql(program, value)
  // The values of an enum are texts to the database, numbers of TypeScript too.
  const known = values !== null && given !== null && /^\d+$/.test(given) ? `'${given}'` : given
  const fallback = known ?? DATES[made.name] ?? null
  if (value !== null && known === null) note(member, made.from, `the default of ${property.name} cannot be told`)
  if (settings.get('onUpdate') !== null) note(member, made.from, `ON UPDATE of ${property.name} is left out`)
  const isArray = settings.is('array')
  const isPrimary = isGenerated || made.name === 'PrimaryColumn' || settings.is('primary')
  const column: DraftColumn = {
    name,
    type: isArray ? `${sized}[]` : sized,
    null: !isPrimary && (settings.is('nullable') || made.name === 'DeleteDateColumn'),
    default: fallback === 'NULL' ? null : fallback,
    autoIncrement: isNumbered,
    generated: expression === null ? null : { sql: expression, stored: settings.text('generatedType') === 'STORED' },
    comment: settings.text('comment') ?? null,
    values: isArray ? null : values,
    enumName: isArray ? null : enumName,
    fieldName: property.name,
    collation: settings.text('collation'),
  }
  if (made.name === 'UpdateDateColumn') column.python = { auto_now: true }
  else if (strategy === 'uuid') column.python = { default: { expr: 'uuid.uuid4' } }
  return { column, path, member, isPrimary, isUnique: settings.is('unique') }
}

const DATES: Readonly<Record<string, string | undefined>> = {
  CreateDateColumn: 'CURRENT_TIMESTAMP',
  UpdateDateColumn: 'CURRENT_TIMESTAMP',
}

function textOf(program: Program, bound: Bound | undefined): string | null {
  return bound === undefined ? null : program.text(bound)
}

function generatedBy(program: Program, member: Member): string | null {
  const found = decorator(member, 'Generated')
  return found === undefined ? null : (textOf(program, found.args[0]) ?? 'increment')
}

/** Constructors and types of TypeScript, as TypeORM takes them for SQL's. */
const PLAIN_TYPES: Readonly<Record<string, string | undefined>> = {
  String: 'varchar',
  string: 'varchar',
  Number: 'integer',
  number: 'integer',
  bigint: 'bigint',
  Boolean: 'boolean',
  boolean: 'boolean',
  Date: 'timestamp',
  Buffer: 'blob',
  Uint8Array: 'blob',
}

/** Types of TypeORM's own that the database has as texts. */
const SIMPLE_TYPES: Readonly<Record<string, string | undefined>> = {
  'simple-json': 'text',
  'simple-array': 'text',
  'simple-enum': 'varchar',
  int: 'integer',
}

function typeSaid(program: Program, made: Decorator, settings: Settings): Bound | undefined {
  const isFirst = (arg: Bound, i: number) =>
    i === 0 && made.name !== 'PrimaryGeneratedColumn' && program.resolve(arg).expr.kind !== 'object'
  return settings.get('type') ?? made.args.find(isFirst)
}

/** Which of two it is depends on what is elsewhere: `isTest ? 'simple-json' : 'jsonb'`. */
function isUnsure(program: Program, said: Bound | undefined): boolean {
  const kind = said === undefined ? null : program.resolve(said).expr.kind
  return kind === 'conditional' || kind === 'other'
}

function typeOf(
  program: Program,
  member: Member,
  made: Decorator,
  settings: Settings,
  strategy: string | null,
): string {
  const said = typeSaid(program, made, settings)
  const base = said === undefined ? null : typeName(program, said)
  if (base === null && strategy === 'uuid') return 'uuid'
  // A number to the database, whatever it is to the program.
  if (base === null && made.name === 'PrimaryGeneratedColumn') return 'integer'
  const plain = base ?? baseOfDecorator(made.name) ?? PLAIN_TYPES[bareType(member.property.type)] ?? 'varchar'
  const name = PLAIN_TYPES[plain] ?? SIMPLE_TYPES[plain] ?? plain
  const sizes = ['length', 'precision', 'scale'].flatMap((key) => settings.plain(key) ?? [])
  const takesSize =
    /^(?:n?varchar2?|n?char|character(?: varying)?|decimal|numeric|dec|number|binary|varbinary|bit|vector)$/i.test(name)
  const width = settings.plain('width')
  const unsigned = settings.is('unsigned') ? ' unsigned' : ''
  if (takesSize && sizes.length > 0) return `${name}(${sizes.join(', ')})${unsigned}`
  // Only this width says something of the values: MySQL's way of a boolean.
  return name === 'tinyint' && width === '1' ? 'tinyint(1)' : `${name}${unsigned}`
}

function baseOfDecorator(name: string): string | null {
  if (name === 'VersionColumn' || name === 'TreeLevelColumn') return 'integer'
  return /^(?:Create|Update|Delete)DateColumn$/.test(name) ? 'timestamp' : null
}

function typeName(program: Program, bound: Bound): string | null {
  const { expr, scope } = program.resolve(bound)
  // What stands behind the question is the usual case more often than not.
  if (expr.kind === 'conditional') return typeName(program, { expr: expr.no, scope })
  return expr.kind === 'string' ? expr.value : expr.kind === 'name' ? expr.name : null
}

/** `Relation<string> | null` → `string`. */
function bareType(type: string | null): string {
  const plain = (type ?? '').replace(/\|\s*(?:null|undefined)\b|\b(?:null|undefined)\s*\|/g, '').trim()
  if (/^(?:'[^']*'|"[^"]*")(?:\s*\|\s*(?:'[^']*'|"[^"]*"))*$/.test(plain)) return 'string'
  return plain
}

/** The list of values that the settings of a column say, and what it is called. */
export function enumOf(program: Program, settings: Settings): Pick<DraftColumn, 'values' | 'enumName'> {
  const values = enumValues(program, settings)
  return { values, enumName: values === null ? null : (settings.text('enumName') ?? enumTypeName(settings)) }
}

function enumValues(program: Program, settings: Settings): readonly string[] | null {
  const given = settings.get('enum')
  if (given === null) return null
  const list = program.resolve(given)
  const items = list.expr.kind === 'object' ? program.entries(list).map((e) => e.value) : program.items(list)
  const values = items.flatMap((item) => {
    const { expr } = program.resolve(item)
    return program.text(item) ?? (expr.kind === 'number' ? [expr.value] : [])
  })
  return values.length === 0 ? null : values
}

/** `enum: Role` shares one class among the columns that say it. */
function enumTypeName(settings: Settings): string | null {
  const given = settings.get('enum')
  return given?.expr.kind === 'name' ? given.expr.name : null
}

/** SQL of a default: values as literals, what a function gives as SQL; null: it cannot be told. */
export function defaultSql(program: Program, given: Bound): string | null {
  const bound = program.resolve(given)
  const { expr } = bound
  if (expr.kind === 'function') {
    const body = program.apply(bound, [])
    return body === null ? null : program.text(body)
  }
  if (expr.kind === 'number') return expr.value
  if (expr.kind === 'word') return expr.value === 'undefined' || expr.value === 'null' ? 'NULL' : expr.value
  const said = program.text(bound)
  if (said !== null) return `'${said.replaceAll("'", "''")}'`
  if (expr.kind === 'array' && expr.items.length === 0) return "'{}'"
  return expr.kind === 'object' && expr.entries.length === 0 ? "'{}'" : null
}
