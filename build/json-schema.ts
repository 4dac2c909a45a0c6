/** Writes shared/document/relata.schema.json from the zod schema: `node build/json-schema.ts`. A test says when that is due. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { designJsonSchema } from '../shared/document/file/file-schema.ts'

const file = join(import.meta.dirname, '../shared/document/relata.schema.json')
writeFileSync(file, `${JSON.stringify(designJsonSchema(), null, 2)}\n`)
console.log(`Wrote ${file}`)
