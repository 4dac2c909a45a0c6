import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { bigDocument } from '../../../test/support/big-document.ts'
import { applyCommand } from '../../commands/registry.ts'
import type { ModelId, ViewId } from '../../document/ids.ts'
import { applyPatch } from '../../history/patch.ts'
import { resolveDocument } from '../resolve.ts'
import type { Resolved } from '../resolve.ts'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** The state after models came and went, and the tables of models on the way. */
function afterComingAndGoing(times: number): { readonly now: Resolved; readonly before: WeakRef<object>[] } {
  let doc = bigDocument(50)
  let now: Resolved = { doc, resolution: resolveDocument(doc) }
  const before: WeakRef<object>[] = []
  const id = 'model:added' as ModelId
  for (let i = 0; i < times; i++) {
    before.push(new WeakRef(doc.models))
    const patch =
      i % 2 === 0
        ? applyCommand(doc, 'model.add', { id, name: 'Added', at: { view: 'view:main' as ViewId, x: 0, y: 0 } })
        : applyCommand(doc, 'model.delete', { ids: [id] })
    doc = applyPatch(doc, patch)
    now = { doc, resolution: resolveDocument(doc, now) }
  }
  return { now, before }
}

describe('a world from which models went and to which they came', () => {
  it('does not keep the documents of before', async () => {
    const { now, before } = afterComingAndGoing(12)
    // What a weak reference was asked for stays until the end of the turn.
    await new Promise((done) => setImmediate(done))
    collect()
    expect(now.resolution.models.size).toBeGreaterThan(0)
    expect(before.filter((table) => table.deref() !== undefined).length).toBeLessThanOrEqual(1)
  })
})
