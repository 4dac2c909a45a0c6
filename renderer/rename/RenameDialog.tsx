import { useDeferredValue, useId, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import type { CommandType } from '../../shared/commands/registry.ts'
import { useApp } from '../app/app-context.tsx'
import { report } from '../actions/run-action.ts'
import { fieldNameProblem, modelNameProblem } from '../state/name-problems.ts'
import { Button } from '../ui/Button.tsx'
import { Check } from '../ui/Check.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { cx } from '../ui/cx.ts'
import fieldStyles from '../ui/Field.module.css'
import { t } from '../texts/texts.ts'
import { nameOf, renamePlan } from './rename-plan.ts'
import type { NameChange, RenamePlan, RenameTarget } from './rename-plan.ts'
import { renameStore } from './rename-store.ts'
import styles from './RenameDialog.module.css'

/** Another name for a model or a field, with all that follows from it shown before it is done. */
export function RenameDialog() {
  const target = useStore(renameStore, (s) => s.target)
  return target === null ? null : <Rename key={`${target.model} ${target.field}`} target={target} />
}

function Rename({ target }: { readonly target: RenameTarget }) {
  const { editor, ui } = useApp()
  const [doc] = useState(() => editor.getState().doc)
  const old = nameOf(doc, target)
  const [name, setName] = useState(old)
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const model = doc.models[target.model]
  const wanted = useDeferredValue(name.trim())
  const problem = useMemo(() => {
    if (model === undefined) return null
    return target.field === null ? modelNameProblem(doc, model, wanted) : fieldNameProblem(model, target.field, wanted)
  }, [doc, model, target, wanted])
  const plan = useMemo(
    () => renamePlan(doc, target, problem === null ? wanted : old),
    [doc, target, wanted, problem, old],
  )
  const inputId = useId()
  const close = (): void => ui.closeDialog()

  function apply(): void {
    close()
    const own: { type: CommandType; params: unknown } =
      target.field === null
        ? { type: 'model.rename', params: { id: target.model, name: wanted } }
        : { type: 'field.rename', params: { model: target.model, id: target.field, name: wanted } }
    const queries = plan.queries
      .filter(({ id }) => !left.has(id))
      .map(({ id, name: title, language, after }) => ({
        type: 'query.save' as const,
        params: { id, name: title, language, text: after },
      }))
    try {
      editor.dispatchAll(t.rename.step, [own, ...queries])
      ui.announce(t.rename.done(old, wanted))
    } catch (thrown) {
      report(thrown)
    }
  }

  const can = problem === null && wanted !== old && wanted !== ''
  return (
    <Dialog
      open
      wide
      onClose={close}
      title={t.rename.title(target.field === null ? old : `${model?.name ?? ''}.${old}`)}
      text={t.rename.text}
      footer={
        <>
          <Button onClick={close}>{t.ui.cancel}</Button>
          <Button look="primary" disabled={!can} onClick={apply}>
            {t.rename.apply}
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (can) apply()
        }}
      >
        <label htmlFor={inputId} className={styles['label']}>
          {t.rename.name}
        </label>
        <input
          id={inputId}
          className={cx(fieldStyles['input'], fieldStyles['mono'])}
          value={name}
          spellCheck={false}
          autoComplete="off"
          aria-invalid={problem !== null}
          onFocus={(event) => event.target.select()}
          onChange={(event) => setName(event.target.value)}
        />
        {problem !== null && (
          <p role="alert" className={fieldStyles['problem']}>
            {problem}
          </p>
        )}
      </form>
      <Names names={plan.names} />
      <Queries
        plan={plan}
        left={left}
        onChange={(id, isLeft) => {
          const next = new Set(left)
          if (isLeft) next.add(id)
          else next.delete(id)
          setLeft(next)
        }}
      />
      <Mentions plan={plan} />
    </Dialog>
  )
}

function Names({ names }: { readonly names: readonly NameChange[] }) {
  if (names.length === 0) return null
  return (
    <section className={styles['part']} aria-label={t.rename.changes}>
      <h3>{t.rename.changes}</h3>
      <table className={styles['table']}>
        <tbody>
          {names.map(({ kind, of, before, after }) => (
            <tr key={`${kind} ${of} ${before}`}>
              <td>{t.rename.kinds[kind](of)}</td>
              <td>
                <code className={styles['old']}>{before}</code> → <code>{after}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

interface QueriesProps {
  readonly plan: RenamePlan
  readonly left: ReadonlySet<string>
  readonly onChange: (id: string, isLeft: boolean) => void
}

function Queries({ plan, left, onChange }: QueriesProps) {
  if (plan.queries.length === 0) return null
  return (
    <section className={styles['part']} aria-label={t.rename.queries}>
      <h3>{t.rename.queries}</h3>
      <ul>
        {plan.queries.map(({ id, name, after }) => (
          <li key={id}>
            <Check label={name} checked={!left.has(id)} onChange={(on) => onChange(id, !on)} />
            <pre className={styles['code']}>{after}</pre>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Mentions({ plan }: { readonly plan: RenamePlan }) {
  if (plan.mentions.length === 0) return null
  return (
    <section className={styles['part']} aria-label={t.rename.mentions}>
      <h3>{t.rename.mentions}</h3>
      <p className={styles['hint']}>{t.rename.mentionsText}</p>
      <ul>
        {plan.mentions.map(({ where, line }, index) => (
          <li key={index} className={styles['mention']}>
            <span>{where}</span>
            <code>{line}</code>
          </li>
        ))}
      </ul>
    </section>
  )
}
