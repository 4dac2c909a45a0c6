/** `app://bundle/…`: the built page and nothing else, with the same headers as on loopback. */
import { protocol } from 'electron/main'
import { readFile } from 'node:fs/promises'

import { findBundleFile } from '../services/bundle-file.ts'
import { FIRST_TYPE } from '../services/first-answer.ts'
import { SECURITY_HEADERS } from '../services/page-security.ts'
import { PAGE_SCHEME, isPageRequest } from './page-origin.ts'

/** Before `ready`: the scheme counts as secure and standard, so that origins, workers and storage work. */
export function registerPageScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, codeCache: true }
  protocol.registerSchemesAsPrivileged([{ scheme: PAGE_SCHEME, privileges }])
}

/** @param first what a page is told before it is connected */
export function servePage(folder: string, first: () => Promise<string>): void {
  protocol.handle(PAGE_SCHEME, (request) => answer(folder, first, request))
}

async function answer(folder: string, first: () => Promise<string>, request: Request): Promise<Response> {
  const refuse = (status: number) => new Response(null, { status, headers: SECURITY_HEADERS })
  if (request.method === 'POST' && isPageRequest(request.url) && new URL(request.url).pathname === '/first') {
    return new Response(await first(), { headers: { ...SECURITY_HEADERS, 'content-type': FIRST_TYPE } })
  }
  if (request.method !== 'GET' || !isPageRequest(request.url)) return refuse(403)
  const file = await findBundleFile(folder, new URL(request.url).pathname)
  if (file === null) return refuse(404)
  const body = new Uint8Array(await readFile(file.path))
  return new Response(body, { headers: { ...SECURITY_HEADERS, 'content-type': file.type } })
}
