/** A Prisma schema as a database. Lists on both sides without a model between are many-to-many edges. */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type {
  RawColumn,
  RawDatabase,
  RawForeignKey,
  RawIndex,
  RawIndexTerm,
  RawManyToMany,
  RawTable,
} from '../database/raw.ts'
import { otherDefault } from '../database/other-databases.ts'
import { clientValues } from './client-values.ts'
import { argument, attribute, itemsOf, namesOf, parsePrisma, textOf } from './parse.ts'
import type { PrismaAttribute, PrismaBlock, PrismaField, PrismaValue } from './parse.ts'
import { conditionSql, operatorClass } from './index-options.ts'
import { dialectOf, hasForeignKeys, sourceRemarks } from './source.ts'
import { columnType } from './types.ts'

export function readPrismaSchema(sources: readonly { readonly file: string; readonly text: string }[]): RawDatabase {
  const parsed = sources.map(({ file, text }) => parsePrisma(text, file))
  const problems = parsed.flatMap((p) => p.problems.map(({ file, line, why }) => skipped(file, line, why)))
  const blocks = parsed.flatMap((p) => p.blocks)
  const { models, doubled } = byName(blocks.filter((b) => b.kind === 'model'))
  const enums = new Map(blocks.filter((b) => b.kind === 'enum').map((b) => [b.name, b]))
  const types = new Set(blocks.filter((b) => b.kind === 'type').map((b) => b.name))
  const views = new Set(blocks.filter((b) => b.kind === 'view').map((b) => b.name))
  const source = new Map(parsed.flatMap((p) => [...p.source]))
  const aliases = new Map(parsed.flatMap((p) => p.aliases.map((a) => [a.name, a])))
  const provider = source.get('provider') ?? null
  const schema = new Schema(models, { enums, types, views, aliases, provider, isEnforced: hasForeignKeys(source) })
  const tables = [...models.values()].map((model) => schema.table(model))
  const inUse = new Set([...models.values()].flatMap((model) => model.fields.map((field) => field.type)))
  const unused = [...enums.values()]
    .filter((b) => !inUse.has(b.name))
    .map((b) => skipped(b.file, b.line, `${b.name} is an enum that no field has; it is not drawn`, 'info'))
  const others = blocks
    .filter((b) => !/^(model|enum|type)$/.test(b.kind))
    .map((b) => skipped(b.file, b.line, `${b.name} is a ${b.kind}; it is not drawn`, 'info'))
  const twice = doubled.map((b) => skipped(b.file, b.line, `the model ${b.name} is there already`))
  return {
    dialect: dialectOf(source),
    tellsSizes: true,
    tables,
    diagnostics: [...sourceRemarks(source), ...problems, ...twice, ...others, ...unused, ...schema.diagnostics],
  }
}

function byName(blocks: readonly PrismaBlock[]): {
  readonly models: ReadonlyMap<string, PrismaBlock>
  readonly doubled: readonly PrismaBlock[]
} {
  const models = new Map<string, PrismaBlock>()
  const doubled: PrismaBlock[] = []
  for (const block of blocks) {
    if (models.has(block.name)) doubled.push(block)
    else models.set(block.name, block)
  }
  return { models, doubled }
}

function skipped(file: string, line: number, why: string, severity: Diagnostic['severity'] = 'warning'): Diagnostic {
  const subject = { kind: 'text' as const, label: `${file}:${line}`, file, line }
  return { code: 'relata.6032', severity, message: `Line ${line}: ${why}.`, hint: null, subject, fixes: [] }
}

interface Others {
  readonly enums: ReadonlyMap<string, PrismaBlock>
  /** Composite types: what is of one is a document. */
  readonly types: ReadonlySet<string>
  /** What leads to a view is no column. */
  readonly views: ReadonlySet<string>
  /** Types under names of their own. */
  readonly aliases: ReadonlyMap<string, PrismaField>
  /** What `datasource` says of the database. */
  readonly provider: string | null
  /** Whether the database knows of the relations. */
  readonly isEnforced: boolean
}

class Schema {
  readonly diagnostics: Diagnostic[] = []
  readonly #models: ReadonlyMap<string, PrismaBlock>
  readonly #others: Others

  constructor(models: ReadonlyMap<string, PrismaBlock>, others: Others) {
    this.#models = models
    this.#others = others
  }

  #note(model: PrismaBlock, line: number, why: string, severity: Diagnostic['severity'] = 'info'): void {
    this.diagnostics.push(skipped(model.file, line, why, severity))
  }

  table(model: PrismaBlock): RawTable {
    const stored = model.fields.filter((f) => !this.#models.has(f.type) && !this.#others.views.has(f.type))
    const related = model.fields.filter((f) => this.#models.has(f.type))
    const columns = (names: readonly string[]) => names.map((name) => columnName(model, name))
    const own = stored.find((f) => attribute(f, 'id') !== undefined)
    const blockKey = attribute(model, 'id')
    const primaryKey = own === undefined ? columns(termNames(blockKey)) : columns([own.name])
    const singles = stored.flatMap((f): RawIndex[] => {
      const unique = attribute(f, 'unique')
      return unique === undefined
        ? []
        : [index(textOf(argument(unique, 'map')), [{ name: columnName(model, f.name), descending: false }])]
    })
    const blocksOf = (kind: RegExp) =>
      model.attributes.filter((a) => kind.test(a.name)).flatMap((a) => this.#index(model, a) ?? [])
    if (attribute(model, 'base') !== undefined)
      this.#note(
        model,
        model.line,
        `${model.name} is a variant of another model; its own fields alone are read`,
        'warning',
      )
    return {
      schema: schemaName(model),
      name: tableName(model),
      comment: model.comment,
      columns: stored.map((f) => this.#column(model, f, primaryKey)),
      primaryKey,
      foreignKeys: related.flatMap((f) => this.#foreignKey(model, f)),
      uniques: [...singles, ...blocksOf(/^unique$/)],
      indexes: blocksOf(/^(index|fulltext|textIndex)$/),
      checks: [],
      manyToMany: related.flatMap((f) => this.#manyToMany(model, f)),
      modelName: model.name,
    }
  }

  #column(model: PrismaBlock, field: PrismaField, primaryKey: readonly string[]): RawColumn {
    const name = columnName(model, field.name)
    const { enums, types, aliases, provider } = this.#others
    const block = enums.get(field.type)
    const known = types.has(field.type) ? 'json' : columnType(field, provider, aliases.get(field.type))
    if (block === undefined && known === null)
      this.#note(model, field.line, `there is no model or type ${field.type}; ${field.name} is read as text`, 'warning')
    const { python, lost } = clientValues(field)
    if (lost !== null) this.#note(model, field.line, lost)
    if (block !== undefined && field.isList)
      this.#note(model, field.line, `${field.name} is a list of ${field.type}; it is read as a list of texts`)
    const value = argument(attribute(field, 'default'), 'value', true)
    const isNumbered = value?.kind === 'call' && /^(autoincrement|sequence)$/.test(value.value)
    return {
      name,
      type: block === undefined ? (known ?? 'text') : field.isList ? enumList(provider) : field.type,
      null: field.isOptional && !primaryKey.includes(name),
      default: columnDefault(value, block, provider),
      autoIncrement: isNumbered,
      generated: null,
      comment: field.comment,
      values: block === undefined || field.isList ? null : block.fields.map(enumValue),
      enumName: block === undefined || field.isList ? null : field.type,
      fieldName: field.name,
      ...(python === null ? {} : { python }),
    }
  }

  /** null: it reaches into documents, or names what is not there. */
  #index(model: PrismaBlock, block: PrismaAttribute): RawIndex | null {
    const list = argument(block, 'fields', true)
    const unknown = namesOf(list).find((name) => !model.fields.some((field) => field.name === name))
    if (unknown !== undefined) {
      this.#note(model, block.line, `@@${block.name} over ${unknown}, which is no column of ${model.name}, is left out`)
      return null
    }
    for (const item of itemsOf(list))
      if (item.kind === 'call' && item.args.some((a) => a.name === 'length'))
        this.#note(model, block.line, `the length of ${item.value} in an index is left out`)
    if (/^(fulltext|textIndex)$/.test(block.name))
      this.#note(model, block.line, `the full-text index of ${namesOf(list).join(', ')} is kept as an ordinary one`)
    return blockIndex(model, block)
  }

  #foreignKey(model: PrismaBlock, field: PrismaField): readonly RawForeignKey[] {
    const relation = attribute(field, 'relation')
    const names = namesOf(argument(relation, 'fields'))
    const target = this.#models.get(field.type)
    // A list of keys (MongoDB) is an edge, see `#manyToMany`.
    if (names.length === 0 || target === undefined || field.isList) return []
    const missing = names.find((name) => !model.fields.some((f) => f.name === name))
    if (missing !== undefined) {
      this.#note(model, field.line, `${model.name} has no field ${missing}, so ${field.name} is not drawn`, 'warning')
      return []
    }
    const back = this.#otherEnd(model, field)
    // One required column is enough for a required relation, whatever its own field says.
    const mayBeNull = field.isOptional && model.fields.every((f) => !names.includes(f.name) || f.isOptional)
    // What Prisma does unasked is CASCADE, what Django's databases do is nothing.
    const onUpdate = ACTIONS[textOf(argument(relation, 'onUpdate')) ?? ''] ?? 'CASCADE'
    if (!/^(CASCADE|NO ACTION)$/.test(onUpdate))
      this.#note(model, field.line, `ON UPDATE ${onUpdate} of ${field.name} is left out`)
    return [
      {
        name: textOf(argument(relation, 'map')),
        columns: names.map((name) => columnName(model, name)),
        schema: schemaName(target),
        table: tableName(target),
        targetColumns: namesOf(argument(relation, 'references')).map((name) => columnName(target, name)),
        onDelete: ACTIONS[textOf(argument(relation, 'onDelete')) ?? ''] ?? (mayBeNull ? 'SET NULL' : 'RESTRICT'),
        fieldName: field.name,
        reverseName: back?.name ?? null,
        ...(this.#others.isEnforced ? {} : { enforced: false }),
      },
    ]
  }

  /** The field of the target that shows the same relation. */
  #otherEnd(model: PrismaBlock, field: PrismaField): PrismaField | undefined {
    const name = relationName(field)
    const candidates =
      this.#models
        .get(field.type)
        ?.fields.filter((f) => f !== field && f.type === model.name && relationName(f) === name) ?? []
    return candidates.find((f) => namesOf(argument(attribute(f, 'relation'), 'fields')).length === 0)
  }

  /** Of two lists the one that stands first in the schema declares the edge. */
  #manyToMany(model: PrismaBlock, field: PrismaField): readonly RawManyToMany[] {
    const target = this.#models.get(field.type)
    if (!field.isList || target === undefined) return []
    const back = target.fields.find(
      (f) => f !== field && f.type === model.name && relationName(f) === relationName(field),
    )
    if (back === undefined || !back.isList) return []
    const order = [...this.#models.values()]
    const isFirst =
      model === target
        ? model.fields.indexOf(field) < model.fields.indexOf(back)
        : order.indexOf(model) < order.indexOf(target)
    const [table, schema] = [tableName(target), schemaName(target)]
    const keys = namesOf(argument(attribute(field, 'relation'), 'fields'))
    if (keys.length > 0)
      this.#note(
        model,
        field.line,
        `${field.name} joins by the list ${keys.join(', ')}; it is a many-to-many beside it`,
      )
    return isFirst ? [{ name: field.name, table, schema, reverse: back.name, joinTable: null }] : []
  }
}

const ACTIONS: Readonly<Record<string, string | undefined>> = {
  Cascade: 'CASCADE',
  Restrict: 'RESTRICT',
  NoAction: 'NO ACTION',
  SetNull: 'SET NULL',
  SetDefault: 'SET DEFAULT',
}

function relationName(field: PrismaField): string | null {
  return textOf(argument(attribute(field, 'relation'), 'name', true))
}

/** null: PostgreSQL's own. */
function schemaName(model: PrismaBlock): string | null {
  const said = textOf(argument(attribute(model, 'schema'), 'name', true))
  return said === 'public' ? null : said
}

function tableName(model: PrismaBlock): string {
  return textOf(argument(attribute(model, 'map'), 'name', true)) ?? model.name
}

function columnName(model: PrismaBlock, name: string): string {
  const field = model.fields.find((f) => f.name === name)
  return (field === undefined ? null : textOf(argument(attribute(field, 'map'), 'name', true))) ?? name
}

function enumValue(member: PrismaField): string {
  return textOf(argument(attribute(member, 'map'), 'name', true)) ?? member.raw ?? member.name
}

/** Names in `[a, b(sort: Desc)]`, the first argument or `fields`. */
function termNames(block: PrismaAttribute | undefined): readonly string[] {
  return namesOf(argument(block, 'fields', true))
}

function blockIndex(model: PrismaBlock, block: PrismaAttribute): RawIndex {
  const terms = itemsOf(argument(block, 'fields', true)).flatMap((item): RawIndexTerm[] => {
    const name = textOf(item)
    if (name === null) return []
    const isDescending = item.kind === 'call' && item.args.some((a) => a.name === 'sort' && textOf(a.value) === 'Desc')
    const opclass = item.kind === 'call' ? operatorClass(item.args.find((a) => a.name === 'ops')?.value) : null
    const term = { name: columnName(model, name), descending: isDescending }
    return [opclass === null ? term : { ...term, opclass }]
  })
  const method = textOf(argument(block, 'type'))?.toLowerCase() ?? null
  const where = conditionSql(argument(block, 'where'), (name) => columnName(model, name))
  // Of an index the older `name` is the database's; of a unique the client's.
  const older = block.name === 'unique' ? undefined : argument(block, 'name')
  return { ...index(textOf(argument(block, 'map') ?? older), terms), where, method: method === 'btree' ? null : method }
}

function index(name: string | null, columns: readonly RawIndexTerm[]): RawIndex {
  return { name, columns, where: null, method: null }
}

function enumList(provider: string | null): string {
  return provider === 'mongodb' ? 'json' : 'text[]'
}

function columnDefault(
  value: PrismaValue | undefined,
  choices: PrismaBlock | undefined,
  provider: string | null,
): string | null {
  if (value === undefined) return null
  if (value.kind !== 'list') {
    const sql = defaultSql(value, choices)
    return provider === 'sqlserver' ? otherDefault(sql) : sql
  }
  return provider === 'mongodb' ? listJson(value, choices) : listSql(value, choices)
}

function listJson(list: PrismaValue, choices: PrismaBlock | undefined): string {
  const items = itemsOf(list).map((item) => {
    const member = choices?.fields.find((f) => f.name === textOf(item))
    return member !== undefined || item.kind === 'text'
      ? JSON.stringify(member === undefined ? textOf(item) : enumValue(member))
      : textOf(item)
  })
  return `'[${items.join(', ').replaceAll("'", "''")}]'`
}

/** Of the databases PostgreSQL alone has lists. */
function listSql(list: PrismaValue, choices: PrismaBlock | undefined): string | null {
  const items = list.kind === 'list' ? list.items.map((item) => defaultSql(item, choices)) : []
  if (items.includes(null)) return null
  return items.length === 0 ? "'{}'" : `ARRAY[${items.join(', ')}]`
}

/** As SQL; null: made by the client (`uuid()`), or none. */
function defaultSql(value: PrismaValue, choices: PrismaBlock | undefined): string | null {
  if (value.kind === 'list' || value.kind === 'object') return null
  if (value.kind === 'text') return `'${value.value.replaceAll("'", "''")}'`
  if (value.kind === 'call') {
    if (value.value === 'now') return 'CURRENT_TIMESTAMP'
    return value.value === 'dbgenerated' ? textOf(value.args[0]?.value) : null
  }
  const member = choices?.fields.find((f) => f.name === value.value)
  return member === undefined ? value.value : `'${enumValue(member).replaceAll("'", "''")}'`
}
