import { ArrowLeftRight, Pencil, Spline, Trash2 } from 'lucide-react'
import { useLayoutEffect, useRef } from 'react'
import { useStore } from 'zustand'
import { isRelation, placementId } from '../../../shared/document/records.ts'
import type { RelationField, RelationKind } from '../../../shared/document/records.ts'
import type { Rect } from '../../../shared/layout/grid-index.ts'
import { useApp } from '../../app/app-context.tsx'
import { cornerOf, offCorner } from './bar-place.ts'
import { canvasStore } from '../canvas-store.ts'
import { t } from '../../texts/texts.ts'
import { deleteSelection, setBend, swapEnds } from '../edits/edits.ts'
import type { Engine } from '../engine.ts'

const KINDS: readonly RelationKind[] = ['foreignKey', 'oneToOne', 'manyToMany']
const AWAY_PX = 14

/** A compact bar over the selected edge. */
export function EdgeBar({ engine }: { readonly engine: Engine }) {
  const { editor } = useApp()
  const place = useStore(editor, (s) => s.selection.field)
  const field = useStore(editor, (s) => relationIn(s.doc.models[place?.model ?? '']?.fields, place?.field))
  const isReadOnly = useStore(editor, (s) => s.readOnly !== null)
  const isBusy = useStore(canvasStore, (s) => s.editing !== null || s.relation !== null || s.preview !== null)
  const isBent = useStore(editor, (s) => {
    if (place === null) return false
    return s.doc.placements[placementId(s.view, place.model)]?.bends?.[place.field] !== undefined
  })
  const bar = useRef<HTMLDivElement>(null)
  const isShown = field !== null && place !== null && !isReadOnly && !isBusy

  useLayoutEffect(() => {
    if (!isShown) return
    const put = (): void => {
      const edge = field === null ? null : engine.scene.edgeOfField(field.id)
      const element = bar.current
      if (element === null) return
      // Hidden things have no size: shown first, then measured.
      element.hidden = false
      const at =
        edge === null ? null : placeFor(engine, engine.scene.routeOf(edge), element.offsetWidth, element.offsetHeight)
      element.hidden = at === null
      if (at !== null) element.style.transform = `translate(${Math.round(at.x)}px, ${Math.round(at.y)}px)`
    }
    put()
    return engine.follow(put)
  }, [engine, field, isShown])

  if (!isShown) return null
  return (
    <div ref={bar} className="float edge-bar" role="toolbar" aria-label={`${t.canvas.bar.label} ${field.name}`}>
      <select
        aria-label={t.canvas.bar.kind}
        value={field.kind}
        onChange={(event) =>
          editor.dispatch('relation.set', {
            model: place.model,
            id: place.field,
            kind: event.target.value as RelationKind,
          })
        }
      >
        {KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {t.canvas.kinds[kind].label}
          </option>
        ))}
      </select>
      <button
        type="button"
        aria-label={t.canvas.bar.edit}
        title={t.canvas.bar.edit}
        onClick={() => canvasStore.getState().handle?.edit(place.model, place.field)}
      >
        <Pencil size={14} aria-hidden />
      </button>
      {isBent && (
        <button
          type="button"
          aria-label={t.canvas.bar.straighten}
          title={t.canvas.bar.straighten}
          onClick={() => {
            const edge = engine.scene.edgeOfField(field.id)
            if (edge !== null) setBend(editor, edge, null)
          }}
        >
          <Spline size={14} aria-hidden />
        </button>
      )}
      {field.to !== place.model && (
        <button
          type="button"
          aria-label={t.canvas.bar.swap}
          title={t.canvas.bar.swap}
          onClick={() => swapEnds(editor, place.model, place.field)}
        >
          <ArrowLeftRight size={14} aria-hidden />
        </button>
      )}
      <button
        type="button"
        aria-label={t.canvas.bar.remove}
        title={t.canvas.bar.remove}
        onClick={() => deleteSelection(editor)}
      >
        <Trash2 size={14} aria-hidden />
      </button>
    </div>
  )
}

function relationIn(
  fields: readonly { readonly id: string }[] | undefined,
  id: string | undefined,
): RelationField | null {
  const found = fields?.find((f) => f.id === id)
  return found !== undefined && isRelation(found as RelationField) ? (found as RelationField) : null
}

/** Px² that a covered px of the line itself counts as. */
const LINE_COST = 120

/**
 * Where the bar stands, px of the canvas: at the middle of one of the route's runs or of all of it, above or below, where
 * it covers least of the boxes and of the line itself; null when no run is in view.
 */
function placeFor(
  engine: Engine,
  route: readonly number[],
  width: number,
  height: number,
): { x: number; y: number } | null {
  const view = engine.camera.visible()
  const { x, y, zoom } = engine.camera.view()
  const box = engine.root.getBoundingClientRect()
  const runs = runsOf(route).flatMap((run) => within(run, view) ?? [])
  const [first] = runs
  if (first === undefined) return null
  const all = runs.length > 1 ? [runs.reduce(union, first)] : []
  let best: { x: number; y: number } | null = null
  let least = Infinity
  for (const run of [...runs, ...all]) {
    const px = (run.x + run.width / 2) * zoom + x
    const isAll = all.includes(run)
    const top = (isAll ? run.y : run.y + run.height / 2) * zoom + y
    const bottom = (isAll ? run.y + run.height : run.y + run.height / 2) * zoom + y
    for (const py of [top - height - AWAY_PX, bottom + AWAY_PX]) {
      const at = {
        x: Math.max(8, Math.min(box.width - width - 8, px - width / 2)),
        y: Math.max(8, Math.min(box.height - height - 8, py)),
      }
      const flow = { x: (at.x - x) / zoom, y: (at.y - y) / zoom, width: width / zoom, height: height / zoom }
      const boxes = engine.scene.nodesIn(flow).reduce((sum, node) => sum + shared(flow, node), 0) * zoom * zoom
      const line = runs.reduce((sum, one) => sum + lengthOf(within(one, flow)), 0) * zoom
      const cost = boxes + line * LINE_COST - (isAll ? 0 : lengthOf(run) * zoom * 0.5)
      if (cost < least) {
        least = cost
        best = at
      }
    }
  }
  return best === null ? null : offCorner({ ...best, width, height }, cornerOf(engine.root))
}

/** Each straight part of a route; one side of the rectangle is 0. */
function runsOf(route: readonly number[]): Rect[] {
  return Array.from({ length: Math.max(0, route.length / 2 - 1) }, (_, i) => {
    const [x0, y0, x1, y1] = route.slice(2 * i, 2 * i + 4) as [number, number, number, number]
    return { x: Math.min(x0, x1), y: Math.min(y0, y1), width: Math.abs(x1 - x0), height: Math.abs(y1 - y0) }
  })
}

/** The part of a run that lies in the rectangle. */
function within(run: Rect, frame: Rect): Rect | null {
  const left = Math.max(frame.x, run.x)
  const right = Math.min(frame.x + frame.width, run.x + run.width)
  const top = Math.max(frame.y, run.y)
  const bottom = Math.min(frame.y + frame.height, run.y + run.height)
  return right < left || bottom < top ? null : { x: left, y: top, width: right - left, height: bottom - top }
}

function lengthOf(run: Rect | null): number {
  return run === null ? 0 : run.width + run.height
}

function union(a: Rect, b: Rect): Rect {
  const [x, y] = [Math.min(a.x, b.x), Math.min(a.y, b.y)]
  const right = Math.max(a.x + a.width, b.x + b.width)
  return { x, y, width: right - x, height: Math.max(a.y + a.height, b.y + b.height) - y }
}

function shared(a: Rect, b: Rect): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  return Math.max(0, width) * Math.max(0, height)
}
