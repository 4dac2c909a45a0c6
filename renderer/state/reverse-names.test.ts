import { describe, expect, it } from 'vitest'
import { applyCommand } from '../../shared/commands/registry.ts'
import { createDocument } from '../../shared/document/create.ts'
import { newId } from '../../shared/document/ids.ts'
import type { ModelId } from '../../shared/document/ids.ts'
import { applyPatch } from '../../shared/history/patch.ts'
import { resolveDocument } from '../../shared/relations/resolve.ts'
import { fieldClash, freeRelationName, freeReverseName, reverseClash, takenOnTarget } from './reverse-names.ts'

const [user, post] = [newId('model') as ModelId, newId('model') as ModelId]

function taken(relations: readonly object[]) {
  let doc = createDocument({ name: 'blog', app: 'blog' })
  const run = (type: string, params: object): void => {
    doc = applyPatch(doc, applyCommand(doc, type as never, params as never))
  }
  run('model.add', { id: user, name: 'Person' })
  run('field.add', { model: user, name: 'email', type: 'CharField' })
  run('model.add', { id: post, name: 'Post' })
  for (const one of relations) run('relation.add', { from: post, to: user, kind: 'foreignKey', ...one })
  return takenOnTarget(doc, resolveDocument(doc), user)
}

describe('names on the target of a relation', () => {
  const second = { kind: 'foreignKey', from: 'Post', name: 'editor', relatedName: '' } as const

  it('a second relation under the derived name meets the first (E304), a named one does not', () => {
    expect(reverseClash(taken([]), second)).toBe(null)
    const names = taken([{ name: 'author' }])
    expect(reverseClash(names, second)).toBe('Post.author')
    expect(reverseClash(names, { ...second, relatedName: 'edited' })).toBe(null)
    expect(reverseClash(names, { ...second, relatedName: '+' })).toBe(null)
    expect(freeReverseName(names, second)).toBe('posts')
  })

  it('a name that a relation or a field has is not proposed', () => {
    const names = taken([{ name: 'author', relatedName: 'posts' }])
    expect(reverseClash(names, { ...second, relatedName: 'posts' })).toBe('Post.author')
    expect(reverseClash(names, { ...second, relatedName: 'email' })).toBe('Person.email')
    expect(freeReverseName(names, second)).toBe('editor_posts')
    expect(freeReverseName(new Map([...names, ['editor_posts', 'x']]), second)).toBe('editor_posts_2')
  })

  it('a field is not called as the way back of a relation that ends at its model (E303)', () => {
    let doc = createDocument({ name: 'school', app: 'school' })
    const run = (type: string, params: object): void => {
      doc = applyPatch(doc, applyCommand(doc, type as never, params as never))
    }
    run('model.add', { id: user, name: 'Course' })
    run('model.add', { id: post, name: 'Student' })
    run('relation.add', { from: post, to: user, kind: 'manyToMany', name: 'courses' })
    const resolution = resolveDocument(doc)
    const course = doc.models[user]
    if (course === undefined) throw new Error('no model')
    expect(fieldClash(doc, resolution, course, 'student')).toBe('Student.courses')
    expect(fieldClash(doc, resolution, course, 'teacher')).toBe(null)
    expect(freeRelationName(doc, resolution, course, 'student')).toBe('student2')
  })
})
