import type { ComponentProps, ReactNode } from 'react'
import styles from './Button.module.css'
import { cx } from './cx.ts'
import { Tip } from './Tip.tsx'

export type ButtonLook = 'plain' | 'primary' | 'quiet' | 'danger'

interface ButtonProps extends ComponentProps<'button'> {
  readonly look?: ButtonLook
  readonly small?: boolean
  readonly icon?: ReactNode
}

export function Button({ look = 'plain', small = false, icon, className, children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      data-look={look}
      className={cx(styles['button'], styles[look], small && styles['small'], className)}
      {...rest}
    >
      {icon}
      {children}
    </button>
  )
}

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  /** Its name, for the tooltip and the screen reader. */
  readonly label: string
  /** Shown in the tooltip after the name. */
  readonly keys?: string | undefined
  readonly icon: ReactNode
  readonly small?: boolean
  /** A toggle: whether it is on. */
  readonly pressed?: boolean
}

/** A button that is an icon: never without a name. */
export function IconButton({ label, keys, icon, small = false, pressed, className, ...rest }: IconButtonProps) {
  const button = (
    <button
      type="button"
      aria-label={label}
      aria-pressed={pressed}
      className={cx(styles['button'], styles['quiet'], styles['icon'], small && styles['small'], className)}
      {...rest}
    >
      {icon}
    </button>
  )
  return (
    <Tip label={label} keys={keys}>
      {button}
    </Tip>
  )
}
