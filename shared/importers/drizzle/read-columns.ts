/** Columns of a Drizzle table: type by the builder, the rest by the calls upon it. */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { DraftColumn } from '../database/draft.ts'
import type { RawIndex } from '../database/raw.ts'
import type { Bound, Program } from '../typescript/program.ts'
import type { Call, Chain } from './chain.ts'
import { callArguments, importedName, readChain } from './chain.ts'
import { columnKind, momentUnit } from './flavours.ts'
import type { Config, Flavour } from './flavours.ts'
import { madeDefault, madeOnUpdate } from './made-values.ts'
import { sqlText, valueSql } from './sql-text.ts'
import { enumOf, enumValues } from './tables.ts'
import type { DrizzleTable } from './tables.ts'

/** `.references(() => users.id, { onDelete: 'cascade' })`, before the other table is known. */
export interface Reference {
  readonly column: string
  readonly to: Bound
  readonly options: Bound | null
  readonly from: number
}

export interface ReadContext {
  readonly program: Program
  readonly snakeCase: boolean
  readonly note: (from: number, why: string, severity?: Diagnostic['severity']) => void
}

/** Fills the table's columns and column keys; the references are left for when all tables are known. */
export function readColumns(decl: DrizzleTable, context: ReadContext): readonly Reference[] {
  const { program, note } = context
  if (decl.columns === null) return []
  const list = program.resolve(decl.columns)
  const object = list.expr.kind === 'function' ? withBuilders(program, list) : list
  if (object === null || object.expr.kind !== 'object') {
    note(decl.expr.from, `the columns of ${decl.name} cannot be told`)
    return []
  }
  for (const { key, computed, value } of object.expr.entries) {
    const isNamed = computed !== undefined && program.keyOf({ expr: computed, scope: object.scope }) !== null
    const isKnown =
      key !== null || isNamed || program.resolve({ expr: value, scope: object.scope }).expr.kind === 'object'
    if (!isKnown) note(value.from, `some columns of ${decl.name} cannot be told`)
  }
  return program.entries(object).flatMap(({ key, value }) => {
    const chain = readChain(program, value)
    if (chain === null) {
      note(value.expr.from, `the column ${key} cannot be told`)
      return []
    }
    return readColumn(decl, key, chain, context)
  })
}

/** `(t) => ({ id: t.serial() })`: the builders come as a parameter. */
function withBuilders(program: Program, list: Bound): Bound | null {
  const found = program.apply(list, [{ expr: { kind: 'given', value: {}, from: 0 }, scope: list.scope }])
  return found === null ? null : program.resolve(found)
}

function readColumn(decl: DrizzleTable, key: string, chain: Chain, context: ReadContext): readonly Reference[] {
  const { program } = context
  const { table, flavour } = decl
  const [first, second] = chain.root.args
  const said = first === undefined ? null : program.text(first)
  const name = said ?? (context.snakeCase ? snakeCaseOf(key) : key)
  const settings = said === null ? first : second
  const type = columnType(chain, settings, flavour, context)
  const column: DraftColumn = {
    name,
    null: true,
    default: null,
    autoIncrement: type.autoIncrement,
    generated: null,
    comment: null,
    type: type.type,
    values: type.values,
    enumName: type.enumName,
    fieldName: key,
  }
  if (table.columns.some((c) => c.name === name)) {
    context.note(chain.root.from, `the column ${name} of ${table.name} is there already`)
    return []
  }
  if (type.autoIncrement) column.null = false
  table.columns.push(column)
  decl.columnNames.set(key, name)
  const references: Reference[] = []
  for (const call of ownCalls(chain)) {
    const [to, options = null] = call.args
    if (call.name === 'references' && to !== undefined) references.push({ column: name, to, options, from: call.from })
    else MODIFIERS[call.name]?.(column, call, decl, context)
  }
  // Only INTEGER PRIMARY KEY of SQLite numbers itself without a word.
  const isRowid = flavour === 'sqlite' && type.type === 'integer' && chain.calls.some((c) => c.name === 'primaryKey')
  if (isRowid) column.autoIncrement = true
  return references
}

/** An array is a column of its own: what stands before `array()` is said of its items alone. */
function ownCalls({ calls }: Chain): readonly Call[] {
  const last = calls.findLastIndex((call) => call.name === 'array')
  return calls.filter((call, i) => i >= last || call.name === 'array')
}

type Modify = (column: DraftColumn, call: Call, decl: DrizzleTable, context: ReadContext) => void

const lost =
  (what: string): Modify =>
  (column, call, _decl, { note }) =>
    note(call.from, `${what} of ${column.name} is left out`)

const MODIFIERS: { readonly [name: string]: Modify | undefined } = {
  notNull: (column) => void (column.null = false),
  primaryKey(column, _call, { table }) {
    column.null = false
    table.primaryKey.push(column.name)
  },
  autoincrement: (column) => void (column.autoIncrement = true),
  generatedAlwaysAsIdentity: numbered,
  generatedByDefaultAsIdentity: numbered,
  unique(column, { args: [name, settings] }, { table }, { program }) {
    const nulls = settings === undefined ? null : program.property(program.resolve(settings), 'nulls')
    const areEqual = nulls !== null && program.text(nulls) === 'not distinct'
    table.uniques.push(plainIndex(name === undefined ? null : program.text(name), [column.name], areEqual))
  },
  default(column, { args: [value], from }, decl, { program, note }) {
    const said = value === undefined ? undefined : program.resolve(value).expr
    if (said === undefined || (said.kind === 'word' && said.value === 'undefined')) return
    const sql = value === undefined ? null : valueSql(program, value, decl)
    if (sql === null) note(from, `the default of ${column.name} cannot be told`)
    else column.default = sql
  },
  defaultNow: (column, _call, { flavour }) =>
    void (column.default = flavour === 'mysql' ? '(now())' : flavour === 'sqlite' ? 'CURRENT_TIMESTAMP' : 'now()'),
  defaultRandom: (column) => void (column.default = 'gen_random_uuid()'),
  $default: programDefault,
  $defaultFn: programDefault,
  $onUpdate: programUpdate,
  $onUpdateFn: programUpdate,
  onUpdateNow: lost('ON UPDATE now()'),
  array(column, { from }, _decl, { note }) {
    const { enumName } = column
    if (enumName !== null) note(from, `${column.name} is a list of ${enumName}; it is read as a list of texts`, 'info')
    column.type = `${enumName === null ? column.type : 'text'}[]`
    column.values = null
    column.enumName = null
  },
  generatedAlwaysAs(column, { args: [value, settings], from }, decl, { program, note }) {
    const found = value === undefined ? null : program.resolve(value)
    const body =
      found?.expr.kind === 'function'
        ? program.apply(found, [{ expr: { kind: 'given', value: decl, from: 0 }, scope: found.scope }])
        : found
    const sql = body === null || body === undefined ? null : sqlText(program, body, decl)
    if (sql === null) return note(from, `the expression of ${column.name} cannot be told`)
    const mode = settings === undefined ? null : program.property(program.resolve(settings), 'mode')
    const said = mode === null ? null : program.text(mode)
    column.generated = { sql, stored: said === null ? decl.flavour === 'postgresql' : said === 'stored' }
  },
}

function programDefault(column: DraftColumn, call: Call, _decl: DrizzleTable, { program, note }: ReadContext): void {
  const made = madeDefault(program, call.args[0], column.type)
  if (made !== null) column.python = { ...made, ...column.python }
  else note(call.from, `the default that the program makes of ${column.name} is left out`, 'info')
}

function programUpdate(column: DraftColumn, call: Call, _decl: DrizzleTable, { program, note }: ReadContext): void {
  const made = madeOnUpdate(program, call.args[0], column.type)
  // Django sets such a column on the insert too.
  if (made !== null) column.python = made
  else note(call.from, `the value that the program makes at each update of ${column.name} is left out`, 'info')
}

function numbered(column: DraftColumn): void {
  column.autoIncrement = true
  column.null = false
}

export function plainIndex(name: string | null, columns: readonly string[], areNullsEqual = false): RawIndex {
  return {
    name,
    columns: columns.map((c) => ({ name: c, descending: false })),
    where: null,
    method: null,
    ...(areNullsEqual ? { nullsDistinct: false } : {}),
  }
}

interface ColumnType {
  readonly type: string
  readonly autoIncrement: boolean
  readonly values: readonly string[] | null
  readonly enumName: string | null
}

function columnType(chain: Chain, settings: Bound | undefined, flavour: Flavour, context: ReadContext): ColumnType {
  const { program, note } = context
  const { root, scope, owner } = chain
  const builder = importedName(root.name, scope)
  const config = configOf(program, settings)
  const listed = settings === undefined ? null : program.property(program.resolve(settings), 'enum')
  const values = listed === null ? null : enumValues(program, listed)
  const none = { autoIncrement: false, values: null, enumName: null }
  if (builder === 'mysqlEnum' || builder === 'singlestoreEnum') {
    const last = root.args.at(-1)
    return { ...none, type: 'enum', values: last === undefined ? [] : enumValues(program, last) }
  }
  const made: Bound = { expr: { kind: 'name', name: root.name, from: root.from }, scope }
  const isOwn = owner === null || owner.expr.kind === 'given'
  const found = isOwn ? enumOf(program, made) : null
  if (found !== null && found.values.length === 0) {
    note(found.expr.from, `the values of ${found.name} cannot be told; it is read as text`)
    return { ...none, type: 'text' }
  }
  if (found !== null) return { ...none, type: found.name, values: found.values, enumName: found.name }
  const custom = isOwn ? customType(program, program.resolve(made), settings) : null
  if (custom !== null) {
    if (custom === '') note(root.from, `the type that ${root.name} makes cannot be told; it is read as text`)
    return { ...none, type: custom === '' ? 'text' : custom }
  }
  const kind = columnKind(builder, config, flavour)
  const unit = momentUnit(builder, config, flavour)
  if (unit !== null)
    note(
      root.from,
      `${nameSaid(program, root.args[0]) ?? 'the column'} is read as a number: ${unit} since 1970`,
      'info',
    )
  if (kind === null) note(root.from, `there is no column type ${builder}; it is read as text`)
  const isEnum = values !== null && values.length > 0
  return {
    ...none,
    type: kind?.type ?? 'text',
    autoIncrement: kind?.autoIncrement ?? false,
    values: isEnum ? values : null,
  }
}

function nameSaid(program: Program, first: Bound | undefined): string | null {
  return first === undefined ? null : program.text(first)
}

/** What `customType({ dataType: () => 'bytea' })` says of itself; `''`: it cannot be told. */
function customType(program: Program, bound: Bound, config: Bound | undefined): string | null {
  const { expr, scope } = bound
  if (expr.kind !== 'call' || expr.callee.kind !== 'name' || importedName(expr.callee.name, scope) !== 'customType')
    return null
  const [settings] = callArguments(program, bound)
  const dataType = settings === undefined ? null : program.property(program.resolve(settings), 'dataType')
  const given: Bound = config ?? { expr: { kind: 'word', value: 'undefined', from: 0 }, scope }
  const body = dataType === null ? null : program.apply(program.resolve(dataType), [given])
  return (body === null ? null : program.text(body)) ?? ''
}

function configOf(program: Program, settings: Bound | undefined): Config {
  const entries = settings === undefined ? [] : program.entries(program.resolve(settings))
  return new Map(
    entries.flatMap(({ key, value }): [string, string][] => {
      const { expr } = program.resolve(value)
      return expr.kind === 'string' || expr.kind === 'number' || expr.kind === 'word' ? [[key, expr.value]] : []
    }),
  )
}

/** As Drizzle makes it of `createdAt` and `userID2`. */
function snakeCaseOf(key: string): string {
  const words = key.replace(/['\u2019]/g, '').match(/[\da-z]+|[A-Z]+(?![a-z])|[A-Z][\da-z]+/g) ?? []
  return words.map((word) => word.toLowerCase()).join('_')
}
