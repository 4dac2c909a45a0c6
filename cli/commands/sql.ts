import { allRows, readBatch } from '../../shared/protocol/column-batch.ts'
import type { SqlColumn } from '../../shared/protocol/methods/sql.ts'
import { wireText } from '../../shared/protocol/scalars.ts'
import type { WireCell } from '../../shared/protocol/scalars.ts'
import { textOption, usageError } from '../command.ts'
import type { CliCommand, Reply } from '../command.ts'
import { BACKUP_OPTION, backUp, DATABASE_OPTION, TIMEOUT_OPTION, databasePath, withDatabase } from '../database.ts'
import type { CliSession } from '../database.ts'
import { changesText, textTable } from '../output.ts'
import { readAll } from '../stdin.ts'

export const sql: CliCommand = {
  name: 'sql',
  arguments: [],
  summary: 'Run plain SQL on a SQLite file; reading only unless --write',
  options: [
    DATABASE_OPTION,
    { flags: '-c, --command <sql>', description: 'the statement; else it is read from stdin' },
    { flags: '--write', description: 'allow statements that change the file' },
    { flags: '--limit <rows>', description: 'at most so many rows', default: '1000' },
    BACKUP_OPTION,
    TIMEOUT_OPTION,
  ],
  async run(invocation, _args, options) {
    const path = databasePath(invocation, options)
    const text = textOption(options, 'command') ?? (await readAll(invocation.stdin))
    if (text.trim() === '') throw usageError('No statement: give it with -c or on stdin')
    const limit = Number(textOption(options, 'limit'))
    if (!Number.isInteger(limit) || limit < 0 || limit > 100_000) throw usageError('--limit takes 0 to 100000')
    const write = options['write'] === true
    const open = { mode: write ? 'write' : 'read', create: false } as const
    return withDatabase(invocation, path, options, open, async (session) => {
      if (write) await backUp(invocation, session, path, options)
      return write ? runWriting(session, text) : runReading(session, text, limit)
    })
  },
}

async function runReading({ sql: db, signal }: CliSession, text: string, limit: number): Promise<Reply> {
  let columns: readonly SqlColumn[] = []
  const rows: WireCell[][] = []
  const { summary } = await db.call('sql.query', { sql: text, params: [], limit }, signal, {
    onHead: (head) => {
      columns = head.columns
    },
    onItem: ({ batch }) => void rows.push(...allRows(readBatch(batch))),
  })
  const names = columns.map((c) => c.name)
  const more = summary.truncated ? `\n… more rows than --limit ${limit}` : ''
  const table = textTable(
    names,
    rows.map((row) => row.map(wireText)),
  )
  return {
    json: { columns: names, rows, truncated: summary.truncated, ms: summary.ms },
    text: `${table}\n${rows.length} rows, ${summary.ms.toFixed(1)} ms${more}`,
    exit: 0,
  }
}

async function runWriting({ sql: db, signal }: CliSession, text: string): Promise<Reply> {
  const result = await db.call('sql.exec', { sql: text, params: [], keep: true }, signal)
  const lines = result.statements.map((s) =>
    s.columns.length === 0
      ? `${s.changes} rows changed`
      : textTable(
          s.columns.map((c) => c.name),
          s.rows.map((row) => row.map(wireText)),
        ),
  )
  const kept = changesText(result.changes, true)
  return {
    json: result,
    text: [...lines, ...(kept === '' ? [] : [kept]), `${result.ms.toFixed(1)} ms`].join('\n'),
    exit: 0,
  }
}
