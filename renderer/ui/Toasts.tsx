import { Toast } from '@base-ui/react/toast'
import { X } from 'lucide-react'
import { IconButton } from './Button.tsx'
import styles from './Toasts.module.css'
import { t } from '../texts/texts.ts'

const manager = Toast.createToastManager()

interface Notice {
  readonly title: string
  readonly text?: string
  /** Errors stay until dismissed and interrupt the screen reader. */
  readonly kind?: 'info' | 'error'
  /** Stays until it is dismissed or settled, without the voice of an error. */
  readonly stays?: boolean
  readonly action?: { readonly label: string; readonly run: () => void }
}

/** Says something in the corner of the page, from anywhere. */
export function notify({ title, text, kind = 'info', stays = kind === 'error', action }: Notice): void {
  manager.add({
    id: idOf({ title, text, kind }),
    title,
    ...(text === undefined ? {} : { description: text }),
    type: kind,
    priority: kind === 'error' ? 'high' : 'low',
    timeout: stays ? 0 : 5000,
    ...(action === undefined ? {} : { actionProps: { children: action.label, onClick: action.run } }),
  })
}

/** Takes a notice away that is settled before anybody dismissed it. */
export function settle(notice: Pick<Notice, 'title' | 'text' | 'kind'>): void {
  manager.close(idOf(notice))
}

/** Said twice it stands once: a pile of the same tells nothing more. */
function idOf({ title, text, kind = 'info' }: { readonly [part in keyof Notice]?: Notice[part] | undefined }): string {
  return `${kind} ${title} ${text ?? ''}`
}

/** Where notices appear; once in the page. */
export function Toasts() {
  return (
    <Toast.Provider toastManager={manager} limit={4}>
      <Toast.Portal>
        <Toast.Viewport className={styles['viewport']}>
          <List />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  )
}

function List() {
  const { toasts } = Toast.useToastManager()
  return toasts.map((toast) => (
    <Toast.Root key={toast.id} toast={toast} className={styles['toast']} data-kind={toast.type}>
      <Toast.Content className={styles['content']}>
        <div className={styles['words']}>
          <Toast.Title className={styles['title']} />
          <Toast.Description className={styles['text']} />
        </div>
        {toast.actionProps !== undefined && <Toast.Action className={styles['action']} />}
        <Toast.Close render={<IconButton label={t.ui.dismiss} icon={<X />} small />} />
      </Toast.Content>
    </Toast.Root>
  ))
}
