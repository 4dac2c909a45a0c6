/** Writes the examples' `.relata.json` files: `node examples/make.ts`. A test says when that is due. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeDocument } from '../shared/document/file/write.ts'
import { blog } from './blog.ts'
import { buildExample } from './builder.ts'
import { library } from './library.ts'
import { school } from './school.ts'

export const EXAMPLES = [blog, library, school]

if (import.meta.main) {
  for (const spec of EXAMPLES) {
    const file = join(import.meta.dirname, `${spec.name}.relata.json`)
    writeFileSync(file, writeDocument(buildExample(spec)))
    console.log(`Wrote ${file}`)
  }
}
