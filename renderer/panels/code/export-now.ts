import { exporterOf } from '../../../shared/exporters/registry.ts'
import type { Exported, Exporter, ExportOptions } from '../../../shared/exporters/exporter.ts'
import type { Compiled } from '../../state/compiled-store.ts'
import { t } from '../../texts/texts.ts'

/** What an exporter makes of the design now. Our own failure in one is shown in its pane, not thrown at the page. */
export function exportNow(exporter: Exporter, { doc, resolution, schema }: Compiled, options: ExportOptions): Exported {
  try {
    return exporter.export({ doc, resolution, schema, options })
  } catch (thrown) {
    const message = t.code.failed(exporter.label, thrown instanceof Error ? thrown.message : String(thrown))
    return {
      pieces: [],
      diagnostics: [
        {
          code: 'relata.4999',
          severity: 'error',
          message,
          hint: null,
          subject: { kind: 'document', label: exporter.label },
          fixes: [],
        },
      ],
    }
  }
}

/** The switches of an exporter at their defaults, with those the user set. */
export function optionsFor(
  exporter: Exporter,
  onDelete: ExportOptions['onDelete'],
  set: ExportOptions['extra'],
): ExportOptions {
  return { onDelete, extra: { ...Object.fromEntries(exporter.options.map((one) => [one.name, one.default])), ...set } }
}

export { exporterOf }
