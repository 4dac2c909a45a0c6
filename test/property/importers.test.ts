/**
 * Importers and broken input: whatever comes, an importer answers in time, never throws, and says where
 * something was wrong. RELATA_FULL=1 tries 10,000 mutants of each; otherwise a few hundred.
 */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { importTools } from '../../electron/sqlite/design/import-tools.ts'
import type { Imported, Importer } from '../../shared/importers/importer.ts'
import { dbml } from '../../shared/importers/dbml.ts'
import { drizzle } from '../../shared/importers/drizzle.ts'
import { json } from '../../shared/importers/json.ts'
import { prisma } from '../../shared/importers/prisma.ts'
import { sql } from '../../shared/importers/sql.ts'
import { sqliteFile } from '../../shared/importers/sqlite.ts'
import { typeorm } from '../../shared/importers/typeorm.ts'
import { compileDesign } from '../../shared/schema/compile-design.ts'
import { HANGS_MS } from '../support/hang.ts'
import { seededRandom } from '../support/random-commands.ts'
import { DATA } from '../support/import-fixture.ts'

const FULL = process.env['RELATA_FULL'] === '1'
const RUNS = FULL ? 10_000 : 300
/** A damaged file costs more than a damaged text. */
const FILE_RUNS = FULL ? 10_000 : 100

type Dialect = 'sqlite' | 'postgresql' | 'mysql'

interface Source {
  readonly name: string
  readonly importer: Importer
  readonly file: string
  readonly text: string
  readonly dialect?: Dialect
}

const data = (path: string, length: number) => readFileSync(resolve(DATA, path), 'utf8').slice(0, length)
const own = (name: string) => readFileSync(resolve(import.meta.dirname, '../fixtures/import', name), 'utf8')

const SOURCES: readonly Source[] = [
  { name: 'SQLite script', importer: sql, file: 'x.sql', text: data('odd/oddities.sql', 9000), dialect: 'sqlite' },
  {
    name: 'PostgreSQL script',
    importer: sql,
    file: 'x.sql',
    text: own('postgresql.sql') + own('postgresql-hand-written.sql'),
    dialect: 'postgresql',
  },
  {
    name: 'MySQL script',
    importer: sql,
    file: 'x.sql',
    text: own('mysql.sql') + own('mysql-tools.sql'),
    dialect: 'mysql',
  },
  { name: 'DBML', importer: dbml, file: 'x.dbml', text: data('synthetic-60/schema.dbml', 6000) + own('odd.dbml') },
  {
    name: 'Prisma',
    importer: prisma,
    file: 'x.prisma',
    text: data('synthetic-60/schema.prisma', 6000) + own('odd.prisma'),
  },
  {
    name: 'Drizzle',
    importer: drizzle,
    file: 'x.ts',
    text: own('drizzle-columns.ts') + own('drizzle-postgresql.ts') + own('drizzle-mysql.ts'),
  },
  {
    name: 'JSON',
    importer: json,
    file: 'x.json',
    text: `{"tables": ${JSON.stringify(JSON.parse(data('synthetic-60/schema.json', 1e7)).tables.slice(0, 12), null, 1)}}`,
  },
  { name: 'TypeORM', importer: typeorm, file: 'x.ts', text: own('typeorm-entities.txt') },
  { name: 'TypeORM schemas', importer: typeorm, file: 'x.ts', text: own('typeorm-schemas.txt') },
  {
    name: 'SQLite, rare',
    importer: sql,
    file: 'x.sql',
    text: own('sqlite-rare.sql') + own('sqlite-programs.sql'),
    dialect: 'sqlite',
  },
  {
    name: 'PostgreSQL, rare',
    importer: sql,
    file: 'x.sql',
    text: own('postgresql-rare.sql') + own('postgresql-programs.sql'),
    dialect: 'postgresql',
  },
  {
    name: 'MySQL, rare',
    importer: sql,
    file: 'x.sql',
    text: own('mysql-rare.sql') + own('mysql-programs.sql'),
    dialect: 'mysql',
  },
]

/** Pieces that parsers trip over. */
const PIECES = [
  "'",
  '"',
  '`',
  '$$',
  '$a$',
  '/*',
  '*/',
  '--',
  '//',
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  ';',
  ',',
  '.',
  '\\',
  '\n',
  '\0',
  ':',
  '::',
  '@',
  '@@',
  '<>',
  '>',
  '-',
  '~',
  '🙂',
  'CREATE TABLE',
  'CREATE SCHEMA',
  'BEGIN',
  'END',
  'PRIMARY KEY',
  'REFERENCES',
  'DEFAULT',
  'CHECK',
  'model',
  'Table',
  'Ref:',
  'DELIMITER',
  'COPY x FROM stdin;',
  '=>',
  '...',
  '${',
  '@Column(',
  'records {',
  'indexes {',
  '~base\n',
  'pgTable(',
  'extends',
  "'''",
]

function mutate(text: string, random: () => number): string {
  let result = text
  const pick = (n: number) => Math.floor(random() * n)
  for (let n = pick(6) + 1; n > 0; n--) {
    const at = pick(result.length)
    const length = pick(random() < 0.2 ? 2000 : 20)
    const kind = pick(5)
    const piece = PIECES[pick(PIECES.length)] ?? ''
    if (kind === 0) result = result.slice(0, at) + result.slice(at + length)
    else if (kind === 1) result = result.slice(0, at) + piece + result.slice(at)
    else if (kind === 2) result = result.slice(0, at) + piece + result.slice(at + length)
    else if (kind === 3)
      result = result.slice(0, at) + result.slice(at, at + length).repeat(2) + result.slice(at + length)
    else
      result =
        random() < 0.1
          ? result.slice(0, at)
          : result.slice(0, at) + result.slice(pick(result.length)).slice(0, length) + result.slice(at)
  }
  return result
}

async function run({ importer, file, dialect }: Source, text: string): Promise<Imported> {
  const bytes = new TextEncoder().encode(text)
  return importer.import(
    [{ path: file, bytes }],
    { app: 'app', ...(dialect === undefined ? {} : { dialect }) },
    importTools(),
  )
}

describe.each(SOURCES)('$name', (source) => {
  it(`survives ${RUNS} mutants`, { timeout: 1_200_000 }, async () => {
    const random = seededRandom(7)
    for (let n = 0; n < RUNS; n++) {
      const text = mutate(source.text, random)
      const begun = performance.now()
      const { doc, diagnostics } = await run(source, text).catch((error: unknown) => {
        throw new Error(
          `Mutant ${n} threw: ${error instanceof Error ? error.stack : String(error)}\n${text.slice(0, 200)}`,
        )
      })
      // What it made can be worked with.
      if (n % 10 === 0) compileDesign(doc)
      expect(performance.now() - begun, `mutant ${n}`).toBeLessThan(HANGS_MS)
      for (const d of diagnostics) {
        if (d.code.startsWith('relata.603')) expect(d.subject.line, d.message).toBeGreaterThan(0)
      }
    }
  })
})

/** Shapes that make a careless pattern or a recursion run for ever. */
const HEAVY: readonly (readonly [string, string])[] = [
  ['open parentheses', `CREATE TABLE a (${'('.repeat(100_000)}`],
  ['open quotes', `CREATE TABLE a (b text DEFAULT ${"'x "}`.repeat(3000)],
  ['open comments', '/* '.repeat(100_000)],
  ['dollars', `CREATE FUNCTION f() AS ${'$a$ $b$ '.repeat(20_000)}`],
  ['dashes', '-'.repeat(200_000)],
  ['blanks', `CREATE TABLE a (id int${' '.repeat(200_000)}`],
  ['commas', `CREATE TABLE a (${','.repeat(200_000)})`],
  ['names', `CREATE TABLE ${'a.'.repeat(100_000)}b (id int)`],
  ['a long name', `CREATE TABLE ${'a'.repeat(200_000)} (${'b'.repeat(200_000)} int)`],
  ['begins', `CREATE TRIGGER t AFTER INSERT ON a ${'BEGIN SELECT 1; '.repeat(20_000)}`],
  ['copy without end', `COPY a FROM stdin;\n${'1\t2\n'.repeat(50_000)}`],
  ['checks', `CREATE TABLE a (b int CHECK (${'(b >= '.repeat(20_000)}0`],
  ['many columns', `CREATE TABLE a (${Array.from({ length: 5000 }, (_, i) => `c${i} int`).join(',')})`],
  [
    'many keys',
    `CREATE TABLE a (id int PRIMARY KEY);${Array.from({ length: 2000 }, (_, i) => `ALTER TABLE a ADD COLUMN c${i} int REFERENCES a (id);`).join('')}`,
  ],
  ['brackets', `Table a {\n${'['.repeat(100_000)}`],
  ['braces', `model a {${'{'.repeat(100_000)}`],
  ['lists', `model A {\n id Int @default(${'['.repeat(100_000)}`],
  ['calls', `model A {\n id Int @default(${'a('.repeat(100_000)}`],
  ['refs', `Ref: ${'a.'.repeat(100_000)}`],
  ['arrows', `export const a = ${'() => '.repeat(20_000)}1`],
  ['chains', `export const a = pgTable('a', { b: text()${'.notNull()'.repeat(20_000)} })`],
  [
    'spreads',
    Array.from({ length: 500 }, (_, i) => `const o${i} = { ...o${i + 1}, ...o${i + 1} }`).join('\n') +
      "\nexport const t = pgTable('t', { ...o0 })",
  ],
  ['circles', "const a = b\nconst b = a\nconst f = (x) => f(x)\nexport const t = pgTable('t', { a, b: f(1), ...a })"],
  [
    'reckoned names',
    `${Array.from({ length: 300 }, (_, i) => `const o${i} = { [o${i + 1}.a]: 'b', [o${i + 1}.b]: 'a', a: 'x' }`).join('\n')}
const f = (k) => ({ [f(k).a]: 1, [f(f(k).b).c]: 2, [k]: 3 })
export const t = pgTable('t', { [o0.a]: text(), [o0.b]: text(), ...f('x'), ...f(o0.b) })`,
  ],
  ['decorators', '@Entity() '.repeat(20_000)],
  [
    'bases',
    Array.from(
      { length: 2000 },
      (_, i) => `@Entity() class C${i} extends C${i + 1} { @PrimaryColumn() id${i}: number }`,
    ).join('\n'),
  ],
  ['blocks', `DO $$ ${'BEGIN IF a AND '.repeat(20_000)}$$;`],
  ['beginnings', `DO $$ ${'BEGIN; IF NOT EXISTS (x) THEN CREATE TABLE a (b int); '.repeat(10_000)}$$;`],
  ['queries', `CREATE TABLE a AS ${'SELECT (((('.repeat(20_000)}`],
  ['cases', `CREATE TABLE a AS SELECT ${'CASE ELSE x::'.repeat(20_000)}`],
  ['withs', `CREATE TABLE a AS ${'WITH x AS (SELECT y::z, ('.repeat(10_000)}`],
  ['sums', `export const a = pgTable(${"'a' + ".repeat(20_000)}'b')`],
  ['ways down', `${'-- +goose Down\n-- +goose Up\n'.repeat(20_000)}`],
  ['holes', `export const a = sql\`${'${'.repeat(20_000)}`],
]

/** One of each reader. */
const READERS = SOURCES.filter(({ name }) => !/rare|schemas/.test(name))

describe('shapes that make a careless reader run for ever', () => {
  it.each(HEAVY)('%s', { timeout: 120_000 }, async (_name, text) => {
    for (const source of READERS) {
      const begun = performance.now()
      await run(source, text)
      expect(performance.now() - begun, source.name).toBeLessThan(2 * HANGS_MS)
    }
  })
})

describe('SQLite files', () => {
  it(`survives ${FILE_RUNS} damaged files`, { timeout: 1_200_000 }, async () => {
    const bytes = readFileSync(resolve(DATA, 'odd/odd.sqlite'))
    const random = seededRandom(11)
    let read = 0
    for (let n = 0; n < FILE_RUNS; n++) {
      const copy = Buffer.from(bytes)
      for (let k = Math.floor(random() * 40); k >= 0; k--)
        copy[Math.floor(random() * copy.length)] = Math.floor(random() * 256)
      const cut = random() < 0.2 ? copy.subarray(0, Math.floor(random() * copy.length)) : copy
      const begun = performance.now()
      const { doc, diagnostics } = await sqliteFile.import(
        [{ path: 'x.db', bytes: cut }],
        { app: 'app' },
        importTools(),
      )
      compileDesign(doc)
      if (Object.keys(doc.models).length > 0) read++
      else expect(diagnostics.some((d) => d.code === 'relata.6033' || /damaged/.test(d.message))).toBe(true)
      expect(performance.now() - begun).toBeLessThan(HANGS_MS)
    }
    expect(read).toBeGreaterThan(0)
  })
})
