import BetterSqlite from 'better-sqlite3'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createFile, openFile } from '../../electron/test-support/test-host.ts'
import { allRows, readBatch } from '../../shared/protocol/column-batch.ts'
import { ERROR_CODES, HostFailure } from '../../shared/protocol/errors.ts'
import type { Handle } from '../../shared/protocol/handles.ts'
import { METHODS } from '../../shared/protocol/methods.ts'
import type { MethodName } from '../../shared/protocol/methods.ts'
import { WIRES } from '../support/wires.ts'
import type { Wire } from '../support/wires.ts'

const BLOG = readFileSync(join(import.meta.dirname, '..', '..', 'examples', 'blog.relata.json'), 'utf8')

for (const [name, start] of Object.entries(WIRES)) {
  describe(`the host over ${name}`, () => {
    let wire: Wire
    beforeAll(async () => {
      wire = await start()
      writeFileSync(join(wire.folder, 'blog.relata.json'), BLOG)
      const db = new BetterSqlite(join(wire.folder, 'x.sqlite'))
      db.exec('CREATE TABLE t (x)')
      db.close()
    })
    afterAll(() => wire.close())

    const codeOf = (call: Promise<unknown>) =>
      call.then(
        () => 'ok',
        (failure: HostFailure) => failure.code,
      )
    const rowsOf = async (session: Handle<'sql'>, sql: string) => {
      const rows: unknown[][] = []
      await wire.client.call(
        'sql.query',
        { session, sql },
        { onItem: (item) => void rows.push(...allRows(readBatch(item.batch))) },
      )
      return rows
    }

    it('opens, saves, conflicts, recovers', async () => {
      const { client } = wire
      const { doc, text, etag } = await client.call('doc.open', { file: await openFile(client, 'blog.relata.json') })
      expect(text).toBe(BLOG)
      const saved = await client.call('doc.save', { doc, text: `${BLOG} `, etag })
      expect(await codeOf(client.call('doc.save', { doc, text, etag }))).toBe('CONFLICT')
      await client.call('recovery.write', { doc, text: 'x', etag: saved.etag })
      await client.call('doc.save', { doc, text, etag: saved.etag })
      const copy = await client.call('doc.saveAs', { doc, text, file: await createFile(client, 'copy.relata.json') })
      expect(copy.label).toBe('copy.relata.json')
      expect(readFileSync(join(wire.folder, 'copy.relata.json'), 'utf8')).toBe(BLOG)
    })

    it('[S6] carries kinds mixed within one column, what is no UTF-8, and texts that are cut', async () => {
      const { client } = wire
      const file = await openFile(client, 'x.sqlite')
      const { session } = await client.call('sql.open', { source: { kind: 'file', file } })
      const kinds = [
        "''",
        'NULL',
        '1',
        '1.0',
        "x'ff'",
        "CAST(x'61ff62' AS TEXT)",
        "'a' || char(0) || 'b'",
        "'2024-02-30'",
      ]
      const sql = `SELECT column1 FROM (VALUES ${kinds.map((kind) => `(${kind})`).join(', ')})`
      expect((await rowsOf(session, sql)).flat()).toEqual([
        '',
        null,
        1,
        { $f: '1' },
        { $b: '/w==' },
        'a\ufffdb',
        'a\0b',
        '2024-02-30',
      ])
      const long = "SELECT 7, replace(hex(zeroblob(50000)), '0', 'é'), zeroblob(70000), '\u{feff}x'"
      expect(await rowsOf(session, long)).toEqual([
        [
          7,
          { $p: 'é'.repeat(1024), bytes: 200_000, type: 'text' },
          { $p: Buffer.alloc(768).toString('base64'), bytes: 70_000, type: 'blob' },
          '\u{feff}x',
        ],
      ])
      const many =
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 25000) SELECT i, i || 'é' FROM n"
      const rows = await rowsOf(session, many)
      expect(rows).toHaveLength(25_000)
      expect(rows.every(([i, text], at) => i === at + 1 && text === `${at + 1}é`)).toBe(true)
    })

    it('[S6] carries every kind of value exactly', async () => {
      const { client } = wire
      const file = await openFile(client, 'x.sqlite')
      const { session } = await client.call('sql.open', { source: { kind: 'file', file } })
      const sql =
        "SELECT 1 a, 2 a, 9223372036854775807, -9223372036854775808, 9e999, -0.0, 1.5, zeroblob(0), x'00ff', 'é😀', NULL, 1.0, '' \"__proto__\""
      expect(await rowsOf(session, sql)).toEqual([
        [
          1,
          2,
          { $i: '9223372036854775807' },
          { $i: '-9223372036854775808' },
          { $f: 'Infinity' },
          { $f: '-0' },
          1.5,
          { $b: '' },
          { $b: 'AP8=' },
          'é😀',
          null,
          { $f: '1' },
          '',
        ],
      ])
      const params = [1, { $i: '9223372036854775807' }, { $f: '1' }, { $b: 'AP8=' }, null, 'x', true, 0.5] as const
      const types: unknown[][] = []
      await client.call(
        'sql.query',
        { session, sql: `SELECT ${params.map(() => 'typeof(?)').join(', ')}`, params: [...params] },
        { onItem: (item) => void types.push(...allRows(readBatch(item.batch))) },
      )
      expect(types).toEqual([['integer', 'integer', 'real', 'blob', 'null', 'text', 'integer', 'real']])
    })

    it('makes the sample database beside the design, follows edits by patches, and reopens after a kill', async () => {
      const { client } = wire
      const { doc, text } = await client.call('doc.open', { file: await openFile(client, 'blog.relata.json') })
      const { session, sample, label } = await client.call('sql.open', {
        source: { kind: 'sample', doc },
        mode: 'write',
      })
      expect({ sample, label }).toEqual({ sample: true, label: 'blog.relata.sqlite' })
      const first = await client.call('sql.sync', { session, design: { kind: 'text', text, revision: 1 } })
      expect(first.changed).toBe(true)
      const before = JSON.parse(text) as { models: { id: string; name: string }[] }
      expect((await rowsOf(session, 'SELECT count(*) FROM blog_post'))[0]?.[0]).toBeGreaterThan(0)
      expect(before.models.length).toBeGreaterThan(3)
      const stale = client.call('sql.sync', { session, design: { kind: 'patch', patch: [], from: 7, revision: 8 } })
      expect(await codeOf(stale)).toBe('CONFLICT')
      const stop = new AbortController()
      const endless = client.call(
        'sql.query',
        { session, sql: 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n) SELECT count(*) FROM n' },
        { signal: stop.signal },
      )
      const reset = new Promise((resolve) => client.on('sql.reset', resolve))
      setTimeout(() => stop.abort(), 100)
      expect(await codeOf(endless)).toBe('CANCELLED')
      expect(await reset).toMatchObject({ session, generation: 2, reason: 'cancelled' })
      const again = await client.call('sql.sync', {
        session,
        design: { kind: 'patch', patch: [], from: 1, revision: 2 },
      })
      expect(again).toMatchObject({ changed: false, revision: 2 })
      await client.call('sql.close', { session })
      expect(await codeOf(rowsOf(session, 'SELECT 1'))).toBe('DENIED')
    })

    it('[R8] keeps the code of every error', async () => {
      // Over this wire as data; that handlers' failures become such frames is the dispatcher's test.
      for (const code of ERROR_CODES) {
        const { error } = new HostFailure(code, 'text “é”', { detail: 'd', at: { line: 1, col: 2 } })
        expect(JSON.parse(JSON.stringify(structuredClone(error)))).toEqual(error)
      }
      const { client } = wire
      const file = await openFile(client, 'blog.relata.json')
      const { session } = await client.call('sql.open', {
        source: { kind: 'file', file: await openFile(client, 'x.sqlite') },
      })
      expect(await codeOf(client.call('sql.open', { source: { kind: 'file', file } }))).toBe('PARSE')
      const failure = await client
        .call('sql.query', { session, sql: 'SELECT *\nFROM nowhere' })
        .catch((e: HostFailure) => e)
      expect(failure).toMatchObject({ error: { code: 'SQL', at: { line: 2, col: 6 }, retryable: false } })
      expect(await codeOf(client.call('sql.exec', { session, sql: 'DELETE FROM t' }))).toBe('DENIED')
      expect(await codeOf(client.call('doc.pickOpen', {}))).toBe('UNSUPPORTED')
    })

    const rounds = process.env['RELATA_FULL'] === '1' ? 10_000 : 60
    it(`[R7] answers ${rounds} wrong payloads a method with a typed error`, { timeout: 600_000 }, async () => {
      const ends = new Map<number, string>()
      let resolveAll = () => {}
      const methods = (Object.keys(METHODS) as MethodName[]).filter((m) => !SLOW.has(m))
      const total = methods.length * rounds
      const all = new Promise<void>((resolve) => (resolveAll = resolve))
      wire.onFrame((frame) => {
        if (frame.k !== 'ok' && frame.k !== 'err' && frame.k !== 'end') return
        ends.set(frame.id, frame.k === 'err' ? frame.e.code : 'ok')
        if (ends.size === total) resolveAll()
      })
      let id = 0
      for (let round = 0; round < rounds; round++) {
        for (const m of methods) wire.sendRaw({ k: 'call', id: id++, m, p: wrongPayload(id, round) })
        while (ends.size < id - 200) await new Promise((resolve) => setTimeout(resolve, 1))
      }
      await all
      const codes = new Set(ends.values())
      codes.delete('ok')
      expect(
        [...codes].filter((code) => !['INVALID', 'DENIED', 'UNSUPPORTED', 'NOT_FOUND', 'RESOURCE'].includes(code)),
      ).toEqual([])
      expect((await wire.client.call('app.info', {})).version).toBeTypeOf('string')
    })
  })
}

/** Methods whose empty arguments are right and whose work takes long or changes the machine. */
const SLOW = new Set<MethodName>(['recent.forget'])

const HANDLE = `doc_${'0'.repeat(32)}`
const WRONG: readonly unknown[] = [
  null,
  0,
  -1,
  1.5,
  1e308,
  '',
  'x',
  'x'.repeat(100_000),
  true,
  [],
  {},
  [[[[]]]],
  { a: { b: { c: {} } } },
  JSON.parse('{"__proto__": {"polluted": 1}}'),
  JSON.parse('{"constructor": {"prototype": 1}}'),
  HANDLE,
  'sql_zz',
  '../../etc/passwd',
  '\0',
  { $i: 'x' },
  { $b: '!' },
]
const KEYS = [
  'doc',
  'file',
  'dir',
  'session',
  'text',
  'sql',
  'params',
  'name',
  'id',
  'etag',
  'source',
  'mode',
  'design',
  'patch',
  'url',
  'bytes',
  'rows',
  'files',
  'token',
  '__proto__',
  'extra',
]

/** Repeatable nonsense: some keys that methods know, with values of any kind, or no object at all. */
function wrongPayload(seed: number, round: number): unknown {
  const pick = <T>(items: readonly T[], salt: number): T => {
    const hash = Math.imul(seed + salt * 7_919 + round * 104_729, 2_654_435_761) >>> 8
    return items[hash % items.length] as T
  }
  if (round % 7 === 0) return pick(WRONG, 1)
  const entries = [1, 2, 3].map((salt) => [pick(KEYS, salt), pick(WRONG, salt + 10)] as const)
  return Object.fromEntries(entries)
}
