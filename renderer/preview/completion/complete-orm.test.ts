import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readDocument } from '../../../shared/document/file/read.ts'
import { resolveDocument } from '../../../shared/relations/resolve.ts'
import { caretContext, chainParts } from './chain.ts'
import { completeOrm } from './complete-orm.ts'

const { doc } = readDocument(readFileSync(resolve(import.meta.dirname, '../../../examples/blog.relata.json'), 'utf8'))
if (doc === null) throw new Error('The blog cannot be read')
const resolution = resolveDocument(doc)

const labels = (before: string): readonly string[] =>
  completeOrm(before, resolution)?.suggestions.map(({ label }) => label) ?? []

describe('where the caret stands', () => {
  it('finds the receiver through calls and brackets', () => {
    expect(caretContext('Post.objects.filter(title__in=["a", ")"]).').receiver).toBe(
      'Post.objects.filter(title__in=["a", ")"])',
    )
    expect(caretContext('x = Post.obj').receiver).toBe('Post')
    expect(caretContext('Post').receiver).toBeNull()
  })

  it('finds the call around, past strings and comments', () => {
    expect(caretContext('Post.objects.filter(a="(", ti').call).toEqual({ receiver: 'Post.objects', method: 'filter' })
    expect(caretContext('# Post.objects.filter(\nTag').call).toBeNull()
    expect(caretContext('Post.objects.order_by("-ti').string).toBe('-ti')
  })

  it('takes a chain apart', () => {
    expect(chainParts('Post.objects.filter(a=f(1))[0].tags')).toEqual([
      { name: 'Post', isCalled: false, isIndexed: false },
      { name: 'objects', isCalled: false, isIndexed: false },
      { name: 'filter', isCalled: true, isIndexed: true },
      { name: 'tags', isCalled: false, isIndexed: false },
    ])
  })
})

describe('completion of ORM code', () => {
  it('offers the drawn models and functions at the start', () => {
    expect(labels('Po')).toEqual(expect.arrayContaining(['Post', 'Profile', 'Count']))
  })

  it('offers managers on a model, methods on a manager', () => {
    expect(labels('Post.')).toEqual(['objects', 'DoesNotExist', 'MultipleObjectsReturned'])
    expect(labels('Post.objects.')).toEqual(expect.arrayContaining(['filter', 'order_by', 'count']))
    expect(labels('Post.objects.filter(title="x").')).toEqual(expect.arrayContaining(['exclude']))
  })

  it('follows fields, accessors and lookups along __', () => {
    expect(labels('Post.objects.filter(')).toEqual(
      expect.arrayContaining(['title', 'author', 'category', 'tags', 'pk']),
    )
    expect(labels('Post.objects.filter(author__')).toEqual(expect.arrayContaining(['profile', 'username', 'posts']))
    expect(labels('Post.objects.filter(author__profile__ci')).toEqual(expect.arrayContaining(['city']))
    expect(labels('Post.objects.filter(title__')).toEqual(expect.arrayContaining(['icontains', 'startswith']))
    expect(completeOrm('Post.objects.filter(author__pro', resolution)?.replaces).toBe(3)
  })

  it('knows paths in strings, also with a minus', () => {
    expect(labels('Post.objects.order_by("-')).toEqual(expect.arrayContaining(['title']))
    expect(labels('Category.objects.annotate(n=Count("')).toEqual(expect.arrayContaining(['posts']))
    expect(labels('x = "hello ')).toEqual([])
  })

  it('knows what variables and loops hold', () => {
    const script = 'post = Post.objects.get(pk=1)\nfor tag in post.tags.all():\n    '
    expect(labels(`${script}post.`)).toEqual(expect.arrayContaining(['title', 'author_id', 'tags', 'save']))
    expect(labels(`${script}tag.`)).toEqual(expect.arrayContaining(['name', 'posts']))
    expect(labels(`${script}post.tags.`)).toEqual(expect.arrayContaining(['add', 'clear', 'filter']))
    expect(labels('c = Category.objects.first()\nc.posts.filter(')).toEqual(expect.arrayContaining(['title']))
  })

  it('offers the asynchronous methods where they are waited for', () => {
    expect(labels('await Post.objects.')).toEqual(expect.arrayContaining(['filter', 'acount', 'aget']))
    expect(labels('await Post.objects.')).not.toContain('count')
    expect(labels('Post.objects.')).not.toContain('acount')
    expect(labels('f(Post.objects.ac')).toContain('acount')
    expect(labels('post = await Post.objects.aget(pk=1)\nawait post.')).toEqual(
      expect.arrayContaining(['title', 'asave', 'arefresh_from_db']),
    )
    expect(labels('post = await Post.objects.afirst()\nawait post.tags.')).toContain('aadd')
    expect(labels('async for post in Post.objects.')).toContain('aiterator')
    expect(labels('await Post.objects.acreate(ti')).toContain('title')
  })

  it('offers nothing that Django would refuse there', () => {
    expect(labels('Post.objects.')).not.toContain('delete')
    expect(labels('Post.objects.all().')).toContain('delete')
    const category = 'c = Category.objects.first()\n'
    expect(labels(`${category}c.posts.`)).toEqual(expect.arrayContaining(['add', 'create']))
    expect(labels('Post.objects.filter(author__')).toContain('in')
    expect(labels('Post.objects.filter(author__')).not.toContain('range')
    expect(labels('Post.objects.select_related("')).toEqual(['author', 'category'])
    expect(labels('User.objects.select_related("')).toContain('profile')
    expect(labels('User.objects.select_related("')).not.toContain('username')
    expect(labels('Post.objects.prefetch_related("')).toEqual(expect.arrayContaining(['tags', 'author']))
    expect(labels('Post.objects.prefetch_related("')).not.toContain('title')
    expect(labels('Post.objects.only("')).not.toContain('tags')
    expect(labels('Post.objects.distinct("')).toEqual([])
  })

  it('offers what works: annotations, parts of dates, names in quotes, keys, defaults', () => {
    const counted = 'Post.objects.annotate(n=Count("tags"), m=Q(a=1))'
    expect(labels(`${counted}.order_by("-`).slice(0, 2)).toEqual(['n', 'm'])
    expect(labels(`${counted}.filter(`)).toContain('n')
    expect(labels(`${counted}.filter(n__`)).toContain('gte')
    expect(labels(`${counted}.filter(n__gt=F("`)).toContain('n')
    expect(labels('User.objects.filter(date_joined__year__')).toContain('gte')
    expect(labels('Category.objects.filter(posts__')).toEqual(expect.arrayContaining(['title', 'isnull', 'in']))
    expect(labels('Post.objects.filter(pk__')).toContain('in')
    expect(completeOrm('Post.objects.values(', resolution)?.suggestions[1]).toMatchObject({
      label: 'author',
      insert: '"author"',
    })
    expect(labels('Tag.objects.get_or_create(')).toContain('defaults')
  })

  it('offers names that the script has given, also within f-strings', () => {
    const script = 'post, other = Post.objects.all()\nfor tag in Tag.objects.all():\n    total = 1\n    '
    expect(labels(script).slice(0, 4)).toEqual(['total', 'tag', 'post', 'other'])
    expect(labels('t = Tag(\n    name="x",\n)\n')[0]).toBe('t')
    expect(labels('t = Tag(\n    name="x",\n)\n')).not.toContain('name')
    expect(labels('post = Post.objects.first()\nprint(f"{post.')).toContain('title')
    expect(labels('post = Post.objects.first()\nprint(f"{po')).toContain('post')
    expect(labels('post = Post.objects.first()\nprint(f"{post} po')).toEqual([])
    expect(labels('post = Post.objects.first()\nprint("{post.')).toEqual([])
  })

  it('is quiet about what it cannot know', () => {
    expect(labels('whatever.thing.')).toEqual([])
    expect(labels('a = a\na.')).toEqual([])
  })
})

describe('OuterRef', () => {
  it('offers the names of the query around, or of what the key leads to where that is written elsewhere', () => {
    expect(labels("Profile.objects.annotate(n=Exists(Post.objects.filter(category=OuterRef('")).toContain('city')
    const elsewhere = labels("newest = Post.objects.filter(category=OuterRef('")
    expect(elsewhere).toContain('name')
    expect(elsewhere).not.toContain('title')
    expect(labels("Post.objects.annotate(x=OuterRef('")).toEqual([])
  })
})
