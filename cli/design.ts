/** Where a command's design comes from: a `.relata.json`, an example's name, or anything importable. */
import { readFile, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import type { Diagnostic } from '../shared/diagnostics/diagnostic.ts'
import { readDocument } from '../shared/document/file/read.ts'
import { viewsFileName, withSideViews } from '../shared/document/file/side-views.ts'
import type { ErDocument } from '../shared/document/records.ts'
import type { ImportFile, Importer } from '../shared/importers/importer.ts'
import { IMPORTERS, importerOf, recogniseImporter } from '../shared/importers/registry.ts'
import { appOfFolder, filesBelow } from '../electron/services/documents/source-files.ts'
import type { FoundFile } from '../electron/services/documents/source-files.ts'
import { unpacked } from '../electron/services/files/unpack.ts'
import { importTools } from '../electron/sqlite/design/import-tools.ts'
import { isFailure } from '../shared/protocol/errors.ts'
import { walSnapshot } from './wal-source.ts'
import { CliError, textOption, usageError } from './command.ts'
import type { CliOption, Invocation, OptionValues } from './command.ts'
import { namedDesign } from './examples.ts'
import type { Named } from './examples.ts'
import { reportDiagnostics } from './output.ts'

export const DESIGN_OPTIONS: readonly CliOption[] = [
  {
    flags: '--from <source>',
    description: `what the input is, where its content leaves that open: ${IMPORTERS.map((i) => i.id).join(', ')}`,
  },
  { flags: '--dialect <dialect>', description: 'SQL dialect of the input', choices: ['sqlite', 'postgresql', 'mysql'] },
  { flags: '--app <label>', description: 'app label for sources that have none' },
]

export interface LoadedDesign {
  readonly doc: ErDocument
  /** Of reading or importing; the design's own checks are another matter. */
  readonly diagnostics: readonly Diagnostic[]
  /** The file, for designs that have one of their own format; an example's is not for writing. */
  readonly path: string | null
  readonly readOnly: string | null
  /** The source says where everything stands. */
  readonly placed?: boolean
  /** Python sources: the file beside them that keeps their places, taken if it is there. */
  readonly views?: { readonly path: string; readonly exists: boolean; readonly isOurs: boolean }
}

/**
 * Loads what the arguments name.
 *
 * @param report whether diagnostics go to stderr at once, or the caller reports what is `return`ed
 * @throws CliError 3 for what cannot be opened, 1 for what is no design at all
 */
export async function loadDesign(
  invocation: Invocation,
  sources: readonly string[],
  options: OptionValues,
  report: 'stderr' | 'return' = 'stderr',
): Promise<LoadedDesign> {
  const named = sources.map((source) => nameOf(invocation, source))
  const paths = named.map(({ path }) => path)
  const loaded = withOwnPath(await loadPaths(invocation, paths, options), named)
  if (report === 'stderr') reportDiagnostics(invocation, loaded.diagnostics)
  return loaded
}

function nameOf({ cwd, progress }: Invocation, source: string): Named {
  const named = namedDesign(cwd, source)
  if (named === null) throw new CliError(3, 'NOT_FOUND', `${source} does not exist`)
  if (named.kind === 'example') progress(`relata: ${source} is the example that comes with Relata`)
  return named
}

function withOwnPath(loaded: LoadedDesign, named: readonly Named[]): LoadedDesign {
  return named.some(({ kind }) => kind === 'example') ? { ...loaded, path: null } : loaded
}

async function loadPaths(
  invocation: Invocation,
  paths: readonly string[],
  options: OptionValues,
): Promise<LoadedDesign> {
  const files = unpackedSources((await Promise.all(paths.map((path) => readSource(path)))).flat())
  const [only] = files
  const from = textOption(options, 'from')
  if (from === undefined && files.length === 1 && only !== undefined) {
    const design = readOwn(only, paths[0] ?? null)
    if (design !== null) return design
  }
  const importer = chosenImporter(files, from)
  const own = filesOf(importer, files)
  const app = textOption(options, 'app') ?? (await appOf(paths[0] ?? ''))
  const dialect = textOption(options, 'dialect') as 'sqlite' | 'postgresql' | 'mysql' | undefined
  const tools = { ...importTools(), signal: invocation.signal, progress: importProgress(invocation) }
  const imported = await importer.import(own, { app, ...(dialect === undefined ? {} : { dialect }) }, tools)
  // What was read until then is not the whole.
  if (invocation.signal.aborted) throw new CliError(3, 'CANCELLED', 'The import was cancelled.')
  const broken = imported.diagnostics.find((d) => d.severity === 'error')
  if (broken !== undefined && Object.keys(imported.doc.models).length === 0) {
    throw new CliError(1, 'DAMAGED', broken.message)
  }
  const python = importer.id === 'django' && paths.length === 1 ? paths[0] : undefined
  return python === undefined
    ? { ...imported, path: null, readOnly: null }
    : withViews({ ...imported, path: null, readOnly: null }, python)
}

/** The places that the editor keeps beside a models.py or in a project's folder. */
async function withViews(design: LoadedDesign, source: string): Promise<LoadedDesign> {
  const isFolder = (await stat(source)).isDirectory()
  const label = viewsFileName(basename(source), isFolder)
  const path = join(isFolder ? source : dirname(source), label)
  const text = await readFile(path, 'utf8').catch(() => null)
  if (text === null) return { ...design, views: { path, exists: false, isOurs: true } }
  const { doc, isOurs, diagnostics } = withSideViews(design.doc, text, label)
  return {
    ...design,
    doc,
    diagnostics: [...design.diagnostics, ...diagnostics],
    placed: isOurs,
    views: { path, exists: true, isOurs },
  }
}

function unpackedSources(files: readonly SourceFile[]): readonly SourceFile[] {
  try {
    return unpacked(files)
  } catch (error) {
    if (isFailure(error)) throw new CliError(1, 'DAMAGED', error.message)
    throw error
  }
}

function importProgress({ progress, stdin }: Invocation): (done: number, total: number, phase: string) => void {
  let last = 0
  return (done, total, phase) => {
    if (stdin.isTTY !== true || Date.now() - last < 500) return
    last = Date.now()
    progress(`${phase} ${done}/${total}`)
  }
}

/** A `.relata.json`; null for every other kind of file. */
function readOwn(file: ImportFile, path: string | null): LoadedDesign | null {
  const head = new TextDecoder().decode(file.bytes.subarray(0, 4096))
  if (!file.path.endsWith('.relata.json') && !/^\s*\{[\s\S]*"format"\s*:\s*"relata"/.test(head)) return null
  const { doc, readOnly, diagnostics } = readDocument(new TextDecoder().decode(file.bytes))
  if (doc === null) {
    const why = diagnostics[0]?.message ?? 'it cannot be read'
    throw new CliError(1, 'DAMAGED', `${file.path} is not a design that can be read: ${why}`)
  }
  return { doc, diagnostics, path, readOnly, placed: true }
}

function chosenImporter(files: readonly ImportFile[], from: string | undefined): Importer {
  if (from !== undefined) {
    const named = importerOf(from)
    if (named === undefined)
      throw usageError(`No importer ${JSON.stringify(from)}. There are: ${IMPORTERS.map((i) => i.id).join(', ')}`)
    return named
  }
  const found = recogniseImporter(files)
  if (found === null) {
    const what =
      files.length === 0
        ? 'nothing that can be imported is there'
        : `${files[0]?.path ?? 'the input'} is nothing that Relata knows`
    throw new CliError(1, 'UNKNOWN_FORMAT', `${what}. --from says what it is: ${IMPORTERS.map((i) => i.id).join(', ')}`)
  }
  return found
}

/** The app label of a source that says none: a Django app's folder, else its file's name. */
export async function appOf(path: string): Promise<string> {
  const folder = path.endsWith('.py') ? await appOfFolder(resolve(path)) : null
  if (folder !== null) return folder
  const name = basename(path).replace(/\..*$/, '')
  const plain = name
    .toLowerCase()
    .replace(/[^a-z0-9_]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
  return plain === '' || plain === 'models' ? 'app' : plain
}

/** A project's folder holds files of other kinds beside the ones that count. */
function filesOf(importer: Importer, files: readonly ImportFile[]): readonly ImportFile[] {
  const own = files.filter(({ path }) => importer.extensions.some((ending) => path.endsWith(`.${ending}`)))
  return own.length === 0 ? files : own
}

const MAX_FILES = 5000

export interface SourceFile extends ImportFile {
  readonly absolute: string
}

/** A file, or the Python files of a folder. */
export async function readSource(path: string): Promise<readonly SourceFile[]> {
  try {
    const info = await stat(path)
    if (!info.isDirectory()) {
      const bytes = (await walSnapshot(path)) ?? (await readFile(path))
      return [{ path: basename(path), absolute: path, bytes }]
    }
    const names = await sourceFiles(path)
    return await Promise.all(
      names.map(async ({ path: name, absolute }) => ({ path: name, absolute, bytes: await readFile(absolute) })),
    )
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    throw new CliError(3, code ?? 'IO', `${path} cannot be read: ${message}`)
  }
}

/** A project's Python files; in a folder without any, whatever else can be imported, by name (scripts that belong together). */
async function sourceFiles(folder: string): Promise<readonly FoundFile[]> {
  const python = await filesBelow(folder, ['py'], MAX_FILES, tooMany)
  if (python.length > 0) return python
  const others = IMPORTERS.flatMap((importer) => importer.extensions)
  return (await filesBelow(folder, others, MAX_FILES, tooMany)).toSorted((a, b) => (a.path < b.path ? -1 : 1))
}

function tooMany(): CliError {
  return new CliError(1, 'TOO_MANY', `More than ${MAX_FILES} files; name the apps' folders instead`)
}
