/** A Prisma schema, in one file or several. What is not understood is passed over and listed with its line. */
import { decodeText } from './text/decode.ts'
import { buildDesign } from './database/build-design.ts'
import type { Importer } from './importer.ts'
import { readPrismaSchema } from './prisma/read-schema.ts'

export const prisma: Importer<'prisma'> = {
  id: 'prisma',
  label: 'Prisma schema',
  extensions: ['prisma'],
  recognise(file) {
    if (/\.prisma$/i.test(file.path)) return 1
    const text = decodeText(file.bytes)
    return /^\s*model\s+\w+\s*\{/m.test(text) && /^\s+\w+\s+\w+.*@(?:id|default|relation|unique)\b/m.test(text)
      ? 0.9
      : 0
  },
  import(files, { app }) {
    const name = (files[0]?.path.split('/').at(-1) ?? 'Database').replace(/\.\w+$/, '')
    return buildDesign(readPrismaSchema(files.map((f) => ({ file: f.path, text: decodeText(f.bytes) }))), { app, name })
  },
}
