import { existsSync, readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { usageError } from './command.ts'

const FOLDER = resolve(import.meta.dirname, '..', 'examples')
const ENDING = '.relata.json'

/** `blog`, `library`, `school`. */
export function exampleNames(): readonly string[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith(ENDING))
    .map((file) => file.slice(0, -ENDING.length))
    .sort()
}

/** The path of an example, or null: a name that is none is perhaps a file. */
function examplePath(name: string): string | null {
  const path = join(FOLDER, `${name}${ENDING}`)
  return /^[\w-]+$/.test(name) && existsSync(path) ? path : null
}

/** What an argument names: a file, a design whose ending was left out, else an example. null: nothing. */
export type Named = { readonly kind: 'file' | 'example'; readonly path: string }

/** A file of that name comes before an example of that name. */
export function namedDesign(cwd: string, source: string): Named | null {
  const path = resolve(cwd, source)
  // `relata new blog` makes blog.relata.json, which is then meant by `blog`.
  const file = [path, `${path}${ENDING}`].find((one) => existsSync(one))
  if (file !== undefined) return { kind: 'file', path: file }
  const example = examplePath(source)
  return example === null ? null : { kind: 'example', path: example }
}

/**
 * The text of an example that ships.
 *
 * @throws wrong usage, with the names that there are
 */
export async function exampleText(name: string): Promise<string> {
  const path = examplePath(name)
  if (path === null) throw usageError(`No example ${JSON.stringify(name)}. There are: ${exampleNames().join(', ')}`)
  return readFile(path, 'utf8')
}
