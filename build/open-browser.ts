/** Shows a link in the user's browser, where there is one. */
import { spawn } from 'node:child_process'

import { hasDisplay } from './ensure-electron.ts'

/** @returns whether it was tried; a failure is nobody's concern, the link is printed as well */
export function openBrowser(url: string, env: NodeJS.ProcessEnv = process.env): boolean {
  if ((env['CI'] ?? '') !== '' || (env['RELATA_NO_BROWSER'] ?? '') !== '' || !hasDisplay(env)) return false
  const [command, args] = commandFor(url)
  const child = spawn(command, args, { stdio: 'ignore', detached: true })
  child.on('error', () => {})
  child.unref()
  return true
}

function commandFor(url: string): [string, string[]] {
  if (process.platform === 'darwin') return ['open', [url]]
  // `start` would read the link as a command line; the handler takes it as it is.
  if (process.platform === 'win32') return ['rundll32', ['url.dll,FileProtocolHandler', url]]
  return ['xdg-open', [url]]
}
