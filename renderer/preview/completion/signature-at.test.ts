import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readDocument } from '../../../shared/document/file/read.ts'
import { resolveDocument } from '../../../shared/relations/resolve.ts'
import { EN } from '../../texts/en/index.ts'
import { completeOrm } from './complete-orm.ts'
import { signatureAt } from './signature-at.ts'
import { SIGNATURES } from './signatures.ts'

const { doc } = readDocument(readFileSync(resolve(import.meta.dirname, '../../../examples/blog.relata.json'), 'utf8'))
if (doc === null) throw new Error('The blog cannot be read')
const resolution = resolveDocument(doc)
const at = (before: string): readonly unknown[] | null => {
  const found = signatureAt(before, () => resolution)
  return found === null ? null : [found.kind, found.name, found.active === null ? null : found.params[found.active]]
}

describe('signature help', () => {
  it('says which parameter is being written', () => {
    expect(at('Post.objects.filter(')).toEqual(['queryset', 'filter', '*conditions'])
    expect(at('Post.objects.filter(title="a, b", author__username=')).toEqual(['queryset', 'filter', '**lookups'])
    expect(at('Post.objects.values_list("title", fl')).toEqual(['queryset', 'values_list', '*fields'])
    expect(at('Post.objects.values_list("title", flat=')).toEqual(['queryset', 'values_list', 'flat=False'])
    expect(at('Post.objects.dates("created", "mon')).toEqual(['queryset', 'dates', 'kind'])
    expect(at('Post.objects.annotate(n=Count("tags", dist')).toEqual(['function', 'Count', 'distinct=False'])
    expect(at('Post.objects.annotate(n=Count("tags"), ')).toEqual(['queryset', 'annotate', '*aggregates'])
  })

  it('knows related managers, objects and models', () => {
    expect(at('post = Post.objects.first()\npost.tags.add(')).toEqual(['related', 'add', '*objects'])
    expect(at('post = Post.objects.first()\npost.save(')).toEqual(['instance', 'save', 'force_insert=False'])
    expect(at('await Post.objects.aget_or_create(')).toEqual(['queryset', 'aget_or_create', 'defaults=None'])
    expect(at('post = await Post.objects.afirst()\nawait post.tags.aadd(')).toEqual(['related', 'aadd', '*objects'])
    expect(at('Tag(')?.slice(0, 2)).toEqual(['model', 'Tag'])
    expect(at('Tag(name="x")')).toBeNull()
    expect(at('nothing.known(')).toBeNull()
  })

  it('has a line for each signature', () => {
    for (const kind of ['queryset', 'related', 'instance', 'function'] as const) {
      expect([...SIGNATURES[kind].keys()].filter((name) => EN.signatures[kind][name] === undefined)).toEqual([])
    }
  })
})

describe('completion of keyword arguments', () => {
  const labels = (before: string) => completeOrm(before, resolution)?.suggestions.map(({ label }) => label) ?? []
  it('offers a model’s own fields to create, update, the class and defaults', () => {
    expect(labels('Post.objects.create(ti')).toContain('title')
    expect(labels('Tag(')).toEqual(['name'])
    expect(labels('Tag.objects.get_or_create(name="x", defaults={"na')).toEqual(['name'])
    expect(labels('Tag.objects.update_or_create(name="x", create_defaults={"name": 1, "')).toEqual(['name'])
  })
  it('offers paths after F(" and order_by("', () => {
    expect(labels('Post.objects.filter(title=F("author__')).toContain('username')
    expect(labels('Post.objects.order_by("author__prof')).toContain('profile')
    expect(labels('Post.objects.annotate(x=TruncMonth("')).toContain('title')
  })

  it('resolves nothing where no call is open', () => {
    const never = (): never => {
      throw new Error('resolved')
    }
    expect(signatureAt('', never)).toBeNull()
    expect(signatureAt('Post.objects.all()\n', never)).toBeNull()
  })
})
