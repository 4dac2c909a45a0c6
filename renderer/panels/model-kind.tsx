import { Box, CircleDashed, Cloud, Copy, GitBranch, Waypoints } from 'lucide-react'
import { isExpr } from '../../shared/document/records.ts'
import { throughModels } from '../../shared/document/throughs.ts'
import type { ErDocument, Model } from '../../shared/document/records.ts'
import { t } from '../texts/texts.ts'
import styles from './model-kind.module.css'

type ShownKind = 'concrete' | 'abstract' | 'proxy' | 'external' | 'child' | 'through'

/** What a model is at a glance: external, multi-table children and through models count as kinds of their own. */
export function shownKind(model: Omit<Model, 'name'>, doc: ErDocument): ShownKind {
  if (model.external) return 'external'
  if (model.kind !== 'concrete') return model.kind
  const isChild = model.bases.some((base) => !isExpr(base) && doc.models[base.model]?.kind === 'concrete')
  return isChild ? 'child' : throughModels(doc).has(model.id) ? 'through' : 'concrete'
}

const ICONS = {
  concrete: Box,
  abstract: CircleDashed,
  proxy: Copy,
  external: Cloud,
  child: GitBranch,
  through: Waypoints,
}

export function KindIcon({ kind }: { readonly kind: ShownKind }) {
  const Icon = ICONS[kind]
  return <Icon size={16} strokeWidth={1.75} role="img" aria-label={t.outline.kinds[kind]} className={styles[kind]} />
}
