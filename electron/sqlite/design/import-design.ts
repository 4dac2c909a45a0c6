/** Turns any importable source into a design's text. Runs in a process that can be killed: files are untrusted. */
import BetterSqlite from 'better-sqlite3'

import type { Diagnostic } from '../../../shared/diagnostics/diagnostic.ts'
import type { ErDocument, Placement } from '../../../shared/document/records.ts'
import { rootOf } from '../../../shared/document/records.ts'
import { withSideViews } from '../../../shared/document/file/side-views.ts'
import { writeDocument } from '../../../shared/document/file/write.ts'
import type { ImportOptions, Importer } from '../../../shared/importers/importer.ts'
import { IMPORTERS, importerOf, recogniseImporter } from '../../../shared/importers/registry.ts'
import { placementOf } from '../../../shared/commands/drawing/placement.ts'
import { applyCommand } from '../../../shared/commands/registry.ts'
import { applyPatch } from '../../../shared/history/patch.ts'
import { arrangeView, arrangeWithAreas } from '../../../shared/layout/arrange/arrange-view.ts'
import type { PlainCall } from '../../../shared/protocol/dispatcher.ts'
import { HostFailure } from '../../../shared/protocol/errors.ts'
import { unpacked } from '../../services/files/unpack.ts'
import { importTools } from './import-tools.ts'
import type { ImportAnswer, ImportRequest } from '../session/session-methods.ts'

/**
 * @throws PARSE when no importer knows the files or errors are all that came of them, INVALID for an
 *   importer that there is not
 */
export async function importDesign(
  request: ImportRequest,
  call: Pick<PlainCall, 'signal' | 'progress'>,
): Promise<ImportAnswer> {
  const { app, dialect, nativeBinding } = request
  const files = unpacked(request.files)
  const importer = importerFor({ ...request, files })
  const options: ImportOptions = { app, ...(dialect === null ? {} : { dialect }) }
  const {
    doc,
    diagnostics,
    placed: isPlaced = false,
  } = await importer.import(files, options, {
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
  const isLarge = !isPlaced && request.views === undefined && Object.keys(doc.models).length > PLACED_HERE
  const placed = isLarge ? arranged(doc) : request.views === undefined ? unplaced(doc) : withPlaces(doc, request.views)
  return {
    importer: importer.id,
    text: writeDocument(placed.doc),
    diagnostics: [...diagnostics, ...placed.diagnostics] as never,
    placed: isPlaced || isLarge,
    viewsAreOurs: placed.isOurs,
  }
}

/**
 * From so many models on their places are found here: on the page they would be drawn twice, and its finer layout
 * would let a person wait.
 */
const PLACED_HERE = 300

function arranged(doc: ErDocument): Placed {
  const [view] = rootOf(doc).viewOrder
  if (view === undefined) return unplaced(doc)
  const placements: Record<string, Placement> = { ...doc.placements }
  // What `layout.apply` does, without a patch of a thousand records that nobody is to undo.
  const hasAreas = Object.keys(doc.areas).length > 0
  const { moves, areas } = hasAreas ? arrangeWithAreas(doc, view) : { ...arrangeView(doc, view), areas: [] }
  for (const { model, x, y } of moves) {
    const { bends: _bends, ...place } = placementOf(doc, view, model)
    placements[place.id] = { ...place, x, y }
  }
  let placed = { ...doc, placements } as ErDocument
  for (const { type, params } of areas) placed = applyPatch(placed, applyCommand(placed, type, params as never))
  return { ...unplaced(doc), doc: placed }
}

interface Placed {
  readonly doc: ErDocument
  readonly isOurs: boolean
  readonly diagnostics: readonly Diagnostic[]
}

function unplaced(doc: ErDocument): Placed {
  return { doc, isOurs: true, diagnostics: [] }
}

/** The places of the file, and beside them one for each model that it does not know. */
function withPlaces(doc: ErDocument, { label, text }: NonNullable<ImportRequest['views']>): Placed {
  const seen = text === null ? unplaced(doc) : withSideViews(doc, text, label)
  let placed = seen.doc
  for (const view of rootOf(placed).viewOrder) {
    placed = applyPatch(placed, applyCommand(placed, 'layout.apply', arrangeView(placed, view, { which: 'missing' })))
  }
  return { ...seen, doc: placed }
}

/** What calls itself a database and is none. */
function noDatabase({ path, bytes }: ImportRequest['files'][number]): HostFailure {
  const text =
    bytes.length === 0
      ? 'is empty: there are no tables in it yet.'
      : 'is not a SQLite database, or it is encrypted. Look whether it is the right file, or decrypt a copy of it first.'
  return new HostFailure('PARSE', `“${path}” ${text}`)
}

const DATABASE = /\.(?:sqlite3?|db3?)$/i

function beginsAsDatabase({ bytes }: ImportRequest['files'][number]): boolean {
  return Buffer.from(bytes.subarray(0, 16)).toString('latin1') === 'SQLite format 3\0'
}

function importerFor({ from, files }: ImportRequest): Importer {
  const found = from === null ? recogniseImporter(files) : importerOf(from)
  const [only] = files
  const isOnlyNamed = from === null && files.length === 1 && (found === null || found?.id === 'sqlite')
  if (isOnlyNamed && only !== undefined && DATABASE.test(only.path) && !beginsAsDatabase(only)) throw noDatabase(only)
  if (found !== null && found !== undefined) return found
  if (from !== null) throw new HostFailure('INVALID', `There is no importer “${from}”.`)
  const known = IMPORTERS.map((importer) => importer.label).join(', ')
  throw new HostFailure('PARSE', `None of the importers recognises this. Importable: ${known}.`)
}
