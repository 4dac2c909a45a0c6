/** Our SVG pictures as vector PDF: one page of the picture's size, text as text. */
import PdfWriter from 'pdfkit'

import { PDF_ATTACHMENT } from '../../shared/importers/embedded/pdf.ts'
import { fontRuns } from './fonts.ts'
import type { FontLook } from './fonts.ts'
import { svgElements } from './svg-elements.ts'
import type { SvgElement } from './svg-elements.ts'

type Pdf = InstanceType<typeof PdfWriter>

/** A PDF page cannot be larger (points); larger pictures are scaled down to it. */
const MAX_SIDE_PT = 14_400
/** CSS px to points. */
const POINT = 0.75

/**
 * @param svg a picture that `diagramSvg` wrote
 * @param design text of the design file to put inside, so that the PDF opens again; null: none
 * @param fonts folder of the font files, see `fontRuns`
 */
export async function pdfOfSvg(svg: string, design: string | null, fonts: string | null = null): Promise<Uint8Array> {
  const { x, y, width, height, title } = headOf(svg)
  const scale = Math.min(POINT, MAX_SIDE_PT / Math.max(width, height))
  const pdf = new PdfWriter({
    size: [width * scale, height * scale],
    margin: 0,
    info: { Title: title, Creator: 'Relata' },
    // No font until a text names one; the type knows no null, the library asks for it.
    font: null as unknown as string,
  })
  const done = collected(pdf)
  pdf.scale(scale).translate(-x, -y)
  for (const element of svgElements(svg)) draw(pdf, element, fonts)
  if (design !== null) attach(pdf, design)
  pdf.end()
  return done
}

/** Not compressed: our importer finds it without reading PDF. */
function attach(pdf: Pdf, design: string): void {
  const { compress } = pdf
  pdf.compress = false
  pdf.file(Buffer.from(design, 'utf8'), { name: PDF_ATTACHMENT, type: 'application/json' })
  pdf.compress = compress
}

function headOf(svg: string) {
  const [x = 0, y = 0, width = 1, height = 1] = (/viewBox="([^"]*)"/.exec(svg)?.[1] ?? '').split(' ').map(Number)
  return { x, y, width, height, title: /aria-label="([^"]*)"/.exec(svg)?.[1] ?? '' }
}

function collected(pdf: Pdf): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const pieces: Uint8Array[] = []
    pdf.on('data', (piece: Uint8Array) => pieces.push(piece))
    pdf.on('end', () => resolve(Buffer.concat(pieces)))
    pdf.on('error', reject)
  })
}

function draw(pdf: Pdf, element: SvgElement, fonts: string | null): void {
  pdf.save()
  for (const transform of element.transforms) apply(pdf, transform)
  if (element.name === 'text') drawText(pdf, element, fonts)
  else drawShape(pdf, element)
  pdf.restore()
}

function apply(pdf: Pdf, transform: string): void {
  for (const [, name = '', list = ''] of transform.matchAll(/(\w+)\(([^)]*)\)/g)) {
    const [a = 0, b, c = 0, d = 0, e = 0, f = 0] = list.split(/[\s,]+/).map(Number)
    if (name === 'translate') pdf.translate(a, b ?? 0)
    if (name === 'scale') pdf.scale(a, b ?? a)
    if (name === 'rotate') pdf.rotate(a)
    if (name === 'matrix') pdf.transform(a, b ?? 0, c, d, e, f)
  }
}

const SHAPES: Readonly<Record<string, (pdf: Pdf, n: (key: string) => number, element: SvgElement) => void>> = {
  path: (pdf, _, element) => pdf.path(element.attributes.get('d') ?? ''),
  rect(pdf, n) {
    const radius = Math.min(n('rx'), n('width') / 2, n('height') / 2)
    if (radius > 0) pdf.roundedRect(n('x'), n('y'), n('width'), n('height'), radius)
    else pdf.rect(n('x'), n('y'), n('width'), n('height'))
  },
  circle: (pdf, n) => pdf.circle(n('cx'), n('cy'), n('r')),
  ellipse: (pdf, n) => pdf.ellipse(n('cx'), n('cy'), n('rx'), n('ry')),
  line: (pdf, n) => pdf.moveTo(n('x1'), n('y1')).lineTo(n('x2'), n('y2')),
}

function drawShape(pdf: Pdf, element: SvgElement): void {
  const { attributes } = element
  const fill = paint(attributes.get('fill') ?? '#000000')
  const stroke = paint(attributes.get('stroke') ?? 'none')
  if (fill === null && stroke === null) return
  const number = (key: string): number => Number(attributes.get(key) ?? 0) || 0
  pdf.lineWidth(Number(attributes.get('stroke-width') ?? 1))
  const dashes = attributes
    .get('stroke-dasharray')
    ?.split(/[\s,]+/)
    .map(Number)
  const [dash, space = dash] = dashes ?? []
  if (dash !== undefined && dash > 0) pdf.dash(dash, { space: space ?? dash })
  if (attributes.get('stroke-linejoin') === 'round') pdf.lineJoin('round')
  if (attributes.get('stroke-linecap') === 'round') pdf.lineCap('round')
  opacity(pdf, attributes)
  SHAPES[element.name]?.(pdf, number, element)
  if (fill !== null && stroke !== null) pdf.fillAndStroke(fill, stroke)
  else if (fill !== null) pdf.fill(fill)
  else if (stroke !== null) pdf.stroke(stroke)
}

function opacity(pdf: Pdf, attributes: SvgElement['attributes']): void {
  const all = Number(attributes.get('opacity') ?? 1)
  const fill = all * Number(attributes.get('fill-opacity') ?? 1)
  const stroke = all * Number(attributes.get('stroke-opacity') ?? 1)
  if (fill < 1) pdf.fillOpacity(fill)
  if (stroke < 1) pdf.strokeOpacity(stroke)
}

/** null: nothing is painted. */
function paint(value: string): string | null {
  if (value === 'none' || value === 'transparent') return null
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(value)
  return short === null
    ? value
    : `#${short
        .slice(1)
        .map((digit) => digit + digit)
        .join('')}`
}

const ANCHORS: Readonly<Record<string, number>> = { start: 0, middle: 0.5, end: 1 }

function drawText(pdf: Pdf, { attributes, text }: SvgElement, fonts: string | null): void {
  const size = Number.parseFloat(attributes.get('font-size') ?? '16')
  const look: FontLook = {
    family: /mono/i.test(attributes.get('font-family')?.split(',')[0] ?? '') ? 'mono' : 'sans',
    bold: Number(attributes.get('font-weight') ?? 400) >= 600,
    italic: attributes.get('font-style') === 'italic',
  }
  // What PDF cannot draw in a line, a control letter for one, is left out.
  const runs = fontRuns(text.replaceAll(/\p{Cc}/gu, ' '), look, fonts).map((run) => {
    pdf.registerFont(run.font, run.file)
    return { ...run, width: pdf.font(run.font).fontSize(size).widthOfString(run.text) }
  })
  const width = runs.reduce((sum, run) => sum + run.width, 0)
  let x = Number(attributes.get('x') ?? 0) - width * (ANCHORS[attributes.get('text-anchor') ?? 'start'] ?? 0)
  const y = Number(attributes.get('y') ?? 0)
  opacity(pdf, attributes)
  pdf.fillColor(paint(attributes.get('fill') ?? '#000000') ?? '#000000')
  for (const run of runs) {
    pdf.font(run.font).fontSize(size).text(run.text, x, y, { lineBreak: false, baseline: 'alphabetic' })
    x += run.width
  }
}
