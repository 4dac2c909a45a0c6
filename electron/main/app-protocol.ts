/** `app://bundle/…`: the built page and nothing else, with the same headers as on loopback. */
import { protocol } from 'electron/main'
import { readFile } from 'node:fs/promises'

import { findBundleFile } from '../services/bundle-file.ts'
import { SECURITY_HEADERS } from '../services/page-security.ts'
import { PAGE_SCHEME, isPageRequest } from './page-origin.ts'

/** Before `ready`: the scheme counts as secure and standard, so that origins, workers and storage work. */
export function registerPageScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, codeCache: true }
  protocol.registerSchemesAsPrivileged([{ scheme: PAGE_SCHEME, privileges }])
}

export function servePage(folder: string): void {
  protocol.handle(PAGE_SCHEME, (request) => answer(folder, request))
}

async function answer(folder: string, request: Request): Promise<Response> {
  const refuse = (status: number) => new Response(null, { status, headers: SECURITY_HEADERS })
  if (request.method !== 'GET' || !isPageRequest(request.url)) return refuse(403)
  const file = await findBundleFile(folder, new URL(request.url).pathname)
  if (file === null) return refuse(404)
  const body = new Uint8Array(await readFile(file.path))
  return new Response(body, { headers: { ...SECURITY_HEADERS, 'content-type': file.type } })
}
