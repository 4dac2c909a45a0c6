/** The elements of an SVG text that we wrote ourselves, in order, with what they inherit. Not a reader for any SVG. */

export interface SvgElement {
  readonly name: string
  /** Own attributes over inherited ones; entities resolved. */
  readonly attributes: ReadonlyMap<string, string>
  /** Of this element and those around it, outermost first. */
  readonly transforms: readonly string[]
  /** Of `text`. */
  readonly text: string
}

/** What a group says for the elements inside. */
const INHERITED = new Set([
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linejoin',
  'stroke-linecap',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'font-style',
  'text-anchor',
])
const DRAWN = new Set(['rect', 'path', 'text', 'circle', 'line', 'ellipse'])
/** What stands in these is not drawn: the design itself may lie there. */
const SKIPPED = new Set(['metadata', 'title', 'desc', 'style', 'defs'])
const TAG = /<(\/?)([a-zA-Z][\w:-]*)((?:\s+[\w:-]+\s*=\s*"[^"]*")*)\s*(\/?)>/g
const ATTRIBUTE = /([\w:-]+)\s*=\s*"([^"]*)"/g

interface Frame {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly transforms: readonly string[]
}

export function svgElements(svg: string): readonly SvgElement[] {
  const found: SvgElement[] = []
  const frames: Frame[] = []
  let skipped: string | null = null
  for (const match of svg.matchAll(TAG)) {
    const [whole, closes = '', name = '', attributeText = '', empty = ''] = match
    if (skipped !== null) {
      if (closes !== '' && name === skipped) skipped = null
      continue
    }
    if (closes !== '') {
      if (frames.at(-1)?.name === name) frames.pop()
      continue
    }
    if (SKIPPED.has(name)) {
      if (empty === '') skipped = name
      continue
    }
    const frame = within(frames.at(-1), name, attributeText)
    if (DRAWN.has(name)) {
      const text = name === 'text' ? textAfter(svg, match.index + whole.length) : ''
      found.push({ ...frame, text })
    }
    if (empty === '') frames.push(frame)
  }
  return found
}

function within(around: Frame | undefined, name: string, attributeText: string): Frame {
  const attributes = new Map([...(around?.attributes ?? [])].filter(([key]) => INHERITED.has(key)))
  for (const [, key = '', value = ''] of attributeText.matchAll(ATTRIBUTE)) attributes.set(key, unescaped(value))
  const transform = attributes.get('transform')
  attributes.delete('transform')
  const transforms = [...(around?.transforms ?? []), ...(transform === undefined ? [] : [transform])]
  return { name, attributes, transforms }
}

function textAfter(svg: string, from: number): string {
  const end = svg.indexOf('</text>', from)
  return end < 0 ? '' : unescaped(svg.slice(from, end).replaceAll(/<[^>]*>/g, ''))
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' }

function unescaped(text: string): string {
  return text.replaceAll(/&(?:#(\d+)|#x([0-9a-f]+)|(lt|gt|quot|apos|amp));/gi, (_, decimal, hex, named) =>
    named === undefined
      ? String.fromCodePoint(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16))
      : (ENTITIES[String(named).toLowerCase()] ?? ''),
  )
}
