/**
 * Django models as a person would write them: formatted like black, imports sorted, bases before what is
 * built on them, and what was imported verbatim (methods, managers, helper code) in its place.
 */
import { keylessModels } from './django/keyless.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { ExportInput, ExportPiece, Exported, Exporter } from './exporter.ts'
import { keptByPython } from './django/db-on-delete.ts'
import { rewriteModels, writtenModels } from './django/rewrite.ts'
import type { WrittenModels } from './django/rewrite.ts'
import { withPythonNames } from './django/python-names.ts'
import { writeApp, writtenApps } from './django/write-app.ts'
import type { AppText } from './django/write-app.ts'
import { Writer } from './django/writer.ts'

export const django: Exporter<'django'> = {
  id: 'django',
  label: 'Django models',
  group: 'Python',
  language: 'python',
  fileName: 'models.py',
  options: [{ name: 'db_on_delete', label: 'Database-level on_delete (Django 6.1)', default: false }],
  export(input): Exported {
    const last = latest.written
    // Whatever ends this early leaves nothing to go on from.
    latest.written = null
    const rewritten = last === null || isForDatabase(input) ? null : rewriteModels(last, input.doc)
    if (rewritten !== null) {
      latest.written = rewritten
      return { pieces: rewritten.pieces, diagnostics: [] }
    }
    const { apps, writer, diagnostics } = writeApps(input)
    const single = apps.length === 1
    const pieces = apps.flatMap((app, i): readonly ExportPiece[] =>
      single ? app.pieces : [{ model: null, text: `${i === 0 ? '' : '\n\n'}# ${pathOf(app)}\n` }, ...app.pieces],
    )
    // What the database's on_delete may be written of depends on all models; so do names that Python cannot write.
    const isPlain = writer.doc === input.doc && !isForDatabase(input) && diagnostics.length === 0
    if (isPlain) latest.written = writtenModels(writer, apps, pieces)
    return { pieces, diagnostics }
  },
}

/** The last text: of an edited design all but a few classes are in it, in the same places. */
const latest: { written: WrittenModels | null } = { written: null }

function isForDatabase({ options }: ExportInput): boolean {
  return options.extra['db_on_delete'] === true || options.onDelete === 'database'
}

export interface ExportedFile {
  /** `blog/models.py`. */
  readonly path: string
  readonly text: string
}

/** One models.py an app, for a folder. */
export function exportDjangoFiles(input: ExportInput): readonly ExportedFile[] {
  return writeApps(input).apps.map((app) => ({
    path: pathOf(app),
    text: app.pieces.map((piece) => piece.text).join(''),
  }))
}

function writeApps(input: ExportInput): {
  readonly apps: readonly AppText[]
  readonly writer: Writer
  readonly diagnostics: readonly Diagnostic[]
} {
  const { doc, resolution } = input
  const dbOnDelete = isForDatabase(input)
  const named = withPythonNames(doc, resolution.models)
  const writer = new Writer(named.doc, { dbOnDelete })
  const diagnostics = [
    ...named.diagnostics,
    ...keylessModels(named.doc),
    ...(dbOnDelete ? keptByPython(named.doc) : []),
  ]
  return { apps: writtenApps(writer).map((app) => writeApp(writer, app)), writer, diagnostics }
}

function pathOf({ app }: AppText): string {
  return `${app.label}/models.py`
}
