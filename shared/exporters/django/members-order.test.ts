/** What Python needs to stand before something else in a class body, as packages write it. */
import { expect, it } from 'vitest'
import { django } from '../django.ts'
import { compiledModels } from '../../../test/support/models-py.ts'

function exported(text: string): string {
  const design = compiledModels(`from django.db import models\n${text}`, 'shop')
  const options = { onDelete: 'orm', extra: {} } as const
  const { pieces } = django.export({ ...design, options })
  return pieces.map((piece) => piece.text).join('')
}

it('statements that use a method or a manager stay behind it', () => {
  const text = exported(`
class Item(models.Model):
    objects = models.Manager()
    on_site = objects
    LIMIT = 3
    n = models.IntegerField()
    def late(self):
        return self.n > self.LIMIT
    late.boolean = True
    late.short_description = 'Late?'
    def _get(self):
        return 1
    info = property(_get)
    def expire(cls):
        pass
    expire = classmethod(expire)
`)
  const order = ['LIMIT = 3', 'objects = ', 'on_site = objects', 'def late', 'late.boolean', 'late.short', 'def _get']
  const places = [...order, 'info = ', 'def expire', 'expire = '].map((part) => text.indexOf(part))
  expect(places.every((place) => place > 0)).toBe(true)
  expect(places).toEqual(places.toSorted((a, b) => a - b))
})

it('arguments that are spread into an index are written as such, or as what they are', () => {
  const text = exported(`
from odd import MORE
ORDER = [models.F('n').desc(), models.F('m')]
class Item(models.Model):
    n = models.IntegerField()
    m = models.IntegerField()
    class Meta:
        indexes = [models.Index(*ORDER, name='a'), models.Index(*MORE, name='b')]
`)
  expect(text).toContain('models.Index(models.F("n").desc(), models.F("m"), name="a")')
  expect(text).toContain('models.Index(*MORE, name="b")')
})
