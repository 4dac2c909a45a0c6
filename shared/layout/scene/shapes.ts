/** Areas and notes of a view: where they are, what they contain, what they hide. Few, so that lists will do. */
import type { AreaId, NoteId, ViewId } from '../../document/ids.ts'
import type { Area, ErDocument, Note } from '../../document/records.ts'
import type { Patch } from '../../history/patch.ts'
import type { Rect } from '../grid-index.ts'
import { textWidth } from '../box/text-metrics.ts'

/** Height of an area's title strip; all of a collapsed area is one, with a line for what it holds. */
export const AREA_HEAD_PX = 32
const COLLAPSED_PX = 56
const COLLAPSED_WIDTH_PX = 200

export type ShapeId = AreaId | NoteId

export interface Shape extends Rect {
  readonly kind: 'area' | 'note'
  readonly id: ShapeId
  x: number
  y: number
  width: number
  height: number
  /** Size in the document: of a collapsed area, that which it has when opened. */
  fullWidth: number
  fullHeight: number
  /** Name of an area, Markdown of a note. */
  text: string
  /** As in the document: CSS, `palette:3`, null. */
  color: string | null
  collapsed: boolean
  locked: boolean
  /** Another number whenever it shows something else; moving is not that. */
  looks: number
}

export interface Shapes {
  readonly version: number
  /** Areas first, large ones before those that may lie in them; then notes. */
  readonly list: readonly Shape[]
  get(id: string): Shape | undefined
  reset(doc: ErDocument, view: ViewId): void
  /** Ids of what came, went or changed. */
  apply(doc: ErDocument, view: ViewId, patch: Patch): ReadonlySet<ShapeId>
  /** Moves or resizes without the document knowing: frames of a drag. */
  place(id: ShapeId, x: number, y: number, width?: number, height?: number): void
  /** A model with its corner there is in a collapsed area: not drawn. */
  hides(corner: { readonly x: number; readonly y: number }): boolean
  within(rect: Rect): Shape[]
}

let looked = 0

export function createShapes(): Shapes {
  const byId = new Map<string, Shape>()
  let list: readonly Shape[] = []
  let version = 0

  function put(kind: 'area' | 'note', record: Area | Note): void {
    const text = 'name' in record ? record.name : record.text
    const collapsed = 'collapsed' in record && record.collapsed === true
    const { id, x, y, color, locked = false } = record
    byId.set(id, {
      kind,
      id,
      x,
      y,
      ...drawnSize(text, collapsed, record.width, record.height),
      fullWidth: record.width,
      fullHeight: record.height,
      text,
      color,
      collapsed,
      locked,
      looks: ++looked,
    })
  }

  function sort(): void {
    const size = (s: Shape): number => (s.kind === 'note' ? -1 : s.fullWidth * s.fullHeight)
    list = [...byId.values()].sort((a, b) => size(b) - size(a) || (a.id < b.id ? -1 : 1))
    version++
  }

  return {
    get version() {
      return version
    },
    get list() {
      return list
    },
    get: (id) => byId.get(id),
    reset(doc, view) {
      byId.clear()
      for (const area of Object.values(doc.areas)) if (area.view === view) put('area', area)
      for (const note of Object.values(doc.notes)) if (note.view === view) put('note', note)
      sort()
    },
    apply(doc, view, patch) {
      const changed = new Set<ShapeId>()
      for (const { table, id } of patch) {
        if (table !== 'areas' && table !== 'notes') continue
        const record = doc[table][id]
        if (record === undefined || record.view !== view) {
          if (!byId.delete(id)) continue
        } else put(table === 'areas' ? 'area' : 'note', record)
        changed.add(id as ShapeId)
      }
      if (changed.size > 0) sort()
      return changed
    },
    place(id, x, y, width, height) {
      const shape = byId.get(id)
      if (shape === undefined) return
      shape.x = x
      shape.y = y
      if (width !== undefined && height !== undefined) {
        shape.fullWidth = width
        shape.fullHeight = height
        Object.assign(shape, drawnSize(shape.text, shape.collapsed, width, height))
      }
      version++
    },
    hides: (corner) => list.some((shape) => shape.collapsed && contains(shape, anchorOf(corner))),
    within: (r) =>
      list.filter(
        (s) => s.x <= r.x + r.width && s.x + s.width >= r.x && s.y <= r.y + r.height && s.y + s.height >= r.y,
      ),
  }
}

function drawnSize(text: string, collapsed: boolean, width: number, height: number) {
  if (!collapsed) return { width, height }
  return { width: Math.max(COLLAPSED_WIDTH_PX, textWidth(text, 'semibold', 14) + 72), height: COLLAPSED_PX }
}

/**
 * The point of a model that decides in which area it is: in its header, the same for boxes of any size, so
 * that a box that grows stays where it belongs.
 */
export function anchorOf({ x, y }: { readonly x: number; readonly y: number }): { x: number; y: number } {
  return { x: x + 88, y: y + 20 }
}

/** Whether the point is in the area, at its size in the document. */
export function contains(
  { x, y, fullWidth, fullHeight }: Pick<Shape, 'x' | 'y' | 'fullWidth' | 'fullHeight'>,
  at: { readonly x: number; readonly y: number },
): boolean {
  return at.x >= x && at.y >= y && at.x <= x + fullWidth && at.y <= y + fullHeight
}

/** An area's rectangle in the document, as `contains` takes it. */
export function sizeOf({ x, y, width, height }: Pick<Area, 'x' | 'y' | 'width' | 'height'>) {
  return { x, y, fullWidth: width, fullHeight: height }
}

/** Areas that lie wholly in it and notes whose middle does. */
export function shapesIn(area: Shape, all: readonly Shape[]): Shape[] {
  return all.filter((s) => {
    if (s === area) return false
    if (s.kind === 'note') return contains(area, { x: s.x + s.width / 2, y: s.y + s.height / 2 })
    const inside = contains(area, s) && contains(area, { x: s.x + s.fullWidth, y: s.y + s.fullHeight })
    return inside && s.fullWidth * s.fullHeight < area.fullWidth * area.fullHeight
  })
}
