/** Files named on the command line. Pure; made absolute by whoever knows the folder. */
import { isAbsolute, resolve } from 'node:path'

/**
 * Arguments that are files: after the program (and the main script, when run from source), no switches.
 * Chromium puts its own switches anywhere and reorders; a file of that form needs `--` before it.
 */
export function filesFromArguments(argv: readonly string[], folder: string, skip: number): string[] {
  const rest = argv.slice(skip)
  const end = rest.indexOf('--')
  const named = end < 0 ? rest.filter((arg) => !arg.startsWith('-')) : rest.slice(end + 1)
  return named.filter((arg) => arg !== '').map((arg) => (isAbsolute(arg) ? arg : resolve(folder, arg)))
}

/** What a second start hands over; anything else is ignored. */
export function filesFromHandover(data: unknown): string[] {
  const files = (data as { readonly files?: unknown } | null)?.files
  return Array.isArray(files)
    ? files.filter((f): f is string => typeof f === 'string' && isAbsolute(f)).slice(0, 20)
    : []
}
