/** DBML files as one database. */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { DraftDatabase, columnNamed } from '../database/draft.ts'
import type { DraftColumn, DraftTable, ObjectName } from '../database/draft.ts'
import type { RawDatabase, RawIndex, RawIndexTerm, RawManyToMany } from '../database/raw.ts'
import { SchemaCursor } from '../text/schema-tokens.ts'
import { readName, readPath, readSettings } from './settings.ts'
import type { Endpoint, Settings } from './settings.ts'

export interface DbmlSource {
  readonly file: string
  readonly text: string
}

export function readDbml(sources: readonly DbmlSource[]): RawDatabase {
  const reader = new DbmlReader()
  for (const source of sources) reader.read(source)
  return reader.finish()
}

interface Reference {
  readonly from: Endpoint
  readonly operator: string
  readonly to: Endpoint
  readonly settings: Settings
  readonly line: number
  readonly file: string
  /** Stands with a column, which then holds the key. */
  readonly inline: boolean
}

/** Columns, keys and references that tables take in with `~name`. */
interface Partial {
  readonly table: DraftTable
  readonly references: readonly Reference[]
}

interface Injection {
  readonly into: DraftTable
  readonly owner: ObjectName
  /** Columns that stand before it. */
  readonly at: number
  readonly name: string
  readonly line: number
  readonly file: string
}

const NOT_DRAWN: { readonly [element: string]: string | undefined } = {
  tablegroup: 'a table group',
  note: 'a note',
  records: 'a list of rows',
  diagramview: 'a view of the diagram',
  dep: 'a dependency',
  use: 'what another file holds',
  reuse: 'what another file holds',
}

class DbmlReader {
  readonly #db = new DraftDatabase(['public'])
  readonly #references: Reference[] = []
  readonly #aliases = new Map<string, ObjectName>()
  readonly #partials = new Map<string, Partial>()
  readonly #injections: Injection[] = []
  /** Types as written, of columns that may turn out to have an enum's. */
  readonly #columnTypes = new Map<DraftColumn, ObjectName>()
  /** Said of a column, not of an index: gone where a table has a column of its own in its place. */
  readonly #columnUniques = new Set<RawIndex>()
  readonly #columnKeys = new Set<DraftTable>()
  readonly #edges = new Map<DraftTable, RawManyToMany[]>()
  readonly #diagnostics: Diagnostic[] = []
  #file = ''

  read({ file, text }: DbmlSource): void {
    this.#file = file
    const cursor = new SchemaCursor(text, false)
    while (!cursor.done) this.#element(cursor)
  }

  finish(): RawDatabase {
    // From behind, so that the places of the others stay what they are.
    for (const injection of this.#injections.toReversed()) this.#inject(injection)
    for (const [column, type] of this.#columnTypes) {
      const values = this.#db.types.get(this.#db.keyOf(type))?.values ?? null
      if (values === null) continue
      column.values = values
      column.enumName = type.name
    }
    for (const reference of this.#references) this.#link(reference)
    const { tables, diagnostics } = this.#db.toRaw(null)
    const withEdges = tables.map((table) => {
      const manyToMany = this.#edges.get(table as DraftTable)
      return manyToMany === undefined ? table : { ...table, manyToMany }
    })
    return { dialect: null, tables: withEdges, diagnostics: [...diagnostics, ...this.#diagnostics] }
  }

  #element(cursor: SchemaCursor): void {
    const { line, kind, value } = cursor.next()
    const word = kind === 'word' ? value.toLowerCase() : ''
    if (word === 'table') this.#table(cursor, line)
    else if (word === 'tablepartial') this.#partial(cursor)
    else if (word === 'enum') this.#enum(cursor, line)
    else if (word === 'ref') this.#ref(cursor, line)
    else if (/^(project|tablegroup|note|records|diagramview|metadata|dep|use|reuse)$/.test(word)) {
      if (word !== 'project') this.#skipped(line, `${NOT_DRAWN[word] ?? word} is not drawn`, this.#file, 'info')
      this.#passOver(cursor)
      // `use { … } from './other.dbml'`
      if (cursor.onSameLine && cursor.peek().value === 'from') cursor.skipLine()
    } else {
      this.#skipped(line, `“${value}” is nothing that DBML knows here`)
      cursor.skipLine()
      cursor.skipBlock()
    }
  }

  /** A whole element without structure: up to its block's end, or its line's where it has none. */
  #passOver(cursor: SchemaCursor): void {
    while (cursor.onSameLine && !cursor.sees('{')) cursor.next()
    if (cursor.sees('{')) cursor.skipBlock()
    else cursor.skipLine()
  }

  #table(cursor: SchemaCursor, line: number): void {
    const path = readPath(cursor)
    const name = path === null ? null : objectOf(path)
    if (name === null) {
      this.#skipped(line, 'a table without a name')
      return this.#passOver(cursor)
    }
    if (cursor.peek().kind === 'word' && cursor.peek().value.toLowerCase() === 'as') {
      cursor.next()
      this.#aliases.set(readName(cursor) ?? '', name)
    }
    const settings = readSettings(cursor)
    // Capitals count in DBML.
    if (this.#db.has(name)) {
      this.#skipped(line, `the table ${name.name} is there already`)
      return this.#passOver(cursor)
    }
    const table = this.#db.add(name)
    table.comment = settings.note
    if (cursor.take('{')) this.#body(cursor, table, this.#db.plain(name))
    else this.#skipped(line, `the table ${name.name} has no body`)
  }

  #partial(cursor: SchemaCursor): void {
    const name = readName(cursor) ?? ''
    readSettings(cursor)
    const scratch = new DraftDatabase([])
    const table = scratch.add({ schema: null, name })
    const before = this.#references.length
    if (cursor.take('{')) this.#body(cursor, table, { schema: null, name })
    this.#partials.set(name, { table, references: this.#references.splice(before) })
  }

  #body(cursor: SchemaCursor, table: DraftTable, name: ObjectName): void {
    while (!cursor.done && !cursor.take('}')) {
      const { line } = cursor.peek()
      if (cursor.take('~')) {
        const injection = { into: table, owner: name, at: table.columns.length, line, file: this.#file }
        this.#injections.push({ ...injection, name: readName(cursor) ?? '' })
        continue
      }
      const word = cursor.peek().kind === 'word' ? cursor.peek().value.toLowerCase() : ''
      if (word === 'note' && (cursor.sees(':', 1) || cursor.sees('{', 1))) this.#note(cursor, table)
      else if (word === 'indexes' && cursor.sees('{', 1)) this.#indexes(cursor, table)
      else if (word === 'checks' && cursor.sees('{', 1)) this.#checks(cursor, table)
      else if ((word === 'records' || word === 'metadata') && !isType(cursor)) {
        cursor.next()
        this.#passOver(cursor)
      } else if (!this.#column(cursor, table, name)) {
        this.#skipped(line, 'not a column')
        cursor.next()
        cursor.skipLine()
      }
    }
  }

  /** What the table says itself counts more than what it takes in. */
  #inject({ into, owner, at, name, line, file }: Injection): void {
    const partial = this.#partials.get(name)
    if (partial === undefined) return this.#skipped(line, `there is no table partial ${name}`, file)
    const { table, references } = partial
    const own = new Set(into.columns.map((c) => c.name))
    const added = table.columns.filter((c) => !own.has(c.name)).map((c) => ({ ...c, from: c }))
    for (const { from, ...column } of added) {
      const type = this.#columnTypes.get(from)
      if (type !== undefined) this.#columnTypes.set(column, type)
      into.columns.splice(at + added.findIndex((a) => a.from === from), 0, column)
    }
    into.comment ??= table.comment
    if (!this.#columnKeys.has(table)) {
      if (into.primaryKey.length === 0) into.primaryKey = [...table.primaryKey]
    } else into.primaryKey.push(...table.primaryKey.filter((name) => !own.has(name)))
    const isKept = (u: RawIndex) => !this.#columnUniques.has(u) || !own.has(u.columns[0]?.name ?? '')
    into.uniques.push(...table.uniques.filter(isKept))
    into.indexes.push(...table.indexes)
    into.checks.push(...table.checks)
    for (const reference of references)
      if (!reference.from.columns.some((c) => own.has(c)))
        this.#references.push({ ...reference, from: { ...reference.from, table: owner } })
  }

  #note(cursor: SchemaCursor, table: DraftTable): void {
    cursor.next()
    const inBlock = cursor.next().value === '{'
    table.comment = cursor.next().value
    if (inBlock) cursor.take('}')
  }

  #column(cursor: SchemaCursor, table: DraftTable, owner: ObjectName): boolean {
    const { line } = cursor.peek()
    const name = readName(cursor)
    if (name === null || !cursor.onSameLine) return false
    const type = readType(cursor)
    if (type === null) return false
    const settings = readSettings(cursor)
    const column: DraftColumn = {
      name,
      type: type.text,
      null: settings.null ?? true,
      default: settings.default,
      autoIncrement: settings.increment || /^(big|small)?serial$/i.test(type.text),
      generated: null,
      comment: settings.note,
      values: null,
    }
    if (table.columns.some((c) => c.name === name)) {
      this.#skipped(line, `the column ${name} is there already`)
      return true
    }
    table.columns.push(column)
    this.#columnTypes.set(column, type.path)
    if (settings.pk) {
      table.primaryKey.push(name)
      this.#columnKeys.add(table)
      column.null = false
    }
    if (settings.unique) {
      const unique: RawIndex = { name: null, columns: [{ name, descending: false }], where: null, method: null }
      table.uniques.push(unique)
      this.#columnUniques.add(unique)
    }
    for (const sql of settings.checks) table.checks.push({ name: null, sql })
    for (const { operator, to } of settings.refs) {
      const from: Endpoint = { table: owner, columns: [name] }
      this.#references.push({ from, operator, to, settings, line, file: this.#file, inline: true })
    }
    return true
  }

  #indexes(cursor: SchemaCursor, table: DraftTable): void {
    cursor.next()
    cursor.next()
    while (!cursor.done && !cursor.take('}')) {
      const terms = readIndexTerms(cursor)
      if (terms.length === 0) {
        this.#skipped(cursor.next().line, 'not an index')
        cursor.skipLine()
        continue
      }
      const settings = readSettings(cursor)
      const names = terms.flatMap((t) => t.name ?? [])
      if (settings.pk) {
        table.primaryKey = names
        this.#columnKeys.delete(table)
        for (const name of names) {
          const column = columnNamed(table, name)
          if (column !== undefined) column.null = false
        }
      } else {
        const index = { name: settings.name, columns: terms, where: null, method: settings.type }
        ;(settings.unique ? table.uniques : table.indexes).push(index)
      }
    }
  }

  #checks(cursor: SchemaCursor, table: DraftTable): void {
    cursor.next()
    cursor.next()
    while (!cursor.done && !cursor.take('}')) {
      const { kind, value } = cursor.next()
      const { name } = readSettings(cursor)
      if (kind === 'code') table.checks.push({ name, sql: value })
    }
  }

  #enum(cursor: SchemaCursor, line: number): void {
    const path = readPath(cursor)
    if (path === null || !cursor.take('{')) {
      this.#skipped(line, 'an enum without a name or values')
      return
    }
    const values: string[] = []
    while (!cursor.done && !cursor.take('}')) {
      const value = readName(cursor)
      if (value === null) cursor.next()
      else values.push(value)
      readSettings(cursor)
    }
    const name = objectOf(path)
    this.#db.types.set(this.#db.keyOf(name), { base: name.name, values, null: true, default: null })
  }

  #ref(cursor: SchemaCursor, line: number): void {
    if (!cursor.sees(':') && !cursor.sees('{')) readName(cursor)
    readSettings(cursor)
    const isBlock = cursor.take('{')
    if (!isBlock && !cursor.take(':')) {
      this.#skipped(line, 'a reference without a colon')
      return cursor.skipLine()
    }
    do {
      const at = cursor.peek().line
      const from = readEndpoint(cursor)
      const operator = readOperator(cursor)
      const to = operator === '' ? null : readEndpoint(cursor)
      const settings = readSettings(cursor)
      if (from !== null && to !== null)
        this.#references.push({ from, operator, to, settings, line: at, file: this.#file, inline: false })
      else {
        this.#skipped(at, 'a reference that cannot be read')
        if (!cursor.sees('}')) cursor.next()
        cursor.skipLine()
      }
      if (!isBlock) return
    } while (!cursor.done && !cursor.take('}'))
  }

  #find(name: ObjectName): DraftTable | undefined {
    return (
      this.#db.find(name) ?? (name.schema === null ? this.#db.find(this.#aliases.get(name.name) ?? name) : undefined)
    )
  }

  #link({ from, operator, to, settings, line, file, inline }: Reference): void {
    const [left, right] = [this.#find(from.table), this.#find(to.table)]
    const lost = left === undefined ? from : right === undefined ? to : null
    if (left === undefined || right === undefined)
      return this.#skipped(line, `there is no table ${lost?.table.name ?? ''}`, file)
    const missing = [from, to].find((end, i) => !end.columns.every((c) => columnNamed(i === 0 ? left : right, c)))
    if (missing !== undefined)
      return this.#skipped(line, `${missing.table.name} has no column ${missing.columns.join(', ')}`, file)
    if (from.columns.length !== to.columns.length)
      return this.#skipped(line, 'the two sides differ in the number of columns', file)
    if (operator === '<>') {
      const edges = this.#edges.get(left) ?? []
      const { name: table, schema } = right
      this.#edges.set(left, [...edges, { name: `${table}s`, table, schema, reverse: null, joinTable: null }])
      return
    }
    const holdsRight = operator === '<' || (operator === '-' && !inline && isKeyOfRight(left, from, right, to))
    const [own, ends, table, target] = holdsRight ? [to, from, right, left] : [from, to, left, right]
    const columns = own.columns.map((c) => columnNamed(table, c)?.name ?? c)
    table.foreignKeys.push({
      name: null,
      columns,
      schema: target.schema,
      table: target.name,
      targetColumns: ends.columns.map((c) => columnNamed(target, c)?.name ?? c),
      onDelete: settings.delete ?? 'NO ACTION',
    })
    const isKnown =
      table.primaryKey.join() === columns.join() ||
      table.uniques.some((u) => u.columns.map((c) => c.name).join() === columns.join())
    if (operator === '-' && !isKnown) {
      table.uniques.push({
        name: null,
        columns: columns.map((name) => ({ name, descending: false })),
        where: null,
        method: null,
      })
    }
  }

  #skipped(line: number, why: string, file = this.#file, severity: Diagnostic['severity'] = 'warning'): void {
    const subject = { kind: 'text' as const, label: `${file}:${line}`, file, line }
    this.#diagnostics.push({
      code: 'relata.6031',
      severity,
      message: `Line ${line} was skipped: ${why}.`,
      hint: null,
      subject,
      fixes: [],
    })
  }
}

/** One to one: the key is on the side whose columns are not the table's own key; the first where both are or neither is. */
function isKeyOfRight(left: DraftTable, from: Endpoint, right: DraftTable, to: Endpoint): boolean {
  const isKey = (table: DraftTable, end: Endpoint) => table.primaryKey.join() === end.columns.join()
  const isNumbered = (table: DraftTable, end: Endpoint) =>
    end.columns.some((c) => columnNamed(table, c)?.autoIncrement === true)
  if (isKey(left, from) !== isKey(right, to)) return isKey(left, from)
  return isNumbered(left, from) && !isNumbered(right, to)
}

function isType(cursor: SchemaCursor): boolean {
  const { kind, line } = cursor.peek(1)
  return (kind === 'word' || kind === 'quoted') && line === cursor.peek().line
}

function objectOf(path: readonly string[]): ObjectName {
  return { schema: path.length > 1 ? (path.at(-2) ?? null) : null, name: path.at(-1) ?? '' }
}

/** `varchar(255)`, `"double precision"`, `shop.status`, `int[]`. */
function readType(cursor: SchemaCursor): { readonly text: string; readonly path: ObjectName } | null {
  const path = readPath(cursor)
  if (path === null) return null
  let text = path.at(-1) ?? ''
  const path2 = objectOf(path)
  if (cursor.onSameLine && cursor.take('(')) {
    const parts: string[] = []
    while (cursor.onSameLine && !cursor.sees(')')) {
      const { kind, value } = cursor.next()
      parts.push(kind === 'text' ? `'${value}'` : value)
    }
    cursor.take(')')
    text += `(${parts.join('')})`
  }
  while (cursor.onSameLine && cursor.sees('[') && cursor.sees(']', 1)) {
    cursor.next()
    cursor.next()
    text += '[]'
  }
  // `timestamp with time zone` without the quotes that it should have.
  while (cursor.onSameLine && cursor.peek().kind === 'word') text += ` ${cursor.next().value}`
  return { text, path: path2 }
}

function readIndexTerms(cursor: SchemaCursor): readonly RawIndexTerm[] {
  const one = (): RawIndexTerm | null => {
    if (cursor.peek().kind === 'code') return { name: null, descending: false, sql: cursor.next().value }
    const name = readName(cursor)
    return name === null ? null : { name, descending: false }
  }
  if (!cursor.take('(')) {
    const term = one()
    return term === null ? [] : [term]
  }
  const terms: RawIndexTerm[] = []
  while (!cursor.done && !cursor.take(')')) {
    if (cursor.take(',')) continue
    const term = one()
    if (term === null) return terms
    terms.push(term)
  }
  return terms
}

function readOperator(cursor: SchemaCursor): string {
  let operator = ''
  while (/^[<>?-]$/.test(cursor.peek().value) && cursor.peek().kind === 'symbol') operator += cursor.next().value
  const plain = operator.replaceAll('?', '')
  return /^(<>|[<>-])$/.test(plain) ? plain : ''
}

/** `schema.table.column`, `table.(a, b)`. */
export function readEndpoint(cursor: SchemaCursor): Endpoint | null {
  const path: string[] = []
  for (;;) {
    if (cursor.take('(')) {
      const columns: string[] = []
      while (!cursor.done && !cursor.take(')')) {
        const name = readName(cursor)
        if (name !== null) columns.push(name)
        else if (!cursor.take(',')) return null
      }
      return path.length === 0 ? null : { table: objectOf(path), columns }
    }
    const name = readName(cursor)
    if (name === null) return null
    path.push(name)
    if (!cursor.take('.')) break
  }
  return path.length < 2 ? null : { table: objectOf(path.slice(0, -1)), columns: path.slice(-1) }
}
