import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readDocument } from '../../shared/document/file/read.ts'
import type { ErDocument, Model } from '../../shared/document/records.ts'
import { modelPicture } from './model-picture.ts'

const text = readFileSync(resolve(import.meta.dirname, '../../examples/library.relata.json'), 'utf8')
const doc = readDocument(text).doc as ErDocument

describe('modelPicture', () => {
  it('shows the rows of the model and only the names of its neighbours, as narrow as its place', () => {
    for (const model of Object.values(doc.models) as Model[]) {
      const svg = modelPicture(doc, model.id, false)
      const [, width = 0, height = 0] = (/viewBox="\S+ \S+ (\S+) (\S+)"/.exec(svg) ?? []).map(Number)
      expect(width).toBeLessThan(900)
      expect(height).toBeGreaterThan(0)
      const texts = [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, said]) => said)
      expect(texts).toContain(model.name)
      for (const { name } of model.fields) expect(texts, `${model.name}.${name}`).toContain(name)
    }
  })

  it('is empty for a model that is not there', () => {
    expect(modelPicture(doc, 'model:none' as Model['id'], false)).toBe('')
  })
})
