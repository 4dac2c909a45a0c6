import { expect, it } from 'vitest'

import { compiledModels } from '../../test/support/models-py.ts'
import { tableForm } from './table-form.ts'

const labels = (body: string) =>
  tableForm(compiledModels(`from django.db import models\n\n\nclass A(models.Model):\n${body}`, 'app'), 'app_a')?.labels
const char = (...names: string[]) => names.map((name) => `    ${name} = models.CharField(max_length=50)\n`).join('')

it('a row is called what __str__ says, all of it and in its order', () => {
  const str = '\n    def __str__(self):\n        return f"{self.code}: {self.title} ({self.year})"\n'
  expect(labels(`${char('title', 'code', 'note')}${str}`)).toEqual(['code', 'title'])
})

it('a person is called by both names, not by the last one alone', () => {
  expect(labels(char('last_name', 'first_name', 'company'))).toEqual(['first_name', 'last_name'])
  expect(labels(char('email', 'last_name', 'first_name'))).toEqual(['first_name', 'last_name'])
  expect(labels(char('last_name'))).toEqual(['last_name'])
})

it('a slug that repeats the title is left out, a code beside a name is not', () => {
  expect(labels(char('slug', 'title'))).toEqual(['title'])
  expect(labels(char('code', 'name'))).toEqual(['name', 'code'])
  expect(labels(char('body', 'slug'))).toEqual(['slug'])
})
