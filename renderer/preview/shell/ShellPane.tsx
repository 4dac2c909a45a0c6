import { Play, Square } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { report } from '../../actions/run-action.ts'
import { useApp, useUi } from '../../app/app-context.tsx'
import { Button } from '../../ui/Button.tsx'
import { Select } from '../../ui/Select.tsx'
import { t } from '../../texts/texts.ts'
import styles from '../PreviewPanel.module.css'
import { QueriesDialog } from '../queries/QueriesDialog.tsx'
import { SavedQueries } from '../queries/SavedQueries.tsx'
import { createShell } from './shell-editor.ts'
import { mistakesOf } from './shell-marks.ts'
import type { Shell } from './shell-editor.ts'

/** Where a query is written: language, history, saved queries, run and stop. */
export function ShellPane() {
  const app = useApp()
  const { preview, prefs, compiled } = app
  const language = useStore(preview, (s) => s.language)
  const running = useStore(preview, (s) => s.running !== null)
  const write = useStore(preview, (s) => s.write)
  const place = useRef<HTMLDivElement>(null)
  const shell = useRef<Shell | null>(null)
  const [isListed, setListed] = useState(false)
  const focusRequest = useUi((s) => (s.focus?.place === 'shell' ? s.focus.n : 0))

  useEffect(() => {
    if (place.current === null) return
    const state = preview.getState()
    const made = createShell({
      parent: place.current,
      language: state.language,
      text: state.code[state.language],
      resolution: () => compiled.getState().resolution,
      schema: () => compiled.getState().schema,
      onType: (text) => preview.typed(preview.getState().language, text),
      onRun: (text, firstLine) => void preview.run(text, firstLine).catch(report),
      history: () => prefs.getState().shellHistory,
      onQueries: () => setListed(true),
    })
    shell.current = made
    const stop = preview.subscribe((now, before) => {
      if (now.codeVersion !== before.codeVersion || now.language !== before.language)
        made.setText(now.code[now.language])
      if (now.answer !== before.answer) made.mark(now.answer === null ? [] : mistakesOf(now.answer))
    })
    return () => {
      stop()
      made.destroy()
      shell.current = null
    }
  }, [preview, prefs, compiled])

  useEffect(() => {
    shell.current?.setLanguage(language)
  }, [language])

  useEffect(() => {
    if (focusRequest > 0) shell.current?.focus()
  }, [focusRequest])

  return (
    <div className={styles['shell']}>
      <div className={styles['bar']}>
        <Select
          small
          label={t.preview.language}
          value={language}
          items={[
            { value: 'orm', label: 'Python', text: t.preview.languages.orm },
            { value: 'sql', label: 'SQL', text: t.preview.languages.sql },
          ]}
          onChange={(next) => preview.setLanguage(next)}
        />
        <SavedQueries onOpen={() => setListed(true)} />
        <label className={styles['write']} title={t.preview.writeText}>
          <input type="checkbox" checked={write} onChange={({ target }) => preview.setWrite(target.checked)} />
          <span className={styles['long']}>{t.preview.write}</span>
          <span className={styles['short']} aria-hidden>
            {t.preview.writeShort}
          </span>
        </label>
        <span className={styles['spring']} />
        {running ? (
          <Button small look="danger" title={t.preview.stop} icon={<Square />} onClick={() => preview.cancel()}>
            <span className={styles['long']}>{t.preview.stop}</span>
          </Button>
        ) : (
          <Button
            small
            look="primary"
            title={t.preview.run}
            icon={<Play />}
            onClick={() => void preview.run().catch(report)}
          >
            <span className={styles['long']}>{t.preview.run}</span>
          </Button>
        )}
      </div>
      <div ref={place} className={styles['editor']} data-testid="shell" />
      {isListed && <QueriesDialog onClose={() => setListed(false)} />}
    </div>
  )
}
