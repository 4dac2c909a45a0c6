import { useApp } from '../app/app-context.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Keys } from '../ui/Keys.tsx'
import { t } from '../texts/texts.ts'
import { ACTIONS } from './registry.ts'
import styles from './ShortcutsSheet.module.css'

/** Every action with a key, by menu. */
export function ShortcutsSheet() {
  const { ui } = useApp()
  const groups = new Map<string, typeof ACTIONS>()
  for (const action of ACTIONS.filter(({ keys }) => keys.length > 0)) {
    groups.set(action.group, [...(groups.get(action.group) ?? []), action])
  }
  return (
    <Dialog open wide onClose={() => ui.closeDialog()} title={t.shortcuts.title}>
      {/* A region that scrolls has to take the focus, or the keyboard cannot reach its end. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={styles['columns']} tabIndex={0} role="group" aria-label={t.shortcuts.title}>
        {[...groups].map(([group, actions]) => (
          <section key={group} className={styles['group']}>
            <h3>{t.frame.menuGroups[group as keyof typeof t.frame.menuGroups]}</h3>
            <dl>
              {actions.map((action) => (
                <div key={action.id} className={styles['row']}>
                  <dt>{action.label}</dt>
                  <dd>
                    {action.keys.map((keys) => (
                      <Keys key={keys} keys={keys} />
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
