import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseInline, parseMarkdown, plainLines } from './markdown.ts'

describe('parseMarkdown', () => {
  it('reads headings, lists, boxes and code', () => {
    const blocks = parseMarkdown('# Orders\nfirst\nsecond\n\n- one\n  - two\n1. three\n- [x] done\n```\na < b\n```')
    expect(blocks.map((b) => b.kind)).toEqual(['heading', 'paragraph', 'item', 'item', 'item', 'item', 'code'])
    expect(blocks.filter((b) => b.kind === 'item').map((b) => [b.mark, b.depth])).toEqual([
      ['•', 0],
      ['•', 1],
      ['1.', 0],
      ['☑', 0],
    ])
  })

  it('reads bold, italic, code and links, and leaves snake_case alone', () => {
    expect(parseInline('a **b** *c* `d_e` [f](https://x.y) user_id_of https://z.w')).toEqual([
      { kind: 'text', text: 'a ' },
      { kind: 'bold', text: 'b' },
      { kind: 'text', text: ' ' },
      { kind: 'italic', text: 'c' },
      { kind: 'text', text: ' ' },
      { kind: 'code', text: 'd_e' },
      { kind: 'text', text: ' ' },
      { kind: 'link', text: 'f', href: 'https://x.y' },
      { kind: 'text', text: ' user_id_of ' },
      { kind: 'link', text: 'https://z.w', href: 'https://z.w' },
    ])
  })

  it('makes no link of what is not a web or mail address', () => {
    expect(parseInline('[x](javascript:alert(1))').every((part) => part.kind !== 'link')).toBe(true)
    expect(parseInline('[x](data:text/html,y)').every((part) => part.kind !== 'link')).toBe(true)
  })

  it('keeps all words of plain text, whatever it is, and ends', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 400 }), (text) => {
        expect(() => parseMarkdown(text)).not.toThrow()
      }),
    )
    expect(plainLines('**a** b\n- c')).toEqual(['a b', '• c'])
    expect(parseMarkdown('*'.repeat(20_000) + '['.repeat(20_000) + '_a'.repeat(5_000))).toHaveLength(1)
  })
})
