/** Turns any importable source into a design's text. Runs in a process that can be killed: files are untrusted. */
import { importerOf, recogniseImporter } from '../../shared/importers/registry.ts'
import { writeDocument } from '../../shared/document/write.ts'
import type { PlainCall } from '../../shared/protocol/dispatcher.ts'
import { HostFailure } from '../../shared/protocol/errors.ts'
import type { CallResult } from '../../shared/protocol/methods.ts'
import { importTools } from './import-tools.ts'
import type { ImportRequest } from './session-methods.ts'

/** @throws PARSE when no importer knows the files, INVALID for an importer that there is not */
export async function importDesign(request: ImportRequest, call: PlainCall): Promise<CallResult<'import.run'>> {
  const { files, from, app, dialect } = request
  const importer = from === null ? recogniseImporter(files) : importerOf(from)
  if (importer === undefined) throw new HostFailure('INVALID', `There is no importer "${from}".`)
  if (importer === null) throw new HostFailure('PARSE', 'Nothing in this input is known to Relata.')
  const tools = { ...importTools(), signal: call.signal, progress: call.progress.bind(call) }
  const imported = await importer.import(files, { app, ...(dialect === null ? {} : { dialect }) }, tools)
  if (call.signal.aborted) throw call.signal.reason
  return { importer: importer.id, text: writeDocument(imported.doc), diagnostics: [...imported.diagnostics] as never }
}
