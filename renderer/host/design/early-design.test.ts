import { describe, expect, it } from 'vitest'
import { createDocument } from '../../../shared/document/create.ts'
import { readDocument } from '../../../shared/document/file/read.ts'
import { writeDocument } from '../../../shared/document/file/write.ts'
import { readEarly, takeEarly } from './early-design.ts'

const text = writeDocument(createDocument({ name: 'Shop' }))

describe('a design read for the first picture', () => {
  it('is taken over once, by the page that opens the same text', () => {
    const doc = readEarly(text)
    expect(takeEarly(text)?.doc).toBe(doc)
    expect(takeEarly(text)).toBeNull()
    readEarly(text)
    expect(takeEarly(`${text} `)).toBeNull()
  })

  it('says what is wrong with the file as reading it at once does', () => {
    const repeated = text.replace('"format"', '"format": "relata",\n  "format"')
    expect(readEarly(repeated)).not.toBeNull()
    expect(takeEarly(repeated)?.diagnostics).toEqual(readDocument(repeated).diagnostics)
    expect(readDocument(repeated).diagnostics).toHaveLength(1)
    for (const broken of ['', '{', '[]', text.slice(0, -20), `\uFEFF${text}`]) {
      const early = readEarly(broken)
      const taken = takeEarly(broken)
      if (early !== null) expect(taken?.diagnostics).toEqual(readDocument(broken).diagnostics)
      else expect(taken).toBeNull()
    }
  })
})
