import { useVirtualizer } from '@tanstack/react-virtual'
import { ArrowDownAZ, Search } from 'lucide-react'
import { useCallback, useEffect, useId, useMemo, useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import type { ModelId } from '../../../shared/document/ids.ts'
import { actionOf } from '../../actions/registry.ts'
import { runAction } from '../../actions/run-action.ts'
import { useApp, usePrefs, useUi } from '../../app/app-context.tsx'
import { useEditor } from '../../state/use-editor.tsx'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { t } from '../../texts/texts.ts'
import { remPx } from '../../ui/rem.ts'
import { goToModel } from '../../views/go.ts'
import { chosenModels, createOutlineRows, nextModel, outlineRows, rowId } from './outline-rows.ts'
import type { Choice, OutlineRow } from './outline-rows.ts'
import { OutlineList } from './OutlineList.tsx'
import styles from './Outline.module.css'

const ROW_REM = 1.75

/** Every model of the design as a list: one field to filter it, arrows to move, Enter to go there. */
export function Outline() {
  const app = useApp()
  const doc = useEditor((s) => s.doc)
  const selected = useEditor((s) => s.selection.models)
  const [query, setQuery] = useState('')
  const [active, setActive] = useState(0)
  const [rowsOf] = useState(createOutlineRows)
  const order = usePrefs((s) => s.outlineOrder)
  const rows = useMemo(() => rowsOf(doc, query, order), [rowsOf, doc, query, order])
  const scroller = useRef<HTMLDivElement>(null)
  const listId = useId()
  const input = useFocusRequest()
  // Nothing here is compiled to memoise; the virtualiser's functions are read in the same render.
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => remPx(ROW_REM),
    overscan: 8,
  })

  useSelectedRow(rows, selected, query !== '', (index) => virtual.scrollToIndex(index, { align: 'auto' }))

  const go = useGo(rows)
  const choose = useCallback(
    (index: number, model: ModelId, how: Choice): void => {
      setActive(index)
      go(model, how)
    },
    [go],
  )

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape' && query !== '') return setQuery('')
    // With nothing typed there is nothing of the field's own to take back: the design is meant.
    if (query === '' && (event.ctrlKey || event.metaKey) && /^[zy]$/i.test(event.key)) {
      event.preventDefault()
      const isRedo = event.shiftKey || event.key.toLowerCase() === 'y'
      return runAction(app, actionOf(isRedo ? 'edit.redo' : 'edit.undo'))
    }
    if (event.key === 'Enter') {
      const row = rows[active]
      if (row?.kind === 'model') go(row.model.id, event.shiftKey ? 'toggle' : 'one')
      return
    }
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    const next = nextModel(rows, active, step)
    setActive(next)
    virtual.scrollToIndex(next, { align: 'auto' })
  }

  const isEmpty = useEditor((s) => s.size.models === 0)
  const activeRow = rows[active]
  return (
    <>
      <div className={styles['filter']}>
        <Search size={14} aria-hidden />
        <input
          ref={input}
          type="search"
          role="combobox"
          aria-label={t.outline.filter}
          aria-expanded
          aria-controls={listId}
          aria-activedescendant={activeRow?.kind === 'model' ? rowId(listId, activeRow.model.id) : undefined}
          placeholder={t.outline.filter}
          spellCheck={false}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value)
            setActive(nextModel(outlineRows(doc, event.target.value, order), -1, 1))
          }}
          onKeyDown={onKeyDown}
        />
        <OrderButton />
      </div>
      {isEmpty && (
        <Empty title={t.outline.none} text={t.outline.noneText}>
          <Button onClick={() => runAction(app, actionOf('canvas.addModel'))}>{t.actions.addModel.label}</Button>
        </Empty>
      )}
      {!isEmpty && rows.length === 0 && <Empty title={t.outline.noMatch(query)} />}
      <OutlineList
        id={listId}
        rows={rows}
        active={active}
        selected={selected}
        virtual={virtual}
        scroller={scroller}
        onChoose={choose}
      />
    </>
  )
}

function OrderButton() {
  const app = useApp()
  const isByName = usePrefs((s) => s.outlineOrder === 'name')
  const { label, keys } = actionOf('view.modelsByName')
  return (
    <IconButton
      small
      label={label}
      keys={keys[0]}
      icon={<ArrowDownAZ aria-hidden />}
      pressed={isByName}
      onClick={() => runAction(app, actionOf('view.modelsByName'))}
    />
  )
}

/** Chooses models from the list: one to go to, or several to select and to look at. */
function useGo(rows: readonly OutlineRow[]): (model: ModelId, how: Choice) => void {
  const app = useApp()
  // What a click needs of now, without the rows being made anew for it.
  const latest = useRef(rows)
  useEffect(() => {
    latest.current = rows
  }, [rows])
  /** The model that was chosen last, where a range begins. */
  const anchor = useRef<ModelId | null>(null)
  return useCallback(
    (model: ModelId, how: Choice): void => {
      // A model that this view does not draw is shown in one that does.
      const models = chosenModels(latest.current, app.editor.getState().selection.models, anchor.current, model, how)
      if (how !== 'range') anchor.current = model
      if (how === 'one') return goToModel(app, model)
      app.editor.select({ models })
      if (models.size > 0) app.canvas.fit([...models])
    },
    [app],
  )
}

/** The filter takes the focus when an action asks for it. */
function useFocusRequest() {
  const input = useRef<HTMLInputElement>(null)
  const request = useUi((s) => (s.focus?.place === 'outlineFilter' ? s.focus.n : 0))
  useEffect(() => {
    if (request > 0) input.current?.select()
  }, [request])
  return input
}

/** Follows the canvas: a model selected there comes into view here. */
function useSelectedRow(
  rows: readonly OutlineRow[],
  selected: ReadonlySet<ModelId>,
  isFiltered: boolean,
  show: (index: number) => void,
): void {
  useEffect(() => {
    if (selected.size !== 1) return
    const index = rows.findIndex((row) => row.kind === 'model' && selected.has(row.model.id))
    if (index >= 0) show(index)
    // A new selection moves the list, and the whole list again after a filter; editing leaves it where it is.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [selected, isFiltered])
}
