/** Every design that contract tests run over: the examples, the hostile one, a big one, imported ones. */
import { readFileSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { readDocument } from '../../shared/document/file/read.ts'
import type { ErDocument } from '../../shared/document/records.ts'
import { bigDocument } from './big-document.ts'
import { hostileDocument } from './hostile-document.ts'
import { importFixture, importText } from './import-fixture.ts'
import { nastyDesigns } from './nasty-designs.ts'

const EXAMPLES = resolve(import.meta.dirname, '../../examples')
const CASES = resolve(import.meta.dirname, '../oracle/cases/public')

/** Recorded cases whose models hold checks, indexes, types and names that the examples do not. */
const CASE_NAMES = [
  'sch_indexes',
  'sch_constraints',
  'sch_field_zoo',
  'sch_meta_misc',
  'sch_fk_cycle_tables',
  'sch_reserved_words',
]

type NamedDesign = readonly [name: string, doc: ErDocument]

export function exampleDocument(name: string): ErDocument {
  const { doc } = readDocument(readFileSync(join(EXAMPLES, `${name}.relata.json`), 'utf8'))
  if (doc === null) throw new Error(`${name} cannot be read`)
  return doc
}

/** Models with every form of index, constraint, default and generated column, `everything.py`. */
export async function everythingDocument(): Promise<ErDocument> {
  const text = readFileSync(join(import.meta.dirname, 'everything.py'), 'utf8')
  return (await importText('shop/models.py', text, { app: 'shop' })).doc
}

async function importedDesigns(): Promise<readonly NamedDesign[]> {
  const cases = CASE_NAMES.map(async (name): Promise<NamedDesign> => {
    const { models } = JSON.parse(readFileSync(join(CASES, `${name}.json`), 'utf8')) as { models: string }
    return [name, (await importText('models.py', models)).doc]
  })
  const files = [
    ['chinook', 'chinook/Chinook_Sqlite.sqlite'],
    ['odd', 'odd/odd.sqlite'],
    ['adventureworks', 'adventureworks-pg/install.sql'],
    ['synthetic', 'synthetic-60/models.py'],
  ] as const
  const imported = files.map(async ([name, path]): Promise<NamedDesign> => [name, (await importFixture(path)).doc])
  return Promise.all([
    ['everything', await everythingDocument()] as const,
    ...cases,
    ...imported,
    ...(await nastyDesigns()),
  ])
}

const IMPORTED = await importedDesigns()

export function allDesigns(): readonly NamedDesign[] {
  const examples = readdirSync(EXAMPLES)
    .filter((file) => file.endsWith('.relata.json'))
    .map((file) => file.replace('.relata.json', ''))
    .map((name) => [name, exampleDocument(name)] as const)
  return [...examples, ['hostile', hostileDocument()], ['big', bigDocument(60)], ...IMPORTED]
}
