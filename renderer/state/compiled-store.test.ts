import { describe, expect, it } from 'vitest'
import { bigDocument, bigModelId } from '../../test/support/big-document.ts'
import { compileDocument, createCompiledStore } from './compiled-store.ts'
import { createEditorStore } from './editor-store.ts'

async function until(test: () => boolean): Promise<void> {
  while (!test()) await new Promise((done) => setTimeout(done, 5))
}

const facts = ({ resolution, schema, checked }: ReturnType<typeof compileDocument>) => ({
  models: [...resolution.models.values()].map(({ label, table }) => [label, table]),
  tables: schema.tables.map(({ name }) => name),
  problems: checked.all.map(({ code, message }) => [code, message]),
})

describe('what follows from a design', () => {
  it('of a large one that is opened comes in slices, tables before problems, and is then as compiled at once', async () => {
    const doc = bigDocument(400)
    const compiled = createCompiledStore(createEditorStore(doc))
    expect(compiled.shown.getState().schema.tables).toEqual([])
    const seen: [tables: number, problems: number][] = []
    compiled.subscribe(({ schema, checked }) => seen.push([schema.tables.length, checked.byModel.size]))
    await until(() => seen.length === 2)
    const whole = compileDocument(doc)
    expect(seen).toEqual([
      [whole.schema.tables.length, 0],
      [whole.schema.tables.length, whole.checked.byModel.size],
    ])
    expect(facts(compiled.shown.getState())).toEqual(facts(whole))
  })

  it('is there at once for who asks, and edits made meanwhile are in it', () => {
    const editor = createEditorStore(bigDocument(400))
    const compiled = createCompiledStore(editor)
    editor.dispatch('model.rename', { id: bigModelId(7), name: 'Early' })
    expect(compiled.shown.getState().schema.tables).toEqual([])
    const now = compiled.getState()
    expect(now.resolution.models.get(bigModelId(7))?.name).toBe('Early')
    expect(facts(now)).toEqual(facts(compileDocument(editor.getState().doc)))
  })

  it('follows the design that is open, also while another was being opened', async () => {
    const editor = createEditorStore(bigDocument(400))
    const compiled = createCompiledStore(editor)
    editor.open(bigDocument(300))
    editor.dispatch('model.rename', { id: bigModelId(3), name: 'Later' })
    await until(() => compiled.shown.getState().doc === editor.getState().doc)
    expect(facts(compiled.getState())).toEqual(facts(compileDocument(editor.getState().doc)))
    editor.open(bigDocument(3))
    expect(compiled.shown.getState().schema.tables.length).toBeGreaterThan(0)
  })
})
