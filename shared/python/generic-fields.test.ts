import { describe, expect, it } from 'vitest'
import { genericKeyArgs, genericRelationArgs, withGenericArgument } from './generic-fields.ts'

describe('withGenericArgument', () => {
  const key = (args: string, keyword: 'ct_field' | 'fk_field' | 'for_concrete_model', value: string | boolean | null) =>
    withGenericArgument('GenericForeignKey', args, keyword, value)

  it('adds what was left to Django, and replaces what is written', () => {
    expect(key('', 'ct_field', 'kind')).toBe('ct_field="kind"')
    expect(key("'content_type', 'object_id'", 'fk_field', 'key')).toBe("'content_type', 'key'")
    expect(key('', 'for_concrete_model', false)).toBe('for_concrete_model=False')
  })

  it('takes an argument away without moving the others to another place', () => {
    const args = key('"kind", "key", False', 'ct_field', null)
    expect(args).toBe('fk_field="key", for_concrete_model=False')
    expect(genericKeyArgs(args)).toEqual({ contentType: 'content_type', objectId: 'key', forConcrete: false })
    expect(key('for_concrete_model=False', 'for_concrete_model', null)).toBe('')
    expect(key('**more', 'ct_field', null)).toBe('**more')
  })

  it('names the target of a GenericRelation first', () => {
    const relation = (args: string, keyword: 'to' | 'related_query_name', value: string | null) =>
      withGenericArgument('GenericRelation', args, keyword, value)
    expect(relation('', 'to', 'Tag')).toBe('"Tag"')
    expect(relation('related_query_name="post"', 'to', 'Tag')).toBe('"Tag", related_query_name="post"')
    expect(relation('Tag, related_query_name="post"', 'to', 'blog.Note')).toBe('"blog.Note", related_query_name="post"')
    expect(relation('Tag, related_query_name="post"', 'related_query_name', null)).toBe('Tag')
    expect(genericRelationArgs(relation('Tag', 'related_query_name', 'post')).queryName).toBe('post')
  })
})
