/** From files and a design to the files with the design's differences: what the terminal and the host share. */
import type { Diagnostic } from '../../../diagnostics/diagnostic.ts'
import type { ErDocument } from '../../../document/records.ts'
import { buildDocument } from '../../../importers/django/build.ts'
import { readSourceModule } from '../../../importers/django/modules.ts'
import type { SourceText } from './sources.ts'
import { countShared } from './same-ids.ts'

interface ReadFiles {
  readonly original: ErDocument
  readonly diagnostics: readonly Diagnostic[]
  /** The label that makes most of the design's models the ones of the files. */
  readonly app: string
  /** Models that both have. */
  readonly shared: number
  /** Whether these are the design's files: one name in common proves nothing, since everybody has a Category. */
  readonly isRelated: boolean
}

/**
 * The files as a design, under the app label that fits `edited` best: a file alone does not say its app.
 *
 * @param apps labels to try, the likeliest first
 */
export function readOriginal(files: readonly SourceText[], edited: ErDocument, apps: readonly string[]): ReadFiles {
  const [first = 'app', ...others] = new Set(apps)
  const modules = files.map(({ path, text }) => readSourceModule(path, text))
  const read = (app: string): ReadFiles => {
    const { doc, diagnostics } = buildDocument(modules, { app })
    const shared = countShared(doc, edited)
    return { original: doc, diagnostics, app, shared, isRelated: isRelated(shared, doc, edited) }
  }
  let best = read(first)
  for (const app of others) {
    const next = read(app)
    if (next.shared > best.shared) best = next
  }
  return best
}

/**
 * Half of the models of one side have to be in the other too: a design may have lost most of the files'
 * models, or have many that the files lack, but not both. Files without models are anybody's.
 */
function isRelated(shared: number, original: ErDocument, edited: ErDocument): boolean {
  const [files, design] = [countOwn(original), countOwn(edited)]
  return files === 0 || shared * 2 >= files || (shared > 0 && shared * 2 >= design)
}

function countOwn(doc: ErDocument): number {
  return Object.values(doc.models).filter((model) => !model.external).length
}
