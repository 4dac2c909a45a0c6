import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { applyCommand } from '../../shared/commands/registry.ts'
import type { CommandType } from '../../shared/commands/registry.ts'
import type { FieldId, ModelId, ViewId } from '../../shared/document/ids.ts'
import { readDocument } from '../../shared/document/file/read.ts'
import { rootOf } from '../../shared/document/records.ts'
import type { ErDocument } from '../../shared/document/records.ts'
import { EMPTY_HISTORY, pushStep, undo } from '../../shared/history/history.ts'
import { applyPatch } from '../../shared/history/patch.ts'
import { compareVersions, comparisonMarks, mergedDocument } from './compare.ts'
import { schemaSteps } from './schema-words.ts'
import { documentAt, namesIn, timelineOf } from './timeline.ts'

const read = readDocument(readFileSync(new URL('../../examples/blog.relata.json', import.meta.url), 'utf8'))
const BLOG = read.doc as ErDocument
const modelOf = (doc: ErDocument, name: string) => {
  const found = Object.values(doc.models).find((model) => model.name === name)
  if (found === undefined) throw new Error(name)
  return found
}
const fieldOf = (doc: ErDocument, model: string, name: string) => {
  const found = modelOf(doc, model).fields.find((field) => field.name === name)
  if (found === undefined) throw new Error(name)
  return found
}
const run = (doc: ErDocument, type: CommandType, params: unknown) =>
  applyPatch(doc, applyCommand(doc, type, params as never))

function edited(): ErDocument {
  let doc = run(BLOG, 'model.rename', { id: modelOf(BLOG, 'Tag').id, name: 'Label' })
  doc = run(doc, 'field.rename', {
    model: modelOf(doc, 'Post').id,
    id: fieldOf(doc, 'Post', 'title').id,
    name: 'headline',
  })
  doc = run(doc, 'model.delete', { ids: [modelOf(doc, 'Profile').id] })
  return run(doc, 'model.add', { id: 'model:new' as ModelId, name: 'Comment' })
}

describe('the line of time', () => {
  it('gives the document at every point, before and after the present', () => {
    let doc = BLOG
    let history = EMPTY_HISTORY
    const docs = [doc]
    for (const name of ['A', 'B', 'C']) {
      const patch = applyCommand(doc, 'model.rename', { id: modelOf(BLOG, 'Tag').id, name })
      history = pushStep(history, { label: name, patch, mergeKey: null, at: 0 })
      doc = applyPatch(doc, patch)
      docs.push(doc)
    }
    const back = undo(history)
    if (back === null) throw new Error('There are three steps')
    const timeline = timelineOf(back.history)
    expect(timeline.present).toBe(2)
    expect(timeline.steps.map(({ label }) => label)).toEqual(['A', 'B', 'C'])
    docs.forEach((at, point) => expect(documentAt(docs[2] as ErDocument, timeline, point)).toEqual(at))
    expect(namesIn(timeline.steps[1]?.patch ?? [])).toEqual({ names: ['B'], more: 0 })
  })
})

describe('comparing two versions', () => {
  it('tells added, removed and changed, a rename as a rename', () => {
    const { changes } = compareVersions(BLOG, edited())
    expect(changes.map(({ kind, label }) => `${kind} ${label}`).toSorted()).toEqual([
      'added Comment',
      'changed Label',
      'changed Post.headline',
      'removed Profile',
    ])
    const renamed = changes.find(({ label }) => label === 'Post.headline')
    expect(renamed?.details).toEqual([{ what: 'name', before: 'title', after: 'headline' }])
  })

  it('finds nothing between equal ones, also when one was read anew with other ids', () => {
    expect(compareVersions(BLOG, BLOG).changes).toEqual([])
    const text = JSON.stringify(BLOG)
    const ids = [...new Set(text.match(/"(?:model|field|app|index|constraint):[a-z0-9]+"/g))]
    const strange = ids.reduce((all, id, n) => all.replaceAll(id, `${id.slice(0, -1)}x${n}"`), text)
    expect(compareVersions(JSON.parse(strange) as ErDocument, BLOG).changes).toEqual([])
  })

  it('draws what is gone beside what is there, each marked', () => {
    const comparison = compareVersions(BLOG, edited())
    const view = rootOf(BLOG).viewOrder[0] as ViewId
    const merged = mergedDocument(comparison, view)
    expect(modelOf(merged, 'Profile').fields.length).toBeGreaterThan(0)
    const { tones, fields } = comparisonMarks(comparison)
    const tone = (name: string) => tones.get(modelOf(merged, name).id)
    expect(['Profile', 'Comment', 'Label', 'Post', 'Category'].map(tone)).toEqual([
      'removed',
      'added',
      'changed',
      'changed',
      'dim',
    ])
    expect(fields?.get(fieldOf(merged, 'Post', 'headline').id as FieldId)).toBe('changed')
  })

  it('says what a migration would do, and what it would lose', () => {
    const steps = schemaSteps(BLOG, edited())
    const lines = steps.map(({ kind, table, name, loses }) => `${kind} ${table}.${name}${loses ? '!' : ''}`)
    expect(lines).toContain('renameColumn blog_post.headline')
    expect(lines).toContain('dropTable blog_profile.!')
    expect(lines).toContain('createTable blog_comment.')
    expect(lines).toContain('renameTable blog_label.blog_label')
    expect(schemaSteps(BLOG, BLOG)).toEqual([])
  })
})
