/**
 * Asks for all rows of a table, as the preview asks for those of a query, looks at a screenful of each answer, and
 * releases it as the preview does when the next one comes.
 */
import { createRows } from '../../../renderer/data/rows/rows.ts'
import type { Rows } from '../../../renderer/data/rows/rows.ts'
import { connect } from '../../../renderer/host/connection/connect.ts'
import type { Client } from '../../../shared/protocol/client.ts'
import { wireText } from '../../../shared/protocol/scalars.ts'
import type { Handle } from '../../../shared/protocol/handles.ts'

const SCREEN_ROWS = 40

declare global {
  interface Window {
    /**
     * @param answer rows of one answer; the next are asked for by key
     * @returns rows that came, characters that were drawn of them
     */
    streamRows(total: number, answer: number): Promise<{ rows: number; drawn: number }>
  }
}

let opened: Promise<{ client: Client; session: Handle<'sql'> }> | null = null

async function open() {
  const client = await connect()
  const [root] = await client.call('dir.roots', {})
  if (root === undefined) throw new Error('No folder')
  const { file } = await client.call('dir.openFile', { dir: root.dir, name: 'rows.sqlite' })
  const { session } = await client.call('sql.open', { source: { kind: 'file', file } })
  return { client, session }
}

window.streamRows = async (total, answer) => {
  opened ??= open()
  const { client, session } = await opened
  let [count, drawn] = [0, 0]
  while (count < total) {
    let rows: Rows | null = null
    const sql = 'SELECT * FROM t WHERE id > ? ORDER BY id'
    await client.call(
      'sql.query',
      { session, sql, params: [count], limit: Math.min(answer, total - count) },
      {
        onHead: ({ columns }) => void (rows = createRows(columns, [])),
        onItem: ({ batch }) => rows?.append(batch),
      },
    )
    const known = rows as Rows | null
    if (known === null) throw new Error('No answer')
    for (let row = 0; row < SCREEN_ROWS; row++) {
      for (let column = 0; column < known.columns.length; column++)
        drawn += wireText(known.cell(row, column) ?? null).length
    }
    count += known.state().count
    known.release()
  }
  return { rows: count, drawn }
}
