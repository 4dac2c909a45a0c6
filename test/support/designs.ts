/** Every design that contract tests run over: the examples, the hostile one, a big one. */
import { readFileSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { readDocument } from '../../shared/document/read.ts'
import type { ErDocument } from '../../shared/document/records.ts'
import { bigDocument } from './big-document.ts'
import { hostileDocument } from './hostile-document.ts'

const EXAMPLES = resolve(import.meta.dirname, '../../examples')

export function exampleDocument(name: string): ErDocument {
  const { doc } = readDocument(readFileSync(join(EXAMPLES, `${name}.relata.json`), 'utf8'))
  if (doc === null) throw new Error(`${name} cannot be read`)
  return doc
}

export function allDesigns(): readonly (readonly [name: string, doc: ErDocument])[] {
  const examples = readdirSync(EXAMPLES)
    .filter((file) => file.endsWith('.relata.json'))
    .map((file) => file.replace('.relata.json', ''))
    .map((name) => [name, exampleDocument(name)] as const)
  return [...examples, ['hostile', hostileDocument()], ['big', bigDocument(60)]]
}
