import { useState } from 'react'
import type { FieldOption } from '../../../../shared/document/fields/field-options.ts'
import type { Options, Value } from '../../../../shared/document/records.ts'
import { Section } from '../../../ui/Section.tsx'
import input from '../../../ui/Field.module.css'
import { inWords, t } from '../../../texts/texts.ts'
import { OptionRow } from '../parts/OptionRow.tsx'
import type { RefItem } from '../parts/field-refs.ts'
import type { ReadValue } from '../value-text.ts'
import { KeywordList } from '../parts/KeywordList.tsx'

/** The fields that an option can name; that depends on the option: `to_field` is one of the target's. */
export type OptionFields = (keyword: string) => readonly RefItem[]

interface OptionListProps {
  readonly options: readonly FieldOption[]
  readonly values: Options
  readonly fieldsFor: OptionFields
  /** How an option's text is read, where not as its type says. */
  readonly readerFor?: ((keyword: string) => ((text: string) => ReadValue) | undefined) | undefined
  readonly disabled: boolean
  readonly onChange: (keyword: string, value: Value | undefined) => void
  readonly onChangeAll: (options: Options) => void
  readonly onDone: () => void
}

/** The options a beginner needs, then the rest behind one click, with a search. */
export function OptionList({
  options,
  values,
  fieldsFor,
  readerFor,
  disabled,
  onChange,
  onChangeAll,
  onDone,
}: OptionListProps) {
  const [query, setQuery] = useState('')
  const row = (option: FieldOption) => (
    <OptionRow
      key={option.keyword}
      option={option}
      value={values[option.keyword]}
      fields={fieldsFor(option.keyword)}
      read={readerFor?.(option.keyword)}
      disabled={disabled}
      onChange={(value) => onChange(option.keyword, value)}
      onDone={onDone}
    />
  )
  const known = new Set(options.map(({ keyword }) => keyword))
  const unknown = Object.keys(values).filter((keyword) => !known.has(keyword) && values[keyword] !== undefined)
  const basic = options.filter((option) => option.basic)
  const more = options.filter((option) => !option.basic)
  const set = more.filter((option) => values[option.keyword] !== undefined)
  const wanted = query.trim().toLowerCase()
  const shown = more.filter((option) => `${option.keyword} ${inWords(option.text)}`.toLowerCase().includes(wanted))
  return (
    <>
      {basic.length + set.length > 0 && (
        <Section title={t.inspector.options}>
          {basic.map(row)}
          {set.map(row)}
        </Section>
      )}
      <Section
        title={t.inspector.moreOptions}
        open={unknown.length > 0}
        aside={<span className={input['label']}>{more.length - set.length}</span>}
      >
        {more.length > 0 && (
          <input
            type="search"
            className={input['input']}
            aria-label={t.inspector.searchOptions}
            placeholder={t.inspector.searchOptions}
            value={query}
            onChange={(event) => setQuery(event.target.value)}
          />
        )}
        {shown.filter((option) => !set.includes(option)).map(row)}
        {more.length > 0 && shown.length === 0 && <p className={input['help']}>{t.ui.nothingFound}</p>}
        <div className={input['stacked']}>
          <span className={input['label']}>{t.inspector.otherArguments}</span>
          <KeywordList label={t.inspector.otherArguments} keywords={unknown} options={values} onChange={onChangeAll} />
        </div>
      </Section>
    </>
  )
}
