import { useVirtualizer } from '@tanstack/react-virtual'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useEffect, useId, useMemo, useRef } from 'react'
import type { KeyboardEvent } from 'react'
import { useStore } from 'zustand'
import { actionOf } from '../actions/registry.ts'
import { useApp } from '../app/app-context.tsx'
import { useEditor } from '../state/use-editor.tsx'
import { Button, IconButton } from '../ui/Button.tsx'
import { Empty } from '../ui/Empty.tsx'
import { cx } from '../ui/cx.ts'
import { longOnly } from '../ui/long-only.ts'
import { remPx } from '../ui/rem.ts'
import { t } from '../texts/texts.ts'
import { goOnFromHere, lookAt, lookBy, lookNow, lookStore } from './look-back.ts'
import { stepName } from './step-name.ts'
import { namesIn, timelineOf } from './timeline.ts'
import styles from './HistoryPanel.module.css'

/** Rows are as high as controls, which grow with the text. */
const ROW_REM = 1.75

/** A slider over the steps, and their list: the drawing shows the point that is chosen. */
export function StepsPart() {
  const app = useApp()
  const history = useEditor((s) => s.history)
  const timeline = useMemo(() => timelineOf(history), [history])
  const point = useStore(lookStore, (s) => s.point) ?? timeline.present
  const isPast = useStore(lookStore, (s) => s.point !== null)
  const all = timeline.steps.length
  return (
    <section className={styles['part']} aria-label={t.history.title}>
      <h2 className="visually-hidden">{t.history.title}</h2>
      <div className={styles['head']}>
        <IconButton
          small
          label={t.history.earlier}
          keys={actionOf('history.earlier').keys[0]}
          icon={<ChevronLeft />}
          aria-disabled={point === 0}
          onClick={() => lookBy(app, -1)}
        />
        <input
          type="range"
          className={styles['slider']}
          aria-label={t.history.slider}
          aria-valuetext={t.history.point(point, all)}
          min={0}
          max={all}
          value={point}
          disabled={all === 0}
          onChange={(event) => lookAt(app, Number(event.target.value))}
        />
        <IconButton
          small
          label={t.history.later}
          keys={actionOf('history.later').keys[0]}
          icon={<ChevronRight />}
          aria-disabled={point === all}
          onClick={() => lookBy(app, 1)}
        />
        <span className={styles['count']}>{t.history.point(point, all)}</span>
      </div>
      {isPast && (
        <div className={styles['past']}>
          <span>{t.history.lookingBack}</span>
          <Button small look="primary" onClick={() => goOnFromHere(app)} title={t.history.goOnText}>
            {t.history.goOn}
          </Button>
          <Button small onClick={() => lookNow(app)}>
            {t.history.back}
          </Button>
        </div>
      )}
      {all === 0 ? <Empty title={t.history.none} text={t.history.noneText} /> : <Steps point={point} />}
    </section>
  )
}

/** Newest first; arrows move through time. */
function Steps({ point }: { readonly point: number }) {
  const app = useApp()
  const history = useEditor((s) => s.history)
  const { steps, present } = useMemo(() => timelineOf(history), [history])
  const scroller = useRef<HTMLDivElement>(null)
  const listId = useId()
  const count = steps.length + 1
  const indexOf = (at: number): number => count - 1 - at
  // The virtualiser's functions are read in the same render.
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => remPx(ROW_REM),
    overscan: 6,
  })
  useEffect(() => virtual.scrollToIndex(indexOf(point), { align: 'auto' }))

  function onKeyDown(event: KeyboardEvent): void {
    const by = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10, Home: count, End: -count }[event.key]
    if (event.key === 'Enter') return goOnFromHere(app)
    if (event.key === 'Escape') return lookNow(app)
    if (by === undefined) return
    event.preventDefault()
    lookBy(app, by)
  }

  return (
    <div
      ref={scroller}
      className={styles['scroller']}
      role="listbox"
      aria-label={t.history.title}
      aria-activedescendant={`${listId}-${point}`}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div role="presentation" className={styles['list']} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const at = count - 1 - index
          const step = steps[at - 1]
          const { names, more } = namesIn(step?.patch ?? [])
          return (
            // The keyboard works on the list.
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
            <div
              key={at}
              id={`${listId}-${at}`}
              role="option"
              aria-selected={at === point}
              aria-posinset={index + 1}
              aria-setsize={count}
              tabIndex={-1}
              className={cx(styles['step'], at > present && styles['undone'])}
              style={{ transform: `translateY(${start}px)` }}
              onClick={() => lookAt(app, at)}
            >
              <span className={styles['name']} title={step === undefined ? undefined : longOnly(stepName(step.label))}>
                {step === undefined ? t.history.start : stepName(step.label)}
              </span>
              {names.length > 0 && (
                <span className={styles['about']} title={longOnly(t.history.about(names.join(', '), more))}>
                  {t.history.about(names.join(', '), more)}
                </span>
              )}
              {at === present && <span className={styles['badge']}>{t.history.present}</span>}
              {at > present && <span className={styles['badge']}>{t.history.undone}</span>}
              {step !== undefined && <span className={styles['time']}>{t.history.time(step.at)}</span>}
            </div>
          )
        })}
      </div>
    </div>
  )
}
