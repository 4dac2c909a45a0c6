import { describe, expect, it } from 'vitest'
import type { ModelId, ViewId } from '../../../shared/document/ids.ts'
import { isRelation } from '../../../shared/document/records.ts'
import type { ErDocument, Model } from '../../../shared/document/records.ts'
import { applyCommand } from '../../../shared/commands/registry.ts'
import { createDocument } from '../../../shared/document/create.ts'
import { applyPatch } from '../../../shared/history/patch.ts'
import { pasteColumns, pastedKind, pasteSource } from './paste-text.ts'
import type { Pasted } from './paste-text.ts'

const POST = 'model:post' as ModelId

function design(): { doc: ErDocument; view: ViewId } {
  const empty = createDocument({ app: 'blog' })
  const view = Object.keys(empty.views)[0] as ViewId
  const doc = applyPatch(empty, applyCommand(empty, 'model.add', { id: POST, name: 'Post' }))
  return { doc, view }
}

async function pasted(text: string, kind: 'django' | 'sql'): Promise<Pasted & { after: ErDocument }> {
  const { doc, view } = design()
  const result = await pasteSource(text, kind, { doc, view, at: { x: 0, y: 0 } })
  const after = result.calls.reduce(
    (now, call) => applyPatch(now, applyCommand(now, call.type, call.params as never)),
    doc,
  )
  return { ...result, after }
}

function named(doc: ErDocument, name: string): Model {
  const model = Object.values(doc.models).find((one) => one.name === name)
  if (model === undefined) throw new Error(`${name} is not there`)
  return model
}

function targetOf(model: Model, field: string): unknown {
  const found = model.fields.find((one) => one.name === field)
  return found !== undefined && isRelation(found) ? found.to : undefined
}

describe('text that is pasted into a design', () => {
  it('leads a foreign key to the model whose table it names', async () => {
    const { after, skipped } = await pasted(
      'CREATE TABLE invoice (id serial primary key, post_id integer references blog_post(id), total integer);',
      'sql',
    )
    expect(
      Object.values(after.models)
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(['Invoice', 'Post'])
    expect(targetOf(named(after, 'Invoice'), 'post')).toBe(POST)
    expect(skipped).toEqual([])
  })

  it('draws a table that is nowhere, and says so', async () => {
    const { after, skipped } = await pasted(
      'CREATE TABLE invoice (id serial primary key, client_id integer references client(id));',
      'sql',
    )
    expect(named(after, 'Client').external).toBe(true)
    expect(skipped.join()).toContain('leads to client, which is not here')
  })

  it('misses neither the imports nor the models that a class was copied without', async () => {
    const { after, skipped } = await pasted(
      'class Comment(models.Model):\n    post = models.ForeignKey(Post, on_delete=models.CASCADE)\n',
      'django',
    )
    expect(targetOf(named(after, 'Comment'), 'post')).toBe(POST)
    expect(skipped).toEqual([])
  })

  it('says what the design does not have either', async () => {
    const { skipped } = await pasted(
      'class Comment(models.Model):\n    post = models.ForeignKey(Nobody, on_delete=models.CASCADE)\n',
      'django',
    )
    expect(skipped).toEqual([expect.stringContaining('points at Nobody')])
  })

  it('knows a class by its name in any script', () => {
    expect(pastedKind('class مقال(models.Model):\n    عنوان = models.TextField()\n')).toBe('django')
    expect(pastedKind('Our class (of 1999) was great.')).toBe(null)
  })

  it('tells a name that a whole module does not bind', async () => {
    const { skipped } = await pasted(
      'from django.db import models\n\nclass A(models.Model):\n    n = models.IntegerField(default=start)\n',
      'django',
    )
    expect(skipped.join()).toContain("name 'start' is not defined")
  })

  it('makes a model of a spreadsheet’s cells, and says that the rows are not taken', () => {
    const { doc, view } = design()
    const text = 'id\ttitle\tprice\n1\tTea\t2.50\n2\tCoffee\t3.10'
    expect(pastedKind(text)).toBe('columns')
    const { calls, skipped, madeFields } = pasteColumns(text, { doc, view, at: { x: 0, y: 0 } }, null)
    const after = calls.reduce((now, call) => applyPatch(now, applyCommand(now, call.type, call.params as never)), doc)
    expect(named(after, 'Model').fields).toMatchObject([
      { name: 'title', type: 'CharField', options: { max_length: 20 } },
      { name: 'price', type: 'DecimalField', options: { max_digits: 5, decimal_places: 2 } },
    ])
    expect([madeFields, skipped]).toEqual([2, ['The 2 rows below the headings: the values gave the types.']])
  })
})
