/**
 * TypeORM's entities as one database. Classes are read by their decorators: columns first, then what refers
 * to them. Names are those that TypeORM's naming strategy would give.
 */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { DraftDatabase } from '../database/draft.ts'
import type { DraftTable } from '../database/draft.ts'
import type { RawDatabase, RawJoin } from '../database/raw.ts'
import { parseTypeScript } from '../typescript/parse.ts'
import { Program } from '../typescript/program.ts'
import { skippedSource } from '../typescript/skipped.ts'
import type { TsModule } from '../typescript/syntax.ts'
import { Classes, Settings, decorator } from './classes.ts'
import type { ClassDecl, Member } from './classes.ts'
import { COLUMNS, columnsOf, defaultSql, enumOf, placed } from './columns.ts'
import type { ColumnContext } from './columns.ts'
import { entitySchemas } from './entity-schema.ts'
import { databaseOf } from './database-of.ts'
import { DEFAULT_NAMING, SNAKE_NAMING } from './naming.ts'
import { readJoinTable, readKey } from './relations.ts'
import type { RelationContext } from './relations.ts'
import { readRule } from './rules.ts'
import { addTree } from './trees.ts'

export interface TypeormSource {
  readonly file: string
  readonly text: string
}

export interface Entity {
  readonly decl: ClassDecl
  readonly name: string
  readonly table: DraftTable
  /** Columns by the property (or path) that has them; a relation may have several. */
  readonly columnsOf: Map<string, readonly string[]>
}

export function readTypeorm(sources: readonly TypeormSource[]): RawDatabase {
  const program = new Program(sources.map(({ file, text }) => parseTypeScript(text, file)))
  const isSnake = sources.some(({ text }) => text.includes('SnakeNamingStrategy'))
  return new TypeormReader(program, isSnake, databaseOf(sources.map((s) => s.text))).read()
}

/** Decorators named like a column's, of what is none in the table or has its own reader. */
const NO_COLUMNS = [
  'JoinColumn',
  'VirtualColumn',
  'ViewColumn',
  'ObjectIdColumn',
  'ManyToOne',
  'OneToOne',
  'OneToMany',
  'ManyToMany',
  'TreeParent',
  'TreeChildren',
  'RelationId',
  'RelationCount',
] as const

class TypeormReader {
  readonly #program: Program
  readonly #classes: Classes
  readonly #dialect: RawDatabase['dialect']
  readonly #db = new DraftDatabase(['public'])
  readonly #diagnostics: Diagnostic[] = []
  readonly #said = new Set<string>()
  readonly #entities = new Map<ClassDecl, Entity>()
  readonly #joins = new Map<DraftTable, RawJoin>()
  readonly #context: ColumnContext

  constructor(program: Program, isSnake: boolean, dialect: RawDatabase['dialect']) {
    this.#program = program
    this.#classes = new Classes(program, entitySchemas(program))
    this.#dialect = dialect
    this.#context = {
      program,
      classes: this.#classes,
      naming: isSnake ? SNAKE_NAMING : DEFAULT_NAMING,
      note: (member, from, why) => this.#note(member.module, from, why),
    }
  }

  read(): RawDatabase {
    for (const decl of this.#classes.all) this.#declare(decl)
    for (const decl of this.#classes.all) this.#child(decl)
    const members = [...this.#entities].flatMap(([decl, entity]) =>
      placed(this.#members(decl, entity), this.#context).map((place) => [entity, place] as const),
    )
    const context: RelationContext = {
      ...this.#context,
      db: this.#db,
      joins: this.#joins,
      entityOf: (m, kind) => this.#target(m, kind),
    }
    // A key may be over columns of another key, so those of targets that are complete come first.
    for (const [entity, member] of inOrder(
      members,
      ({ member }) => this.#target(member, 'ManyToOne')?.table.primaryKey.length ?? 0,
    ))
      readKey(entity, member, context)
    for (const [entity, member] of members) readJoinTable(entity, member, context)
    for (const [decl, entity] of this.#entities)
      if (decl === entity.decl && decorator(decl, 'ChildEntity') === undefined)
        addTree(entity, decl, { ...this.#context, db: this.#db })
    for (const [decl, entity] of this.#entities) this.#rules(decl, entity)
    for (const module of this.#modulesWithEntities())
      for (const { line, why } of module.problems) this.#diagnostics.push(skippedSource(module.file, line, why))
    this.#listOthers()
    const raw = this.#db.toRaw(this.#dialect)
    // A schema may have a table's name for its own.
    const named = [...this.#entities.values()].filter(({ name }) => /^\p{Lu}/u.test(name))
    const names = new Map(named.map(({ table, name }) => [table, name]))
    const tables = raw.tables.map((table) => {
      const joins = this.#joins.get(table as DraftTable)
      const modelName = names.get(table as DraftTable)
      return { ...table, ...(joins === undefined ? {} : { joins }), ...(modelName === undefined ? {} : { modelName }) }
    })
    return { ...raw, tables, diagnostics: [...raw.diagnostics, ...this.#diagnostics] }
  }

  #declare(decl: ClassDecl): void {
    const made = decorator(decl, 'Entity')
    if (made === undefined) return
    const settings = new Settings(this.#program, made.args)
    const [first] = made.args
    const given = (first === undefined ? null : this.#program.text(first)) ?? settings.text('name')
    const name = { schema: settings.text('schema'), name: given ?? this.#context.naming.table(decl.node.name) }
    if (this.#db.has(name)) return this.#note(decl.module, decl.node.from, `the table ${name.name} is there already`)
    const table = this.#db.add(name)
    table.comment = settings.text('comment')
    const entity: Entity = { decl, name: decl.node.name, table, columnsOf: new Map() }
    this.#entities.set(decl, entity)
    this.#addColumns(entity, decl, false)
    this.#listUnknown(decl)
    const inheritance = decorator(decl, 'TableInheritance')
    if (inheritance !== undefined) this.#discriminator(entity, new Settings(this.#program, inheritance.args))
  }

  #addColumns(entity: Entity, decl: ClassDecl, isChild: boolean): void {
    for (const { column, path, member, isPrimary, isUnique } of columnsOf(decl, this.#context)) {
      if (entity.table.columns.some((c) => c.name === column.name)) {
        if (!isChild) this.#note(member.module, member.property.from, `the column ${column.name} is there already`)
        continue
      }
      entity.table.columns.push(isChild ? { ...column, null: true } : column)
      entity.columnsOf.set(path, [column.name])
      if (isPrimary) entity.table.primaryKey.push(column.name)
      if (isUnique)
        entity.table.uniques.push({
          name: null,
          columns: [{ name: column.name, descending: false }],
          where: null,
          method: null,
        })
    }
  }

  /** Columns that may stand where nobody can look: in a class, or behind a decorator, of another package. */
  #listUnknown(decl: ClassDecl): void {
    const lineage = this.#classes.lineage(decl)
    const base = lineage.at(-1)?.node.base ?? null
    const name = base?.kind === 'name' || base?.kind === 'member' ? base.name : null
    if (name !== null && name !== 'BaseEntity')
      this.#note(decl.module, decl.node.from, `the class ${name} that ${decl.node.name} is built on is not here`)
    for (const member of lineage.flatMap((d) => this.#classes.members(d))) {
      const unknown = member.decorators.find((d) => d.name.endsWith('Column') || d.isOwn === true)
      const isKnown = member.property.isAccessor === true || decorator(member, ...COLUMNS, ...NO_COLUMNS) !== undefined
      if (unknown === undefined || isKnown) continue
      const of = member.property.name
      this.#note(member.module, unknown.from, `the decorator ${unknown.name} of ${of} is not known; it is left out`)
    }
  }

  /** The column that tells the classes of one table apart. */
  #discriminator({ table }: Entity, settings: Settings): void {
    const column = settings.get('column')
    const said = column === null ? null : this.#program.text(column)
    const options = new Settings(this.#program, column === null ? [] : [column])
    const name = said ?? options.text('name') ?? 'type'
    if (table.columns.every((c) => c.name !== name)) {
      const [type, length] = [options.text('type') ?? 'varchar', options.plain('length')]
      const value = options.get('default')
      table.columns.push({
        name,
        type: length === null ? type : `${type}(${length})`,
        null: options.is('nullable'),
        default: value === null ? null : defaultSql(this.#program, value),
        autoIncrement: false,
        generated: null,
        comment: options.text('comment'),
        ...enumOf(this.#program, options),
      })
    }
    table.indexes.push({ name: null, columns: [{ name, descending: false }], where: null, method: null })
  }

  /** `@ChildEntity`: its columns are in its parent's table. */
  #child(decl: ClassDecl): void {
    if (decorator(decl, 'ChildEntity') === undefined) return
    const parent = this.#classes
      .lineage(decl)
      .find((d) => this.#entities.has(d) && decorator(d, 'Entity') !== undefined)
    const entity = parent === undefined ? undefined : this.#entities.get(parent)
    if (entity === undefined)
      return this.#note(decl.module, decl.node.from, `the entity that ${decl.node.name} is built on is not here`)
    this.#addColumns(entity, decl, true)
    this.#entities.set(decl, { ...entity, decl })
    this.#note(
      decl.module,
      decl.node.from,
      `${decl.node.name} has its columns in the table ${entity.table.name}`,
      'info',
    )
  }

  /** Members of the class and of what it is built on, as far as no entity has them already. */
  #members(decl: ClassDecl, entity: Entity): readonly Member[] {
    const isChild = entity.decl === decl && decorator(decl, 'ChildEntity') !== undefined
    const seen = new Set<string>()
    const owners = this.#classes
      .lineage(decl)
      .filter((d) => !isChild || d === decl || decorator(d, 'Entity', 'ChildEntity') === undefined)
    return owners.toReversed().flatMap((owner) =>
      this.#classes.members(owner).filter(({ property }) => {
        if (seen.has(property.name)) return false
        seen.add(property.name)
        return true
      }),
    )
  }

  #target(member: Member, kind: string): Entity | undefined {
    const found = decorator(member, kind) ?? decorator(member, 'ManyToOne', 'OneToOne', 'ManyToMany')
    const decl = this.#classes.target(found?.args[0])
    return decl === undefined ? undefined : this.#entities.get(decl)
  }

  #rules(decl: ClassDecl, entity: Entity): void {
    const isChild = decorator(decl, 'ChildEntity') !== undefined
    const owners = this.#classes
      .lineage(decl)
      .filter((d) => d === decl || (!isChild && decorator(d, 'ChildEntity') === undefined))
    for (const owner of owners.toReversed()) {
      const note = (from: number, why: string) => this.#note(owner.module, from, why)
      for (const rule of owner.decorators) readRule(entity, rule, null, this.#program, note)
      for (const { member, path } of placed(this.#classes.members(owner), this.#context))
        for (const rule of member.decorators) readRule(entity, rule, path, this.#program, note)
    }
  }

  #modulesWithEntities(): readonly TsModule[] {
    return [...new Set([...this.#entities.keys()].map((decl) => decl.module))]
  }

  #listOthers(): void {
    for (const { decorators, module, node } of this.#classes.all)
      if (decorators.some((d) => d.name === 'ViewEntity'))
        this.#note(module, node.from, `${node.name} is a view, which is not drawn`, 'info')
  }

  #note(module: TsModule, from: number, why: string, severity: Diagnostic['severity'] = 'warning'): void {
    const made = skippedSource(module.file, module.lineOf(from), why, severity)
    // What a class gives to others is said once.
    const key = `${module.file} ${made.message}`
    if (this.#said.has(key)) return
    this.#said.add(key)
    this.#diagnostics.push(made)
  }
}

/** Those whose target has its key already before those whose target gets it by a relation. */
function inOrder<T, M>(
  list: readonly (readonly [T, M])[],
  keysOf: (member: M) => number,
): readonly (readonly [T, M])[] {
  const isReady = new Map(list.map(([, member]) => [member, keysOf(member) > 0]))
  return [...list.filter(([, m]) => isReady.get(m) === true), ...list.filter(([, m]) => isReady.get(m) !== true)]
}
