import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readDocument } from '../../shared/document/file/read.ts'
import type { ErDocument } from '../../shared/document/records.ts'
import { renamePlan } from './rename-plan.ts'
import type { RenameTarget } from './rename-plan.ts'
import { renamedText } from './renamed-text.ts'

const read = readDocument(readFileSync(new URL('../../examples/blog.relata.json', import.meta.url), 'utf8'))
const BLOG = read.doc as ErDocument

function target(model: string, field: string | null = null): RenameTarget {
  const record = Object.values(BLOG.models).find(({ name }) => name === model)
  const found = record?.fields.find(({ name }) => name === field)
  if (record === undefined || (field !== null && found === undefined)) throw new Error(model)
  return { model: record.id, field: found?.id ?? null }
}

const lines = (plan: ReturnType<typeof renamePlan>) =>
  plan.names.map(({ kind, of, before, after }) => `${kind} ${of}: ${before} → ${after}`)

describe('another name', () => {
  it('of a model reaches its table, its join tables and what others call it', () => {
    const found = lines(renamePlan(BLOG, target('Post'), 'Article'))
    expect(found).toContain('class : Post → Article')
    expect(found).toContain('table : blog_post → blog_article')
    expect(found).toContain('table : blog_post_tags → blog_article_tags')
    expect(found).toContain('column blog_article_tags: post_id → article_id')
  })

  it('of a one-to-one’s model changes the accessor where none was given', () => {
    expect(lines(renamePlan(BLOG, target('Profile'), 'Card'))).toContain('accessor User: profile → card')
  })

  it('of a field reaches its column and saved queries', () => {
    const doc: ErDocument = {
      ...BLOG,
      queries: {
        'query:a': {
          id: 'query:a',
          name: 'Mine',
          language: 'orm',
          text: 'Post.objects.filter(author__pk=1)  # author',
        },
        'query:b': { id: 'query:b', name: 'SQL', language: 'sql', text: 'SELECT author_id FROM blog_post' },
        'query:c': { id: 'query:c', name: 'Other', language: 'orm', text: 'Tag.objects.all()' },
      },
    }
    const plan = renamePlan(doc, target('Post', 'author'), 'writer')
    expect(lines(plan)).toContain('column blog_post: author_id → writer_id')
    expect(plan.queries.map(({ after }) => after)).toEqual([
      'Post.objects.filter(writer__pk=1)  # author',
      'SELECT writer_id FROM blog_post',
    ])
  })

  it('lists source that says the old name, untouched', () => {
    const { model } = target('Post')
    const post = BLOG.models[model]
    if (post === undefined) throw new Error('Post')
    const source = 'def lead(self):\n    return self.title[:20] + subtitle'
    const doc = { ...BLOG, models: { ...BLOG.models, [model]: { ...post, members: [{ name: 'lead', source }] } } }
    const plan = renamePlan(doc, target('Post', 'title'), 'headline')
    expect(plan.mentions).toEqual([{ where: 'Post.lead', line: 'return self.title[:20] + subtitle', model }])
  })
})

describe('the text of a query', () => {
  const names = [
    { kind: 'class', of: '', before: 'Post', after: 'Article' },
    { kind: 'lookup', of: 'Tag', before: 'post', after: 'article' },
  ] as const
  it('changes whole words and parts of paths, in order_by too, and no other text', () => {
    const text = 'Post.objects.filter(x__post__y="Post here", poster=1).order_by("-post__id", \'Post\')'
    expect(renamedText(text, 'orm', names)).toBe(
      'Article.objects.filter(x__article__y="Post here", poster=1).order_by("-article__id", \'Article\')',
    )
    expect(renamedText('SELECT Post', 'sql', names)).toBe('SELECT Post')
  })
})
