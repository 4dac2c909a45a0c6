import { Plus } from 'lucide-react'
import type { EnumId, ModelId } from '../../../../shared/document/ids.ts'
import { freeName, nameProblem } from '../../../../shared/document/names.ts'
import type { ChoicesClass, EnumMember } from '../../../../shared/document/records.ts'
import { useApp } from '../../../app/app-context.tsx'
import { useEditor } from '../../../state/use-editor.tsx'
import { t } from '../../../texts/texts.ts'
import { Button } from '../../../ui/Button.tsx'
import { DraftInput } from '../../../ui/DraftInput.tsx'
import input from '../../../ui/Field.module.css'
import { Select } from '../../../ui/Select.tsx'
import styles from '../Inspector.module.css'
import { MemberList } from '../parts/MemberList.tsx'
import { Rows } from '../parts/Rows.tsx'
import rows from '../parts/Rows.module.css'
import { useEdit } from '../use-edit.ts'
import { checkExpr } from '../value-text.ts'
import choiceStyles from './Choices.module.css'
import { derivedLabel, memberWithSource } from './member-source.ts'
import { kindOfBase, nextValue, plainProblem, plainText, readPlain } from './plain-value.ts'

const BASES = ['models.TextChoices', 'models.IntegerChoices']
const EXTRA_STARTS = [
  { label: t.choices.property, source: (n: number) => `@property\ndef property_${n}(self):\n    return self.value` },
  { label: t.choices.emptyLabel, source: () => '__empty__ = "(unknown)"' },
]

/** A choices class whole: its name, what its values are, its members in order, and where it is used. */
export function EnumEditor({ id }: { readonly id: EnumId }) {
  const { edit, done, disabled } = useEdit()
  const one = useEditor((s) => s.doc.enums[id])
  const enums = useEditor((s) => s.doc.enums)
  const owner = useEditor((s) => (one?.model == null ? null : (s.doc.models[one.model]?.name ?? null)))
  if (one === undefined) return null
  const bases = BASES.includes(one.base) ? BASES : [...BASES, one.base]
  return (
    <div className={styles['editor']}>
      <div className={input['row']}>
        <span className={input['label']}>{t.inspector.name}</span>
        <DraftInput
          label={t.choices.nameOfClass}
          mono
          value={one.name}
          disabled={disabled}
          check={(name) =>
            nameProblem(name) ??
            (Object.values(enums).some((other) => isTwin(other, one) && other.name === name)
              ? t.choices.taken(name)
              : null)
          }
          onCommit={(name) => edit('enum.set', { id, name })}
          onDone={done}
        />
        <p className={input['help']}>{owner === null ? t.choices.atTop : t.choices.nested(owner)}</p>
      </div>
      <div className={input['row']}>
        <span className={input['label']}>{t.choices.base}</span>
        <Select
          mono
          label={t.choices.base}
          value={one.base}
          items={bases.map((base) => ({
            value: base,
            label: base.replace('models.', ''),
            text: t.choices.baseTexts[base] ?? t.choices.otherBase,
          }))}
          disabled={disabled}
          onChange={(base) => edit('enum.set', { id, base })}
        />
      </div>
      <Members one={one} />
      <UsedBy id={id} />
      <span className={styles['subhead']}>{t.choices.extra}</span>
      <MemberList
        label={t.choices.extra}
        members={one.extra ?? []}
        starts={one.extra?.some(({ name }) => name === '__empty__') === true ? EXTRA_STARTS.slice(0, 1) : EXTRA_STARTS}
        onChange={(extra) => edit('enum.set', { id, extra: [...extra] })}
      />
    </div>
  )
}

function isTwin(other: ChoicesClass, one: ChoicesClass): boolean {
  return other.id !== one.id && other.app === one.app && other.model === one.model
}

function Members({ one }: { readonly one: ChoicesClass }) {
  const { edit, done, disabled } = useEdit()
  const kind = kindOfBase(one.base)
  const set = (members: readonly EnumMember[]): void => edit('enum.set', { id: one.id, members: [...members] })
  const replace = (index: number, member: EnumMember): void =>
    set(one.members.map((other, at) => (at === index ? member : other)))
  return (
    <div role="group" aria-label={t.choices.members} className={rows['group']}>
      <div className={choiceStyles['heads']} aria-hidden>
        <span className={input['label']}>{t.choices.member}</span>
        <span className={input['label']}>{t.choices.stored}</span>
        <span className={input['label']}>{t.inspector.shownLabel}</span>
      </div>
      <Rows
        label={t.choices.members}
        items={one.members}
        nameOf={({ name }) => name}
        disabled={disabled}
        onChange={set}
        render={(member, index) => (
          <div className={choiceStyles['member']} data-source={member.source === undefined ? undefined : ''}>
            <DraftInput
              label={t.choices.member}
              mono
              value={member.name}
              disabled={disabled}
              check={(name) => {
                if (!/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name)) return t.choices.badMember
                return one.members.some((other, at) => at !== index && other.name === name)
                  ? t.choices.taken(name)
                  : null
              }}
              onCommit={(name) => replace(index, { ...member, name })}
              onDone={done}
            />
            {member.source === undefined ? (
              <>
                <DraftInput
                  label={t.inspector.storedValue}
                  mono
                  value={plainText(kind, member.value)}
                  disabled={disabled}
                  check={(text) => plainProblem(kind, member.value, text)}
                  onCommit={(text) => replace(index, { ...member, value: readPlain(kind, member.value, text) })}
                  onDone={done}
                />
                <DraftInput
                  label={t.inspector.shownLabel}
                  value={member.label ?? ''}
                  placeholder={derivedLabel(member.name)}
                  disabled={disabled}
                  onCommit={(text) => replace(index, { ...member, label: text === '' ? null : text })}
                  onDone={done}
                />
              </>
            ) : (
              <DraftInput
                label={t.choices.asWritten(member.name)}
                mono
                value={member.source}
                disabled={disabled}
                check={checkExpr}
                onCommit={(source) => replace(index, memberWithSource(member, source))}
                onDone={done}
              />
            )}
          </div>
        )}
      />
      <Button
        small
        icon={<Plus />}
        disabled={disabled}
        onClick={() => {
          const taken = new Set(one.members.map(({ name }) => name.toLowerCase()))
          const value = nextValue(
            kind,
            one.members.map((member) => member.value),
          )
          set([...one.members, { name: freeName('MEMBER', taken, '_'), value, label: null }])
        }}
      >
        {t.choices.addMember}
      </Button>
    </div>
  )
}

/** The fields that take their values from the class; each opens. */
function UsedBy({ id }: { readonly id: EnumId }) {
  const { editor, canvas } = useApp()
  const models = useEditor((s) => s.doc.models)
  const uses = Object.values(models).flatMap((model) =>
    model.fields
      .filter((f) => f.kind === 'scalar' && f.choices?.kind === 'enum' && f.choices.enum === id)
      .map((field) => ({ model, field })),
  )
  if (uses.length === 0) return <p className={styles['muted']}>{t.choices.unused}</p>
  return (
    <p className={styles['muted']}>
      {t.choices.usedBy}{' '}
      {uses.map(({ model, field }) => (
        <button
          key={field.id}
          type="button"
          className={styles['link']}
          onClick={() => {
            editor.select({ models: new Set([model.id as ModelId]), field: { model: model.id, field: field.id } })
            canvas.centerOn(model.id, field.id)
          }}
        >
          {model.name}.{field.name}
        </button>
      ))}
    </p>
  )
}
