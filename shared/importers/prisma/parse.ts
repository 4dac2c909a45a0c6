/** The blocks of a Prisma schema: models, enums, with their lines taken apart. */
import { SchemaCursor } from '../text/schema-tokens.ts'

/** A name, a text, a number, a call `now()`, a list, an object `{ deleted: null }`. */
export type PrismaValue =
  | { readonly kind: 'name' | 'text'; readonly value: string }
  | { readonly kind: 'call'; readonly value: string; readonly args: readonly PrismaArgument[] }
  | { readonly kind: 'list'; readonly items: readonly PrismaValue[] }
  | { readonly kind: 'object'; readonly args: readonly PrismaArgument[] }

export interface PrismaArgument {
  readonly name: string | null
  readonly value: PrismaValue
}

export interface PrismaAttribute {
  /** `id`, `default`, `db.VarChar`; of a block (`@@`) the same. */
  readonly name: string
  readonly args: readonly PrismaArgument[]
  readonly line: number
}

export interface PrismaField {
  readonly name: string
  readonly type: string
  /** The text in `Unsupported("…")`; of an enum's member what it stands for: `Out = "out-of-stock"`. */
  readonly raw: string | null
  readonly isList: boolean
  readonly isOptional: boolean
  readonly attributes: readonly PrismaAttribute[]
  readonly comment: string | null
  readonly line: number
}

export interface PrismaBlock {
  readonly kind: string
  readonly name: string
  readonly fields: readonly PrismaField[]
  readonly attributes: readonly PrismaAttribute[]
  readonly comment: string | null
  readonly file: string
  readonly line: number
}

interface PrismaProblem {
  readonly file: string
  readonly line: number
  readonly why: string
}

interface ParsedPrisma {
  readonly blocks: readonly PrismaBlock[]
  readonly problems: readonly PrismaProblem[]
  /** What `datasource` says: `provider`, `relationMode`. */
  readonly source: ReadonlyMap<string, string>
  /** Types under a name of their own (`types { Embedding = pgvector.Vector(3) }`), as fields of that name. */
  readonly aliases: readonly PrismaField[]
}

export function parsePrisma(text: string, file: string): ParsedPrisma {
  const cursor = new SchemaCursor(text, true)
  const blocks: PrismaBlock[] = []
  const problems: PrismaProblem[] = []
  const source = new Map<string, string>()
  const aliases: PrismaField[] = []
  let comment: string[] = []
  while (!cursor.done) {
    const { kind, value, line } = cursor.next()
    if (kind === 'doc') {
      comment.push(value)
      continue
    }
    if (kind === 'word' && value === 'types' && cursor.take('{')) {
      readAliases(cursor, aliases)
      comment = []
      continue
    }
    if (kind !== 'word' || cursor.peek().kind !== 'word' || !cursor.sees('{', 1)) {
      problems.push({ file, line, why: `“${value}” begins nothing that Prisma knows` })
      cursor.skipLine()
      cursor.skipBlock()
      continue
    }
    const name = cursor.next().value
    if (value === 'generator') cursor.skipBlock()
    else if (value === 'datasource') readSource(cursor, source)
    else blocks.push(readBlock(cursor, { kind: value, name, comment: commentOf(comment), file, line }, problems))
    comment = []
  }
  return { blocks, problems, source, aliases }
}

function readSource(cursor: SchemaCursor, into: Map<string, string>): void {
  cursor.take('{')
  while (!cursor.done && !cursor.take('}')) {
    const name = cursor.next().value
    if (!cursor.take('=')) continue
    const value = readValue(cursor, 0)
    if (value.kind === 'text') into.set(name, value.value)
  }
}

function readAliases(cursor: SchemaCursor, into: PrismaField[]): void {
  while (!cursor.done && !cursor.take('}')) {
    const { value: name, line } = cursor.next()
    if (!cursor.take('=')) continue
    const value = readValue(cursor, 0)
    const attributes: PrismaAttribute[] = []
    while (cursor.onSameLine && cursor.take('@')) attributes.push(readAttribute(cursor))
    const type = textOf(value) ?? ''
    // `pgvector.Vector(3)`: a type of the database, with its arguments.
    const args = value.kind === 'call' ? `(${value.args.map((a) => textOf(a.value)).join(', ')})` : ''
    const raw = type.includes('.') || args !== '' ? `${type.split('.').at(-1)?.toLowerCase()}${args}` : null
    into.push({ name, type, raw, isList: false, isOptional: false, attributes, comment: null, line })
  }
}

function commentOf(lines: readonly string[]): string | null {
  return lines.length === 0 ? null : lines.join('\n')
}

type Head = Pick<PrismaBlock, 'kind' | 'name' | 'comment' | 'file' | 'line'>

function readBlock(cursor: SchemaCursor, head: Head, problems: PrismaProblem[]): PrismaBlock {
  const fields: PrismaField[] = []
  const attributes: PrismaAttribute[] = []
  let comment: string[] = []
  cursor.take('{')
  while (!cursor.done && !cursor.take('}')) {
    const { kind, value, line } = cursor.peek()
    if (kind === 'doc') {
      comment.push(value)
      cursor.next()
    } else if (cursor.sees('@') && cursor.sees('@', 1)) {
      cursor.next()
      cursor.next()
      attributes.push(readAttribute(cursor))
    } else if (kind === 'word') {
      const field = readField(cursor, commentOf(comment), head.kind === 'enum')
      comment = []
      if (field !== null) fields.push(field)
      else {
        problems.push({ file: head.file, line, why: `“${value}” in ${head.name} is no field` })
        cursor.skipLine()
      }
    } else {
      problems.push({ file: head.file, line, why: `“${value}” in ${head.name} is no field` })
      cursor.next()
      cursor.skipLine()
    }
  }
  return { ...head, fields, attributes }
}

function readField(cursor: SchemaCursor, before: string | null, isEnum: boolean): PrismaField | null {
  const { value: name, line } = cursor.next()
  let type = ''
  let raw: string | null = null
  let isList = false
  let isOptional = false
  if (isEnum) {
    const value = cursor.onSameLine && cursor.take('=') ? readValue(cursor, 0) : undefined
    raw = textOf(value)
  } else {
    if (!cursor.onSameLine || cursor.peek().kind !== 'word') return null
    type = cursor.next().value
    if (cursor.take('(')) {
      raw = cursor.next().value
      cursor.take(')')
    }
    if (cursor.sees('[') && cursor.sees(']', 1)) {
      cursor.next()
      cursor.next()
      isList = true
    }
    isOptional = cursor.take('?')
  }
  const attributes: PrismaAttribute[] = []
  let comment = before
  while (cursor.onSameLine && !cursor.sees('}')) {
    if (cursor.take('@')) attributes.push(readAttribute(cursor))
    else if (cursor.peek().kind === 'doc') comment = cursor.next().value
    else cursor.next()
  }
  return { name, type, raw, isList, isOptional, attributes, comment, line }
}

function readAttribute(cursor: SchemaCursor): PrismaAttribute {
  const { value: name, line } = cursor.next()
  return { name, args: cursor.take('(') ? readArguments(cursor) : [], line }
}

/** Deeper than any schema; what lies below is passed over. */
const MAX_DEPTH = 50

function readArguments(cursor: SchemaCursor, depth = 0, end = ')'): readonly PrismaArgument[] {
  const args: PrismaArgument[] = []
  while (!cursor.done && !cursor.take(end)) {
    if (cursor.take(',')) continue
    const isNamed = cursor.peek().kind === 'word' && cursor.sees(':', 1)
    const name = isNamed ? cursor.next().value : null
    if (isNamed) cursor.next()
    args.push({ name, value: readValue(cursor, depth) })
  }
  return args
}

function readValue(cursor: SchemaCursor, depth: number): PrismaValue {
  if (cursor.take('[')) {
    const items: PrismaValue[] = []
    while (!cursor.done && !cursor.take(']')) {
      if (cursor.take(',')) continue
      if (depth > MAX_DEPTH) cursor.next()
      else items.push(readValue(cursor, depth + 1))
    }
    return { kind: 'list', items }
  }
  const { kind, value } = cursor.next()
  if (kind === 'symbol' && value === '{' && depth <= MAX_DEPTH)
    return { kind: 'object', args: readArguments(cursor, depth + 1, '}') }
  if (kind === 'symbol' && value === '-') return { kind: 'name', value: `-${cursor.next().value}` }
  if (kind !== 'word') return { kind: 'text', value }
  if (depth > MAX_DEPTH || !cursor.take('(')) return { kind: 'name', value }
  return { kind: 'call', value, args: readArguments(cursor, depth + 1) }
}

export function attribute(
  owner: { readonly attributes: readonly PrismaAttribute[] },
  name: string,
): PrismaAttribute | undefined {
  return owner.attributes.find((a) => a.name === name)
}

/** An argument by its name, or the first without one. */
export function argument(attr: PrismaAttribute | undefined, name: string, isFirst = false): PrismaValue | undefined {
  const named = attr?.args.find((a) => a.name === name)
  return (named ?? (isFirst ? attr?.args.find((a) => a.name === null) : undefined))?.value
}

export function textOf(value: PrismaValue | undefined): string | null {
  return value === undefined || value.kind === 'list' || value.kind === 'object' ? null : value.value
}

export function namesOf(value: PrismaValue | undefined): readonly string[] {
  return itemsOf(value).flatMap((item) => textOf(item) ?? [])
}

/** `[a, b]`, or one that stands without brackets: `@@index(a)`. */
export function itemsOf(list: PrismaValue | undefined): readonly PrismaValue[] {
  if (list === undefined) return []
  return list.kind === 'list' ? list.items : [list]
}
