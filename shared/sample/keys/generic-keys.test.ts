import { describe, expect, it } from 'vitest'
import type { ErDocument } from '../../document/records.ts'
import { django } from '../../importers/django.ts'
import { compileDesign } from '../../schema/compile-design.ts'
import { firstRows } from '../make-rows.ts'
import { planSample } from '../plan/plan.ts'

const HEAD = `
import uuid
from django.db import models
from django.contrib.contenttypes.fields import GenericForeignKey, GenericRelation
from django.contrib.contenttypes.models import ContentType
`
const ITEM = `
class TaggedItem(models.Model):
    tag = models.SlugField()
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.PositiveIntegerField()
    content_object = GenericForeignKey('content_type', 'object_id')
`
const TYPES = new Map([
  ['app.taggeditem', 7],
  ['app.bookmark', 8],
  ['app.film', 9],
  ['app.token', 10],
])

async function pairs(source: string, table = 'app_taggeditem', rows = 60) {
  const bytes = new TextEncoder().encode(HEAD + source)
  const { doc } = (await django.import([{ path: 'app/models.py', bytes }], { app: 'app' }, {})) as { doc: ErDocument }
  const { resolution, schema } = compileDesign(doc)
  const plans = planSample(doc, resolution, schema, { rows, seed: 1, contentTypes: TYPES })
  const all = new Map(
    plans.map((plan) => [plan.table.name, firstRows(plan, plan.count).map((row) => named(plan, row))]),
  )
  return { made: all.get(table) ?? [], all }
}
function named(plan: ReturnType<typeof planSample>[number], row: readonly unknown[]): Record<string, unknown> {
  return Object.fromEntries(plan.columns.map(({ name }, i) => [name, row[i]]))
}

describe('generic keys', () => {
  it('lead to rows of all models with such keys', async () => {
    const models = `
class Bookmark(models.Model):
    url = models.CharField(max_length=100)
class Film(models.Model):
    title = models.CharField(max_length=100)
class Token(models.Model):
    key = models.UUIDField(primary_key=True, default=uuid.uuid4)
`
    const { made } = await pairs(models + ITEM)
    expect(new Set(made.map((row) => row['content_type_id']))).toEqual(new Set([8, 9]))
    expect(made.every(({ object_id: id }) => typeof id === 'number' && id >= 1 && id <= 60)).toBe(true)
    expect(new Set(made.map((row) => row['object_id'])).size).toBeGreaterThan(20)
  })

  it('lead only to models that declare the way back, where some do', async () => {
    const models = `
class Bookmark(models.Model):
    url = models.CharField(max_length=100)
    tags = GenericRelation('TaggedItem')
class Film(models.Model):
    title = models.CharField(max_length=100)
`
    const { made } = await pairs(ITEM + models)
    expect(new Set(made.map((row) => row['content_type_id']))).toEqual(new Set([8]))
  })

  it('hold keys as text where the column does, both columns empty or none', async () => {
    const { made, all } = await pairs(
      `
class Token(models.Model):
    key = models.UUIDField(primary_key=True, default=uuid.uuid4)
class Log(models.Model):
    content_type = models.ForeignKey(ContentType, null=True, on_delete=models.SET_NULL)
    object_id = models.CharField(max_length=64, null=True)
    subject = GenericForeignKey()
`,
      'app_log',
    )
    const keys = new Set(all.get('app_token')?.map((row) => String(row['key'])))
    const filled = made.filter((row) => row['content_type_id'] !== null)
    expect(filled.every((row) => row['content_type_id'] === 10 && keys.has(String(row['object_id'])))).toBe(true)
    const empty = made.filter((row) => row['content_type_id'] === null)
    expect(empty.length).toBeGreaterThan(0)
    expect(empty.every((row) => row['object_id'] === null)).toBe(true)
  })

  it('stay apart where the table asks for it, and stay on their model', async () => {
    const models = `
class Bookmark(models.Model):
    url = models.CharField(max_length=100)
class Film(models.Model):
    title = models.CharField(max_length=100)
class Vote(models.Model):
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.PositiveIntegerField()
    target = GenericForeignKey()
    class Meta:
        unique_together = [('content_type', 'object_id')]
`
    const { made } = await pairs(models, 'app_vote', 40)
    const seen = new Set(made.map((row) => `${String(row['content_type_id'])} ${String(row['object_id'])}`))
    expect(made.length).toBeGreaterThan(30)
    expect(seen.size).toBe(made.length)
    expect(made.every(({ object_id: id }) => typeof id === 'number' && id >= 1 && id <= 40)).toBe(true)
  })

  it('lead to rows of before, too, and to none that were counted while rows were made', async () => {
    const bytes = new TextEncoder().encode(`${HEAD}
class Bookmark(models.Model):
    url = models.CharField(max_length=100)
${ITEM}`)
    const { doc } = (await django.import([{ path: 'app/models.py', bytes }], { app: 'app' }, {})) as {
      doc: ErDocument
    }
    const { resolution, schema } = compileDesign(doc)
    let written = 0
    const existing = () => ({ rows: 10 + written, maxKey: 10 + written })
    const plans = planSample(doc, resolution, schema, { rows: 50, seed: 1, contentTypes: TYPES, existing })
    written = 50
    const plan = plans.find((one) => one.table.name === 'app_taggeditem')
    const ids = firstRows(plan!, 50).map((row) => Number(named(plan!, row)['object_id']))
    expect(Math.min(...ids)).toBeGreaterThan(0)
    expect(Math.max(...ids)).toBeLessThanOrEqual(60)
  })

  it('are made as any other column where no model fits', async () => {
    const { made } = await pairs(ITEM)
    expect(made).toHaveLength(60)
    expect(made.every((row) => row['object_id'] !== null)).toBe(true)
  })
})
