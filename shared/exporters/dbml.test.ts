import { describe, expect, it } from 'vitest'
import { placementId, rootOf } from '../document/records.ts'
import type { Area, ErDocument, Note, Placement } from '../document/records.ts'
import { buildDocument } from '../importers/django/build.ts'
import { readSourceModule } from '../importers/django/modules.ts'
import { compileDesign } from '../schema/compile-design.ts'
import { dbml } from './dbml.ts'
import { exportedText } from './exporter.ts'

const MODELS = `from django.db import models
from django.db.models.functions import Now


class Size(models.TextChoices):
    SMALL = "S", "Small"
    TALL = "it's tall"


class Shirt(models.Model):
    size = models.CharField(max_length=10, choices=Size, db_default="S")
    other = models.CharField(max_length=10, choices=Size)
    made = models.DateTimeField(db_default=Now())
    meta = models.JSONField(db_default={"a": True})

    class Meta:
        db_table_comment = "two\\nlines"
        indexes = [models.Index(fields=["-made"], name="made_ix")]
`

const plain = buildDocument([readSourceModule('models.py', MODELS)], { app: 'shop' }).doc

/** Two places in the first view: the model's in an area, with a colour; a note beside it. */
function placed(doc: ErDocument): ErDocument {
  const [view] = rootOf(doc).viewOrder
  const [model] = Object.values(doc.models)
  if (view === undefined || model === undefined) throw new Error('no view')
  const id = placementId(view, model.id)
  const place = {
    id,
    view,
    model: model.id,
    x: 20,
    y: 20,
    color: '#3498DB',
    collapsed: false,
    locked: false,
  } as Placement
  const box = { view, x: 0, y: 0, width: 500, height: 500, color: null }
  return {
    ...doc,
    placements: { [id]: place },
    areas: { 'area:1': { ...box, id: 'area:1', name: 'The shop' } as Area },
    notes: { 'note:1': { ...box, id: 'note:1', text: 'a\nb' } as Note },
  }
}

function written(doc: ErDocument, enums: boolean): string {
  return exportedText(dbml.export({ ...compileDesign(doc), options: { onDelete: 'orm', extra: { enums } } }))
}

describe('DBML', () => {
  it('says the project, colours, groups, notes, enums, defaults in PostgreSQL’s words', () => {
    expect(written(placed(plain), true)).toBe(`Project ${rootOf(plain).name === '' ? 'design' : rootOf(plain).name} {
  database_type: 'PostgreSQL'
}

Enum Size {
  S [note: 'Small']
  "it's tall" [note: 'Tall']
}

Table shop_shirt [headercolor: #3498DB] {
  id bigint [pk, increment]
  size Size [not null, default: 'S']
  other Size [not null]
  made timestamptz [not null, default: \`now()\`]
  meta jsonb [not null, default: '{"a": true}']

  indexes {
    (made) [name: 'made_ix', note: 'made DESC']
  }

  Note: '''
    two
    lines
  '''
}

TableGroup "The shop" {
  shop_shirt
}

Note note_1 {
  '''
    a
    b
  '''
}

`)
  })

  it('leaves choices text where nobody asks for enums, and one app without a group', () => {
    const text = written(plain, false)
    expect(text).toContain("  size varchar(10) [not null, default: 'S']")
    expect(text).not.toMatch(/^(?:Enum|TableGroup|Note )/m)
  })
})
