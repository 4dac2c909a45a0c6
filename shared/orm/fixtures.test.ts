import { describe, expect, it } from 'vitest'
import { openDatabase } from '../../electron/sqlite/database/open-database.ts'
import { ormDatabase } from '../../electron/sqlite/orm/orm-database.ts'
import { exportedText } from '../exporters/exporter.ts'
import { sqlite } from '../exporters/sqlite.ts'
import { django } from '../importers/django.ts'
import { compileDesign } from '../schema/compile-design.ts'
import { loadFixtures } from './fixtures.ts'
import type { FixtureRow } from './fixtures.ts'
import { exceptionOf } from './script/errors.ts'
import { str } from './script/text.ts'
import { OrmSession } from './session.ts'

const MODELS = `from django.db import models


class Tag(models.Model):
    name = models.CharField(max_length=30, unique=True)


class PersonManager(models.Manager):
    def get_by_natural_key(self, first, last):
        return self.get(first=first, last=last)


class Person(models.Model):
    first = models.CharField(max_length=30)
    last = models.CharField(max_length=30)
    objects = PersonManager()


class Place(models.Model):
    city = models.CharField(max_length=30)
    street = models.CharField(max_length=30)
    code = models.CharField(max_length=30, unique=True)
    label = models.CharField(max_length=30, unique=True)

    class Meta:
        unique_together = [("city", "street")]


class Post(models.Model):
    title = models.CharField(max_length=30)
    author = models.ForeignKey(Person, on_delete=models.CASCADE)
    place = models.ForeignKey(Place, null=True, on_delete=models.SET_NULL)
    code = models.ForeignKey(Place, null=True, to_field="code", on_delete=models.SET_NULL, related_name="+")
    tags = models.ManyToManyField(Tag)
`

async function load(rows: readonly FixtureRow[]) {
  const bytes = new TextEncoder().encode(MODELS)
  const compiled = compileDesign((await django.import([{ path: 'blog/models.py', bytes }], { app: 'blog' }, {})).doc)
  const db = openDatabase({ path: ':memory:', mode: 'write', create: true, nativeBinding: null })
  db.exec(exportedText(sqlite.export({ ...compiled, options: { onDelete: 'orm', extra: {} } })))
  const session = new OrmSession({ ...compiled, database: ormDatabase(db), write: true })
  try {
    loadFixtures(rows, session)
  } catch (thrown) {
    const exception = exceptionOf(thrown)
    if (exception === null) throw thrown
    return `${exception.cls.name}: ${str(exception, session)}`
  }
  return db
    .prepare(
      `SELECT title, p.last, l.street, b.code_id, group_concat(t.name) FROM blog_post b JOIN blog_person p ON p.id = author_id
       LEFT JOIN blog_place l ON l.id = place_id LEFT JOIN blog_post_tags x ON post_id = b.id LEFT JOIN blog_tag t ON t.id = tag_id
       GROUP BY b.id`,
    )
    .raw()
    .all()
}

const TAGS = ['django', 'orm'].map((name): FixtureRow => ({ model: 'blog.tag', fields: { name } }))
const ANN: FixtureRow = { model: 'blog.person', pk: 7, fields: { first: 'Ann', last: 'Lee' } }
const PLACE: FixtureRow = { model: 'blog.place', fields: { city: 'Rabat', street: 'A', code: 'r', label: 'x' } }
const post = (fields: object): FixtureRow => ({
  model: 'blog.post',
  fields: { title: 'T', author: ['Ann', 'Lee'], ...fields },
})

describe('fixtures with natural keys', () => {
  it('find rows by the manager’s own method, by one unique field, by one unique set; later rows too', async () => {
    const rows = [post({ place: ['Rabat', 'A'], tags: [['orm'], ['django']] }), ...TAGS, ANN, PLACE]
    expect(await load(rows)).toEqual([['T', 'Lee', 'A', null, 'django,orm']])
    const byKey = [ANN, PLACE, post({ place: 1, code: ['Rabat', 'A'], tags: [] })]
    expect(await load(byKey)).toEqual([['T', 'Lee', 'A', 'r', null]])
  })

  it('say at which entry what is missing or not known', async () => {
    expect(await load([ANN, post({ tags: [['nope']] })])).toBe(
      "ObjectDoesNotExist: Entry 2 (blog.post): tags: no Tag has the natural key ['nope']",
    )
    expect(await load([ANN, PLACE, post({ place: ['r'] })])).toBe(
      "ValueError: Entry 3 (blog.post): ['r'] is a natural key, but Place has no get_by_natural_key() and no single unique set of 1 field",
    )
    expect(await load([{ model: 'blog.tag', pk: 3, fields: { nme: 'x' } }])).toBe(
      "FieldDoesNotExist: Entry 1 (blog.tag, pk 3): Tag has no field named 'nme'",
    )
    expect(await load([TAGS[0] as FixtureRow, TAGS[0] as FixtureRow])).toMatch(/^IntegrityError: Entry 2 \(blog\.tag\)/)
  })
})
