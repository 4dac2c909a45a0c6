import { ChevronsDownUp, ChevronsUpDown, LayoutGrid, Lock, LockOpen, Pencil, Trash2 } from 'lucide-react'
import { useLayoutEffect, useRef } from 'react'
import { useStore } from 'zustand'
import { paletteColor, PALETTE_SIZE } from '../../../shared/layout/drawing/palette.ts'
import { useApp } from '../../app/app-context.tsx'
import { t } from '../../texts/texts.ts'
import { barTop, cornerOf, offCorner } from './bar-place.ts'
import { canvasStore } from '../canvas-store.ts'
import { deleteModels } from '../edits/edits.ts'
import type { Engine } from '../engine.ts'
import { colorShapes, toggleShapes } from '../edits/shape-edits.ts'
import { cssColor } from '../painting/theme.ts'

const COLORS: readonly (string | null)[] = [null, ...Array.from({ length: PALETTE_SIZE }, (_, i) => paletteColor(i))]

/** A compact bar over the one area or note that is selected. */
export function ShapeBar({ engine }: { readonly engine: Engine }) {
  const { editor } = useApp()
  const id = useStore(editor, ({ selection: s }) =>
    s.models.size === 0 && s.areas.size + s.notes.size === 1 ? ([...s.areas, ...s.notes][0] ?? null) : null,
  )
  const area = useStore(editor, (s) => (id === null ? undefined : s.doc.areas[id]))
  const note = useStore(editor, (s) => (id === null ? undefined : s.doc.notes[id]))
  const isFrozen = useStore(editor, (s) => s.readOnly !== null)
  const isBusy = useStore(canvasStore, (s) => s.writing !== null || s.menu !== null || s.preview !== null)
  const bar = useRef<HTMLDivElement>(null)
  const record = area ?? note
  const isShown = record !== undefined && !isFrozen && !isBusy
  useLayoutEffect(() => {
    if (!isShown || id === null) return
    const put = (): void => {
      const shape = engine.scene.shapes.get(id)
      if (bar.current === null || shape === undefined) return
      const { x, y, zoom, width, height } = engine.camera.view()
      const { offsetWidth, offsetHeight } = bar.current
      const left = Math.max(8, Math.min(width - offsetWidth - 8, shape.x * zoom + x))
      const top = barTop({ top: shape.y * zoom + y, height: shape.height * zoom }, offsetHeight, height)
      const wanted = { x: left, y: top, width: offsetWidth, height: offsetHeight }
      const at = offCorner(wanted, cornerOf(engine.root))
      bar.current.style.transform = `translate(${Math.round(at.x)}px, ${Math.round(at.y)}px)`
    }
    put()
    return engine.follow(put)
  }, [engine, id, isShown])
  if (!isShown || id === null) return null
  const words = t.canvas.shapeBar
  const isLocked = record.locked === true
  const isCollapsed = area?.collapsed === true
  return (
    <div
      ref={bar}
      className="float edge-bar shape-bar"
      role="toolbar"
      aria-label={words.label(area?.name ?? t.canvas.note.name)}
    >
      {COLORS.map((color, i) => (
        <button
          key={color ?? 'none'}
          type="button"
          className="swatch"
          aria-label={words.color(i)}
          title={words.color(i)}
          aria-pressed={record.color === color}
          style={{ '--swatch': color === null ? 'transparent' : cssColor(color) } as React.CSSProperties}
          onClick={() => colorShapes(editor, color)}
        />
      ))}
      <BarButton
        label={area === undefined ? words.write : words.rename}
        onClick={() => canvasStore.getState().handle?.write(id)}
      >
        <Pencil size={14} aria-hidden />
      </BarButton>
      {area !== undefined && (
        <BarButton
          label={isCollapsed ? words.expand : words.collapse}
          onClick={() => toggleShapes(editor, 'collapsed')}
        >
          {isCollapsed ? <ChevronsUpDown size={14} aria-hidden /> : <ChevronsDownUp size={14} aria-hidden />}
        </BarButton>
      )}
      {area !== undefined && !isCollapsed && (
        <BarButton label={words.arrange} onClick={() => void canvasStore.getState().handle?.arrangeArea(area.id)}>
          <LayoutGrid size={14} aria-hidden />
        </BarButton>
      )}
      <BarButton label={isLocked ? words.unlock : words.lock} onClick={() => toggleShapes(editor, 'locked')}>
        {isLocked ? <Lock size={14} aria-hidden /> : <LockOpen size={14} aria-hidden />}
      </BarButton>
      <BarButton label={words.remove} onClick={() => deleteModels(editor)}>
        <Trash2 size={14} aria-hidden />
      </BarButton>
    </div>
  )
}

interface BarButtonProps {
  readonly label: string
  readonly onClick: () => void
  readonly children: React.ReactNode
}

function BarButton({ label, onClick, children }: BarButtonProps) {
  return (
    <button type="button" aria-label={label} title={label} onClick={onClick}>
      {children}
    </button>
  )
}
