import { isExpr } from '../../../../shared/document/records.ts'
import type { FieldRef, Ordering, Value } from '../../../../shared/document/records.ts'
import { useCompiled } from '../../../app/app-context.tsx'
import { countRender } from '../../../canvas/render-count.ts'
import { Check } from '../../../ui/Check.tsx'
import { DraftInput } from '../../../ui/DraftInput.tsx'
import input from '../../../ui/Field.module.css'
import { Section } from '../../../ui/Section.tsx'
import { Select } from '../../../ui/Select.tsx'
import { t } from '../../../texts/texts.ts'
import { META_GROUPS, metaEdit, metaValue, otherEdit, unknownMeta } from './meta-options.ts'
import type { MetaGroup, MetaKey, MetaOption } from './meta-options.ts'
import { FieldGroups } from './FieldGroups.tsx'
import { Permissions } from './Permissions.tsx'
import styles from '../Inspector.module.css'
import type { RefItem } from '../parts/field-refs.ts'
import { KeywordList } from '../parts/KeywordList.tsx'
import { isLong } from '../parts/OptionRow.tsx'
import { OrderingEditor } from '../parts/OrderingEditor.tsx'
import { useRefs } from '../parts/use-refs.ts'
import type { Unnamed } from '../unnamed.ts'
import { useEdit } from '../use-edit.ts'
import { checkOptionalValue, readValue, valueText } from '../value-text.ts'

/** The options of class Meta by what they are about, one sentence each. */
export function MetaSection({ model }: { readonly model: Unnamed }) {
  countRender('MetaSection')
  const inherited = useCompiled((s) => {
    const resolved = s.resolution.models.get(model.id) ?? s.resolution.abstract.get(model.id)
    return resolved !== undefined && Object.keys(model.meta).length === 0 && Object.keys(resolved.meta).length > 0
  })
  return (
    <>
      <Group model={model} group="names" inherited={inherited} />
      <Group model={model} group="table" inherited={inherited} />
      <Group model={model} group="more" inherited={inherited} />
    </>
  )
}

interface GroupProps {
  readonly model: Unnamed
  readonly group: MetaGroup
  readonly inherited: boolean
}

function Group({ model, group, inherited }: GroupProps) {
  const items = useRefs(model)
  const { edit } = useEdit()
  // What is set of the older forms stands with the indexes.
  const older = META_GROUPS.together.filter(({ key }) => key === 'unique_together' && model.meta[key] === undefined)
  const options = group === 'more' ? [...META_GROUPS.more, ...older] : META_GROUPS[group]
  const unknown = group === 'more' ? unknownMeta(model.meta) : []
  const set = options.filter(({ key }) => metaValue(model.meta, key) !== undefined).length + unknown.length
  return (
    <Section
      title={t.meta.groups[group]}
      open={false}
      aside={set > 0 ? <span className={input['label']}>{t.inspector.setOptions(set)}</span> : undefined}
    >
      {inherited && <p className={styles['muted']}>{t.meta.inherited}</p>}
      {options.map((option) => (
        <MetaRow key={option.key} model={model} option={option} items={items} />
      ))}
      {group === 'more' && (
        <div className={input['stacked']}>
          <span className={input['label']}>{t.meta.others}</span>
          <KeywordList
            label={t.meta.others}
            keywords={unknown}
            options={model.meta.other ?? {}}
            onChange={(other) =>
              edit('model.setMeta', { id: model.id, ...otherEdit(other as { [keyword: string]: Value }) })
            }
          />
        </div>
      )}
    </Section>
  )
}

interface MetaRowProps {
  readonly model: Unnamed
  readonly option: MetaOption
  readonly items: readonly RefItem[]
}

/** One option with its sentence and the control its type asks for. */
export function MetaRow({ model, option, items }: MetaRowProps) {
  const { edit, disabled } = useEdit()
  const { key, type } = option
  const value = metaValue(model.meta, key)
  const set = (next: unknown): void => edit('model.setMeta', { id: model.id, ...metaEdit(model.meta, key, next) })
  if (type === 'boolean') {
    const fallback = option.default ?? false
    return (
      <Check
        mono
        label={key}
        text={t.meta.texts[key]}
        checked={typeof value === 'boolean' ? value : fallback}
        disabled={disabled}
        onChange={(checked) => set(checked === fallback ? undefined : checked)}
      />
    )
  }
  const isTall = type === 'ordering' || type === 'groups' || type === 'pairs'
  return (
    <div className={isTall || isLong(key) ? input['stacked'] : input['row']}>
      <span className={input['label']}>
        <code>{key}</code>
      </span>
      {isTall && <p className={input['help']}>{t.meta.texts[key]}</p>}
      <MetaControl model={model} option={option} items={items} value={value} set={set} />
      {!isTall && <p className={input['help']}>{t.meta.texts[key]}</p>}
    </div>
  )
}

interface MetaControlProps extends MetaRowProps {
  readonly value: unknown
  readonly set: (value: unknown) => void
}

function MetaControl({ model, option: { key, type }, items, value, set }: MetaControlProps) {
  const { disabled, done } = useEdit()
  if (type === 'fieldRef') return <RefSelect label={key} value={value} items={items} set={set} />
  if (type === 'ordering') {
    return (
      <OrderingEditor
        label={key}
        model={model}
        ordering={(value as readonly Ordering[] | undefined) ?? []}
        items={items}
        paths={key === 'ordering'}
        onChange={(next) => set(next.length === 0 ? undefined : next)}
      />
    )
  }
  if (type === 'groups') {
    const groups = (value as readonly (readonly FieldRef[])[] | undefined) ?? []
    return (
      <FieldGroups
        label={key}
        groups={groups}
        items={items}
        onChange={(next) => set(next.length === 0 ? undefined : next)}
      />
    )
  }
  if (type === 'pairs') return <Permissions label={key} value={value as Value | undefined} onChange={set} />
  const shared = { label: key, disabled, onDone: done, placeholder: placeholderOf(key) }
  if (type === 'value') {
    return (
      <DraftInput
        {...shared}
        mono
        value={valueText(value as Value | undefined)}
        check={checkOptionalValue}
        onCommit={(text) => {
          const read = text.trim() === '' ? null : readValue(text)
          if (read === null) set(undefined)
          else if ('value' in read) set(read.value)
        }}
      />
    )
  }
  return (
    <DraftInput
      {...shared}
      mono={type === 'text'}
      value={plainText(value)}
      check={type === 'words' ? (text) => (isSource(text) ? checkOptionalValue(text) : null) : () => null}
      onCommit={(text) => set(text === '' ? undefined : type === 'words' ? wordsValue(text) : text)}
    />
  )
}

function placeholderOf(key: MetaKey): string {
  return key === 'db_table' || key === 'verbose_name' ? t.meta.derived : t.inspector.notSet
}

interface RefSelectProps {
  readonly label: string
  readonly value: unknown
  readonly items: readonly RefItem[]
  readonly set: (value: unknown) => void
}

function RefSelect({ label, value, items, set }: RefSelectProps) {
  const { disabled } = useEdit()
  const known = typeof value === 'string' ? value : ''
  const choices = [
    { value: '', label: t.inspector.notSet },
    ...items.map((item) => ({ value: item.value as string, label: item.label })),
  ]
  if (!choices.some((one) => one.value === known)) choices.push({ value: known, label: known })
  return (
    <Select
      mono
      label={label}
      value={known}
      items={choices}
      disabled={disabled}
      onChange={(next) => set(next === '' ? undefined : next)}
    />
  )
}

/** verbose_name and such are words, shown without quotes; `_("…")` is source. */
export function plainText(value: unknown): string {
  return typeof value === 'string' ? value : isExpr(value) ? value.expr : valueText(value as Value | undefined)
}

function wordsValue(text: string): Value {
  const read = isSource(text) ? readValue(text) : { value: text }
  return 'value' in read ? read.value : text
}

function isSource(text: string): boolean {
  return /^[A-Za-z_][\w.]*\(.*\)$/.test(text.trim())
}
