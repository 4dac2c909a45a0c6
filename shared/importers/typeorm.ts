/** TypeORM's entities, several files as one database. Read by their structure: nothing of them is run. */
import { decodeText } from './text/decode.ts'
import { buildDesign } from './database/build-design.ts'
import type { Importer } from './importer.ts'
import { readTypeorm } from './typeorm/read-typeorm.ts'
import { scriptsOf } from './typescript/scripts.ts'

export const typeorm: Importer<'typeorm'> = {
  id: 'typeorm',
  label: 'TypeORM entities',
  extensions: ['ts', 'mts'],
  recognise(file) {
    const text = decodeText(file.bytes)
    const hasEntity = /@(?:\w+\.)?(?:Entity|ChildEntity)\s*\(|\bnew\s+(?:\w+\.)?EntitySchema\b/.test(text)
    const imports = /(?:from|require\()\s*['"](?:@[\w.-]+\/)?typeorm['"]/.test(text)
    return hasEntity && imports ? 0.95 : 0
  },
  import(files, { app }) {
    const sources = scriptsOf(files).map((f) => ({ file: f.path, text: decodeText(f.bytes) }))
    const name = (files[0]?.path.split('/').at(-1) ?? 'Database').replace(/\.\w+$/, '')
    return buildDesign(readTypeorm(sources), { app, name })
  },
}
