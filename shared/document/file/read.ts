/** The text of a `.relata.json` file as a document: everything that can be read, and every problem with its place. */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { assemble } from './assemble.ts'
import { isObject, pathText } from './codec.ts'
import type { Problem, Reading } from './codec.ts'
import { designFile } from './file-shape.ts'
import type { RandomBytes } from '../ids.ts'
import { locateJson, positionAt, scanJson } from './json-scan.ts'
import { migrate } from './migrate.ts'
import type { ErDocument } from '../records.ts'
import { validateDocument } from '../validate.ts'
import { FORMAT, VERSION } from './write.ts'

export interface ReadDocument {
  /** null: nothing of the text is a design. */
  readonly doc: ErDocument | null
  /** Why it must not be saved over (a newer format), in words; null: it may. */
  readonly readOnly: string | null
  readonly diagnostics: readonly Diagnostic[]
}

/** Deeper than any design; what a file nests more is not one, and would exhaust the stack of a recursive reader. */
const DEPTH_LIMIT = 200
/** Problems listed; a file with more is another kind of file. */
const PROBLEM_LIMIT = 10_000

/**
 * Reads a design. Never throws: a damaged file gives `doc: null` with line and column, a design with
 * problems gives what could be read, repaired. What could not be read is kept under `unreadable`.
 *
 * Diagnostics: relata.1001–1006 the file as a whole, 1010–1019 its records (see FORMAT.md).
 */
export function readDocument(text: string, random?: RandomBytes): ReadDocument {
  // A byte order mark is not JSON, but some editors write one.
  const json = text.startsWith('\uFEFF') ? text.slice(1) : text
  const { error, depth, repeated } = scanJson(json)
  if (error !== null) return { doc: null, readOnly: null, diagnostics: [damaged(json, error)] }
  if (depth > DEPTH_LIMIT) {
    return refused('relata.1004', `The file nests ${depth} levels deep; a design has a few.`)
  }
  const file: unknown = JSON.parse(json)
  if (!isDesign(file))
    return refused('relata.1001', 'This is JSON, but not a Relata design: it has no "format": "relata".')
  const { diagnostics, ...read } = readFile(file, json, random)
  return { ...read, diagnostics: [...repeated.map((offset) => repeatedKey(json, offset)), ...diagnostics] }
}

/** Reads what `writeDocument` wrote: no damage and no repeated key is looked for, half of what reading costs. */
export function readWritten(text: string, random?: RandomBytes): ReadDocument {
  let file: unknown
  try {
    file = JSON.parse(text)
  } catch {
    // Somebody else wrote it: why it cannot be read is said there.
  }
  return isDesign(file) ? readFile(file, text, random) : readDocument(text, random)
}

/** What `readDocument` gives for a text that `readWritten` has read: damage and repeated keys are looked for now. */
export function recheck(text: string, read: ReadDocument): ReadDocument {
  const { error, depth, repeated } = scanJson(text)
  return error === null && depth <= DEPTH_LIMIT && repeated.length === 0 ? read : readDocument(text)
}

function readFile(file: Record<string, unknown>, json: string, random: RandomBytes | undefined): ReadDocument {
  const reading: Reading = { problems: [], unread: [] }
  const version = versionOf(file, reading)
  const raw = version < VERSION ? migrate(file, version) : file
  const assembled = assemble(designFile.read(knownKeys(raw), [], reading), raw, reading, random)
  const validated = validateDocument(assembled)
  reading.unread.push(...validated.dropped)
  const found = [...problemDiagnostics(reading.problems, json), ...validated.diagnostics]
  const readOnly =
    version > VERSION
      ? `The design was written by a newer version of Relata (format ${version}; this one knows ${VERSION}). It is open for reading only, so that nothing of it is lost.`
      : null
  const newer = readOnly === null ? [] : [diagnostic('relata.1002', 'warning', readOnly, 'Update Relata to edit it.')]
  return {
    doc: withUnread(validated.value, reading),
    readOnly,
    diagnostics: [...newer, ...found.slice(0, PROBLEM_LIMIT), ...cut(found.length)],
  }
}

/** Something with the mark, or with models as a design has them although the mark is gone. */
function isDesign(file: unknown): file is Record<string, unknown> {
  return isObject(file) && (file['format'] === FORMAT || (Array.isArray(file['models']) && !('datamodel' in file)))
}

function versionOf(file: Record<string, unknown>, reading: Reading): number {
  if (file['format'] !== FORMAT) {
    reading.problems.push({
      code: 'relata.1001',
      path: [],
      severity: 'warning',
      message: 'The file does not say "format": "relata"; it is read as a design all the same.',
    })
  }
  const version = file['version']
  if (typeof version === 'number' && Number.isInteger(version) && version >= 0) return version
  reading.problems.push({
    code: 'relata.1005',
    path: ['version'],
    severity: 'warning',
    message: `The file does not say which version of the format it has; it is read as version ${VERSION}.`,
  })
  return VERSION
}

/** The keys that we know; the others may be a million. */
function knownKeys(raw: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(designFile.keys.filter((key) => Object.hasOwn(raw, key)).map((key) => [key, raw[key]]))
}

function withUnread(doc: ErDocument, reading: Reading): ErDocument {
  const root = doc.root['root'] as { readonly unreadable?: unknown } | undefined
  if (reading.unread.length === 0 || root === undefined) return doc
  const before = Array.isArray(root.unreadable) ? root.unreadable : []
  const next = { ...doc.root['root'], unreadable: [...before, ...reading.unread] }
  return { ...doc, root: { root: next } } as ErDocument
}

function problemDiagnostics(problems: readonly Problem[], json: string): readonly Diagnostic[] {
  const shown = problems.slice(0, PROBLEM_LIMIT)
  // Finding a line costs a scan of the text up to it; the first hundred are enough to go and look.
  const places = shown.slice(0, 100)
  const offsets =
    places.length === 0
      ? new Map<never, number>()
      : locateJson(
          json,
          places.map((p) => p.path),
        )
  return problems.map((problem) => {
    const offset = offsets.get(problem.path as never)
    const label = pathText(problem.path) || 'design'
    return {
      code: problem.code,
      severity: problem.severity,
      message: `${label}: ${problem.message}`,
      hint: null,
      subject: { kind: 'text', label, ...(offset === undefined ? {} : positionAt(json, offset)) },
      fixes: [],
    }
  })
}

function damaged(json: string, error: { readonly offset: number; readonly message: string }): Diagnostic {
  const conflict = /^(<{7}|={7}|>{7})( |$)/m.exec(json)
  const { line, column } = positionAt(json, conflict === null ? error.offset : conflict.index)
  const where = `line ${line}, column ${column}`
  return {
    code: conflict === null ? 'relata.1003' : 'relata.1006',
    severity: 'error',
    message:
      conflict === null
        ? `The file is damaged at ${where}: ${error.message}.`
        : `The file holds an unresolved merge conflict at ${where}.`,
    hint:
      conflict === null
        ? 'The file was left as it is. Repair the line in a text editor, or restore a copy.'
        : 'Resolve it with your version control, then open the design again.',
    subject: { kind: 'text', label: where, line, column },
    fixes: [],
  }
}

function repeatedKey(json: string, offset: number): Diagnostic {
  const { line, column } = positionAt(json, offset)
  const label = `line ${line}, column ${column}`
  return {
    code: 'relata.1017',
    severity: 'warning',
    message: `A key stands twice in one object at ${label}; the last one counts, and saving drops the other.`,
    hint: 'This happens when a merge goes wrong. Look at the line in a text editor before you save.',
    subject: { kind: 'text', label, line, column },
    fixes: [],
  }
}

function refused(code: string, message: string): ReadDocument {
  return { doc: null, readOnly: null, diagnostics: [diagnostic(code, 'error', message, null)] }
}

function cut(found: number): readonly Diagnostic[] {
  if (found <= PROBLEM_LIMIT) return []
  return [diagnostic('relata.1019', 'error', `${found - PROBLEM_LIMIT} further problems are not listed.`, null)]
}

function diagnostic(code: string, severity: Diagnostic['severity'], message: string, hint: string | null): Diagnostic {
  return { code, severity, message, hint, subject: { kind: 'document', label: 'design' }, fixes: [] }
}
