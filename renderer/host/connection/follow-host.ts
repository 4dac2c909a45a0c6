/** The native side of the page: title and dirty mark, menu items, closing, files from the system. */
import type { App } from '../../app/app-context.tsx'
import { ACTIONS, ACTIONS_BY_ID } from '../../actions/registry.ts'
import { report, runAction } from '../../actions/run-action.ts'
import { notify } from '../../ui/Toasts.tsx'
import { t } from '../../texts/texts.ts'

const STATE_DELAY_MS = 150

export function followHost(app: App): void {
  const { client, editor, files } = app
  let timer: ReturnType<typeof setTimeout> | null = null
  let told = ''

  function tell(): void {
    timer = null
    const { label, doc } = files.getState()
    const dirty = files.isDirty()
    const disabled = ACTIONS.filter((action) => !action.isEnabled(app)).map(({ id }) => id)
    document.title = `${dirty ? '• ' : ''}${label.replace(/\.relata\.json$/, '') || t.frame.untitled} – Relata`
    const state = { title: label, dirty, doc, disabled }
    const text = JSON.stringify(state)
    if (text === told) return
    told = text
    client.call('app.setState', state).catch(() => {
      // A host without a window of its own has nothing to show.
    })
  }
  const soon = (): void => {
    timer ??= setTimeout(tell, STATE_DELAY_MS)
  }
  tell()
  editor.subscribe(soon)
  files.subscribe(soon)

  client.on('app.action', ({ id }) => {
    const action = ACTIONS_BY_ID.get(id)
    if (action !== undefined) runAction(app, action)
  })
  client.on('app.open', (picked) => void files.openOrImport([picked]).catch(report))
  client.on('app.closing', ({ token, save }) => {
    const proceed = save ? files.save() : files.mayLeave()
    void proceed
      .catch(() => false)
      .then((may) => client.call('app.closeReply', { token, proceed: may }))
      .catch(report)
  })
  client.onClose(() => notify({ title: t.errors.codes.CRASHED, text: t.errors.lostHost, kind: 'error' }))

  window.addEventListener('beforeunload', (event) => {
    if (!files.isDirty()) return
    files.keepCopy(true)
    event.preventDefault()
  })
}
