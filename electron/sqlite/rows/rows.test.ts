import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { allRows, readBatch } from '../../../shared/protocol/column-batch.ts'
import type { Handle } from '../../../shared/protocol/handles.ts'
import type { CallParams } from '../../../shared/protocol/methods.ts'
import { createFile, createTestHost, exampleText, openFile, openSample } from '../../test-support/test-host.ts'
import type { TestHost } from '../../test-support/test-host.ts'
import type { CellRule } from '../../../shared/rows/cell-rule.ts'
import { TEXT_RULE } from '../../test-support/text-rule.ts'

let test: TestHost
let session: Handle<'sql'>
beforeAll(async () => {
  test = createTestHost()
  session = await openSample(test, 'blog.relata.json', exampleText('blog.relata.json'))
})
afterAll(() => test.close())

type Changes = CallParams<'rows.apply'>['changes']
const apply = (changes: Changes) => test.client.call('rows.apply', { session, changes })
const undo = () => test.client.call('sql.undo', { session })
async function rows(sql: string): Promise<unknown[][]> {
  const all: unknown[][] = []
  await test.client.call(
    'sql.query',
    { session, sql },
    { onItem: (item) => void all.push(...allRows(readBatch(item.batch))) },
  )
  return all
}

describe('staged changes', () => {
  it('are written together, and taken back together', async () => {
    const before = await rows('SELECT * FROM blog_post ORDER BY id')
    const done = await apply([
      { kind: 'update', table: 'blog_post', key: [1], set: [{ column: 'title', value: 'New', was: 'Django basics' }] },
      { kind: 'insert', table: 'blog_tag', id: 1, values: [{ column: 'name', value: 'fresh' }] },
      {
        kind: 'link',
        table: 'blog_post_tags',
        values: [
          { column: 'post_id', value: 1 },
          { column: 'tag_id', value: { $new: 1 } },
        ],
      },
      { kind: 'delete', table: 'blog_category', key: [2] },
    ])
    expect(done).toMatchObject({ applied: true, problems: [], undo: true })
    const changed = Object.fromEntries(done.changes.map(({ table, ...rest }) => [table, rest]))
    expect(changed['blog_tag']).toMatchObject({ inserted: 1 })
    expect(changed['blog_category']).toMatchObject({ deleted: 1 })
    expect(done.inserted).toHaveLength(1)
    expect(
      await rows("SELECT count(*) FROM blog_post_tags WHERE tag_id = (SELECT id FROM blog_tag WHERE name = 'fresh')"),
    ).toEqual([[1]])
    await undo()
    expect(await rows('SELECT * FROM blog_post ORDER BY id')).toEqual(before)
    expect(await rows("SELECT * FROM blog_tag WHERE name = 'fresh'")).toEqual([])
  })

  it('are refused as a whole, each mistake at its row and column', async () => {
    const done = await apply([
      { kind: 'update', table: 'blog_tag', key: [1], set: [{ column: 'name', value: 'x'.repeat(51) }] },
      { kind: 'update', table: 'blog_tag', key: [2], set: [{ column: 'name', value: null }] },
      { kind: 'update', table: 'blog_tag', key: [3], set: [{ column: 'name', value: 'fine' }] },
      { kind: 'update', table: 'blog_post', key: [1], set: [{ column: 'author_id', value: 999 }] },
      { kind: 'update', table: 'blog_tag', key: [4], set: [{ column: 'name', value: 'fine', was: 'not this' }] },
      { kind: 'update', table: 'blog_tag', key: [4000], set: [{ column: 'name', value: 'fine' }] },
    ])
    expect(done.applied).toBe(false)
    expect(done.problems.map(({ change, column, message }) => [change, column, message])).toEqual([
      [0, 'name', 'Ensure this value has at most 50 characters (it has 51).'],
      [1, 'name', 'This field cannot be null.'],
      [3, 'author_id', 'user instance with id 999 is not a valid choice.'],
      [4, null, 'This row has been changed by somebody else meanwhile.'],
      [5, null, 'This row is no longer there.'],
    ])
    expect(await rows("SELECT * FROM blog_tag WHERE name = 'fine'")).toEqual([])
  })

  it('name every value that a new row lacks', async () => {
    const done = await apply([{ kind: 'insert', table: 'blog_post', id: 1, values: [{ column: 'title', value: '' }] }])
    expect(done.problems.map(({ column, message }) => [column, message])).toEqual([
      ['author_id', 'This field cannot be null.'],
      ['category_id', 'This field cannot be null.'],
      ['title', 'This field cannot be blank.'],
      ['content', 'This field cannot be blank.'],
    ])
  })

  it('may come in any order', async () => {
    const done = await apply([
      {
        kind: 'insert',
        table: 'blog_profile',
        id: 2,
        values: [
          { column: 'user_id', value: { $new: 7 } },
          { column: 'bio', value: '' },
          { column: 'city', value: '' },
        ],
      },
      {
        kind: 'insert',
        table: 'auth_user',
        id: 7,
        values: [
          { column: 'username', value: 'zoe' },
          { column: 'password', value: '!' },
        ],
      },
    ])
    expect(done.problems).toEqual([])
    expect(done.inserted.map(({ id }) => id)).toEqual([2, 7])
    await undo()
  })

  it('delete as on_delete says', async () => {
    const done = await apply([{ kind: 'delete', table: 'auth_user', key: [1] }])
    expect(done.changes.map(({ table, deleted }) => [table, deleted])).toContainEqual(['blog_profile', 1])
    await undo()
    expect(await rows('SELECT count(*) FROM auth_user')).toEqual([[4]])
  })

  it('name what the database refuses in Django’s words', async () => {
    const done = await apply([
      { kind: 'update', table: 'auth_user', key: [1], set: [{ column: 'username', value: 'bob' }] },
    ])
    expect(done.problems).toEqual([
      { change: 0, column: 'username', message: expect.stringMatching(/^User with this Username already exists/i) },
    ])
  })

  it('start a new row as Django does', async () => {
    const { values } = await test.client.call('rows.defaults', { session, table: 'auth_user' })
    expect(Object.fromEntries(values.map(({ column, value }) => [column, value]))).toMatchObject({
      is_active: 1,
      is_staff: 0,
      first_name: '',
    })
  })
})

describe('files', () => {
  const out = async (name: string, format: 'csv' | 'json', more = {}) =>
    test.client.call('rows.export', {
      session,
      table: 'odd',
      file: await createFile(test.client, name),
      format,
      ...more,
    })

  it('come back as they went', async () => {
    await test.client.call('sql.exec', {
      session,
      sql: `CREATE TABLE odd (id INTEGER PRIMARY KEY, "a,b" TEXT, big INTEGER, r REAL, b BLOB, ok bool, "j""s" json);
        INSERT INTO odd VALUES (1, 'x, "y"' || char(10) || 'z', 9223372036854775807, 0.1, x'00ff', 1, '{"a": [1, 2.50]}');
        INSERT INTO odd VALUES (2, '', -9007199254740993, 1e300, NULL, 0, NULL);
        INSERT INTO odd VALUES (3, NULL, NULL, 3.0, x'', NULL, '"text"');
        CREATE TABLE odd2 (id INTEGER PRIMARY KEY, "a,b" TEXT, big INTEGER, r REAL, b BLOB, ok bool, "j""s" json)`,
    })
    const rules: CellRule[] = (['integer', 'text', 'integer', 'real', 'blob', 'boolean', 'json'] as const).map(
      (kind) => ({ ...TEXT_RULE, kind, null: true }),
    )
    const names = ['id', 'a,b', 'big', 'r', 'b', 'ok', 'j"s']
    for (const format of ['csv', 'json'] as const) {
      const done = await out(`odd.${format}`, format)
      expect(done).toMatchObject({ rows: 3, label: `odd.${format}` })
      const file = await openFile(test.client, `odd.${format}`)
      const seen = await test.client.call('rows.inspect', { session, file })
      expect(seen).toMatchObject({ format, columns: names })
      const imported = await test.client.call('rows.import', {
        session,
        table: 'odd2',
        file,
        columns: names.map((column, from) => ({ from, column, rule: rules[from] as CellRule })),
        onError: 'stop',
      })
      expect(imported).toMatchObject({ applied: true, rows: 3, problems: [] })
      const same = 'SELECT * FROM odd EXCEPT SELECT * FROM odd2'
      expect(
        format === 'csv' ? await rows(same) : await rows(same.replaceAll('*', 'id, "a,b", big, r, b, ok')),
      ).toEqual([])
      expect(await rows('SELECT typeof(r), typeof(b), typeof(big) FROM odd2 WHERE id <> 2')).toEqual([
        ['real', 'blob', 'integer'],
        ['real', 'blob', 'null'],
      ])
      await undo()
      expect(await rows('SELECT count(*) FROM odd2')).toEqual([[0]])
    }
    expect(readFileSync(join(test.folder, 'odd.csv'), 'utf8').split('\n')[0]).toBe('id,"a,b",big,r,b,ok,"j""s"')
  })

  it('hold what a filter leaves, in the order shown', async () => {
    await out('part.csv', 'csv', {
      filters: [{ op: 'notNull', column: 'ok' }],
      sort: [{ column: 'id', descending: true }],
    })
    expect(
      readFileSync(join(test.folder, 'part.csv'), 'utf8')
        .split('\n')
        .slice(1)
        .map((line) => line[0]),
    ).toEqual(['2', '1', 'z', undefined])
  })

  it('name the lines that do not fit', async () => {
    writeFileSync(join(test.folder, 'tags.csv'), 'name;extra\none;1\n"two\nlines";2\n;3\n' + 'x'.repeat(60) + ';4\n')
    const file = await openFile(test.client, 'tags.csv')
    const request = {
      session,
      table: 'blog_tag',
      file,
      columns: [{ from: 0, column: 'name', rule: { ...TEXT_RULE, maxLength: 50 } }],
    }
    const stopped = await test.client.call('rows.import', { ...request, onError: 'stop' })
    expect(stopped).toMatchObject({ applied: false, rows: 0, refused: 2 })
    expect(stopped.problems).toEqual([
      { line: 5, column: 'name', value: null, problem: { code: 'null' } },
      { line: 6, column: 'name', value: 'x'.repeat(60), problem: { code: 'maxLength', most: 50, is: 60 } },
    ])
    const skipped = await test.client.call('rows.import', { ...request, onError: 'skip' })
    expect(skipped).toMatchObject({ applied: true, rows: 2, refused: 2 })
    await undo()
  })

  it('have decimal commas where semicolons stand between cells, and moments with an offset become UTC', async () => {
    await test.client.call('sql.exec', {
      session,
      sql: 'CREATE TABLE measured (price decimal, length real, at datetime)',
    })
    writeFileSync(
      join(test.folder, 'comma.csv'),
      'price;length;at\n1.234,50;0,125;2024-07-01T12:30:00+02:00\n1,234;2,5;2024-07-01 12:30\n3.5;4;2024-07-01T12:30:00Z\n',
    )
    const file = await openFile(test.client, 'comma.csv')
    const done = await test.client.call('rows.import', {
      session,
      table: 'measured',
      file,
      columns: [
        { from: 0, column: 'price', rule: { ...TEXT_RULE, kind: 'decimal' } },
        { from: 1, column: 'length', rule: { ...TEXT_RULE, kind: 'real' } },
        { from: 2, column: 'at', rule: { ...TEXT_RULE, kind: 'datetime' } },
      ],
      onError: 'stop',
    })
    expect(done).toMatchObject({ applied: true, rows: 3, problems: [] })
    expect(await rows('SELECT price, length, at FROM measured')).toEqual([
      [1234.5, 0.125, '2024-07-01 10:30:00'],
      [1.234, 2.5, '2024-07-01 12:30:00'],
      [3.5, { $f: '4' }, '2024-07-01 12:30:00'],
    ])
    await test.client.call('sql.exec', { session, sql: 'DROP TABLE measured' })
  })

  it('leave out rows that refer to nothing', async () => {
    writeFileSync(
      join(test.folder, 'links.json'),
      JSON.stringify([
        { post_id: 1, tag_id: 4 },
        { post_id: 77, tag_id: 1 },
      ]),
    )
    const file = await openFile(test.client, 'links.json')
    const rule = { ...TEXT_RULE, kind: 'integer' as const }
    const done = await test.client.call('rows.import', {
      session,
      table: 'blog_post_tags',
      file,
      columns: [
        { from: 0, column: 'post_id', rule },
        { from: 1, column: 'tag_id', rule },
      ],
      onError: 'skip',
    })
    expect(done.refused).toBeGreaterThanOrEqual(1)
    expect(done.problems).toContainEqual(expect.objectContaining({ line: 2 }))
  })

  it('say what is no list of rows', async () => {
    for (const [name, text] of [
      ['empty.csv', ''],
      ['bad.json', '[{"a": 1'],
      ['zero.csv', 'a\0b'],
    ] as const) {
      writeFileSync(join(test.folder, name), text)
      const file = await openFile(test.client, name)
      await expect(test.client.call('rows.inspect', { session, file })).rejects.toMatchObject({ code: 'PARSE' })
    }
  })
})
