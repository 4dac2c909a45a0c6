import { describe, expect, it } from 'vitest'
import { applyCommand } from '../../commands/registry.ts'
import type { CommandType, ParamsOf } from '../../commands/registry.ts'
import { applyPatch } from '../../history/patch.ts'
import { createDocument } from '../create.ts'
import { readDocument, readWritten } from './read.ts'
import { rootOf } from '../records.ts'
import type { ErDocument } from '../records.ts'
import { writeDocument } from './write.ts'

function run<T extends CommandType>(doc: ErDocument, type: T, params: ParamsOf<T>): ErDocument {
  return applyPatch(doc, applyCommand(doc, type, params))
}

function small(): ErDocument {
  let doc = createDocument({ name: 'Small' })
  const [view] = rootOf(doc).viewOrder
  if (view === undefined) throw new Error('A new document has a view')
  doc = run(doc, 'model.add', { id: 'model:post', name: 'Post', at: { view, x: 1, y: 2 } })
  doc = run(doc, 'model.add', { id: 'model:tag', name: 'Tag' })
  doc = run(doc, 'field.add', { id: 'field:title', model: 'model:post', name: 'title' })
  doc = run(doc, 'field.add', { id: 'field:body', model: 'model:post', name: 'body', type: 'TextField' })
  return run(doc, 'relation.add', { id: 'field:tags', from: 'model:post', to: 'model:tag', kind: 'manyToMany' })
}

function lineDiff(a: string, b: string): readonly string[] {
  const [old, now] = [a.split('\n'), b.split('\n')]
  return now.filter((line) => !old.includes(line))
}

describe('readWritten', () => {
  it('reads what was written as readDocument does, and says of anything else what that says', () => {
    const text = writeDocument(small())
    expect(readWritten(text)).toEqual(readDocument(text))
    expect(writeDocument(readWritten(text).doc ?? small())).toBe(text)
    for (const other of ['', '{"a": ', '[]', '{"format": "relata", "version": 99, "models": []}'])
      expect(readWritten(other).diagnostics).toEqual(readDocument(other).diagnostics)
  })
})

describe('writeDocument', () => {
  it('ends with a newline, begins with format and version, and leaves defaults out', () => {
    const text = writeDocument(small())
    expect(
      text.startsWith(
        '{\n  "$schema": "urn:relata:design:1",\n  "format": "relata",\n  "version": 1,\n  "name": "Small",\n',
      ),
    ).toBe(true)
    expect(text.endsWith('}\n')).toBe(true)
    expect(text).toContain('        {"id": "field:body", "name": "body", "type": "TextField"}')
    expect(text).not.toContain('"concrete"')
  })

  it('makes a renamed field, a moved box and a changed option a diff of one line each', () => {
    const doc = small()
    const [view] = rootOf(doc).viewOrder
    const before = writeDocument(doc)
    const renamed = run(doc, 'field.rename', { model: 'model:post', id: 'field:title', name: 'headline' })
    expect(lineDiff(before, writeDocument(renamed))).toHaveLength(1)
    const moved = run(doc, 'placement.move', {
      view: view as `view:${string}`,
      moves: [{ model: 'model:post', x: 50, y: 2 }],
    })
    expect(lineDiff(before, writeDocument(moved))).toHaveLength(1)
    const set = run(doc, 'field.setOption', { model: 'model:post', id: 'field:title', keyword: 'null', value: true })
    expect(lineDiff(before, writeDocument(set))).toHaveLength(1)
  })
})

describe('readDocument', () => {
  it('says line and column of damage, and nothing is opened', () => {
    const text = writeDocument(small()).replace('"name": "Post",', '"name": "Post"')
    const { doc, diagnostics } = readDocument(text)
    expect(doc).toBeNull()
    expect(diagnostics[0]).toMatchObject({ code: 'relata.1003', severity: 'error', subject: { line: 14, column: 7 } })
  })

  it('recognises an unresolved merge conflict', () => {
    const text = writeDocument(small()).replace('  "models"', '<<<<<<< ours\n  "models"')
    expect(readDocument(text).diagnostics[0]).toMatchObject({ code: 'relata.1006', subject: { column: 1 } })
  })

  it('opens a newer version for reading only', () => {
    const text = writeDocument(small()).replace('"version": 1', '"version": 7')
    const { doc, readOnly, diagnostics } = readDocument(text)
    expect(Object.keys(doc?.models ?? {})).toEqual(['model:post', 'model:tag'])
    expect(readOnly).toContain('newer version')
    expect(diagnostics.map((d) => d.code)).toEqual(['relata.1002'])
  })

  it('tells what is not a design', () => {
    for (const text of ['[]', '5', '{"a": 1}', 'null']) {
      expect(readDocument(text)).toMatchObject({ doc: null, diagnostics: [{ code: 'relata.1001' }] })
    }
    expect(readDocument('').diagnostics[0]?.code).toBe('relata.1003')
  })

  it('takes a byte order mark', () => {
    expect(readDocument(`\uFEFF${writeDocument(small())}`).diagnostics).toEqual([])
  })

  it('reports every problem with its place, reads the rest, and keeps what it could not read', () => {
    const text = `{
  "format": "relata",
  "version": 1,
  "apps": [{"id": "app:a", "label": "a"}],
  "models": [
    {"id": "model:a", "name": 5, "app": "app:a", "fields": [
      {"id": "field:x", "name": "x", "type": "WideField"},
      {"id": "field:x", "name": "y", "type": "TextField"},
      {"id": "field:z", "name": "z", "kind": "foreignKey", "to": "model:gone", "onDelete": "MAYBE"}
    ]},
    "rubbish"
  ]
}`
    const { doc, diagnostics } = readDocument(text)
    const seen = diagnostics.map((d) => [d.code, d.subject.line, d.subject.label])
    expect(seen).toEqual([
      ['relata.1010', 6, 'models[0].name'],
      ['relata.1010', 7, 'models[0].fields[0].type'],
      ['relata.1010', 9, 'models[0].fields[2].onDelete'],
      ['relata.1010', 11, 'models[1]'],
      ['relata.1012', 8, 'models[0].fields[1].id'],
      ['relata.1013', undefined, 'a..z'],
    ])
    expect(doc?.models['model:a']?.fields.map((f) => f.name)).toEqual(['x', 'y', 'z'])
    const kept = JSON.parse(writeDocument(doc as ErDocument)) as { unreadable: unknown[] }
    expect(kept.unreadable).toEqual([
      { at: 'models[0].name', value: 5 },
      { at: 'models[0].fields[0].type', value: 'WideField' },
      { at: 'models[0].fields[2].onDelete', value: 'MAYBE' },
      { at: 'models[1]', value: 'rubbish' },
    ])
  })

  it('keeps unknown keys, even those that JavaScript has plans for', () => {
    const text = writeDocument(small())
      .replace(
        '"format"',
        '"plugins": {"a": [1, {"b": null}]},\n  "__proto__": {"polluted": true},\n  "modelOrder": 3,\n  "format"',
      )
      .replace('"type": "TextField"', '"type": "TextField", "constructor": 1, "__proto__": {"x": 1}')
    const { doc } = readDocument(text)
    const again = writeDocument(doc as ErDocument)
    expect(again).toContain('"plugins": {"a": [1, {"b": null}]}')
    expect(again).toContain('"__proto__": {"polluted": true}')
    expect(again).toContain('"constructor": 1, "__proto__": {"x": 1}')
    expect(again).toContain('{"at": "modelOrder", "value": 3}')
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
    expect(Object.getPrototypeOf(doc?.root['root'])).toBe(Object.prototype)
  })

  it('survives hostile files', () => {
    const head = '"format": "relata", "version": 1'
    expect(readDocument(`{${head}, "x": ${'['.repeat(1e5)}${']'.repeat(1e5)}}`).diagnostics[0]?.code).toBe(
      'relata.1004',
    )
    expect(readDocument(`{${head}, "name": "${'x'.repeat(1e7)}"}`).doc?.root['root']?.name).toHaveLength(1e7)
    const keys = Array.from({ length: 1e5 }, (_, n) => `"k${n}": ${n}`).join(', ')
    const many = readDocument(`{${head}, ${keys}}`).doc as ErDocument
    expect(JSON.parse(writeDocument(many))).toHaveProperty('k99999', 99999)
    const bad = readDocument(`{${head}, "models": [${Array.from({ length: 30_000 }, () => 1).join(',')}]}`)
    expect(bad.diagnostics).toHaveLength(10_001)
    expect(bad.diagnostics.at(-1)).toMatchObject({ code: 'relata.1019' })
  })

  it('brings a file of version 0 up to date', () => {
    const { doc, diagnostics } = readDocument(
      JSON.stringify({
        format: 'relata',
        version: 0,
        name: 'old',
        default_app: 'app:a',
        apps: [{ id: 'app:a', label: 'a' }],
        models: [
          {
            id: 'model:b',
            name: 'B',
            app: 'app:a',
            doc: 'About B.',
            fields: [
              { id: 'field:n', name: 'n', field_type: 'CharField', max_length: 9 },
              {
                id: 'field:p',
                name: 'p',
                kind: 'foreignKey',
                to: 'model:b',
                on_delete: 'PROTECT',
                related_name: '+',
                null: true,
              },
            ],
          },
        ],
        positions: [{ model: 'model:b', x: 5, y: 6 }],
      }),
    )
    expect(diagnostics).toEqual([])
    expect(doc?.models['model:b']).toMatchObject({
      docstring: 'About B.',
      fields: [
        { type: 'CharField', options: { max_length: 9 } },
        { onDelete: 'PROTECT', relatedName: '+', options: { null: true } },
      ],
    })
    expect(doc?.placements['placement:main/b']).toMatchObject({ x: 5, y: 6 })
  })
})
