import { X } from 'lucide-react'
import { actionOf } from '../actions/registry.ts'
import { runAction } from '../actions/run-action.ts'
import { useEditor } from '../state/use-editor.tsx'
import { Button, IconButton } from '../ui/Button.tsx'
import { t } from '../texts/texts.ts'
import { useApp, useUi } from './app-context.tsx'
import { firstQuery } from './first-query.ts'
import styles from './Welcome.module.css'

/** Three things to try, on the first run or when asked for. */
export function Welcome() {
  const app = useApp()
  const shown = useUi((s) => s.welcome)
  const query = useEditor((s) => firstQuery(s.doc))
  if (!shown) return null
  const close = (): void => {
    app.ui.setState({ welcome: false })
    app.prefs.set({ welcomeSeen: true })
  }
  const tryQuery = (): void => {
    app.preview.setCode('orm', query)
    runAction(app, actionOf('preview.run'))
  }
  return (
    <section className={styles['card']} aria-label={t.welcome.title}>
      <header className={styles['header']}>
        <h2>{t.welcome.title}</h2>
        <IconButton label={t.ui.dismiss} icon={<X />} small onClick={close} />
      </header>
      <ol className={styles['steps']}>
        <li>{t.welcome.draw}</li>
        <li>{t.welcome.watch}</li>
        {query !== '' && (
          <li>
            {t.welcome.ask}
            <code className={styles['code']}>{query}</code>
            <Button small onClick={tryQuery}>
              {t.welcome.run}
            </Button>
          </li>
        )}
      </ol>
    </section>
  )
}
