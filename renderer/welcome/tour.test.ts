import { describe, expect, it } from 'vitest'
import { applyCommand } from '../../shared/commands/registry.ts'
import type { CommandType } from '../../shared/commands/registry.ts'
import { createDocument } from '../../shared/document/create.ts'
import type { ErDocument } from '../../shared/document/records.ts'
import { applyPatch } from '../../shared/history/patch.ts'
import { nextStep, tourNames } from './tour.ts'

const run = (doc: ErDocument, type: CommandType, params: unknown): ErDocument =>
  applyPatch(doc, applyCommand(doc, type, params as never))

describe('the first model in one minute', () => {
  it('goes on as the drawing grows, and waits while a cell is open', () => {
    const step = (doc: ErDocument, isEditing = false, hasRun = false) => nextStep({ doc, isEditing, hasRun })
    let doc = createDocument({ name: 'x' })
    expect(step(doc)).toBe('model')
    doc = run(doc, 'model.add', { id: 'model:a', name: 'Model' })
    expect(step(doc)).toBe('model')
    doc = run(doc, 'model.rename', { id: 'model:a', name: 'Author' })
    expect(step(doc, true)).toBe('model')
    expect(step(doc)).toBe('field')
    doc = run(doc, 'field.add', { model: 'model:a', name: 'name' })
    expect(step(doc)).toBe('relate')
    doc = run(doc, 'model.add', { id: 'model:b', name: 'Book' })
    doc = run(doc, 'relation.add', { from: 'model:b', to: 'model:a', kind: 'foreignKey' })
    expect(step(doc)).toBe('ask')
    expect(step(doc, false, true)).toBeNull()
    expect(tourNames(doc)).toEqual({ first: 'Author', second: 'Book' })
  })
})
