import { describe, expect, it } from 'vitest'
import { resolveDocument } from '../../../shared/relations/resolve.ts'
import { designOf } from '../../../test/support/models-py.ts'
import { takenOnTarget } from '../../state/reverse-names.ts'
import { proposeRelation } from './relation-proposal.ts'
import type { TypedRelation } from './relation-proposal.ts'

const doc = designOf(`
from django.db import models

class Person(models.Model):
    email = models.EmailField()

class Post(models.Model):
    author = models.ForeignKey(Person, on_delete=models.CASCADE)
`)
const resolution = resolveDocument(doc)
const [person, post] = ['Person', 'Post'].map((name) => Object.values(doc.models).find((m) => m.name === name))

function propose(typed: Partial<TypedRelation>, to = person) {
  if (post === undefined || to === undefined) throw new Error('The design has both')
  const ends = { doc, resolution, from: post, to, taken: takenOnTarget(doc, resolution, to.id) }
  return proposeRelation(ends, { kind: 'foreignKey', name: null, relatedName: null, nullable: true, ...typed })
}

describe('what the relation card proposes', () => {
  it('is a way back of its own where the derived name is taken', () => {
    const { name, relatedName, back } = propose({})
    expect([name, relatedName]).toEqual(['person', 'posts'])
    expect(back).toEqual({ derivedTakenBy: 'Post.author', takenBy: null, free: 'posts' })
  })

  it('says whose name was typed', () => {
    expect(propose({ relatedName: 'email' }).back.takenBy).toBe('Person.email')
    expect(propose({ name: 'author' }).problem).not.toBe(null)
  })

  it('takes the words that Django fills in for a name', () => {
    expect(propose({ relatedName: '%(class)s_of' }).backProblem).toBe(null)
    expect(propose({ relatedName: '+' }).backProblem).toBe(null)
    expect(propose({ relatedName: 'not a name' }).backProblem).not.toBe(null)
  })

  it('needs no name back for a many-to-many of a model to itself, and no NULL for any', () => {
    const { name, relatedName, back, sketch } = propose({ kind: 'manyToMany' }, post)
    expect([name, relatedName, sketch.nullable]).toEqual(['posts', '', false])
    expect([back.derivedTakenBy, back.takenBy]).toEqual([null, null])
  })

  it('calls the object above in a tree its parent', () => {
    expect(propose({}, post).name).toBe('parent')
  })
})
