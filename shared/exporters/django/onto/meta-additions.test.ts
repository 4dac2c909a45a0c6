import { expect, it } from 'vitest'
import type { ErDocument, Model } from '../../../document/records.ts'
import { exportOnto } from '../../django-onto.ts'
import { designOf } from '../../../../test/support/models-py.ts'

const MODELS = `from django.db import models
import odd


class Item(models.Model):
    a = models.IntegerField()
    b = models.IntegerField()

    class Meta:
        indexes = [models.Index(fields=['a'], name='by_a')]
        indexes += [models.Index(fields=['b'], name='by_b')]
        constraints = [models.UniqueConstraint(fields=['a'], name='one_a')]
        if odd.UNIQUE_B:
            constraints.append(models.UniqueConstraint(fields=['b'], name='one_b'))
`

const read = (text: string): ErDocument => designOf(text, 'shop')

function edited(change: (model: Model) => Model): string {
  const original = read(MODELS)
  const models = Object.fromEntries(Object.entries(original.models).map(([id, model]) => [id, change(model)]))
  const files = [{ path: 'models.py', text: MODELS }]
  const { files: written } = exportOnto({ files, original, edited: { ...original, models }, app: 'shop' })
  return written.find(({ path }) => path === 'models.py')?.text ?? MODELS
}

it('a list of Meta that statements add to is written as one where it changes, and left alone where not', () => {
  expect(edited((model) => model)).toBe(MODELS)
  const text = edited((model) => ({ ...model, constraints: model.constraints.slice(1) }))
  expect(text).not.toContain('odd.UNIQUE_B')
  expect(text).toContain("indexes += [models.Index(fields=['b'], name='by_b')]")
  const [item] = Object.values(read(text).models)
  expect(item?.constraints.map(({ name }) => name)).toEqual(['one_b'])
  expect(item?.indexes.map(({ name }) => name)).toEqual(['by_a', 'by_b'])
})
