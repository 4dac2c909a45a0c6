import { Check, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { actionOf } from '../actions/registry.ts'
import { report } from '../actions/run-action.ts'
import { useApp, usePrefs, useUi } from '../app/app-context.tsx'
import { canvasStore } from '../canvas/canvas-store.ts'
import { useEditor } from '../state/use-editor.tsx'
import { Button, IconButton } from '../ui/Button.tsx'
import { cx } from '../ui/cx.ts'
import { Keys } from '../ui/Keys.tsx'
import { t } from '../texts/texts.ts'
import { doStep, queryOf } from './do-step.ts'
import { nextStep, TOUR_STEPS, tourNames } from './tour.ts'
import type { TourStep } from './tour.ts'
import styles from './Welcome.module.css'

/** On the first run, or when asked for: draws the first model with the user, on the real canvas. */
export function Welcome() {
  const shown = useUi((s) => s.welcome)
  const begun = usePrefs((s) => s.tourBegun)
  if (!shown) return null
  return begun ? <Tour /> : <Offer />
}

function useClose(): (done: boolean) => void {
  const { ui, prefs } = useApp()
  return (done) => {
    ui.setState({ welcome: false })
    prefs.set({ welcomeSeen: true, ...(done ? { tourBegun: false } : {}) })
  }
}

function Offer() {
  const { files, canvas, prefs, editor } = useApp()
  const close = useClose()
  async function begin(): Promise<void> {
    // A design with models is not drawn over: the first model gets an empty canvas.
    if (Object.keys(editor.getState().doc.models).length > 0) await files.create()
    if (Object.keys(editor.getState().doc.models).length > 0) return
    prefs.set({ tourBegun: true })
    canvas.whenReady(() => canvas.focus())
  }
  return (
    <section className={styles['card']} aria-label={t.welcome.title}>
      <h2>{t.welcome.title}</h2>
      <p className={styles['text']}>{t.welcome.text}</p>
      <div className={styles['buttons']}>
        <Button look="primary" onClick={() => void begin().catch(report)}>
          {t.welcome.begin}
        </Button>
        <Button onClick={() => close(false)}>{t.welcome.look}</Button>
      </div>
      <span className={styles['close']}>
        <IconButton label={t.ui.dismiss} icon={<X />} small onClick={() => close(false)} />
      </span>
    </section>
  )
}

function Tour() {
  const app = useApp()
  const close = useClose()
  const doc = useEditor((s) => s.doc)
  const isEditing = useStore(canvasStore, (s) => s.editing?.column === 'title')
  const hasRun = useHasRun()
  const step = nextStep({ doc, isEditing, hasRun })
  const names = tourNames(doc)
  const text = step === null ? t.welcome.done : t.welcome.steps[step].text(names.first, names.second)
  const { ui } = app
  useEffect(() => ui.announce(text), [ui, text])
  return (
    <section className={cx(styles['card'], styles['tour'])} aria-label={t.welcome.title}>
      <h2 className="visually-hidden">{t.welcome.title}</h2>
      <ol className={styles['steps']}>
        {TOUR_STEPS.map((one) => (
          <StepLine key={one} step={one} now={step} />
        ))}
      </ol>
      <p className={styles['text']}>{text}</p>
      <div className={styles['aside']}>
        {step !== null && (
          <p className={styles['keys']}>
            {t.welcome.steps[step].keys.map((key) => (
              <Keys key={key} keys={keyOf(key)} />
            ))}
          </p>
        )}
        {step === 'ask' && <code className={styles['code']}>{queryOf(app)}</code>}
      </div>
      <div className={styles['buttons']}>
        {step === null ? (
          <Button look="primary" onClick={() => close(true)}>
            {t.welcome.finish}
          </Button>
        ) : (
          <Button onClick={() => doStep(app, step)}>{step === 'ask' ? t.welcome.run : t.welcome.doIt}</Button>
        )}
        {step !== null && (
          <Button look="quiet" onClick={() => close(true)}>
            {t.welcome.skip}
          </Button>
        )}
      </div>
      <span className={styles['close']}>
        <IconButton label={t.welcome.later} icon={<X />} small onClick={() => close(step === null)} />
      </span>
    </section>
  )
}

function StepLine({ step, now }: { readonly step: TourStep; readonly now: TourStep | null }) {
  const isDone = now === null || TOUR_STEPS.indexOf(step) < TOUR_STEPS.indexOf(now)
  return (
    <li className={styles['step']} data-done={isDone || undefined} aria-current={step === now ? 'step' : undefined}>
      <span className={styles['mark']}>{isDone ? <Check aria-label={t.welcome.isDone} role="img" /> : null}</span>
      {t.welcome.steps[step].title}
    </li>
  )
}

/** Names of actions stand for their keys, whatever they are now. */
function keyOf(key: string): string {
  return key.includes('.') ? (actionOf(key).keys[0] ?? '') : key
}

/** Whether a query ended since this card came. */
function useHasRun(): boolean {
  const { preview } = useApp()
  const [hasRun, setHasRun] = useState(false)
  useEffect(
    () =>
      preview.subscribe((now, before) => {
        if (now.running === null && before.running !== null) setHasRun(true)
      }),
    [preview],
  )
  return hasRun
}
