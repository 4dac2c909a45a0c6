/** Columns of `CREATE TABLE … AS SELECT`: those of tables that are known, and what has a name by AS. */
import { columnNamed, emptyColumn } from '../database/draft.ts'
import type { DraftColumn, DraftDatabase, DraftTable } from '../database/draft.ts'
import type { SqlCursor } from './cursor.ts'
import type { SqlToken } from './tokens.ts'

interface Source {
  readonly alias: string
  readonly table: DraftTable
}

/** null: its columns cannot be told without running it. */
export function queryColumns(cursor: SqlCursor, db: DraftDatabase): readonly DraftColumn[] | null {
  while (cursor.takeSymbol('(')) continue
  const plain = PLAIN[cursor.dialect]
  if (cursor.take('TABLE')) return db.find(cursor.objectName())?.columns.map(plain) ?? null
  if (!cursor.take('SELECT')) return null
  if (!cursor.take('DISTINCT')) cursor.take('ALL')
  const items = readItems(cursor)
  const sources = cursor.take('FROM') ? readSources(cursor, db) : []
  if (sources === null) return null
  const columns: DraftColumn[] = []
  for (const item of items) {
    const found = columnsOf(item, sources, plain)
    if (found === null) return null
    columns.push(...found)
  }
  return columns.length === 0 ? null : columns
}

const AFTER_ITEMS = /^(FROM|WHERE|UNION|LIMIT|ORDER|GROUP|WITH)$/

/** Tokens of each item; what stands in parentheses counts as one that is no name. */
function readItems(cursor: SqlCursor): readonly (readonly SqlToken[])[] {
  const items: SqlToken[][] = [[]]
  while (!cursor.done && !cursor.seesSymbol(')') && !AFTER_ITEMS.test(cursor.peek().upper)) {
    if (cursor.takeSymbol(',')) items.push([])
    else if (cursor.seesSymbol('(')) {
      items.at(-1)?.push(cursor.peek())
      cursor.skipGroup()
    } else items.at(-1)?.push(cursor.next())
  }
  return items
}

/** null: not all of them are tables that are known. */
function readSources(cursor: SqlCursor, db: DraftDatabase): readonly Source[] | null {
  const sources: Source[] = []
  do {
    if (cursor.seesSymbol('(')) return null
    const name = cursor.objectName()
    const table = db.find(name)
    if (table === undefined) return null
    cursor.take('AS')
    const { kind, upper } = cursor.peek()
    const isAlias = !cursor.done && (kind === 'name' || (kind === 'word' && !AFTER_SOURCE.test(upper)))
    sources.push({ alias: isAlias ? cursor.name() : name.name, table })
    while (!cursor.done && !cursor.seesSymbol(',') && !AFTER_ITEMS.test(cursor.peek().upper)) {
      if (cursor.sees('JOIN')) break
      if (cursor.seesSymbol('(')) cursor.skipGroup()
      else cursor.next()
    }
  } while (cursor.takeSymbol(',') || cursor.take('JOIN'))
  return sources
}

const AFTER_SOURCE = /^(FROM|WHERE|UNION|LIMIT|ORDER|GROUP|WITH|JOIN|INNER|LEFT|RIGHT|FULL|CROSS|NATURAL|ON|USING)$/

function columnsOf(
  item: readonly SqlToken[],
  sources: readonly Source[],
  plain: (column: DraftColumn) => DraftColumn,
): readonly DraftColumn[] | null {
  const last = item.at(-1)
  if (last === undefined) return null
  if (last.kind === 'symbol' && last.value === '*') {
    const alias = item.length === 3 ? item[0]?.value.toLowerCase() : null
    const of = sources.filter((s) => alias === null || s.alias.toLowerCase() === alias)
    return of.length === 0 || (item.length !== 1 && item.length !== 3)
      ? null
      : of.flatMap((s) => s.table.columns.map(plain))
  }
  const isName = (token: SqlToken | undefined) => token?.kind === 'word' || token?.kind === 'name'
  const as = item.findLastIndex((t) => t.upper === 'AS')
  const named = as !== -1 && as === item.length - 2 ? item.slice(0, as) : item
  const own = named.length === 1 ? named[0] : named.length === 3 && named[1]?.value === '.' ? named[2] : undefined
  if (!isName(last) || (named === item && own === undefined)) return null
  const alias = own === named[2] ? named[0]?.value.toLowerCase() : null
  const name = last.kind === 'word' ? last.value.toLowerCase() : last.value
  const known = sources
    .filter((s) => alias == null || s.alias.toLowerCase() === alias)
    .map((s) => (own === undefined ? undefined : columnNamed(s.table, own.value)))
    .find((column) => column !== undefined)
  return [known === undefined ? emptyColumn(name, 'text') : { ...plain(known), name: last === own ? known.name : name }]
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
