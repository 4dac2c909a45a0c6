import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'

import { createTableClient } from './client.ts'
import { createTableDispatcher } from './dispatcher.ts'
import { HostFailure } from './errors.ts'
import { plain, stream } from './method.ts'
import { createMemoryTransport } from './transport.ts'
import type { HandlersOf, Policy } from './dispatcher.ts'
import type { HostFrame } from './frames.ts'

const table = {
  add: plain({ params: z.strictObject({ a: z.number(), b: z.number() }), result: z.number(), rights: [] }),
  fail: plain({ params: z.strictObject({ code: z.enum(['CONFLICT', 'IO']) }), result: z.null(), rights: [] }),
  broken: plain({ params: z.strictObject({}), result: z.null(), rights: [] }),
  secret: plain({ params: z.strictObject({}), result: z.null(), rights: ['shell'] }),
  wait: plain({ params: z.strictObject({}), result: z.null(), rights: [], cancellable: true }),
  stubborn: plain({ params: z.strictObject({}), result: z.null(), rights: [] }),
  count: stream({
    params: z.strictObject({ to: z.int() }),
    head: z.object({ to: z.int() }),
    item: z.int(),
    summary: z.object({ sent: z.int() }),
    rights: [],
    timeoutMs: 200,
  }),
  absent: plain({ params: z.strictObject({}), result: z.null(), rights: [] }),
}

const handlers: Partial<HandlersOf<typeof table>> = {
  add: ({ a, b }) => a + b,
  fail: ({ code }) => {
    throw new HostFailure(code, 'as asked', { detail: 'x', at: { line: 1, col: 2 } })
  },
  broken: () => {
    throw new TypeError('/home/someone/secret')
  },
  wait: (_, { signal }) =>
    new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
  stubborn: () => new Promise((resolve) => setTimeout(() => resolve(null), 30)),
  async count({ to }, call) {
    call.head({ to })
    for (let i = 0; i < to; i++) await call.item(i)
    return { sent: to }
  },
}

const policy: Policy = { host: 'test', features: [], rights: new Set(), validateResults: true }

function connect() {
  const dispatcher = createTableDispatcher(table, handlers, policy)
  return createTableClient(table, createMemoryTransport(dispatcher, { through: structuredClone }), { validate: true })
}

describe('calls', () => {
  it('answer, greet, and keep the code of an error', async () => {
    const client = connect()
    expect((await client.hello).host).toBe('test')
    expect(await client.call('add', { a: 1, b: 2 })).toBe(3)
    await expect(client.call('fail', { code: 'CONFLICT' })).rejects.toMatchObject({
      error: { code: 'CONFLICT', message: 'as asked', detail: 'x', at: { line: 1, col: 2 } },
    })
  })

  it('refuse wrong arguments, unknown methods, missing rights, missing handlers', async () => {
    const client = connect()
    const codeOf = (call: Promise<unknown>) =>
      call.then(
        () => 'ok',
        (failure: HostFailure) => failure.code,
      )
    expect(await codeOf(client.call('add', { a: 'x', b: 2 } as never))).toBe('INVALID')
    expect(await codeOf(client.call('add', { a: 1, b: 2, c: 3 } as never))).toBe('INVALID')
    expect(await codeOf(client.call('__proto__' as never, {} as never))).toBe('UNSUPPORTED')
    expect(await codeOf(client.call('secret', {}))).toBe('DENIED')
    expect(await codeOf(client.call('absent', {}))).toBe('UNSUPPORTED')
  })

  it('hide what an unexpected error says', async () => {
    const failure = await connect()
      .call('broken', {})
      .catch((e: HostFailure) => e)
    expect(failure).toMatchObject({ code: 'INTERNAL' })
    expect(JSON.stringify((failure as HostFailure).error)).not.toContain('secret')
  })

  it('end CANCELLED on abort where they can be cancelled, and run on where they cannot', async () => {
    const client = connect()
    const stop = new AbortController()
    const waiting = client.call('wait', {}, { signal: stop.signal })
    const stubborn = client.call('stubborn', {}, { signal: stop.signal })
    stop.abort()
    await expect(waiting).rejects.toMatchObject({ code: 'CANCELLED' })
    expect(await stubborn).toBeNull()
  })

  it('end with the connection', async () => {
    const client = connect()
    const waiting = client.call('wait', {})
    client.close()
    await expect(waiting).rejects.toMatchObject({ code: 'CRASHED' })
    await expect(client.call('add', { a: 1, b: 1 })).rejects.toMatchObject({ code: 'CRASHED' })
  })
})

describe('streams', () => {
  it('deliver head, items in order, summary', async () => {
    const seen: number[] = []
    const answer = await connect().call('count', { to: 1000 }, { onItem: (i) => void seen.push(i) })
    expect(answer).toEqual({ head: { to: 1000 }, summary: { sent: 1000 } })
    expect(seen).toEqual(Array.from({ length: 1000 }, (_, i) => i))
  })

  it('send no more than the reader has given credit for, and the pause is not their time', async () => {
    let items = 0
    let open = () => {}
    const gate = new Promise<void>((resolve) => (open = resolve))
    const running = connect().call('count', { to: 20 }, { onItem: () => (items++, gate) })
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(items).toBe(4)
    open()
    await running
    expect(items).toBe(20)
  })

  it('stop when their reader fails', async () => {
    const running = connect().call('count', { to: 20 }, { onItem: () => Promise.reject(new Error('grid is gone')) })
    await expect(running).rejects.toThrow('grid is gone')
  })
})

it('every call ends exactly once, whatever cancels, credits, deadlines and disconnects come in between', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.constantFrom('call', 'cancel', 'credit', 'again', 'wait', 'close'), fc.nat(5)), {
        maxLength: 40,
      }),
      async (steps) => {
        const frames: HostFrame[] = []
        const connection = createTableDispatcher(table, handlers, policy).connect({
          id: 'x',
          send: (frame) => void frames.push(frame),
        })
        const started = new Set<number>()
        let closed = false
        for (const [step, n] of steps) {
          const method = ['add', 'wait', 'count', 'fail', 'stubborn', 'broken'][n] ?? 'add'
          const params = { add: { a: 1, b: 1 }, count: { to: 9 }, fail: { code: 'IO' } }[method] ?? {}
          const id = step === 'again' ? n : started.size + 100
          if (step === 'call' || step === 'again') {
            connection.receive({ k: 'call', id, m: method, p: params, deadlineMs: 20 })
            if (!closed) started.add(id)
          } else if (step === 'cancel') connection.receive({ k: 'cancel', id: 100 + n })
          else if (step === 'credit') connection.receive({ k: 'credit', id: 100 + n, n: 3 })
          else if (step === 'wait') await new Promise((resolve) => setTimeout(resolve, n))
          else if (n === 0) {
            connection.close()
            closed = true
          }
        }
        // A stream that starves does not run out of time: its reader is what is slow.
        for (const id of started) connection.receive({ k: 'credit', id, n: 100 })
        await new Promise((resolve) => setTimeout(resolve, 60))
        const plainEnds = frames.filter(
          (f) =>
            f.k === 'err' ||
            f.k === 'end' ||
            (f.k === 'ok' && typeof f.r !== 'object') ||
            (f.k === 'ok' && f.r === null),
        )
        const ids = plainEnds.map((f) => ('id' in f ? f.id : -1))
        const repeated = ids.filter((id, i) => id >= 100 && ids.indexOf(id) !== i)
        expect(repeated).toEqual([])
        if (!closed) expect(new Set(ids)).toEqual(started)
        expect(connection.pending).toBe(0)
      },
    ),
    { numRuns: process.env['RELATA_FULL'] === '1' ? 2000 : 60 },
  )
})

it('[R7] answers what cannot be read, without throwing', () => {
  const frames: HostFrame[] = []
  const connection = createTableDispatcher(table, handlers, policy).connect({
    id: 'x',
    send: (f) => void frames.push(f),
  })
  let deep: unknown = {}
  for (let i = 0; i < 100_000; i++) deep = { deep }
  const odd = [null, 1, 'x', [], {}, { k: 'call' }, { k: 'call', id: 1 }, { k: 'call', id: -1, m: 'add', p: {} }]
  for (const raw of [...odd, { k: 'call', id: 2, m: 'add', p: deep }, { k: 'ok', id: 3, r: 1 }]) connection.receive(raw)
  expect(frames.filter((f) => f.k === 'err').map((f) => f.id)).toEqual([1, 2])
})
