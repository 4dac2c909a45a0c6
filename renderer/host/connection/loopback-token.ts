/**
 * The loopback host's token. `public/boot.js` exchanges the one-time code of the launch link for it before the page is
 * loaded; the token then lives as long as the tab, so that a reload works and a copied address does not.
 */

declare global {
  // eslint-disable-next-line no-var
  var relataFirst:
    | {
        /** Of the loopback host; null: its link has been used. Empty on the desktop. */
        readonly token: Promise<string | null>
        readonly answer: Promise<Response | null>
      }
    | undefined
}

/** What `public/boot.js` asked the host for; undefined: there is no host to ask. */
export const asked = () => globalThis.relataFirst

/** The page is there but has no leave to speak with the program: its link was opened in another tab before. */
export class LinkUsedError extends Error {}

export async function loopbackToken(): Promise<string> {
  const token = (await asked()?.token) ?? null
  if (token === null) throw new LinkUsedError('No token: the link has been used already')
  return token
}
