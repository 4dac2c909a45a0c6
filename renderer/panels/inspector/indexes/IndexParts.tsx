/** Rows that indexes and constraints share. */
import { Plus } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Expr } from '../../../../shared/document/records.ts'
import { t } from '../../../texts/texts.ts'
import { Button } from '../../../ui/Button.tsx'
import { DraftInput } from '../../../ui/DraftInput.tsx'
import input from '../../../ui/Field.module.css'
import { isLong } from '../parts/OptionRow.tsx'
import type { RefItem } from '../parts/field-refs.ts'
import { Rows } from '../parts/Rows.tsx'
import { useEdit } from '../use-edit.ts'
import { checkExpr } from '../value-text.ts'
import { ConditionFacts } from './ConditionFacts.tsx'
import type { Unnamed } from '../unnamed.ts'

interface RowProps {
  readonly keyword: string
  readonly text: string
  readonly tall?: boolean
  readonly children: ReactNode
}

/** An option with its sentence. */
export function Row({ keyword, text, tall = false, children }: RowProps) {
  return (
    <div className={tall || isLong(keyword) ? input['stacked'] : input['row']}>
      <span className={input['label']}>
        <code>{keyword}</code>
      </span>
      {tall && <p className={input['help']}>{text}</p>}
      {children}
      {!tall && <p className={input['help']}>{text}</p>}
    </div>
  )
}

interface ConditionProps {
  readonly model: Unnamed
  readonly items: readonly RefItem[]
  readonly value: Expr | null
  readonly onChange: (condition: Expr | null) => void
}

/** The rows it is about, as `Q(…)`; nothing: all of them. */
export function Condition({ model, items, value, onChange }: ConditionProps) {
  const { disabled, done } = useEdit()
  return (
    <Row keyword="condition" text={t.indexes.texts.condition} tall>
      <DraftInput
        label="condition"
        mono
        value={value?.expr ?? ''}
        placeholder="Q(active=True)"
        disabled={disabled}
        check={(text) => (text.trim() === '' ? null : checkExpr(text))}
        onCommit={(text) => onChange(text.trim() === '' ? null : { expr: text.trim() })}
        onDone={done}
      />
      {value !== null && <ConditionFacts model={model} items={items} source={value.expr} what="where" />}
    </Row>
  )
}

interface ExpressionsProps {
  readonly expressions: readonly Expr[]
  readonly onChange: (expressions: readonly Expr[]) => void
}

/** `Lower("title").desc()` and such, one a row. */
export function Expressions({ expressions, onChange }: ExpressionsProps) {
  const { disabled, done } = useEdit()
  return (
    <Row keyword="expressions" text={t.indexes.texts.expressions} tall>
      <Rows
        label="expressions"
        items={expressions}
        nameOf={({ expr }) => expr}
        disabled={disabled}
        onChange={onChange}
        render={({ expr }, index) => (
          <DraftInput
            label={t.indexes.expression(index + 1)}
            mono
            value={expr}
            disabled={disabled}
            check={checkExpr}
            onCommit={(text) =>
              onChange(expressions.map((other, at) => (at === index ? { expr: text.trim() } : other)))
            }
            onDone={done}
          />
        )}
      />
      <div>
        <Button
          small
          icon={<Plus />}
          disabled={disabled}
          onClick={() => onChange([...expressions, { expr: 'Lower("name")' }])}
        >
          {t.indexes.addExpression}
        </Button>
      </div>
    </Row>
  )
}
