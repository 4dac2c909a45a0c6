import { Menu } from '@base-ui/react/menu'
import { Check, ChevronRight } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { useApp } from '../app/app-context.tsx'
import type { AppAction } from '../actions/registry.ts'
import { runAction } from '../actions/run-action.ts'
import { Keys } from './Keys.tsx'
import { cx } from './cx.ts'
import popup from './Popup.module.css'

/**
 * A menu with its trigger. Items: `ActionItems`, `MenuItem`. Not modal: the layer that a modal one puts over the
 * page stays there, deaf to everything, when Escape comes while the menu is still opening.
 */
export function DropMenu({ trigger, children }: { readonly trigger: ReactElement; readonly children: ReactNode }) {
  return (
    <Menu.Root modal={false}>
      <Menu.Trigger render={trigger} />
      <Menu.Portal>
        <Menu.Positioner className={popup['positioner']} sideOffset={4} align="start">
          <Menu.Popup className={cx(popup['popup'], popup['menu'])}>{children}</Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}

interface MenuItemProps {
  readonly label: string
  readonly icon?: ReactNode
  readonly text?: string
  readonly keys?: string | undefined
  readonly disabled?: boolean
  /** Of what can be on or off. */
  readonly isOn?: boolean | undefined
  readonly onClick: () => void
}

export function MenuItem({ label, icon, text, keys, disabled = false, isOn, onClick }: MenuItemProps) {
  const content = (
    <>
      {icon}
      <span className={popup['itemBody']}>
        {label}
        {text !== undefined && <span className={popup['itemText']}>{text}</span>}
      </span>
      {keys !== undefined && (
        <span className={popup['itemKeys']}>
          <Keys keys={keys} />
        </span>
      )}
      {isOn !== undefined && <span className={popup['tick']}>{isOn && <Check aria-hidden />}</span>}
    </>
  )
  const shared = { className: popup['item'], disabled, onClick }
  if (isOn === undefined) return <Menu.Item {...shared}>{content}</Menu.Item>
  return (
    <Menu.CheckboxItem {...shared} checked={isOn} closeOnClick>
      {content}
    </Menu.CheckboxItem>
  )
}

/** Actions as menu items, with their keys; those that are not possible now are greyed. */
export function ActionItems({ actions }: { readonly actions: readonly AppAction[] }) {
  const app = useApp()
  return actions.map((action) => (
    <MenuItem
      key={action.id}
      label={action.label}
      keys={action.keys[0]}
      disabled={!action.isEnabled(app)}
      isOn={action.isOn?.(app)}
      onClick={() => runAction(app, action)}
    />
  ))
}

export function MenuRule() {
  return <Menu.Separator className={popup['separator']} />
}

export function MenuGroup({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <Menu.Group>
      <Menu.GroupLabel className={popup['groupLabel']}>{label}</Menu.GroupLabel>
      {children}
    </Menu.Group>
  )
}

/** A menu that opens from an item of another. */
export function SubMenu({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <Menu.SubmenuRoot>
      <Menu.SubmenuTrigger className={popup['item']}>
        <span className={popup['itemBody']}>{label}</span>
        <ChevronRight aria-hidden />
      </Menu.SubmenuTrigger>
      <Menu.Portal>
        <Menu.Positioner className={popup['positioner']} sideOffset={-2} alignOffset={-4}>
          <Menu.Popup className={cx(popup['popup'], popup['menu'])}>{children}</Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.SubmenuRoot>
  )
}
