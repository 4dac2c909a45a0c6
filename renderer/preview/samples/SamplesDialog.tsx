import { useState } from 'react'
import { rootOf } from '../../../shared/document/records.ts'
import { sampleSettings, MOST_ROWS } from '../../../shared/sample/settings.ts'
import { report } from '../../actions/run-action.ts'
import { useApp, useCompiled } from '../../app/app-context.tsx'
import { useEditor } from '../../state/use-editor.tsx'
import { t } from '../../texts/texts.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import field from '../../ui/Field.module.css'
import { Select } from '../../ui/Select.tsx'
import { notify } from '../../ui/Toasts.tsx'
import { FieldGenerators } from './FieldGenerators.tsx'
import styles from './Samples.module.css'

/** How many rows, which seed, and how the values of each field are made; then the filling itself. */
export function SamplesDialog({ onClose }: { readonly onClose: () => void }) {
  const { editor, preview } = useApp()
  const doc = useEditor((s) => s.doc)
  const isLocked = useEditor((s) => s.readOnly !== null)
  const resolution = useCompiled((s) => s.resolution)
  const settings = sampleSettings(doc)
  const models = rootOf(doc).modelOrder.flatMap((id) => {
    const model = resolution.models.get(id)
    return model?.kind === 'concrete' ? [model] : []
  })
  const [chosen, setChosen] = useState<string | null>(null)
  const [running, setRunning] = useState<string | null>(null)
  const model =
    models.find(({ key }) => key === chosen) ??
    models.find(({ id }) => (doc.models[id ?? '']?.fields.length ?? 0) > 0) ??
    models[0]
  async function fill(): Promise<void> {
    setRunning(t.preview.filling)
    try {
      const onProgress = (done: number, total: number | null, table = ''): void =>
        setRunning(t.samples.progress(done, total ?? 0, table))
      notify({ title: t.samples.filled(await preview.fill(null, { onProgress })) })
      onClose()
    } finally {
      setRunning(null)
    }
  }
  const footer =
    running === null ? (
      <Button look="primary" onClick={() => void fill().catch(report)}>
        {t.samples.fill}
      </Button>
    ) : (
      <>
        <span role="status">{running}</span>
        <Button look="danger" onClick={() => preview.stopFilling()}>
          {t.preview.stop}
        </Button>
      </>
    )
  return (
    <Dialog open wide onClose={onClose} title={t.samples.title} text={t.samples.text} footer={footer}>
      <div className={styles['bar']}>
        <NumberField
          label={t.samples.seed}
          value={settings.seed}
          max={2 ** 31 - 1}
          disabled={isLocked}
          onChange={(seed) => void editor.dispatch('samples.set', { seed })}
        />
        <NumberField
          label={t.samples.rows}
          value={settings.rows}
          max={MOST_ROWS}
          disabled={isLocked}
          onChange={(rows) => void editor.dispatch('samples.set', { rows })}
        />
      </div>
      {model !== undefined && model.id !== null && (
        <>
          <div className={styles['bar']}>
            <Select
              label={t.samples.model}
              value={model.key as string}
              items={models.map(({ key, label }) => ({ value: key as string, label }))}
              onChange={setChosen}
            />
            <NumberField
              label={t.samples.rowsOf(model.name)}
              value={settings.counts[model.id] ?? settings.rows}
              max={MOST_ROWS}
              disabled={isLocked}
              onChange={(rows) =>
                model.id !== null && void editor.dispatch('samples.set', { count: { model: model.id, rows } })
              }
            />
          </div>
          <FieldGenerators key={model.key} model={model} settings={settings} isLocked={isLocked} />
        </>
      )}
    </Dialog>
  )
}

interface NumberFieldProps {
  readonly label: string
  readonly value: number
  readonly max: number
  readonly disabled: boolean
  readonly onChange: (value: number) => void
}

function NumberField({ label, value, max, disabled, onChange }: NumberFieldProps) {
  return (
    <label className={styles['number']}>
      {label}
      <input
        className={field['input']}
        type="number"
        min={0}
        max={max}
        value={value}
        disabled={disabled}
        onChange={({ target }) => {
          const next = Number(target.value)
          if (target.value !== '' && Number.isInteger(next) && next >= 0 && next <= max) onChange(next)
        }}
      />
    </label>
  )
}
