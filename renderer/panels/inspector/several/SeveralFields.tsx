import { useState } from 'react'
import type { CommandType } from '../../../../shared/commands/registry.ts'
import { fieldClassOf, optionsOf } from '../../../../shared/document/fields/field-options.ts'
import type { FieldOption } from '../../../../shared/document/fields/field-options.ts'
import { ON_DELETE_TEXTS } from '../../../../shared/document/fields/ondelete.ts'
import { isRelation } from '../../../../shared/document/records.ts'
import type { Field, Model, OnDeleteName, ScalarType } from '../../../../shared/document/records.ts'
import { report } from '../../../actions/run-action.ts'
import { useApp } from '../../../app/app-context.tsx'
import type { FieldPlace } from '../../../state/editor-store.ts'
import { useEditor } from '../../../state/use-editor.tsx'
import { t } from '../../../texts/texts.ts'
import input from '../../../ui/Field.module.css'
import { Picker } from '../../../ui/Picker.tsx'
import { Section } from '../../../ui/Section.tsx'
import { Select } from '../../../ui/Select.tsx'
import { TYPE_GROUPS } from '../field/FieldInspector.tsx'
import styles from '../Inspector.module.css'
import { ObjectHead } from '../parts/ObjectHead.tsx'
import { OptionRow } from '../parts/OptionRow.tsx'
import { useEdit } from '../use-edit.ts'
import { commonOf, MIXED } from './field-groups.ts'

interface Member {
  readonly model: Model
  readonly field: Field
}

/** Options that name something of one model cannot be the same for several. */
const OF_ONE_MODEL = new Set(['fieldRef', 'fieldRefs'])
const ON_DELETES: readonly OnDeleteName[] = ['CASCADE', 'PROTECT', 'RESTRICT', 'SET_NULL', 'SET_DEFAULT', 'DO_NOTHING']
const MIXED_VALUE = '+mixed'

/** Several fields: what they have alike is edited for all at once, as one undo step. */
export function SeveralFields({ places }: { readonly places: readonly FieldPlace[] }) {
  const { editor } = useApp()
  const { done, disabled } = useEdit()
  const models = useEditor((s) => s.doc.models)
  const members = places.flatMap((place): readonly Member[] => {
    const model = models[place.model]
    const field = model?.fields.find(({ id }) => id === place.field)
    return model === undefined || field === undefined ? [] : [{ model, field }]
  })

  function editAll(
    label: string,
    type: CommandType,
    params: (member: Member) => object,
    mergeKey: string | null = null,
    some: readonly Member[] = members,
  ): void {
    try {
      const calls = some.map((member) => ({
        type,
        params: { model: member.model.id, id: member.field.id, ...params(member) },
      }))
      editor.dispatchAll(label, calls, mergeKey)
    } catch (thrown) {
      report(thrown)
    }
  }

  const scalars = members.every(({ field }) => field.kind === 'scalar')
  const keys = members.every(({ field }) => isRelation(field) && field.kind !== 'manyToMany')
  const type = commonOf(members.map(({ field }) => (field.kind === 'scalar' ? field.type : null)))
  const onDelete = commonOf(members.map(({ field }) => (isRelation(field) ? field.onDelete : null)))
  return (
    <>
      <ObjectHead
        what={t.inspector.severalFields(members.length)}
        {...(disabled
          ? {}
          : {
              onDelete: () =>
                editor.dispatchAll(
                  t.inspector.deleteFields(members.length),
                  members.map(({ model, field }) => ({
                    type: 'field.delete',
                    params: { model: model.id, ids: [field.id] },
                  })),
                ),
            })}
        deleteLabel={t.inspector.deleteFields(members.length)}
      />
      <Section title={t.inspector.forAll}>
        <p className={styles['inherited']}>
          {members.map(({ model, field }) => (
            <button
              key={field.id}
              type="button"
              className={styles['link']}
              onClick={() =>
                editor.select({ models: new Set([model.id]), field: { model: model.id, field: field.id } })
              }
            >
              {model.name}.{field.name}
            </button>
          ))}
        </p>
        {scalars && (
          <div className={input['row']}>
            <span className={input['label']}>{t.inspector.type}</span>
            <Picker
              mono
              label={t.inspector.type}
              value={type === MIXED || type === null ? null : type}
              placeholder={t.inspector.mixed}
              groups={TYPE_GROUPS}
              disabled={disabled}
              onChange={(next) =>
                editAll(t.inspector.changeAll('type'), 'field.setType', () => ({ type: next as ScalarType }))
              }
            />
          </div>
        )}
        {keys && (
          <div className={input['row']}>
            <span className={input['label']}>
              <code>on_delete</code>
            </span>
            <Select
              mono
              label="on_delete"
              value={typeof onDelete === 'string' ? onDelete : MIXED_VALUE}
              items={[
                ...ON_DELETES.map((one) => ({ value: one as string, label: one, text: ON_DELETE_TEXTS[one].text })),
                ...(typeof onDelete === 'string' ? [] : [{ value: MIXED_VALUE, label: t.inspector.mixed }]),
              ]}
              disabled={disabled}
              onChange={(next) => {
                if (next === MIXED_VALUE) return
                editAll(t.inspector.changeAll('on_delete'), 'relation.set', () => ({ onDelete: next }))
              }}
            />
          </div>
        )}
      </Section>
      <CommonOptions
        members={members}
        disabled={disabled}
        onDone={done}
        onChange={(keyword, value) =>
          editAll(
            t.inspector.changeAll(keyword),
            'field.setOption',
            () => (value === undefined ? { keyword } : { keyword, value }),
            typeof value === 'string' || typeof value === 'number' ? `several ${keyword}` : null,
          )
        }
      />
    </>
  )
}

interface CommonOptionsProps {
  readonly members: readonly Member[]
  readonly disabled: boolean
  readonly onChange: (keyword: string, value: Parameters<Parameters<typeof OptionRow>[0]['onChange']>[0]) => void
  readonly onDone: () => void
}

/** The options that all of them take. */
function CommonOptions({ members, disabled, onChange, onDone }: CommonOptionsProps) {
  const [query, setQuery] = useState('')
  const classes = members.map(({ field }) => fieldClassOf(field))
  const lists = classes.map((one) => new Set(one === null ? [] : optionsOf(one).map(({ keyword }) => keyword)))
  const [first] = classes
  const common = (first === null || first === undefined ? [] : optionsOf(first)).filter(
    ({ keyword, type }) => !OF_ONE_MODEL.has(type) && lists.every((list) => list.has(keyword)),
  )
  const row = (option: FieldOption) => {
    const value = commonOf(members.map(({ field }) => field.options[option.keyword]))
    return (
      <OptionRow
        key={option.keyword}
        option={option}
        value={value === MIXED ? undefined : value}
        mixed={value === MIXED}
        fields={[]}
        disabled={disabled}
        onChange={(next) => onChange(option.keyword, next)}
        onDone={onDone}
      />
    )
  }
  const wanted = query.trim().toLowerCase()
  if (common.length === 0) return <p className={styles['nothing']}>{t.inspector.nothingInCommon}</p>
  return (
    <>
      <Section title={t.inspector.options}>{common.filter(({ basic }) => basic).map(row)}</Section>
      <Section title={t.inspector.moreOptions} open={false}>
        <input
          type="search"
          className={input['input']}
          aria-label={t.inspector.searchOptions}
          placeholder={t.inspector.searchOptions}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
        {common
          .filter(({ basic, keyword, text }) => !basic && `${keyword} ${text}`.toLowerCase().includes(wanted))
          .map(row)}
      </Section>
    </>
  )
}
