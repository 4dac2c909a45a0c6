/** Drizzle ORM's schema files, several of them as one. Read by their structure: nothing of them is run. */
import { decodeText } from './text/decode.ts'
import { buildDesign } from './database/build-design.ts'
import { readDrizzle } from './drizzle/read-drizzle.ts'
import type { Importer } from './importer.ts'
import { scriptsOf } from './typescript/scripts.ts'

export const drizzle: Importer<'drizzle'> = {
  id: 'drizzle',
  label: 'Drizzle schema',
  extensions: ['ts', 'mts'],
  recognise(file) {
    const text = decodeText(file.bytes)
    const makes = /\b(?:(?:pg|mysql|sqlite|singlestore|cockroach)Table(?:Creator)?|(?:pg|mysql)Schema)\s*\(/.test(text)
    const imports = /from\s+['"]drizzle-orm\b/.test(text)
    return makes && imports ? 0.95 : makes || imports ? 0.6 : 0
  },
  import(files, { app }) {
    const sources = scriptsOf(files).map((f) => ({ file: f.path, text: decodeText(f.bytes) }))
    const name = (files[0]?.path.split('/').at(-1) ?? 'Database').replace(/\.\w+$/, '')
    return buildDesign(readDrizzle(sources), { app, name })
  },
}
