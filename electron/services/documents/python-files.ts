/** The Python files that a design is read from: one file, or those of a project folder. */
import { createHash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

import { viewsFileName } from '../../../shared/document/file/side-views.ts'
import { djangoSources } from '../../../shared/importers/django.ts'
import { HostFailure } from '../../../shared/protocol/errors.ts'
import { MAX_DOCUMENT } from '../../../shared/protocol/limits.ts'
import { etagOf, readEtag } from '../files/etag.ts'
import type { Etag } from '../files/etag.ts'
import { fileFailure } from '../file-failure.ts'
import { readWhole } from '../files/read-whole.ts'
import { appOfFolder, filesBelow } from './source-files.ts'

const MAX_FILES = 2_000

export interface PythonFile {
  /** As the import knows it: relative to what was opened, which comes first. */
  readonly path: string
  readonly absolute: string
  readonly text: string
  readonly etag: Etag
}

export interface PythonSource {
  /** Label for models whose place does not tell their app. */
  readonly app: string
  /** Where new apps get their folder; null: a file was opened. */
  readonly folder: string | null
  /** As first read: what the edits are told apart from, so that a rename stays a rename. */
  readonly files: readonly PythonFile[]
  /** Files that a save made for new apps, by path, as we left them. */
  readonly created: Map<string, Etag>
  /** The file beside it that keeps views and places. */
  readonly views: ViewsFile
}

export interface ViewsFile {
  readonly label: string
  readonly absolute: string
  /** As we last read or wrote it; null: it is not there. */
  etag: Etag | null
  /** false: it is another thing, or of a newer version: hands off. */
  isOurs: boolean
}

/** Whether a path is read as Python. Throws what the system does. */
export async function isPythonSource(path: string): Promise<boolean> {
  return path.endsWith('.py') || (await stat(path)).isDirectory()
}

function tooMany(): HostFailure {
  return new HostFailure('RESOURCE', `More than ${MAX_FILES} Python files: open an app’s folder instead.`)
}

/**
 * A Python file, or those of a folder that a design can be read from.
 *
 * @throws RESOURCE, PARSE where there are too many or none
 */
export async function readPythonSource(path: string): Promise<PythonSource> {
  const isFolder = (await stat(path)).isDirectory()
  const found = isFolder
    ? await filesBelow(path, ['py'], MAX_FILES, tooMany)
    : [{ absolute: path, path: basename(path) }]
  const files: PythonFile[] = []
  let bytes = 0
  for (const file of djangoSources(found)) {
    const read = await readFileAsText(file.absolute)
    bytes += read.text.length
    if (bytes > MAX_DOCUMENT) throw new HostFailure('RESOURCE', `“${basename(path)}” is too large.`)
    files.push({ ...file, ...read })
  }
  if (files.length === 0) throw new HostFailure('PARSE', `No Python file is in “${basename(path)}”.`)
  const label = viewsFileName(basename(path), isFolder)
  const absolute = join(isFolder ? path : dirname(path), label)
  return {
    // A lone models.py that is in no app gets a label that says nothing.
    app: (isFolder ? null : await appOfFolder(path)) ?? 'app',
    folder: isFolder ? path : null,
    files,
    created: new Map(),
    views: { label, absolute, etag: await readEtag(absolute).catch(() => null), isOurs: true },
  }
}

/** The text of the file of views as it is now; null: there is none. One that is no text is not ours. */
export async function readViews(views: ViewsFile): Promise<string | null> {
  views.etag = await readEtag(views.absolute).catch(() => null)
  if (views.etag === null) return null
  try {
    const { text, etag } = await readFileAsText(views.absolute)
    views.etag = etag
    return text
  } catch {
    // Whatever it is, it cannot be read as JSON, which is what the import will say of it.
    return ''
  }
}

/** The text as it stands, a byte order mark included. */
export async function readFileAsText(path: string): Promise<{ text: string; etag: Etag }> {
  const label = basename(path)
  try {
    const { bytes, mtimeNs } = await readWhole(path, MAX_DOCUMENT)
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    return { text, etag: etagOf(bytes, mtimeNs) }
  } catch (thrown) {
    if (thrown instanceof TypeError) throw new HostFailure('PARSE', `“${label}” is not a text file in UTF-8.`)
    throw fileFailure(thrown, label)
  }
}

/** All files as one: of a single one its own. */
export function sourceEtag(etags: readonly (Etag | null)[]): Etag {
  const [only] = etags
  if (etags.length === 1 && only !== null && only !== undefined) return only
  const hash = createHash('sha256')
  for (const etag of etags) hash.update(`${etag === null ? 'none' : etag.slice(etag.lastIndexOf('-'))}\n`)
  return `${etags.length}-0-${hash.digest('hex')}`
}

/** null: none of the files is there any more. */
export async function currentEtag({ files }: PythonSource): Promise<Etag | null> {
  const etags = await Promise.all(files.map(({ absolute }) => readEtag(absolute)))
  return etags.every((etag) => etag === null) ? null : sourceEtag(etags)
}
