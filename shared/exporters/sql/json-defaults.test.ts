import { describe, expect, it } from 'vitest'
import { buildDocument } from '../../importers/django/build.ts'
import { readSourceModule } from '../../importers/django/modules.ts'
import { compileDesign } from '../../schema/compile-design.ts'
import { DEFAULT_EXPORT_OPTIONS as options, exportedText } from '../exporter.ts'
import { mysql } from '../mysql.ts'
import { postgresql } from '../postgresql.ts'
import { sqlite } from '../sqlite.ts'

const MODELS = `from django.db import models


class A(models.Model):
    text = models.JSONField(db_default="{}")
    object = models.JSONField(db_default={"a": [1, True, None]})
    number = models.JSONField(db_default=1)
`

describe('defaults of JSON columns', () => {
  it.each([sqlite, postgresql, mysql])('are JSON in $label, texts included, as Django writes them', (exporter) => {
    const compiled = compileDesign(buildDocument([readSourceModule('models.py', MODELS)], { app: 'a' }).doc)
    const text = exportedText(exporter.export({ ...compiled, options }))
    const defaults = [...text.matchAll(/DEFAULT \(?('[^']*')/g)].map((m) => m[1])
    expect(defaults).toEqual([`'"{}"'`, `'{"a": [1, true, null]}'`, `'1'`])
  })
})
