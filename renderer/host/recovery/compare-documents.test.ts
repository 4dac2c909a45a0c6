import { describe, expect, it } from 'vitest'
import { applyCommand } from '../../../shared/commands/registry.ts'
import type { CommandType } from '../../../shared/commands/registry.ts'
import { createDocument } from '../../../shared/document/create.ts'
import { newId } from '../../../shared/document/ids.ts'
import type { ErDocument } from '../../../shared/document/records.ts'
import { applyPatch } from '../../../shared/history/patch.ts'
import { compareDocuments } from './compare-documents.ts'

const post = newId('model')
const title = newId('field')
const edit = (doc: ErDocument, type: CommandType, params: object): ErDocument =>
  applyPatch(doc, applyCommand(doc, type, params as never))

const base = edit(edit(createDocument({ name: 'x' }), 'model.add', { id: post, name: 'Post' }), 'field.add', {
  id: title,
  model: post,
  name: 'title',
})

describe('comparing two states of a design', () => {
  it('finds nothing between equal ones', () => {
    expect(compareDocuments(base, base)).toEqual([])
  })

  it('names models and fields that are only on one side, and those that differ', () => {
    const mine = edit(edit(base, 'model.add', { name: 'Tag' }), 'field.rename', {
      model: post,
      id: title,
      name: 'headline',
    })
    const theirs = edit(base, 'field.add', { model: post, name: 'body' })
    expect(compareDocuments(mine, theirs)).toEqual([
      { label: 'Post.body', where: 'theirs' },
      { label: 'Post.headline', where: 'both' },
      { label: 'Tag', where: 'mine' },
    ])
  })
})
