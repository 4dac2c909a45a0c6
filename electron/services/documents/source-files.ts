/** Files of a folder that somebody may have written: what the editor and the terminal read a project from. */
import { readdir, realpath, stat } from 'node:fs/promises'
import { basename, dirname, join, sep } from 'node:path'

/** Folders that hold no source of anybody's project. */
const SKIPPED_FOLDERS: ReadonlySet<string> = new Set([
  'node_modules',
  '__pycache__',
  'migrations',
  'venv',
  'env',
  'site-packages',
])

export interface FoundFile {
  readonly absolute: string
  /** From the folder's own name on, `/` between folders. */
  readonly path: string
}

/**
 * The files with one of the endings, in the folder and below; hidden folders are left out. Links are followed, to a
 * folder that was read already (or lies around this one) not again; those that lead nowhere are passed over.
 *
 * @param most found files at which it ends with what `tooMany` gives
 */
export async function filesBelow(
  folder: string,
  endings: readonly string[],
  most: number,
  tooMany: () => Error,
): Promise<readonly FoundFile[]> {
  const found: FoundFile[] = []
  const linked: FoundFile[] = []
  const read = new Set<string>()
  const isWanted = (name: string) => endings.some((ending) => name.endsWith(`.${ending}`))
  const visit = async (at: string, prefix: string): Promise<void> => {
    read.add(await realpath(at))
    for (const entry of await readdir(at, { withFileTypes: true })) {
      const file = { absolute: join(at, entry.name), path: `${prefix}/${entry.name}` }
      const kind = entry.isSymbolicLink() ? await kindBehind(file.absolute) : kindOf(entry)
      if (kind === 'folder' && isOpen(entry.name)) {
        if (entry.isSymbolicLink()) linked.push(file)
        else await visit(file.absolute, file.path)
      }
      if (kind === 'file' && isWanted(entry.name)) found.push(file)
      if (found.length > most) throw tooMany()
    }
  }
  await visit(folder, basename(folder))
  // The project's own folders come first, under their own names.
  for (const { absolute, path } of linked) {
    const real = await realpath(absolute)
    if (!isOpen(basename(real)) || read.has(real)) continue
    const isAround = (inner: string) => inner.startsWith(real.endsWith(sep) ? real : `${real}${sep}`)
    if (![...read].some(isAround)) await visit(absolute, path)
  }
  return found
}

function isOpen(folder: string): boolean {
  return !SKIPPED_FOLDERS.has(folder) && !folder.startsWith('.')
}

type Kind = 'folder' | 'file' | null

function kindOf(entry: { isDirectory(): boolean; isFile(): boolean }): Kind {
  return entry.isDirectory() ? 'folder' : entry.isFile() ? 'file' : null
}

/** null: the link leads nowhere, or to what is neither. */
async function kindBehind(link: string): Promise<Kind> {
  const info = await stat(link).catch(() => null)
  return info === null ? null : kindOf(info)
}

/** Django labels an app by its folder; null: the file lies in no app's folder. */
export async function appOfFolder(file: string): Promise<string | null> {
  const folder = dirname(file)
  const siblings = new Set(await readdir(folder).catch(() => []))
  const isApp = siblings.has('apps.py') || siblings.has('migrations') || siblings.has('__init__.py')
  const label = basename(folder)
  return isApp && /^[a-z_]\w*$/i.test(label) ? label : null
}
