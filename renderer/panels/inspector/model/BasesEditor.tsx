import { useState } from 'react'
import type { ModelId } from '../../../../shared/document/ids.ts'
import { isExpr } from '../../../../shared/document/records.ts'
import type { Base, ErDocument } from '../../../../shared/document/records.ts'
import { useApp } from '../../../app/app-context.tsx'
import { useEditor } from '../../../state/use-editor.tsx'
import { t } from '../../../texts/texts.ts'
import { Button } from '../../../ui/Button.tsx'
import { DraftInput } from '../../../ui/DraftInput.tsx'
import input from '../../../ui/Field.module.css'
import type { PickerGroup } from '../../../ui/Picker.tsx'
import { KindIcon, shownKind } from '../../model-kind.tsx'
import { modelGroups } from '../field/model-groups.ts'
import { AddPicker } from '../parts/AddPicker.tsx'
import { Rows } from '../parts/Rows.tsx'
import rows from '../parts/Rows.module.css'
import type { Unnamed } from '../unnamed.ts'
import { useEdit } from '../use-edit.ts'
import { checkExpr } from '../value-text.ts'
import styles from '../Inspector.module.css'

const WRITTEN = '+written'

/** What the class is made from, in Python's order: models of the design, and classes known by name only. */
export function BasesEditor({ model }: { readonly model: Unnamed }) {
  const { edit, disabled, done } = useEdit()
  const { editor, canvas } = useApp()
  // Its bases are few, and what is said of them is short: other edits of the design render nothing here.
  useEditor((s) => basesText(s.doc, model))
  const { doc } = editor.getState()
  const [isWriting, setWriting] = useState(false)
  const set = (bases: readonly Base[]): void => edit('model.setBases', { id: model.id, bases: [...bases] })
  const nameOf = (base: Base): string => (isExpr(base) ? base.expr : (doc.models[base.model]?.name ?? '?'))
  const taken = new Set(model.bases.flatMap((base) => (isExpr(base) ? [] : [base.model])))
  // Looked up when the list opens: all models are gone through.
  function groups(): readonly PickerGroup[] {
    const { doc: now } = editor.getState()
    const heirs = heirsOf(now, model.id)
    const free = modelGroups(now, (one) => !heirs.has(one.id) && !taken.has(one.id))
    return [
      ...free.map(({ value, items }) => ({
        value,
        items: items.map((item) => ({ ...item, text: wordsOf(now, item.value as ModelId) })),
      })),
      {
        value: t.inspector.otherClass,
        items: [{ value: WRITTEN, label: t.inspector.writeClass, text: t.inspector.writeClassText }],
      },
    ]
  }
  return (
    <div className={input['row']}>
      <span className={input['label']}>{t.inspector.bases}</span>
      <div role="group" aria-label={t.inspector.bases} className={input['stacked']}>
        {model.bases.length === 0 && <code className={rows['chip']}>models.Model</code>}
        <Rows
          label={t.inspector.bases}
          items={model.bases}
          nameOf={nameOf}
          disabled={disabled}
          onChange={set}
          render={(base, index) => {
            if (isExpr(base)) {
              return (
                <DraftInput
                  label={t.inspector.writtenBase}
                  mono
                  value={base.expr}
                  disabled={disabled}
                  check={checkExpr}
                  onCommit={(expr) => set(model.bases.map((other, at) => (at === index ? { expr } : other)))}
                  onDone={done}
                />
              )
            }
            const one = doc.models[base.model]
            return (
              <button
                type="button"
                className={rows['chip']}
                title={wordsOf(doc, base.model)}
                onClick={() => {
                  editor.select({ models: new Set([base.model]) })
                  canvas.centerOn(base.model)
                }}
              >
                {one !== undefined && <KindIcon kind={shownKind(one, doc)} />} {nameOf(base)}
              </button>
            )
          }}
        />
        {isWriting ? (
          <WriteBase
            onAdd={(expr) => {
              set([...model.bases, { expr }])
              setWriting(false)
            }}
            onCancel={() => setWriting(false)}
          />
        ) : (
          <AddPicker
            label={t.inspector.addBase}
            groups={groups}
            disabled={disabled}
            onAdd={(value) => {
              if (value === WRITTEN) setWriting(true)
              else set([...model.bases, { model: value as ModelId }])
            }}
          />
        )}
      </div>
      {model.bases.length > 0 && <p className={input['help']}>{inheritanceWords(doc, model)}</p>}
    </div>
  )
}

function WriteBase({ onAdd, onCancel }: { readonly onAdd: (expr: string) => void; readonly onCancel: () => void }) {
  const [text, setText] = useState('')
  const problem = text === '' ? null : checkExpr(text)
  return (
    <form
      className={styles['words']}
      onSubmit={(event) => {
        event.preventDefault()
        if (text.trim() !== '' && problem === null) onAdd(text.trim())
      }}
    >
      <input
        className={input['input']}
        // The list that asked for it has closed: the typing goes on here.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        aria-label={t.inspector.writtenBase}
        placeholder="MPTTModel"
        value={text}
        spellCheck={false}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          event.stopPropagation()
          onCancel()
        }}
      />
      {problem !== null && (
        <p role="alert" className={input['problem']}>
          {problem}
        </p>
      )}
      <div className={styles['buttons']}>
        <Button small look="primary" type="submit" disabled={text.trim() === '' || problem !== null}>
          {t.ui.add}
        </Button>
        <Button small onClick={onCancel}>
          {t.ui.cancel}
        </Button>
      </div>
    </form>
  )
}

/** The model and all that are built on it: none of them can be its base. */
export function heirsOf(doc: ErDocument, id: ModelId): ReadonlySet<ModelId> {
  const found = new Set<ModelId>([id])
  let grows = true
  while (grows) {
    grows = false
    for (const model of Object.values(doc.models)) {
      if (found.has(model.id) || !model.bases.some((base) => !isExpr(base) && found.has(base.model))) continue
      found.add(model.id)
      grows = true
    }
  }
  return found
}

/** What a base gives to the class built on it. */
function wordsOf(doc: ErDocument, id: ModelId): string {
  const model = doc.models[id]
  return model === undefined ? '' : t.inspector.baseTexts[shownKind(model, doc)]
}

/** All that is shown of the bases: the same text, nothing to render. */
function basesText(doc: ErDocument, model: Unnamed): string {
  if (model.bases.length === 0) return ''
  const shown = model.bases.map((base) => {
    const one = isExpr(base) ? undefined : doc.models[base.model]
    return one === undefined ? '' : `${one.name} ${shownKind(one, doc)}`
  })
  return [...shown, inheritanceWords(doc, model)].join('\n')
}

/** What the model is by its bases, in a sentence. */
function inheritanceWords(doc: ErDocument, model: Unnamed): string {
  const bases = model.bases.flatMap((base) => (isExpr(base) ? [] : (doc.models[base.model] ?? [])))
  const tables = bases.filter(({ kind }) => kind !== 'abstract').map(({ name }) => name)
  if (model.kind === 'proxy') return t.inspector.proxyOf(tables[0] ?? '')
  if (model.kind !== 'abstract' && tables.length > 0)
    return t.inspector.childOf(doc.models[model.id]?.name ?? '', tables)
  return t.inspector.abstractBases
}
