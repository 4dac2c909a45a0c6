/** Where Relata keeps what is its own: preferences, recent files, recovery copies, sample databases. */
import { mkdir } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** The folder by the habit of the system; RELATA_HOME overrides it. Not created yet. */
export function dataFolder(env: NodeJS.ProcessEnv = process.env, platform: string = process.platform): string {
  const override = env['RELATA_HOME']
  if (override !== undefined && override !== '') return override
  if (platform === 'win32') return join(env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), 'Relata')
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Relata')
  const xdg = env['XDG_DATA_HOME']
  // The standard says that a relative path is to be ignored.
  return join(xdg?.startsWith('/') === true ? xdg : join(homedir(), '.local', 'share'), 'relata')
}

/** A folder below it that only its owner can read, created when missing. */
export async function ownFolder(...parts: string[]): Promise<string> {
  const path = join(...parts)
  await mkdir(path, { recursive: true, mode: 0o700 })
  return path
}
