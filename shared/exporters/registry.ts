/** Every export target. Adding one: a file beside this one and a line here. */
import type { Exporter } from './exporter.ts'
import { sqlite } from './sqlite.ts'
import { typescript } from './typescript.ts'

export const EXPORTERS = [sqlite, typescript] as const satisfies readonly Exporter[]

export type ExporterId = (typeof EXPORTERS)[number]['id']

/** The exporter of that id, or undefined: an unknown target is the caller's error, never a default. */
export function exporterOf(id: string): Exporter | undefined {
  return EXPORTERS.find((exporter) => exporter.id === id)
}
