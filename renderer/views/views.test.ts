import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { ModelId, ViewId } from '../../shared/document/ids.ts'
import { readDocument } from '../../shared/document/file/read.ts'
import { placementId, rootOf } from '../../shared/document/records.ts'
import type { ErDocument, Field } from '../../shared/document/records.ts'
import { resolveDocument } from '../../shared/relations/resolve.ts'
import { isAuditField } from './audit-fields.ts'
import { filterModels, parseFilter, tagsOf } from './model-filter.ts'
import { neighboursOf, reachOf } from './neighbours.ts'
import { NO_TRAIL, step, visit } from './places.ts'
import { shortestPaths } from './relation-path.ts'

function example(name: string): ErDocument {
  const { doc } = readDocument(readFileSync(new URL(`../../examples/${name}.relata.json`, import.meta.url), 'utf8'))
  if (doc === null) throw new Error(name)
  return doc
}

const blog = example('blog')
const view = rootOf(blog).viewOrder[0] as ViewId
const idOf = (name: string): ModelId => {
  const found = Object.values(blog.models).find((model) => model.name === name)
  if (found === undefined) throw new Error(name)
  return found.id
}
const names = (ids: Iterable<ModelId>): string[] => [...ids].map((id) => blog.models[id]?.name ?? '?').toSorted()

describe('neighbours', () => {
  it('grow by one relation a step, and end where nothing more is reached', () => {
    expect(names(neighboursOf(blog, [idOf('Post')], 0))).toEqual(['Post'])
    const one = neighboursOf(blog, [idOf('Tag')], 1)
    expect(names(one)).toContain('Post')
    expect(one.length).toBeLessThan(neighboursOf(blog, [idOf('Tag')], 2).length)
    const reach = reachOf(blog, [idOf('Tag')])
    expect(neighboursOf(blog, [idOf('Tag')], reach)).toEqual(neighboursOf(blog, [idOf('Tag')], reach + 5))
  })
})

describe('the path between two models', () => {
  it('is written as a query writes it, forwards and backwards', () => {
    const resolution = resolveDocument(blog)
    const [there] = shortestPaths(blog, resolution, idOf('Profile'), idOf('Category'))
    expect(there?.lookup).toBe('user__posts__category')
    const [back] = shortestPaths(blog, resolution, idOf('Category'), idOf('Profile'))
    expect(back?.steps.map(({ from }) => blog.models[from]?.name)).toEqual(['Category', 'Post', 'User'])
    expect(back?.lookup).toBe('posts__author__profile')
    expect(back?.steps.map(({ toMany }) => toMany)).toEqual([true, false, false])
    expect(shortestPaths(blog, resolution, idOf('Tag'), idOf('Tag'))).toEqual([])
  })
})

describe('the filter of models', () => {
  it('finds in an area what the drawing shows in it: the header decides, not the corner', () => {
    const id = idOf('Tag')
    const area = { id: 'area:a', view, name: 'Words', color: null, x: 1000, y: 1000, width: 400, height: 300 }
    const at = (x: number, y: number) => ({
      ...blog,
      areas: { [area.id]: area },
      placements: { [placementId(view, id)]: { id: placementId(view, id), view, model: id, x, y, color: null } },
    })
    const found = (x: number, y: number) => names(filterModels(at(x, y) as never, view, 'area:words') ?? [])
    expect(found(960, 990)).toEqual(['Tag'])
    expect(found(1350, 1010)).toEqual([])
  })

  it('reads words, keys, tags and their opposites', () => {
    expect(parseFilter('post -app:Auth #Billing kind:abs x:y app:')).toEqual([
      { key: 'name', word: 'post', not: false },
      { key: 'app', word: 'auth', not: true },
      { key: 'tag', word: 'billing', not: false },
      { key: 'kind', word: 'abs', not: false },
      { key: 'name', word: 'x:y', not: false },
    ])
  })

  it('finds by name, field and target, and is nothing when empty', () => {
    expect(filterModels(blog, view, '  ')).toBeNull()
    expect(names(filterModels(blog, view, 'post') ?? [])).toContain('Post')
    expect(names(filterModels(blog, view, 'to:tag') ?? [])).toEqual(['Post'])
    expect(names(filterModels(blog, view, 'is:alone') ?? [])).toEqual([])
    expect(names(filterModels(blog, view, 'is:undescribed') ?? [])).toContain('Tag')
    expect(names(filterModels(blog, view, 'is:undescribed') ?? [])).not.toContain('User')
    expect(names(filterModels(blog, view, '-to:tag') ?? [])).not.toContain('Post')
  })

  it('takes a word with # in the docstring for a tag', () => {
    const post = blog.models[idOf('Post')]
    if (post === undefined) throw new Error('Post')
    expect(tagsOf({ ...post, docstring: 'Bills. #Billing, see issue#4 and #money-in' })).toEqual([
      'billing',
      'money-in',
    ])
  })
})

describe('audit fields', () => {
  const field = (name: string, options = {}): Field =>
    ({ id: 'field:x', kind: 'scalar', type: 'DateTimeField', choices: null, name, options }) as unknown as Field
  it('are known by auto_now and by their names', () => {
    expect(
      ['created_at', 'modified', 'updated_by', 'last_modified', 'date_added'].map((n) => isAuditField(field(n))),
    ).toEqual([true, true, true, true, true])
    expect(isAuditField(field('seen', { auto_now: true }))).toBe(true)
    expect(['title', 'createdness', 'published_at'].map((n) => isAuditField(field(n)))).toEqual([false, false, false])
  })
})

describe('the trail', () => {
  const at = (model: string | null, field: string | null = null) =>
    ({ view, model, field }) as Parameters<typeof visit>[1]
  it('goes back and forward, passes what is gone, and forgets what came after a new turn', () => {
    let trail = [at(null), at('a'), at('b'), at('b', 'x'), at('c')].reduce(visit, NO_TRAIL)
    expect(trail.places).toHaveLength(4)
    const back = step(trail, -1, () => true)
    expect(back?.places[back.at]?.field).toBe('x')
    expect(step(trail, 1, () => true)).toBeNull()
    const past = step(trail, -1, ({ model }) => (model as string | null) !== 'b')
    expect(past?.places[past.at]?.model).toBe('a')
    trail = visit(back ?? trail, at('d'))
    expect(trail.places.map(({ model }) => model)).toEqual([null, 'a', 'b', 'd'])
  })
})
