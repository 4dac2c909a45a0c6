/** What stands after the columns of a Drizzle table: keys over several columns, indexes, uniques, checks. */
import type { Named, SchemaIndex, SchemaTable, SchemaUnique } from '../../schema/types.ts'
import { renderIndexTerm } from '../../schema/expressions.ts'
import { leftOut } from '../left-out.ts'
import { checkCondition, expression, expressionsOf } from '../sql/context.ts'
import { indexedParts, ownIndexes } from '../sql/indexes.ts'
import { identifier, storedObjectName } from '../sql/names.ts'
import { textLiteral } from '../typescript/names.ts'
import { actionOf } from './on-delete.ts'
import { member, sqlTemplate, use } from './flavour.ts'
import type { Context } from './flavour.ts'

export function extraText(table: SchemaTable, context: Context): readonly string[] {
  const list = (columns: readonly string[]) => columns.map((c) => `t${member(c)}`).join(', ')
  const key =
    table.primaryKey.length > 1 ? [`${use(context, 'primaryKey')}({ columns: [${list(table.primaryKey)}] })`] : []
  const composite = table.foreignKeys
    .filter((fk) => fk.columns.length > 1 && fk.enforced && context.tables.has(fk.targetModel))
    .map((fk) => {
      // A key to the table itself names its columns by the parameter: the constant is not typed yet.
      const target = fk.targetModel === table.model ? 't' : (context.names.get(fk.targetModel) ?? '')
      const foreign = fk.targetColumns.map((c) => `${target}${member(c)}`).join(', ')
      const action = actionOf(fk, table, context)
      const onDelete = action === null ? '' : `.onDelete('${action}')`
      return `${use(context, 'foreignKey')}({ name: ${objectText(fk, context)}, columns: [${list(fk.columns)}], foreignColumns: [${foreign}] })${onDelete}`
    })
  return [
    ...key,
    ...table.uniques.filter((u) => u.form !== 'column').flatMap((unique) => uniqueText(unique, table, context)),
    ...ownIndexes(table, context.flavour.dialect).flatMap((index) => indexText(index, false, table, context)),
    ...composite,
    ...checkTexts(table, context),
  ]
}

function uniqueText(unique: SchemaUnique, table: SchemaTable, context: Context): readonly string[] {
  const { label, nullsNotDistinct } = context.flavour
  const said = (what: string): void => {
    context.diagnostics.push(leftOut(label, table, 'relata.4004', `${what} of ${unique.name}`))
  }
  if (unique.deferrable !== null) said('the deferral')
  if (unique.include.length > 0) said('the covered columns')
  const isPlain = unique.condition === null && unique.expressions.length === 0
  const nulls = unique.nullsDistinct === false && nullsNotDistinct ? '.nullsNotDistinct()' : ''
  if (unique.nullsDistinct === false && (!nullsNotDistinct || !isPlain)) said('NULLS NOT DISTINCT')
  // A constraint, not an index: foreign keys can point at it.
  if (isPlain) {
    const columns = unique.columns.map((c) => `t${member(c)}`).join(', ')
    return [`${use(context, 'unique')}(${objectText(unique, context)}).on(${columns})${nulls}`]
  }
  return indexText(asIndex(unique), true, table, context)
}

/** Of a constraint or an index, as the database takes it. */
function objectText(object: Named, { flavour }: Context): string {
  return textLiteral(storedObjectName(flavour.dialect, object))
}

function asIndex(unique: SchemaUnique): SchemaIndex {
  return {
    ...unique,
    columns: unique.columns.map((name) => ({ name, descending: false, opclass: null })),
    method: 'btree',
  }
}

function indexText(index: SchemaIndex, unique: boolean, table: SchemaTable, context: Context): readonly string[] {
  const { dialect } = context.flavour
  const condition = index.condition === null ? null : expression(index.condition.expr, table, dialect, true)
  const terms = index.expressions.map((e) => renderIndexTerm(e.expr, table, expressionsOf(dialect, table, true)))
  // The dialect itself says whether it has such an index at all.
  const exists = dialect.index({
    name: '',
    table: '',
    unique,
    columns: [],
    hasExpressions: terms.length > 0,
    condition,
    include: [],
    method: index.method,
    source: index,
    types: index.columns.flatMap((c) => table.columns.find(({ name }) => name === c.name)?.type ?? []),
    ifNotExists: false,
    inline: false,
    nullsDistinct: null,
  })
  // Drizzle has no word for the beginning of a text, and MySQL no index over more of it.
  const isWhole =
    unique || dialect.indexedPart === undefined || indexedParts(index, table, dialect.indexedPart) === null
  if (terms.includes(null) || (index.condition !== null && condition === null) || exists === null || !isWhole) {
    context.diagnostics.push(leftOut(context.flavour.label, table, 'relata.4004', `the index ${index.name}`))
    return []
  }
  const columns = index.columns.map((c) => {
    if (!c.descending && (c.opclass === null || dialect.opclasses !== true)) return `t${member(c.name)}`
    const opclass = c.opclass === null || dialect.opclasses !== true ? '' : ` ${c.opclass}`
    return sqlTemplate(`${identifier(dialect, c.name)}${opclass}${c.descending ? ' DESC' : ''}`)
  })
  const on = [...columns, ...terms.map((term) => sqlTemplate(term ?? ''))].join(', ')
  // SQLite knows one method only.
  const isPlain = index.method === 'btree' || dialect.opclasses !== true
  const method = isPlain ? `.on(${on})` : `.using(${textLiteral(index.method)}, ${on})`
  const where = condition === null ? '' : `.where(${sqlTemplate(condition)})`
  return [`${use(context, unique ? 'uniqueIndex' : 'index')}(${objectText(index, context)})${method}${where}`]
}

function checkTexts(table: SchemaTable, context: Context): readonly string[] {
  const { dialect } = context.flavour
  return table.checks.flatMap((check) => {
    const condition = checkCondition(check, table, dialect)
    if (condition !== null)
      return [`${use(context, 'check')}(${objectText(check, context)}, ${sqlTemplate(condition)})`]
    context.diagnostics.push(leftOut(context.flavour.label, table, 'relata.4002', `the condition of ${check.name}`))
    return []
  })
}
