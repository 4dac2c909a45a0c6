import { StickyNote } from 'lucide-react'
import type { NoteId } from '../../../../shared/document/ids.ts'
import { useApp } from '../../../app/app-context.tsx'
import { canvasStore } from '../../../canvas/canvas-store.ts'
import { deleteModels } from '../../../canvas/edits/edits.ts'
import { useEditor } from '../../../state/use-editor.tsx'
import { t } from '../../../texts/texts.ts'
import { Check } from '../../../ui/Check.tsx'
import { DraftInput } from '../../../ui/DraftInput.tsx'
import field from '../../../ui/Field.module.css'
import { Section } from '../../../ui/Section.tsx'
import { ObjectHead } from '../parts/ObjectHead.tsx'
import { useEdit } from '../use-edit.ts'
import { ColourChoice } from './ColourChoice.tsx'
import { numberProblem, readNumber } from './place-number.ts'
import styles from './Shapes.module.css'

const SIDES = ['x', 'y', 'width', 'height'] as const

/** A note: its text, its colour and where it stands. */
export function NoteInspector({ id }: { readonly id: NoteId }) {
  const { editor } = useApp()
  const { edit, done, disabled } = useEdit()
  const note = useEditor((s) => s.doc.notes[id])
  if (note === undefined) return null
  return (
    <>
      <ObjectHead
        icon={<StickyNote size={16} aria-hidden />}
        what={t.inspector.shapes.note}
        onShow={() => canvasStore.getState().handle?.showShape(id)}
        {...(disabled ? {} : { onDelete: () => deleteModels(editor) })}
        deleteLabel={t.inspector.shapes.deleteNote}
      />
      <Section title={t.inspector.basics}>
        <div className={field['stacked']}>
          <span className={field['label']}>{t.inspector.shapes.text}</span>
          <DraftInput
            multiline
            rows={8}
            label={t.inspector.shapes.text}
            value={note.text}
            disabled={disabled}
            onCommit={(text) => edit('note.set', { id, text })}
            onDone={done}
          />
          <p className={field['help']}>{t.inspector.shapes.textHelp}</p>
        </div>
        <ColourChoice value={note.color} disabled={disabled} onChange={(color) => edit('note.set', { id, color })} />
      </Section>
      <Section title={t.inspector.shapes.place}>
        <div className={styles['numbers']}>
          {SIDES.map((side) => (
            <div key={side} className={field['stacked']}>
              <span className={field['label']}>{t.inspector.shapes[side]}</span>
              <DraftInput
                type="number"
                label={t.inspector.shapes[side]}
                value={String(Math.round(note[side]))}
                disabled={disabled || note.locked === true}
                check={(text) => numberProblem(text, side)}
                onCommit={(text) =>
                  edit('note.set', { id, [side]: readNumber(text), gesture: `inspector ${id} ${side}` })
                }
                onDone={done}
              />
            </div>
          ))}
        </div>
        <Check
          label={t.inspector.shapes.locked}
          text={t.inspector.shapes.lockedText}
          checked={note.locked === true}
          disabled={disabled}
          onChange={(locked) => edit('note.set', { id, locked })}
        />
      </Section>
    </>
  )
}
