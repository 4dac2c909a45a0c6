import type { FieldOption } from '../../../shared/document/field-options.ts'
import type { FieldId } from '../../../shared/document/ids.ts'
import type { Field, Value } from '../../../shared/document/records.ts'
import { Check } from '../../ui/Check.tsx'
import { DraftInput } from '../../ui/DraftInput.tsx'
import field from '../../ui/Field.module.css'
import { Select } from '../../ui/Select.tsx'
import { t } from '../../texts/texts.ts'
import { exprText, readExpr, readInteger, readValue, valueText } from './value-text.ts'
import type { ReadValue } from './value-text.ts'

interface OptionRowProps {
  readonly option: FieldOption
  readonly value: Value | undefined
  /** Fields that a reference can name. */
  readonly fields: readonly Field[]
  readonly disabled: boolean
  /** undefined: back to Django's default. */
  readonly onChange: (value: Value | undefined) => void
  readonly onDone: () => void
}

/** One option of Django's, with the control its type asks for and a sentence on what it does. */
export function OptionRow(props: OptionRowProps) {
  const { option } = props
  if (option.type === 'boolean') return <BooleanOption {...props} />
  return (
    <div className={field['row']}>
      <span className={field['label']}>
        <code>{option.keyword}</code>
      </span>
      <OptionControl {...props} />
      <p className={field['help']}>{option.text}</p>
    </div>
  )
}

function BooleanOption({ option, value, disabled, onChange }: OptionRowProps) {
  return (
    <Check
      mono
      label={option.keyword}
      text={option.text}
      checked={(value ?? option.default) === true}
      disabled={disabled}
      onChange={(checked) => onChange(checked === (option.default ?? false) ? undefined : checked)}
    />
  )
}

function OptionControl({ option, value, fields, disabled, onChange, onDone }: OptionRowProps) {
  if (option.type === 'fieldRef') {
    const items = [
      { value: '', label: t.inspector.notSet },
      ...fields.map(({ id, name }) => ({ value: id as string, label: name })),
    ]
    const known = typeof value === 'string' ? value : ''
    // A reference by name, kept as it was written, is a choice of its own.
    if (known !== '' && !items.some((item) => item.value === known)) items.push({ value: known, label: known })
    return (
      <Select
        mono
        label={option.keyword}
        value={known}
        items={items}
        disabled={disabled}
        onChange={(next) => onChange(next === '' ? undefined : next)}
      />
    )
  }
  if (option.type === 'fieldRefs')
    return <FieldRefs keyword={option.keyword} value={value} fields={fields} disabled={disabled} onChange={onChange} />
  if (option.type === 'boolean') return null
  const { read, text } = READERS[option.type]
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
      value={text(value)}
      placeholder={
        option.default === undefined || option.default === null || option.default === ''
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

interface FieldRefsProps {
  readonly keyword: string
  readonly value: Value | undefined
  readonly fields: readonly Field[]
  readonly disabled: boolean
  readonly onChange: (value: Value | undefined) => void
}

/** Several fields, in the order they were chosen. */
function FieldRefs({ keyword, value, fields, disabled, onChange }: FieldRefsProps) {
  const chosen = Array.isArray(value) ? (value as readonly FieldId[]) : []
  return (
    <div role="group" aria-label={keyword}>
      {fields.map(({ id, name }) => (
        <Check
          key={id}
          mono
          label={name}
          checked={chosen.includes(id)}
          disabled={disabled}
          onChange={(checked) => {
            const next = checked ? [...chosen, id] : chosen.filter((one) => one !== id)
            onChange(next.length === 0 ? undefined : next)
          }}
        />
      ))}
    </div>
  )
}
