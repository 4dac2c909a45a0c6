/** Columns of text with choices as Prisma's enums, where the user asks for them. */
import type { SchemaColumn } from '../../schema/types.ts'
import type { Entity } from '../entities/entities.ts'
import { enumValues } from '../sql/enums.ts'
import { encodeUtf8 } from '../../util/utf8.ts'

export interface PrismaEnum {
  readonly name: string
  readonly members: readonly { readonly name: string; readonly value: string }[]
}

/** PostgreSQL's limit of a label, bytes. */
const LABEL_LIMIT = 63

/**
 * By column; those of one choices class share an enum, named as the class is. The others are named after model and field.
 * Columns that are not here stay text.
 */
export function prismaEnums(entities: readonly Entity[]): ReadonlyMap<SchemaColumn, PrismaEnum> {
  const taken = new Set(entities.map(({ name }) => name))
  const made = new Map<string, PrismaEnum>()
  const byColumn = new Map<SchemaColumn, PrismaEnum>()
  for (const { table, name: model, columns } of entities) {
    for (const { column, property } of columns) {
      const values = enumValues(table, column)
      if (values === null || values.some((value) => encodeUtf8(value).length > LABEL_LIMIT)) continue
      const wanted = column.enumName !== null && CLASS.test(column.enumName) ? column.enumName : `${model}_${property}`
      const key = JSON.stringify([wanted, values])
      const found = made.get(key) ?? { name: free(wanted, taken), members: membersOf(values) }
      made.set(key, found)
      byColumn.set(column, found)
    }
  }
  return byColumn
}

const CLASS = /^[A-Za-z]\w*$/

function free(wanted: string, taken: Set<string>): string {
  let name = wanted
  for (let i = 2; taken.has(name); i++) name = `${wanted}${i}`
  taken.add(name)
  return name
}

function membersOf(values: readonly string[]): PrismaEnum['members'] {
  const taken = new Set<string>()
  return values.map((value) => {
    const plain = value.replace(/[^A-Za-z0-9_]/g, '_').replace(/^(?![A-Za-z])/, 'v')
    let name = plain
    for (let i = 2; taken.has(name); i++) name = `${plain}_${i}`
    taken.add(name)
    return { name, value }
  })
}

/** As Prisma's own formatter sets it. */
export function enumText({ name, members }: PrismaEnum, schema: string | null): string {
  const width = Math.max(...members.map((one) => one.name.length))
  const lines = members.map((one) =>
    one.name === one.value ? one.name : `${one.name.padEnd(width)} @map(${JSON.stringify(one.value)})`,
  )
  const place = schema === null ? [] : ['', `@@schema(${JSON.stringify(schema)})`]
  return `enum ${name} {\n${[...lines, ...place].map((line) => (line === '' ? '' : `  ${line}`)).join('\n')}\n}\n`
}
