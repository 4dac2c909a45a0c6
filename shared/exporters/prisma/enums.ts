/** Columns of text with choices as Prisma's enums, where the user asks for them. */
import type { SchemaColumn, SchemaTable } from '../../schema/types.ts'
import { enumValues } from '../sql/enums.ts'
import { encodeUtf8 } from '../../util/utf8.ts'

export interface PrismaEnum {
  readonly name: string
  readonly members: readonly { readonly name: string; readonly value: string }[]
}

/** PostgreSQL's limit of a label, bytes. */
const LABEL_LIMIT = 63

/** null: the column stays text. */
export function prismaEnum(
  entity: string,
  property: string,
  table: SchemaTable,
  column: SchemaColumn,
): PrismaEnum | null {
  const values = enumValues(table, column)
  if (values === null || values.some((value) => encodeUtf8(value).length > LABEL_LIMIT)) return null
  const taken = new Set<string>()
  const members = values.map((value) => {
    const plain = value.replace(/[^A-Za-z0-9_]/g, '_').replace(/^(?![A-Za-z])/, 'v')
    let name = plain
    for (let i = 2; taken.has(name); i++) name = `${plain}_${i}`
    taken.add(name)
    return { name, value }
  })
  return { name: `${entity}_${property}`, members }
}

export function enumText({ name, members }: PrismaEnum, schema: string | null): string {
  const lines = [
    ...members.map((one) => (one.name === one.value ? one.name : `${one.name} @map(${JSON.stringify(one.value)})`)),
    ...(schema === null ? [] : [`@@schema(${JSON.stringify(schema)})`]),
  ]
  return `enum ${name} {\n${lines.map((line) => `  ${line}`).join('\n')}\n}\n\n`
}
