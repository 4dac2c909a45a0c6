/** Copying, cutting and pasting on the canvas. */
import { t } from '../../texts/texts.ts'
import { canvasStore, isFrozen, say } from '../canvas-store.ts'
import { deleteSelection } from '../edits/edits.ts'
import type { Engine } from '../engine.ts'
import { isTyping } from '../input/is-typing.ts'
import { notPasted, pasteText, rememberCopy, selectionText } from './clipboard.ts'

export function attachClipboard({ editor }: Pick<Engine, 'editor'>, signal: AbortSignal): void {
  // The clipboard through the browser's own events: they need no leave, and text that is selected anywhere wins.
  for (const kind of ['copy', 'cut'] as const) {
    window.addEventListener(
      kind,
      (event) => {
        if (isOthers(event) || event.clipboardData === null || getSelection()?.isCollapsed === false) return
        const text = selectionText(editor)
        if (text === null) return
        rememberCopy(text)
        event.clipboardData.setData('text/plain', text)
        event.preventDefault()
        say(kind === 'copy' ? t.spoken.copied : t.spoken.cut)
        if (kind === 'cut' && !isFrozen(editor)) deleteSelection(editor)
      },
      { signal },
    )
  }
  window.addEventListener(
    'paste',
    (event) => {
      if (isOthers(event) || event.clipboardData === null) return
      const at = canvasStore.getState().handle?.center()
      const text = event.clipboardData.getData('text/plain')
      if (at === undefined || isFrozen(editor)) return
      event.preventDefault()
      if (!pasteText(editor, text, at)) notPasted(text)
    },
    { signal },
  )
}

/** Rows, dialogs and fields have a clipboard use of their own; what they leave is not the drawing's. */
function isOthers({ target, defaultPrevented }: Event): boolean {
  if (defaultPrevented || isTyping(target)) return true
  return target instanceof Element && target.closest('[role="grid"],[role="dialog"],[role="menu"]') !== null
}
