/** Saving a design onto the Python files it was read from. */
import { join } from 'node:path'

import type { PlainCall } from '../../../shared/protocol/dispatcher.ts'
import { HostFailure } from '../../../shared/protocol/errors.ts'
import type { SourceChanges } from '../../../shared/protocol/methods/doc.ts'
import type { Diagnostic } from '../../../shared/diagnostics/diagnostic.ts'
import { countChanges, unifiedDiff } from '../../../shared/util/unified-diff.ts'
import { atomicWrite } from '../files/atomic-write.ts'
import type { OpenDesign } from './documents.ts'
import { etagOf, isSameContent, readEtag } from '../files/etag.ts'
import type { Etag } from '../files/etag.ts'
import { currentEtag, readFileAsText, sourceEtag } from './python-files.ts'
import type { PythonSource, ViewsFile } from './python-files.ts'
import { replaceFiles } from '../files/replace-files.ts'
import type { SessionPool } from '../databases/session-pool.ts'

interface Planned {
  /** Relative, as the page may see it. */
  readonly path: string
  readonly absolute: string
  readonly before: string
  readonly after: string
  readonly etag: Etag | null
}

interface SourcePlan {
  readonly files: readonly Planned[]
  readonly changes: SourceChanges
  /** The text of the file of views. */
  readonly views: string
}

/** What a save would write: the design's differences on the files as they are on disk. */
export async function planOnto(
  sessions: SessionPool,
  source: PythonSource,
  text: string,
  call: PlainCall | null,
): Promise<SourcePlan> {
  const files = source.files.map((file) => ({ path: file.path, text: file.text }))
  const onto = await sessions.once(
    'session.onto',
    { files, text, app: source.app, isFolder: source.folder !== null },
    call,
  )
  const known = new Map(source.files.map((file) => [file.path, file.absolute]))
  const planned: Planned[] = []
  for (const { path, text: after } of onto.files) {
    const absolute = known.get(path) ?? join(source.folder ?? '', path)
    const found = await readIfThere(absolute)
    if (found?.text !== after)
      planned.push({ path, absolute, before: found?.text ?? '', after, etag: found?.etag ?? null })
  }
  return { files: planned, changes: { files: planned.map(changeOf), diagnostics: onto.diagnostics }, views: onto.views }
}

interface SaveRequest {
  readonly text: string
  readonly etag: Etag | null
  readonly force: boolean
  /** Whether the places are kept in the file of views. */
  readonly views: boolean
}

/**
 * Writes them, all or none.
 *
 * @param expected what the page thinks the files are
 * @throws CONFLICT when one has become another meanwhile and `force` is off
 */
export async function saveOnto(
  sessions: SessionPool,
  design: OpenDesign & { readonly source: PythonSource },
  { text, etag: expected, force, views }: SaveRequest,
  call: PlainCall | null,
): Promise<{ readonly etag: Etag; readonly changes: SourceChanges }> {
  const { source } = design
  const refuseChanged = async () => {
    const found = await currentEtag(source)
    if (force || expected === null || found === null || isSameContent(found, expected)) return
    const message = `“${design.label}” was changed by another program since it was opened.`
    throw new HostFailure('CONFLICT', message, { detail: found })
  }
  await refuseChanged()
  const plan = await planOnto(sessions, source, text, call)
  const isNew = ({ path }: Planned) => !source.files.some((file) => file.path === path)
  const isOurs = ({ path, etag }: Planned) => etag === null || isSameContent(etag, source.created.get(path) ?? '')
  const foreign = plan.files.find((file) => isNew(file) && !isOurs(file))
  if (foreign !== undefined && !force) {
    throw new HostFailure('CONFLICT', `“${foreign.path}” exists already and was not read with this design.`)
  }
  await refuseChanged()
  await replaceFiles(
    plan.files.map(({ absolute, after, etag }) => ({
      path: absolute,
      bytes: Buffer.from(after, 'utf8'),
      expected: force ? undefined : etag,
    })),
  )
  // The hashes of what we wrote, not of what may have replaced it since.
  const written = new Map(plan.files.map(({ path, after }) => [path, etagOf(Buffer.from(after, 'utf8'), 0n)]))
  for (const file of plan.files) if (isNew(file)) source.created.set(file.path, written.get(file.path) ?? '')
  const etags = await Promise.all(source.files.map(({ path, absolute }) => written.get(path) ?? readEtag(absolute)))
  const changes = views ? await saveViews(source.views, plan, force) : plan.changes
  return { etag: sourceEtag(etags), changes }
}

function changeOf({ path, before, after }: Planned) {
  return { path, ...countChanges(before, after), diff: unifiedDiff(path, before, after) }
}

/** The models are saved by now: what hinders the places is said, not thrown. */
async function saveViews(
  views: ViewsFile,
  { changes, views: text }: SourcePlan,
  force: boolean,
): Promise<SourceChanges> {
  const bytes = Buffer.from(text, 'utf8')
  const refuse = (message: string): SourceChanges => {
    return { ...changes, diagnostics: [...changes.diagnostics, notKept(views.label, message) as never] }
  }
  if (!views.isOurs) return refuse('It is not a file of views that this version writes; it was left as it is.')
  try {
    const found = await readEtag(views.absolute)
    if (found !== null && isSameContent(found, etagOf(bytes, 0n))) return changes
    const isKnown = found === null || (views.etag !== null && isSameContent(found, views.etag))
    if (!isKnown && !force)
      return refuse('Another program changed it meanwhile; open the design again to see its places.')
    await atomicWrite(views.absolute, bytes)
    views.etag = etagOf(bytes, 0n)
    return { ...changes, views: views.label }
  } catch (thrown) {
    return refuse(thrown instanceof Error ? thrown.message : String(thrown))
  }
}

function notKept(label: string, message: string): Diagnostic {
  return {
    code: 'relata.4106',
    severity: 'warning',
    message: `The places were not written to ${label}. ${message}`,
    hint: null,
    subject: { kind: 'document', label },
    fixes: [],
  }
}

async function readIfThere(path: string): Promise<{ text: string; etag: Etag } | null> {
  return (await readEtag(path)) === null ? null : readFileAsText(path)
}
