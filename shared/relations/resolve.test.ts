import { describe, expect, it } from 'vitest'
import type { ModelId } from '../document/ids.ts'
import { resolveDocument } from './resolve.ts'
import {
  documentOf,
  modelRecord as model,
  relationField as relation,
  scalarField as scalar,
  thousandModels,
  withModel,
} from './test-documents.ts'
import type { Resolution } from './types.ts'

function recompiled(before: Resolution, after: Resolution): readonly string[] {
  return [...after.models].filter(([key, m]) => before.models.get(key) !== m).map(([, m]) => m.label)
}

function named(resolution: Resolution, label: string) {
  const key = resolution.byLabel.get(label)
  const found = key === undefined ? undefined : resolution.models.get(key)
  if (found === undefined) throw new Error(`${label} is not there`)
  return found
}

const POST = model('post', 'Post', [
  scalar('title', 'title'),
  relation('author', 'author', 'auth.User'),
  relation('tags', 'tags', 'tag', 'manyToMany'),
])
const TAG = model('tag', 'Tag', [scalar('tagname', 'name')])

describe('resolveDocument', () => {
  it('[R1] names tables, columns, join tables and reverse sides as Django does', () => {
    const resolution = resolveDocument(documentOf([POST, TAG]))
    const post = named(resolution, 'blog.post')
    expect(post.table).toBe('blog_post')
    expect(post.fields.map((f) => f.column)).toEqual(['id', 'title', 'author_id'])
    const join = named(resolution, 'blog.post_tags')
    expect(join.table).toBe('blog_post_tags')
    expect(join.fields.map((f) => f.column)).toEqual(['id', 'post_id', 'tag_id'])
    expect(post.manyToMany[0]?.relation).toMatchObject({
      sourceField: 'post',
      targetField: 'tag',
      accessor: 'post_set',
    })
    const reverse = resolution.reverse.get(TAG.id) ?? []
    expect(reverse.map((r) => [r.field, r.accessor, r.hidden])).toEqual([
      ['tag', null, true],
      ['tags', 'post_set', false],
    ])
  })

  it('[R50] brings the whole app of a built-in model that is referred to', () => {
    const resolution = resolveDocument(documentOf([POST, TAG]))
    const labels = resolution.order.map((key) => resolution.models.get(key)?.label)
    expect(labels).toEqual([
      'contenttypes.ContentType',
      'auth.Permission',
      'auth.Group_permissions',
      'auth.Group',
      'auth.User_groups',
      'auth.User_user_permissions',
      'auth.User',
      'blog.Post_tags',
      'blog.Post',
      'blog.Tag',
    ])
    expect(named(resolution, 'auth.user').fields.map((f) => f.name)).toEqual([
      'id',
      'password',
      'last_login',
      'is_superuser',
      'username',
      'first_name',
      'last_name',
      'email',
      'is_staff',
      'is_active',
      'date_joined',
    ])
    expect(named(resolution, 'auth.user').localFields[0]?.className).toBe('AutoField')
  })

  it('[R50] a drawn auth.User keeps its id and has Django’s fields', () => {
    const user = model('u1', 'User', [], { app: 'app:a', external: true })
    const doc = documentOf([model('p', 'Profile', [relation('pu', 'user', 'u1', 'oneToOne')]), user])
    const resolution = resolveDocument({ ...doc, apps: { ...doc.apps, 'app:a': { id: 'app:a', label: 'auth' } } })
    expect(named(resolution, 'auth.user').key).toBe('model:u1')
    expect(named(resolution, 'auth.user_groups').fields.map((f) => f.column)).toEqual(['id', 'user_id', 'group_id'])
    expect(resolution.reverse.get('model:u1' as ModelId)?.map((r) => r.accessor)).toContain('profile')
  })

  it('survives models that inherit from themselves', () => {
    const a = model('a', 'A', [], { bases: [{ model: 'model:b' as ModelId }] })
    const b = model('b', 'B', [], { bases: [{ model: 'model:a' as ModelId }] })
    const resolution = resolveDocument(documentOf([a, b]))
    expect(resolution.models.size).toBeGreaterThan(0)
    expect(resolveDocument(documentOf([b, a])).models.size).toBeGreaterThan(0)
  })
})

describe('[R60] an edit recompiles what it touches, of 1,000 models', () => {
  const { base, target, rest, doc } = thousandModels()
  const first = resolveDocument(doc)

  function after(changed: typeof base): readonly string[] {
    const start = resolveDocument(doc)
    const next = resolveDocument(withModel(doc, changed), { doc, resolution: start })
    return recompiled(start, next)
  }

  it('nothing for nothing', () => {
    const next = resolveDocument({ ...doc }, { doc, resolution: first })
    expect(recompiled(first, next)).toEqual([])
    expect([...next.reverse].every(([key, list]) => first.reverse.get(key) === list)).toBe(true)
  })

  it('a field’s name: its model', () => {
    expect(after({ ...target, fields: [scalar('t', 'headline')] })).toEqual(['blog.Target'])
  })

  it('a field of an abstract base: its children', () => {
    const changed = after({ ...base, fields: [scalar('created', 'made')] })
    expect(changed).toEqual(['blog.Model7', 'blog.Model207', 'blog.Model407', 'blog.Model607', 'blog.Model807'])
  })

  it('a target’s name: it, its referrers and join tables', () => {
    const changed = after({ ...target, name: 'Goal' })
    const expected = ['blog.Goal', ...rest.filter((_, i) => i % 100 === 0).map((m) => `blog.${m.name}`)]
    const joins = [0, 250, 500, 750].map((i) => `blog.Model${i}_many`)
    const referrersByMany = ['blog.Model250', 'blog.Model750']
    expect(changed.toSorted()).toEqual([...expected, ...joins, ...referrersByMany].toSorted())
  })
})
