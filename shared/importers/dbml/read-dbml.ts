/** DBML files as one database. */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { DraftDatabase } from '../database/draft.ts'
import type { DraftTable, ObjectName } from '../database/draft.ts'
import type { RawDatabase } from '../database/raw.ts'
import type { DbmlFrame, DbmlGroup } from './frame.ts'
import { SchemaCursor } from '../text/schema-tokens.ts'
import { inject } from './partials.ts'
import type { Injection, TablePartial } from './partials.ts'
import { objectOf, passOver, readEndpoint, readNote, readOperator } from './parts.ts'
import { Links } from './references.ts'
import type { Reference } from './references.ts'
import { readName, readPath, readSettings } from './settings.ts'
import { Said, readBody } from './table-body.ts'

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

const DIALECTS: readonly (readonly [RegExp, RawDatabase['dialect']])[] = [
  [/^(?:postgres|redshift|cockroach)/i, 'postgresql'],
  [/^(?:mysql|mariadb)/i, 'mysql'],
  [/^sqlite/i, 'sqlite'],
]

function dialectOf(said: string): RawDatabase['dialect'] {
  return DIALECTS.find(([pattern]) => pattern.test(said))?.[1] ?? null
}

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
  readonly #partials = new Map<string, TablePartial>()
  readonly #said = new Said()
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
    for (const injection of this.#said.injections.toReversed()) this.#inject(injection)
    const unused = new Map(this.#enumLines)
    for (const [column, type] of this.#said.types) {
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
      passOver(cursor)
    } else {
      this.#skipped(line, `“${value}” is nothing that DBML knows here`)
      passOver(cursor)
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

  #table(cursor: SchemaCursor, line: number): void {
    const path = readPath(cursor)
    const name = path === null ? null : objectOf(path)
    if (name === null) {
      this.#skipped(line, 'a table without a name')
      return passOver(cursor)
    }
    if (cursor.peek().kind === 'word' && cursor.peek().value.toLowerCase() === 'as') {
      cursor.next()
      this.#aliases.set(readName(cursor) ?? '', name)
    }
    const settings = readSettings(cursor)
    // Capitals count in DBML.
    if (this.#db.has(name)) {
      this.#skipped(line, `the table ${name.name} is there already`)
      return passOver(cursor)
    }
    const table = this.#db.add(name)
    table.comment = settings.note
    if (settings.color !== null) this.#colors.set(table, settings.color)
    if (cursor.take('{')) this.#references.push(...this.#body(cursor, table, this.#db.plain(name)))
    else this.#skipped(line, `the table ${name.name} has no body`)
  }

  #partial(cursor: SchemaCursor): void {
    const name = readName(cursor) ?? ''
    const { note, color } = readSettings(cursor)
    const scratch = new DraftDatabase([])
    const table = scratch.add({ schema: null, name })
    table.comment = note
    if (color !== null) this.#colors.set(table, color)
    const references = cursor.take('{') ? this.#body(cursor, table, { schema: null, name }) : []
    this.#partials.set(name, { table, references })
  }

  #body(cursor: SchemaCursor, table: DraftTable, owner: ObjectName): readonly Reference[] {
    const skipped = (line: number, why: string): void => this.#skipped(line, why)
    const remark = (line: number, why: string): void => this.#say(`Line ${line}: ${why}.`, line, this.#file, 'info')
    return readBody({ cursor, table, owner, said: this.#said, file: this.#file, skipped, remark })
  }

  #inject(injection: Injection): void {
    const { into, name, line, file } = injection
    const partial = this.#partials.get(name)
    if (partial === undefined) return this.#skipped(line, `there is no table partial ${name}`, file)
    this.#references.push(...inject(injection, partial, this.#said))
    const color = this.#colors.get(partial.table)
    if (color !== undefined && !this.#colors.has(into)) this.#colors.set(into, color)
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

  #skipped(line: number, why: string, file = this.#file, severity: Diagnostic['severity'] = 'warning'): void {
    this.#say(`Line ${line} was skipped: ${why}.`, line, file, severity)
  }

  #say(message: string, line: number, file: string, severity: Diagnostic['severity']): void {
    const subject = { kind: 'text' as const, label: `${file}:${line}`, file, line }
    this.#diagnostics.push({ code: 'relata.6031', severity, message, hint: null, subject, fixes: [] })
  }
}
