/** Django's models: one models.py, several files, or a project folder. Code is read, never run. */
import type { ImportFile, Importer } from './importer.ts'
import { buildDocument } from './django/build.ts'
import { readSourceModule } from './django/modules.ts'
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
    const modules = []
    for (const [i, file] of sources.entries()) {
      if (tools.signal?.aborted === true) break
      modules.push(readSourceModule(file.path, decodeUtf8(file.bytes)))
      tools.progress?.(i + 1, sources.length, 'Reading files')
    }
    return buildDocument(modules, options)
  },
}

/** Those of the files that the import reads. A single file is always read, whatever its name. */
export function djangoSources<F extends Pick<ImportFile, 'path'>>(files: readonly F[]): readonly F[] {
  const python = files.filter((file) => file.path.endsWith('.py'))
  if (files.length === 1) return files
  return python
    .filter((file) => !SKIPPED.test(file.path))
    .toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
}
