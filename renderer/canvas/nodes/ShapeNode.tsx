import { memo, useCallback, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react'
import type { CSSProperties, KeyboardEvent } from 'react'
import { useStore } from 'zustand'
import type { NodeProps } from '@xyflow/react'
import type { Shape } from '../../../shared/layout/scene/shapes.ts'
import { plainLines } from '../../../shared/layout/drawing/markdown.ts'
import { useApp } from '../../app/app-context.tsx'
import { t } from '../../texts/texts.ts'
import { canvasStore } from '../canvas-store.ts'
import type { Writing } from '../canvas-store.ts'
import { useCanvas } from '../canvas-context.ts'
import { Markdown } from './Markdown.tsx'
import { countRender } from '../render-count.ts'
import { areaWords, writeShape } from '../edits/shape-edits.ts'
import { giveTyped } from '../input/type-ahead.ts'
import { cssColor } from '../painting/theme.ts'

function useShape(id: string): Shape | undefined {
  const { scene, boxes } = useCanvas()
  const subscribe = useCallback((listener: () => void) => boxes.subscribe(id, listener), [boxes, id])
  useSyncExternalStore(subscribe, () => scene.shapes.get(id)?.looks ?? -1)
  return scene.shapes.get(id)
}

function useStanding(id: string) {
  const { editor } = useApp()
  const isSelected = useStore(
    editor,
    ({ selection: s }) => (s.areas as Set<string>).has(id) || (s.notes as Set<string>).has(id),
  )
  const isStop = useStore(canvasStore, (s) => s.focused === id)
  const writing = useStore(canvasStore, (s) => (s.writing?.id === id ? s.writing : null))
  return { isSelected, isStop, writing }
}

/** An area's title; its ground is painted below the edges. */
export const AreaNode = memo(function AreaNode({ id }: NodeProps) {
  countRender('AreaNode')
  const { scene } = useCanvas()
  const area = useShape(id)
  const { isSelected, isStop, writing } = useStanding(id)
  if (area === undefined) return null
  const content = areaWords(scene, area)
  return (
    <div
      className="area"
      role="group"
      aria-roledescription={t.canvas.area.role}
      aria-label={t.canvas.area.label(area.text, content, area.collapsed, area.locked)}
      // Roving focus, as with models.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={isStop ? 0 : -1}
      data-area={area.text}
      data-selected={isSelected ? '' : undefined}
      data-cell={writing === null ? undefined : 'text'}
      data-collapsed={area.collapsed ? '' : undefined}
      style={tint(area)}
    >
      <div className="area-head">
        {writing === null ? (
          <span className="area-name">{area.text}</span>
        ) : (
          <ShapeText shape={area} writing={writing} />
        )}
        {area.locked && <span className="area-locked" aria-hidden />}
      </div>
      {area.collapsed && <div className="area-content">{areaWords(scene, area, false)}</div>}
    </div>
  )
})

export const NoteNode = memo(function NoteNode({ id }: NodeProps) {
  countRender('NoteNode')
  const note = useShape(id)
  const { isSelected, isStop, writing } = useStanding(id)
  if (note === undefined) return null
  return (
    <div
      className="note"
      role="group"
      aria-roledescription={t.canvas.note.role}
      aria-label={t.canvas.note.label(plainLines(note.text).join(' ').slice(0, 200), note.locked)}
      // Roving focus, as with models.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={isStop ? 0 : -1}
      data-note=""
      data-selected={isSelected ? '' : undefined}
      data-cell={writing === null ? undefined : 'text'}
      data-colored={note.color === null ? undefined : ''}
      style={tint(note)}
    >
      {writing === null ? <Markdown text={note.text} /> : <ShapeText shape={note} writing={writing} />}
    </div>
  )
})

function tint(shape: Shape): CSSProperties {
  return (shape.color === null ? {} : { '--tint': cssColor(shape.color) }) as CSSProperties
}

/** The name or the Markdown, in place. Escape gives up a name; a note keeps what was written. */
function ShapeText({ shape, writing }: { readonly shape: Shape; readonly writing: Writing }) {
  const { editor } = useApp()
  const [text, setText] = useState(writing.draft ?? shape.text)
  const element = useRef<(HTMLInputElement & HTMLTextAreaElement) | null>(null)
  const isDone = useRef(false)
  useLayoutEffect(() => {
    element.current?.focus({ preventScroll: true })
    if (writing.draft === null) element.current?.select()
    if (element.current !== null) giveTyped(element.current)
  }, [writing.draft])

  function end(keep: boolean): void {
    if (isDone.current) return
    isDone.current = true
    const room = element.current === null ? 0 : element.current.scrollHeight + NOTE_FRAME_PX
    if (keep) writeShape(editor, shape, text, room > shape.fullHeight ? Math.ceil(room / 8) * 8 : undefined)
    else writeShape(editor, shape, shape.text)
    if (canvasStore.getState().writing === writing) canvasStore.setState({ writing: null })
    requestAnimationFrame(() => {
      if (canvasStore.getState().writing !== null || canvasStore.getState().editing !== null) return
      if (document.activeElement !== document.body) return
      document
        .querySelector<HTMLElement>(`.react-flow__node[data-id="${shape.id}"] > *`)
        ?.focus({ preventScroll: true })
    })
  }

  function onKeyDown(event: KeyboardEvent): void {
    event.stopPropagation()
    if (event.nativeEvent.isComposing) return
    const isNote = shape.kind === 'note'
    const isEnd = event.key === 'Enter' && (!isNote || event.ctrlKey || event.metaKey)
    if (event.key !== 'Escape' && !isEnd && event.key !== 'Tab') return
    event.preventDefault()
    end(event.key !== 'Escape' || isNote)
  }

  const shared = {
    ref: element,
    className: 'shape-input nodrag nopan nowheel',
    value: text,
    onChange: (event: { readonly target: { readonly value: string } }) => setText(event.target.value),
    onKeyDown,
    onBlur: () => end(true),
    autoComplete: 'off',
  }
  return shape.kind === 'area' ? (
    <input {...shared} aria-label={t.canvas.area.write} spellCheck={false} />
  ) : (
    <textarea {...shared} aria-label={t.canvas.note.write} placeholder={t.canvas.note.placeholder} />
  )
}

const NOTE_FRAME_PX = 8
