import { describe, expect, it } from 'vitest'
import { openDatabase } from '../../electron/sqlite/database/open-database.ts'
import { ormDatabase } from '../../electron/sqlite/orm/orm-database.ts'
import { exportedText } from '../exporters/exporter.ts'
import { sqlite } from '../exporters/sqlite.ts'
import { django } from '../importers/django.ts'
import { compileDesign } from '../schema/compile-design.ts'
import { Collector } from './delete/collector.ts'
import { blockedPlan, planOf } from './delete/plan.ts'
import { evaluateLine } from './evaluate.ts'
import { modelsOf } from './query/models.ts'
import { Stopped } from './script/errors.ts'
import { QuerySetObject } from './script/models/querysets/queryset.ts'
import { OrmSession } from './session.ts'
import type { SessionOptions } from './session.ts'
import { travelled } from './travelled.ts'

const MODELS = `
from django.db import models

class Author(models.Model):
    name = models.CharField(max_length=20)

    def __str__(self):
        return self.name

class Book(models.Model):
    title = models.CharField(max_length=20)
    author = models.ForeignKey(Author, on_delete=models.CASCADE)

class Loan(models.Model):
    book = models.ForeignKey(Book, on_delete=models.PROTECT)
`

async function sessionOver(options: Partial<SessionOptions> = {}): Promise<OrmSession> {
  const file = { path: 'app/models.py', bytes: new TextEncoder().encode(MODELS) }
  const { doc } = await django.import([file], { app: 'app' }, {})
  const design = compileDesign(doc)
  const connection = openDatabase({ path: ':memory:', mode: 'write', create: true, nativeBinding: null })
  connection.exec(exportedText(sqlite.export({ ...design, options: { onDelete: 'orm', extra: {} } })))
  connection.exec("INSERT INTO app_author VALUES (1, 'Ann'); INSERT INTO app_book VALUES (1, 'One', 1), (2, 'Two', 1)")
  return new OrmSession({
    resolution: design.resolution,
    doc,
    database: ormDatabase(connection),
    write: true,
    ...options,
  })
}

const run = (session: OrmSession, code: string) => evaluateLine(session, code, session.scope, null)

describe('a session', () => {
  it('keeps names from one line to the next and undoes a failing line', async () => {
    const session = await sessionOver()
    run(session, "a = Author.objects.create(name='New')")
    expect(run(session, 'a.name')).toMatchObject({ kind: 'value', value: 'New' })
    run(session, "Author.objects.create(name='Lost'); 1 / 0")
    expect(run(session, 'Author.objects.count()')).toMatchObject({ value: 2 })
  })

  it('refuses every write unless it may write', async () => {
    const session = await sessionOver({ write: false })
    for (const code of [
      "Author.objects.create(name='x')",
      'Book.objects.all().delete()',
      "Book.objects.update(title='x')",
    ]) {
      expect(run(session, code)).toMatchObject({ kind: 'error', type: 'OperationalError' })
    }
    expect(run(session, 'Book.objects.count()')).toMatchObject({ value: 2 })
  })

  it('names what is inside Django’s objects and not here, and denies only what Django denies', async () => {
    const session = await sessionOver()
    const refused = {
      'Book.objects.all().query.alias_map': 'Query.alias_map',
      'hasattr(Book.objects.all().query, "where")': 'Query.where',
      'Book.objects._queryset_class': 'Manager._queryset_class',
      'Author.objects.get().book_set._apply_rel_filters': 'RelatedManager._apply_rel_filters',
      'Book._meta.get_field("title").register_lookup': 'Field.register_lookup',
      'Count("book").get_group_by_cols()': 'Expression.get_group_by_cols',
      'Author.objects.get()._state.fields_cache': 'ModelState.fields_cache',
      'Author.objects.get()._save_table()': 'Model._save_table',
      'Book._meta.ordering = ["title"]': 'setting Options.ordering',
    }
    for (const [code, name] of Object.entries(refused)) {
      const message = expect.stringContaining(name)
      expect(run(session, code), code).toMatchObject({ kind: 'error', type: 'NotImplementedError', message })
    }
    expect(run(session, 'Book.objects.all().query.nothing')).toMatchObject({ type: 'AttributeError' })
    expect(run(session, 'hasattr(F("a"), "nothing")')).toMatchObject({ value: false })
  })

  it('runs a raw SELECT and no other statement', async () => {
    const session = await sessionOver()
    const common =
      'WITH RECURSIVE n(v) AS (SELECT 1 UNION ALL SELECT v + 1 FROM n WHERE v < 3) SELECT max(v) AS id FROM n'
    expect(run(session, `Author.objects.raw("${common}")[0].pk`)).toMatchObject({ value: 3 })
    expect(
      run(session, 'Author.objects.raw("WITH n AS (SELECT 1) DELETE FROM blog_author RETURNING id")[0]'),
    ).toMatchObject({ type: 'NotImplementedError' })
    const code = 'list(Author.objects.raw("DELETE FROM blog_author"))'
    expect(run(session, code)).toMatchObject({ kind: 'error', type: 'NotImplementedError' })
    expect(run(session, 'list(Author.objects.raw("ATTACH \'x.db\' AS x"))')).toMatchObject({ kind: 'error' })
  })

  it('says by name what it does not support, and reaches nothing of the host', async () => {
    const session = await sessionOver()
    expect(run(session, 'import os.path')).toMatchObject({ type: 'NotImplementedError' })
    expect(run(session, 'eval("1")')).toMatchObject({ type: 'NotImplementedError' })
    expect(run(session, 'import os')).toMatchObject({
      type: 'NotImplementedError',
      message: 'the module os is not supported here yet',
    })
    expect(run(session, 'Author.constructor')).toMatchObject({ type: 'AttributeError' })
    expect(run(session, '"a".__proto__')).toMatchObject({ type: 'AttributeError' })
    expect(run(session, '{}.constructor')).toMatchObject({ type: 'AttributeError' })
    expect(run(session, 'process')).toMatchObject({ type: 'NameError' })
  })

  it('stops endless loops, endless recursion and what grows too large', async () => {
    const session = await sessionOver({ limits: { steps: 200_000, milliseconds: 5000 } })
    expect(() => run(session, 'while True: pass')).toThrow(Stopped)
    expect(run(session, 'def f():\n    return f()\nf()')).toMatchObject({ kind: 'error', type: 'RecursionError' })
    expect(() => run(session, 'try:\n    while True: pass\nexcept Exception: pass')).toThrow(Stopped)
    expect(run(session, '"x" * 10 ** 12')).toMatchObject({ kind: 'error', type: 'OverflowError' })
    expect(run(session, '9 ** 9 ** 9')).toMatchObject({ kind: 'error', type: 'OverflowError' })
    expect(run(session, 'x = 2\nwhile True: x = x * x')).toMatchObject({ kind: 'error', type: 'OverflowError' })
    expect(() => run(session, 'l = [1]\nwhile True: l += l')).toThrow(Stopped)
  })

  it('stops when the user cancels', async () => {
    let asked = 0
    const session = await sessionOver({ isCancelled: () => ++asked > 3 })
    expect(() => run(session, 'while True: Author.objects.count()')).toThrow(/Stopped/)
  })

  it('tells the relations that a query went over', async () => {
    const session = await sessionOver()
    const cls = session.modelClass(session.resolution.byLabel.get('app.loan') ?? 'model:?')
    const rows = QuerySetObject.all(cls, session).filterBy({ book__author__name: 'Ann' }, session)
    expect(travelled(rows).map((h) => h.field)).toEqual(['book', 'author'])
  })
})

describe('the plan of a delete', () => {
  it('lists rows with the path by which they were reached, and changes nothing', async () => {
    const session = await sessionOver()
    const author = session.modelClass(session.resolution.byLabel.get('app.author') ?? 'model:?')
    const collector = new Collector(session)
    collector.collect(QuerySetObject.all(author, session).instances(session))
    const plan = planOf(collector, session)
    expect(plan.outcome).toBe('deletes')
    expect(plan.deletes.map((d) => [d.label, d.pks, d.path.map((s) => s.field)])).toEqual([
      ['app.Book', [1n, 2n], ['author']],
      ['app.Author', [1n], []],
    ])
    expect(run(session, 'Book.objects.count()')).toMatchObject({ value: 2 })
  })

  it('names the rows in the way', async () => {
    const session = await sessionOver()
    run(session, 'Loan.objects.create(book_id=2)')
    const author = session.modelClass(session.resolution.byLabel.get('app.author') ?? 'model:?')
    try {
      new Collector(session).collect(QuerySetObject.all(author, session).instances(session))
      expect.unreachable()
    } catch (error) {
      expect(blockedPlan(error, session)).toMatchObject({
        outcome: 'protected',
        blockedBy: [{ label: 'app.Loan', pk: 1n }],
      })
    }
  })

  it('take a tutorial’s app for the drawn one', async () => {
    const session = await sessionOver()
    const value = (line: string) => evaluateLine(session, line, session.scope, null)
    for (const line of [
      'from library.models import Book as B',
      'from app.models import Author',
      'from .models import Loan',
    ])
      expect(value(line)['kind']).toBe('statement')
    expect(value('B.objects.count()')['value']).toBe(2)
    expect(value('from library.models import Nothing')).toMatchObject({ type: 'ImportError' })
    expect(value('from django.models import Book')).toMatchObject({ kind: 'error' })
  })
})

it('makes the classes of the models that a script names, of all that there are', async () => {
  const session = await sessionOver()
  const { metas } = modelsOf(session.resolution)
  expect(metas.size).toBe(0)
  expect(run(session, 'Author.objects.filter(name="Ann").count()')).toMatchObject({ num_queries: 1 })
  expect([...metas.values()].map(({ model }) => model.name)).toEqual(['Author'])
})
