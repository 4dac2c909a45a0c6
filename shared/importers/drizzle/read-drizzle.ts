/**
 * Drizzle schema files as one database. Tables first, then what refers to them; `relations` name the keys
 * and draw those that the database does not enforce.
 */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { DraftDatabase } from '../database/draft.ts'
import type { RawDatabase, RawForeignKey } from '../database/raw.ts'
import { Program } from '../typescript/program.ts'
import type { Bound } from '../typescript/program.ts'
import { parseTypeScript } from '../typescript/parse.ts'
import { skippedSource } from '../typescript/skipped.ts'
import type { TsExpr, TsModule } from '../typescript/syntax.ts'
import { readColumns } from './read-columns.ts'
import type { ReadContext, Reference } from './read-columns.ts'
import { readExtras } from './read-extras.ts'
import type { LongReference } from './read-extras.ts'
import { nameOtherEnds, nameRelations } from './relations.ts'
import { declarations } from './tables.ts'
import type { DrizzleTable, TableDecl } from './tables.ts'

interface DrizzleSource {
  readonly file: string
  readonly text: string
}

export function readDrizzle(sources: readonly DrizzleSource[]): RawDatabase {
  return new DrizzleReader(new Program(sources.map(({ file, text }) => parseTypeScript(text, file)))).read()
}

class DrizzleReader {
  readonly #program: Program
  readonly #db = new DraftDatabase(['public'])
  readonly #diagnostics: Diagnostic[] = []
  /** By the call that makes the table. */
  readonly #tables = new Map<TsExpr, DrizzleTable>()

  constructor(program: Program) {
    this.#program = program
  }

  read(): RawDatabase {
    const program = this.#program
    const { tables, others, relations, snakeCase } = declarations(program)
    const reads: {
      decl: DrizzleTable
      short: readonly Reference[]
      long: readonly LongReference[]
      context: ReadContext
    }[] = []
    for (const decl of tables) {
      const table = this.#declare(decl)
      if (table === null) continue
      const context: ReadContext = {
        program,
        snakeCase,
        note: (from, why, severity) => this.#note(decl.module, from, why, severity),
      }
      const short = readColumns(table, context)
      reads.push({ decl: table, short, long: readExtras(table, context), context })
    }
    for (const { decl, short, long } of reads) {
      for (const reference of short) this.#link(decl, reference)
      for (const reference of long) this.#linkLong(decl, reference)
    }
    const ends = relations.flatMap((bound) =>
      nameRelations(
        program,
        bound,
        (b) => this.tableOf(b),
        (from, why, severity) => this.#note(bound.scope.module, from, why, severity),
      ),
    )
    nameOtherEnds(ends)
    for (const { what, expr, module } of others)
      this.#note(module, expr.from, `it is ${what}, which is not drawn`, 'info')
    const withTables = new Set(tables.map((t) => t.module))
    for (const { file, problems } of withTables)
      for (const { line, why } of problems) this.#diagnostics.push(skippedSource(file, line, why))
    const raw = this.#db.toRaw(tables[0]?.flavour ?? null)
    return { ...raw, diagnostics: [...raw.diagnostics, ...this.#diagnostics] }
  }

  /** The table that a value is; null: another value. */
  tableOf(bound: Bound): DrizzleTable | null {
    const { expr } = this.#program.resolve(bound, undefined, (found) => this.#tables.has(found))
    if (expr.kind === 'given' && 'columnNames' in expr.value) return expr.value as DrizzleTable
    return this.#tables.get(expr) ?? null
  }

  #declare(decl: TableDecl): DrizzleTable | null {
    const name = { schema: decl.schema, name: decl.name }
    if (this.#db.has(name)) {
      this.#note(decl.module, decl.expr.from, `the table ${decl.name} is there already`)
      return null
    }
    const made: DrizzleTable = { ...decl, table: this.#db.add(name), columnNames: new Map() }
    this.#tables.set(decl.expr, made)
    return made
  }

  #link(decl: DrizzleTable, { column, to, options, from }: Reference): void {
    const target = this.#end(to)
    if (target === null) return this.#linkElsewhere(decl, column, to, from)
    const settings = options === null ? null : this.#program.resolve(options)
    const said = (key: string) => (settings === null ? null : this.#program.property(settings, key))
    this.#add(decl, [column], target.table, [target.column], {
      name: null,
      onDelete: said('onDelete'),
      onUpdate: said('onUpdate'),
      from,
    })
  }

  /** `() => users.id` of a module that was not given: the table is drawn as one from elsewhere, under the constant's name. */
  #linkElsewhere(decl: DrizzleTable, column: string, to: Bound, from: number): void {
    const found = to.expr.kind === 'function' ? this.#program.apply(to, []) : to
    const end = found?.expr.kind === 'member' && found.expr.object.kind === 'name' ? found.expr : null
    if (end === null || end.object.kind !== 'name')
      return this.#note(decl.module, from, `what ${decl.name}.${column} refers to cannot be told`)
    const { name } = end.object
    if (found !== null && found.scope.names.has(name))
      return this.#note(decl.module, from, `what ${decl.name}.${column} refers to cannot be told`)
    this.#note(decl.module, from, `the table ${name} that ${decl.name}.${column} refers to is not here`)
    const key = {
      name: null,
      columns: [column],
      schema: null,
      table: name,
      targetColumns: [end.name],
      onDelete: 'NO ACTION',
    }
    decl.table.foreignKeys.push(key)
  }

  #linkLong(decl: DrizzleTable, { columns, ends, ...rest }: LongReference): void {
    const targets = ends.flatMap((end) => this.#end(end) ?? [])
    const [first] = targets
    if (first === undefined || targets.length !== columns.length || columns.length === 0)
      return this.#note(decl.module, rest.from, `a foreign key of ${decl.name} cannot be told`)
    this.#add(
      decl,
      columns,
      first.table,
      targets.map((t) => t.column),
      rest,
    )
  }

  #add(
    decl: DrizzleTable,
    columns: readonly string[],
    target: DrizzleTable,
    targetColumns: readonly string[],
    { name, onDelete, onUpdate, from }: Pick<LongReference, 'name' | 'onDelete' | 'onUpdate' | 'from'>,
  ): void {
    const action = onDelete === null ? null : this.#program.text(onDelete)
    const update = onUpdate === null ? null : this.#program.text(onUpdate)
    if (update !== null && update !== 'no action')
      this.#note(decl.module, from, `ON UPDATE ${update.toUpperCase()} of (${columns.join(', ')}) is left out`, 'info')
    const key: RawForeignKey = {
      name,
      columns,
      schema: target.table.schema,
      table: target.table.name,
      targetColumns,
      onDelete: action?.toUpperCase() ?? 'NO ACTION',
    }
    decl.table.foreignKeys.push(key)
  }

  /** `() => users.id`, or `users.id` itself. */
  #end(said: Bound): { readonly table: DrizzleTable; readonly column: string } | null {
    const program = this.#program
    // A function of the program may be given what it refers to.
    const given = said.expr.kind === 'name' ? program.resolve(said) : said
    const found = given.expr.kind === 'function' ? program.apply(given, []) : given
    if (found === null || found.expr.kind !== 'member') return null
    const table = this.tableOf({ expr: found.expr.object, scope: found.scope })
    const column = table?.columnNames.get(found.expr.name)
    return table === null || column === undefined ? null : { table, column }
  }

  #note(module: TsModule, from: number, why: string, severity: Diagnostic['severity'] = 'warning'): void {
    this.#diagnostics.push(skippedSource(module.file, module.lineOf(from), why, severity))
  }
}
