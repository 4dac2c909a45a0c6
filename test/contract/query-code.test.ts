/** The TypeScript of a query, run on the exported schema, gives the rows that the ORM's own SQL gives. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import Database from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { Kysely, SqliteDialect } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ormDatabase } from '../../electron/sqlite/orm/orm-database.ts'
import { registerFunctions } from '../../electron/sqlite/database/functions.ts'
import { drizzleSqlite } from '../../shared/exporters/drizzle-sqlite.ts'
import { DEFAULT_EXPORT_OPTIONS, exportedText } from '../../shared/exporters/exporter.ts'
import { sqlite } from '../../shared/exporters/sqlite.ts'
import { compileQuery } from '../../shared/orm/query/compile.ts'
import type { Query } from '../../shared/orm/query/types.ts'
import { evaluate } from '../../shared/orm/script/run/evaluate.ts'
import { QuerySetObject } from '../../shared/orm/script/models/querysets/queryset.ts'
import { OrmSession } from '../../shared/orm/session.ts'
import { parseExpression } from '../../shared/python/parse.ts'
import { queryCode } from '../../shared/query-code/query-code.ts'
import type { QueryTarget } from '../../shared/query-code/targets.ts'
import { django } from '../../shared/importers/django.ts'
import { compileDesign } from '../../shared/schema/compile-design.ts'
import type { CompiledDesign } from '../../shared/schema/compile-design.ts'
import { exampleDocument } from '../support/designs.ts'

const FOLDER = mkdtempSync(resolve(import.meta.dirname, '..', 'generated-queries-'))
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }))

const DOGS = `from django.db import models


class Dog(models.Model):
    name = models.CharField(max_length=20)
    data = models.JSONField(null=True)
`
const DOG_ROWS = [
  '{"breed": "collie", "age": 3, "good": true, "owner": {"name": "Bob", "pets": ["Fishy"]}}',
  '{"breed": "lab", "age": 7, "good": false, "owner": null}',
  'null',
  null,
]

/** A design of the examples, or models with rows of their own. */
async function designOf(name: string): Promise<CompiledDesign> {
  if (name !== 'dogs') return compileDesign(exampleDocument(name))
  const bytes = new TextEncoder().encode(DOGS)
  return compileDesign((await django.import([{ path: 'kennel/models.py', bytes }], { app: 'kennel' }, {})).doc)
}

const QUERIES: Readonly<Record<string, readonly string[]>> = {
  dogs: [
    'Dog.objects.filter(data__breed="collie")',
    'Dog.objects.filter(data__owner__name="Bob").order_by("name")',
    'Dog.objects.filter(data__owner__pets__0="Fishy")',
    'Dog.objects.filter(data__age__gt=4)',
    'Dog.objects.filter(data__good=True)',
    'Dog.objects.filter(data__owner__isnull=True)',
    'Dog.objects.filter(data__owner=None)',
    'Dog.objects.filter(data__has_key="owner").values("name")',
    'Dog.objects.filter(data__breed__in=["lab", "collie"]).order_by("id")',
    'Dog.objects.filter(data__breed__icontains="O")',
    'Dog.objects.values("name", "data__owner__name").order_by("data__age", "id")',
    'Dog.objects.filter(data__isnull=True)',
  ],
  blog: [
    'Post.objects.all()',
    'Post.objects.filter(author__profile__city="Casablanca")',
    'Post.objects.filter(tags__name="django").order_by("-title")',
    'Post.objects.filter(tags__name__in=["django", "orm"]).distinct().order_by("id")',
    'Post.objects.exclude(tags__name="django")',
    'Post.objects.exclude(category__name="Python").order_by("title")[1:3]',
    'Post.objects.filter(Q(title__icontains="a") | ~Q(author__username="amina"))',
    'Post.objects.filter(title__contains="50%_\\\\")',
    'Post.objects.filter(title__startswith="D", id__range=(1, 4))',
    'Post.objects.values("title", "author__username").order_by("author__username", "title")',
    'Post.objects.values_list("category__name", flat=True).distinct().order_by("category__name")',
    'Post.objects.select_related("author").filter(author__is_active=True)',
    'Post.objects.filter(author__is_staff=False, author__last_login__isnull=True)',
    'Post.objects.only("title").order_by("title")[2:]',
    'Category.objects.annotate(n=Count("posts")).order_by("-n", "name")',
    'Category.objects.annotate(n=Count("posts", filter=Q(posts__title__contains="a"), distinct=True)).filter(n__gte=1)',
    'Category.objects.values("name").annotate(last=Max("posts__id"), first=Min("posts__id"), all=Sum("posts__id")).order_by("name")',
    'User.objects.filter(Exists(Post.objects.filter(author=OuterRef("pk"), category__name="Python")))',
    'User.objects.filter(id__in=Post.objects.filter(tags__name="orm").values("author"))',
    'User.objects.filter(date_joined__year__gte=2000).values("username", "is_active", "date_joined")',
    'User.objects.filter(posts__isnull=True).order_by(F("last_name").desc(nulls_last=True), "id")',
    'User.objects.annotate(name=Lower("username"), long=Length("email") + 1).filter(long__gt=3).order_by("name")',
    'Post.objects.filter(author_id=F("category_id"))',
    'Post.objects.filter(pk=3)',
    'Tag.objects.filter(posts__author__posts__title__startswith="D").distinct()',
    'Tag.objects.filter(id=1).union(Tag.objects.filter(id=2)).order_by("-name")',
    'Tag.objects.filter(id__lte=2).union(Tag.objects.filter(id__gte=2), all=True).order_by("name")[:3]',
    'Tag.objects.filter(id__lte=3).intersection(Tag.objects.filter(id__gte=2)).order_by("name")',
    'Tag.objects.difference(Tag.objects.filter(name="orm")).order_by("name")',
    'Post.objects.values_list("title").union(Tag.objects.values_list("name")).order_by("title")[1:4]',
    'Post.objects.annotate(size=Case(When(id__lte=2, then=Value("old")), When(title__contains="D", then=Value("d")), default=Value("new"))).values("id", "size").order_by("id")',
    'Post.objects.annotate(who=Case(When(author__is_staff=True, then="author__username"), default="title")).order_by("who", "id")',
    'Post.objects.order_by(Case(When(title__startswith="D", then=0), default=1), "id")',
    'Category.objects.annotate(n=Sum(Case(When(posts__title__contains="a", then=1), default=0))).order_by("id")',
    'User.objects.annotate(last=Subquery(Post.objects.filter(author=OuterRef("pk")).order_by("-id").values("title")[:1])).values("username", "last").order_by("id")',
    'Post.objects.filter(title=Subquery(Post.objects.order_by("-title").values("title")[:1]))',
    'Post.objects.annotate(n=Window(RowNumber(), partition_by=[F("author_id")], order_by=F("title").desc())).order_by("id")',
    'Post.objects.annotate(before=Window(Lag("title"), order_by="id"), share=Window(Count("id"), partition_by="category")).values("id", "before", "share").order_by("id")',
    'Post.objects.filter(title__regex="^[A-D]")',
    'Post.objects.filter(title__iregex="^d.*S$").order_by("id")',
    'Post.objects.annotate(head=Substr("title", 1, 3), at=StrIndex("title", Value("a"))).values("head", "at").order_by("id")',
    'Post.objects.annotate(both=Concat("title", Value(" by "), "author__username")).values("both").order_by("id")',
  ],
  library: [
    'Book.objects.all()',
    'Book.objects.values("title").annotate(n=Count("*")).order_by("title")',
    'Author.objects.filter(books__title__isnull=False).distinct()',
  ],
  school: ['Course.objects.all()', 'Student.objects.filter(courses__isnull=False).distinct().order_by("pk")'],
}

describe.each(Object.keys(QUERIES))('queries on %s as TypeScript', (name) => {
  let compiled: CompiledDesign
  const db = new Database(':memory:')
  let session: OrmSession
  beforeAll(async () => {
    compiled = await designOf(name)
    const options = { onDelete: 'orm', extra: { external: true, rows: true } } as const
    db.exec(exportedText(sqlite.export({ ...compiled, options })))
    registerFunctions(db)
    if (name === 'dogs')
      for (const [n, data] of DOG_ROWS.entries())
        db.prepare('INSERT INTO kennel_dog (name, data) VALUES (?, ?)').run(`Dog ${n}`, data)
    writeFileSync(
      join(FOLDER, `${name}-schema.ts`),
      exportedText(drizzleSqlite.export({ ...compiled, options: DEFAULT_EXPORT_OPTIONS })),
    )
    session = new OrmSession({ ...compiled, database: ormDatabase(db), write: false })
  })
  const queryOf = (code: string): Query => {
    const value = evaluate(parseExpression(code).expr, session.scope, session)
    if (!(value instanceof QuerySetObject)) throw new Error(`${code} gives no queryset`)
    return value.query
  }

  it.each(QUERIES[name] ?? [])('%s', async (code) => {
    const query = queryOf(code)
    // What select_related() loads along belongs to other objects.
    const { sql, params } = compileQuery({ ...query, state: { ...query.state, selectRelated: false } })
    const expected = db
      .prepare(sql)
      .raw()
      .all(...params)
      .map((row) => (row as unknown[]).map(plain))
    for (const { target, text, refused } of queryCode(query, compiled.schema)) {
      expect([target, refused]).toEqual([target, null])
      const rows = await run(db, target, name, text ?? '')
      expect([target, rows.map((row) => Object.values(row).map(plain))], text ?? '').toEqual([target, expected])
    }
  })
})

describe('what TypeScript has no words for', () => {
  const compiled = compileDesign(exampleDocument('blog'))
  const session = new OrmSession({ ...compiled, database: ormDatabase(new Database(':memory:')), write: false })
  it.each([
    ['User.objects.annotate(m=TruncMonth("date_joined"))', 'TruncMonth()'],
    ['Post.objects.order_by("?")', 'order_by("?")'],
    ['Post.objects.filter(id__in=[])', 'a condition that always or never holds'],
    ['Tag.objects.union(Category.objects.all())', 'union() of different models'],
    ['Tag.objects.union(Tag.objects.intersection(Tag.objects.filter(id=2)))', 'union() of combined ones'],
    ['Post.objects.annotate(n=Window(RowNumber(), order_by="id")).filter(n=1)', 'Window()'],
    ['Post.objects.annotate(x=MD5("title"))', 'MD5()'],
    ['User.objects.dates("date_joined", "month")', 'dates()'],
  ])('%s', (code, refused) => {
    const value = evaluate(parseExpression(code).expr, session.scope, session)
    if (!(value instanceof QuerySetObject)) throw new Error('no queryset')
    expect(queryCode(value.query, compiled.schema).map((one) => one.refused)).toEqual([refused, refused])
  })
})

let count = 0

async function run(db: Database.Database, target: QueryTarget, name: string, text: string): Promise<readonly object[]> {
  const path = join(FOLDER, `query-${++count}.ts`)
  const body = text
    .replace("'./schema'", `'./${name}-schema.ts'`)
    .replace('const rows = await ', 'export const run = async (db: any) => await ')
  writeFileSync(path, body)
  const module = (await import(pathToFileURL(path).href)) as { run(db: unknown): Promise<readonly object[]> }
  return module.run(target === 'drizzle' ? drizzle(db) : new Kysely({ dialect: new SqliteDialect({ database: db }) }))
}

/** Drizzle gives booleans where SQLite has 0 and 1, and reads JSON. */
function plain(value: unknown): unknown {
  if (typeof value === 'boolean') return Number(value)
  if (typeof value === 'string' && /^(\{.*\}|null)$/.test(value)) return JSON.stringify(JSON.parse(value))
  return value === null || typeof value === 'object' ? JSON.stringify(value) : value
}
