import { ArrowRight, Copy, Download, Pencil, Upload } from 'lucide-react'
import { useRef, useState } from 'react'
import { useStore } from 'zustand'
import { fromBase64, toBase64 } from '../../../shared/protocol/base64.ts'
import type { WireCell, WireScalar } from '../../../shared/protocol/scalars.ts'
import { editText } from '../../../shared/rows/show-cell.ts'
import { report } from '../../actions/run-action.ts'
import { useApp } from '../../app/app-context.tsx'
import { pickToSave } from '../../host/picker/pick-file.tsx'
import { t } from '../../texts/texts.ts'
import { IconButton } from '../../ui/Button.tsx'
import { notify } from '../../ui/Toasts.tsx'
import { CellEditor } from '../editors/CellEditor.tsx'
import type { GridCell } from '../grid/Grid.tsx'
import { setValue } from '../rows/row-actions.ts'
import type { RowsContext } from '../rows/row-actions.ts'
import { canEdit, isLongCell, isNewKey } from '../rows/table-view.ts'
import type { DataColumn, ViewRow } from '../rows/table-view.ts'
import styles from './RowForm.module.css'
import { blobKind, hexLines, prettyJson } from './value-shown.ts'

interface FormFieldProps {
  readonly context: RowsContext
  readonly row: ViewRow
  readonly column: DataColumn
  readonly isCurrent: boolean
  /** As the grid shows it. */
  readonly shown: GridCell
  readonly value: WireCell | undefined
  readonly onFollow: () => void
}

/** A larger text is for a file, characters. */
const MOST_SHOWN = 200_000
/** As large as a cell that is read whole, bytes. */
const MOST_READ = 4 * 1024 * 1024

/** One value of the row, all of it: JSON on lines, pictures as such, other bytes as a reader of files shows them. */
export function FormField({ context, row, column, isCurrent, shown, value, onFollow }: FormFieldProps) {
  const { client, preview } = useApp()
  const session = useStore(preview, (s) => s.session)
  const { view } = context
  const { name, rule } = column
  // Read whole where the page has only its beginning; forgotten when something else stands there.
  const [whole, setWhole] = useState<{ readonly of: WireCell | undefined; readonly value: WireScalar } | null>(null)
  const [isEditing, setEditing] = useState(false)
  const upload = useRef<HTMLInputElement>(null)
  const isLong = isLongCell(value)
  const known = isLong ? (whole !== null && whole.of === value ? whole.value : undefined) : (value as WireScalar)
  const isEditable = canEdit(view, row, column)

  async function read(): Promise<WireScalar | undefined> {
    if (known !== undefined || session === null || row.key === null) return known
    const params = { session, table: view.table, key: [...row.key], column: name }
    const found = await client.call('rows.cell', params)
    setWhole({ of: value, value: found.value })
    return found.value
  }
  async function save(): Promise<void> {
    const given = await read()
    if (given === undefined || given === null) return
    const bytes = bytesOf(given, editText(given, rule) ?? '')
    const { extension } =
      typeof given === 'object' && '$b' in given ? blobKind(bytes) : { extension: textEnding(rule.kind) }
    const file = await pickToSave(client, `${view.table}-${name}.${extension}`)
    if (file === null) return
    const done = await client.call('file.saveBytes', { file: file.file, bytes: toBase64(bytes) })
    notify({ title: t.columns.row.saved(done.label) })
  }
  async function copy(): Promise<void> {
    const given = await read()
    if (given !== undefined && given !== null) await navigator.clipboard.writeText(editText(given, rule) ?? '')
  }
  async function load(file: File | undefined): Promise<void> {
    if (file === undefined) return
    if (file.size > MOST_READ) return notify({ title: t.columns.row.tooLarge, kind: 'error' })
    setValue(context, row, column, { $b: toBase64(new Uint8Array(await file.arrayBuffer())) })
  }
  const isThere = value !== undefined && value !== null && !isNewKey(value)
  const isBlob =
    rule.kind === 'blob' || (typeof value === 'object' && value !== null && ('$b' in value || isBlobPart(value)))
  return (
    <div className={styles['field']} data-current={isCurrent} data-changed={shown.isChanged === true}>
      <dt>
        <code title={column.form?.className}>{name}</code>
        <span className={styles['tools']}>
          {shown.canFollow === true && (
            <IconButton small label={t.columns.row.go(name)} icon={<ArrowRight />} onClick={onFollow} />
          )}
          {isThere && (isBlob || shown.text.length > 60) && (
            <IconButton
              small
              label={t.columns.row.save(name)}
              icon={<Download />}
              onClick={() => void save().catch(report)}
            />
          )}
          {isBlob && isEditable && (
            <>
              <input
                ref={upload}
                type="file"
                hidden
                onChange={({ target }) => void load(target.files?.[0]).catch(report)}
              />
              <IconButton
                small
                label={t.columns.row.load(name)}
                icon={<Upload />}
                onClick={() => upload.current?.click()}
              />
            </>
          )}
          {isThere && !isBlob && (
            <IconButton
              small
              label={t.columns.row.copy(name)}
              icon={<Copy />}
              onClick={() => void copy().catch(report)}
            />
          )}
          {isEditable && !(isBlob && isLong) && (
            <IconButton
              small
              label={t.columns.row.edit(name)}
              icon={<Pencil />}
              onClick={() =>
                void read()
                  .then(() => setEditing(true))
                  .catch(report)
              }
            />
          )}
        </span>
      </dt>
      {isEditing ? (
        <dd className={styles['editing']}>
          <CellEditor
            column={name}
            rule={rule}
            isLong={column.form?.isLong === true}
            target={column.target}
            value={known ?? null}
            typed={null}
            onCommit={(next, _, label) => {
              setValue(context, row, column, next, label)
              setEditing(false)
            }}
            onCancel={() => setEditing(false)}
          />
        </dd>
      ) : (
        <Shown name={name} shown={shown} known={known} isThere={isThere} onRead={() => void read().catch(report)} />
      )}
      {shown.problem !== undefined && <dd className={styles['problem']}>{shown.problem}</dd>}
    </div>
  )
}

interface ShownProps {
  readonly name: string
  readonly shown: GridCell
  /** undefined: only its beginning is there. */
  readonly known: WireScalar | undefined
  readonly isThere: boolean
  readonly onRead: () => void
}

function Shown({ name, shown, known, isThere, onRead }: ShownProps) {
  if (!isThere) return <dd data-null>{shown.text}</dd>
  if (known !== undefined && typeof known === 'object' && known !== null && '$b' in known) {
    return <Bytes name={name} bytes={fromBase64(known.$b) ?? new Uint8Array()} />
  }
  const json = typeof known === 'string' && known.length <= MOST_SHOWN ? prettyJson(known) : null
  const text = json ?? (typeof known === 'string' ? known.slice(0, MOST_SHOWN) : shown.text)
  return (
    <dd data-code={json !== null}>
      {text === '' ? <em>{t.columns.values.empty}</em> : text}
      {shown.note !== undefined && <span className={styles['note']}> {shown.note}</span>}
      {known === undefined && (
        <button type="button" className={styles['more']} onClick={onRead}>
          {t.columns.row.readWhole}
        </button>
      )}
      {typeof known === 'string' && known.length > 200 && (
        <span className={styles['note']}> {t.columns.row.characters(known.length)}</span>
      )}
    </dd>
  )
}

function Bytes({ name, bytes }: { readonly name: string; readonly bytes: Uint8Array }) {
  const { isPicture, mime } = blobKind(bytes)
  return (
    <dd data-code>
      {isPicture ? (
        <img
          className={styles['picture']}
          alt={t.columns.row.picture(name)}
          src={`data:${mime};base64,${toBase64(bytes)}`}
        />
      ) : (
        hexLines(bytes)
      )}
      <span className={styles['note']}> {t.columns.row.bytes(bytes.length)}</span>
    </dd>
  )
}

function isBlobPart(value: object): boolean {
  return '$p' in value && 'type' in value && value.type === 'blob'
}

function bytesOf(value: WireScalar, text: string): Uint8Array {
  if (typeof value === 'object' && value !== null && '$b' in value) return fromBase64(value.$b) ?? new Uint8Array()
  return new TextEncoder().encode(text)
}

function textEnding(kind: string): string {
  return kind === 'json' ? 'json' : 'txt'
}
