import { Copy } from 'lucide-react'
import { useState } from 'react'
import { QUERY_TARGETS } from '../../../shared/query-code/targets.ts'
import type { QueryTarget } from '../../../shared/query-code/targets.ts'
import { report } from '../../actions/run-action.ts'
import { t } from '../../texts/texts.ts'
import { Button } from '../../ui/Button.tsx'
import { ScrollText } from '../../ui/ScrollText.tsx'
import { Select } from '../../ui/Select.tsx'
import { notify } from '../../ui/Toasts.tsx'
import styles from '../PreviewPanel.module.css'
import type { ShownStatement } from './read-item.ts'

/** The run's querysets as TypeScript, for the schemas that the exports write. */
export function CodeTab({ statements }: { readonly statements: readonly ShownStatement[] }) {
  const [target, setTarget] = useState<QueryTarget>('drizzle')
  const found = statements.flatMap(({ line, code }) => {
    const one = code.find((candidate) => candidate.target === target)
    return one === undefined ? [] : [{ line, ...one }]
  })
  if (found.length === 0) return <p className={styles['value']}>{t.preview.noCode}</p>
  const text = found.flatMap((one) => one.text ?? []).join('\n')
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text)
    notify({ title: t.preview.copied })
  }
  return (
    <>
      <div className={styles['bar']}>
        <Select
          small
          label={t.preview.library}
          value={target}
          items={QUERY_TARGETS.map(({ id, label }) => ({ value: id, label }))}
          onChange={setTarget}
        />
        <span className={styles['spring']} />
        <Button small look="quiet" icon={<Copy />} disabled={text === ''} onClick={() => void copy().catch(report)}>
          {t.preview.copy}
        </Button>
      </div>
      {found.map((one) =>
        one.text === null ? (
          <p key={one.line} className={styles['value']}>
            {t.preview.refused(one.refused ?? '')}
          </p>
        ) : (
          <ScrollText key={one.line} className={styles['sql']} label={t.preview.code}>
            {one.text}
          </ScrollText>
        ),
      )}
    </>
  )
}
