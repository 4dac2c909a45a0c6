import { describe, expect, it } from 'vitest'
import { compileDesign } from '../../schema/compile-design.ts'
import { django } from '../django.ts'
import type { Imported } from '../importer.ts'

function thing(source: string, files: Record<string, string> = {}) {
  const texts = { 'shop/models.py': source, ...files }
  const list = Object.entries(texts).map(([path, text]) => ({ path, bytes: new TextEncoder().encode(text) }))
  const { doc } = django.import(list, { app: 'shop' }, {}) as Imported
  const { resolution } = compileDesign(doc)
  const found = [...resolution.models.values()].find((m) => m.name === 'Thing')
  if (found === undefined) throw new Error('No Thing')
  const record = Object.values(doc.models).find((m) => m.name === 'Thing')
  return { model: found, record, field: (name: string) => found.localFields.find((f) => f.name === name) }
}

describe('options that are written with constants', () => {
  it('are what these come to, and stay as written', () => {
    const { field, record } = thing(
      `
from django.db import models
from .limits import LONG

class Thing(models.Model):
    DRAFT = 'draft'
    STATES = ((DRAFT, 'Draft'), ('x', 'X'))
    a = models.CharField(max_length=LONG + 1, default=DRAFT)
    b = models.CharField(max_length=getattr(settings, 'SHOP', 9), default=STATES[1][0])
    c = models.IntegerField(default=make)
`,
      { 'shop/limits.py': 'LONG = 2 * 20\n' },
    )
    expect([field('a')?.maxLength, field('a')?.default]).toEqual([41, { kind: 'value', value: 'draft' }])
    expect([field('b')?.maxLength, field('b')?.default]).toEqual([9, { kind: 'value', value: 'x' }])
    expect(field('c')?.default).toEqual({ kind: 'callable', source: 'make' })
    expect(record?.fields[0]?.options['max_length']).toEqual({ expr: 'LONG + 1', value: 41 })
  })

  it('of a class of the project count as well', () => {
    const { field } = thing(`
from django.db import models

class ColorField(models.CharField):
    def __init__(self, *args, **kwargs):
        kwargs['max_length'] = 7
        kwargs.setdefault('null', True)
        super().__init__(*args, **kwargs)

class Thing(models.Model):
    color = ColorField(blank=True)
    other = ColorField(null=False)
`)
    expect(field('color')).toMatchObject({ className: 'ColorField', maxLength: 7, null: true, blank: true })
    expect(field('other')?.null).toBe(false)
  })
})
