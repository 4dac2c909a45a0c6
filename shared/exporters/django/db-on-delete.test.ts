import { expect, it } from 'vitest'
import { isRelation } from '../../document/records.ts'
import { buildDocument } from '../../importers/django/build.ts'
import { readSourceModule } from '../../importers/django/modules.ts'
import { checkModels } from '../../relations/checks/check-models.ts'
import { resolveDocument } from '../../relations/resolve.ts'
import { exportOnto } from '../django-onto.ts'
import { databaseKeys } from './db-on-delete.ts'
import { designOf } from '../../../test/support/models-py.ts'

function keys(text: string): readonly string[] {
  const doc = designOf(`from django.db import models\n${text}`)
  const found = databaseKeys(doc)
  return Object.values(doc.models).flatMap((m) =>
    m.fields.flatMap((f) => (found.has(f.id) ? [`${m.name}.${f.name}`] : [])),
  )
}

const A = 'class A(models.Model):\n    pass\n'

it('takes what the database can do by itself', () => {
  const text = `${A}class B(models.Model):
    a = models.ForeignKey(A, models.CASCADE)
    n = models.ForeignKey(A, models.SET_NULL, null=True)
    d = models.ForeignKey(A, models.SET_DEFAULT, default=1)
    e = models.ForeignKey(A, models.SET_DEFAULT, db_default=1)
    p = models.ForeignKey(A, models.PROTECT)
`
  expect(keys(text)).toEqual(['B.a', 'B.n', 'B.e'])
})

it('keeps a chain of one kind', () => {
  const chain = (first: string) => `${A}class B(models.Model):
    a = models.ForeignKey(A, models.${first})
class C(models.Model):
    b = models.ForeignKey(B, models.CASCADE)
class D(models.Model):
    c = models.ForeignKey(C, models.CASCADE)
`
  expect(keys(chain('CASCADE'))).toEqual(['B.a', 'C.b', 'D.c'])
  expect(keys(chain('DO_NOTHING'))).toEqual(['C.b', 'D.c'])
  expect(keys(chain('PROTECT'))).toEqual([])
})

it('leaves children of a parent, content types and themselves in circles as they must be', () => {
  expect(
    keys(`${A}class B(A):\n    pass\nclass C(models.Model):\n    b = models.ForeignKey(B, models.CASCADE)\n`),
  ).toEqual([])
  const generic = `from django.contrib.contenttypes.fields import GenericForeignKey
class T(models.Model):
    content_type = models.ForeignKey('contenttypes.ContentType', models.CASCADE)
    object_id = models.IntegerField()
    target = GenericForeignKey('content_type', 'object_id')
`
  expect(keys(generic)).toEqual([])
  expect(keys('class A(models.Model):\n    up = models.ForeignKey("self", models.CASCADE)\n')).toEqual(['A.up'])
})

it('reads what Django 6.1 writes, and writes it back', () => {
  const text = `from django.db import models


class A(models.Model):
    pass


class B(models.Model):
    a = models.ForeignKey(A, on_delete=models.DB_CASCADE)
    b = models.ForeignKey(A, on_delete=models.DB_SET_DEFAULT, related_name="+", db_default=1)
    c = models.ForeignKey(A, on_delete=models.CASCADE, related_name="+")
`
  const { doc, diagnostics } = buildDocument([readSourceModule('models.py', text)], { app: 'app' })
  expect(diagnostics).toEqual([])
  const fields = Object.values(doc.models).flatMap((m) => m.fields)
  expect(fields.flatMap((f) => (isRelation(f) ? [[f.onDelete, f.inDatabase]] : []))).toEqual([
    ['CASCADE', true],
    ['SET_DEFAULT', true],
    ['CASCADE', undefined],
  ])
  expect(checkModels(doc, resolveDocument(doc), undefined, { lint: false }).all).toEqual([])
  const edited = structuredClone(doc)
  expect(exportOnto({ files: [{ path: 'models.py', text }], original: doc, edited, app: 'app' }).files[0]?.text).toBe(
    text,
  )
})
