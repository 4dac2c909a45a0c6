import { CircleAlert } from 'lucide-react'
import { Component, useEffect } from 'react'
import type { ReactNode } from 'react'
import { actionOf } from '../actions/registry.ts'
import { runAction } from '../actions/run-action.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Empty } from '../ui/Empty.tsx'
import { t } from '../texts/texts.ts'
import { useApp } from './app-context.tsx'
import styles from './Fence.module.css'

interface Props {
  /** Closes what failed, where it is a dialog. */
  readonly onClose?: () => void
  readonly children: ReactNode
}

interface State {
  readonly failed: unknown
}

const FINE: State = { failed: null }

/**
 * What fails inside stays inside: without it one mistake of ours in a panel would take the whole page away, and what is
 * not saved with it. The error itself still reaches the console.
 */
export class Fence extends Component<Props, State> {
  override state: State = FINE

  static getDerivedStateFromError(failed: unknown): State {
    return { failed: failed ?? new Error() }
  }

  override render(): ReactNode {
    const { failed } = this.state
    const { onClose, children } = this.props
    if (failed === null) return children
    const again = (): void => this.setState(FINE)
    return onClose === undefined ? (
      <FailedPart failed={failed} again={again} />
    ) : (
      <Dialog
        open
        onClose={onClose}
        title={t.errors.failedTitle}
        text={t.errors.failedText}
        footer={<Button onClick={onClose}>{t.ui.close}</Button>}
      >
        <Details failed={failed} />
      </Dialog>
    )
  }
}

interface FailedProps {
  readonly failed: unknown
  readonly again: () => void
}

/** Tries again by itself after the next edit, undo or selection: what it failed on may be gone. */
function FailedPart({ failed, again }: FailedProps) {
  const app = useApp()
  const { editor } = app
  useEffect(
    () =>
      editor.subscribe((now, before) => {
        if (now.doc !== before.doc || now.selection !== before.selection) again()
      }),
    [editor, again],
  )
  return (
    <div role="alert" className={styles['failed']}>
      <Empty icon={<CircleAlert aria-hidden />} title={t.errors.failedTitle} text={t.errors.failedText}>
        <Button look="primary" onClick={again}>
          {t.errors.tryAgain}
        </Button>
        <Button onClick={() => runAction(app, actionOf('file.save'))}>{t.actions.save.label}</Button>
      </Empty>
      <Details failed={failed} />
    </div>
  )
}

/** For a report of the fault; nobody has to read it. */
function Details({ failed }: { readonly failed: unknown }) {
  return (
    <details className={styles['details']}>
      <summary>{t.errors.details}</summary>
      <pre>{failed instanceof Error ? (failed.stack ?? failed.message) : String(failed)}</pre>
    </details>
  )
}
