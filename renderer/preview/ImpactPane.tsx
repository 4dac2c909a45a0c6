import { Trash2, X } from 'lucide-react'
import { useState, useSyncExternalStore } from 'react'
import { useStore } from 'zustand'
import type { WireScalar } from '../../shared/protocol/scalars.ts'
import type { WirePlan } from '../../shared/orm/delete/tree.ts'
import { wireText } from '../../shared/protocol/scalars.ts'
import { report } from '../actions/run-action.ts'
import { useApp, useCompiled } from '../app/app-context.tsx'
import { Button, IconButton } from '../ui/Button.tsx'
import { t } from '../texts/texts.ts'
import { readImpact } from './impact.ts'
import type { Impact } from './impact.ts'
import { ImpactTree } from './ImpactTree.tsx'
import styles from './PreviewPanel.module.css'
import type { Rows } from '../data/rows.ts'

interface ImpactPaneProps {
  readonly table: string
  readonly rows: Rows
  /** The row that the grid's cursor is on. */
  readonly row: number
}

/** Asks what deleting the row would do, before anything happens; the models it reaches light up on the canvas. */
export function ImpactPane({ table, rows, row }: ImpactPaneProps) {
  const { client, preview, compiled } = useApp()
  const session = useStore(preview, (s) => s.session)
  const schemaTable = useCompiled((s) => [...s.schema.tables, ...s.schema.external].find((one) => one.name === table))
  const [impact, setImpact] = useState<Impact | null>(null)
  const { count } = useSyncExternalStore(rows.subscribe, rows.state)

  const keyName = schemaTable?.primaryKey.length === 1 ? schemaTable.primaryKey[0] : undefined
  const keyIndex = rows.columns.findIndex((column) => column.name === keyName)
  const key = row < count ? rows.row(row)?.[keyIndex] : undefined
  if (session === null || schemaTable === undefined || key === undefined) return null
  const { resolution } = compiled.getState()
  const model = resolution.models.get(schemaTable.model)

  async function ask(): Promise<void> {
    if (session === null || model === undefined) return
    const plan = await client.call('impact.run', { session, model: model.key, pks: [key as WireScalar] })
    setImpact(readImpact(plan as unknown as WirePlan, resolution))
  }
  return (
    <div className={styles['impact']}>
      <div className={styles['impactBar']}>
        <Button small icon={<Trash2 />} onClick={() => void ask().catch(report)}>
          {t.impact.ask(model?.name ?? table, wireText(key))}
        </Button>
        {impact !== null && <IconButton small label={t.ui.dismiss} icon={<X />} onClick={() => setImpact(null)} />}
      </div>
      {impact !== null && <ImpactTree impact={impact} />}
    </div>
  )
}
