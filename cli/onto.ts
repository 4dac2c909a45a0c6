/** `relata export --to django --onto`: a design's differences written into the files that stand there. */
import { stat, writeFile } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { replaceFiles } from '../electron/services/files/replace-files.ts'
import { etagOf } from '../electron/services/files/etag.ts'
import type { Diagnostic } from '../shared/diagnostics/diagnostic.ts'
import { hasErrors } from '../shared/diagnostics/diagnostic.ts'
import { exportOnto } from '../shared/exporters/django-onto.ts'
import { readOriginal } from '../shared/exporters/django/onto/onto-sources.ts'
import { withIdsOf } from '../shared/exporters/django/onto/same-ids.ts'
import { djangoSources } from '../shared/importers/django.ts'
import { HostFailure } from '../shared/protocol/errors.ts'
import { countChanges, unifiedDiff } from '../shared/util/unified-diff.ts'
import { CliError, textOption, usageError } from './command.ts'
import type { Invocation, OptionValues, Reply } from './command.ts'
import { appOf, loadDesign, readSource } from './design.ts'
import type { SourceFile } from './design.ts'
import { reportDiagnostics } from './output.ts'

interface TextFile {
  /** As the import knows it. */
  readonly path: string
  readonly absolute: string
  readonly before: string
  /** null: the file is new. */
  readonly bytes: Uint8Array | null
  readonly after: string
}

export async function exportOntoFiles(
  invocation: Invocation,
  source: string,
  targets: readonly string[],
  options: OptionValues,
): Promise<Reply> {
  const { doc } = await loadDesign(invocation, [source], options)
  const roots = targets.map((target) => resolve(invocation.cwd, target))
  const sources = (await Promise.all(roots.map((root) => readSource(root)))).flat()
  const files = djangoSources(sources).map((file) => ({ ...file, text: textOf(file) }))
  if (files.length === 0) throw new CliError(1, 'EMPTY', `No Python file is in ${targets.join(', ')}`)
  const app = textOption(options, 'app')
  const apps =
    app === undefined ? [await appOf(roots[0] ?? ''), ...Object.values(doc.apps).map(({ label }) => label)] : [app]
  const read = readOriginal(files, doc, apps)
  if (!read.isRelated) {
    throw new CliError(
      1,
      'UNRELATED',
      `${targets.join(', ')} has ${read.shared === 0 ? 'none' : `only ${read.shared}`} of the design's models: is it another project's? --app names its app`,
    )
  }
  const result = exportOnto({
    files: files.map(({ path, text }) => ({ path, text })),
    original: read.original,
    edited: withIdsOf(read.original, doc),
    app: read.app,
    dbOnDelete: options['dbOnDelete'] === true || options['onDelete'] === 'database',
  })
  const folder = await firstFolder(roots)
  const known = new Map(files.map((file) => [file.path, file]))
  const diagnostics = [...result.diagnostics]
  const changed: TextFile[] = []
  for (const { path, text } of result.files) {
    const file = known.get(path)
    if (file === undefined && folder === null) diagnostics.push(noPlace(path))
    else if (file === undefined)
      changed.push({ path, absolute: join(folder ?? '', path), before: '', bytes: null, after: text })
    else if (file.text !== text)
      changed.push({ path, absolute: file.absolute, before: file.text, bytes: file.bytes, after: text })
  }
  reportDiagnostics(invocation, [...read.diagnostics.filter((d) => d.severity === 'error'), ...diagnostics])
  if (changed.length === 0) invocation.progress('Nothing to change: the files say what the design says.')
  const text = await write(invocation, files, changed, options)
  const json = {
    target: 'django',
    app: read.app,
    written: options['dryRun'] !== true,
    files: changed.map(({ path, absolute, before, after }) => ({
      path: absolute,
      ...countChanges(before, after),
      diff: unifiedDiff(path, before, after),
    })),
    diagnostics,
  }
  return { json, text, exit: hasErrors(diagnostics) ? 1 : 0 }
}

/** Python the import could read but that would not come back byte for byte is not touched. */
function textOf({ path, bytes }: SourceFile): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new CliError(1, 'ENCODING', `${path} is not UTF-8, so it cannot be written back`)
  }
}

async function firstFolder(roots: readonly string[]): Promise<string | null> {
  for (const root of roots) if ((await stat(root)).isDirectory()) return root
  return null
}

function noPlace(path: string): Diagnostic {
  return {
    code: 'relata.4105',
    severity: 'warning',
    message: `The models of ${path.replace(/\/models\.py$/, '')} have no file among those that are written to.`,
    hint: 'Name the project folder after --onto, or that app’s models.py as well.',
    subject: { kind: 'app', label: path },
    fixes: [],
  }
}

/** Writes what has changed and returns what a person reads. */
async function write(
  { cwd, progress }: Invocation,
  files: readonly (SourceFile & { readonly text: string })[],
  changed: readonly TextFile[],
  options: OptionValues,
): Promise<string> {
  if (options['dryRun'] === true) return changed.map((f) => unifiedDiff(f.path, f.before, f.after)).join('')
  const output = textOption(options, 'output')
  if (output !== undefined) {
    const [only] = files
    if (files.length !== 1 || only === undefined)
      throw usageError('-o with --onto is for a single file; leave it out to write the files themselves')
    const text = changed.find((file) => file.path === only.path)?.after ?? only.text
    if (output === '-') return text
    await writeFile(resolve(cwd, output), text).catch((error: Error) => {
      throw new CliError(3, 'IO', `${output} cannot be written: ${error.message}`)
    })
    return ''
  }
  try {
    await replaceFiles(
      changed.map(({ absolute, after, bytes }) => ({
        path: absolute,
        bytes: Buffer.from(after, 'utf8'),
        expected: bytes === null ? null : etagOf(bytes, 0n),
      })),
    )
  } catch (thrown) {
    if (!(thrown instanceof HostFailure)) throw thrown
    throw new CliError(3, thrown.code, thrown.message)
  }
  for (const file of changed) {
    const { added, removed } = countChanges(file.before, file.after)
    progress(`${basename(file.absolute)}: ${added} lines added, ${removed} removed (${file.absolute})`)
  }
  if (changed.length === 0) progress('Nothing to change')
  return ''
}
