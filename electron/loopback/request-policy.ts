/**
 * Who may talk to the loopback host. Every page in the user's browser and every user of the machine can
 * reach it, so each request and each upgrade passes this one function. Pure.
 */
export interface RequestFacts {
  readonly method: string
  /** Path without query. */
  readonly path: string
  readonly host: string | undefined
  readonly origin: string | undefined
  readonly fetchSite: string | undefined
  readonly contentType: string | undefined
  readonly isUpgrade: boolean
}

export type Verdict =
  | { readonly allow: 'page' | 'auth' | 'first' | 'socket' }
  | { readonly allow: null; readonly status: number; readonly reason: string }

/** Named without a leading slash by the page, so that both hosts can serve it. */
const AUTH_PATH = '/auth'
const FIRST_PATH = '/first'
const SOCKET_PATH = '/ws'

/** What a request may have: one part of the host, or a status and the reason why not. Pure. */
export function judgeRequest(facts: RequestFacts, port: number): Verdict {
  const here = `127.0.0.1:${port}`
  // Another name that leads here (DNS rebinding) is not us.
  if (facts.host !== here) return refuse(421, 'This server answers to its own address only.')
  if (facts.origin !== undefined && facts.origin !== `http://${here}`) return refuse(403, 'Foreign origin.')
  if (facts.fetchSite !== undefined && facts.fetchSite !== 'same-origin' && facts.fetchSite !== 'none') {
    return refuse(403, 'Request from another site.')
  }
  if (facts.isUpgrade) return judgeUpgrade(facts)
  if (facts.path === AUTH_PATH) return judgePost(facts, 'auth')
  if (facts.path === FIRST_PATH) return judgePost(facts, 'first')
  if (facts.path === SOCKET_PATH) return refuse(426, 'A WebSocket lives here.')
  if (facts.method !== 'GET' && facts.method !== 'HEAD') return refuse(405, 'Only GET.')
  return { allow: 'page' }
}

function judgeUpgrade({ path, origin, method }: RequestFacts): Verdict {
  if (path !== SOCKET_PATH || method !== 'GET') return refuse(404, 'No WebSocket here.')
  // Browsers always name the origin; whoever does not is no page of ours.
  return origin === undefined ? refuse(403, 'An origin is required.') : { allow: 'socket' }
}

function judgePost({ method, origin, contentType }: RequestFacts, allow: 'auth' | 'first'): Verdict {
  if (method !== 'POST') return refuse(405, 'Only POST.')
  if (origin === undefined) return refuse(403, 'An origin is required.')
  // A form cannot send this type, and a foreign page may not without asking, which we never allow.
  const isJson = contentType?.split(';')[0]?.trim().toLowerCase() === 'application/json'
  return isJson ? { allow } : refuse(415, 'Only application/json.')
}

function refuse(status: number, reason: string): Verdict {
  return { allow: null, status, reason }
}
