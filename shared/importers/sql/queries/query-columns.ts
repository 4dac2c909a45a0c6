/**
 * Columns of `CREATE TABLE … AS SELECT`: those of tables, subqueries and WITH that are known, and what the
 * database would call an expression. Types are those of the columns that are taken over.
 */
import { columnNamed, emptyColumn } from '../../database/draft.ts'
import type { DraftColumn, DraftDatabase } from '../../database/draft.ts'
import { SqlCursor } from '../cursor.ts'
import { aliasOf, operandName, ownName } from './query-names.ts'
import type { SqlToken } from '../tokens.ts'

type Columns = readonly DraftColumn[]

interface Source {
  readonly alias: string
  readonly columns: Columns
  /** Columns that it shares with what stands before it: USING. */
  readonly shared: readonly string[]
}

interface Context {
  readonly db: DraftDatabase
  /** Queries of WITH by their names. */
  readonly known: ReadonlyMap<string, Columns>
  readonly depth: number
}

/** Queries in queries beyond this are nobody's. */
const MAX_DEPTH = 20

/** null: its columns cannot be told without running it. */
export function queryColumns(cursor: SqlCursor, db: DraftDatabase): Columns | null {
  return readQuery(cursor, { db, known: new Map(), depth: 0 })
}

function readQuery(cursor: SqlCursor, given: Context): Columns | null {
  if (given.depth > MAX_DEPTH) return null
  while (cursor.takeSymbol('(')) continue
  const context = cursor.take('WITH') ? readWith(cursor, given) : given
  const plain = PLAIN[cursor.dialect]
  if (cursor.take('TABLE')) return tableOf(cursor, context)?.map(plain) ?? null
  if (cursor.sees('VALUES')) return readValues(cursor)
  if (!cursor.take('SELECT')) return null
  if (cursor.take('DISTINCT')) {
    if (cursor.take('ON') && cursor.seesSymbol('(')) cursor.skipGroup()
  } else cursor.take('ALL')
  const items = readItems(cursor)
  const sources = cursor.take('FROM') ? readSources(cursor, context) : []
  if (sources === null) return null
  const columns: DraftColumn[] = []
  for (const item of items) {
    const found = columnsOf(item, sources, cursor, context)
    if (found === null) return null
    columns.push(...found.map(plain))
  }
  return columns.length === 0 ? null : columns
}

/** What stands in the parentheses that begin here, as a query. */
function inner(cursor: SqlCursor, context: Context): Columns | null {
  const sub = new SqlCursor(cursor.group(), cursor.dialect)
  sub.searchPath = cursor.searchPath
  return readQuery(sub, { ...context, depth: context.depth + 1 })
}

function readWith(cursor: SqlCursor, context: Context): Context {
  cursor.take('RECURSIVE')
  const known = new Map(context.known)
  do {
    const name = cursor.name()
    const names = cursor.seesSymbol('(') ? readNames(cursor) : []
    cursor.take('AS')
    if (!cursor.take('NOT', 'MATERIALIZED')) cursor.take('MATERIALIZED')
    const columns = cursor.seesSymbol('(') ? inner(cursor, { ...context, known }) : null
    if (columns !== null) known.set(name.toLowerCase(), renamed(columns, names))
  } while (cursor.takeSymbol(','))
  return { ...context, known }
}

function readNames(cursor: SqlCursor): readonly string[] {
  const names: string[] = []
  cursor.expectSymbol('(')
  while (!cursor.done && !cursor.takeSymbol(')')) {
    if (cursor.takeSymbol(',')) continue
    names.push(cursor.name())
    // Types, where a function's columns are defined.
    cursor.textUntil(() => false)
  }
  return names
}

function renamed(columns: Columns, names: readonly string[]): Columns {
  return columns.map((column, i) => ({ ...column, name: names[i] ?? column.name }))
}

/** PostgreSQL's `VALUES (1, 'a')` has column1, column2. */
function readValues(cursor: SqlCursor): Columns | null {
  cursor.next()
  if (!cursor.takeSymbol('(')) return null
  const columns: DraftColumn[] = []
  while (!cursor.done && !cursor.takeSymbol(')')) {
    if (cursor.takeSymbol(',')) continue
    cursor.textUntil(() => false)
    columns.push(emptyColumn(`column${columns.length + 1}`, 'text'))
  }
  return columns
}

function tableOf(cursor: SqlCursor, { db, known }: Context): Columns | null {
  const name = cursor.objectName()
  return known.get(name.name.toLowerCase()) ?? db.find(name)?.columns ?? null
}

const AFTER_ITEMS = /^(FROM|WHERE|UNION|LIMIT|ORDER|GROUP|HAVING|WINDOW|EXCEPT|INTERSECT)$/

/** The end of the query; `WITH` alone may belong to a type. */
function endsHere(cursor: SqlCursor): boolean {
  return AFTER_ITEMS.test(cursor.peek().upper) || cursor.sees('WITH', 'DATA') || cursor.sees('WITH', 'NO')
}

/** Tokens of each item; what stands in parentheses is one symbol `()`. */
function readItems(cursor: SqlCursor): readonly (readonly SqlToken[])[] {
  const items: SqlToken[][] = [[]]
  let brackets = 0
  while (!cursor.done && !cursor.seesSymbol(')') && !(brackets === 0 && endsHere(cursor))) {
    if (cursor.seesSymbol('[')) brackets++
    if (cursor.seesSymbol(']')) brackets--
    if (brackets === 0 && cursor.takeSymbol(',')) items.push([])
    else if (cursor.seesSymbol('(')) {
      const { start } = cursor.peek()
      cursor.skipGroup()
      items.at(-1)?.push({ kind: 'symbol', value: '()', upper: '', start, end: cursor.peek(-1).end })
    } else items.at(-1)?.push(cursor.next())
  }
  return items
}

const AFTER_SOURCE =
  /^(FROM|WHERE|UNION|LIMIT|ORDER|GROUP|WITH|HAVING|WINDOW|EXCEPT|INTERSECT|JOIN|INNER|LEFT|RIGHT|FULL|CROSS|NATURAL|STRAIGHT_JOIN|ON|USING|TABLESAMPLE|FOR)$/

/** null: not all of them are known. */
function readSources(cursor: SqlCursor, context: Context): readonly Source[] | null {
  const sources: Source[] = []
  do {
    cursor.take('LATERAL')
    if (cursor.seesSymbol('(') && !/^(SELECT|WITH|VALUES)$/.test(cursor.peek(1).upper)) return null
    const isQuery = cursor.seesSymbol('(')
    const own = isQuery ? '' : (lastName(cursor) ?? '')
    const columns = isQuery ? inner(cursor, context) : tableOf(cursor, context)
    const isFunction = !isQuery && cursor.seesSymbol('(')
    if (isFunction) cursor.skipGroup()
    if (isFunction && cursor.take('WITH', 'ORDINALITY')) return null
    cursor.take('AS')
    const { kind, upper } = cursor.peek()
    const isAlias = !cursor.done && (kind === 'name' || (kind === 'word' && !AFTER_SOURCE.test(upper)))
    const alias = isAlias ? cursor.name() : own
    const names = cursor.seesSymbol('(') ? readNames(cursor) : []
    const made = isFunction && names.length === 0 ? [alias] : names
    const found = isFunction ? made.map((name) => emptyColumn(name, 'text')) : columns
    if (found === null) return null
    sources.push({ alias, columns: renamed(found, names), shared: readShared(cursor) })
  } while (cursor.takeSymbol(',') || cursor.take('JOIN'))
  return sources
}

/** The name at the end of `schema.table`, without reading it. */
function lastName(cursor: SqlCursor): string | null {
  let i = 0
  while (cursor.seesSymbol('.', i + 1)) i += 2
  const { kind, value } = cursor.peek(i)
  return kind === 'word' || kind === 'name' ? value : null
}

/** Up to the next source; columns of USING. */
function readShared(cursor: SqlCursor): readonly string[] {
  let shared: readonly string[] = []
  while (!cursor.done && !cursor.seesSymbol(',') && !cursor.seesSymbol(')') && !endsHere(cursor)) {
    if (cursor.sees('JOIN')) break
    if (cursor.take('USING')) shared = cursor.seesSymbol('(') ? readNames(cursor) : []
    else if (cursor.seesSymbol('(')) cursor.skipGroup()
    else cursor.next()
  }
  return shared
}

/** `*`: columns of USING come first, and once. */
function allColumns(sources: readonly Source[]): Columns {
  let columns: Columns = []
  for (const source of sources) {
    const isShared = (column: DraftColumn) => source.shared.includes(column.name)
    columns = [
      ...columns.filter(isShared),
      ...columns.filter((c) => !isShared(c)),
      ...source.columns.filter((c) => !isShared(c)),
    ]
  }
  return columns
}

function columnsOf(
  item: readonly SqlToken[],
  sources: readonly Source[],
  cursor: SqlCursor,
  context: Context,
): Columns | null {
  const [first] = item
  const last = item.at(-1)
  if (first === undefined || last === undefined) return null
  const of = (alias: string | undefined) =>
    sources.filter((s) => alias === undefined || s.alias.toLowerCase() === alias.toLowerCase())
  if (last.kind === 'symbol' && last.value === '*' && (item.length === 1 || item.at(-2)?.value === '.')) {
    const found = of(item.length === 1 ? undefined : item.at(-3)?.value)
    return found.length === 0 ? null : allColumns(item.length === 1 ? found : found.map((s) => ({ ...s, shared: [] })))
  }
  const alias = aliasOf(item)
  const expression = alias === null ? item : alias.expression
  const operand = operandName(expression)
  const known =
    operand === null
      ? undefined
      : of(operand.owner ?? undefined)
          .map(({ columns }) => columns.find((c) => c.name === operand.name) ?? columnIn(columns, operand.name))
          .find((column) => column !== undefined)
  const name = alias?.name ?? known?.name ?? unaliased(expression, cursor, context)
  return [known === undefined ? emptyColumn(name, 'text') : { ...known, name }]
}

function columnIn(columns: Columns, name: string): DraftColumn | undefined {
  return columnNamed({ columns: [...columns] }, name)
}

/** MySQL calls it what is written there. */
function unaliased(expression: readonly SqlToken[], cursor: SqlCursor, context: Context): string {
  const [first] = expression
  if (cursor.dialect === 'mysql')
    return expression.length === 1 && first?.kind === 'string'
      ? first.value
      : cursor.sql.slice(first?.start ?? 0, expression.at(-1)?.end ?? 0)
  const inside = (token: SqlToken) => cursor.sql.slice(token.start + 1, token.end - 1)
  return ownName(expression, {
    items: (token) => readItems(new SqlCursor(inside(token), cursor.dialect))[0] ?? [],
    query: (token) => {
      const columns = readQuery(new SqlCursor(inside(token), cursor.dialect), { ...context, depth: context.depth + 1 })
      return columns?.[0]?.name ?? null
    },
  })
}

/** Neither keys nor comments go along with a query; in MySQL what a column requires does. */
function bare(column: DraftColumn): DraftColumn {
  return { ...column, null: true, default: null, autoIncrement: false, generated: null, comment: null }
}

const PLAIN: Readonly<Record<SqlCursor['dialect'], (column: DraftColumn) => DraftColumn>> = {
  postgresql: bare,
  sqlite: bare,
  mysql: (column) => ({ ...bare(column), null: column.null, default: column.default }),
}
