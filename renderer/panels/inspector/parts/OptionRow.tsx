import type { FieldOption } from '../../../../shared/document/fields/field-options.ts'
import type { FieldRef, Value } from '../../../../shared/document/records.ts'
import { Check } from '../../../ui/Check.tsx'
import { DraftInput } from '../../../ui/DraftInput.tsx'
import field from '../../../ui/Field.module.css'
import { Select } from '../../../ui/Select.tsx'
import { inWords, t } from '../../../texts/texts.ts'
import type { RefItem } from './field-refs.ts'
import { RefList } from './RefList.tsx'
import { exprText, readExpr, readInteger, readValue, valueText } from '../value-text.ts'
import type { ReadValue } from '../value-text.ts'

/** A keyword that would be broken in the label's column stands above its control. */
export function isLong(keyword: string): boolean {
  return keyword.length > 13
}

interface OptionRowProps {
  readonly option: FieldOption
  readonly value: Value | undefined
  /** Fields that a reference can name. */
  readonly fields: readonly RefItem[]
  readonly disabled: boolean
  /** Several things are shown, and they differ in it. */
  readonly mixed?: boolean
  /** How the text is read, where that is not as the option's type says. */
  readonly read?: ((text: string) => ReadValue) | undefined
  /** undefined: back to Django's default. */
  readonly onChange: (value: Value | undefined) => void
  readonly onDone: () => void
}

/** One option of Django's, with the control its type asks for and a sentence on what it does. */
export function OptionRow(props: OptionRowProps) {
  const { option } = props
  if (option.type === 'boolean') return <BooleanOption {...props} />
  return (
    <div className={option.type === 'fieldRefs' || isLong(option.keyword) ? field['stacked'] : field['row']}>
      <span className={field['label']}>
        <code>{option.keyword}</code>
      </span>
      <OptionControl {...props} />
      <p className={field['help']}>{inWords(option.text)}</p>
    </div>
  )
}

function BooleanOption({ option, value, disabled, mixed = false, onChange }: OptionRowProps) {
  return (
    <Check
      mono
      label={option.keyword}
      text={inWords(option.text)}
      checked={!mixed && (value ?? option.default) === true}
      mixed={mixed}
      disabled={disabled}
      onChange={(checked) => onChange(checked === (option.default ?? false) ? undefined : checked)}
    />
  )
}

function OptionControl({
  option,
  value,
  fields,
  disabled,
  mixed = false,
  read: given,
  onChange,
  onDone,
}: OptionRowProps) {
  if (option.type === 'fieldRef') {
    const items = [
      { value: '', label: t.inspector.notSet },
      ...fields.map((item) => ({ value: item.value as string, label: item.label })),
    ]
    const known = mixed ? MIXED : typeof value === 'string' ? value : ''
    if (mixed) items.push({ value: MIXED, label: t.inspector.mixed })
    // A reference by name, kept as it was written, is a choice of its own.
    if (known !== '' && !items.some((item) => item.value === known)) items.push({ value: known, label: known })
    return (
      <Select
        mono
        label={option.keyword}
        value={known}
        items={items}
        disabled={disabled}
        onChange={(next) => next !== MIXED && onChange(next === '' ? undefined : next)}
      />
    )
  }
  if (option.type === 'fieldRefs') {
    return (
      <RefList
        label={option.keyword}
        refs={Array.isArray(value) ? (value as readonly FieldRef[]) : []}
        items={fields}
        disabled={disabled}
        onChange={(next) => onChange(next.length === 0 ? undefined : next)}
      />
    )
  }
  if (option.type === 'boolean') return null
  const { read: usual, text } = READERS[option.type]
  const read = given ?? usual
  const check = (typed: string): string | null => {
    if (typed.trim() === '') return null
    const result = read(typed)
    return 'problem' in result ? result.problem : null
  }
  return (
    <DraftInput
      label={option.keyword}
      mono={option.type !== 'text'}
      type={option.type === 'integer' ? 'number' : 'text'}
      value={mixed ? '' : text(value)}
      placeholder={
        mixed
          ? t.inspector.mixed
          : option.default === undefined || option.default === null || option.default === ''
            ? t.inspector.notSet
            : valueText(option.default)
      }
      disabled={disabled}
      check={check}
      onDone={onDone}
      onCommit={(typed) => {
        const result = typed.trim() === '' ? null : read(typed)
        if (result === null) onChange(undefined)
        else if ('value' in result) onChange(result.value)
      }}
    />
  )
}

interface Reader {
  readonly read: (text: string) => ReadValue
  readonly text: (value: Value | undefined) => string
}

const READERS: Record<'integer' | 'text' | 'value' | 'expr', Reader> = {
  integer: { read: readInteger, text: valueText },
  text: { read: (text) => ({ value: text }), text: (value) => (typeof value === 'string' ? value : valueText(value)) },
  value: { read: readValue, text: valueText },
  expr: { read: readExpr, text: exprText },
}

const MIXED = '+mixed'
