/** The tree of a delete as lines of text, as `tree` draws folders. */
import type { ImpactNode } from './tree.ts'

/** Keys named in a line. */
const SHOWN_KEYS = 12

export function impactLines(nodes: readonly ImpactNode[]): readonly string[] {
  return nodes.flatMap((node) => [lineOf(node), ...branches(node.children, '')])
}

function branches(nodes: readonly ImpactNode[], indent: string): readonly string[] {
  return nodes.flatMap((node, i) => {
    const isLast = i === nodes.length - 1
    const below = branches(node.children, `${indent}${isLast ? '   ' : '│  '}`)
    return [`${indent}${isLast ? '└─ ' : '├─ '}${lineOf(node)}`, ...below]
  })
}

function lineOf({ label, fate, count, pks, via, value, texts }: ImpactNode): string {
  const rows = fate === 'passes' ? label : `${label} ${count} ${count === 1 ? 'row' : 'rows'} (${keysOf(pks, count)})`
  const by = via === null ? '' : `  ${via.rule} by ${via.field}`
  const becomes =
    fate === 'changed' ? `: becomes ${value === null || value === undefined ? 'NULL' : JSON.stringify(value)}` : ''
  const blocks = fate === 'blocks' ? `, in the way: ${(texts ?? []).slice(0, SHOWN_KEYS).join(', ')}` : ''
  return `${rows}${by}${becomes}${blocks}`
}

function keysOf(pks: readonly unknown[], count: number): string {
  const shown = pks.slice(0, SHOWN_KEYS).map(keyText)
  return `${shown.join(', ')}${count > shown.length ? ', …' : ''}`
}

export function keyText(pk: unknown): string {
  if (Array.isArray(pk)) return `(${pk.map(keyText).join(', ')})`
  return typeof pk === 'string' ? pk : JSON.stringify(pk)
}
