import { Pencil, RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { useStore } from 'zustand'
import { useApp } from '../app/app-context.tsx'
import { Button, IconButton } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Keys } from '../ui/Keys.tsx'
import { cx } from '../ui/cx.ts'
import { t } from '../texts/texts.ts'
import { KeyRecorder } from './KeyRecorder.tsx'
import { changeKeys, keymap } from './keymap.ts'
import { ACTIONS } from './registry.ts'
import type { AppAction } from './registry.ts'
import styles from './ShortcutsSheet.module.css'

/** Every action with its keys, by menu; each can have others. */
export function ShortcutsSheet() {
  const { ui, prefs } = useApp()
  const changes = useStore(keymap, (s) => s.changes)
  const [query, setQuery] = useState('')
  const [recording, setRecording] = useState<string | null>(null)
  const words = query.trim().toLowerCase()
  const shown = ACTIONS.filter(
    ({ label, description, keys }) =>
      words === '' || [label, description, ...keys].some((text) => text.toLowerCase().includes(words)),
  )
  const groups = Map.groupBy(shown, ({ group }) => group)

  /** Takes the keys, from other actions too where they had them. */
  function set(id: string, keys: readonly string[] | null): void {
    changeKeys(id, keys)
    prefs.set({ keys: keymap.getState().changes })
  }

  return (
    <Dialog
      open
      wide
      onClose={() => ui.closeDialog()}
      title={t.shortcuts.title}
      text={t.shortcuts.text}
      footer={
        <Button
          disabled={Object.keys(changes).length === 0}
          onClick={() => {
            keymap.setState({ changes: {} })
            prefs.set({ keys: {} })
          }}
        >
          {t.shortcuts.resetAll}
        </Button>
      }
    >
      <input
        type="search"
        className={styles['input']}
        aria-label={t.shortcuts.find}
        placeholder={t.shortcuts.find}
        spellCheck={false}
        value={query}
        onChange={(event) => setQuery(event.target.value)}
      />
      {shown.length === 0 && <p className={styles['none']}>{t.ui.nothingFound}</p>}
      <div className={styles['columns']}>
        {[...groups].map(([group, actions]) => (
          <section key={group} className={styles['group']}>
            <h3>{t.frame.menuGroups[group]}</h3>
            <ul>
              {actions.map((action) => (
                <li
                  key={action.id}
                  className={cx(styles['row'], changes[action.id] !== undefined && styles['changed'])}
                >
                  {recording === action.id ? (
                    <KeyRecorder
                      action={action}
                      onKeys={(keys, taken) => {
                        for (const other of taken)
                          set(
                            other.id,
                            other.keys.filter((own) => !keys.includes(own)),
                          )
                        set(action.id, keys)
                        setRecording(null)
                      }}
                      onCancel={() => setRecording(null)}
                    />
                  ) : (
                    <Row
                      action={action}
                      isChanged={changes[action.id] !== undefined}
                      onChange={() => setRecording(action.id)}
                      onReset={() => set(action.id, null)}
                    />
                  )}
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Dialog>
  )
}

interface RowProps {
  readonly action: AppAction
  readonly isChanged: boolean
  readonly onChange: () => void
  readonly onReset: () => void
}

function Row({ action, isChanged, onChange, onReset }: RowProps) {
  return (
    <>
      <span className={styles['label']} title={action.description}>
        {action.label}
      </span>
      <span className={styles['caps']}>
        {action.keys.length === 0 ? (
          <span className={styles['none']}>{t.shortcuts.none}</span>
        ) : (
          action.keys.map((keys) => <Keys key={keys} keys={keys} />)
        )}
      </span>
      {isChanged && <IconButton small label={t.shortcuts.reset(action.label)} icon={<RotateCcw />} onClick={onReset} />}
      <IconButton small label={t.shortcuts.change(action.label)} icon={<Pencil />} onClick={onChange} />
    </>
  )
}
