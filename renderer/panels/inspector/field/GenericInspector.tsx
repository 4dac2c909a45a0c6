import { Plus } from 'lucide-react'
import type { ModelId } from '../../../../shared/document/ids.ts'
import { snakeCase } from '../../../../shared/document/names.ts'
import { isRelation, rootOf } from '../../../../shared/document/records.ts'
import type { CustomField, ErDocument, Model } from '../../../../shared/document/records.ts'
import { withGenericArgument } from '../../../../shared/python/generic-fields.ts'
import type { GenericKeyword } from '../../../../shared/python/generic-fields.ts'
import {
  genericKeyArgs,
  genericRelationArgs,
  genericTarget,
  isGenericKeyField,
  isGenericRelationField,
} from '../../../../shared/relations/links/generic-relations.ts'
import { useApp, useCompiled } from '../../../app/app-context.tsx'
import { addGenericKey, addMissingColumns, missingColumns } from '../../../state/generic-key.ts'
import { useEditor } from '../../../state/use-editor.tsx'
import { Button } from '../../../ui/Button.tsx'
import { Check } from '../../../ui/Check.tsx'
import { DraftInput } from '../../../ui/DraftInput.tsx'
import input from '../../../ui/Field.module.css'
import { Picker } from '../../../ui/Picker.tsx'
import type { PickerGroup } from '../../../ui/Picker.tsx'
import { Section } from '../../../ui/Section.tsx'
import { t } from '../../../texts/texts.ts'
import { CustomClass } from './CustomClass.tsx'
import { FieldFrame } from './FieldFrame.tsx'
import styles from '../Inspector.module.css'
import { refItems } from '../parts/field-refs.ts'
import type { RefItem } from '../parts/field-refs.ts'
import { useRefs } from '../parts/use-refs.ts'
import { modelGroups } from './model-groups.ts'
import { useEdit } from '../use-edit.ts'

interface GenericProps {
  readonly model: Model
  readonly field: CustomField
}

/** A GenericForeignKey or GenericRelation: what it looks at, in words and to choose; below, as it is written. */
export function GenericInspector({ model, field }: GenericProps) {
  const isKey = isGenericKeyField(field)
  return (
    <FieldFrame
      model={model}
      field={field}
      what={isKey ? t.generic.key : t.generic.relation}
      deleteLabel={t.inspector.deleteRelation}
      words={isKey ? <KeyWords model={model} field={field} /> : <RelationWords model={model} field={field} />}
      basics={isKey ? <KeyRows model={model} field={field} /> : <RelationRows model={model} field={field} />}
      after={
        <Section title={t.relation.written} open={false}>
          <CustomClass model={model} field={field} />
        </Section>
      }
      options={[]}
      fieldsFor={() => []}
    />
  )
}

function useArgument({ model, field }: GenericProps) {
  const { edit } = useEdit()
  return (keyword: GenericKeyword, value: string | boolean | null): void => {
    const args = withGenericArgument(field.className, field.args, keyword, value)
    edit('field.setClass', { model: model.id, id: field.id, className: field.className, args, column: field.column })
  }
}

function KeyWords({ model, field }: GenericProps) {
  const doc = useEditor((s) => s.doc)
  const { contentType, objectId } = genericKeyArgs(field.args)
  const back = waysBack(doc, model, field)
  return (
    <p className={styles['words']}>
      {t.generic.keyWords(model.name, contentType, objectId)}
      <br />
      {back.length === 0 ? t.generic.noWayBack : t.generic.wayBack(back.join(', '))}
    </p>
  )
}

/** `Bookmark.tags`: the GenericRelations that look at the same columns. */
function waysBack(doc: ErDocument, model: Model, field: CustomField): readonly string[] {
  const key = genericKeyArgs(field.args)
  return rootOf(doc).modelOrder.flatMap((id) => {
    const owner = doc.models[id]
    return (owner?.fields ?? []).flatMap((one) => {
      if (owner === undefined || one.kind !== 'custom' || !isGenericRelationField(one)) return []
      const args = genericRelationArgs(one.args)
      const isSame = args.contentType === key.contentType && args.objectId === key.objectId
      return isSame && genericTarget(doc, owner, one) === model.id ? [`${owner.name}.${one.name}`] : []
    })
  })
}

function KeyRows({ model, field }: GenericProps) {
  const app = useApp()
  const { disabled } = useEdit()
  const set = useArgument({ model, field })
  const items = useRefs(model).filter(({ value }) => value !== field.id)
  const { contentType, objectId, forConcrete } = genericKeyArgs(field.args)
  const missing = missingColumns(
    model,
    field,
    items.map(({ label }) => label),
  )
  const names = [missing.contentType, missing.objectId].filter((name) => name !== undefined)
  return (
    <>
      <FieldRow
        label={t.generic.contentType}
        help={t.generic.contentTypeText}
        value={contentType}
        items={items.filter((item) => isRelation(item.field) && item.field.kind === 'foreignKey')}
        onChange={(name) => set('ct_field', name === 'content_type' ? null : name)}
      />
      <FieldRow
        label={t.generic.objectId}
        help={t.generic.objectIdText}
        value={objectId}
        items={items.filter((item) => item.field.kind === 'scalar')}
        onChange={(name) => set('fk_field', name === 'object_id' ? null : name)}
      />
      {names.length > 0 && (
        <div className={styles['buttons']}>
          <Button small icon={<Plus />} disabled={disabled} onClick={() => addMissingColumns(app, model.id, field)}>
            {t.generic.addMissing(names.join(', '))}
          </Button>
        </div>
      )}
      <Concrete checked={forConcrete} onChange={set} />
    </>
  )
}

function RelationWords({ model, field }: GenericProps) {
  const doc = useEditor((s) => s.doc)
  const to = genericTarget(doc, model, field)
  const target = to === null ? undefined : doc.models[to]
  return (
    <p className={styles['words']}>
      {target === undefined
        ? t.generic.noTarget
        : t.generic.relationWords(snakeCase(model.name), field.name, target.name)}
    </p>
  )
}

function RelationRows({ model, field }: GenericProps) {
  const app = useApp()
  const { disabled, done } = useEdit()
  const set = useArgument({ model, field })
  const doc = useEditor((s) => s.doc)
  const resolution = useCompiled((s) => s.resolution)
  const to = genericTarget(doc, model, field)
  const target = to === null ? undefined : doc.models[to]
  const items = target === undefined ? [] : refItems(doc, resolution, target)
  const { to: written, contentType, objectId, queryName, forConcrete } = genericRelationArgs(field.args)
  const isMatched = items.some(({ field: one }) => {
    if (one.kind !== 'custom' || !isGenericKeyField(one)) return false
    const key = genericKeyArgs(one.args)
    return key.contentType === contentType && key.objectId === objectId
  })
  return (
    <>
      <div className={input['row']}>
        <span className={input['label']}>{t.inspector.target}</span>
        <Picker
          mono
          label={t.inspector.target}
          value={to}
          placeholder={written === '' ? t.inspector.chooseModel : written}
          groups={targetGroups(doc)}
          disabled={disabled}
          onChange={(id) => set('to', targetText(doc, model, id as ModelId))}
        />
      </div>
      {target !== undefined && !isMatched && (
        <>
          <p className={styles['words']}>{t.generic.noKey(target.name, contentType, objectId)}</p>
          {!target.external && (
            <div className={styles['buttons']}>
              <Button small icon={<Plus />} disabled={disabled} onClick={() => addGenericKey(app, target.id)}>
                {t.generic.addKey(target.name)}
              </Button>
            </div>
          )}
        </>
      )}
      <FieldRow
        label={t.generic.contentType}
        help={t.generic.relationTypeText}
        value={contentType}
        items={items.filter((item) => isRelation(item.field) && item.field.kind === 'foreignKey')}
        onChange={(name) => set('content_type_field', name === 'content_type' ? null : name)}
      />
      <FieldRow
        label={t.generic.objectId}
        help={t.generic.relationObjectText}
        value={objectId}
        items={items.filter((item) => item.field.kind === 'scalar')}
        onChange={(name) => set('object_id_field', name === 'object_id' ? null : name)}
      />
      <div className={input['row']}>
        <span className={input['label']}>{t.generic.queryName}</span>
        <DraftInput
          label={t.generic.queryName}
          mono
          value={queryName ?? ''}
          placeholder="+"
          disabled={disabled}
          check={(text) =>
            text === '' || /^[\p{L}_][\p{L}\p{N}_]*\+?$/u.test(text) ? null : t.inspector.badRelatedName
          }
          onCommit={(text) => set('related_query_name', text === '' ? null : text)}
          onDone={done}
        />
        <p className={input['help']}>{t.generic.queryNameText(target?.name ?? '?')}</p>
      </div>
      <Concrete checked={forConcrete} onChange={set} />
    </>
  )
}

/** Those that have a generic key first: only they can be pointed at. */
function targetGroups(doc: ErDocument): readonly PickerGroup[] {
  const hasKey = (model: Model) => model.fields.some((one) => one.kind === 'custom' && isGenericKeyField(one))
  const first = modelGroups(doc, hasKey).flatMap(({ items }) => items)
  const others = modelGroups(doc, (model) => !hasKey(model) && !model.external)
  return first.length === 0 ? others : [{ value: t.generic.withKey, items: first }, ...others]
}

/** As a text, which needs no import and may come later in the file; another app's with its label. */
function targetText(doc: ErDocument, model: Model, id: ModelId): string {
  const target = doc.models[id]
  if (target === undefined) return ''
  return target.app === model.app ? target.name : `${doc.apps[target.app]?.label ?? ''}.${target.name}`
}

interface FieldRowProps {
  readonly label: string
  readonly help: string
  /** Its name; one that is not among the items is shown all the same. */
  readonly value: string
  readonly items: readonly RefItem[]
  readonly onChange: (name: string) => void
}

function FieldRow({ label, help, value, items, onChange }: FieldRowProps) {
  const { disabled } = useEdit()
  return (
    <div className={input['row']}>
      <span className={input['label']}>{label}</span>
      <Picker
        mono
        label={label}
        value={value}
        placeholder={value}
        groups={[{ value: '', items: items.map((item) => ({ value: item.label, label: item.label })) }]}
        disabled={disabled}
        onChange={onChange}
      />
      <p className={input['help']}>{help}</p>
    </div>
  )
}

function Concrete({
  checked,
  onChange,
}: {
  readonly checked: boolean
  readonly onChange: (keyword: GenericKeyword, value: boolean | null) => void
}) {
  const { disabled } = useEdit()
  return (
    <Check
      label={t.generic.concrete}
      text={t.generic.concreteText}
      checked={checked}
      disabled={disabled}
      onChange={(on) => onChange('for_concrete_model', on ? null : false)}
    />
  )
}
