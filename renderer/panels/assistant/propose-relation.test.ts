import { describe, expect, it } from 'vitest'
import { proposeRelation } from './propose-relation.ts'

const base = { a: 'Category', b: 'Post', aHasMany: true, bHasMany: false, optional: false, dependent: true }

describe('the relationship assistant', () => {
  it('puts the foreign key on the side of the many', () => {
    expect(proposeRelation(base)).toMatchObject({
      kind: 'foreignKey',
      on: 'b',
      name: 'category',
      relatedName: 'posts',
      onDelete: 'CASCADE',
    })
    expect(proposeRelation({ ...base, a: 'Post', b: 'Category', aHasMany: false, bHasMany: true })).toMatchObject({
      kind: 'foreignKey',
      on: 'a',
      name: 'category',
    })
  })

  it('makes a many-to-many of many on both sides', () => {
    expect(proposeRelation({ ...base, a: 'Post', b: 'Tag', bHasMany: true })).toMatchObject({
      kind: 'manyToMany',
      on: 'a',
      name: 'tags',
      relatedName: 'posts',
      onDelete: null,
    })
  })

  it('makes a one-to-one of one on both sides', () => {
    expect(proposeRelation({ ...base, a: 'Profile', b: 'User', aHasMany: false })).toMatchObject({
      kind: 'oneToOne',
      on: 'a',
      name: 'user',
      relatedName: 'profile',
    })
  })

  it('keeps what does not depend on the other: empty where it may be, else refusing', () => {
    expect(proposeRelation({ ...base, dependent: false, optional: true })).toMatchObject({
      onDelete: 'SET_NULL',
      null: true,
    })
    expect(proposeRelation({ ...base, dependent: false })).toMatchObject({ onDelete: 'PROTECT', null: false })
  })

  it('declares on the model that is ours where either could', () => {
    expect(proposeRelation({ ...base, a: 'User', b: 'Profile', aHasMany: false, foreign: 'a' })).toMatchObject({
      on: 'b',
    })
    expect(proposeRelation({ ...base, a: 'User', b: 'Team', bHasMany: true, foreign: 'a' })).toMatchObject({
      on: 'b',
      name: 'users',
      relatedName: 'teams',
    })
    expect(proposeRelation({ ...base, a: 'Post', b: 'User', foreign: 'b' })).toMatchObject({ on: 'b' })
  })

  it('names a relation of a model to itself', () => {
    expect(proposeRelation({ ...base, a: 'Category', b: 'Category' })).toMatchObject({
      name: 'parent',
      relatedName: 'children',
    })
  })
})
