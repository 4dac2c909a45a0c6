import { Popover } from '@base-ui/react/popover'
import { Columns3, Eye, EyeOff } from 'lucide-react'
import { useState } from 'react'
import type { KeyboardEvent } from 'react'
import { t } from '../../texts/texts.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import field from '../../ui/Field.module.css'
import popup from '../../ui/Popup.module.css'
import { cx } from '../../ui/cx.ts'
import { columnId, OWN_LAYOUT, withHidden } from './column-layout.ts'
import styles from './Columns.module.css'
import type { TableView, ViewColumn } from '../rows/table-view.ts'
import type { LayoutOf } from './use-column-layout.ts'

interface ColumnsMenuProps {
  readonly view: TableView
  readonly layout: LayoutOf
  readonly isOpen: boolean
  readonly onOpen: (isOpen: boolean) => void
  /** Brings the column into view, the cursor on it. */
  readonly onGo: (column: ViewColumn) => void
}

/** All columns of the table: to go to, to hide, to show again. */
export function ColumnsMenu(props: ColumnsMenuProps) {
  const { view, layout, isOpen, onOpen } = props
  const hidden = view.all.length - view.columns.length
  return (
    <Popover.Root open={isOpen} onOpenChange={onOpen}>
      <Popover.Trigger
        render={
          hidden === 0 ? (
            <IconButton small label={t.columns.title} keys="Alt+C" icon={<Columns3 />} />
          ) : (
            <Button small icon={<Columns3 />} data-icon title={`${t.columns.title} (Alt+C)`}>
              {t.columns.hidden(hidden)}
            </Button>
          )
        }
      />
      <Popover.Portal>
        <Popover.Positioner className={popup['positioner']} sideOffset={4} align="start">
          <Popover.Popup className={cx(popup['popup'], styles['columns'])} aria-label={t.columns.title}>
            <List {...props} layout={layout} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}

function List({ view, layout: { layout, set }, onOpen, onGo }: ColumnsMenuProps) {
  const [text, setText] = useState('')
  const wanted = text.trim().toLowerCase()
  const found = view.all.filter(({ name }) => name.toLowerCase().includes(wanted))
  const shown = new Set(view.columns)
  function go(column: ViewColumn): void {
    if (!shown.has(column)) set(withHidden(layout, [columnId(column)], false))
    onOpen(false)
    onGo(column)
  }
  function onKeyDown(event: KeyboardEvent): void {
    const [first] = found
    if (event.key !== 'Enter' || first === undefined) return
    event.preventDefault()
    go(first)
  }
  return (
    <>
      <input
        className={field['input']}
        aria-label={t.columns.find}
        placeholder={t.columns.find}
        value={text}
        spellCheck={false}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <ul className={styles['list']}>
        {found.map((column) => {
          const isShown = shown.has(column)
          const id = columnId(column)
          return (
            <li key={id} data-hidden={!isShown}>
              <button
                type="button"
                className={styles['go']}
                title={t.columns.goTo(column.name)}
                onClick={() => go(column)}
              >
                <code>{column.name}</code>
                {column.kind === 'data' && <span>{column.form?.className ?? column.page.type}</span>}
              </button>
              <IconButton
                small
                label={isShown ? t.columns.hide(column.name) : t.columns.show(column.name)}
                icon={isShown ? <Eye /> : <EyeOff />}
                disabled={isShown && view.columns.length === 1}
                onClick={() => set(withHidden(layout, [id], isShown))}
              />
            </li>
          )
        })}
        {found.length === 0 && <li className={popup['empty']}>{t.columns.noneFound}</li>}
      </ul>
      <div className={styles['foot']}>
        <Button
          small
          disabled={layout.hidden.length === 0}
          onClick={() => set(withHidden(layout, layout.hidden, false))}
        >
          {t.columns.showAll}
        </Button>
        <Button small look="quiet" onClick={() => set(OWN_LAYOUT)}>
          {t.columns.own}
        </Button>
      </div>
    </>
  )
}
