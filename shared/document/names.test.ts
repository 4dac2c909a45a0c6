import { describe, expect, it } from 'vitest'
import { freeName, isPythonName, nameProblem, pascalCase, plural, singular, snakeCase } from './names.ts'

describe('names', () => {
  it('counts on from a taken name, whatever its case', () => {
    expect(freeName('Post', new Set(['tag']))).toBe('Post')
    expect(freeName('Post', new Set(['post']))).toBe('Post2')
    expect(freeName('Post2', new Set(['post', 'post2', 'post3']))).toBe('Post4')
    expect(freeName('42', new Set(['42']))).toBe('422')
  })

  it('turns model names into field names and back', () => {
    expect(['Post', 'BlogPost', 'HTTPHeader', 'A1B'].map(snakeCase)).toEqual([
      'post',
      'blog_post',
      'http_header',
      'a1_b',
    ])
    expect(['blog_post', 'tags', 'a  b'].map(pascalCase)).toEqual(['BlogPost', 'Tags', 'AB'])
  })

  it('knows plurals of most nouns', () => {
    const nouns = ['tag', 'category', 'day', 'box', 'address', 'match']
    expect(nouns.map(plural)).toEqual(['tags', 'categories', 'days', 'boxes', 'addresses', 'matches'])
    expect(nouns.map((noun) => singular(plural(noun)))).toEqual(nouns)
    const same = ['status', 'address', 'fish', 'series', 'analysis', 'news', 'canvas']
    expect(same.map(singular)).toEqual(same)
  })

  it.each([
    ['responses', 'response'],
    ['purchases', 'purchase'],
    ['warehouses', 'warehouse'],
    ['statuses', 'status'],
    ['Movies', 'Movie'],
    ['caches', 'cache'],
    ['sizes', 'size'],
    ['analyses', 'analysis'],
    ['aliases', 'alias'],
    ['apis', 'api'],
  ])('makes %s singular', (nouns, noun) => {
    expect(singular(nouns)).toBe(noun)
  })

  it('says in words why a name cannot be used', () => {
    expect(['Post', '_x1', 'Été', '顧客'].map(nameProblem)).toEqual([null, null, null, null])
    expect(nameProblem(' ')).toContain('needed')
    expect(nameProblem('class')).toContain('Python')
    expect(nameProblem('1st')).toContain('digit')
    expect(nameProblem('say "hi"')).toContain('letters')
    expect(nameProblem('x'.repeat(300))).toContain('300')
    // Python and Django have no limit: what is imported stays what it is.
    expect(isPythonName('x'.repeat(300))).toBe(true)
    expect(['class', '1st', 'say "hi"', ''].map(isPythonName)).toEqual([false, false, false, false])
  })
})
