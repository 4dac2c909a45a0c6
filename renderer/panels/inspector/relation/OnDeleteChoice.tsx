import { useId } from 'react'
import { isExpr } from '../../../../shared/document/records.ts'
import type { OnDelete, OnDeleteName } from '../../../../shared/document/records.ts'
import { Button } from '../../../ui/Button.tsx'
import { DraftInput } from '../../../ui/DraftInput.tsx'
import { t } from '../../../texts/texts.ts'
import styles from '../Inspector.module.css'
import type { RelationNames } from './relation-facts.ts'
import { readValue, valueText } from '../value-text.ts'

type Choice = OnDeleteName | 'SET'
const CHOICES: readonly Choice[] = ['CASCADE', 'PROTECT', 'RESTRICT', 'SET_NULL', 'SET_DEFAULT', 'SET', 'DO_NOTHING']

interface OnDeleteChoiceProps {
  readonly value: OnDelete | null
  readonly names: RelationNames
  readonly isNull: boolean
  readonly hasDefault: boolean
  readonly disabled?: boolean
  readonly onChange: (value: OnDelete) => void
  readonly onMakeNull?: () => void
}

/** The seven ways, each with what it does to these very models. */
export function OnDeleteChoice({
  value,
  names,
  isNull,
  hasDefault,
  disabled = false,
  onChange,
  onMakeNull,
}: OnDeleteChoiceProps) {
  const group = useId()
  const current: Choice | null = value === null || isExpr(value) ? null : typeof value === 'string' ? value : 'SET'
  return (
    <div role="radiogroup" aria-label="on_delete">
      {value !== null && isExpr(value) && <p className={styles['words']}>{t.relation.customOnDelete(value.expr)}</p>}
      {CHOICES.map((choice) => (
        <label key={choice} className={styles['radio']}>
          <input
            type="radio"
            name={group}
            checked={current === choice}
            disabled={disabled}
            onChange={() => onChange(choice === 'SET' ? { set: null } : choice)}
          />
          <span className={styles['radioBody']}>
            <code>{choice === 'SET' ? 'SET(…)' : choice}</code>
            <span className={styles['radioText']}>{t.core.onDelete[choice](names)}</span>
            {choice === 'SET_NULL' && current === 'SET_NULL' && !isNull && onMakeNull !== undefined && (
              <span>
                <Button small disabled={disabled} onClick={onMakeNull}>
                  {t.relation.makeNullable}
                </Button>
              </span>
            )}
            {choice === 'SET_DEFAULT' && current === 'SET_DEFAULT' && !hasDefault && (
              <span>{t.relation.needsDefault}</span>
            )}
          </span>
        </label>
      ))}
      {typeof value === 'object' && value !== null && 'set' in value && (
        <DraftInput
          label={t.relation.setTo}
          mono
          value={valueText(value.set)}
          disabled={disabled}
          check={(text) => {
            const read = text.trim() === '' ? { problem: t.inspector.valueNeeded } : readValue(text)
            return 'problem' in read ? read.problem : null
          }}
          onCommit={(text) => {
            const read = readValue(text)
            if ('value' in read) onChange({ set: read.value })
          }}
        />
      )}
    </div>
  )
}
