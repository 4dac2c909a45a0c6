/** Indexes in Prisma's words: how they are kept, and by which operators. */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { SchemaIndex, SchemaTable } from '../../schema/types.ts'
import { leftOut } from '../left-out.ts'

const METHODS: Readonly<Record<string, string | undefined>> = {
  hash: 'Hash',
  gin: 'Gin',
  gist: 'Gist',
  spgist: 'SpGist',
  brin: 'Brin',
}

/** Columns, and the method where it is another than the usual one. */
export function indexTerms(index: SchemaIndex, table: SchemaTable, property: (column: string) => string): string {
  const method = methodOf(index, table)
  const terms = index.columns.map(({ name, descending, opclass }) => {
    if (method !== null && opclass !== null) return `${property(name)}(ops: raw(${JSON.stringify(opclass)}))`
    return `${property(name)}${descending && method === null ? '(sort: Desc)' : ''}`
  })
  return `[${terms.join(', ')}]${method === null ? '' : `, type: ${method}`}`
}

/** null: the usual one, or one that Prisma does not take for these columns. */
function methodOf({ method, columns }: SchemaIndex, table: SchemaTable): string | null {
  const word = METHODS[method]
  if (word === undefined || columns.length === 0) return null
  if (method === 'hash') return columns.length === 1 && columns[0]?.opclass === null ? word : null
  return columns.every((c) => c.opclass !== null || takes(method, table, c.name)) ? word : null
}

/** Without a word for the operators Prisma knows those of few types. */
function takes(method: string, table: SchemaTable, name: string): boolean {
  const type = table.columns.find((c) => c.name === name)?.type
  if (method === 'gin') return type?.kind === 'json' || /^[^[\]]+\[\d*\]$/.test(type?.raw ?? '')
  return method === 'brin' && /^(?:date|dateTime|integer|bigInteger|smallInteger)$/.test(type?.kind ?? '')
}

/** What of the method and the operators is lost: the index itself stays. */
export function lostMethods(table: SchemaTable): readonly Diagnostic[] {
  return table.indexes
    .filter((index) => index.condition === null && index.expressions.length === 0)
    .filter((index) => {
      const isSaid = methodOf(index, table) !== null
      return !isSaid && (index.method !== 'btree' || index.columns.some((c) => c.opclass !== null))
    })
    .map(({ name }) =>
      leftOut('Prisma', table, 'relata.4004', `how the index ${name} is kept`, null, 'it is an ordinary one there'),
    )
}
