import { ArrowLeftRight, Pencil, Trash2 } from 'lucide-react'
import { useLayoutEffect, useRef } from 'react'
import { useStore } from 'zustand'
import { isRelation } from '../../shared/document/records.ts'
import type { RelationField, RelationKind } from '../../shared/document/records.ts'
import { useApp } from '../app/app-context.tsx'
import { canvasStore } from './canvas-store.ts'
import { t } from './canvas-texts.ts'
import { deleteSelection, swapEnds } from './edits.ts'
import type { Engine } from './engine.ts'

const KINDS: readonly RelationKind[] = ['foreignKey', 'oneToOne', 'manyToMany']
const ABOVE_PX = 14

/** A compact bar over the selected edge. */
export function EdgeBar({ engine }: { readonly engine: Engine }) {
  const { editor } = useApp()
  const place = useStore(editor, (s) => s.selection.field)
  const field = useStore(editor, (s) => relationIn(s.doc.models[place?.model ?? '']?.fields, place?.field))
  const isReadOnly = useStore(editor, (s) => s.readOnly !== null)
  const isBusy = useStore(canvasStore, (s) => s.editing !== null || s.relation !== null)
  const bar = useRef<HTMLDivElement>(null)
  const isShown = field !== null && place !== null && !isReadOnly && !isBusy

  useLayoutEffect(() => {
    if (!isShown) return
    const put = (): void => {
      const edge = field === null ? null : engine.scene.edgeOfField(field.id)
      const element = bar.current
      if (element === null) return
      const at = edge === null ? null : middleOf(engine, engine.scene.routeOf(edge))
      element.hidden = at === null
      if (at === null) return
      const width = element.offsetWidth
      const box = engine.root.getBoundingClientRect()
      const x = Math.max(8, Math.min(box.width - width - 8, at.x - width / 2))
      const y = Math.max(8, Math.min(box.height - 48, at.y - element.offsetHeight - ABOVE_PX))
      element.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`
    }
    put()
    return engine.follow(put)
  }, [engine, field, isShown])

  if (!isShown) return null
  return (
    <div ref={bar} className="float edge-bar" role="toolbar" aria-label={`${t.bar.label} ${field.name}`}>
      <select
        aria-label={t.bar.kind}
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
            {t.kinds[kind].label}
          </option>
        ))}
      </select>
      <button
        type="button"
        aria-label={t.bar.edit}
        title={t.bar.edit}
        onClick={() => canvasStore.getState().handle?.edit(place.model, place.field)}
      >
        <Pencil size={14} aria-hidden />
      </button>
      {field.to !== place.model && (
        <button
          type="button"
          aria-label={t.bar.swap}
          title={t.bar.swap}
          onClick={() => swapEnds(editor, place.model, place.field)}
        >
          <ArrowLeftRight size={14} aria-hidden />
        </button>
      )}
      <button type="button" aria-label={t.bar.remove} title={t.bar.remove} onClick={() => deleteSelection(editor)}>
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

/** The middle of the route's longest run that is in view, in px of the canvas; null: none is. */
function middleOf(engine: Engine, route: readonly number[]): { x: number; y: number } | null {
  const view = engine.camera.visible()
  const { x, y, zoom } = engine.camera.view()
  let best: { x: number; y: number } | null = null
  let longest = 0
  for (let i = 0; i + 3 < route.length; i += 2) {
    const [x0, y0, x1, y1] = route.slice(i, i + 4) as [number, number, number, number]
    const left = Math.max(view.x, Math.min(x0, x1))
    const right = Math.min(view.x + view.width, Math.max(x0, x1))
    const top = Math.max(view.y, Math.min(y0, y1))
    const bottom = Math.min(view.y + view.height, Math.max(y0, y1))
    if (right < left || bottom < top) continue
    const length = right - left + bottom - top
    if (length <= longest) continue
    longest = length
    best = { x: ((left + right) / 2) * zoom + x, y: ((top + bottom) / 2) * zoom + y }
  }
  return best
}
