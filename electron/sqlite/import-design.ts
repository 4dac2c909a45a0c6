/** Turns any importable source into a design's text. Runs in a process that can be killed: files are untrusted. */
import BetterSqlite from 'better-sqlite3'

import { writeDocument } from '../../shared/document/write.ts'
import type { ImportOptions, Importer } from '../../shared/importers/importer.ts'
import { IMPORTERS, importerOf, recogniseImporter } from '../../shared/importers/registry.ts'
import type { PlainCall } from '../../shared/protocol/dispatcher.ts'
import { HostFailure } from '../../shared/protocol/errors.ts'
import type { CallResult } from '../../shared/protocol/methods.ts'
import { importTools } from './import-tools.ts'
import type { ImportRequest } from './session-methods.ts'

/**
 * @throws PARSE when no importer knows the files or errors are all that came of them, INVALID for an
 *   importer that there is not
 */
export async function importDesign(
  request: ImportRequest,
  call: Pick<PlainCall, 'signal' | 'progress'>,
): Promise<CallResult<'import.run'>> {
  const { app, dialect, files, nativeBinding } = request
  const importer = importerFor(request)
  const options: ImportOptions = { app, ...(dialect === null ? {} : { dialect }) }
  const { doc, diagnostics } = await importer.import(files, options, {
    ...importTools({ Database: BetterSqlite, nativeBinding }),
    signal: call.signal,
    progress: (done, total, phase) => call.progress(done, total, phase),
  })
  if (call.signal.aborted) throw call.signal.reason
  const broken = diagnostics.find((d) => d.severity === 'error')
  // Nothing came out of it: what is open stays open.
  if (broken !== undefined && Object.keys(doc.models).length === 0) {
    throw new HostFailure('PARSE', broken.message)
  }
  return { importer: importer.id, text: writeDocument(doc), diagnostics: [...diagnostics] as never }
}

function importerFor({ from, files }: ImportRequest): Importer {
  const found = from === null ? recogniseImporter(files) : importerOf(from)
  if (found !== null && found !== undefined) return found
  if (from !== null) throw new HostFailure('INVALID', `There is no importer “${from}”.`)
  const known = IMPORTERS.map((importer) => importer.label).join(', ')
  throw new HostFailure('PARSE', `None of the importers recognises this. Importable: ${known}.`)
}
