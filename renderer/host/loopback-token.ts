/**
 * The loopback host's token. The one-time code of the launch link is exchanged once; the token then
 * lives as long as the tab, so that a reload works and a copied address does not.
 */
const KEY = 'relata.token'

/** The page is there but has no leave to speak with the program: its link was opened in another tab before. */
export class LinkUsedError extends Error {}

export async function loopbackToken(): Promise<string> {
  const code = new URLSearchParams(location.hash.slice(1)).get('code')
  if (code !== null) {
    history.replaceState(null, '', location.pathname + location.search)
    const token = await exchange(code)
    if (token !== null) {
      sessionStorage.setItem(KEY, token)
      return token
    }
  }
  const token = sessionStorage.getItem(KEY)
  if (token === null) throw new LinkUsedError('No token: the link has been used already')
  return token
}

async function exchange(code: string): Promise<string | null> {
  const answer = await fetch('auth', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
  })
  if (!answer.ok) return null
  const body = (await answer.json()) as { readonly token?: unknown }
  return typeof body.token === 'string' ? body.token : null
}
