/** Turns any importable source into a design's text. */
import BetterSqlite from 'better-sqlite3'

import { writeDocument } from '../../shared/document/write.ts'
import { IMPORTERS, importerOf, recogniseImporter } from '../../shared/importers/registry.ts'
import type { ImportOptions, ImportTools, Importer } from '../../shared/importers/importer.ts'
import type { PlainCall } from '../../shared/protocol/dispatcher.ts'
import { HostFailure } from '../../shared/protocol/errors.ts'
import type { CallResult } from '../../shared/protocol/methods.ts'
import type { ImportRequest } from './session-methods.ts'

export async function importDesign(
  request: ImportRequest,
  call: Pick<PlainCall, 'signal' | 'progress'>,
): Promise<CallResult<'import.run'>> {
  const importer = importerFor(request)
  const { app, dialect } = request
  const options: ImportOptions = { app, ...(dialect === null ? {} : { dialect }) }
  const { doc, diagnostics } = await importer.import(request.files, options, tools(call))
  return { importer: importer.id, text: writeDocument(doc), diagnostics: structuredClone(diagnostics) as never }
}

function importerFor({ from, files }: ImportRequest): Importer {
  const found = from === null ? recogniseImporter(files) : importerOf(from)
  if (found !== null && found !== undefined) return found
  const known = IMPORTERS.map((importer) => importer.label).join(', ')
  const what = from === null ? 'None of the importers recognises this' : `There is no importer “${from}”`
  throw new HostFailure('PARSE', `${what}. Importable: ${known}.`)
}

function tools(call: Pick<PlainCall, 'signal' | 'progress'>): ImportTools {
  return {
    signal: call.signal,
    progress: (done, total, phase) => call.progress(done, total, phase),
    openSqlite(bytes) {
      // A copy in memory: the file itself is never opened for this.
      const db = new BetterSqlite(Buffer.from(bytes))
      db.pragma('trusted_schema = OFF')
      db.pragma('cell_size_check = ON')
      return {
        all: (sql) => db.prepare(sql).all() as Record<string, unknown>[],
        close: () => void db.close(),
      }
    },
  }
}
