/** Diagrams of other editors, with their places, areas and notes: JSON of drawDB and of ChartDB. */
import { createDocument } from '../document/create.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { locateJson, positionAt, scanJson } from '../document/file/json-scan.ts'
import { decodeUtf8 } from '../util/utf8.ts'
import { buildDesign } from './database/build-design.ts'
import { isChartdb, readChartdb } from './diagrams/chartdb.ts'
import type { DiagramFile } from './diagrams/diagram.ts'
import { isDrawdb, readDrawdb } from './diagrams/drawdb.ts'
import { isObject } from './diagrams/json-parts.ts'
import { withPlaces } from './diagrams/places.ts'
import type { Importer } from './importer.ts'

const READERS = [
  { is: isChartdb, read: readChartdb },
  { is: isDrawdb, read: readDrawdb },
] as const

export const diagrams: Importer<'diagrams'> = {
  id: 'diagrams',
  label: 'Diagram of drawDB or ChartDB (JSON)',
  extensions: ['json', 'ddb'],
  recognise({ bytes }) {
    const text = decodeUtf8(bytes)
    const isDiagram = /"tables"\s*:\s*\[/.test(text) && /"fields"\s*:\s*\[/.test(text)
    // Only the beginning is seen here; what is certain to be near it decides.
    return isDiagram && !/"format"\s*:\s*"relata"/.test(text) ? 0.7 : 0
  },
  import([file], { app }) {
    const path = file?.path ?? ''
    const text = file === undefined ? '' : decodeUtf8(file.bytes)
    const found = file === undefined ? failed(path, 'There is no file.') : read(path, text)
    if ('message' in found) return { doc: createDocument({ app }), diagnostics: [found] }
    const { tables, dialect } = found
    const diagnostics = listed(path, text, found.skipped)
    const raw = { dialect, tables: tables.map(({ table }) => table), diagnostics }
    const name = found.name ?? (path.split('/').at(-1) ?? 'Diagram').replace(/\.\w+$/, '')
    const built = buildDesign(raw, { app, name })
    return { ...built, ...withPlaces(built.doc, found) }
  },
}

/** Deeper than any diagram. */
const MAX_DEPTH = 200

function read(path: string, text: string): DiagramFile | Diagnostic {
  const { error, depth } = scanJson(text)
  if (error !== null || depth > MAX_DEPTH) {
    const { line } = positionAt(text, error?.offset ?? 0)
    return failed(path, `${path} is no JSON: ${error?.message ?? 'it is nested too deeply'}.`, line)
  }
  const value: unknown = JSON.parse(text)
  const reader = isObject(value) ? READERS.find(({ is }) => is(value)) : undefined
  if (reader === undefined || !isObject(value)) {
    return failed(path, `${path} is JSON, but no diagram of drawDB or ChartDB.`)
  }
  return reader.read(value)
}

function listed(file: string, text: string, skipped: DiagramFile['skipped']): readonly Diagnostic[] {
  if (skipped.length === 0) return []
  const paths = skipped.map(({ path }) => path)
  const offsets = locateJson(text, paths)
  return skipped.map(({ what, path }) => {
    const { line } = positionAt(text, offsets.get(path) ?? 0)
    return {
      code: 'relata.6037',
      severity: 'warning',
      message: `${what} was skipped.`,
      hint: null,
      subject: { kind: 'text', label: `${file}:${line}`, file, line },
      fixes: [],
    }
  })
}

function failed(file: string, message: string, line = 1): Diagnostic {
  return {
    code: 'relata.6092',
    severity: 'error',
    message,
    hint: null,
    subject: { kind: 'text', label: `${file}:${line}`, file, line },
    fixes: [],
  }
}
