/** Files of a folder that somebody may have written: what the editor and the terminal read a project from. */
import { readdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

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
 * The files with one of the endings, in the folder and below; hidden folders are left out.
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
  const visit = async (at: string, prefix: string): Promise<void> => {
    for (const entry of await readdir(at, { withFileTypes: true })) {
      const file = { absolute: join(at, entry.name), path: `${prefix}/${entry.name}` }
      const isOpen = !SKIPPED_FOLDERS.has(entry.name) && !entry.name.startsWith('.')
      if (entry.isDirectory() && isOpen) await visit(file.absolute, file.path)
      if (entry.isFile() && endings.some((ending) => entry.name.endsWith(`.${ending}`))) found.push(file)
      if (found.length > most) throw tooMany()
    }
  }
  await visit(folder, basename(folder))
  return found
}

/** Django labels an app by its folder; null: the file lies in no app's folder. */
export async function appOfFolder(file: string): Promise<string | null> {
  const folder = dirname(file)
  const siblings = new Set(await readdir(folder).catch(() => []))
  const isApp = siblings.has('apps.py') || siblings.has('migrations') || siblings.has('__init__.py')
  const label = basename(folder)
  return isApp && /^[a-z_]\w*$/i.test(label) ? label : null
}
