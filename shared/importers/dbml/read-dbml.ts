/** DBML files as one database. */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { DraftDatabase, columnNamed } from '../database/draft.ts'
import type { DraftColumn, DraftTable, ObjectName } from '../database/draft.ts'
import { otherDefault } from '../database/other-databases.ts'
import type { RawDatabase, RawIndex } from '../database/raw.ts'
import type { DbmlFrame, DbmlGroup } from './frame.ts'
import { SchemaCursor } from '../text/schema-tokens.ts'
import { objectOf, readEndpoint, readIndexTerms, readOperator, readType } from './parts.ts'
import { Links } from './references.ts'
import type { Reference } from './references.ts'
import { readName, readPath, readSettings } from './settings.ts'
import type { Endpoint } from './settings.ts'

interface DbmlSource {
  readonly file: string
  readonly text: string
}

export function readDbml(sources: readonly DbmlSource[]): RawDatabase & { readonly frame: DbmlFrame } {
  const reader = new DbmlReader(sources.map(({ file }) => file))
  for (const source of sources) reader.read(source)
  return reader.finish()
}

/** Of a table group. */
interface Member {
  readonly name: ObjectName
  readonly line: number
  readonly file: string
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

const DIALECTS: readonly (readonly [RegExp, RawDatabase['dialect']])[] = [
  [/^(?:postgres|redshift|cockroach)/i, 'postgresql'],
  [/^(?:mysql|mariadb)/i, 'mysql'],
  [/^sqlite/i, 'sqlite'],
]

function dialectOf(said: string): RawDatabase['dialect'] {
  return DIALECTS.find(([pattern]) => pattern.test(said))?.[1] ?? null
}

/** The moment of the insert by SQL Server's and Oracle's names for it; another default, and one of a day, as it stands. */
function momentOf(sql: string | null, type: string): string | null {
  const ours = otherDefault(sql)
  return ours === 'CURRENT_TIMESTAMP' && !/^date$/i.test(type) ? ours : sql
}

/** Types of indexes that a database of ours has. */
const METHODS = /^(?:btree|hash|gin|gist|spgist|brin|bloom)$/i

const NOT_DRAWN: { readonly [element: string]: string | undefined } = {
  records: 'a list of rows',
  diagramview: 'a view of the diagram',
  dep: 'a dependency',
  use: 'what another file holds',
  reuse: 'what another file holds',
  function: 'a function',
  trigger: 'a trigger',
  policy: 'a policy',
}

class DbmlReader {
  /** All that are read together. */
  readonly #files: readonly string[]
  readonly #db = new DraftDatabase(['public'])
  readonly #references: Reference[] = []
  readonly #aliases = new Map<string, ObjectName>()
  readonly #enumAliases = new Map<string, ObjectName>()
  readonly #partials = new Map<string, Partial>()
  readonly #injections: Injection[] = []
  /** Types as written, of columns that may turn out to have an enum's. */
  readonly #columnTypes = new Map<DraftColumn, ObjectName>()
  /** Said of a column, not of an index: gone where a table has a column of its own in its place. */
  readonly #columnUniques = new Set<RawIndex>()
  readonly #columnKeys = new Set<DraftTable>()
  readonly #enumLines = new Map<
    readonly string[],
    { readonly name: string; readonly line: number; readonly file: string }
  >()
  readonly #diagnostics: Diagnostic[] = []
  readonly #groups: (Omit<DbmlGroup, 'tables'> & { readonly members: readonly Member[] })[] = []
  readonly #notes: { readonly text: string; readonly color: string | null }[] = []
  readonly #colors = new Map<DraftTable, string>()
  #title: string | null = null
  #dialect: RawDatabase['dialect'] = null
  #file = ''

  constructor(files: readonly string[]) {
    this.#files = files
  }

  read({ file, text }: DbmlSource): void {
    this.#file = file
    const cursor = new SchemaCursor(text, false)
    while (!cursor.done) this.#element(cursor)
  }

  finish(): RawDatabase & { readonly frame: DbmlFrame } {
    // From behind, so that the places of the others stay what they are.
    for (const injection of this.#injections.toReversed()) this.#inject(injection)
    const unused = new Map(this.#enumLines)
    for (const [column, type] of this.#columnTypes) {
      const known = this.#enumAliases.get(type.schema === null ? type.name : '') ?? type
      const values = this.#db.types.get(this.#db.keyOf(known))?.values ?? null
      if (values === null) continue
      unused.delete(values)
      column.values = values
      column.enumName = type.name
    }
    for (const { name, line, file } of unused.values())
      this.#skipped(line, `${name} is an enum that no column has`, file, 'info')
    const links = new Links(this.#db, (name) => this.#find(name))
    for (const reference of this.#references) {
      const problem = links.add(reference)
      if (problem !== null) this.#skipped(reference.line, problem, reference.file)
      const { update } = reference.settings
      if (update !== null && !/^(?:NO ACTION|RESTRICT)$/.test(update)) {
        const columns = reference.from.columns.join(', ')
        this.#say(
          `Line ${reference.line}: ON UPDATE ${update} of ${columns} is left out.`,
          reference.line,
          reference.file,
          'info',
        )
      }
    }
    const { tables, diagnostics } = this.#db.toRaw(this.#dialect)
    const withEdges = tables.map((table) => {
      const manyToMany = links.edges.get(table as DraftTable)
      return manyToMany === undefined ? table : { ...table, manyToMany }
    })
    const frame = this.#framed()
    return { dialect: this.#dialect, tables: withEdges, diagnostics: [...diagnostics, ...this.#diagnostics], frame }
  }

  #framed(): DbmlFrame {
    const nameOf = ({ schema, name }: ObjectName) => (schema === null ? name : `${schema}"."${name}`)
    const groups = this.#groups.map(({ members, ...group }) => ({
      ...group,
      tables: members.flatMap(({ name, line, file }) => {
        const table = this.#find(name)
        if (table === undefined) this.#skipped(line, `there is no table ${name.name}`, file)
        return table === undefined ? [] : [nameOf(table)]
      }),
    }))
    for (const { table } of this.#partials.values()) this.#colors.delete(table)
    const colors = new Map([...this.#colors].map(([table, color]) => [nameOf(table), color]))
    return { title: this.#title, groups, notes: this.#notes, colors }
  }

  #element(cursor: SchemaCursor): void {
    const { line, kind, value } = cursor.next()
    const word = kind === 'word' ? value.toLowerCase() : ''
    if (word === 'table') this.#table(cursor, line)
    else if (word === 'tablepartial') this.#partial(cursor)
    else if (word === 'enum') this.#enum(cursor, line)
    else if (word === 'ref') this.#ref(cursor, line)
    else if (word === 'tablegroup') this.#group(cursor, line)
    else if (word === 'note') this.#sticky(cursor, line)
    else if (/^(project|records|diagramview|metadata|dep|use|reuse|function|trigger|policy)$/.test(word)) {
      if (word === 'project' && this.#project(cursor)) return
      if (word === 'use' || word === 'reuse') return this.#use(cursor, line)
      if (word !== 'project') this.#skipped(line, `${NOT_DRAWN[word] ?? word} is not drawn`, this.#file, 'info')
      this.#passOver(cursor)
    } else {
      this.#skipped(line, `“${value}” is nothing that DBML knows here`)
      this.#passOver(cursor)
    }
  }

  /** `use { table auth.users as u } from './auth.dbml'`: the other file is read where it is among these. */
  #use(cursor: SchemaCursor, line: number): void {
    if (cursor.take('{')) {
      while (!cursor.done && !cursor.take('}')) {
        const kind = cursor.next().value.toLowerCase()
        const path = cursor.sees('*') ? null : readPath(cursor)
        if (path === null || cursor.peek().value.toLowerCase() !== 'as') continue
        cursor.next()
        const alias = readName(cursor) ?? ''
        if (kind === 'table') this.#aliases.set(alias, objectOf(path))
        else if (kind === 'enum') this.#enumAliases.set(alias, objectOf(path))
      }
    } else cursor.take('*')
    const path = cursor.peek().value === 'from' && cursor.next() !== null ? cursor.next().value : ''
    if (!this.#hasFile(path)) this.#skipped(line, `${NOT_DRAWN['use']} is not drawn`, this.#file, 'info')
  }

  #hasFile(path: string): boolean {
    const plain = (file: string) => `/${file.replace(/\.dbml$/i, '')}`
    const end = plain(path.replace(/^(?:\.{0,2}\/)+/, ''))
    return path !== '' && this.#files.some((file) => plain(file).endsWith(end))
  }

  /** `TableGroup shop [color: #3498db] { sales.order }`. */
  #group(cursor: SchemaCursor, line: number): void {
    const name = readName(cursor) ?? ''
    const settings = readSettings(cursor)
    const members: Member[] = []
    let { note } = settings
    if (!cursor.take('{')) return this.#skipped(line, 'a table group without a body')
    while (!cursor.done && !cursor.take('}')) {
      const at = cursor.peek().line
      const isNote = cursor.peek().value.toLowerCase() === 'note' && (cursor.sees(':', 1) || cursor.sees('{', 1))
      const path = isNote ? null : readPath(cursor)
      if (isNote) note = readNote(cursor)
      else if (path !== null) members.push({ name: objectOf(path), line: at, file: this.#file })
      else this.#skipped(cursor.next().line, 'not a table of a group')
    }
    this.#groups.push({ name, color: settings.color, note, members })
  }

  /** `Note to_do { 'text' }`. */
  #sticky(cursor: SchemaCursor, line: number): void {
    if (!cursor.sees('{') && !cursor.sees(':')) readName(cursor)
    const { color } = readSettings(cursor)
    if (!cursor.take('{') && !cursor.take(':')) return this.#skipped(line, 'a note without a text')
    const text = cursor.peek().kind === 'text' ? cursor.next().value : ''
    while (!cursor.done && !cursor.sees('}') && cursor.onSameLine) cursor.next()
    cursor.take('}')
    if (text.trim() !== '') this.#notes.push({ text, color })
  }

  /** `Project shop { database_type: 'PostgreSQL' }` says whose words the types and defaults are. */
  #project(cursor: SchemaCursor): boolean {
    this.#title = readName(cursor) ?? this.#title
    while (cursor.onSameLine && !cursor.sees('{')) cursor.next()
    if (!cursor.take('{')) return false
    for (let depth = 1; depth > 0 && !cursor.done;) {
      const { kind, value } = cursor.next()
      if (kind === 'symbol' && value === '{') depth++
      else if (kind === 'symbol' && value === '}') depth--
      else if (depth === 1 && value.toLowerCase() === 'database_type' && cursor.take(':'))
        this.#dialect = dialectOf(cursor.next().value) ?? this.#dialect
      else if (depth === 1 && value.toLowerCase() === 'note' && (cursor.take(':') || cursor.sees('{'))) {
        const inBlock = cursor.take('{')
        const { kind: found, value: text } = cursor.peek()
        if (found === 'text') cursor.next()
        if (inBlock) cursor.take('}')
        if (found === 'text' && text.trim() !== '') this.#notes.push({ text, color: null })
      }
    }
    return true
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
    if (settings.color !== null) this.#colors.set(table, settings.color)
    if (cursor.take('{')) this.#body(cursor, table, this.#db.plain(name))
    else this.#skipped(line, `the table ${name.name} has no body`)
  }

  #partial(cursor: SchemaCursor): void {
    const name = readName(cursor) ?? ''
    const { note, color } = readSettings(cursor)
    const scratch = new DraftDatabase([])
    const table = scratch.add({ schema: null, name })
    table.comment = note
    if (color !== null) this.#colors.set(table, color)
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
      if (word === 'note' && (cursor.sees(':', 1) || cursor.sees('{', 1))) table.comment = readNote(cursor)
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
    const color = this.#colors.get(table)
    if (color !== undefined && !this.#colors.has(into)) this.#colors.set(into, color)
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

  #column(cursor: SchemaCursor, table: DraftTable, owner: ObjectName): boolean {
    const { line } = cursor.peek()
    const name = readName(cursor)
    if (name === null || !cursor.onSameLine) return false
    const type = readType(cursor)
    if (type === null) return false
    const settings = readSettings(cursor)
    // What a serial of PostgreSQL is made of.
    const isCounted = /^\(*nextval\s*\(/i.test(settings.default ?? '')
    const column: DraftColumn = {
      name,
      type: type.text,
      null: settings.null ?? true,
      default: isCounted ? null : momentOf(settings.default, type.text),
      autoIncrement: settings.increment || isCounted || /^(big|small)?serial$/i.test(type.text),
      generated: null,
      comment: settings.note,
      values: null,
    }
    if (table.columns.some((c) => c.name === name)) {
      this.#skipped(line, `the column ${name} is there already`)
      return true
    }
    table.columns.push(column)
    if (!type.text.endsWith(']')) this.#columnTypes.set(column, type.path)
    if (settings.pk || type.flags.includes('pk')) {
      table.primaryKey.push(name)
      this.#columnKeys.add(table)
      column.null = false
    }
    if (settings.unique || type.flags.includes('unique')) {
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
      const { line } = cursor.peek()
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
        if (settings.type !== null && !METHODS.test(settings.type))
          this.#remark(line, `the type ${settings.type} of an index is left out`)
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
    this.#enumLines.set(values, { name: name.name, line, file: this.#file })
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

  #remark(line: number, why: string): void {
    this.#say(`Line ${line}: ${why}.`, line, this.#file, 'info')
  }

  #skipped(line: number, why: string, file = this.#file, severity: Diagnostic['severity'] = 'warning'): void {
    this.#say(`Line ${line} was skipped: ${why}.`, line, file, severity)
  }

  #say(message: string, line: number, file: string, severity: Diagnostic['severity']): void {
    const subject = { kind: 'text' as const, label: `${file}:${line}`, file, line }
    this.#diagnostics.push({ code: 'relata.6031', severity, message, hint: null, subject, fixes: [] })
  }
}

/** `Note: 'text'`, `Note { 'text' }`. */
function readNote(cursor: SchemaCursor): string {
  cursor.next()
  const inBlock = cursor.next().value === '{'
  const { value } = cursor.next()
  if (inBlock) cursor.take('}')
  return value
}

function isType(cursor: SchemaCursor): boolean {
  const { kind, line } = cursor.peek(1)
  return (kind === 'word' || kind === 'quoted') && line === cursor.peek().line
}
