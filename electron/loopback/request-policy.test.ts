import { describe, expect, it } from 'vitest'

import { judgeRequest } from './request-policy.ts'
import type { RequestFacts } from './request-policy.ts'

const PORT = 4321
const HOME = `http://127.0.0.1:${PORT}`
const page: RequestFacts = {
  method: 'GET',
  path: '/',
  host: `127.0.0.1:${PORT}`,
  origin: undefined,
  fetchSite: 'none',
  contentType: undefined,
  isUpgrade: false,
}
const auth: RequestFacts = {
  ...page,
  method: 'POST',
  path: '/auth',
  origin: HOME,
  contentType: 'application/json',
  fetchSite: 'same-origin',
}
const first: RequestFacts = { ...auth, path: '/first' }
const socket: RequestFacts = { ...page, path: '/ws', origin: HOME, fetchSite: undefined, isUpgrade: true }

describe('the loopback policy', () => {
  it('lets our own page, its exchange, its first question and its socket through', () => {
    expect([page, auth, first, socket].map((facts) => judgeRequest(facts, PORT).allow)).toEqual([
      'page',
      'auth',
      'first',
      'socket',
    ])
  })

  const foreign: readonly (readonly [string, Partial<RequestFacts>, number])[] = [
    ['[L2] a rebound name', { host: `evil.test:${PORT}` }, 421],
    ['[L2] localhost', { host: `localhost:${PORT}` }, 421],
    ['[L2] another port in Host', { host: '127.0.0.1:1' }, 421],
    ['[L2] no Host', { host: undefined }, 421],
    ['[L2] Host with a trailing dot', { host: `127.0.0.1.:${PORT}` }, 421],
    ['[L3] another site', { origin: 'https://evil.test' }, 403],
    ['[L3] another port', { origin: 'http://127.0.0.1:9999' }, 403],
    ['[L3] https of ours', { origin: `https://127.0.0.1:${PORT}` }, 403],
    ['[L3] an opaque origin', { origin: 'null' }, 403],
    ['[L3] cross-site by Fetch Metadata', { fetchSite: 'cross-site' }, 403],
    ['[L3] same-site by Fetch Metadata', { fetchSite: 'same-site' }, 403],
  ]
  for (const [name, change, status] of foreign) {
    it(`${name}: refused on HTTP and WebSocket alike`, () => {
      for (const facts of [page, auth, first, socket]) {
        expect(judgeRequest({ ...facts, ...change }, PORT)).toMatchObject({ allow: null, status })
      }
    })
  }

  it('[L3] the exchange is POST with JSON and an origin only', () => {
    const refused: Partial<RequestFacts>[] = [
      { method: 'GET' },
      { method: 'PUT' },
      { contentType: 'text/plain' },
      { contentType: 'application/x-www-form-urlencoded' },
      { contentType: undefined },
      { origin: undefined },
    ]
    for (const change of refused) expect(judgeRequest({ ...auth, ...change }, PORT).allow).toBeNull()
  })

  it('[L5] an upgrade needs an origin and the right path', () => {
    expect(judgeRequest({ ...socket, origin: undefined }, PORT)).toMatchObject({ status: 403 })
    expect(judgeRequest({ ...socket, path: '/' }, PORT)).toMatchObject({ status: 404 })
    expect(judgeRequest({ ...socket, isUpgrade: false }, PORT)).toMatchObject({ status: 426 })
  })
})
