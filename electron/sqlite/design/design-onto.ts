/** A design's differences written into the Python files it came from. Runs in a process that can be killed. */
import type { Diagnostic } from '../../../shared/diagnostics/diagnostic.ts'
import { exportOnto } from '../../../shared/exporters/django-onto.ts'
import { readOriginal } from '../../../shared/exporters/django/onto/onto-sources.ts'
import { withIdsOf } from '../../../shared/exporters/django/onto/same-ids.ts'
import { writeSideViews } from '../../../shared/document/file/side-views.ts'
import { readDesign } from './design-text.ts'
import type { OntoAnswer, OntoRequest } from '../session/session-methods.ts'

/** @returns every file, changed or not; those of new apps only where there is a folder for them */
export function designOnto({ files, text, app, isFolder }: OntoRequest): OntoAnswer {
  const doc = readDesign(text)
  const { original } = readOriginal(files, doc, [app])
  const result = exportOnto({ files, original, edited: withIdsOf(original, doc), app })
  const known = new Set(files.map(({ path }) => path))
  const homeless = isFolder ? [] : result.files.filter(({ path }) => !known.has(path))
  const diagnostics = [...result.diagnostics, ...homeless.map(({ path }) => noPlace(path))]
  const written = result.files.filter((file) => !homeless.includes(file))
  return { files: written, diagnostics: diagnostics as never, views: writeSideViews(doc) }
}

function noPlace(path: string): Diagnostic {
  return {
    code: 'relata.4105',
    severity: 'warning',
    message: `The models of ${path.replace(/\/models\.py$/, '')} have no file among those that are written to.`,
    hint: 'Open the project folder, or save the design and export it.',
    subject: { kind: 'app', label: path },
    fixes: [],
  }
}
