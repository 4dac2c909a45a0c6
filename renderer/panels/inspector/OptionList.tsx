import { useState } from 'react'
import type { FieldOption } from '../../../shared/document/field-options.ts'
import type { Field, Options, Value } from '../../../shared/document/records.ts'
import { Section } from '../../ui/Section.tsx'
import input from '../../ui/Field.module.css'
import { t } from '../../texts/texts.ts'
import { OptionRow } from './OptionRow.tsx'

interface OptionListProps {
  readonly options: readonly FieldOption[]
  readonly values: Options
  readonly fields: readonly Field[]
  readonly disabled: boolean
  readonly onChange: (keyword: string, value: Value | undefined) => void
  readonly onDone: () => void
}

/** The options a beginner needs, then the rest behind one click, with a search. */
export function OptionList({ options, values, fields, disabled, onChange, onDone }: OptionListProps) {
  const [query, setQuery] = useState('')
  const row = (option: FieldOption) => (
    <OptionRow
      key={option.keyword}
      option={option}
      value={values[option.keyword]}
      fields={fields}
      disabled={disabled}
      onChange={(value) => onChange(option.keyword, value)}
      onDone={onDone}
    />
  )
  const basic = options.filter((option) => option.basic)
  const more = options.filter((option) => !option.basic)
  const set = more.filter((option) => values[option.keyword] !== undefined)
  const wanted = query.trim().toLowerCase()
  const shown = more.filter((option) => `${option.keyword} ${option.text}`.toLowerCase().includes(wanted))
  return (
    <>
      <Section title={t.inspector.options}>
        {basic.map(row)}
        {set.map(row)}
      </Section>
      {more.length > 0 && (
        <Section
          title={t.inspector.moreOptions}
          open={false}
          aside={<span className={input['label']}>{more.length - set.length}</span>}
        >
          <input
            type="search"
            className={input['input']}
            aria-label={t.inspector.searchOptions}
            placeholder={t.inspector.searchOptions}
            value={query}
            onChange={(event) => setQuery(event.target.value)}
          />
          {shown.filter((option) => !set.includes(option)).map(row)}
          {shown.length === 0 && <p className={input['help']}>{t.ui.nothingFound}</p>}
        </Section>
      )}
    </>
  )
}
