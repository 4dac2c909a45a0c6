import { isRelation } from '../../../shared/document/records.ts'
import { isGenericKeyField, isGenericRelationField } from '../../../shared/relations/links/generic-relations.ts'
import type { ModelId, FieldId } from '../../../shared/document/ids.ts'
import { useEditor } from '../../state/use-editor.tsx'
import { DocumentInspector } from './document/DocumentInspector.tsx'
import { FieldInspector } from './field/FieldInspector.tsx'
import { GenericInspector } from './field/GenericInspector.tsx'
import { ModelInspector } from './model/ModelInspector.tsx'
import { RelationInspector } from './relation/RelationInspector.tsx'
import { SeveralFields } from './several/SeveralFields.tsx'
import { SeveralInspector } from './several/SeveralInspector.tsx'
import { ShapeInspector } from './shapes/ShapeInspector.tsx'
import styles from './Inspector.module.css'

/** Everything about what is selected: a field, a relation, a model, several models, areas, notes, or the design. */
export function Inspector() {
  const selection = useEditor((s) => s.selection)
  const { field, fields, models, areas, notes } = selection
  const [first] = models
  return (
    <div className={styles['scroller']}>
      {field !== null ? (
        <OneField key={field.field} model={field.model} id={field.field} />
      ) : fields.length > 1 ? (
        <SeveralFields places={fields} />
      ) : models.size > 1 ? (
        <SeveralInspector ids={[...models]} />
      ) : first !== undefined ? (
        <ModelInspector key={first} id={first} />
      ) : areas.size + notes.size > 0 ? (
        <ShapeInspector areas={[...areas]} notes={[...notes]} />
      ) : (
        <DocumentInspector />
      )}
    </div>
  )
}

function OneField({ model, id }: { readonly model: ModelId; readonly id: FieldId }) {
  const owner = useEditor((s) => s.doc.models[model])
  const field = owner?.fields.find((one) => one.id === id)
  if (owner === undefined || field === undefined) return null
  if (field.kind === 'custom' && (isGenericKeyField(field) || isGenericRelationField(field)))
    return <GenericInspector model={owner} field={field} />
  return isRelation(field) ? (
    <RelationInspector model={owner} field={field} />
  ) : (
    <FieldInspector model={owner} field={field} />
  )
}
