/** What the export dialog offers: every exporter, and the picture in its three formats. */
import { EXPORTERS } from '../../../shared/exporters/registry.ts'
import type { Exporter } from '../../../shared/exporters/exporter.ts'
import { inWords } from '../../texts/texts.ts'
import { PICTURE_FORMATS } from './pictures.ts'
import type { PictureFormat } from './pictures.ts'

type ExportTarget =
  | { readonly kind: 'text'; readonly id: string; readonly group: string; readonly exporter: Exporter }
  | { readonly kind: 'picture'; readonly id: string; readonly group: string; readonly format: PictureFormat }

/** The page draws SVG like the other pictures: of the view that is open. */
const TEXTS: readonly ExportTarget[] = (EXPORTERS as readonly Exporter[])
  .filter(({ id }) => id !== 'svg')
  .map((exporter) => ({ kind: 'text', id: exporter.id, group: exporter.group, exporter }))

export const TARGETS: readonly ExportTarget[] = [
  ...TEXTS,
  ...PICTURE_FORMATS.map((format): ExportTarget => ({ kind: 'picture', id: format.id, group: 'Pictures', format })),
]

export function targetLabel(target: ExportTarget): string {
  return target.kind === 'text' ? inWords(target.exporter.label) : target.format.label
}

export const GROUPS: readonly string[] = [...new Set(TARGETS.map(({ group }) => group))]

export function targetOf(id: string): ExportTarget {
  const found = TARGETS.find((target) => target.id === id) ?? TARGETS[0]
  if (found === undefined) throw new Error('No export targets')
  return found
}
