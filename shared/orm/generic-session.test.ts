import { beforeAll, describe, expect, it } from 'vitest'
import { fillDatabase } from '../../electron/sqlite/sample/fill-database.ts'
import { openDatabase } from '../../electron/sqlite/database/open-database.ts'
import type { Connection } from '../../electron/sqlite/database/open-database.ts'
import { ormDatabase } from '../../electron/sqlite/orm/orm-database.ts'
import { syncDatabase } from '../../electron/sqlite/database/sync-database.ts'
import { applyCommand } from '../commands/registry.ts'
import type { ErDocument } from '../document/records.ts'
import { applyPatch } from '../history/patch.ts'
import { django } from '../importers/django.ts'
import { queryCode } from '../query-code/query-code.ts'
import { compileDesign } from '../schema/compile-design.ts'
import { Collector } from './delete/collector.ts'
import { planOf } from './delete/plan.ts'
import { impactTree } from './delete/tree.ts'
import { evaluateLine } from './evaluate.ts'
import { QuerySetObject } from './script/models/querysets/queryset.ts'
import { OrmSession } from './session.ts'
import { travelled } from './travelled.ts'

const MODELS = `
from django.db import models
from django.contrib.contenttypes.fields import GenericForeignKey, GenericRelation
from django.contrib.contenttypes.models import ContentType

class Tag(models.Model):
    name = models.CharField(max_length=40)
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.PositiveIntegerField()
    target = GenericForeignKey()

class Post(models.Model):
    title = models.CharField(max_length=80)
    tags = GenericRelation(Tag, related_query_name='post')

class Photo(models.Model):
    title = models.CharField(max_length=80)
`

let doc: ErDocument
beforeAll(async () => {
  const bytes = new TextEncoder().encode(MODELS)
  doc = (await django.import([{ path: 'app/models.py', bytes }], { app: 'app' }, {})).doc
})

function open(): { readonly connection: Connection; readonly session: OrmSession } {
  const connection = openDatabase({ path: ':memory:', mode: 'write', create: true, nativeBinding: null })
  syncDatabase(connection, compileDesign(doc))
  return { connection, session: sessionOf(connection, doc) }
}

function sessionOf(connection: Connection, of: ErDocument, write = true): OrmSession {
  const { resolution } = compileDesign(of)
  return new OrmSession({ resolution, doc: of, database: ormDatabase(connection), write })
}

const run = (session: OrmSession, code: string) => evaluateLine(session, code, session.scope, null)
const types = (connection: Connection): unknown =>
  connection.prepare('SELECT app_label, model FROM django_content_type ORDER BY id').raw().all()

describe('content types of a sample database', () => {
  it('are there for every model, and follow a rename', () => {
    const { connection } = open()
    const before = [
      ['contenttypes', 'contenttype'],
      ['app', 'photo'],
      ['app', 'post'],
      ['app', 'tag'],
    ]
    expect(types(connection)).toEqual(before)
    const id = Object.values(doc.models).find((m) => m.name === 'Post')?.id
    if (id === undefined) throw new Error('no Post')
    const renamed = applyPatch(doc, applyCommand(doc, 'model.rename', { id, name: 'Article' }))
    run(sessionOf(connection, doc), "Post.objects.create(title='a').tags.create(name='x')")
    syncDatabase(connection, compileDesign(renamed))
    expect(types(connection)).toEqual(before.map(([app, model]) => [app, model === 'post' ? 'article' : model]))
    expect(run(sessionOf(connection, renamed), 'Tag.objects.get().target.title')).toMatchObject({ value: 'a' })
  })

  it('are not made up by sample rows', async () => {
    const { connection } = open()
    const call = { signal: new AbortController().signal, progress() {} }
    const filled = await fillDatabase(connection, compileDesign(doc), { rows: 5, seed: 1 }, call)
    expect(filled.tables.map(({ name }) => name)).not.toContain('django_content_type')
    expect(types(connection)).toHaveLength(4)
  })

  it('are asked for once, and again after what made them was undone', () => {
    const { connection, session } = open()
    run(session, "Post.objects.filter(tags__name='x').count()")
    const again = run(session, "Post.objects.filter(tags__name='x').count()")
    expect(again['sql']).toHaveLength(1)
    connection.exec("DELETE FROM django_content_type WHERE model = 'photo'")
    run(session, 'ContentType.objects.get_for_model(Photo); 1 / 0')
    expect(types(connection)).toHaveLength(3)
    expect(run(session, 'ContentType.objects.get_for_model(Photo).model')).toMatchObject({ value: 'photo' })
    expect(types(connection)).toHaveLength(4)
  })

  it('are looked up by the statement where none can be made', () => {
    const { connection } = open()
    connection.exec("DELETE FROM django_content_type WHERE model = 'post'")
    const session = sessionOf(connection, doc, false)
    expect(run(session, "Post.objects.filter(tags__name='x').count()")).toMatchObject({ kind: 'value', value: 0 })
  })
})

describe('what is shown of a query or delete over a GenericRelation', () => {
  it('names the relation, and no code that would forget its condition', () => {
    const { session } = open()
    run(session, "rows = Post.objects.filter(tags__name='x')")
    const rows = session.scope.get('rows')
    if (!(rows instanceof QuerySetObject)) throw new Error('no queryset')
    expect(travelled(rows).map(({ field }) => field)).toEqual(['tags'])
    const code = queryCode(rows.query, compileDesign(doc).schema)
    expect(code.map(({ refused }) => refused)).toEqual(['GenericRelation', 'GenericRelation'])
  })

  it('shows what a delete takes along', () => {
    const { session } = open()
    run(session, "post = Post.objects.create(title='a'); post.tags.create(name='x'); post.tags.create(name='y')")
    run(session, "Tag.objects.create(name='z', target=Photo.objects.create(title='p'))")
    run(session, 'rows = Post.objects.all()')
    const rows = session.scope.get('rows')
    if (!(rows instanceof QuerySetObject)) throw new Error('no queryset')
    const collector = new Collector(session)
    collector.collect(rows)
    const plan = planOf(collector, session)
    const [post] = impactTree({ ...plan, deletes: plan.deletes }, session.resolution)
    expect(post).toMatchObject({ label: 'app.Post', count: 1, fate: 'deleted' })
    expect(post?.children).toMatchObject([
      { label: 'app.Tag', count: 2, fate: 'deleted', via: { field: 'tags', rule: 'CASCADE' } },
    ])
  })
})
