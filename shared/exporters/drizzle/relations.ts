/** `relations(…)`: both sides of every key, named as Django names them. */
import type { ResolvedField, ResolvedModel } from '../../relations/types.ts'
import type { SchemaForeignKey, SchemaTable } from '../../schema/types.ts'
import { isSingle } from '../documents/edges.ts'
import { propertyName, textLiteral } from '../typescript/names.ts'
import { member } from './flavour.ts'
import type { Context } from './flavour.ts'

/** Forward keys as `one`, everything that points here as `many` (or `one` where it can be only one). */
export function relationsText(table: SchemaTable, context: Context): string {
  const model = context.resolution.models.get(table.model)
  const name = context.names.get(table.model)
  if (model === undefined || name === undefined) return ''
  const taken = new Set(table.columns.map((c) => c.name))
  const lines = [...forward(table, model, context, taken), ...backward(table, context, taken)]
  if (lines.length === 0) return ''
  const helpers = [
    lines.some((l) => l.includes(': one(')) ? 'one' : '',
    lines.some((l) => l.includes(': many(')) ? 'many' : '',
  ]
  const used = helpers.filter((h) => h !== '').join(', ')
  return `export const ${name}Relations = relations(${name}, ({ ${used} }) => ({\n${lines.map((l) => `  ${l},`).join('\n')}\n}))\n\n`
}

function forward(table: SchemaTable, model: ResolvedModel, context: Context, taken: Set<string>): readonly string[] {
  const own = context.names.get(table.model) ?? ''
  return table.foreignKeys.flatMap((key) => {
    const target = context.names.get(key.targetModel)
    const field = fieldOf(model, key)
    if (target === undefined || field === undefined || !context.tables.has(key.targetModel)) return []
    const fields = key.columns.map((c) => `${own}${member(c)}`).join(', ')
    const references = key.targetColumns.map((c) => `${target}${member(c)}`).join(', ')
    const config = [`fields: [${fields}]`, `references: [${references}]`, ...relationName(table, key, context)]
    return [`${propertyName(free(field.name, taken))}: one(${target}, { ${config.join(', ')} })`]
  })
}

function backward(table: SchemaTable, context: Context, taken: Set<string>): readonly string[] {
  return [...context.tables.values()].flatMap((from) =>
    from.foreignKeys
      .filter((key) => key.targetModel === table.model)
      .map((key) => {
        const source = context.names.get(from.model) ?? ''
        const name = free(reverseName(from, key, table, context), taken)
        const config = relationName(from, key, context)
        if (!isSingle(from, key)) return `${propertyName(name)}: many(${withConfig(source, config)})`
        // Beside a name Drizzle wants the columns of both ends.
        const ends = config.length === 0 ? [] : endsOf(context.names.get(table.model) ?? '', source, key)
        return `${propertyName(name)}: one(${withConfig(source, [...ends, ...config])})`
      }),
  )
}

function withConfig(source: string, config: readonly string[]): string {
  return config.length === 0 ? source : `${source}, { ${config.join(', ')} }`
}

/** From the end that the key leads to. */
function endsOf(own: string, source: string, { columns, targetColumns }: SchemaForeignKey): readonly string[] {
  const list = (constant: string, names: readonly string[]) => names.map((n) => `${constant}${member(n)}`).join(', ')
  return [`fields: [${list(own, targetColumns)}]`, `references: [${list(source, columns)}]`]
}

/** Django's accessor; a join table's rows are reached under its own name. */
function reverseName(from: SchemaTable, key: SchemaForeignKey, to: SchemaTable, context: Context): string {
  const model = context.resolution.models.get(from.model)
  const field = model === undefined ? undefined : fieldOf(model, key)
  const reverse = (context.resolution.reverse.get(to.model) ?? []).find(
    (r) => r.model === from.model && r.field === field?.name,
  )
  return reverse?.accessor ?? context.names.get(from.model) ?? from.name
}

/** Fields that Django makes have no id, and one column. */
function fieldOf({ localFields }: ResolvedModel, { field, columns }: SchemaForeignKey): ResolvedField | undefined {
  return localFields.find((f) => (field === null ? f.column === columns[0] : f.id === field))
}

/** Drizzle wants one where two relations join the same tables, or a table itself. */
function relationName(from: SchemaTable, key: SchemaForeignKey, { tables }: Context): readonly string[] {
  const to = tables.get(key.targetModel)
  const between = (a: SchemaTable, b: SchemaTable | undefined) =>
    a.foreignKeys.filter(({ targetModel }) => targetModel === b?.model).length
  const isAlone = to !== undefined && to !== from && between(from, to) + between(to, from) === 1
  return isAlone ? [] : [`relationName: ${textLiteral(`${from.name}.${key.columns.join('+')}`)}`]
}

function free(wanted: string, taken: Set<string>): string {
  let name = wanted
  for (let i = 2; taken.has(name); i++) name = `${wanted}${i}`
  taken.add(name)
  return name
}
