import { Plus } from 'lucide-react'
import { useState } from 'react'
import type { Options, Value } from '../../../../shared/document/records.ts'
import { t } from '../../../texts/texts.ts'
import { Button } from '../../../ui/Button.tsx'
import { DraftInput } from '../../../ui/DraftInput.tsx'
import input from '../../../ui/Field.module.css'
import { useEdit } from '../use-edit.ts'
import { checkValue, readValue, valueText } from '../value-text.ts'
import { Rows } from './Rows.tsx'
import styles from './Rows.module.css'

interface KeywordListProps {
  readonly label: string
  /** Those that are shown; others of `options` stay as they are. */
  readonly keywords: readonly string[]
  readonly options: Options
  readonly onChange: (options: Options) => void
}

/** Arguments by keyword whose meaning we do not know: kept as Python, changed as Python. */
export function KeywordList({ label, keywords, options, onChange }: KeywordListProps) {
  const { disabled, done } = useEdit()
  const [adding, setAdding] = useState<string | null>(null)
  const set = (keyword: string, value: Value): void => onChange({ ...options, [keyword]: value })
  const isFree = adding !== null && /^[\p{L}_][\p{L}\p{N}_]*$/u.test(adding) && options[adding] === undefined
  return (
    <div role="group" aria-label={label} className={styles['group']}>
      <Rows
        label={label}
        items={keywords}
        nameOf={(keyword) => keyword}
        fixed
        disabled={disabled}
        onChange={(left) =>
          onChange(
            Object.fromEntries(
              Object.entries(options).filter(([key]) => !keywords.includes(key) || left.includes(key)),
            ),
          )
        }
        render={(keyword) => (
          <div className={styles['pair']}>
            <code className={styles['chip']}>{keyword}</code>
            <DraftInput
              label={keyword}
              mono
              value={valueText(options[keyword])}
              disabled={disabled}
              check={checkValue}
              onCommit={(text) => {
                const read = readValue(text)
                if ('value' in read) set(keyword, read.value)
              }}
              onDone={done}
            />
          </div>
        )}
      />
      {adding === null ? (
        <Button small icon={<Plus />} disabled={disabled} onClick={() => setAdding('')}>
          {t.inspector.addArgument}
        </Button>
      ) : (
        <form
          className={styles['withAside']}
          onSubmit={(event) => {
            event.preventDefault()
            if (!isFree) return
            set(adding, null)
            setAdding(null)
          }}
        >
          <input
            className={input['input']}
            // The button that opened it is gone: the typing goes on here.
            // oxlint-disable-next-line jsx-a11y/no-autofocus
            autoFocus
            aria-label={t.inspector.argumentName}
            placeholder={t.inspector.argumentName}
            value={adding}
            spellCheck={false}
            onChange={(event) => setAdding(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Escape') return
              event.stopPropagation()
              setAdding(null)
            }}
          />
          <Button small type="submit" disabled={!isFree}>
            {t.ui.add}
          </Button>
        </form>
      )}
    </div>
  )
}
