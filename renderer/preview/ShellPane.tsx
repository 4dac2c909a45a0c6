import { BookMarked, Play, Square } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import { rootOf } from '../../shared/document/records.ts'
import { newId } from '../../shared/document/ids.ts'
import { report } from '../actions/run-action.ts'
import { useApp, useCompiled, useUi } from '../app/app-context.tsx'
import { useEditor } from '../state/use-editor.tsx'
import { DropMenu, MenuGroup, MenuItem, MenuRule } from '../ui/ActionMenu.tsx'
import { Button, IconButton } from '../ui/Button.tsx'
import { Select } from '../ui/Select.tsx'
import { t } from '../texts/texts.ts'
import styles from './PreviewPanel.module.css'
import { createShell } from './shell-editor.ts'
import type { Shell } from './shell-editor.ts'

/** Where a query is written: language, history, saved queries, run and stop. */
export function ShellPane() {
  const app = useApp()
  const { preview, prefs, compiled } = app
  const language = useStore(preview, (s) => s.language)
  const running = useStore(preview, (s) => s.running !== null)
  const write = useStore(preview, (s) => s.write)
  const schema = useCompiled((s) => s.schema)
  const place = useRef<HTMLDivElement>(null)
  const shell = useRef<Shell | null>(null)
  const focusRequest = useUi((s) => (s.focus?.place === 'shell' ? s.focus.n : 0))

  useEffect(() => {
    if (place.current === null) return
    const state = preview.getState()
    const made = createShell({
      parent: place.current,
      language: state.language,
      text: state.code[state.language],
      resolution: () => compiled.getState().resolution,
      onType: (text) => preview.typed(preview.getState().language, text),
      onRun: (text) => void preview.run(text).catch(report),
      history: () => prefs.getState().shellHistory,
    })
    shell.current = made
    const stop = preview.subscribe((now, before) => {
      if (now.codeVersion !== before.codeVersion || now.language !== before.language)
        made.setText(now.code[now.language])
    })
    return () => {
      stop()
      made.destroy()
      shell.current = null
    }
  }, [preview, prefs, compiled])

  useEffect(() => {
    shell.current?.setLanguage(language, schema)
  }, [language, schema])

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
        <SavedQueries />
        <label className={styles['write']} title={t.preview.writeText}>
          <input type="checkbox" checked={write} onChange={({ target }) => preview.setWrite(target.checked)} />
          {t.preview.write}
        </label>
        <span className={styles['spring']} />
        {running ? (
          <Button small look="danger" icon={<Square />} onClick={() => preview.cancel()}>
            {t.preview.stop}
          </Button>
        ) : (
          <Button small look="primary" icon={<Play />} onClick={() => void preview.run().catch(report)}>
            {t.preview.run}
          </Button>
        )}
      </div>
      <div ref={place} className={styles['editor']} data-testid="shell" />
    </div>
  )
}

/** Queries kept in the design, and those run lately. */
function SavedQueries() {
  const { preview, editor, prefs } = useApp()
  const queries = useEditor((s) => s.doc.queries)
  const order = useEditor((s) => rootOf(s.doc).queryOrder)
  const readOnly = useEditor((s) => s.readOnly !== null)
  const history = useStore(prefs, (s) => s.shellHistory)
  function save(): void {
    const { language, code } = preview.getState()
    const text = code[language].trim()
    if (text === '') return
    const name = text.split('\n')[0]?.slice(0, 60) ?? text
    editor.dispatch('query.save', { id: newId('query'), name, language, text })
  }
  return (
    <DropMenu trigger={<IconButton small label={t.preview.saved} icon={<BookMarked />} />}>
      <MenuItem label={t.preview.saveQuery} disabled={readOnly} onClick={save} />
      {order.length > 0 && (
        <MenuGroup label={t.preview.inDesign}>
          {order.map((id) => {
            const query = queries[id]
            return query === undefined ? null : (
              <MenuItem key={id} label={query.name} onClick={() => preview.setCode(query.language, query.text)} />
            )
          })}
        </MenuGroup>
      )}
      {history.length > 0 && (
        <>
          <MenuRule />
          <MenuGroup label={t.preview.recent}>
            {history
              .slice(-8)
              .toReversed()
              .map((text) => (
                <MenuItem
                  key={text}
                  label={text.split('\n')[0]?.slice(0, 70) ?? ''}
                  onClick={() => preview.setCode(preview.getState().language, text)}
                />
              ))}
          </MenuGroup>
        </>
      )}
    </DropMenu>
  )
}
