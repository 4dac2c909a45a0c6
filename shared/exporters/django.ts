/**
 * Django models as a person would write them: formatted like black, imports sorted, bases before what is
 * built on them, and what was imported verbatim (methods, managers, helper code) in its place.
 */
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { ExportInput, ExportPiece, Exported, Exporter } from './exporter.ts'
import { keptByPython } from './django/db-on-delete.ts'
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
    const { apps, diagnostics } = writeApps(input)
    const single = apps.length === 1
    const pieces = apps.flatMap((app, i): readonly ExportPiece[] =>
      single ? app.pieces : [{ model: null, text: `${i === 0 ? '' : '\n\n'}# ${pathOf(app)}\n` }, ...app.pieces],
    )
    return { pieces, diagnostics }
  },
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

function writeApps({ doc, resolution, options }: ExportInput): {
  readonly apps: readonly AppText[]
  readonly diagnostics: readonly Diagnostic[]
} {
  const dbOnDelete = options.extra['db_on_delete'] === true || options.onDelete === 'database'
  const named = withPythonNames(doc, resolution.models)
  const writer = new Writer(named.doc, { dbOnDelete })
  const diagnostics = dbOnDelete ? [...named.diagnostics, ...keptByPython(named.doc)] : named.diagnostics
  return { apps: writtenApps(writer).map((app) => writeApp(writer, app)), diagnostics }
}

function pathOf({ app }: AppText): string {
  return `${app.label}/models.py`
}
