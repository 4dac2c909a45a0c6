import { describe, expect, it } from 'vitest'
import { applyCommand } from '../../../shared/commands/registry.ts'
import { createDocument } from '../../../shared/document/create.ts'
import { newId } from '../../../shared/document/ids.ts'
import { rootOf } from '../../../shared/document/records.ts'
import { applyPatch } from '../../../shared/history/patch.ts'
import { createDesignSync } from './design-sync.ts'

describe('telling the session about the design', () => {
  const doc = createDocument({ name: 'blog' })
  const id = newId('model')
  const added = applyCommand(doc, 'model.add', { id, name: 'Post' })
  const after = applyPatch(doc, added)

  it('sends everything first, then only what changed, squashed', () => {
    const sync = createDesignSync(() => 'the text')
    expect(sync.input(doc, 1)).toEqual({ kind: 'text', text: 'the text', revision: 1 })
    sync.done(1, sync.sending)
    expect(sync.isPending).toBe(false)
    sync.note(added)
    sync.note(applyCommand(after, 'model.rename', { id, name: 'Article' }))
    const input = sync.input(after, 3)
    expect(input).toMatchObject({ kind: 'patch', from: 1, revision: 3 })
    expect(input.kind === 'patch' && (input.patch as readonly unknown[]).length).toBe(2)
  })

  it('does not bother the session with positions', () => {
    const sync = createDesignSync(() => '')
    sync.done(1, sync.sending)
    const view = rootOf(after).viewOrder[0]
    if (view === undefined) throw new Error('no view')
    const moved = applyCommand(after, 'placement.move', { view, moves: [{ model: id, x: 5, y: 5 }] } as never)
    expect(sync.note(moved)).toBe(false)
    expect(sync.isPending).toBe(false)
  })

  it('keeps what came while a call was under way', () => {
    const sync = createDesignSync(() => '')
    sync.done(1, sync.sending)
    sync.note(added)
    const sent = sync.sending
    sync.note(applyCommand(after, 'model.rename', { id, name: 'Article' }))
    sync.done(2, sent)
    expect(sync.isPending).toBe(true)
  })

  it('starts from the whole after a loss', () => {
    const sync = createDesignSync(() => 'all')
    sync.done(1, sync.sending)
    sync.note(added)
    sync.forget()
    expect(sync.input(after, 9)).toEqual({ kind: 'text', text: 'all', revision: 9 })
  })

  it('takes no answer that comes after it has forgotten: another session knows nothing yet', () => {
    const sync = createDesignSync(() => 'the text')
    const { sending } = sync
    sync.forget()
    sync.done(7, sending)
    expect(sync.isPending).toBe(true)
    expect(sync.input(doc, 8)).toMatchObject({ kind: 'text', revision: 8 })
  })
})
