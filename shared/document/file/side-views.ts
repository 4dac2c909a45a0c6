/**
 * The views of a design whose models live elsewhere (in a models.py): a file of their own beside it, which
 * names models and fields as Django does, so that it fits whatever the source says now. See FORMAT.md.
 */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { isObject } from './codec.ts'
import { scanJson } from './json-scan.ts'
import { readDocument } from './read.ts'
import { rootOf } from '../records.ts'
import type { ErDocument } from '../records.ts'
import { printViews, writeDocument } from './write.ts'

const VIEWS_FORMAT = 'relata-views'
/** The version of the format that this code writes. */
const VIEWS_VERSION = 1
const DEPTH_LIMIT = 50

/** The file of a source: `models.relata-views.json` beside models.py; `.relata-views.json` in a folder. */
export function viewsFileName(source: string, isFolder: boolean): string {
  return `${isFolder ? '' : source.replace(/\.py$/, '')}.relata-views.json`
}

/** The text of the file: the design's views, with a newline at its end. */
export function writeSideViews(doc: ErDocument): string {
  const file = JSON.parse(writeDocument({ ...doc, rows: {}, queries: {}, generators: {} })) as { views?: unknown }
  const views = translated(file.views ?? [], namesOf(doc))
  return printViews({ format: VIEWS_FORMAT, version: VIEWS_VERSION, views })
}

interface SideViews {
  readonly doc: ErDocument
  /** Whether the file may be written over: not one of a newer version, nor what is no such file. */
  readonly isOurs: boolean
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * The design with the views of the file. What the file says of models that are not there is left out; models
 * that it does not know have no place yet. A file that cannot be read changes nothing.
 */
export function withSideViews(doc: ErDocument, text: string, label: string): SideViews {
  const refuse = (why: string): SideViews => ({ doc, isOurs: false, diagnostics: [problem(label, why)] })
  const json = text.startsWith('\uFEFF') ? text.slice(1) : text
  const { error, depth } = scanJson(json)
  if (error !== null || depth > DEPTH_LIMIT) return refuse('It cannot be read, so the models are laid out anew.')
  const file: unknown = JSON.parse(json)
  if (!isObject(file) || file['format'] !== VIEWS_FORMAT || !Array.isArray(file['views']))
    return refuse(`It is not a file of views: it has no "format": "${VIEWS_FORMAT}".`)
  if (typeof file['version'] !== 'number' || file['version'] > VIEWS_VERSION)
    return refuse('It was written by a newer version of Relata.')
  const ids = new Map([...namesOf(doc)].map(([id, name]) => [name, id]))
  const views = translated(file['views'], ids)
  const design = JSON.parse(writeDocument(doc)) as Record<string, unknown>
  const read = readDocument(JSON.stringify({ ...design, views }))
  if (read.doc === null) return refuse('It cannot be read, so the models are laid out anew.')
  const { views: seen, placements, areas, notes } = read.doc
  const root = { ...rootOf(doc), viewOrder: rootOf(read.doc).viewOrder }
  const repaired = read.diagnostics.map(({ message }) => problem(label, message))
  return { doc: { ...doc, root: { root }, views: seen, placements, areas, notes }, isOurs: true, diagnostics: repaired }
}

/** `model:k3v9` → `model:blog.Post`, `field:p0x7` → `field:blog.Post.title`. */
function namesOf(doc: ErDocument): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  for (const model of Object.values(doc.models)) {
    const label = `${doc.apps[model.app]?.label ?? ''}.${model.name}`
    names.set(model.id, `model:${label}`)
    for (const field of model.fields) names.set(field.id, `field:${label}.${field.name}`)
  }
  return names
}

const REFERENCE = /(?:model|field):[\p{L}\p{N}_.]+/gu
/** Keys whose text is a person's. */
const WORDS = new Set(['text', 'name'])

/** The value with its references exchanged; undefined where one of them means nothing any more. */
function translated(value: unknown, map: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') return exchanged(value, map)
  if (Array.isArray(value)) return value.map((item) => translated(item, map)).filter((item) => item !== undefined)
  if (!isObject(value)) return value
  const entries: [string, unknown][] = []
  for (const [key, item] of Object.entries(value)) {
    const name = exchanged(key, map)
    const next = WORDS.has(key) ? item : translated(item, map)
    if (next === undefined && key === 'model') return undefined
    if (name !== undefined && next !== undefined) entries.push([name, next])
  }
  return Object.fromEntries(entries)
}

function exchanged(text: string, map: ReadonlyMap<string, string>): string | undefined {
  let isLost = false
  const next = text.replaceAll(REFERENCE, (found) => {
    const other = map.get(found)
    isLost ||= other === undefined
    return other ?? found
  })
  return isLost ? undefined : next
}

function problem(label: string, message: string): Diagnostic {
  return {
    code: 'relata.1020',
    severity: 'warning',
    message: `${label}: ${message}`,
    hint: null,
    subject: { kind: 'document', label },
    fixes: [],
  }
}
