import { expect, it } from 'vitest'
import { buildDocument } from '../../../importers/django/build.ts'
import { readSourceModule } from '../../../importers/django/modules.ts'
import { readOriginal } from './onto-sources.ts'

function text(names: readonly string[]): string {
  const classes = names.map((name) => `class ${name}(models.Model):\n    name = models.CharField(max_length=9)\n`)
  return `from django.db import models\n\n${classes.join('\n\n')}`
}

function design(names: readonly string[], path = 'models.py') {
  return buildDocument([readSourceModule(path, text(names))], { app: 'app' }).doc
}

it('takes files for those of a design only where half of the models of one side agree', () => {
  const files = (names: readonly string[]) => [{ path: 'models.py', text: text(names) }]
  const related = (of: readonly string[], in_: readonly string[]) =>
    readOriginal(files(in_), design(of, 'other/models.py'), ['app', 'other']).isRelated
  expect(related(['Category', 'Post', 'Tag'], ['Category', 'Invoice', 'Item'])).toBe(false)
  expect(related(['Post'], ['Category', 'Post', 'Tag', 'User'])).toBe(true)
  expect(related(['Post', 'A', 'B', 'C', 'D'], ['Post'])).toBe(true)
  expect(related(['A'], ['B'])).toBe(false)
  expect(related(['A'], [])).toBe(true)
})
