import { describe, expect, it } from 'vitest'
import { parseTsv, tsvCell } from './tsv.ts'

describe('cells of the clipboard', () => {
  it('are read as spreadsheets write them: quotes round line ends, tabs and quotes', () => {
    expect(parseTsv('a\tb\r\n1\t2\r\n')).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ])
    expect(parseTsv('"two\nlines"\t"a ""word"""\n\t"with\ttab"')).toEqual([
      ['two\nlines', 'a "word"'],
      ['', 'with\ttab'],
    ])
  })
  it('keep quotes that hold no whole cell', () => {
    expect(parseTsv('5" pipe\t"so" he said\n"open')).toEqual([['5" pipe', '"so" he said'], ['"open']])
  })
  it('keep empty cells and rows within', () => {
    expect(parseTsv('')).toEqual([['']])
    expect(parseTsv('a\t\n\nb')).toEqual([['a', ''], [''], ['b']])
  })
  it('come back as they were copied', () => {
    const rows = [
      ['plain', 'two\r\nlines', '"quoted"', ''],
      ['tab\there', 'a "b" c', ' ', 'x'],
    ]
    expect(parseTsv(rows.map((row) => row.map(tsvCell).join('\t')).join('\n'))).toEqual(rows)
  })
})
