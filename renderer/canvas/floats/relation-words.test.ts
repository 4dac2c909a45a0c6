import { describe, expect, it } from 'vitest'
import { relationWords } from './relation-words.ts'

const sketch = {
  kind: 'foreignKey',
  from: 'Post',
  to: 'Category',
  name: 'category',
  relatedName: 'posts',
  nullable: false,
} as const

describe('relationWords', () => {
  it('says both ways of a foreign key', () => {
    expect(relationWords(sketch)).toEqual([
      'Each Post has one Category: post.category',
      'A Category has many Posts: category.posts.all()',
    ])
  })

  it('derives the reverse name as Django does', () => {
    expect(relationWords({ ...sketch, relatedName: '', nullable: true })).toEqual([
      'Each Post has one Category or none: post.category',
      'A Category has many Posts: category.post_set.all()',
    ])
  })

  it('says one-to-one, many-to-many and self', () => {
    expect(
      relationWords({ ...sketch, kind: 'oneToOne', from: 'Profile', to: 'User', name: 'user', relatedName: '' }),
    ).toEqual(['Each Profile has one User: profile.user', 'A User has at most one Profile: user.profile'])
    expect(relationWords({ ...sketch, kind: 'manyToMany', to: 'Tag', name: 'tags' })[1]).toBe(
      'Each Tag has many Posts: tag.posts.all()',
    )
    expect(
      relationWords({ ...sketch, from: 'Category', name: 'parent', relatedName: 'children', nullable: true })[0],
    ).toBe('Each Category has one another Category or none: category.parent'.replace('one another', 'one other'))
  })
})
