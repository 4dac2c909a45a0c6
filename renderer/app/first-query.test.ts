import { describe, expect, it } from 'vitest'
import { bigDocument } from '../../test/support/big-document.ts'
import { exampleDocument } from '../../test/support/designs.ts'
import { applyCommand } from '../../shared/commands/registry.ts'
import { applyPatch } from '../../shared/history/patch.ts'
import { firstQuery } from './first-query.ts'

describe('firstQuery', () => {
  it('is the first saved query', () => {
    expect(firstQuery(exampleDocument('blog'))).toContain('Post.objects.filter')
  })

  it('asks for what stands in the middle of the design, not for a join table', () => {
    let doc = bigDocument(0)
    const run = (type: string, params: unknown) => {
      doc = applyPatch(doc, applyCommand(doc, type as never, params as never))
    }
    expect(firstQuery(doc)).toBe('')
    for (const name of ['Country', 'Customer', 'Order', 'Line', 'CustomerTag'])
      run('model.add', { id: `model:${name}`, name })
    for (const [from, to] of [
      ['Customer', 'Country'],
      ['Order', 'Customer'],
      ['Line', 'Order'],
      ['CustomerTag', 'Customer'],
    ] as const)
      run('relation.add', { from: `model:${from}`, to: `model:${to}`, kind: 'foreignKey' })
    expect(firstQuery(doc)).toBe('Customer.objects.all()')
  })
})
