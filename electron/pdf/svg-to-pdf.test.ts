import { describe, expect, it } from 'vitest'
import { designInPdf } from '../../shared/importers/embedded/pdf.ts'
import { fontRuns } from './fonts.ts'
import { svgElements } from './svg-elements.ts'
import { pdfOfSvg } from './svg-to-pdf.ts'

const picture = (inside: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100" viewBox="-10 -10 200 100" role="img" aria-label="x">${inside}</svg>`

describe('svgElements', () => {
  it('gives what is drawn, with what groups say and where they put it', () => {
    const svg = picture(
      '<title>no</title><g transform="translate(4 5)" fill="#fff"><rect x="1" stroke="#000"/><g fill="none"><path d="M0 0" transform="scale(2)"/></g></g><text x="3">a &lt;b&gt; &amp;</text>',
    )
    const found = svgElements(svg).map(({ name, transforms, attributes, text }) => [
      name,
      transforms.join(' '),
      attributes.get('fill') ?? null,
      text,
    ])
    expect(found).toEqual([
      ['rect', 'translate(4 5)', '#fff', ''],
      ['path', 'translate(4 5) scale(2)', 'none', ''],
      ['text', '', null, 'a <b> &'],
    ])
  })

  it('does not look into the design that lies inside', () => {
    expect(svgElements(picture('<metadata>{"a": "<rect/>"}</metadata><path d="M0 0"/>')).length).toBe(1)
  })
})

describe('fontRuns', () => {
  it('splits a text by the file that has its letters', () => {
    const look = { family: 'sans', bold: true, italic: false } as const
    expect(fontRuns('Größe Цена', look).map(({ font, text }) => [font, text])).toEqual([
      ['inter-latin-600-normal', 'Größe '],
      ['inter-cyrillic-600-normal', 'Цена'],
    ])
  })
})

describe('pdfOfSvg', () => {
  it('is a PDF of the size of the picture with the design inside', async () => {
    const design = '{"format": "relata", "name": "Übung (1) \\\\"}'
    const bytes = await pdfOfSvg(picture('<text x="1" y="2" font-size="9">日本 Ünïcode \u0007</text>'), design)
    const text = Buffer.from(bytes).toString('latin1')
    expect(text.startsWith('%PDF-1.')).toBe(true)
    expect(/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(text)?.slice(1)).toEqual(['150', '75'])
    expect(designInPdf(bytes)).toBe(design)
  })

  it('a picture larger than a page can be is scaled down', async () => {
    const bytes = await pdfOfSvg(picture('').replace('-10 -10 200 100', '0 0 100000 50'), null)
    expect(/MediaBox \[0 0 14400 /.test(Buffer.from(bytes).toString('latin1'))).toBe(true)
    expect(designInPdf(bytes)).toBe(null)
  })
})
