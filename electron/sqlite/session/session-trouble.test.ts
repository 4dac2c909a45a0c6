import BetterSqlite from 'better-sqlite3'
import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { renameSync, truncateSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'

import type { HostFailure } from '../../../shared/protocol/errors.ts'
import type { Handle } from '../../../shared/protocol/handles.ts'
import type { CallParams } from '../../../shared/protocol/methods.ts'
import { createFile, createTestHost, exampleText, openFile, openSample } from '../../test-support/test-host.ts'
import type { TestHost } from '../../test-support/test-host.ts'
import { TEXT_RULE } from '../../test-support/text-rule.ts'

const BLOG = exampleText('blog.relata.json')
interface Own {
  readonly test: TestHost
  readonly session: Handle<'sql'>
  readonly path: string
  /** What the host took for mistakes of ours. */
  readonly logged: readonly string[]
}

let own: Own
let writer: ChildProcess | null = null
afterEach(async () => {
  await letGo()
  await own.test.close()
})

async function start(): Promise<Own> {
  const logged: string[] = []
  const test = createTestHost({ log: (text) => void logged.push(text) })
  writeFileSync(join(test.folder, 'tags.csv'), 'name\none\ntwo\n')
  const session = await openSample(test, 'blog.relata.json', BLOG)
  return (own = { test, session, path: join(test.folder, 'blog.relata.sqlite'), logged })
}

async function hold(): Promise<void> {
  writer = fork(join(import.meta.dirname, '..', '..', 'test-support', 'other-writer.ts'), [own.path, 'exclusive'])
  await once(writer, 'message')
}
async function letGo(): Promise<void> {
  if (writer === null) return
  const gone = once(writer, 'exit')
  writer.kill('SIGKILL')
  await gone
  writer = null
}

const view = { table: 'blog_post', filters: [], sort: [] }
const TITLE: CallParams<'rows.apply'>['changes'] = [
  { kind: 'update', table: 'blog_post', key: [1], set: [{ column: 'title', value: 'New' }] },
]

/** What a window asks of its database, by reading and by writing. */
const READING: Readonly<Record<string, (own: Own) => Promise<unknown>>> = {
  page: ({ test, session }) => test.client.call('rows.page', { session, ...view, start: 0, limit: 50 }),
  tables: ({ test, session }) => test.client.call('sql.tables', { session }),
  query: ({ test, session }) => test.client.call('sql.query', { session, sql: 'SELECT * FROM blog_post' }),
  cell: ({ test, session }) =>
    test.client.call('rows.cell', { session, table: 'blog_post', key: [1], column: 'title' }),
  labels: ({ test, session }) =>
    test.client.call('rows.labels', {
      session,
      table: 'auth_user',
      keys: ['id'],
      labels: ['username'],
      values: [[1]],
    }),
  script: ({ test, session }) =>
    test.client.call('orm.run', { session, code: 'Post.objects.count()', design: null, write: false }),
  impact: ({ test, session }) => test.client.call('impact.run', { session, model: 'Category', pks: [1], design: null }),
  export: async ({ test, session }) =>
    test.client.call('rows.export', {
      session,
      file: await createFile(test.client, 'out.csv'),
      ...view,
      format: 'csv',
    }),
}
const WRITING: Readonly<Record<string, (own: Own) => Promise<unknown>>> = {
  apply: ({ test, session }) => test.client.call('rows.apply', { session, changes: TITLE }),
  statements: ({ test, session }) => test.client.call('sql.exec', { session, sql: 'DELETE FROM blog_post_tags' }),
  kept: ({ test, session }) =>
    test.client.call('orm.run', { session, code: 'Tag.objects.create(name="x")', design: null, write: true }),
  import: async ({ test, session }) =>
    test.client.call('rows.import', {
      session,
      file: await openFile(test.client, 'tags.csv'),
      table: 'blog_tag',
      columns: [{ from: 0, column: 'name', rule: TEXT_RULE }],
      onError: 'skip',
    }),
  sync: ({ test, session }) => {
    const text = BLOG.replaceAll('"content"', '"body"')
    return test.client.call('sql.sync', { session, design: { kind: 'text', text, revision: 2 } })
  },
  // After the design was told: it fills the tables that follow from it.
  fill: ({ test, session }) => test.client.call('sample.fill', { session, rows: 50 }),
  reset: ({ test, session }) => test.client.call('sql.reset', { session }),
}

const none = () => Promise.reject(new Error('No such call'))

/** What each of them ended in. */
async function answers(calls: typeof READING): Promise<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const [name, call] of Object.entries(calls)) {
    found[name] = await call(own).then(
      () => 'done',
      ({ code, message }: HostFailure) => `${code}: ${message}`,
    )
  }
  return found
}
const all = (calls: object, what: unknown) => Object.fromEntries(Object.keys(calls).map((name) => [name, what]))

describe('[S7] trouble with the file of an open session', () => {
  it('another program holds it: each call says so, and what was asked for goes through later', async () => {
    await start()
    const { labels = none, script = none } = READING
    // Each waits two seconds for the lock: those whose ways differ.
    const some = { labels, script, ...WRITING }
    await hold()
    const locked = expect.stringMatching(/^BUSY: The database is locked by another program\. Close it there.*again\.$/)
    expect(await answers(some)).toEqual(all(some, locked))
    expect(own.logged).toEqual([])
    await letGo()
    expect(await answers(some)).toEqual(all(some, 'done'))
  }, 120_000)

  it('is deleted or replaced by another one: nothing is written into the one that is gone, and it says why', async () => {
    await start()
    unlinkSync(own.path)
    const moved = expect.stringMatching(/^DENIED: The database file has been deleted or replaced by another program/)
    expect(await answers(WRITING)).toEqual(all(WRITING, moved))
    // What was there can still be looked at, and saved.
    expect(await answers(READING)).toEqual(all(READING, 'done'))
    new BetterSqlite(`${own.path}.new`).exec('CREATE TABLE other (id)').close()
    renameSync(`${own.path}.new`, own.path)
    expect(await answers(WRITING)).toEqual(all(WRITING, moved))
    expect(own.logged).toEqual([])
  })

  it('is cut or overwritten: each call says that it is damaged, and what to do', async () => {
    await start()
    truncateSync(own.path, 4096 * 3)
    const damaged = expect.stringMatching(/^PARSE: The database file is damaged\. Work on a copy/)
    expect(await answers({ ...READING, ...WRITING })).toEqual(all({ ...READING, ...WRITING }, damaged))
    writeFileSync(own.path, 'not a database, '.repeat(20_000))
    const none = expect.stringMatching(/^PARSE: This is not a SQLite database/)
    expect(await answers({ ...READING, ...WRITING })).toEqual(all({ ...READING, ...WRITING }, none))
    expect(own.logged).toEqual([])
  })
})
