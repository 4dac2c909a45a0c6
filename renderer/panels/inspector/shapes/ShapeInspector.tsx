import type { AreaId, NoteId } from '../../../../shared/document/ids.ts'
import { useApp } from '../../../app/app-context.tsx'
import { deleteModels } from '../../../canvas/edits/edits.ts'
import { colorShapes, toggleShapes } from '../../../canvas/edits/shape-edits.ts'
import { useEditor } from '../../../state/use-editor.tsx'
import { t } from '../../../texts/texts.ts'
import { Check } from '../../../ui/Check.tsx'
import { Section } from '../../../ui/Section.tsx'
import { ObjectHead } from '../parts/ObjectHead.tsx'
import { useEdit } from '../use-edit.ts'
import { AreaInspector } from './AreaInspector.tsx'
import { ColourChoice } from './ColourChoice.tsx'
import { NoteInspector } from './NoteInspector.tsx'

interface ShapeInspectorProps {
  readonly areas: readonly AreaId[]
  readonly notes: readonly NoteId[]
}

/** Areas and notes that are selected: one with all it has, several with what they have in common. */
export function ShapeInspector({ areas, notes }: ShapeInspectorProps) {
  const [area] = areas
  const [note] = notes
  if (areas.length + notes.length > 1) return <SeveralShapes areas={areas} notes={notes} />
  if (area !== undefined) return <AreaInspector key={area} id={area} />
  if (note !== undefined) return <NoteInspector key={note} id={note} />
  return null
}

function SeveralShapes({ areas, notes }: ShapeInspectorProps) {
  const { editor } = useApp()
  const { disabled } = useEdit()
  const doc = useEditor((s) => s.doc)
  const records = [...areas.map((id) => doc.areas[id]), ...notes.map((id) => doc.notes[id])].flatMap((one) => one ?? [])
  const [first] = records
  if (first === undefined) return null
  const colours = new Set(records.map(({ color }) => color))
  const locked = records.filter((one) => one.locked === true).length
  return (
    <>
      <ObjectHead
        what={t.inspector.shapes.several(areas.length, notes.length)}
        {...(disabled ? {} : { onDelete: () => deleteModels(editor) })}
        deleteLabel={t.inspector.shapes.deleteAll}
      />
      <Section title={t.inspector.forAll}>
        <ColourChoice
          value={colours.size === 1 ? first.color : undefined}
          disabled={disabled}
          onChange={(color) => colorShapes(editor, color)}
        />
        <Check
          label={t.inspector.shapes.locked}
          text={t.inspector.shapes.lockedText}
          checked={locked === records.length}
          mixed={locked > 0 && locked < records.length}
          disabled={disabled}
          onChange={() => toggleShapes(editor, 'locked')}
        />
      </Section>
    </>
  )
}
