import { useMemo, useState } from 'react'
import { wireText } from '../../../shared/protocol/scalars.ts'
import { sameScalar } from '../../../shared/rows/show-cell.ts'
import type { TargetForm } from '../../../shared/rows/table-form.ts'
import { t } from '../../texts/texts.ts'
import { notify } from '../../ui/Toasts.tsx'
import { useDataStore } from '../use-data.ts'
import type { EditorProps } from './CellEditor.tsx'
import { ListEditor } from './ListEditor.tsx'
import type { Option } from './ListEditor.tsx'
import { useLookup } from './use-lookup.ts'

/** A foreign key's row, found by typing part of what it is called, or its key. */
export function LookupEditor(props: EditorProps & { readonly target: TargetForm }) {
  const { column, rule, value, typed, target, onCommit, onCancel } = props
  const [text, setText] = useState(typed ?? '')
  const rows = useMemo(() => ({ ...target, keys: [target.key] }), [target])
  const { options: found, fresh, isBusy, more } = useLookup(rows, text)
  const store = useDataStore()
  // An empty table is no dead end: it is gone to, and what is added there can be chosen here at once.
  const goAndAdd = (): void => {
    store.goTo({ table: target.table, filters: [], sort: [], at: { row: 0, column: 0 } })
    notify({ title: t.data.addFirst(target.model) })
  }
  const isEmpty = !isBusy && text === '' && found.length + fresh.length === 0
  const options: readonly Option[] = [
    ...(isEmpty ? [{ value: null, label: t.data.goAndAdd(target.model), note: '', run: goAndAdd }] : []),
    ...(rule.null && text === '' ? [{ value: null, label: t.data.null, note: t.data.isNull }] : []),
    ...fresh,
    ...found.map(({ key: [only = null], label }) => ({ value: only, label, note: wireText(only) })),
  ]
  const status = isBusy
    ? t.data.searching
    : isEmpty
      ? t.data.noneYet(target.model)
      : more
        ? t.data.moreFound
        : options.length === 0
          ? t.data.noneFound
          : ''
  return (
    <ListEditor
      column={column}
      text={text}
      onText={setText}
      placeholder={value === null ? t.data.choose : `${wireText(value)} · ${t.data.choose}`}
      options={options}
      current={options.findIndex((one) => sameScalar(one.value as never, value))}
      status={status}
      isBusy={isBusy}
      onCommit={onCommit}
      onCancel={onCancel}
    />
  )
}
