import { memo, useCallback, useSyncExternalStore } from 'react'
import type { CSSProperties } from 'react'
import { useStore } from 'zustand'
import type { NodeProps } from '@xyflow/react'
import type { ModelId } from '../../../shared/document/ids.ts'
import { headerFits, marksText, rowFits } from '../../../shared/layout/box/box.ts'
import type { Box, BoxRow } from '../../../shared/layout/box/box.ts'
import type { Marks, Tone } from '../../../shared/layout/scene/marks.ts'
import { useApp, useCompiled } from '../../app/app-context.tsx'
import { CellEditor } from '../cells/CellEditor.tsx'
import { canvasStore } from '../canvas-store.ts'
import type { Editing } from '../canvas-store.ts'
import { useCanvas } from '../canvas-context.ts'
import { countRender } from '../render-count.ts'
import { boxProblems } from './box-problems.ts'
import { cssColor } from '../painting/theme.ts'
import { diagnosticWords } from '../../texts/diagnostic-words.ts'
import { t } from '../../texts/texts.ts'
import './looks.css'

/** One model's box. Renders when its record, its selection or its editor changes; never because the camera moved. */
export const ModelNode = memo(function ModelNode({ id }: NodeProps) {
  countRender('ModelNode')
  const model = id as ModelId
  const { scene, boxes } = useCanvas()
  const subscribe = useCallback((listener: () => void) => boxes.subscribe(model, listener), [boxes, model])
  useSyncExternalStore(subscribe, () => scene.nodes.get(model)?.looks ?? -1)
  const node = scene.nodes.get(model)
  const box = node?.box
  const { editor } = useApp()
  const isSelected = useStore(editor, (s) => s.selection.models.has(model))
  const selectedField = useStore(editor, (s) => (s.selection.field?.model === model ? s.selection.field.field : null))
  const span = useStore(canvasStore, (s) => (s.span?.model === model ? s.span.fields : null))
  const editing = useStore(canvasStore, (s) => (s.editing?.model === model ? s.editing : null))
  const isStop = useStore(canvasStore, (s) => s.focused === model)
  const known = useCompiled((s) => boxProblems(s.checked.byModel.get(model)))
  const isPreview = useStore(canvasStore, (s) => s.preview !== null)
  if (node === undefined || box === undefined) return null
  const { color, tone } = node
  // What is checked is the open document, not the one that is looked at.
  const problems = isPreview ? null : known
  const errors = problems?.errors ?? 0
  const relations = node.out.length + node.into.length
  return (
    <div
      className="box"
      role="group"
      aria-roledescription="model"
      aria-label={boxLabel(box, relations, errors, tone)}
      // Roving focus: the model with the keyboard is the one tab stop.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={isStop ? 0 : -1}
      data-look={box.look}
      data-model={box.title}
      data-selected={isSelected ? '' : undefined}
      data-collapsed={box.collapsed ? '' : undefined}
      data-tone={tone ?? undefined}
      data-cell={editing === null ? undefined : cellPlace(editing)}
      style={{ '--app': cssColor(color) } as CSSProperties}
    >
      <div className="box-head" data-fits={tone === null && headerFits(box) ? '' : undefined}>
        {editing?.column === 'title' ? (
          <CellEditor key="title" editing={editing} value={box.title} />
        ) : (
          <span className="box-title">{box.title}</span>
        )}
        {box.badge !== '' && editing?.column !== 'title' && (
          <span className="box-badge">{t.spoken.badge(box.badge)}</span>
        )}
        {problems !== null && (
          <span
            className="box-problem"
            data-severity={problems.first.severity}
            title={diagnosticWords(problems.first).message}
          >
            !
          </span>
        )}
      </div>
      {!box.collapsed && rows(box, editing, span ?? selectedField, scene.marks)}
      <div className="box-grip" />
    </div>
  )
})

/**
 * Which cell is open, for the style sheet. Rules that ask for a cell within (`:not(:has(…)) > …`) had every new box
 * work out the style of all elements of the page anew: 1,617 of them instead of 43.
 */
function cellPlace({ column, field }: Editing): 'title' | 'row' | 'new' {
  if (column === 'title') return 'title'
  return field === null ? 'new' : 'row'
}

/** The row that counts those of a built-in model that are not shown. */
const MORE = 'builtin-more'

function rows(box: Box, editing: Editing | null, selected: readonly string[] | string | null, marks: Marks | null) {
  const shown = box.rows.map((row) => (
    <Row
      key={row.key}
      row={row}
      fits={rowFits(row, box.width)}
      tone={row.field === null ? null : (marks?.fields?.get(row.field) ?? null)}
      isSelected={row.field !== null && (row.field === selected || (selected?.includes(row.field) ?? false))}
      editing={editing !== null && editing.field === row.field && row.field !== null ? editing : null}
    />
  ))
  if (editing === null || editing.field !== null || editing.column === 'title') return shown
  // A field that does not exist yet: its row stands where it will be.
  const at = editing.after === null ? box.rows.length : box.rows.findIndex((row) => row.field === editing.after) + 1
  shown.splice(at, 0, <NewRow key={`new ${editing.after ?? ''}`} editing={editing} />)
  return shown
}

function NewRow({ editing }: { readonly editing: Editing }) {
  return (
    <div className="row" data-editing="" data-row="new">
      <CellEditor editing={editing} value="" />
    </div>
  )
}

interface RowProps {
  readonly row: BoxRow
  readonly fits: boolean
  readonly tone: Tone | null
  readonly isSelected: boolean
  readonly editing: Editing | null
}

const Row = memo(function Row({ row, fits, tone, isSelected, editing }: RowProps) {
  countRender('Row')
  if (editing !== null) {
    return (
      <div className="row" data-editing="" data-row={row.key}>
        {editing.column === 'type' && <span className="row-name">{row.name}</span>}
        <CellEditor key={editing.column} editing={editing} value={editing.column === 'type' ? row.type : row.name} />
      </div>
    )
  }
  const marks = marksText(row)
  const mark = row.primaryKey ? 'key' : (row.relation ?? undefined)
  return (
    <div
      className="row"
      data-row={row.key}
      data-mark={mark}
      data-relation={row.relation ?? undefined}
      data-automatic={row.automatic ? '' : undefined}
      data-marks={marks === '' ? undefined : marks}
      data-fits={fits ? '' : undefined}
      data-selected={isSelected ? '' : undefined}
      data-tone={tone ?? undefined}
    >
      <span className="row-name">{row.name}</span>
      <span className="row-type">{row.key === MORE ? t.spoken.more(Number.parseInt(row.type, 10)) : row.type}</span>
    </div>
  )
})

/** `Post, 5 fields, 3 relations`. */
export function boxLabel(box: Box, relations: number, errors = 0, tone: Tone | null = null): string {
  // All rows of one of Django's own are known, not declared; the last of them counts those that are not shown.
  const rest = box.rows.find(({ key }) => key === MORE)
  const fields =
    rest === undefined
      ? box.rows.filter((row) => !row.automatic).length
      : box.rows.length - 1 + Number.parseInt(rest.type, 10)
  const parts = [t.spoken.box(box.title, box.badge, fields, relations, errors)]
  if (tone !== null && tone !== 'dim') parts.push(t.canvas.tones[tone])
  return parts.join(', ')
}
