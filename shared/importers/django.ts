/** Django's models: one models.py, several files, or a project folder. Code is read, never run. */
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { ImportFile, Importer } from './importer.ts'
import { buildDocument } from './django/build.ts'
import { readSourceModule } from './django/modules.ts'
import { IMPORT_CODES } from './django/report.ts'
import { decodeUtf8 } from '../util/utf8.ts'

/** Of a folder these are not models of the project. */
const SKIPPED =
  /(?:^|\/)(?:migrations|tests?|node_modules|\.[^/]+|site-packages|__pycache__)\/|(?:^|\/)(?:tests?|test_[^/]*|conftest)\.py$/

export const django: Importer<'django'> = {
  id: 'django',
  label: 'Django models',
  extensions: ['py'],
  recognise(file) {
    if (!file.path.endsWith('.py')) return 0
    const text = decodeUtf8(file.bytes)
    if (/\bmodels\.Model\b|\bfrom django\.db(?:\.models)? import\b/.test(text)) return 1
    return /\bmodels\.\w+(?:Field|Key)\(/.test(text) ? 0.9 : 0.3
  },
  import(files, options, tools) {
    const sources = djangoSources(files)
    const left = files.length === sources.length ? [] : leftOut(files, sources)
    const modules = []
    for (const [i, file] of sources.entries()) {
      if (tools.signal?.aborted === true) break
      modules.push(readSourceModule(file.path, decodeUtf8(file.bytes)))
      tools.progress?.(i + 1, sources.length, 'Reading files')
    }
    const { doc, diagnostics } = buildDocument(modules, options)
    return { doc, diagnostics: [...diagnostics, ...left] }
  },
}

/**
 * Those of the files that the import reads. A single file is always read, whatever its name; of a folder its own
 * name does not count: who chooses `tests` means it.
 */
export function djangoSources<F extends Pick<ImportFile, 'path'>>(files: readonly F[]): readonly F[] {
  const python = files.filter((file) => file.path.endsWith('.py'))
  if (files.length === 1) return files
  const root = commonFolder(python)
  const read = python.filter((file) => !SKIPPED.test(file.path.slice(root.length)))
  return (read.length === 0 ? python : read).toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
}

/** The folder that was chosen, `name/`; '': the files come from several. */
function commonFolder(files: readonly Pick<ImportFile, 'path'>[]): string {
  const [first] = files
  const root = first?.path.slice(0, first.path.indexOf('/') + 1) ?? ''
  return files.every(({ path }) => path.startsWith(root)) ? root : ''
}

/** Files that were not read and have models: nobody is to look for them in vain. */
function leftOut(files: readonly ImportFile[], read: readonly ImportFile[]): readonly Diagnostic[] {
  const taken = new Set(read)
  return files.flatMap((file): readonly Diagnostic[] => {
    if (taken.has(file) || !file.path.endsWith('.py') || /(?:^|\/)(?:migrations|site-packages)\//.test(file.path))
      return []
    const text = decodeUtf8(file.bytes)
    const count = [...text.matchAll(/^class \w+\((?:[^()]*[\s,.])?models\.Model\b/gm)].length
    if (count === 0) return []
    const at = text.search(/^class \w+\((?:[^()]*[\s,.])?models\.Model\b/m)
    const line = text.slice(0, at).split('\n').length
    const message = `This file belongs to the tests and was not read; it has ${count} ${count === 1 ? 'model' : 'models'}.`
    const hint = 'Import it by itself where you want them.'
    const [code, severity] = IMPORT_CODES.leftOut
    const label = `${file.path}:${line}`
    const subject = { kind: 'text', label, file: file.path, line, column: 1 } as const
    return [{ code, severity, message, hint, subject, fixes: [] }]
  })
}
