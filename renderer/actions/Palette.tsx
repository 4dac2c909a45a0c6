import { Autocomplete } from '@base-ui/react/autocomplete'
import { Dialog } from '@base-ui/react/dialog'
import { Search } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { App } from '../app/app-context.tsx'
import { useApp, usePrefs } from '../app/app-context.tsx'
import dialog from '../ui/Dialog.module.css'
import { Keys } from '../ui/Keys.tsx'
import popup from '../ui/Popup.module.css'
import { cx } from '../ui/cx.ts'
import { notify } from '../ui/Toasts.tsx'
import { t } from '../texts/texts.ts'
import { goToModel } from '../views/go.ts'
import { commandItems, designItems, searchItems, shownLabel } from './palette-items.ts'
import type { PaletteItem, PaletteTarget } from './palette-items.ts'
import { PalettePreview } from './PalettePreview.tsx'
import { ACTIONS, actionOf } from './registry.ts'
import { obstacleOf, runAction } from './run-action.ts'
import styles from './Palette.module.css'

interface Group {
  readonly value: string
  readonly items: readonly PaletteItem[]
}

/** One field that finds every command, model, field and accessor. */
export function Palette() {
  const app = useApp()
  const [query, setQuery] = useState('')
  const all = useMemo(
    () => [
      ...commandItems(ACTIONS, ({ id }) => obstacleOf(app, actionOf(id))),
      ...designItems(app.editor.getState().doc, app.compiled.getState().resolution),
    ],
    [app],
  )
  const recent = usePrefs((s) => s.recentItems)
  const [shown, setShown] = useState<PaletteItem | null>(null)
  const groups: Group[] = useMemo(
    () => searchItems(all, query, recent).map(({ group, items }) => ({ value: t.palette.groups[group], items })),
    [all, query, recent],
  )
  const close = (): void => app.ui.closeDialog()

  function choose(item: PaletteItem): void {
    close()
    if (item.group === 'notNow') return notify({ title: item.label, text: item.text })
    app.prefs.set({ recentItems: [item.key, ...recent.filter((key) => key !== item.key)].slice(0, RECENT) })
    // The dialog gives the focus back first; what runs may move it again.
    setTimeout(() => reach(app, item.target))
  }

  return (
    <Dialog.Root open onOpenChange={(open) => !open && close()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={dialog['backdrop']} />
        <Dialog.Popup data-modal className={cx(dialog['popup'], styles['popup'])} aria-label={t.palette.title}>
          <Autocomplete.Root
            open
            inline
            mode="none"
            items={groups}
            autoHighlight="always"
            onItemHighlighted={(item: PaletteItem | undefined) => setShown(item ?? null)}
            keepHighlight
            value={query}
            onValueChange={(value, { reason }) => reason !== 'item-press' && setQuery(value)}
            itemToStringValue={(item: PaletteItem) => item.label}
          >
            <div className={styles['inputRow']}>
              <Search size={16} aria-hidden />
              <Autocomplete.Input
                className={styles['input']}
                aria-label={t.palette.title}
                placeholder={t.palette.placeholder}
                spellCheck={false}
              />
            </div>
            <div className={styles['both']}>
              <div className={styles['scroller']}>
                <Autocomplete.Empty className={popup['empty']}>{t.palette.none}</Autocomplete.Empty>
                <Autocomplete.List>
                  {(group: Group) => (
                    <Autocomplete.Group key={group.value} items={group.items as PaletteItem[]}>
                      <Autocomplete.GroupLabel className={popup['groupLabel']}>{group.value}</Autocomplete.GroupLabel>
                      <Autocomplete.Collection>
                        {(item: PaletteItem) => (
                          <Autocomplete.Item
                            key={item.key}
                            value={item}
                            className={cx(popup['item'], styles['item'], item.group === 'notNow' && styles['notNow'])}
                            onClick={() => choose(item)}
                          >
                            <span
                              className={item.target.kind === 'command' ? styles['command'] : styles['code']}
                              title={shownLabel(item.label) === item.label ? undefined : item.label}
                            >
                              {shownLabel(item.label)}
                            </span>
                            <span className={styles['text']} title={item.text}>
                              {item.text}
                            </span>
                            {item.keys !== null && item.group !== 'notNow' && <Keys keys={item.keys} />}
                          </Autocomplete.Item>
                        )}
                      </Autocomplete.Collection>
                    </Autocomplete.Group>
                  )}
                </Autocomplete.List>
              </div>
              <PalettePreview item={shown} />
            </div>
          </Autocomplete.Root>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

/** Choices that are remembered. */
const RECENT = 8

/** Goes to the thing: runs the command, or selects the object and brings it into view. */
export function reach(app: App, target: PaletteTarget): void {
  if (target.kind === 'command') return runAction(app, actionOf(target.action))
  const { model } = target
  goToModel(app, model, target.kind === 'field' ? target.field : null)
  const name = app.editor.getState().doc.models[model]?.name ?? ''
  app.ui.announce(t.palette.wentTo(name))
}
