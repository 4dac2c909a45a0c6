/** Diagrams of other editors, with their places, areas and notes: JSON of drawDB and of ChartDB. */
import { createDocument } from '../document/create.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { decodeUtf8 } from '../util/utf8.ts'
import { buildDesign } from './database/build-design.ts'
import { isChartdb, readChartdb } from './diagrams/chartdb.ts'
import type { DiagramFile } from './diagrams/diagram.ts'
import { isDrawdb, readDrawdb } from './diagrams/drawdb.ts'
import { isObject } from './diagrams/json-parts.ts'
import { withPlaces } from './diagrams/places.ts'
import type { ImportFile, Importer } from './importer.ts'

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
    const found = file === undefined ? failed(path, 'There is no file.') : read(file)
    if ('message' in found) return { doc: createDocument({ app }), diagnostics: [found] }
    const { tables, diagnostics, dialect } = found
    const raw = { dialect, tables: tables.map(({ table }) => table), diagnostics }
    const name = found.name ?? (path.split('/').at(-1) ?? 'Diagram').replace(/\.\w+$/, '')
    const built = buildDesign(raw, { app, name })
    return { ...built, ...withPlaces(built.doc, found) }
  },
}

function read({ path, bytes }: ImportFile): DiagramFile | Diagnostic {
  let value: unknown
  try {
    value = JSON.parse(decodeUtf8(bytes))
  } catch (thrown) {
    return failed(path, `${path} is no JSON: ${thrown instanceof Error ? thrown.message : String(thrown)}.`)
  }
  const reader = isObject(value) ? READERS.find(({ is }) => is(value)) : undefined
  if (reader === undefined || !isObject(value)) {
    return failed(path, `${path} is JSON, but no diagram of drawDB or ChartDB.`)
  }
  return reader.read(value, path)
}

function failed(path: string, message: string): Diagnostic {
  return {
    code: 'relata.6092',
    severity: 'error',
    message,
    hint: null,
    subject: { kind: 'text', label: path, file: path },
    fixes: [],
  }
}
