/** What a new row's text does to the document, where that is more than a field of its model. */
import { expect, it } from 'vitest'
import { applyCommand } from '../../../shared/commands/registry.ts'
import type { CommandCall } from '../../../shared/commands/registry.ts'
import { createDocument } from '../../../shared/document/create.ts'
import type { ModelId, ViewId } from '../../../shared/document/ids.ts'
import type { ErDocument } from '../../../shared/document/records.ts'
import { applyPatch } from '../../../shared/history/patch.ts'
import { fieldCalls } from './cell-edits.ts'

const POST = 'model:post' as ModelId
const COMMENT = 'model:comment' as ModelId

function run(doc: ErDocument, calls: readonly CommandCall[]): ErDocument {
  return calls.reduce((now, { type, params }) => applyPatch(now, applyCommand(now, type, params as never)), doc)
}

const EMPTY = createDocument({ app: 'blog' })
const BLOG = run(EMPTY, [
  { type: 'model.add', params: { id: POST, name: 'Post' } },
  { type: 'model.add', params: { id: COMMENT, name: 'Comment' } },
])
const spot = () => ({ view: Object.keys(EMPTY.views)[0] as ViewId, x: 0, y: 0 })

function typed(
  text: string,
  doc = BLOG,
): { readonly error: string } | { readonly after: ErDocument; readonly notes: readonly string[] } {
  const made = fieldCalls(doc, POST, text, { spot })
  return 'error' in made ? made : { after: run(doc, made.calls), notes: made.notes }
}

function fieldsOf(result: ReturnType<typeof typed>, model: ModelId) {
  return 'error' in result ? result.error : result.after.models[model]?.fields
}

it('“has many” makes the key in the other model, and its way back is called as typed', () => {
  const made = typed('comments has many Comment cascade')
  expect(fieldsOf(made, COMMENT)).toMatchObject([
    { kind: 'foreignKey', name: 'post', to: POST, relatedName: 'comments', onDelete: 'CASCADE' },
  ])
  expect(fieldsOf(made, POST)).toEqual(fieldsOf({ after: BLOG, notes: [] }, POST))
  expect('error' in made ? [] : made.notes).toEqual([
    '“comments” is the way back of the key Comment.post, which was made there.',
  ])
})

it('the way back that Django makes anyway is not said again', () => {
  expect(fieldsOf(typed('comment_set has many Comment'), COMMENT)).toMatchObject([{ name: 'post', relatedName: null }])
  expect(fieldsOf(typed('comment has one Comment'), COMMENT)).toMatchObject([
    { kind: 'oneToOne', name: 'post', relatedName: null },
  ])
  expect(fieldsOf(typed('children has many self'), POST)).toContainEqual(
    expect.objectContaining({ kind: 'foreignKey', name: 'parent', to: POST, relatedName: 'children' }),
  )
})

it('a model that is not there is made with the key in it; a name that is taken is told', () => {
  const made = typed('reviews has many +Review')
  const review = 'error' in made ? undefined : Object.values(made.after.models).find(({ name }) => name === 'Review')
  expect(review?.fields).toMatchObject([{ name: 'post', to: POST, relatedName: 'reviews' }])
  const taken = run(BLOG, [{ type: 'field.add', params: { model: POST, name: 'comments', type: 'TextField' } }])
  expect(typed('comments has many Comment', taken)).toMatchObject({ error: expect.stringContaining('comments') })
})

it('an array is a field of PostgreSQL’s with a remark, a computed value a GeneratedField', () => {
  const array = typed('sizes int[] null')
  expect(fieldsOf(array, POST)).toContainEqual(
    expect.objectContaining({
      kind: 'custom',
      className: 'ArrayField',
      options: expect.objectContaining({ null: true, blank: true }),
    }),
  )
  expect('error' in array ? [] : array.notes).toHaveLength(1)
  const priced = run(BLOG, [
    { type: 'field.add', params: { model: POST, name: 'price', type: 'DecimalField' } },
    { type: 'field.add', params: { model: POST, name: 'qty', type: 'IntegerField' } },
  ])
  expect(fieldsOf(typed('total generated price * qty', priced), POST)).toContainEqual(
    expect.objectContaining({
      type: 'GeneratedField',
      options: expect.objectContaining({ expression: { expr: 'F("price") * F("qty")' }, db_persist: true }),
    }),
  )
})

it('“fk User” puts Django’s own there once, and a key of it is refused', () => {
  const once = typed('author fk User cascade')
  expect(once).toMatchObject({ after: { models: { 'model:auth.User': { name: 'User', external: true } } } })
  const twice = 'error' in once ? once : typed('editor fk User protect', once.after)
  expect(fieldsOf(twice, POST)).toMatchObject([
    { name: 'author', to: 'model:auth.User', onDelete: 'CASCADE' },
    { name: 'editor', to: 'model:auth.User', onDelete: 'PROTECT' },
  ])
  expect(typed('people has many User')).toHaveProperty('error')
})
