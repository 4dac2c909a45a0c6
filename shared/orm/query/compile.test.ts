import { describe, expect, it } from 'vitest'
import {
  compileAggregate,
  compileCount,
  compileExists,
  compileQuery,
  compileRawDelete,
  compileUpdate,
} from './compile.ts'
import { alias, annotate } from './operations/annotate.ts'
import { union } from './operations/combine.ts'
import { combineQ } from './operations/conditions.ts'
import { dates } from './operations/dates.ts'
import { exclude, filter } from './operations/filter.ts'
import { defer, only, selectRelated } from './operations/loading.ts'
import { distinct, orderBy, slice } from './operations/order.ts'
import { lastOf } from './operations/pick.ts'
import { none } from './operations/query.ts'
import { values, valuesList } from './operations/values.ts'
import { merge } from './merge.ts'
import { call, objects, q, where } from './test-blog.ts'
import type { Query } from './types.ts'
import { OrmError } from './types.ts'

/** The statement without the column list of instances, which is the same everywhere. */
function from(query: Query): string {
  return compileQuery(query)
    .sql.replace(/^SELECT .*? FROM "blog_(\w+)"(?= |$)/, 'FROM $1')
    .replaceAll('"', '')
}

function mistake(run: () => unknown): string {
  try {
    run()
  } catch (error) {
    if (error instanceof OrmError) return `${error.type}: ${error.message}`
    throw error
  }
  return 'none'
}

describe('filter', () => {
  it('joins forwards with INNER and leaves off the last join where the column is near', () => {
    expect(from(where(objects('entry'), { blog__id: 3n }))).toBe('FROM entry WHERE blog_entry.blog_id = ?')
    expect(from(where(objects('entry'), { blog__owner__name: 'x' }))).toBe(
      'FROM entry INNER JOIN blog_blog ON (blog_entry.blog_id = blog_blog.id) ' +
        'INNER JOIN blog_author ON (blog_blog.owner_id = blog_author.id) WHERE blog_author.name = ?',
    )
  })

  it('shares to-many joins inside one call only', () => {
    const one = where(objects('blog'), { entry__rating: 1n, entry__headline: 'x' })
    expect(from(orderBy(one, []))).not.toContain('T3')
    const two = where(where(objects('blog'), { entry__rating: 1n }), { entry__headline: 'x' })
    expect(from(orderBy(two, []))).toContain('INNER JOIN blog_entry T3 ON (blog_blog.id = T3.blog_id)')
  })

  it('promotes joins under OR and keeps NULL rows under NOT', () => {
    const either = combineQ(q({ owner__name: 'x' }), q({ title: 'y' }), 'OR')
    expect(from(orderBy(filter(objects('blog'), either), []))).toContain('LEFT OUTER JOIN blog_author')
    expect(from(exclude(objects('author'), q({ age__gt: 3n })))).toBe(
      'FROM author WHERE NOT (blog_author.age > ? AND blog_author.age IS NOT NULL)',
    )
  })

  it('turns exclude() over many rows into NOT EXISTS', () => {
    expect(from(orderBy(exclude(objects('blog'), q({ entry__rating: 1n })), []))).toBe(
      'FROM blog WHERE NOT (EXISTS(SELECT ? AS a FROM blog_entry U1 WHERE (U1.rating = ? AND U1.blog_id = (blog_blog.id)) LIMIT 1))',
    )
  })

  it('knows what can never match', () => {
    expect(compileQuery(where(objects('entry'), { pk__in: { type: 'list', items: [] } })).empty).toBe(true)
    expect(compileQuery(none(objects('entry'))).empty).toBe(true)
    expect(from(exclude(objects('author'), q({ pk__in: { type: 'list', items: [] } })))).toBe('FROM author')
  })

  it('compares booleans, years and texts as Django does on SQLite', () => {
    expect(from(where(objects('author'), { active: false }))).toBe('FROM author WHERE NOT blog_author.active')
    const year = compileQuery(where(objects('entry'), { pub__year: 2024n }))
    expect(year.params).toEqual(['2024-01-01 00:00:00', '2024-12-31 23:59:59.999999'])
    const like = compileQuery(where(objects('entry'), { headline__contains: '50%_' }))
    expect(like.params).toEqual(['%50\\%\\_%'])
    expect(like.sql).toContain(`LIKE ? ESCAPE '\\'`)
  })

  it('puts a queryset into a subquery with aliases of its own', () => {
    const inner = where(objects('entry'), { rating: 5n })
    const outer = where(objects('blog'), { entry__in: { type: 'queryset', query: inner } })
    expect(from(orderBy(outer, []))).toBe(
      'FROM blog INNER JOIN blog_entry ON (blog_blog.id = blog_entry.blog_id) ' +
        'WHERE blog_entry.id IN (SELECT U0.id FROM blog_entry U0 WHERE U0.rating = ?)',
    )
  })
})

describe('mistakes', () => {
  it('are told at the call, with the choices', () => {
    expect(mistake(() => where(objects('blog'), { nope: 1n }))).toBe(
      "FieldError: Cannot resolve keyword 'nope' into field. Choices are: entry, id, owner, owner_id, title",
    )
    expect(mistake(() => where(objects('entry'), { headline__startwith: 'x' }))).toBe(
      "FieldError: Unsupported lookup 'startwith' for CharField or join on the field not permitted, " +
        'perhaps you meant startswith or istartswith?',
    )
    expect(mistake(() => where(objects('entry'), { blog: 'x' }))).toBe(
      "ValueError: Field 'id' expected a number but got 'x'.",
    )
    expect(mistake(() => where(objects('entry'), { rating__gt: null }))).toBe(
      'ValueError: Cannot use None as a query value',
    )
    expect(mistake(() => where(slice(objects('entry'), 0, 3), { rating: 1n }))).toBe(
      'TypeError: Cannot filter a query once a slice has been taken.',
    )
  })
})

describe('names that objects have by birth', () => {
  it('are no fields, lookups or relations', () => {
    expect(mistake(() => where(objects('author'), { constructor: 1n }))).toContain(
      "Cannot resolve keyword 'constructor'",
    )
    expect(mistake(() => where(objects('author'), { name__constructor: 1n }))).toContain(
      "Unsupported lookup 'constructor'",
    )
    expect(mistake(() => compileQuery(selectRelated(objects('author'), ['constructor'])))).toContain(
      'Invalid field name(s)',
    )
  })
})

describe('annotate and values', () => {
  it('groups by all columns, or by what values() named before', () => {
    const counted = annotate(objects('blog'), [], [['n', call('Count', 'entry')]])
    expect(from(orderBy(counted, ['-n']))).toBe(
      'FROM blog LEFT OUTER JOIN blog_entry ON (blog_blog.id = blog_entry.blog_id) ' +
        'GROUP BY blog_blog.id, blog_blog.title, blog_blog.owner_id ORDER BY 4 DESC',
    )
    const grouped = annotate(values(objects('entry'), ['blog']), [], [['n', call('Count', 'id')]])
    expect(compileQuery(grouped).sql.replaceAll('"', '')).toBe(
      'SELECT blog_entry.blog_id AS blog, COUNT(blog_entry.id) AS n FROM blog_entry GROUP BY 1',
    )
  })

  it('filters groups with HAVING, and alias() selects nothing', () => {
    const many = where(alias(objects('blog'), [], [['n', call('Count', 'entry')]]), { n__gt: 1n })
    expect(from(orderBy(many, []))).toContain('HAVING COUNT(blog_entry.id) > ?')
    const { shape } = compileQuery(many)
    expect(shape.kind === 'instances' && shape.annotations).toEqual([])
  })

  it('says how a row becomes values', () => {
    expect(compileQuery(values(objects('entry'), ['price', 'blog__title'])).shape).toEqual({
      kind: 'dicts',
      keys: [
        { name: 'price', index: 0 },
        { name: 'blog__title', index: 1 },
      ],
    })
    expect(
      compileQuery(valuesList(objects('entry'), ['price'], { flat: true, named: false })).columns[0]?.converter,
    ).toBe('decimal:2:6')
    expect(compileQuery(dates(objects('entry'), 'pub', 'month')).shape).toEqual({ kind: 'flat', index: 0 })
  })
})

describe('instances', () => {
  it('reads related instances from the same row', () => {
    const { shape } = compileQuery(selectRelated(objects('entry'), ['blog__owner']))
    if (shape.kind !== 'instances') throw new Error(shape.kind)
    const [blog] = shape.root.related
    expect(blog?.cacheName).toBe('blog')
    expect(blog?.fields.map((field) => field.attname)).toEqual(['id', 'title', 'owner_id'])
    expect(blog?.related[0]?.pkIndex).toBe((blog?.pkIndex ?? 0) + 3)
  })

  it('follows a one-to-one backwards', () => {
    const { shape, sql } = compileQuery(selectRelated(objects('author'), ['profile']))
    expect(sql).toContain('LEFT OUTER JOIN "blog_profile"')
    expect(shape.kind === 'instances' && shape.root.related[0]?.remoteCacheName).toBe('author')
  })

  it('leaves out what only() and defer() say', () => {
    const { shape } = compileQuery(only(objects('entry'), ['headline']))
    expect(shape.kind === 'instances' && shape.root.fields.map((f) => f.attname)).toEqual(['id', 'headline'])
    expect(compileQuery(defer(objects('author'), ['name'])).sql).not.toContain('"name"')
  })
})

describe('one value', () => {
  it('counts through a subquery where rows are cut or made distinct', () => {
    expect(compileCount(objects('entry')).sql).toBe('SELECT COUNT(*) AS "__count" FROM "blog_entry"')
    expect(compileCount(slice(objects('entry'), 0, 2)).sql).toBe(
      'SELECT COUNT(*) FROM (SELECT "blog_entry"."id" AS "col1" FROM "blog_entry" LIMIT 2) subquery',
    )
    expect(compileCount(distinct(values(objects('entry'), ['rating']))).sql).toBe(
      'SELECT COUNT(*) FROM (SELECT DISTINCT "blog_entry"."rating" AS "rating" FROM "blog_entry") subquery',
    )
  })

  it('answers over nothing without a statement', () => {
    const { empty, emptyResult } = compileAggregate(
      none(objects('entry')),
      [call('Sum', 'rating')],
      [['n', call('Count', 'id')]],
    )
    expect([empty, emptyResult]).toEqual([true, [0n, null]])
    expect(compileExists(objects('entry')).sql).toBe('SELECT ? AS "a" FROM "blog_entry" LIMIT 1')
  })

  it('takes the last row by turning the order round', () => {
    expect(from(lastOf(objects('blog')))).toBe('FROM blog ORDER BY blog_blog.title DESC LIMIT 1')
  })
})

describe('two queries', () => {
  it('are merged with & and |', () => {
    const [a, b] = [where(objects('author'), { age: 1n }), where(objects('author'), { name: 'x' })]
    expect(from(merge(a, b, 'AND'))).toBe('FROM author WHERE (blog_author.age = ? AND blog_author.name = ?)')
    expect(from(merge(a, b, 'OR'))).toBe('FROM author WHERE (blog_author.age = ? OR blog_author.name = ?)')
  })

  it('are combined in one statement', () => {
    const [a, b] = [where(objects('author'), { age: 1n }), where(objects('author'), { age: 2n })]
    const both = compileQuery(union(values(a, ['id']), [values(b, ['id'])], false))
    expect(both.sql.replaceAll('"', '')).toBe(
      'SELECT blog_author.id AS id FROM blog_author WHERE blog_author.age = ? ' +
        'UNION SELECT blog_author.id AS id FROM blog_author WHERE blog_author.age = ?',
    )
    expect(mistake(() => where(union(a, [b], false), { age: 1n }))).toBe(
      'NotSupportedError: Calling QuerySet.filter() after union() is not supported.',
    )
  })
})

describe('writes', () => {
  it('update rows by other tables through their keys', () => {
    const { statement } = compileUpdate(where(objects('entry'), { blog__title: 'x' }), [['rating', 3n]])
    expect(statement?.().sql).toBe(
      'UPDATE "blog_entry" SET "rating" = ? WHERE "blog_entry"."id" IN ' +
        '(SELECT U0."id" FROM "blog_entry" U0 INNER JOIN "blog_blog" U1 ON (U0."blog_id" = U1."id") WHERE U1."title" = ?)',
    )
    const plus = {
      type: 'Combined',
      operator: '+',
      left: { type: 'F', name: 'rating' },
      right: { type: 'Value', value: 1n, outputField: null },
    } as const
    expect(compileUpdate(objects('entry'), [['rating', plus]]).statement?.().sql).toBe(
      'UPDATE "blog_entry" SET "rating" = ("blog_entry"."rating" + ?)',
    )
    expect(mistake(() => compileUpdate(objects('entry'), [['rating', { type: 'F', name: 'blog__title' }]]))).toBe(
      'FieldError: Joined field references are not permitted in this query',
    )
  })

  it('delete rows in one statement', () => {
    expect(compileRawDelete(where(objects('author'), { age: 1n })).sql).toBe(
      'DELETE FROM "blog_author" WHERE "blog_author"."age" = ?',
    )
  })
})

describe('speed', () => {
  it('compiles a typical query in well under a millisecond', () => {
    const make = (): unknown => {
      const found = where(objects('entry'), {
        authors__profile__city: 'Casablanca',
        blog__owner__name__startswith: 'A',
      })
      return compileQuery(
        slice(orderBy(annotate(found, [], [['n', call('Count', 'authors')]]), ['-n', 'blog__title']), 0, 20),
      )
    }
    for (let i = 0; i < 200; i++) make()
    const times = Array.from({ length: 200 }, () => {
      const start = performance.now()
      make()
      return performance.now() - start
    })
    expect(times.toSorted((a, b) => a - b)[100]).toBeLessThan(1)
  })
})
