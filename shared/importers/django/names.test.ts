/** Names that lead in circles, as half-written files and packages that star each other have them: read in no time. */
import { describe, expect, it } from 'vitest'
import type { Imported } from '../importer.ts'
import { django } from '../django.ts'

function models(files: { readonly [path: string]: string }): readonly string[] {
  const list = Object.entries(files).map(([path, text]) => ({ path, bytes: new TextEncoder().encode(text) }))
  const { doc } = django.import(list, { app: 'app' }, {}) as Imported
  return Object.values(doc.models).map((m) => m.name)
}

const HEAD = 'from django.db import models\n'
const many = (count: number, text: (i: number) => string) => Array.from({ length: count }, (_, i) => text(i)).join('')

describe('names that lead in circles', () => {
  it('a class that asks itself for its base', () => {
    const text = `${HEAD}class A(A.x):
    pass
class C(B.x, B.y):
    pass
class B(C.x, C.y):
    pass
class M(models.Model):
    a = models.CharField(max_length=A.size)
    b = models.CharField(max_length=B.size)
`
    expect(models({ 'models.py': text })).toContain('M')
  })

  it('bases that share their bases, forty times', () => {
    const text = `${HEAD}class A0: pass
class B0:
    size = 7
${many(39, (i) => `class A${i + 1}(A${i}, B${i}): pass\nclass B${i + 1}(A${i}, B${i}): pass\n`)}
class M(models.Model):
    a = models.CharField(max_length=A39.nope)
`
    expect(models({ 'models.py': text })).toEqual(['M'])
  })

  it('bases that are attributes of classes with such bases', () => {
    const text = `${HEAD}${many(40, (i) => `class K${i}(K${i + 1}.x, K${i + 1}.y): pass\n`)}
class M(models.Model):
    a = models.CharField(max_length=K0.nope)
`
    expect(models({ 'models.py': text })).toContain('M')
  })

  it('a package whose parts star the package', () => {
    const names = Array.from({ length: 15 }, (_, i) => `m${i}`)
    const files = {
      'app/models/__init__.py': names.map((name) => `from .${name} import *\n`).join(''),
      ...Object.fromEntries(
        names.map((name, i) => [
          `app/models/${name}.py`,
          `${HEAD}from app.models import *
class M${i}(models.Model):
    a = models.CharField(max_length=NOPE)
    to = models.ForeignKey(M${(i + 1) % 15}, on_delete=models.CASCADE)
`,
        ]),
      ),
    }
    expect(models(files)).toHaveLength(15)
  })
})
