import { describe, expect, it } from 'vitest'
import { bigDocument, bigModelId } from '../../../test/support/big-document.ts'
import { applyCommand } from '../../../shared/commands/registry.ts'
import type { ErDocument } from '../../../shared/document/records.ts'
import { applySplices } from '../../../shared/document/file/text-splices.ts'
import type { TextSplice } from '../../../shared/document/file/text-splices.ts'
import { writeDocument } from '../../../shared/document/file/write.ts'
import { applyPatch } from '../../../shared/history/patch.ts'
import type { Client } from '../../../shared/protocol/client.ts'
import type { Handle } from '../../../shared/protocol/handles.ts'
import { readWritten } from '../design/document-text.ts'
import { createRecoveryCopy } from './recovery-copy.ts'

const A = 'doc:a' as Handle<'doc'>
const B = 'doc:b' as Handle<'doc'>

interface Sent {
  readonly doc: string
  readonly since: number
  readonly version: number
  readonly splices: readonly TextSplice[]
  readonly write: boolean
}

/** A host that keeps texts by document, as the real one does. */
function fakeHost() {
  const held = new Map<string, { version: number; text: string }>()
  const sent: Sent[] = []
  const kept = new Map<string, string>()
  const dropped: string[] = []
  const call = async (method: string, params: unknown) => {
    if (method === 'recovery.drop') return void dropped.push((params as Sent).doc)
    const { doc, since, version, splices, write } = params as Sent
    sent.push(params as Sent)
    const before = since === 0 ? { version: 0, text: '' } : held.get(doc)
    if (before?.version !== since) return { isKnown: false }
    const text = applySplices(before.text, splices)
    held.set(doc, { version, text })
    if (write) kept.set(doc, text)
    return { isKnown: true }
  }
  return { client: { call } as unknown as Client, held, sent, kept, dropped }
}

const renamed = (doc: ErDocument, index: number, name: string): ErDocument =>
  applyPatch(doc, applyCommand(doc, 'model.rename', { id: bigModelId(index), name }))
const rest = () => new Promise((done) => setTimeout(done, 5))

async function until(test: () => boolean): Promise<void> {
  while (!test()) await rest()
}

describe('the recovery copy', () => {
  it('goes in parts the first time, then as what changed', async () => {
    const { client, sent, kept } = fakeHost()
    const copy = createRecoveryCopy(client)
    const doc = bigDocument(1000)
    copy.keep({ doc: A, design: doc, etag: null })
    // What was edited while the parts were on their way follows them.
    const next = renamed(doc, 3, 'While')
    copy.keep({ doc: A, design: next, etag: null })
    await until(() => kept.get(A) === writeDocument(next))
    expect(sent.length).toBeGreaterThan(3)
    expect(sent.filter(({ write }) => write)).toHaveLength(2)
    for (const { splices } of sent) for (const { text } of splices) expect(text.length).toBeLessThan(300_000)
    const later = renamed(next, 500, 'Later')
    const before = sent.length
    copy.keep({ doc: A, design: later, etag: null })
    await until(() => kept.get(A) === writeDocument(later))
    expect(sent.length).toBe(before + 1)
    expect(sent.at(-1)?.splices.reduce((sum, { text }) => sum + text.length, 0)).toBeLessThan(1500)
  })

  it('is whole at once when the page goes, wherever it was', async () => {
    const { client, kept } = fakeHost()
    const copy = createRecoveryCopy(client)
    const doc = bigDocument(1000)
    copy.keep({ doc: A, design: doc, etag: null })
    const next = renamed(doc, 7, 'Last')
    copy.keepNow({ doc: A, design: next, etag: null })
    await rest()
    expect(kept.get(A)).toBe(writeDocument(next))
  })

  it('begins anew for another design and for a host that lost it', async () => {
    const { client, held, kept } = fakeHost()
    const copy = createRecoveryCopy(client)
    const [one, other] = [bigDocument(30), bigDocument(31)]
    copy.keep({ doc: A, design: one, etag: null })
    copy.keep({ doc: B, design: other, etag: null })
    await until(() => kept.get(B) === writeDocument(other))
    held.clear()
    const next = renamed(other, 2, 'Again')
    copy.keep({ doc: B, design: next, etag: null })
    await until(() => kept.get(B) === writeDocument(next))
  })

  it('of a design that was just imported is its text as it came, and of an edit of it all the same', async () => {
    const { client, sent, kept } = fakeHost()
    const copy = createRecoveryCopy(client)
    const text = writeDocument(bigDocument(400))
    const { doc } = readWritten(text)
    if (doc === null) throw new Error('no design')
    copy.keep({ doc: A, design: doc, etag: null })
    // Edited while the parts were on their way.
    const next = renamed(doc, 3, 'While')
    copy.keep({ doc: A, design: next, etag: null })
    await until(() => kept.get(A) === writeDocument(next))
    copy.keep({ doc: B, design: doc, etag: null })
    await until(() => kept.get(B) === text)
    const before = sent.length
    copy.keepNow({ doc: B, design: doc, etag: null })
    expect(sent.length).toBe(before)
    const edited = renamed(doc, 5, 'After')
    copy.keepNow({ doc: B, design: edited, etag: null })
    await rest()
    expect(kept.get(B)).toBe(writeDocument(edited))
  })

  it('that is dropped begins anew with the next edit; of a design that none was sent of nothing is said', async () => {
    const { client, kept, sent, dropped } = fakeHost()
    const copy = createRecoveryCopy(client)
    const doc = bigDocument(20)
    copy.drop(A)
    expect(dropped).toEqual([])
    copy.keep({ doc: A, design: renamed(doc, 3, 'Given up'), etag: null })
    await until(() => kept.has(A))
    copy.drop(B)
    copy.drop(A)
    expect(dropped).toEqual([A])
    const next = renamed(doc, 2, 'After')
    copy.keep({ doc: A, design: next, etag: null })
    await until(() => kept.get(A) === writeDocument(next))
    expect(sent.at(-1)?.since).toBe(0)
  })
})
