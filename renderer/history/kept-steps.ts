/**
 * The history outlives the session: with each save the host keeps the last steps (not in the document), and gives
 * them back when the same file is opened again. What does not fit the document that was opened is left out.
 */
import type { ErDocument } from '../../shared/document/records.ts'
import type { Step } from '../../shared/history/history.ts'
import { applyPatch, invertPatch } from '../../shared/history/patch.ts'
import { MAX_STEPS } from '../../shared/protocol/limits.ts'
import { isSame } from '../../shared/util/same.ts'
import type { App } from '../app/app-context.tsx'

const MOST_STEPS = 300

/** The newest steps that fit the bound, oldest first. */
export function stepsText(past: readonly Step[]): string {
  const texts: string[] = []
  let length = 2
  for (const { label, patch, at } of past.slice(-MOST_STEPS).toReversed()) {
    const text = JSON.stringify({ label, patch, at })
    length += text.length + 1
    if (length > MAX_STEPS) break
    texts.unshift(text)
  }
  return `[${texts.join(',')}]`
}

/** Steps that lead to the document, told by their records: from the newest back to the first that does not fit. */
export function stepsFrom(text: string, doc: ErDocument): readonly Step[] {
  const steps: Step[] = []
  let now = doc
  for (const raw of parsed(text).toReversed()) {
    if (!isStep(raw)) break
    const fits = raw.patch.every(({ table, id, after }) => isSame((now[table] as Records | undefined)?.[id], after))
    if (!fits) break
    now = applyPatch(now, invertPatch(raw.patch))
    steps.unshift({ label: raw.label, patch: raw.patch, at: raw.at, mergeKey: null })
  }
  return steps
}

type Records = { readonly [id: string]: unknown }

function parsed(text: string): readonly unknown[] {
  try {
    const raw: unknown = JSON.parse(text)
    return Array.isArray(raw) ? raw : []
  } catch {
    return []
  }
}

function isStep(raw: unknown): raw is Pick<Step, 'label' | 'patch' | 'at'> {
  const { label, patch, at } = (raw ?? {}) as Partial<Step>
  return typeof label === 'string' && typeof at === 'number' && Array.isArray(patch) && patch.length > 0
}

/** @returns stop */
export function followKeptSteps({ client, editor, files }: Pick<App, 'client' | 'editor' | 'files'>): () => void {
  /** Designs that are read from Python have other ids each time: no step would fit. */
  const isKept = (): boolean => files.getState().etag !== null && files.getState().onto === null

  async function takeUp(): Promise<void> {
    const { doc } = files.getState()
    if (doc === null || !isKept()) return
    const text = await client.call('doc.readSteps', { doc }).catch(() => null)
    const { doc: design, history } = editor.getState()
    const isUntouched = files.getState().doc === doc && history.past.length + history.future.length === 0
    if (text === null || !isUntouched) return
    const past = stepsFrom(text, design)
    if (past.length > 0) editor.setState({ history: { past, future: [] } })
  }

  async function keep(): Promise<void> {
    const { doc } = files.getState()
    const { history } = editor.getState()
    if (doc === null || !isKept() || history.past.length === 0) return
    await client.call('doc.keepSteps', { doc, text: stepsText(history.past) }).catch(() => {})
  }

  const stops = [
    files.subscribe((now, before) => void (now.doc !== before.doc && takeUp())),
    // Saved: what is on the disk is what the steps lead to.
    editor.subscribe((now, before) => {
      const isSaved = now.savedRevision !== before.savedRevision && now.savedRevision === now.revision
      if (isSaved && now.doc === before.doc) void keep()
    }),
  ]
  return () => stops.forEach((stop) => stop())
}
