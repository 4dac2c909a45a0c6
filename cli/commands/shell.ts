import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline/promises'
import type { ErDocument } from '../../shared/document/records.ts'
import type { CallItem, CallSummary } from '../../shared/protocol/methods.ts'
import { wireText } from '../../shared/protocol/scalars.ts'
import type { WireCell } from '../../shared/protocol/scalars.ts'
import { CliError, textOption, usageError } from '../command.ts'
import type { CliCommand, Invocation, OptionValues, Reply } from '../command.ts'
import {
  BACKUP_OPTION,
  backUp,
  DATABASE_OPTION,
  TIMEOUT_OPTION,
  databasePath,
  giveDesign,
  syncDesign,
  withDatabase,
  withTemporaryFile,
} from '../database.ts'
import type { CliSession } from '../database.ts'
import { DESIGN_OPTIONS, loadDesign } from '../design.ts'
import { changesText, textTable } from '../output.ts'
import { readAll } from '../stdin.ts'

type Item = CallItem<'orm.run'>

export const shell: CliCommand = {
  name: 'shell',
  arguments: ['<design>', '[script]'],
  summary: 'Run queries and scripts in the words of the ORM; nothing stays changed unless --write',
  options: [
    { ...DATABASE_OPTION, description: 'the SQLite file; else one with the rows of the design, for this run only' },
    { flags: '-c, --command <code>', description: 'the code; else a script file, stdin, or a prompt' },
    { flags: '--sql', description: 'show the SQL that was sent' },
    { flags: '--write', description: 'keep what the code changes' },
    BACKUP_OPTION,
    TIMEOUT_OPTION,
    ...DESIGN_OPTIONS,
  ],
  async run(invocation, [source = '', script], options) {
    const { doc } = await loadDesign(invocation, [source], options)
    const write = options['write'] === true
    const onFile = (path: string): Promise<Reply> => runOn(invocation, { doc, path, script, write }, options)
    if (textOption(options, 'db') !== undefined) return onFile(databasePath(invocation, options))
    if (write) throw usageError('--write keeps changes: --db FILE says where')
    return withTemporaryFile(onFile)
  },
}

interface Job {
  readonly doc: ErDocument
  readonly path: string
  /** A file of code. */
  readonly script: string | undefined
  readonly write: boolean
}

async function runOn(invocation: Invocation, { doc, path, script, write }: Job, options: OptionValues): Promise<Reply> {
  const isNew = !existsSync(path)
  const code = await codeOf(invocation, script, options)
  // Without --write changes run too, and are taken back: that takes a connection that could write.
  const open = { mode: 'write', create: isNew } as const
  // A prompt waits for a person: only single statements may run out of time there.
  const limits = code === null ? { ...options, timeout: '0' } : options
  return withDatabase(invocation, path, limits, open, async (session) => {
    if (write && !isNew) await backUp(invocation, session, path, options)
    await prepare(session, doc, isNew)
    if (code === null) return prompt(invocation, session, write, options['sql'] === true)
    const ran = await runCode(session, code, write, false)
    const said = changesText(ran.summary.changes, ran.summary.committed)
    if (said !== '') invocation.progress(said)
    return replyOf(ran.items, options['sql'] === true)
  })
}

/** null: ask at a prompt. */
async function codeOf(
  invocation: Invocation,
  script: string | undefined,
  options: OptionValues,
): Promise<string | null> {
  const given = textOption(options, 'command')
  if (given !== undefined) return given
  if (script !== undefined) {
    return readFile(resolve(invocation.cwd, script), 'utf8').catch((error: Error) => {
      throw new CliError(3, 'NOT_FOUND', `${script} cannot be read: ${error.message}`)
    })
  }
  return invocation.stdin.isTTY === true && !invocation.json ? null : readAll(invocation.stdin)
}

/** A new file gets the design's tables and rows; one that is there is used as it is. */
async function prepare(session: CliSession, doc: ErDocument, isNew: boolean): Promise<void> {
  if (isNew) await syncDesign(session, doc)
  else await giveDesign(session, doc)
}

interface Ran {
  readonly items: readonly Item[]
  readonly summary: CallSummary<'orm.run'>
}

async function runCode({ sql, signal }: CliSession, code: string, write: boolean, keepNames: boolean): Promise<Ran> {
  const items: Item[] = []
  const { summary } = await sql.call('orm.run', { code, write, keepNames, design: null, limit: 1000 }, signal, {
    onItem: (item) => void items.push(item),
  })
  return { items, summary }
}

function replyOf(items: readonly Item[], withSql: boolean): Reply {
  const failed = items.some((item) => kindOf(item) === 'error')
  const json = items.map((item) => ({
    line: item.line,
    ...(item.result as object),
    ...(typeof item['printed'] === 'string' ? { printed: item['printed'] } : {}),
    sql: item.sql.map((s) => s.text),
    num_queries: item.sql.length,
  }))
  return {
    json,
    text: items
      .map((item) => itemText(item, withSql))
      .filter((t) => t !== '')
      .join('\n'),
    exit: failed ? 1 : 0,
  }
}

async function prompt(invocation: Invocation, session: CliSession, write: boolean, withSql: boolean): Promise<Reply> {
  const lines = createInterface({ input: invocation.stdin, output: process.stdout, prompt: '>>> ', historySize: 1000 })
  invocation.write(
    `Models of the design are at hand. ${write ? 'Changes are kept.' : 'What code changes is rolled back (--write keeps it).'} Ctrl+D ends.\n`,
  )
  let pending: string[] = []
  lines.prompt()
  for await (const line of lines) {
    pending.push(line)
    const isOpen = pending.length > 1 ? line.trim() !== '' : line.trimEnd().endsWith(':')
    if (!isOpen) {
      const text = await answer(session, pending.join('\n'), write, withSql)
      if (text !== '') invocation.write(`${text}\n`)
      pending = []
    }
    lines.setPrompt(isOpen ? '... ' : '>>> ')
    lines.prompt()
  }
  return { json: null, text: '', exit: 0 }
}

async function answer(session: CliSession, code: string, write: boolean, withSql: boolean): Promise<string> {
  if (code.trim() === '') return ''
  try {
    const { items, summary } = await runCode(session, code, write, true)
    return [...items.map((item) => itemText(item, withSql)), changesText(summary.changes, summary.committed)]
      .filter((part) => part !== '')
      .join('\n')
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function kindOf(item: Item): string {
  return String((item.result as { readonly kind?: unknown }).kind)
}

interface ShownTable {
  readonly columns: readonly { readonly name: string }[]
  readonly rows: readonly (readonly WireCell[])[]
}

function itemText(item: Item, withSql: boolean): string {
  const sql = withSql ? item.sql.map((s) => `${s.text};`) : []
  const printed = typeof item['printed'] === 'string' ? [item['printed'].replace(/\n$/, '')] : []
  return [...sql, ...printed, resultText(item)].filter((part) => part !== '').join('\n')
}

function resultText(item: Item): string {
  const result = item.result as { readonly [key: string]: unknown }
  if (kindOf(item) === 'error') return `line ${item.line}: ${String(result['type'])}: ${String(result['message'])}`
  const table = item['table'] as ShownTable | undefined
  if (table !== undefined) {
    const rows = table.rows.map((row) => row.map(wireText))
    const count = `${rows.length} ${rows.length === 1 ? 'row' : 'rows'}, ${item.ms.toFixed(1)} ms`
    const shown = textTable(
      table.columns.map((c) => c.name),
      rows,
    )
    return `${shown}\n${count}`
  }
  // As Python's prompt does: None is not printed, and others as they are written in Python.
  if (kindOf(item) === 'statement' || result['value'] === null) return ''
  if (typeof item['text'] === 'string') return item['text']
  const shown = result['rows'] ?? result['value'] ?? result['pks']
  if (Array.isArray(shown)) return shown.length === 0 ? '(no rows)' : shown.map((row) => JSON.stringify(row)).join('\n')
  return typeof shown === 'string' ? shown : JSON.stringify(shown ?? result)
}
