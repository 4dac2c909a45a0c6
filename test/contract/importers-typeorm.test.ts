/** The database that TypeORM makes of its entities against what we read of them without running them. */
import 'reflect-metadata'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { DataSource, EntitySchema } from 'typeorm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { importTools } from '../../electron/sqlite/design/import-tools.ts'
import { readSqliteCatalog } from '../../shared/importers/database/sqlite-catalog.ts'
import type { RawDatabase } from '../../shared/importers/database/raw.ts'
import { DEFAULT_EXPORT_OPTIONS, exportedText } from '../../shared/exporters/exporter.ts'
import { typeorm } from '../../shared/exporters/typeorm.ts'
import { compileDesign } from '../../shared/schema/compile-design.ts'
import { readTypeorm } from '../../shared/importers/typeorm/read-typeorm.ts'
import { loadTexts } from '../support/compiled-export.ts'
import type { LoadedExports } from '../support/compiled-export.ts'
import { importText } from '../support/import-fixture.ts'

const TEXT = readFileSync(resolve(import.meta.dirname, '../fixtures/import/typeorm-entities.txt'), 'utf8')

const SCHEMAS = readFileSync(resolve(import.meta.dirname, '../fixtures/import/typeorm-schemas.txt'), 'utf8')

let loaded: LoadedExports
const folder = mkdtempSync(join(tmpdir(), 'relata-typeorm-'))
beforeAll(async () => {
  loaded = await loadTexts([
    ['entities', TEXT],
    ['schemas', SCHEMAS],
  ])
}, 120_000)
afterAll(() => {
  loaded?.remove()
  rmSync(folder, { recursive: true, force: true })
})

const list = (names: readonly (string | null)[]) => names.join(',')

function facts(raw: RawDatabase): readonly string[] {
  return raw.tables
    .flatMap((t) => [
      `${t.name} (${list(t.columns.map((c) => c.name).toSorted())})`,
      `${t.name} not null ${list(
        t.columns
          .filter((c) => !c.null)
          .map((c) => c.name)
          .toSorted(),
      )}`,
      `${t.name} key ${list(t.primaryKey)}`,
      ...t.uniques.map((u) => `${t.name} unique ${list(u.columns.map((c) => c.name))}`),
      ...t.indexes.map((u) => `${t.name} index ${list(u.columns.map((c) => c.name))}`),
      ...t.foreignKeys.map(
        (fk) => `${t.name} ${list(fk.columns)} -> ${fk.table} ${list(fk.targetColumns)} ${fk.onDelete}`,
      ),
    ])
    .toSorted()
}

describe('TypeORM makes the tables that we read', () => {
  it.each([
    ['entities', TEXT],
    ['schemas', SCHEMAS],
  ])('of %s', async (name, text) => {
    const values = Object.entries(loaded.modules.get(name) ?? {})
    // What is only embedded, and the class of a schema, are no entities of their own.
    const entities = values
      .filter(([key, v]) =>
        name === 'entities' ? typeof v === 'function' : v instanceof EntitySchema && key !== 'AddressSchema',
      )
      .map(([, v]) => v)
    const database = join(folder, `${name}.sqlite`)
    const source = new DataSource({
      type: 'better-sqlite3',
      database,
      entities: entities as (new () => object)[],
      synchronize: true,
    })
    await source.initialize()
    await source.destroy()
    const db = importTools().openSqlite(readFileSync(database))
    const theirs = facts(readSqliteCatalog(db))
    db.close()
    expect(facts(readTypeorm([{ file: `${name}.ts`, text }]))).toEqual(theirs)
  })
})

describe("TypeORM's entities", () => {
  it('tell their classes apart by a column of choices', () => {
    const paper = raw.tables.find((t) => t.name === 'paper')
    expect(paper?.columns.find((c) => c.name === 'kind')).toMatchObject({
      values: ['book', 'letter'],
      enumName: 'PaperKind',
      default: "'book'",
    })
  })

  const raw = readTypeorm([{ file: 'entities.ts', text: TEXT }])
  const user = raw.tables.find((t) => t.name === 'user_account')
  const column = (name: string) => user?.columns.find((c) => c.name === name)

  it('keep types, defaults and names', () => {
    expect(column('role')).toMatchObject({ values: ['admin', 'guest'], default: "'guest'", enumName: 'Role' })
    expect(column('score')).toMatchObject({ type: 'decimal(10, 2)', default: '0.5' })
    expect(column('motto')?.default).toBe("'it''s'")
    expect(column('created_at')?.fieldName).toBe('createdAt')
    expect(user?.foreignKeys.map((fk) => [fk.fieldName, fk.reverseName])).toEqual([
      ['boss', 'staff'],
      ['profile', null],
    ])
  })

  it('become models with their many-to-many edges', async () => {
    const { doc } = await importText('entities.ts', TEXT)
    const model = Object.values(doc.models).find((m) => m.name === 'UserAccount')
    const edges = model?.fields.filter((f) => f.kind === 'manyToMany').map((f) => f.name)
    expect(edges).toEqual(['tags', 'friends', 'enemies'])
  })

  it('are read over several files, with the names of a snake-case strategy', () => {
    const source = readTypeorm([
      {
        file: 'src/data-source.ts',
        text: "import { SnakeNamingStrategy } from 'typeorm-naming-strategies'\nexport const s = new DataSource({ type: 'postgres', namingStrategy: new SnakeNamingStrategy() })",
      },
      {
        file: 'src/a/author.entity.ts',
        text: "import { Entity, PrimaryGeneratedColumn } from 'typeorm'\n@Entity() export class BookAuthor { @PrimaryGeneratedColumn('uuid') id: string }",
      },
      {
        file: 'src/b/book.entity.ts',
        text: "import { Entity, Column, ManyToOne, PrimaryGeneratedColumn } from 'typeorm'\nimport { BookAuthor } from '../a/author.entity'\n@Entity('books')\nexport class Book {\n  @PrimaryGeneratedColumn() id: number\n  @Column() bookTitle: string\n  @ManyToOne(() => BookAuthor, { nullable: false })\n  firstAuthor: BookAuthor\n}",
      },
    ])
    expect(source.dialect).toBe('postgresql')
    expect(facts(source)).toEqual([
      'book_author (id)',
      'book_author key id',
      'book_author not null id',
      'books (book_title,first_author_id,id)',
      'books first_author_id -> book_author id NO ACTION',
      'books key id',
      'books not null book_title,first_author_id,id',
    ])
  })

  it('have the names of their classes, and of the edges that an entity of its own stands for', async () => {
    const text = `import { Column, Entity, JoinColumn, JoinTable, ManyToMany, ManyToOne, OneToMany, PrimaryColumn, PrimaryGeneratedColumn } from '@my-fork/typeorm'
@Entity('work_items')
export class Task {
  @PrimaryGeneratedColumn() id: number
  @ManyToMany('Label', 'tasks') @JoinTable({ name: 'task_labels', joinColumn: { name: 'taskId' }, inverseJoinColumn: { name: 'labelId' } })
  labels?: Label[]
}
@Entity()
export class Label {
  @PrimaryGeneratedColumn() id: number
  @ManyToMany('Task', 'labels') tasks: Task[]
}
@Entity({ name: 'task_labels' })
export class TaskLabel {
  @PrimaryColumn() taskId: number
  @PrimaryColumn() labelId: number
  @ManyToOne('Task') @JoinColumn({ name: 'taskId' }) task: Task
  @ManyToOne('Label') @JoinColumn({ name: 'labelId' }) label: Label
}`
    const { doc, tables, diagnostics } = await importText('entities.ts', text)
    expect(tables.map((t) => t.name).toSorted()).toEqual(['label', 'task_labels', 'work_items'])
    expect(Object.values(doc.models).map((m) => m.name)).toEqual(['Task', 'Label', 'TaskLabel'])
    const edges = Object.values(doc.models).flatMap((m) =>
      m.fields.flatMap((f) => (f.kind === 'manyToMany' ? [[f.name, f.relatedName]] : [])),
    )
    expect(edges).toEqual([['labels', 'tasks']])
    expect(diagnostics.filter((d) => d.severity === 'warning' || d.code === 'relata.6021')).toEqual([])
  })

  it('give a key the type of what it refers to, whatever its own property says', async () => {
    const text = `import { Column, Entity, ManyToOne, PrimaryGeneratedColumn } from 'typeorm'
@Entity() export class Owner { @PrimaryGeneratedColumn('uuid') id: string }
@Entity() export class Pet {
  @PrimaryGeneratedColumn() id: string
  @Column({ nullable: true }) ownerId: string
  @ManyToOne(() => Owner) owner: Owner
}`
    const { tables, diagnostics } = await importText('pets.ts', text)
    const pet = tables.find((t) => t.name === 'pet')
    expect(pet?.columns.map((c) => [c.name, c.type.kind])).toEqual([
      ['id', 'integer'],
      ['ownerId', 'uuid'],
    ])
    expect(diagnostics).toEqual([])
  })

  it('have one unique key for a one-to-one, which TypeORM makes by itself, when they are exported', async () => {
    const { doc } = await importText(
      'x.sql',
      `CREATE TABLE a (id serial PRIMARY KEY);
CREATE TABLE b (id serial PRIMARY KEY, a_id int NOT NULL UNIQUE REFERENCES a (id), code text UNIQUE);`,
    )
    const text = exportedText(typeorm.export({ ...compileDesign(doc), options: DEFAULT_EXPORT_OPTIONS }))
    const b = readTypeorm([{ file: 'x.ts', text }]).tables.find((t) => t.name === 'b')
    expect(b?.uniques.map((u) => u.columns.map((c) => c.name)).toSorted()).toEqual([['a_id'], ['code']])
  })

  it('say once what cannot be told: types that depend on what is elsewhere, decorators that nobody can follow', () => {
    const text = `import { Column, CreateDateColumn, Entity, PrimaryGeneratedColumn, Tree, TreeParent } from 'typeorm'
import { kind } from './settings'
import { Secret } from './secret'
const jsonType = kind === 'sqlite' ? 'simple-json' : 'jsonb'
const moment = { a: 'datetime', b: 'timestamptz' }[kind]
const registry = new Map()
function Key() {
  return (target, name) => { registry.set(target, name) }
}
function withDates(base) {
  class Dated extends base { @CreateDateColumn({ type: moment, default: () => now[kind] }) at: Date }
  return Dated
}
class Root {}
@Entity() export class A extends withDates(Root) {
  @PrimaryGeneratedColumn() id: number
  @Column({ type: jsonType }) data: object
  @Secret() word: string
}
@Entity() @Tree('closure-table') export class B extends withDates(Root) {
  @Key() id: number
  @Column('simple-json') list: string[]
  @TreeParent() parent: B
  @Key() get shown() { return 1 }
}`
    const { tables, diagnostics } = readTypeorm([{ file: 'x.ts', text }])
    const columns = tables.map((t) => [t.name, ...t.columns.map((c) => `${c.name} ${c.type} ${c.default}`)])
    expect(columns).toEqual([
      ['a', 'at timestamp CURRENT_TIMESTAMP', 'id integer null', 'data jsonb null'],
      ['b', 'at timestamp CURRENT_TIMESTAMP', 'list text null'],
    ])
    expect(diagnostics.map((d) => d.message)).toEqual([
      'Line 17: the type of data cannot be told; it is read as jsonb.',
      'Line 11: the type of at cannot be told; it is read as timestamp.',
      'Line 11: the default of at cannot be told.',
      'Line 18: the decorator Secret of word is not known; it is left out.',
      'Line 21: the decorator Key of id is not known; it is left out.',
      'Line 23: B has no key that B.parent could refer to.',
    ])
  })

  it('take columns from mixins, and from decorators of the project that stand for others', () => {
    const text = `import { Column, CreateDateColumn, Entity, Index, ManyToOne, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm'
import { applyDecorators } from '@nestjs/common'
import { Foreign } from './elsewhere'
const DATES = { precision: 3, type: 'timestamptz' } as const
export function JsonColumn(options?: object) {
  return Column({ ...options, type: 'json' })
}
const Code = (length: number) => applyDecorators(Index({ unique: true }), Column({ type: 'varchar', length }))
function withId<T extends Class>(base: T) {
  class Derived extends base {
    @PrimaryColumn('varchar')
    id: string
  }
  return Derived
}
const withDates = <T extends Class>(base: T) => {
  abstract class Derived extends base {
    @CreateDateColumn(DATES)
    createdAt: Date
  }
  return Derived
}
function withNote(base) {
  return class extends base {
    @Column({ nullable: true })
    note: string
  }
}
class Root {}
export const WithDates = withDates(Root)
export const WithBoth = withId(WithDates)
@Entity()
export class Job extends WithBoth {
  @JsonColumn({ nullable: true })
  data: object
  @Code(9)
  code: string
}
@Entity()
export class Step extends withNote(WithDates) {
  @PrimaryGeneratedColumn()
  id: number
  @ManyToOne(() => Job, { onDelete: 'CASCADE' })
  job: Job
}
@Entity()
export class Lost extends Foreign {
  @PrimaryGeneratedColumn()
  id: number
  @OtherColumn()
  other: string
}`
    const source = readTypeorm([{ file: 'x.ts', text }])
    expect(facts(source)).toEqual([
      'job (code,createdAt,data,id)',
      'job key id',
      'job not null code,createdAt,id',
      'job unique code',
      'lost (id)',
      'lost key id',
      'lost not null id',
      'step (createdAt,id,jobId,note)',
      'step jobId -> job id CASCADE',
      'step key id',
      'step not null createdAt,id',
    ])
    expect(source.tables[0]?.columns.map((c) => `${c.name} ${c.type}`)).toContain('data json')
    expect(source.diagnostics.map((d) => d.message)).toEqual([
      'Line 47: the class Foreign that Lost is built on is not here.',
      'Line 50: the decorator OtherColumn of other is not known; it is left out.',
    ])
  })

  it('what TypeORM makes of columns is made by Django; lists, numbers of enums, other ends that are none', async () => {
    const text = `import { Column, CreateDateColumn, Entity, Generated, ManyToOne, PrimaryGeneratedColumn, UpdateDateColumn } from 'typeorm'
enum Status { Open, Closed }
@Entity()
export class Boss {
  @PrimaryGeneratedColumn('uuid')
  id: string
  @Column() @Generated('uuid')
  token: string
  @CreateDateColumn()
  made: Date
  @UpdateDateColumn()
  changed: Date
  @Column({ type: 'int', array: true, nullable: true })
  marks: number[]
  @Column({ type: 'enum', enum: Status, default: Status.Open })
  status: Status
}
@Entity()
export class Worker {
  @PrimaryGeneratedColumn()
  id: number
  @ManyToOne(() => Boss, (boss) => boss.id)
  boss: Boss
}`
    const { doc, tables } = await importText('entities.ts', text)
    const fields = Object.values(doc.models).flatMap((m) => m.fields.map((f) => [`${m.name}.${f.name}`, f] as const))
    const options = Object.fromEntries(fields.map(([name, f]) => [name, f.options]))
    expect(options).toMatchObject({
      'Boss.id': { default: { expr: 'uuid.uuid4' } },
      'Boss.token': { default: { expr: 'uuid.uuid4' } },
      'Boss.changed': { auto_now: true },
      'Boss.status': { db_default: '0' },
    })
    expect(tables.find((t) => t.name === 'boss')?.columns.find((c) => c.name === 'marks')?.type.raw).toBe('integer[]')
    expect(fields.find(([name]) => name === 'Worker.boss')?.[1]).toMatchObject({ relatedName: null })
  })

  it('that are damaged cost what is damaged, with its line', () => {
    const text =
      "import { Entity, Column } from 'typeorm'\n@Entity()\nexport class A {\n  @PrimaryColumn() id: number\n  @ManyToOne(() => Gone) gone: Gone\n  @Column({ type: 'int' \n  b: string\n}\n@Entity()\nexport class B { @PrimaryColumn() id: number }"
    const { tables, diagnostics } = readTypeorm([{ file: 'x.ts', text }])
    expect(tables.map((t) => t.name)).toEqual(['a', 'b'])
    expect(diagnostics.map((d) => d.subject.line)).toContain(5)
  })
})
