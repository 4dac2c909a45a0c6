/** What stands in brackets: `[pk, not null, default: 0, ref: > user.id]`. */
import type { ObjectName } from '../database/draft.ts'
import type { SchemaCursor } from '../text/schema-tokens.ts'

export interface Endpoint {
  readonly table: ObjectName
  readonly columns: readonly string[]
}

export interface Settings {
  pk: boolean
  unique: boolean
  increment: boolean
  /** null: not said. */
  null: boolean | null
  /** As SQL. */
  default: string | null
  note: string | null
  name: string | null
  type: string | null
  delete: string | null
  update: string | null
  /** `#3498db`, of a table's header or of a group. */
  color: string | null
  readonly checks: string[]
  readonly refs: { readonly operator: string; readonly to: Endpoint }[]
}

/** A name, bare or in double quotes; null: something else comes. */
export function readName(cursor: SchemaCursor): string | null {
  const { kind, value } = cursor.peek()
  if (kind !== 'word' && kind !== 'quoted') return null
  cursor.next()
  return value
}

export function readPath(cursor: SchemaCursor): readonly string[] | null {
  const first = readName(cursor)
  if (first === null) return null
  const path = [first]
  while (cursor.sees('.')) {
    cursor.next()
    const next = readName(cursor)
    if (next !== null) path.push(next)
  }
  return path
}

/** Settings on the same line as what they belong to; empty ones where there are none. */
export function readSettings(cursor: SchemaCursor): Settings {
  const settings: Settings = {
    pk: false,
    unique: false,
    increment: false,
    null: null,
    default: null,
    note: null,
    name: null,
    type: null,
    delete: null,
    update: null,
    color: null,
    checks: [],
    refs: [],
  }
  if (!cursor.onSameLine || !cursor.take('[')) return settings
  while (!cursor.done && !cursor.take(']')) {
    if (cursor.take(',')) continue
    readSetting(cursor, settings)
  }
  return settings
}

function readSetting(cursor: SchemaCursor, settings: Settings): void {
  const words: string[] = []
  while (cursor.peek().kind === 'word') words.push(cursor.next().value.toLowerCase())
  const key = words.join(' ')
  if (!cursor.take(':')) {
    if (key === 'pk' || key === 'primary key') settings.pk = true
    else if (key === 'unique') settings.unique = true
    else if (key === 'increment') settings.increment = true
    else if (key === 'not null') settings.null = false
    else if (key === 'null') settings.null = true
    else if (words.length === 0) cursor.next()
    return
  }
  if (key === 'ref') return readRef(cursor, settings)
  if (key === 'default') {
    settings.default = readDefault(cursor)
    return
  }
  const value = readValue(cursor)
  if (key === 'note') settings.note = value === '' ? null : value
  else if (key === 'name') settings.name = value
  else if (key === 'type') settings.type = value
  else if (key === 'delete') settings.delete = value.toUpperCase()
  else if (key === 'update') settings.update = value.toUpperCase()
  else if (key === 'headercolor' || key === 'color') settings.color = value.replaceAll(' ', '')
  else if (key === 'check') settings.checks.push(value)
}

function readValue(cursor: SchemaCursor): string {
  const parts: string[] = []
  while (!cursor.done && !cursor.sees(',') && !cursor.sees(']')) parts.push(cursor.next().value)
  return parts.join(' ')
}

function readDefault(cursor: SchemaCursor): string | null {
  const token = cursor.next()
  if (token.kind === 'text') return `'${token.value.replaceAll("'", "''")}'`
  if (token.kind === 'symbol' && (token.value === '-' || token.value === '+'))
    return `${token.value}${cursor.next().value}`
  // A value of an enum: `job_status.created`, `shop.job_status."in progress"`.
  if ((token.kind === 'word' || token.kind === 'quoted') && cursor.sees('.')) {
    let value = token.value
    while (cursor.take('.')) value = cursor.next().value
    return `'${value.replaceAll("'", "''")}'`
  }
  return token.value.toLowerCase() === 'null' && token.kind === 'word' ? null : token.value
}

function readRef(cursor: SchemaCursor, settings: Settings): void {
  let operator = ''
  while (cursor.peek().kind === 'symbol' && /^[<>?-]$/.test(cursor.peek().value)) operator += cursor.next().value
  const path = readPath(cursor)
  const plain = operator.replaceAll('?', '')
  if (path === null || path.length < 2 || !/^(<>|[<>-])$/.test(plain)) {
    if (path === null && !cursor.sees(']') && !cursor.sees(',')) cursor.next()
    return
  }
  const table = path.slice(0, -1)
  settings.refs.push({
    operator: plain,
    to: {
      table: { schema: table.length > 1 ? (table.at(-2) ?? null) : null, name: table.at(-1) ?? '' },
      columns: path.slice(-1),
    },
  })
}
