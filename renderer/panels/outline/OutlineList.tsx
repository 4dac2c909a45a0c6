import type { Virtualizer } from '@tanstack/react-virtual'
import type { RefObject } from 'react'
import type { ModelId } from '../../../shared/document/ids.ts'
import { t } from '../../texts/texts.ts'
import { ModelRow } from './ModelRow.tsx'
import { rowId } from './outline-rows.ts'
import type { Choice, OutlineRow } from './outline-rows.ts'
import styles from './Outline.module.css'

interface OutlineListProps {
  readonly id: string
  readonly rows: readonly OutlineRow[]
  /** Index of the row that the keys have reached. */
  readonly active: number
  readonly selected: ReadonlySet<ModelId>
  readonly virtual: Virtualizer<HTMLDivElement, Element>
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly onChoose: (index: number, model: ModelId, how: Choice) => void
}

/** The rows in view: models, under their apps where there are several. */
export function OutlineList({ id, rows, active, selected, virtual, scroller, onChoose }: OutlineListProps) {
  return (
    <div ref={scroller} className={styles['scroller']}>
      <div
        id={id}
        role="listbox"
        aria-label={t.outline.title}
        aria-multiselectable
        className={styles['list']}
        style={{ height: virtual.getTotalSize() }}
      >
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows[index]
          if (row === undefined) return null
          if (row.kind === 'app') {
            const style = { transform: `translateY(${start}px)` }
            return (
              <div key={row.app.id} role="presentation" className={styles['app']} style={style}>
                <span>{row.app.label}</span>
                <span className={styles['count']}>{row.count}</span>
              </div>
            )
          }
          return (
            <ModelRow
              key={row.model.id}
              id={rowId(id, row.model.id)}
              model={row.model}
              isSelected={selected.has(row.model.id)}
              isActive={index === active}
              indent={rows[0]?.kind === 'app'}
              index={index}
              top={start}
              onChoose={onChoose}
            />
          )
        })}
      </div>
    </div>
  )
}
