import type { Index } from '../../../../shared/document/records.ts'
import { useCompiled } from '../../../app/app-context.tsx'
import { t } from '../../../texts/texts.ts'
import { DraftInput } from '../../../ui/DraftInput.tsx'
import input from '../../../ui/Field.module.css'
import styles from '../Inspector.module.css'
import type { RefItem } from '../parts/field-refs.ts'
import { withColumn } from '../parts/field-refs.ts'
import { KeywordList } from '../parts/KeywordList.tsx'
import { OrderingEditor } from '../parts/OrderingEditor.tsx'
import { RefList } from '../parts/RefList.tsx'
import { useEdit } from '../use-edit.ts'
import { Condition, Expressions, Row } from './IndexParts.tsx'
import type { Unnamed } from '../unnamed.ts'

interface IndexEditorProps {
  readonly model: Unnamed
  readonly index: Index
  readonly items: readonly RefItem[]
}

/** An index whole: fields with direction, condition, name and what else Django takes. */
export function IndexEditor({ model, index, items }: IndexEditorProps) {
  const { edit, disabled, done } = useEdit()
  const columns = withColumn(items)
  const derived = useCompiled((s) => s.resolution.models.get(model.id)?.indexes.find(({ id }) => id === index.id)?.name)
  const set = (part: Partial<Index>): void =>
    edit('index.set', { model: model.id, index: { ...index, ...part } as never })
  return (
    <div className={styles['editor']}>
      {index.expressions.length === 0 && (
        <Row keyword="fields" text={t.indexes.texts.fields} tall>
          <OrderingEditor
            label="fields"
            model={model}
            ordering={index.fields}
            items={columns}
            onChange={(fields) => set({ fields })}
          />
        </Row>
      )}
      {index.fields.length === 0 && (
        <Expressions expressions={index.expressions} onChange={(expressions) => set({ expressions })} />
      )}
      <Row keyword="name" text={t.indexes.texts.indexName}>
        <DraftInput
          label={t.indexes.nameOf('index')}
          mono
          value={index.name ?? ''}
          placeholder={derived ?? t.meta.derived}
          disabled={disabled}
          check={(text) => (text.length > 30 ? t.indexes.nameTooLong : null)}
          onCommit={(text) => set({ name: text === '' ? null : text })}
          onDone={done}
        />
      </Row>
      <Condition model={model} items={items} value={index.condition} onChange={(condition) => set({ condition })} />
      <Row keyword="include" text={t.indexes.texts.include} tall>
        <RefList
          label="include"
          refs={index.include}
          items={columns}
          disabled={disabled}
          onChange={(include) => set({ include })}
        />
      </Row>
      <Row keyword={t.inspector.class} text={t.indexes.texts.class}>
        <DraftInput
          label={t.indexes.classOf}
          mono
          value={index.type}
          disabled={disabled}
          check={(text) => (/^[A-Za-z_][\w.]*$/.test(text) ? null : t.inspector.classNeeded)}
          onCommit={(type) => set({ type })}
          onDone={done}
        />
      </Row>
      <div className={input['stacked']}>
        <span className={input['label']}>{t.indexes.arguments}</span>
        <KeywordList
          label={t.indexes.arguments}
          keywords={Object.keys(index.options)}
          options={index.options}
          onChange={(options) => set({ options })}
        />
      </div>
    </div>
  )
}
