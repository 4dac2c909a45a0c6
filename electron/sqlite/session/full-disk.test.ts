import BetterSqlite from 'better-sqlite3'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, describe, it } from 'vitest'

import type { StreamCall } from '../../../shared/protocol/dispatcher.ts'
import type { HostFailure } from '../../../shared/protocol/errors.ts'
import { compileDesign } from '../../../shared/schema/compile-design.ts'
import type { CompiledDesign } from '../../../shared/schema/compile-design.ts'
import { bigDocument } from '../../../test/support/big-document.ts'
import { fileFailure } from '../../services/file-failure.ts'
import { readDesign } from '../design/design-text.ts'
import { fillDatabase } from '../sample/fill-database.ts'
import type { Connection } from '../database/open-database.ts'
import { applyChanges } from '../rows/changes/apply-changes.ts'
import { exportRows } from '../rows/files/export-rows.ts'
import { importRows } from '../rows/files/import-rows.ts'
import { runOrm } from '../orm/run-orm.ts'
import { runStatements } from '../statements/run-statements.ts'
import type { SessionMethods } from './session-methods.ts'
import { gateWrite } from '../statements/sql-gate.ts'
import { callFailure } from '../statements/sql-failure.ts'
import { syncDatabase } from '../database/sync-database.ts'
import { TEXT_RULE } from '../../test-support/text-rule.ts'

const example = (name: string) =>
  readDesign(readFileSync(join(import.meta.dirname, '..', '..', '..', 'examples', `${name}.relata.json`), 'utf8'))
const FULL = 'RESOURCE: The disk is full. Nothing was changed: make room on it and try again.'
const LONG = 'x'.repeat(20_000)
const call = { signal: new AbortController().signal, progress: () => {} }

let db: Connection
let design: CompiledDesign
beforeEach(() => {
  db = new BetterSqlite(':memory:')
  db.defaultSafeIntegers(true)
  design = compileDesign(example('blog'))
  syncDatabase(db, design)
  // What SQLite says of a full disk it says of this, too.
  db.pragma(`max_page_count = ${String(db.pragma('page_count', { simple: true }))}`)
})

const everything = () =>
  JSON.stringify(
    ['blog_post', 'blog_tag', 'blog_post_tags'].map((table) => db.prepare(`SELECT * FROM ${table}`).raw().all()),
    (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value),
  )

/** As the session says it. */
async function said(work: () => unknown): Promise<string> {
  try {
    await work()
    return 'done'
  } catch (thrown) {
    const { code, message } = callFailure(thrown) as HostFailure
    return `${code}: ${message}`
  }
}

const csv = Buffer.from(`name\n${Array.from({ length: 3_000 }, (_, i) => `tag ${i}`).join('\n')}\n`)
const WORK: Readonly<Record<string, () => unknown>> = {
  'staged changes': () =>
    applyChanges(db, design, [
      { kind: 'update', table: 'blog_tag', key: [1], set: [{ column: 'name', value: 'first' }] },
      { kind: 'update', table: 'blog_post', key: [1], set: [{ column: 'content', value: LONG }] },
    ]),
  'an import': () =>
    importRows(
      db,
      design,
      {
        file: { name: 'tags.csv', bytes: csv },
        table: 'blog_tag',
        columns: [{ from: 0, column: 'name', rule: TEXT_RULE }],
        onError: 'skip',
      },
      call,
    ),
  'a script': () =>
    runOrm(
      db,
      design,
      {
        code: `Tag.objects.create(name="a")\nPost.objects.update(content="${LONG}")`,
        write: true,
        limit: 100,
        keepNames: false,
      } as Parameters<typeof runOrm>[2],
      { ...call, head: () => {}, item: () => Promise.resolve() } as unknown as StreamCall<SessionMethods['orm.run']>,
    ),
  statements: () =>
    runStatements(db, gateWrite(`DELETE FROM blog_post_tags; UPDATE blog_post SET content = '${LONG}'`), {
      params: [],
      keep: true,
    }),
  'sample rows': () => fillDatabase(db, design, { rows: 5_000, seed: 1 }, call),
  'another design': () => syncDatabase(db, compileDesign(bigDocument(200))),
}

describe('[S7] a full disk', () => {
  for (const [name, work] of Object.entries(WORK)) {
    it(`is said of ${name}, no row is to blame, and all is as before`, async () => {
      const before = everything()
      expect(await said(work)).toBe(FULL)
      expect(everything()).toBe(before)
      expect(db.inTransaction).toBe(false)
      expect(db.pragma('foreign_keys', { simple: true })).toBe(1n)
      db.pragma('max_page_count = 100000')
      expect(await said(work)).toBe('done')
    })
  }

  it('is said of a file by its name', async () => {
    const view = { table: 'blog_post', filters: [], sort: [], format: 'csv' as const }
    const thrown: unknown = await Promise.resolve(exportRows(db, { ...view, path: '/dev/full' }, call)).catch(
      callFailure,
    )
    const onFull = { syscall: 'write', code: 'ENOSPC' }
    // Where there is no such device, as on macOS, the same by hand.
    const failure = process.platform === 'linux' ? thrown : callFailure(Object.assign(new Error('full'), onFull))
    expect(fileFailure(failure, 'out.csv')).toMatchObject({
      code: 'RESOURCE',
      message: '“out.csv” does not fit: the disk is full.',
    })
  })
})
