import { Plus } from 'lucide-react'
import { newId } from '../../../../shared/document/ids.ts'
import type { EnumId } from '../../../../shared/document/ids.ts'
import { freeName, pascalCase } from '../../../../shared/document/names.ts'
import type { Choice, Choices, ChoicesClass, Model, ScalarField } from '../../../../shared/document/records.ts'
import { useApp } from '../../../app/app-context.tsx'
import { useEditor } from '../../../state/use-editor.tsx'
import { t } from '../../../texts/texts.ts'
import { Button } from '../../../ui/Button.tsx'
import { DraftInput } from '../../../ui/DraftInput.tsx'
import input from '../../../ui/Field.module.css'
import { Section } from '../../../ui/Section.tsx'
import { Select } from '../../../ui/Select.tsx'
import styles from '../Inspector.module.css'
import { Rows } from '../parts/Rows.tsx'
import { useEdit } from '../use-edit.ts'
import { checkExpr } from '../value-text.ts'
import { EnumEditor } from './EnumEditor.tsx'
import { memberNameOf } from './member-source.ts'
import choiceStyles from './Choices.module.css'
import { kindOfType, nextValue, plainProblem, plainText, readPlain } from './plain-value.ts'

interface ChoicesEditorProps {
  readonly model: Model
  readonly field: ScalarField
}

const NONE = ''
const PAIRS = '+pairs'
const NEW_CLASS = '+class'
const SOURCE = '+source'

/** The values a field can have: none given, a list, or a choices class of the design. */
export function ChoicesEditor({ model, field }: ChoicesEditorProps) {
  const { edit, disabled, done } = useEdit()
  const { editor } = useApp()
  const enums = useEditor((s) => s.doc.enums)
  const models = useEditor((s) => s.doc.models)
  const { choices } = field
  const place = { model: model.id, id: field.id }
  const set = (next: Choices | null): void => edit('field.setChoices', { ...place, choices: next })
  const items = [
    { value: NONE, label: t.inspector.anyValue },
    { value: PAIRS, label: t.inspector.choiceList, text: t.choices.listText },
    ...Object.values(enums).map((one) => ({
      value: one.id as string,
      label: labelOf(one, models),
      text: t.inspector.choicesClass,
    })),
    { value: NEW_CLASS, label: t.choices.newClass, text: t.choices.newClassText },
    ...(choices?.kind === 'source' ? [{ value: SOURCE, label: choices.expr }] : []),
  ]
  const value =
    choices === null ? NONE : choices.kind === 'enum' ? choices.enum : choices.kind === 'pairs' ? PAIRS : SOURCE

  /** A class nested in the model, with the members that the list had. */
  function makeClass(): void {
    const id = newId('enum') as EnumId
    const siblings = Object.values(enums).filter((one) => one.model === model.id)
    const name = freeName(pascalCase(field.name), new Set(siblings.map((one) => one.name.toLowerCase())))
    const kind = kindOfType(field.type)
    const taken = new Set<string>()
    const start: readonly Choice[] =
      choices?.kind === 'pairs' ? choices.pairs : [{ value: kind === 'integer' ? 1 : 'draft', label: 'Draft' }]
    const members = start.map((pair) => {
      const member = { name: memberNameOf(pair.label, taken), value: pair.value, label: pair.label }
      taken.add(member.name)
      return member
    })
    const base = kind === 'integer' ? 'models.IntegerChoices' : 'models.TextChoices'
    editor.dispatchAll(t.choices.addClass, [
      { type: 'enum.add', params: { id, name, model: model.id, base, members } },
      { type: 'field.setChoices', params: { ...place, choices: { kind: 'enum', enum: id } } },
    ])
  }

  return (
    <Section title={t.inspector.choices} open={choices !== null}>
      <Select
        label={t.inspector.choices}
        value={value}
        items={items}
        disabled={disabled}
        onChange={(next) => {
          if (next === NONE) set(null)
          else if (next === NEW_CLASS) makeClass()
          else if (next === PAIRS) set({ kind: 'pairs', pairs: pairsOf(choices, enums, field) })
          else if (next !== SOURCE) set({ kind: 'enum', enum: next as never })
        }}
      />
      {choices?.kind === 'pairs' && (
        <>
          {choices.source !== undefined && <p className={styles['muted']}>{t.choices.writtenAs(choices.source)}</p>}
          <Pairs field={field} pairs={choices.pairs} onChange={(pairs) => set({ kind: 'pairs', pairs })} />
        </>
      )}
      {choices?.kind === 'source' && (
        <DraftInput
          label={t.choices.source}
          mono
          value={choices.expr}
          disabled={disabled}
          check={checkExpr}
          onCommit={(expr) => set({ kind: 'source', expr })}
          onDone={done}
        />
      )}
      {choices?.kind === 'enum' && <EnumEditor id={choices.enum} />}
    </Section>
  )
}

function labelOf(one: ChoicesClass, models: { readonly [id: string]: Model }): string {
  return one.model === null ? one.name : `${models[one.model]?.name ?? '?'}.${one.name}`
}

/** A list to go on with: what a class had, else one value to begin with. */
function pairsOf(
  choices: Choices | null,
  enums: { readonly [id: string]: ChoicesClass },
  field: ScalarField,
): readonly Choice[] {
  const members = choices?.kind === 'enum' ? (enums[choices.enum]?.members ?? []) : []
  if (members.length > 0) return members.map(({ name, value, label }) => ({ value, label: label ?? name }))
  return [{ value: kindOfType(field.type) === 'integer' ? 1 : 'draft', label: 'Draft' }]
}

interface PairsProps {
  readonly field: ScalarField
  readonly pairs: readonly Choice[]
  readonly onChange: (pairs: readonly Choice[]) => void
}

function Pairs({ field, pairs, onChange }: PairsProps) {
  const { done, disabled } = useEdit()
  const kind = kindOfType(field.type)
  const isGrouped = pairs.some(({ group }) => group !== undefined)
  const replace = (index: number, pair: Choice): void =>
    onChange(pairs.map((other, at) => (at === index ? pair : other)))
  return (
    <>
      <div
        className={`${choiceStyles['heads'] ?? ''} ${isGrouped ? '' : (choiceStyles['pairHeads'] ?? '')}`}
        aria-hidden
      >
        <span className={input['label']}>{t.choices.stored}</span>
        <span className={input['label']}>{t.inspector.shownLabel}</span>
        {isGrouped && <span className={input['label']}>{t.choices.group}</span>}
      </div>
      <Rows
        label={t.inspector.choices}
        items={pairs}
        nameOf={({ label }) => label}
        least={1}
        disabled={disabled}
        onChange={onChange}
        render={(pair, index) => (
          <div className={`${choiceStyles['member'] ?? ''} ${isGrouped ? '' : (choiceStyles['pairHeads'] ?? '')}`}>
            <DraftInput
              label={t.inspector.storedValue}
              mono
              value={plainText(kind, pair.value)}
              disabled={disabled}
              check={(text) => plainProblem(kind, pair.value, text)}
              onCommit={(text) => replace(index, { ...pair, value: readPlain(kind, pair.value, text) })}
              onDone={done}
            />
            <DraftInput
              label={t.inspector.shownLabel}
              value={pair.label}
              disabled={disabled}
              onCommit={(label) => replace(index, { ...pair, label })}
              onDone={done}
            />
            {isGrouped && (
              <DraftInput
                label={t.choices.group}
                value={pair.group ?? ''}
                disabled={disabled}
                onCommit={(group) => {
                  const { group: _, ...rest } = pair
                  replace(index, group === '' ? rest : { ...rest, group })
                }}
                onDone={done}
              />
            )}
          </div>
        )}
      />
      <div className={styles['buttons']}>
        <Button
          small
          icon={<Plus />}
          disabled={disabled}
          onClick={() => {
            const value = nextValue(
              kind,
              pairs.map((pair) => pair.value),
            )
            onChange([...pairs, { value, label: t.choices.newLabel(pairs.length + 1) }])
          }}
        >
          {t.inspector.addChoice}
        </Button>
      </div>
    </>
  )
}
