import { createContext, useContext, useState } from 'react'
import { createPortal } from 'react-dom'
import type { ReactNode } from 'react'
import { useStore } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import { useApp } from '../../app/app-context.tsx'
import { useEditor } from '../../state/use-editor.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import input from '../../ui/Field.module.css'
import { Select } from '../../ui/Select.tsx'
import { inWords, t } from '../../texts/texts.ts'
import { exportChoice } from './export-choice.ts'
import styles from './ExportDialog.module.css'
import { modelsOf, scopesOf } from './scope.ts'
import type { Scope } from './scope.ts'
import { GROUPS, TARGETS, targetLabel } from './targets.ts'

const FooterPlace = createContext<HTMLElement | null>(null)

/** The buttons of the target that is shown, at the foot of the dialog. */
export function ExportButtons({ children }: { readonly children: ReactNode }) {
  const place = useContext(FooterPlace)
  return place === null ? null : createPortal(children, place)
}

/** The dialog around every target: it stays, with its list and the focus in it, while the targets change. */
export function ExportFrame({ children }: { readonly children: ReactNode }) {
  const { ui } = useApp()
  const [footer, setFooter] = useState<HTMLElement | null>(null)
  const chosen = useStore(exportChoice, (s) => s.target)
  return (
    <Dialog
      open
      wide
      onClose={() => ui.closeDialog()}
      title={t.exporting.title}
      footer={<div ref={setFooter} className={styles['buttons']} />}
    >
      <div className={styles['dialog']}>
        <div className={styles['targets']} role="group" aria-label={t.exporting.target}>
          {GROUPS.map((group) => (
            <div key={group}>
              <p className={styles['group']}>{inWords(group)}</p>
              {TARGETS.filter((one) => one.group === group).map((one) => (
                <button
                  key={one.id}
                  type="button"
                  aria-pressed={one.id === chosen}
                  className={styles['target']}
                  onClick={() => exportChoice.setState({ target: one.id })}
                >
                  {targetLabel(one)}
                </button>
              ))}
            </div>
          ))}
        </div>
        <div className={styles['settings']}>
          <FooterPlace value={footer}>{children}</FooterPlace>
        </div>
      </div>
    </Dialog>
  )
}

/** Which models; not shown where only the whole design makes sense. */
export function ScopeField({ scope, onChange }: { readonly scope: Scope; readonly onChange: (scope: Scope) => void }) {
  const { editor } = useApp()
  const scopes = useEditor(useShallow(scopesOf))
  if (scopes.length === 1) return null
  return (
    <div className={input['row']}>
      <span className={input['label']}>{t.exporting.scope}</span>
      <Select
        label={t.exporting.scope}
        value={scope}
        items={scopes.map((one) => ({
          value: one,
          label: t.exporting.scopes[one](modelsOf(editor.getState(), one)?.size ?? 0),
        }))}
        onChange={onChange}
      />
      <p className={input['help']}>{t.exporting.scopeTexts[scope]}</p>
    </div>
  )
}
