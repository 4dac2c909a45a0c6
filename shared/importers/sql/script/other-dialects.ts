/**
 * Scripts of SQL Server and Oracle, put into words that our reader of PostgreSQL knows: quotes of names, ends of
 * statements, commands of their clients. Every line stays where it is.
 */
import type { OtherDialect } from '../../database/other-databases.ts'
import { structureText } from './structure-text.ts'
import { skipBlank, readQuoted } from '../tokens.ts'

const SIGNS: readonly (readonly [OtherDialect, RegExp])[] = [
  ['SQL Server', /\[dbo\]\.\[|\bIDENTITY\s*\(\s*\d+\s*,\s*\d+\s*\)|\bSET\s+(?:ANSI_NULLS|QUOTED_IDENTIFIER)\b/i],
  ['SQL Server', /\b(?:NON)?CLUSTERED\b|\bN?VARCHAR\s*\(\s*max\s*\)|\]\s*\[(?:int|n?varchar|bit|datetime)\]/i],
  ['Oracle', /\b(?:VARCHAR2|NVARCHAR2)\s*\(|\bNUMBER\s*\(\s*\d+\s*(?:,\s*-?\d+\s*)?\)/i],
  ['Oracle', /\b(?:SYSDATE|PCTFREE|TABLESPACE\s+"USERS")\b|\bENABLE\b\s*[,;)]/],
]

/** Words that neither has: a script that was translated may speak of the other in its comments. */
const OURS =
  /\b(?:big|small)?serial\b|::(?:text|regclass|character|timestamp|integer|numeric|bigint|jsonb?|date|uuid|bool)|\$\$|\bpg_catalog\.|\bplpgsql\b|\bOWNER TO\b|\bENGINE\s*=|\bAUTO_?INCREMENT\b|^\\\w+/im

/** These alone say it. */
const SURE: readonly RegExp[] = [/^[ \t]*GO[ \t]*;?[ \t]*\r?$/im, /^\/[ \t]*\r?$/m]

/** null: a dialect of our own readers, or nothing that tells. One that is sure or two others are needed. */
export function recogniseOther(text: string): OtherDialect | null {
  const head = structureText(text, 400_000)
  if (OURS.test(head)) return null
  const found = SIGNS.filter(([, pattern]) => pattern.test(head)).map(([dialect]) => dialect)
  const sure = SURE.findIndex((pattern) => pattern.test(head))
  if (sure !== -1) return sure === 0 ? 'SQL Server' : 'Oracle'
  return found.find((dialect, i) => found.indexOf(dialect) !== i) ?? null
}

export function translated(text: string, dialect: OtherDialect): string {
  return dialect === 'Oracle' ? fromOracle(text) : fromSqlServer(text)
}

/** SQL*Plus's own commands stand on lines of their own. */
function fromOracle(text: string): string {
  return withUnits(text.replace(/\b(CREATE\s+(?:OR\s+REPLACE\s+)?)(?:NON)?EDITIONABLE\b/gi, '$1')).replace(
    /^[ \t]*(?:REM|PROMPT|SPOOL|WHENEVER|EXIT|QUIT|SET[ \t]+(?:DEFINE|ECHO|FEEDBACK|SQLBLANKLINES|SERVEROUTPUT))\b.*$/gim,
    '',
  )
}

const ROUTINE_BEGINS = /^[ \t]*create\s+(?:or\s+replace\s+)?(?:trigger|procedure|function|package|type\s+body)\b/i
const BLOCK_BEGINS = /^[ \t]*(?:declare|begin)\b/i
const STATEMENT_BEGINS = /^[ \t]*create\s/i

/** `/` ends what is sent: a statement; a routine, whatever it holds; a block of PL/SQL, whose statements are looked for. */
function withUnits(text: string): string {
  const lines = text.split('\n')
  let start: number | null = null
  for (const [i, line] of lines.entries()) {
    if (/^\/[ \t]*\r?$/.test(line)) {
      const from = start ?? i
      for (const [k, part] of unit(lines.slice(from, i).join('\n')).split('\n').entries()) lines[from + k] = part
      lines[i] = ';'
      start = null
    } else if (ROUTINE_BEGINS.test(line)) start = i
    else if (STATEMENT_BEGINS.test(line)) start = null
    else if (start === null && BLOCK_BEGINS.test(line)) start = i
  }
  return lines.join('\n')
}

function unit(text: string): string {
  if (text === '') return text
  if (STATEMENT_BEGINS.test(text)) return text.replaceAll(';', ' ')
  const block = text.trimEnd()
  return `DO $plsql$ ${block.replace(/\bexecute\s+immediate\b/gi, 'EXECUTE')} $plsql$${text.slice(block.length)}`
}

const BATCH_END = /^[ \t]*GO[ \t]*(?:\d+[ \t]*)?;?[ \t]*$/im
/** Behind a column's type, where they say nothing of it. */
const COLUMN_WORDS =
  /\b(?:ROWGUIDCOL|SPARSE)\b(?<=[\w")][ \t]+\w+)(?=[ \t]*(?:NOT\b|NULL\b|CONSTRAINT\b|DEFAULT\b|,|$))/gim
/** A stamp of the row's version, no moment. */
const ROW_VERSION = /(?<=[\w"\]][ \t]+)(?:"timestamp"|timestamp)(?=[ \t]*(?:NOT\b|NULL\b|,|\)|$))/gim
/** A batch that is one routine, whatever it holds. */
const ROUTINE_BATCH = /^\s*(?:create|alter)\s+(?:or\s+alter\s+)?(?:proc|procedure|function|trigger|view)\b/i
/** Statements begin with a line of their own, with or without a `;` before. */
const BEGINS =
  /^[ \t]*(?=(?:create|alter)\s+(?:table|(?:unique\s+)?(?:(?:non)?clustered\s+)?index|schema|type)\b|insert\b|exec(?:ute)?\b|set\s+\w+\s+(?:on|off)\b|use\b|print\b|if\b|drop\s)/i

function fromSqlServer(text: string): string {
  const batches = text.replaceAll('\r\n', '\n').split(new RegExp(BATCH_END, 'gim'))
  return batches.map(batch).join(';')
}

function batch(text: string): string {
  const plain = withPlainNames(text)
    .replace(COLUMN_WORDS, (word) => ' '.repeat(word.length))
    .replace(ROW_VERSION, 'rowversion')
  const first = skipBlanks(plain)
  if (ROUTINE_BATCH.test(plain.slice(first))) return plain.replaceAll(';', ' ')
  return statementPerLine(plain.replace(USE, '').replace(/\bcreate\s+table\s+(?=#)/gi, 'CREATE TEMPORARY TABLE '))
}

/** Which database is meant, where PostgreSQL and MySQL would hear of a schema. */
const USE = /^[ \t]*use[ \t]+"?\w+"?[ \t]*;?[ \t]*$/gim

function skipBlanks(text: string): number {
  let at = 0
  for (let next = skipBlank(text, at, 'sqlite'); next > at; next = skipBlank(text, at, 'sqlite')) at = next
  return at
}

/** `[name]` → `"name"`, outside of texts and comments. */
function withPlainNames(text: string): string {
  const parts: string[] = []
  let from = 0
  let at = 0
  while (at < text.length) {
    const next = skipBlank(text, at, 'sqlite')
    if (next > at) {
      at = next
      continue
    }
    const char = text.charAt(at)
    const quoted = char === '[' || char === "'" || char === '"' ? readQuoted(text, at, 'sqlite') : null
    if (quoted === null || !quoted.closed) {
      at++
      continue
    }
    if (char === '[' && quoted.value !== '' && !quoted.value.includes('\n')) {
      parts.push(text.slice(from, at), `"${quoted.value.replaceAll('"', '""')}"`)
      from = quoted.end
    }
    at = quoted.end
  }
  return parts.join('') + text.slice(from)
}

/** A `;` before each line that begins a statement outside of parentheses. */
function statementPerLine(text: string): string {
  let depth = 0
  return text
    .split('\n')
    .map((line) => {
      const begins = depth === 0 && BEGINS.test(line)
      for (const char of line.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"|--.*$/g, '')) {
        if (char === '(') depth++
        if (char === ')') depth = Math.max(0, depth - 1)
      }
      return begins ? `;${line}` : line
    })
    .join('\n')
}
