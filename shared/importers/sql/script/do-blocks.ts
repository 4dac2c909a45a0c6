/**
 * PostgreSQL's DO blocks: migrations put into them what may be there already (`EXCEPTION WHEN duplicate_object`,
 * `IF NOT EXISTS (…) THEN`). What such a block does to the structure is read; what depends on anything else is told.
 */
import type { SourceStatement } from './skipped.ts'
import { splitStatements } from './split.ts'
import { readQuoted, sqlTokens } from '../tokens.ts'
import type { SqlToken } from '../tokens.ts'

export interface BlockStatement extends SourceStatement {
  /** Nobody minds when what it makes is there. */
  readonly isGuarded: true
  /** Why it cannot be read. */
  readonly unsure: string | null
}

const DO_BLOCK = /^do\s/i

/** The statement itself, or those of the block that it is which make structure. */
export function* withBlocks(statement: SourceStatement): Generator<SourceStatement | BlockStatement> {
  const body = DO_BLOCK.test(statement.sql) ? bodyOf(statement) : null
  if (body === null) yield statement
  else yield* blockStatements(body, statement.file)
}

/** A statement of a block, told apart from those of the script itself. */
export function isOfBlock(statement: SourceStatement): statement is BlockStatement {
  return 'isGuarded' in statement
}

interface Body {
  readonly text: string
  /** Of its first character. */
  readonly line: number
}

function bodyOf({ sql, line }: SourceStatement): Body | null {
  const token = sqlTokens(sql, 'postgresql').find((t) => t.kind === 'string')
  if (token === undefined) return null
  return { text: token.value, line: line + newlines(sql.slice(0, bodyStart(sql, token))) }
}

function bodyStart(sql: string, { start, value }: SqlToken): number {
  const at = sql.indexOf(value.slice(0, 20), start)
  return at === -1 ? start : at
}

function newlines(text: string): number {
  return text.match(/\n/g)?.length ?? 0
}

/** Words before a statement of PL/pgSQL. */
const OPENING = new Set(['BEGIN', 'THEN', 'ELSE', 'LOOP', 'ATOMIC'])
const STRUCTURE = new Set(['CREATE', 'ALTER', 'DROP', 'COMMENT', 'EXECUTE'])

/** Blocks, loops and conditions around a statement. */
interface Frame {
  readonly word: 'BEGIN' | 'IF' | 'LOOP' | 'CASE'
  /** Why what stands in it may not happen; null: it does. */
  unsure: string | null
  /** Behind EXCEPTION nothing happens unless something went wrong. */
  isPassedOver: boolean
}

const CONDITION = 'it depends on a condition'

/** Blocks in blocks beyond this are nobody's. */
const MAX_FRAMES = 100

function* blockStatements(body: Body, file: string): Generator<BlockStatement> {
  const frames: Frame[] = []
  for (const piece of splitStatements(body.text, 'postgresql')) {
    const tokens = sqlTokens(piece.sql, 'postgresql')
    const first = readFrames(tokens, frames)
    const token = tokens[first]
    if (frames.length > MAX_FRAMES) return
    if (token === undefined || frames.some((f) => f.isPassedOver)) continue
    const before = piece.sql.slice(0, token.start)
    const line = body.line + piece.line - 1 + newlines(before)
    const unsure = frames.find((f) => f.unsure !== null)?.unsure ?? null
    const common = { file, line, from: piece.from, broken: piece.broken, isGuarded: true } as const
    if (token.upper !== 'EXECUTE') yield { ...common, sql: piece.sql.slice(token.start), unsure }
    else yield* executed(piece.sql.slice(token.end).trim(), common, unsure)
  }
}

/** EXECUTE 'a text': a statement; EXECUTE of anything else is told where it is about structure. */
function* executed(
  sql: string,
  common: Omit<BlockStatement, 'sql' | 'unsure'>,
  unsure: string | null,
): Generator<BlockStatement> {
  const quoted = readQuoted(sql, 0, 'postgresql')
  if (quoted !== null && quoted.end === sql.length) yield { ...common, sql: quoted.value.trim(), unsure }
  else if (/\b(?:create|alter|drop)\s/i.test(sql))
    yield { ...common, sql: `EXECUTE ${sql}`, unsure: 'its words are put together as it runs' }
}

/** Goes through the words of PL/pgSQL before a statement of structure; @returns where that begins, -1: it is another one */
function readFrames(tokens: readonly SqlToken[], frames: Frame[]): number {
  let parentheses = 0
  let isStart = true
  for (let i = 0; i < tokens.length; i++) {
    const { upper, value, kind } = tokens[i] ?? { upper: '', value: '', kind: 'symbol' }
    if (kind === 'symbol' && value === '(') parentheses++
    if (kind === 'symbol' && value === ')') parentheses--
    if (parentheses > 0) continue
    if (isStart && STRUCTURE.has(upper)) return i
    const next = tokens[i + 1]?.upper ?? ''
    if (upper === 'BEGIN') frames.push({ word: 'BEGIN', unsure: null, isPassedOver: false })
    else if (upper === 'LOOP') frames.push({ word: 'LOOP', unsure: 'it is done in a loop', isPassedOver: false })
    else if (upper === 'CASE') frames.push({ word: 'CASE', unsure: CONDITION, isPassedOver: false })
    else if (isStart && upper === 'IF') frames.push(condition(tokens, i))
    else if (upper === 'ELSE' || upper === 'ELSIF' || upper === 'ELSEIF') {
      const frame = frames.findLast((f) => f.word === 'IF' || f.word === 'CASE')
      if (frame !== undefined) frame.unsure = CONDITION
    } else if (isStart && upper === 'EXCEPTION') {
      const frame = frames.findLast((f) => f.word === 'BEGIN')
      if (frame !== undefined) frame.isPassedOver = true
    } else if (upper === 'END') {
      frames.pop()
      if (/^(IF|LOOP|CASE)$/.test(next)) i++
    }
    isStart = OPENING.has(upper) || (kind === 'symbol' && value === '>')
  }
  return -1
}

/** So many words a condition has at most. */
const CONDITION_WORDS = 300

/** Only `IF NOT EXISTS (…)` asks for what is made anyway. */
function condition(tokens: readonly SqlToken[], at: number): Frame {
  const isMissing = tokens[at + 1]?.upper === 'NOT' && tokens[at + 2]?.upper === 'EXISTS'
  let depth = 0
  let isAll = true
  for (let i = at + 1; i < at + CONDITION_WORDS && tokens[i]?.upper !== 'THEN'; i++) {
    const { kind, value, upper } = tokens[i] ?? { kind: 'symbol', value: '', upper: '' }
    if (kind === 'symbol' && value === '(') depth++
    if (kind === 'symbol' && value === ')') depth--
    if (depth === 0 && (upper === 'AND' || upper === 'OR')) isAll = false
  }
  return { word: 'IF', unsure: isMissing && isAll ? null : CONDITION, isPassedOver: false }
}
