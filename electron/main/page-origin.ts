/** Who the page is, and who else may not speak for it. Pure. */
export const PAGE_SCHEME = 'app'
const PAGE_HOST = 'bundle'
const PAGE_ORIGIN = `${PAGE_SCHEME}://${PAGE_HOST}`
export const PAGE_URL = `${PAGE_ORIGIN}/index.html`

interface SenderFrame {
  /** `new URL('app://…').origin` is "null" in Node; the frame's own property is right. */
  readonly origin: string
  readonly parent: unknown
}

/** Only the main frame of our page may call. A frame that is gone (null) may not either. */
export function isTrustedSender(frame: SenderFrame | null | undefined): boolean {
  return frame != null && frame.parent === null && frame.origin === PAGE_ORIGIN
}

/** Whether a request to `app://` may be answered at all. */
export function isPageRequest(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, host, username, password } = new URL(url)
  return protocol === `${PAGE_SCHEME}:` && host === PAGE_HOST && username === '' && password === ''
}

/** Permissions that a page about diagrams needs. Electron grants everything unless told otherwise. */
const ALLOWED_PERMISSIONS: ReadonlySet<string> = new Set(['fullscreen', 'clipboard-sanitized-write'])

export function isAllowedPermission(permission: string): boolean {
  return ALLOWED_PERMISSIONS.has(permission)
}
