import { describe, expect, it } from 'vitest'
import type { FieldId, ModelId } from '../../document/ids.ts'
import type { Field, Model } from '../../document/records.ts'
import { bigDocument } from '../../../test/support/big-document.ts'
import { boxContext, headerFits, makeBox, rowFits } from './box.ts'

const DOC = bigDocument(1)
const PLAIN = Object.values(DOC.models)[0] as Model

function boxOf(name: string, fields: readonly string[]) {
  const made = fields.map((field, i): Field => ({
    id: `field:${i}` as FieldId,
    kind: 'scalar',
    name: field,
    type: 'TextField',
    choices: null,
    options: {},
  }))
  const model: Model = { ...PLAIN, id: 'model:x' as ModelId, name, fields: made }
  return makeBox(
    model,
    boxContext(() => DOC),
  )
}

describe('what a box knows to have room', () => {
  it('is every text that made the box as wide as it is', () => {
    const box = boxOf('Customer', ['name', 'a_rather_long_name_of_a_field'])
    expect(headerFits(box)).toBe(true)
    expect(box.rows.map((row) => rowFits(row, box.width))).toEqual(box.rows.map(() => true))
  })

  it('is not what is longer than the widest box', () => {
    const long = 'x'.repeat(80)
    const box = boxOf(long, ['name', long])
    expect(headerFits(box)).toBe(false)
    expect(box.rows.filter((row) => !rowFits(row, box.width)).map((row) => row.name)).toEqual([long])
  })

  it('is not what is only estimated: letters beyond ASCII', () => {
    const box = boxOf('顧客', ['naïve', 'plain'])
    expect(headerFits(box)).toBe(false)
    expect(box.rows.filter((row) => !rowFits(row, box.width)).map((row) => row.name)).toEqual(['naïve'])
  })
})
