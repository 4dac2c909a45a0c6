/** DBML, the text form of dbdiagram. What is not understood is passed over and listed with its line. */
import { decodeText } from './text/decode.ts'
import { buildDesign } from './database/build-design.ts'
import { withFrame } from './dbml/frame.ts'
import { readDbml } from './dbml/read-dbml.ts'
import type { Importer } from './importer.ts'

export const dbml: Importer<'dbml'> = {
  id: 'dbml',
  label: 'DBML',
  extensions: ['dbml'],
  recognise(file) {
    const text = decodeText(file.bytes)
    const hasTable = /^\s*Table\s+["\w.]+(?:\s+as\s+\w+)?\s*(?:\[[^\]]*\]\s*)?\{/im.test(text)
    if (/\.dbml$/i.test(file.path)) return 1
    return hasTable && !/^\s*(?:model|datasource|generator)\s+\w+\s*\{/m.test(text) ? 0.85 : 0
  },
  import(files, { app }) {
    const file = files[0]
    const sources = files.map((f) => ({ file: f.path, text: decodeText(f.bytes) }))
    const name = (file?.path.split('/').at(-1) ?? 'Database').replace(/\.\w+$/, '')
    const { frame, ...raw } = readDbml(sources)
    const { doc, diagnostics } = buildDesign(raw, { app, name })
    return { doc: withFrame(doc, frame), diagnostics }
  },
}
