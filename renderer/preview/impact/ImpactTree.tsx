import { CircleMinus, Pencil, ShieldAlert } from 'lucide-react'
import { useEffect } from 'react'
import type { ImpactNode } from '../../../shared/orm/delete/tree.ts'
import { useApp } from '../../app/app-context.tsx'
import { t } from '../../texts/texts.ts'
import { comparedMarks } from '../../views/follow-marks.ts'
import { keyText } from '../../../shared/orm/delete/tree-text.ts'
import { impactMarks } from './impact.ts'
import type { Impact } from './impact.ts'
import styles from './Impact.module.css'

/** The tree of a delete; as long as it stands, the models and relations it reaches are marked on the canvas. */
export function ImpactTree({ impact }: { readonly impact: Impact }) {
  const { compiled, editor } = useApp()
  useEffect(() => {
    const marks = impactMarks(impact, editor.getState().doc, compiled.getState().resolution)
    comparedMarks.setState({ marks })
    return () => {
      // Another comparison may have come in between.
      if (comparedMarks.getState().marks === marks) comparedMarks.setState({ marks: null })
    }
  }, [impact, compiled, editor])
  return (
    <div className={styles['impact']} role="status">
      <p className={impact.isBlocked ? styles['blocked'] : styles['title']}>{impact.title}</p>
      <Nodes nodes={impact.tree} />
    </div>
  )
}

const ICONS = { deleted: CircleMinus, changed: Pencil, blocks: ShieldAlert, passes: CircleMinus } as const
/** Keys named in a line; the rest is counted. */
const SHOWN_KEYS = 8

function Nodes({ nodes }: { readonly nodes: readonly ImpactNode[] }) {
  return (
    <ul className={styles['nodes']}>
      {nodes.map((node, index) => (
        <Node key={`${node.label} ${node.via?.field ?? ''} ${index}`} node={node} />
      ))}
    </ul>
  )
}

function Node({ node }: { readonly node: ImpactNode }) {
  const { canvas, compiled } = useApp()
  const { label, model, fate, count, pks, via, texts = [], children } = node
  const Icon = ICONS[fate]
  const keys = pks.slice(0, SHOWN_KEYS).map(keyText)
  const more = count > keys.length ? ', …' : ''
  const id = compiled.getState().resolution.models.get(model)?.id ?? null
  return (
    <li className={styles['node']} data-fate={fate}>
      <span className={styles['line']}>
        <Icon size={14} aria-hidden />
        {id === null ? (
          <code>{label}</code>
        ) : (
          <button type="button" className={styles['model']} onClick={() => canvas.centerOn(id)}>
            <code>{label}</code>
          </button>
        )}
        {fate !== 'passes' && <span>{t.impact.fates[fate](count)}</span>}
        {via !== null && (
          <span className={styles['rule']}>
            {via.rule === 'parent' ? t.impact.parent : t.impact.by(via.rule, via.field)}
          </span>
        )}
        {fate === 'changed' && <span>{t.impact.becomes(valueText(node.value))}</span>}
        {keys.length > 0 && <span className={styles['keys']}>{`${keys.join(', ')}${more}`}</span>}
      </span>
      {texts.length > 0 && (
        <ul className={styles['texts']}>
          {texts.map((text, index) => (
            <li key={index}>{text}</li>
          ))}
        </ul>
      )}
      {children.length > 0 && <Nodes nodes={children} />}
    </li>
  )
}

function valueText(value: unknown): string {
  return value === null || value === undefined ? 'NULL' : JSON.stringify(value)
}
