import type { Constraint, Options, UniqueConstraint, Value } from '../../../../shared/document/records.ts'
import { t } from '../../../texts/texts.ts'
import { DraftInput } from '../../../ui/DraftInput.tsx'
import input from '../../../ui/Field.module.css'
import { Select } from '../../../ui/Select.tsx'
import styles from '../Inspector.module.css'
import { plainText } from '../model/MetaSection.tsx'
import { withColumn } from '../parts/field-refs.ts'
import type { RefItem } from '../parts/field-refs.ts'
import { KeywordList } from '../parts/KeywordList.tsx'
import { PythonInput } from '../parts/PythonInput.tsx'
import { RefList } from '../parts/RefList.tsx'
import { useEdit } from '../use-edit.ts'
import { checkExpr } from '../value-text.ts'
import { ConditionFacts } from './ConditionFacts.tsx'
import { Condition, Expressions, Row } from './IndexParts.tsx'
import type { Unnamed } from '../unnamed.ts'

interface ConstraintEditorProps {
  readonly model: Unnamed
  readonly constraint: Constraint
  readonly items: readonly RefItem[]
}

/** Arguments with a row of their own; the rest are listed as Python. */
const SHOWN = ['violation_error_message', 'violation_error_code', 'nulls_distinct']

/** A constraint whole. */
export function ConstraintEditor({ model, constraint, items }: ConstraintEditorProps) {
  const { edit, disabled, done } = useEdit()
  const set = (next: Constraint): void => edit('constraint.set', { model: model.id, constraint: next as never })
  if (constraint.kind === 'custom') {
    return (
      <div className={styles['editor']}>
        <PythonInput
          label={t.inspector.sourceOf(constraint.name)}
          value={constraint.source}
          disabled={disabled}
          check={checkExpr}
          onCommit={(source) => set({ ...constraint, source })}
          onDone={done}
        />
      </div>
    )
  }
  const options = (next: Options): void => set({ ...constraint, options: next })
  const others = Object.keys(constraint.options).filter((keyword) => !SHOWN.includes(keyword))
  return (
    <div className={styles['editor']}>
      {constraint.kind === 'check' ? (
        <Row keyword="condition" text={t.indexes.checkHelp} tall>
          <DraftInput
            label={t.indexes.condition}
            mono
            multiline
            value={constraint.condition.expr}
            disabled={disabled}
            check={checkExpr}
            onCommit={(text) => set({ ...constraint, condition: { expr: text.trim() } })}
            onDone={done}
          />
          <ConditionFacts model={model} items={items} source={constraint.condition.expr} what="check" />
        </Row>
      ) : (
        <Unique model={model} constraint={constraint} items={items} set={set} />
      )}
      <Row keyword="name" text={t.indexes.texts.name}>
        <DraftInput
          label={t.indexes.nameOf('constraint')}
          mono
          value={constraint.name}
          disabled={disabled}
          check={(text) => (text.trim() === '' ? t.inspector.nameNeeded : null)}
          onCommit={(name) => set({ ...constraint, name })}
          onDone={done}
        />
      </Row>
      {(['violation_error_message', 'violation_error_code'] as const).map((keyword) => (
        <Row key={keyword} keyword={keyword} text={t.indexes.texts[keyword]} tall>
          <DraftInput
            label={keyword}
            value={plainText(constraint.options[keyword])}
            placeholder={t.inspector.notSet}
            disabled={disabled}
            onCommit={(text) => options(withOption(constraint.options, keyword, text === '' ? undefined : text))}
            onDone={done}
          />
        </Row>
      ))}
      {others.length > 0 && (
        <div className={input['stacked']}>
          <span className={input['label']}>{t.indexes.arguments}</span>
          <KeywordList label={t.indexes.arguments} keywords={others} options={constraint.options} onChange={options} />
        </div>
      )}
    </div>
  )
}

interface UniqueProps {
  readonly model: Unnamed
  readonly constraint: UniqueConstraint
  readonly items: readonly RefItem[]
  readonly set: (constraint: UniqueConstraint) => void
}

const DEFERRABLE = [
  { value: '', label: t.indexes.deferrable.none, text: t.indexes.deferrableTexts.none },
  { value: 'DEFERRED', label: 'DEFERRED', text: t.indexes.deferrableTexts.DEFERRED },
  { value: 'IMMEDIATE', label: 'IMMEDIATE', text: t.indexes.deferrableTexts.IMMEDIATE },
] as const
const NULLS = [
  { value: '', label: t.indexes.nulls.default },
  { value: 'true', label: t.indexes.nulls.distinct },
  { value: 'false', label: t.indexes.nulls.same },
] as const

function Unique({ model, constraint, items, set }: UniqueProps) {
  const { disabled } = useEdit()
  const columns = withColumn(items)
  const nulls = constraint.options['nulls_distinct']
  return (
    <>
      {constraint.expressions.length === 0 && (
        <Row keyword="fields" text={t.indexes.texts.unique} tall>
          <RefList
            label="fields"
            refs={constraint.fields}
            items={columns}
            disabled={disabled}
            onChange={(fields) => set({ ...constraint, fields })}
          />
        </Row>
      )}
      {constraint.fields.length === 0 && (
        <Expressions
          expressions={constraint.expressions}
          onChange={(expressions) => set({ ...constraint, expressions })}
        />
      )}
      <Condition
        model={model}
        items={items}
        value={constraint.condition}
        onChange={(condition) => set({ ...constraint, condition })}
      />
      <Row keyword="deferrable" text={t.indexes.texts.deferrable}>
        <Select
          label="deferrable"
          value={constraint.deferrable ?? ''}
          items={DEFERRABLE}
          disabled={disabled}
          onChange={(next) => set({ ...constraint, deferrable: next === '' ? null : next })}
        />
      </Row>
      <Row keyword="nulls_distinct" text={t.indexes.texts.nulls_distinct}>
        <Select
          label="nulls_distinct"
          value={nulls === true ? 'true' : nulls === false ? 'false' : ''}
          items={NULLS}
          disabled={disabled}
          onChange={(next) =>
            set({
              ...constraint,
              options: withOption(constraint.options, 'nulls_distinct', next === '' ? undefined : next === 'true'),
            })
          }
        />
      </Row>
      <Row keyword="include" text={t.indexes.texts.include} tall>
        <RefList
          label="include"
          refs={constraint.include}
          items={columns}
          disabled={disabled}
          onChange={(include) => set({ ...constraint, include })}
        />
      </Row>
    </>
  )
}

function withOption(options: Options, keyword: string, value: Value | undefined): Options {
  const { [keyword]: _, ...rest } = options
  return value === undefined ? rest : { ...rest, [keyword]: value }
}
