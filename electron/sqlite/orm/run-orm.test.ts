import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { allRows, readBatch } from '../../../shared/protocol/column-batch.ts'
import type { HostFailure } from '../../../shared/protocol/errors.ts'
import type { Handle } from '../../../shared/protocol/handles.ts'
import type { CallItem } from '../../../shared/protocol/methods.ts'
import { createTestHost, exampleText, openSample } from '../../test-support/test-host.ts'
import type { TestHost } from '../../test-support/test-host.ts'

let test: TestHost
let session: Handle<'sql'>
beforeAll(async () => {
  test = createTestHost()
  session = await openSample(test, 'blog.relata.json', exampleText('blog.relata.json'))
})
afterAll(() => test.close())

async function run(code: string, write = false) {
  const items: CallItem<'orm.run'>[] = []
  const { summary } = await test.client.call(
    'orm.run',
    { session, code, write },
    { onItem: (item) => void items.push(item) },
  )
  return { items, summary }
}
const result = (item: CallItem<'orm.run'> | undefined) => item?.result as Record<string, unknown>
const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => 'ok',
    (failure: HostFailure) => failure.code,
  )

describe('ORM queries over the sample database', () => {
  it('follow paths, and give rows, SQL and time', async () => {
    const { items, summary } = await run('Post.objects.filter(author__profile__city="Casablanca")')
    expect(result(items[0])).toMatchObject({ kind: 'queryset', model: 'blog.Post' })
    expect((items[0] as unknown as { table: { rows: unknown[][] } }).table.rows.length).toBeGreaterThan(0)
    expect(items[0]?.sql[0]?.text).toContain('INNER JOIN')
    expect(items[0]?.sql[0]?.params).toEqual(['Casablanca'])
    expect(summary).toMatchObject({ statements: 1, committed: false })
  })

  it('run scripts statement by statement, print, and stop at the first mistake with its line', async () => {
    const { items } = await run('n = Post.objects.count()\nprint(n)\nn + 1\nPost.objects.get(pk=-1)\nprint("never")')
    expect(items.map((item) => [item.line, result(item)['kind']])).toEqual([
      [1, 'statement'],
      [2, 'value'],
      [3, 'value'],
      [4, 'error'],
    ])
    expect(result(items[3])).toMatchObject({ type: 'DoesNotExist' })
    expect((items[1] as unknown as { printed: string }).printed).toMatch(/^\d+\n$/)
    expect(result((await run('x = (')).items[0])).toMatchObject({ kind: 'error', type: 'SyntaxError' })
  })

  it('say how many rows of which table a kept run added, changed and deleted', async () => {
    const made = await run('tag = Tag.objects.create(name="counted")\nPost.objects.first().tags.add(tag)', true)
    expect(made.summary.changes).toEqual(
      expect.arrayContaining([
        { table: 'blog_tag', inserted: 1, updated: 0, deleted: 0 },
        { table: 'blog_post_tags', inserted: 1, updated: 0, deleted: 0 },
      ]),
    )
    const gone = await run('Tag.objects.filter(name="counted").delete()', true)
    expect(gone.summary.changes).toContainEqual({ table: 'blog_post_tags', inserted: 0, updated: 0, deleted: 1 })
    const tried = await run('Tag.objects.all().delete()')
    expect(tried.summary).toMatchObject({ committed: false, undo: false })
    expect(tried.summary.changes.map(({ table }) => table)).toEqual(['blog_post_tags', 'blog_tag'])
  })

  it('take the last kept run back, whatever is only tried in between', async () => {
    const names = async () => result((await run('list(Tag.objects.values_list("name", flat=True))')).items[0])
    const before = await names()
    expect((await run('Tag.objects.all().delete()', true)).summary).toMatchObject({ committed: true, undo: true })
    await run('Tag.objects.create(name="tried")')
    const { changes } = await test.client.call('sql.undo', { session })
    expect(changes).toContainEqual({ table: 'blog_tag', inserted: 4, updated: 0, deleted: 0 })
    expect(await names()).toEqual(before)
    expect(await codeOf(test.client.call('sql.undo', { session }))).toBe('CONFLICT')
  })

  it('put back what they changed unless asked to keep it', async () => {
    const count = async () => result((await run('Tag.objects.count()')).items[0])['value'] as number
    const before = await count()
    expect((await run('Tag.objects.create(name="one")')).summary.committed).toBe(false)
    expect(await count()).toBe(before)
    expect((await run('Tag.objects.create(name="one")\nTag.objects.get(pk=-1)', true)).summary.committed).toBe(false)
    expect(await count()).toBe(before)
    expect((await run('Tag.objects.create(name="one")', true)).summary.committed).toBe(true)
    expect(await count()).toBe(before + 1)
  })

  it('can be stopped, loops and endless statements alike', async () => {
    for (const code of ['while True: pass', 'x = 1\nwhile True:\n  Post.objects.count()']) {
      const stop = new AbortController()
      const running = codeOf(test.client.call('orm.run', { session, code }, { signal: stop.signal }))
      setTimeout(() => stop.abort(), 150)
      expect(['CANCELLED', 'RESOURCE']).toContain(await running)
    }
    expect(result((await run('Post.objects.exists()')).items[0])).toMatchObject({ value: true })
  })

  it('show what was printed until they had to stop, and print 100,000 lines', async () => {
    const items: { readonly line: number; readonly printed?: string }[] = []
    const endless = test.client.call(
      'orm.run',
      { session, code: 'n = 1\nwhile True: print("a line")', write: false },
      { onItem: (item) => void items.push(item as never) },
    )
    expect(await codeOf(endless)).toBe('RESOURCE')
    expect(items.at(-1)).toMatchObject({ line: 2, result: { kind: 'statement' } })
    expect(items.at(-1)?.printed?.length).toBeGreaterThan(1_000_000)
    const { items: lines } = await run('for i in range(100000): print("line number", i)')
    expect((lines[0] as { printed?: string }).printed?.split('\n')).toHaveLength(100_001)
  })

  it('say what a delete would do, and change nothing', async () => {
    const rows: unknown[][] = []
    await test.client.call(
      'sql.query',
      { session, sql: 'SELECT min(id) FROM auth_user' },
      { onItem: (i) => void rows.push(...allRows(readBatch(i.batch))) },
    )
    const plan = await test.client.call('impact.run', { session, model: 'auth.User', pks: [rows[0]?.[0] as number] })
    expect(plan).toMatchObject({ outcome: 'deletes' })
    expect(JSON.stringify(plan)).toContain('blog.Profile')
    expect(await codeOf(test.client.call('impact.run', { session, model: 'blog.None', pks: [1] }))).toBe('NOT_FOUND')
    expect(await codeOf(test.client.call('impact.run', { session, model: 'blog.Post', pks: [-1] }))).toBe('NOT_FOUND')
  })

  it('fill with made-up rows that keep every rule', async () => {
    const { tables, notes } = await test.client.call('sample.fill', { session, rows: 50 })
    expect(tables.find((t) => t.name === 'blog_post')?.rows).toBe(50)
    expect(notes).toEqual([])
    const bad: unknown[][] = []
    await test.client.call(
      'sql.query',
      { session, sql: 'SELECT * FROM pragma_foreign_key_check' },
      { onItem: (i) => void bad.push(...allRows(readBatch(i.batch))) },
    )
    expect(bad).toEqual([])
    const reset = await test.client.call('sql.reset', { session })
    expect(reset.plan.length).toBeGreaterThan(3)
    expect((await run('Post.objects.count() < 50')).items.map((item) => result(item)['value'])).toEqual([true])
  })
})

it('a models.py is imported in a process of its own', async () => {
  const source =
    'from django.db import models\n\nclass Thing(models.Model):\n    name = models.CharField(max_length=20)\n'
  const { file } = await test.client.call('file.drop', {
    name: 'models.py',
    bytes: Buffer.from(source).toString('base64'),
  })
  const { text, importer } = await test.client.call('import.run', { files: [file] })
  expect(importer).toBe('django')
  expect(text).toContain('"Thing"')
  const odd = await test.client.call('file.drop', {
    name: 'x.bin',
    bytes: Buffer.from([0, 1, 2, 255]).toString('base64'),
  })
  expect(await codeOf(test.client.call('import.run', { files: [odd.file] }))).toBe('PARSE')
})
