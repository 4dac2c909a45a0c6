import type { Model } from '../../../shared/document/records.ts'
import { Check } from '../../ui/Check.tsx'
import { DraftInput } from '../../ui/DraftInput.tsx'
import input from '../../ui/Field.module.css'
import { Section } from '../../ui/Section.tsx'
import { Select } from '../../ui/Select.tsx'
import { t } from '../../texts/texts.ts'
import { META_OPTIONS } from './meta-options.ts'
import type { MetaKey, MetaType } from './meta-options.ts'
import { orderingText, readOrdering } from './ordering-text.ts'
import { useEdit } from './use-edit.ts'
import { readValue, valueText } from './value-text.ts'

/** The options of class Meta, one sentence each. */
export function MetaSection({ model }: { readonly model: Model }) {
  const set = META_OPTIONS.filter(({ key }) => model.meta[key] !== undefined).length
  return (
    <Section
      title="Meta"
      open={false}
      aside={set > 0 ? <span className={input['label']}>{t.inspector.setOptions(set)}</span> : undefined}
    >
      {META_OPTIONS.map((option) =>
        option.type === 'boolean' ? (
          <MetaCheck key={option.key} model={model} option={option.key} fallback={option.default ?? false} />
        ) : (
          <div key={option.key} className={input['row']}>
            <span className={input['label']}>
              <code>{option.key}</code>
            </span>
            <MetaControl model={model} option={option.key} type={option.type} />
            <p className={input['help']}>{t.inspector.meta[option.key]}</p>
          </div>
        ),
      )}
    </Section>
  )
}

function MetaCheck({
  model,
  option,
  fallback,
}: {
  readonly model: Model
  readonly option: MetaKey
  readonly fallback: boolean
}) {
  const { edit, disabled } = useEdit()
  const value = model.meta[option]
  return (
    <Check
      mono
      label={option}
      text={t.inspector.meta[option]}
      checked={typeof value === 'boolean' ? value : fallback}
      disabled={disabled}
      onChange={(checked) =>
        edit(
          'model.setMeta',
          checked === fallback ? { id: model.id, key: option } : { id: model.id, key: option, value: checked },
        )
      }
    />
  )
}

function MetaControl({
  model,
  option,
  type,
}: {
  readonly model: Model
  readonly option: MetaKey
  readonly type: Exclude<MetaType, 'boolean'>
}) {
  const { edit, done, disabled } = useEdit()
  const set = (value: unknown): void =>
    edit('model.setMeta', value === undefined ? { id: model.id, key: option } : { id: model.id, key: option, value })
  const shared = { label: option, mono: type !== 'text', disabled, onDone: done, placeholder: t.inspector.notSet }
  if (type === 'fieldRef') {
    const items = [
      { value: '', label: t.inspector.notSet },
      ...model.fields.map(({ id, name }) => ({ value: id as string, label: name })),
    ]
    return (
      <Select
        mono
        label={option}
        value={String(model.meta[option] ?? '')}
        items={items}
        disabled={disabled}
        onChange={(next) => set(next === '' ? undefined : next)}
      />
    )
  }
  if (type === 'ordering') {
    const typed = (text: string): void => {
      const ordering = readOrdering(text, model)
      set(ordering.length === 0 ? undefined : ordering)
    }
    return (
      <DraftInput
        {...shared}
        value={orderingText(model.meta.ordering, model)}
        placeholder="-created, title"
        onCommit={typed}
      />
    )
  }
  if (type === 'text') {
    return (
      <DraftInput
        {...shared}
        value={String(model.meta[option] ?? '')}
        onCommit={(text) => set(text === '' ? undefined : text)}
      />
    )
  }
  return (
    <DraftInput
      {...shared}
      value={plainText(model.meta[option])}
      onCommit={(text) =>
        set(
          text === ''
            ? undefined
            : isSource(text)
              ? 'value' in readValue(text)
                ? (readValue(text) as { value: unknown }).value
                : text
              : text,
        )
      }
    />
  )
}

/** verbose_name and such are words, shown without quotes; `_("…")` is source. */
function plainText(value: unknown): string {
  return typeof value === 'string' ? value : valueText(value as never)
}

function isSource(text: string): boolean {
  return /^[\w.]+\(.*\)$/.test(text.trim())
}
