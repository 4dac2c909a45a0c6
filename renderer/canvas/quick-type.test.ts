import { describe, expect, it } from 'vitest'
import type { ModelId } from '../../shared/document/ids.ts'
import { canvas as frenchCanvas } from '../texts/fr/canvas.ts'
import { completeQuickType, hintWords, parseQuickType, splitNameAndType } from './quick-type.ts'

const USER = 'model:user' as ModelId
const TAG = 'model:tag' as ModelId
const MODELS = [
  { id: USER, name: 'User' },
  { id: TAG, name: 'Tag' },
]
const read = (text: string) => parseQuickType(text, MODELS, 'model:self' as ModelId)

describe('parseQuickType', () => {
  it('reads plain types with length and flags', () => {
    expect(read('char 200 unique')).toEqual({
      ok: true,
      value: { kind: 'scalar', type: 'CharField', options: { max_length: 200, unique: true } },
    })
    expect(read('text null')).toMatchObject({ value: { type: 'TextField', options: { null: true, blank: true } } })
    expect(read('decimal 10,2')).toMatchObject({ value: { options: { max_digits: 10, decimal_places: 2 } } })
    expect(read('DateTimeField now')).toMatchObject({
      value: { type: 'DateTimeField', options: { auto_now_add: true } },
    })
    expect(read('int default=3')).toMatchObject({ value: { options: { default: 3 } } })
  })

  it('reads relations by name, start of a name and self', () => {
    expect(read('fk User cascade')).toMatchObject({ value: { relation: 'foreignKey', to: USER, onDelete: 'CASCADE' } })
    expect(read('fk us set null null')).toMatchObject({
      value: { to: USER, onDelete: 'SET_NULL', options: { null: true } },
    })
    expect(read('m2m tag as posts')).toMatchObject({ value: { relation: 'manyToMany', to: TAG, relatedName: 'posts' } })
    expect(read('1:1 self')).toMatchObject({ value: { relation: 'oneToOne', to: 'model:self' } })
  })

  it('says what it does not understand', () => {
    expect(read('fk Nobody')).toEqual({ ok: false, message: 'No model is called “Nobody”.' })
    expect(read('')).toMatchObject({ ok: false })
    expect(read('chair')).toMatchObject({ ok: false })
    expect(read('char foo')).toMatchObject({ ok: false })
  })

  it('knows the fields of content types', () => {
    const custom = (className: string, args: string) => ({
      ok: true,
      value: { kind: 'custom', className, args, column: false },
    })
    expect(read('gfk')).toEqual(custom('GenericForeignKey', ''))
    expect(read('gfk content_type, object_id')).toEqual(custom('GenericForeignKey', ''))
    expect(read('GenericForeignKey kind,key')).toEqual(custom('GenericForeignKey', '"kind", "key"'))
    expect(read('generic Comment')).toEqual(custom('GenericRelation', '"Comment"'))
    expect(read('generic')).toMatchObject({ ok: false })
  })

  it('keeps a class of the project', () => {
    expect(read('MoneyField')).toEqual({ ok: true, value: { kind: 'custom', className: 'MoneyField' } })
  })
})

describe('splitNameAndType', () => {
  it('takes the first word as the name', () => {
    expect(splitNameAndType('title char 200')).toEqual({ name: 'title', type: 'char 200' })
    expect(splitNameAndType(' title: char')).toEqual({ name: 'title', type: 'char' })
    expect(splitNameAndType('title')).toEqual({ name: 'title', type: null })
  })
})

describe('completeQuickType', () => {
  it('proposes types, then targets, then what happens on delete', () => {
    expect(completeQuickType('da', MODELS).map((c) => c.label)).toEqual(['datetime', 'date'])
    expect(completeQuickType('fk ', MODELS).map((c) => c.text)).toEqual(['fk User', 'fk Tag', 'fk self'])
    expect(completeQuickType('fk User pro', MODELS).map((c) => c.text)).toEqual(['fk User protect'])
    expect(completeQuickType('m2m Tag c', MODELS)).toEqual([])
  })

  it('knows generic keys and what they lead to', () => {
    expect(completeQuickType('gen', MODELS).map((c) => c.label)).toEqual(['generated', 'generic'])
    expect(completeQuickType('generic T', MODELS).map((c) => c.text)).toEqual(['generic Tag'])
    expect(completeQuickType('generic Tag ', MODELS)).toEqual([])
  })

  it('has its hints in French, too', () => {
    expect(hintWords().filter((hint) => frenchCanvas.hints[hint] === undefined)).toEqual([])
  })
})
