/** A view as SVG text, drawn as on the page, without a browser. */
import type { FieldId, ViewId } from '../../document/ids.ts'
import { rootOf } from '../../document/records.ts'
import type { ErDocument } from '../../document/records.ts'
import { arrangeScene } from '../arrange/arrange-view.ts'
import {
  HEADER_PX,
  marksText,
  NAME_SIZE_PX,
  NAME_X_PX,
  PAD_X_PX,
  rowY,
  TITLE_SIZE_PX,
  TYPE_SIZE_PX,
} from '../box/box.ts'
import type { Box, BoxRow } from '../box/box.ts'
import { BUILTIN_MORE } from '../box/box-rows.ts'
import type { DotEngine } from '../arrange/dot.ts'
import { plainLines } from './markdown.ts'
import { readColor } from './palette.ts'
import { endOf, markShape } from './notation.ts'
import type { Rect } from '../grid-index.ts'
import { withRoutes } from '../scene/extent.ts'
import { ON_DELETE_MARKS } from './on-delete-mark.ts'
import { onDeleteMarkSpot, onDeleteSpot } from './on-delete-spot.ts'
import { polyline, ringPath, roundedPath } from './path-text.ts'
import { bundleSpot } from './bundle-spot.ts'
import type { Bundle } from '../scene/bundles.ts'
import { createScene } from '../scene/scene.ts'
import type { SceneEdge, SceneNode } from '../scene/scene.ts'
import { SVG_THEMES } from './svg-theme.ts'
import type { SvgTheme, SvgThemeName } from './svg-theme.ts'
import { AREA_HEAD_PX } from '../scene/shapes.ts'
import type { Shape } from '../scene/shapes.ts'
import { fitText, textWidth, wrapText } from '../box/text-metrics.ts'
import { ON_DELETE_WORDS } from '../box/type-text.ts'
import type { OnDeleteKey } from '../box/type-text.ts'

interface SvgOptions {
  /** Default: the first view. */
  readonly view?: ViewId
  readonly theme?: SvgThemeName
  /** Arranges anew instead of using the saved places. Models without a place are always arranged. */
  readonly arrange?: boolean
  readonly engine?: DotEngine | null
  /** The few words that are not the design's own, in the reader's language. Default: English. */
  readonly words?: SvgWords
}

interface SvgWords {
  /** Of what a box says of its kind: `external`. */
  badge(text: string): string
  /** Rows of a built-in model that are not shown. */
  more(count: number): string
}

const MARGIN_PX = 72
const SANS = "Inter, 'Inter Variable', 'Segoe UI', Helvetica, Arial, sans-serif"
const MONO = "'JetBrains Mono', 'JetBrains Mono Variable', Consolas, monospace"

/**
 * The drawing as one self-contained SVG document.
 *
 * @throws if the document has no such view
 */
export function diagramSvg(doc: ErDocument, options: SvgOptions = {}): string {
  const view = options.view ?? rootOf(doc).viewOrder[0]
  if (view === undefined || doc.views[view] === undefined) throw new Error(`No view ${String(options.view)}`)
  const theme: SvgTheme = SVG_THEMES[options.theme ?? 'light']
  const scene = createScene()
  scene.reset(doc, view)
  arrangeScene(scene, { which: options.arrange === true ? 'all' : 'missing', engine: options.engine ?? null })
  const bounds = scene.bounds() ?? { x: 0, y: 0, width: 320, height: 160 }
  const area = { x: bounds.x - 200, y: bounds.y - 200, width: bounds.width + 400, height: bounds.height + 400 }
  const edges = scene.edgesIn(area).edges.sort((a, b) => a.slot - b.slot)
  const areas = scene.shapes.list.filter((shape) => shape.kind === 'area')
  const frame = frameOf(bounds, [...edges, ...scene.bundles()])
  const { x, y, width, height } = frame
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${x} ${y} ${width} ${height}" font-family="${esc(SANS)}" role="img" aria-label="${esc(rootOf(doc).name)}">`,
    `<title>${esc(rootOf(doc).name)}</title>`,
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${theme.bg}"/>`,
    ...areas.map((area) => areaSvg(area, theme)),
    ...edges.map((edge) => edgeSvg(edge, theme)),
    ...scene.bundles().map((bundle) => bundleSvg(bundle, theme)),
    // Over the lines: a name can be read with a line behind it, not with one through it.
    ...areas.map((area) => areaNameSvg(area, theme)),
    ...scene.shapes.list.filter((shape) => shape.kind === 'note').map((note) => noteSvg(note, theme)),
    ...[...scene.nodes.values()].map((node) =>
      boxSvg(options.words === undefined ? node : inWords(node, options.words), theme),
    ),
    '</svg>',
    '',
  ].join('\n')
}

/** The frame around boxes and routes, whole px. */
function frameOf(bounds: Rect, edges: readonly Pick<SceneEdge, 'route'>[]): Rect {
  const { x, y, width, height } = withRoutes(bounds, edges)
  const left = Math.floor(x - MARGIN_PX)
  const top = Math.floor(y - MARGIN_PX)
  return {
    x: left,
    y: top,
    width: Math.ceil(x + width + MARGIN_PX) - left,
    height: Math.ceil(y + height + MARGIN_PX) - top,
  }
}

/** As an edge; one of several relations with their number. */
function bundleSvg(bundle: Bundle, theme: SvgTheme): string {
  const { x, y } = bundleSpot(bundle.route)
  const count = bundle.edges.length
  const number = `<circle cx="${x}" cy="${y}" r="9" fill="${theme.bg}" stroke="${theme.edge}"/><text x="${x}" y="${y + 4}" font-size="11" font-weight="600" text-anchor="middle" fill="${theme.text}">${count}</text>`
  return edgeSvg(bundle, theme) + (count < 2 ? '' : number)
}

function edgeSvg({ edge, route }: Pick<Bundle, 'edge'> & Pick<SceneEdge, 'route'>, theme: SvgTheme): string {
  if (route === null) return ''
  const parts = [`<path d="${roundedPath(route)}" fill="none"${edge.dashed ? ' stroke-dasharray="6 4"' : ''}/>`]
  for (const which of ['from', 'to'] as const) {
    const at = endOf(route, which)
    const shape = markShape(which === 'from' ? edge.fromEnd : edge.toEnd, at.x, at.y, at.dx, at.dy)
    if (shape.strokes.length > 0) parts.push(`<path d="${shape.strokes.map(polyline).join('')}" fill="none"/>`)
    if (shape.circle !== null) parts.push(`<path d="${ringPath(shape.circle)}" fill="${theme.bg}"/>`)
    if (shape.triangle !== null) parts.push(`<path d="${polyline(shape.triangle)}z" fill="${theme.bg}"/>`)
  }
  const label = edge.onDelete === null ? '' : onDeleteSvg(edge.onDelete, route, theme)
  return `<g stroke="${theme.edge}" stroke-width="1.5" stroke-linejoin="round">${parts.join('')}</g>${label}`
}

/** Its words, or its mark where no run has room for them. */
function onDeleteSvg(key: OnDeleteKey, route: readonly number[], theme: SvgTheme): string {
  const text = ON_DELETE_WORDS[key]
  const color = theme.onDelete[key]
  const spot = onDeleteSpot(text, route)
  if (spot === null) return onDeleteMarkSvg(key, route, color)
  const { x, y, width } = spot
  return `<rect x="${x}" y="${y - 5}" width="${width}" height="10" fill="${theme.bg}"/><text x="${x + 3}" y="${y + 3}" font-size="9" font-weight="500" fill="${color}">${text}</text>`
}

const MARK_RADIUS_PX = 2.6

function onDeleteMarkSvg(key: OnDeleteKey, route: readonly number[], color: string): string {
  const { x, y } = onDeleteMarkSpot(route)
  const r = MARK_RADIUS_PX
  const { polygon, hole } = ON_DELETE_MARKS[key]
  if (polygon !== null) {
    const corners = polygon.map((value, i) => round((i % 2 === 0 ? x : y) + value * r))
    return `<path d="${polyline(corners)}z" fill="${color}"/>`
  }
  if (hole === 0) return `<circle cx="${x}" cy="${y}" r="${r}" fill="${color}"/>`
  // A ring as a stroke between its two radii.
  const middle = round((r * (1 + hole)) / 2)
  return `<circle cx="${x}" cy="${y}" r="${middle}" fill="none" stroke="${color}" stroke-width="${round(r * (1 - hole))}"/>`
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}

function inWords(node: SceneNode, words: SvgWords): SceneNode {
  const { model, title, look, app, width, height, collapsed } = node.box
  const badge = node.box.badge === '' ? '' : words.badge(node.box.badge)
  const rowOf = (field: FieldId): number => node.box.rowOf(field)
  const rows = node.box.rows.map((row) =>
    row.key === BUILTIN_MORE ? { ...row, type: words.more(Number.parseInt(row.type, 10)) } : row,
  )
  return { ...node, box: { model, title, look, badge, app, rows, rowOf, width, height, collapsed } }
}

function boxSvg(node: SceneNode, theme: SvgTheme): string {
  const { box, x, y, width, height } = node
  const { look } = box
  const border = look === 'external' || look === 'abstract' || look === 'proxy' ? theme.looks[look] : theme.border
  const dash = look === 'abstract' ? ' stroke-dasharray="4 3"' : look === 'proxy' ? ' stroke-dasharray="1.5 2.5"' : ''
  const fill = look === 'external' ? theme.headers.external : theme.box
  const accent = svgColor(node.color, theme)
  const lines = [
    `<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8" fill="${fill}" stroke="${border}"${dash}/>`,
    look === 'through'
      ? `<rect x="-2.5" y="-2.5" width="${width + 5}" height="${height + 5}" rx="10" fill="none" stroke="${border}"/>`
      : '',
    look === 'abstract' ? `<path d="${headPath(width)}" fill="${theme.headers.abstract}"/>` : '',
    `<path d="M1 4V8a7 7 0 0 1 7-7H${width - 8}a7 7 0 0 1 7 7V4z" fill="${esc(accent)}"/>`,
    look === 'child' ? `<rect x="1" y="6" width="3" height="${height - 12}" fill="${esc(accent)}"/>` : '',
    ...headSvg(box, width, theme, border),
  ]
  if (!box.collapsed) {
    lines.push(`<path d="M1 ${HEADER_PX - 0.5}H${width - 1}" stroke="${theme.line}"/>`)
    box.rows.forEach((row, i) => lines.push(rowSvg(row, rowY(box, i), width, theme)))
  }
  return `<g transform="translate(${x} ${y})">${lines.join('')}</g>`
}

function svgColor(given: string | number, theme: SvgTheme): string {
  const color = typeof given === 'string' ? readColor(given) : given
  return typeof color === 'string' ? color : (theme.apps[color % theme.apps.length] ?? theme.edge)
}

function areaSvg(area: Shape, theme: SvgTheme): string {
  const color = esc(svgColor(area.color ?? theme.edge, theme))
  const frame = `x="${area.x}" y="${area.y}" width="${area.width}" height="${area.height}" rx="10"`
  return `<rect ${frame} fill="${color}" fill-opacity="${area.collapsed ? 0.22 : 0.1}" stroke="${color}" stroke-width="1.25"/>`
}

function areaNameSvg(area: Shape, theme: SvgTheme): string {
  const name = esc(fitText(area.text, 'semibold', 14, area.width - 24))
  const at = `x="${area.x + 12}" y="${area.y + AREA_HEAD_PX / 2 + 5}"`
  return `<text ${at} font-size="14" font-weight="600" fill="${theme.text}">${name}</text>`
}

const NOTE_PAD_PX = 12
const NOTE_LINE_PX = 18

/** Its words in lines; bold and links are not told apart here. */
function noteSvg(note: Shape, theme: SvgTheme): string {
  const border = note.color === null ? theme.border : svgColor(note.color, theme)
  const frame = `x="${note.x}" y="${note.y}" width="${note.width}" height="${note.height}" rx="6"`
  const room = Math.max(0, Math.floor((note.height - 2 * NOTE_PAD_PX) / NOTE_LINE_PX))
  const lines = plainLines(note.text).flatMap((line) => wrapText(line, 'regular', 13, note.width - 2 * NOTE_PAD_PX))
  const spans = lines
    .slice(0, room)
    .map((line, i) => {
      const y = note.y + NOTE_PAD_PX + (i + 0.75) * NOTE_LINE_PX
      return `<text x="${note.x + NOTE_PAD_PX}" y="${y}" font-size="13" fill="${theme.text}" xml:space="preserve">${esc(line)}</text>`
    })
    .join('')
  return `<rect ${frame} fill="${theme.note}" stroke="${esc(border)}"/>${spans}`
}

function headPath(width: number): string {
  return `M1 ${HEADER_PX - 1}V8a7 7 0 0 1 7-7H${width - 8}a7 7 0 0 1 7 7V${HEADER_PX - 1}z`
}

function headSvg(box: Box, width: number, theme: SvgTheme, border: string): string[] {
  const badgeText = fitText(box.badge, 'regular', 10, width * 0.6)
  const badgeWidth = box.badge === '' ? 0 : textWidth(badgeText, 'regular', 10) + 12
  const room = width - 2 * PAD_X_PX - (badgeWidth === 0 ? 0 : badgeWidth + 8)
  const title = fitText(box.title, 'semibold', TITLE_SIZE_PX, room)
  const italic = box.look === 'abstract' ? ' font-style="italic"' : ''
  const lines = [
    `<text x="${PAD_X_PX}" y="26" font-size="${TITLE_SIZE_PX}" font-weight="600"${italic} fill="${theme.text}">${esc(title)}</text>`,
  ]
  if (badgeWidth > 0) {
    const color = box.look === 'child' || box.look === 'through' ? theme.muted : border
    const left = width - PAD_X_PX - badgeWidth
    lines.push(
      `<rect x="${left}" y="13" width="${badgeWidth}" height="16" rx="8" fill="none" stroke="${color}"/>`,
      `<text x="${left + 6}" y="24.5" font-size="10" fill="${color}">${esc(badgeText)}</text>`,
    )
  }
  return lines
}

/** Marks left of names, in a 14 px square; the same drawings as on the page. */
const ROW_MARKS = {
  key: 'M7.2 8.3 13.5 2M11 4.5l2 2M8 10.5a3 3 0 1 1-6 0a3 3 0 1 1 6 0z',
  foreignKey: 'M2 8h11M9.5 4.5 13 8l-3.5 3.5',
  oneToOne: 'M2 8h12M5 4.5v7M11 4.5v7',
  manyToMany: 'M5 8h6M1.5 4 5 8l-3.5 4M14.5 4 11 8l3.5 4',
  genericKey: 'M2 8h2.5M7 8h6M9.5 4.5 13 8l-3.5 3.5',
  generic: 'M2 8h2.5M6.5 8H11M14.5 4 11 8l3.5 4',
} as const

function rowSvg(row: BoxRow, middle: number, width: number, theme: SvgTheme): string {
  const mark = row.primaryKey ? 'key' : row.relation
  const type = `${row.type}${marksText(row)}`
  const room = width - NAME_X_PX - PAD_X_PX - 8
  // The type gives way first, down to two fifths.
  const left = Math.max(room - textWidth(row.name, 'regular', NAME_SIZE_PX), room * 0.4)
  const shownType = fitText(type, 'mono', TYPE_SIZE_PX, left)
  const typeWidth = textWidth(shownType, 'mono', TYPE_SIZE_PX)
  const name = fitText(row.name, 'regular', NAME_SIZE_PX, width - NAME_X_PX - PAD_X_PX - typeWidth - 8)
  const italic = row.automatic ? ' font-style="italic"' : ''
  const color = row.automatic ? theme.faint : theme.text
  const icon =
    mark === null
      ? ''
      : `<path transform="translate(9 ${middle - 7}) scale(0.875)" d="${ROW_MARKS[mark]}" fill="none" stroke="${mark === 'key' ? theme.key : theme.lit}" stroke-width="1.6"/>`
  return [
    icon,
    `<text x="${NAME_X_PX}" y="${middle + 4.5}" font-size="${NAME_SIZE_PX}"${italic} fill="${color}">${esc(name)}</text>`,
    `<text x="${width - PAD_X_PX}" y="${middle + 4}" font-size="${TYPE_SIZE_PX}" font-family="${esc(MONO)}" text-anchor="end"${italic} fill="${row.automatic ? theme.faint : theme.muted}">${esc(shownType)}</text>`,
  ].join('')
}

/** Text for element content and attributes; characters that XML cannot hold are left out. */
function esc(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
}
