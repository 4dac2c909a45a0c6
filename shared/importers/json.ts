/** A database described in plain JSON. A design of our own is JSON too; that one is opened, not imported. */
import { decodeText } from './text/decode.ts'
import { buildDesign } from './database/build-design.ts'
import type { Importer } from './importer.ts'
import { readJsonSchema } from './json/read-json.ts'

export const json: Importer<'json'> = {
  id: 'json',
  label: 'JSON description of tables',
  extensions: ['json'],
  recognise(file) {
    const text = decodeText(file.bytes)
    if (!/^\s*[{]/.test(text) || /"format"\s*:\s*"relata"/.test(text)) return 0
    const hasTables = /"(?:tables|entities)"\s*:/i.test(text)
    return hasTables && /"(?:columns|fields)"\s*:/i.test(text) ? 0.5 : 0
  },
  import(files, { app }) {
    const sources = files.map((f) => ({ file: f.path, text: decodeText(f.bytes) }))
    const name = (files[0]?.path.split('/').at(-1) ?? 'Database').replace(/\.\w+$/, '')
    return buildDesign(readJsonSchema(sources), { app, name })
  },
}
