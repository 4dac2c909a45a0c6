/** Runs one text of the shell against an open database and tells the answer piece by piece. */
import type { Client } from '../../../shared/protocol/client.ts'
import { isFailure } from '../../../shared/protocol/errors.ts'
import type { Handle } from '../../../shared/protocol/handles.ts'
import type { WireScalar } from '../../../shared/protocol/scalars.ts'
import type { Resolution } from '../../../shared/relations/types.ts'
import { createRows } from '../../data/rows/rows.ts'
import type { Rows } from '../../data/rows/rows.ts'
import type { Answer } from '../preview-state.ts'
import { readItem } from '../answer/read-item.ts'
import type { ShownStatement } from '../answer/read-item.ts'
import { travelledModels, travelledRelations } from '../answer/travelled-models.ts'

/** Rows of one answer that the page holds at most. */
const ROW_LIMIT = 10_000

interface CodeRun {
  readonly client: Client
  readonly session: Handle<'sql'>
  /** 1-based line of the editor that the code begins on. */
  readonly firstLine: number
  /** Changes are kept, where nothing fails; the names of a script stay too. */
  readonly write: boolean
  readonly signal: AbortSignal
  /** What is known of the answer by now. */
  patch(part: Partial<Answer>): void
}

/** SQL: one reading statement streams its rows; whatever else runs in one transaction. */
export async function runSql(run: CodeRun, sql: string): Promise<void> {
  if (run.write) return execSql(run, sql)
  try {
    await querySql(run, sql)
  } catch (thrown) {
    // Statements that change rows, and several of them, run too: they are taken back.
    const isGate = (isFailure(thrown, 'DENIED') || isFailure(thrown, 'SQL')) && GATE.has(thrown.error.detail ?? '')
    if (!isGate) throw thrown
    await execSql(run, sql)
  }
}

/** Why the reading of one statement was refused before it began. */
const GATE: ReadonlySet<string> = new Set(['gate', 'one'])

async function execSql({ client, session, write, signal, patch }: CodeRun, sql: string): Promise<void> {
  const { statements, changes, undo } = await client.call('sql.exec', { session, sql, keep: write }, { signal })
  patch({
    statements: statements.map((one, index): ShownStatement => ({
      line: index + 1,
      endLine: index + 1,
      ms: null,
      sql: [{ text: one.sql, params: [] }],
      path: [],
      code: [],
      result:
        one.columns.length > 0
          ? { kind: 'rows', rows: createRows(one.columns, one.rows) }
          : { kind: 'changes', changes: one.changes },
    })),
    committed: write,
    changes,
    undo,
  })
}

async function querySql({ client, session, signal, patch }: CodeRun, sql: string): Promise<void> {
  let rows: Rows | null = null
  const shown = (found: Rows, ms: number | null): Partial<Answer> => ({
    statements: [
      {
        line: 1,
        endLine: 1,
        ms,
        sql: [{ text: sql, params: [] }],
        path: [],
        code: [],
        result: { kind: 'rows', rows: found },
      },
    ],
  })
  const { summary } = await client.call(
    'sql.query',
    { session, sql, limit: ROW_LIMIT },
    {
      signal,
      onHead({ columns }) {
        rows = createRows(columns, [])
        patch(shown(rows, null))
      },
      onItem: ({ batch }) => rows?.append(batch),
    },
  )
  rows = rows as Rows | null
  rows?.finish(summary.truncated)
  if (rows !== null) patch(shown(rows, summary.ms))
}

export async function runOrm(run: CodeRun, code: string, resolution: () => Resolution): Promise<void> {
  const { client, session, write, signal, patch, firstLine } = run
  const statements: ShownStatement[] = []
  const { summary } = await client.call(
    'orm.run',
    { session, code, write, keepNames: write, limit: ROW_LIMIT },
    {
      signal,
      onItem(item) {
        statements.push(readItem(item, firstLine))
        patch({ statements: [...statements] })
      },
    },
  )
  const path = statements.at(-1)?.path ?? []
  patch({
    committed: summary.committed,
    changes: summary.changes,
    undo: summary.undo,
    echoed: summary.echoed,
    travelled: travelledModels(path, resolution()),
    relations: travelledRelations(path, resolution()),
  })
  await showObjects(run, statements)
}

/**
 * A queryset answers with primary keys. Its rows are read by its own SQL again, which is exact as long
 * as the script only read; after a write that was rolled back the keys stay.
 */
async function showObjects({ client, session, signal, patch }: CodeRun, statements: ShownStatement[]): Promise<void> {
  if (statements.some(({ sql }) => sql.some(({ text }) => !isSelect(text)))) return
  for (const [index, statement] of statements.entries()) {
    const ran = statement.sql.at(-1)
    if (statement.result.kind !== 'rows' || !statement.result.rows.isKeysOnly || ran === undefined) continue
    const params = wireParams(ran.params)
    if (params === null) continue
    const rows = await readRows(client, session, ran.text, params, signal)
    if (rows === null) continue
    statements[index] = { ...statement, result: { kind: 'rows', rows } }
    patch({ statements: [...statements] })
  }
}

async function readRows(
  client: Client,
  session: Handle<'sql'>,
  sql: string,
  params: WireScalar[],
  signal: AbortSignal,
): Promise<Rows | null> {
  let rows: Rows | null = null
  try {
    const { summary } = await client.call(
      'sql.query',
      { session, sql, params, limit: ROW_LIMIT },
      {
        signal,
        onHead: ({ columns }) => void (rows = createRows(columns, [])),
        onItem: ({ batch }) => rows?.append(batch),
      },
    )
    rows = rows as Rows | null
    rows?.finish(summary.truncated)
    return rows
  } catch (thrown) {
    if (isFailure(thrown, 'SQL') || isFailure(thrown, 'INVALID')) return null
    throw thrown
  }
}

function isSelect(sql: string): boolean {
  return /^\s*(SELECT|WITH|SAVEPOINT|RELEASE)\b/i.test(sql)
}

/** The values of a statement as they were sent; null where one is of a kind that cannot be sent again. */
export function wireParams(params: readonly unknown[]): WireScalar[] | null {
  const isWire = (value: unknown): boolean =>
    value === null || typeof value !== 'object' || '$i' in value || '$b' in value || '$f' in value
  return params.every(isWire) ? (params as WireScalar[]) : null
}
