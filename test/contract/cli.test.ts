import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { Readable } from 'node:stream'
import BetterSqlite from 'better-sqlite3'
import { afterAll, describe, expect, it } from 'vitest'
import { runCli } from '../../cli/main.ts'
import { readDocument } from '../../shared/document/file/read.ts'
import { rootOf } from '../../shared/document/records.ts'
import { overlaps } from '../../shared/layout/arrange/auto-layout.ts'
import { createScene } from '../../shared/layout/scene/scene.ts'

const FOLDER = mkdtempSync(join(tmpdir(), 'relata-cli-'))
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }))

interface Ran {
  readonly exit: number
  readonly out: string
  readonly err: string
  readonly json: unknown
}

/** Runs the command line in this process, as the contract of DESIGN.md §5 describes it. */
async function relata(args: readonly string[], stdin = ''): Promise<Ran> {
  let out = ''
  let err = ''
  const exit = await runCli(args, {
    cwd: FOLDER,
    write: (text) => (out += text),
    progress: (line) => (err += `${line}\n`),
    stdin: Readable.from([stdin]),
    signal: new AbortController().signal,
  })
  return { exit, out, err, json: args.includes('--json') && out !== '' ? (JSON.parse(out) as unknown) : undefined }
}

/** The boxes of a design's first view; of `--json` the design in it. */
function boxesOf(text: string) {
  const json = JSON.parse(text) as { readonly design?: unknown }
  const { doc } = readDocument(JSON.stringify(json.design ?? json))
  const view = doc === null ? undefined : rootOf(doc).viewOrder[0]
  if (doc === null || view === undefined) throw new Error('No design with a view')
  const scene = createScene()
  scene.reset(doc, view)
  return [...scene.nodes.values()]
}

function sizeOf(svg: string): string {
  return /viewBox="[^"]*"/.exec(svg)?.[0] ?? 'no picture'
}

const EXAMPLES = ['blog', 'library', 'school'] as const

describe('a design named without its ending', () => {
  it('is the file of that name, before the example', async () => {
    expect(await relata(['new', 'school-of-mine', '--example', 'school'])).toMatchObject({ exit: 0 })
    expect(await relata(['check', 'school-of-mine', '--json'])).toMatchObject({ exit: 0, json: [], err: '' })
    mkdirSync(join(FOLDER, 'own'))
    const own = join(FOLDER, 'own', 'blog')
    await relata(['new', own])
    expect((await relata(['compile', own, '--json'])).json).toMatchObject({ models: {} })
  })

  it('as an example is never written to', async () => {
    const file = resolve(import.meta.dirname, '..', '..', 'examples', 'library.relata.json')
    const before = readFileSync(file, 'utf8')
    const ran = await relata(['layout', 'library'])
    expect(ran).toMatchObject({ exit: 2 })
    expect(ran.err).toContain('-o FILE')
    expect(readFileSync(file, 'utf8')).toBe(before)
    expect(await relata(['layout', 'library', '-o', 'arranged.relata.json'])).toMatchObject({ exit: 0 })
  })
})

describe.each(EXAMPLES)('relata on the %s example', (name) => {
  const db = join(FOLDER, `${name}.sqlite`)

  it('new, check, compile, layout and render', async () => {
    const file = join(FOLDER, `${name}.relata.json`)
    expect(await relata(['new', file, '--example', name])).toMatchObject({ exit: 0 })
    expect((await relata(['check', file, '--json'])).json).toEqual([])
    const compiled = (await relata(['compile', file, '--json'])).json as Record<string, Record<string, unknown>>
    expect(Object.keys(compiled)).toEqual(['models', 'relations', 'schema'])
    expect(Object.keys(compiled['schema'] ?? {}).every((table) => table.startsWith(`${name}_`))).toBe(true)
    expect(await relata(['layout', file])).toMatchObject({ exit: 0 })
    const svg = (await relata(['render', file])).out
    expect(svg).toMatch(/^<svg /)
    for (const label of Object.keys(compiled['models'] ?? {})) expect(svg).toContain(label.split('.')[1])
  })

  it('shell creates the database with the rows of the design, sql reads it', async () => {
    const answer = await relata(['shell', name, '--db', db, '--json', '-c', `1 + 1`])
    expect(answer.json).toMatchObject([{ kind: 'value', value: 2 }])
    const tables = await relata([
      'sql',
      '--db',
      db,
      '--json',
      '-c',
      `select name from sqlite_schema where type = 'table' and name like '${name}%'`,
    ])
    expect((tables.json as { rows: unknown[] }).rows.length).toBeGreaterThan(2)
  })

  it('sample: the same seed gives the same rows, no key broken', async () => {
    const [a, b] = [join(FOLDER, `${name}-a.sqlite`), join(FOLDER, `${name}-b.sqlite`)]
    for (const file of [a, b]) {
      expect(await relata(['sample', name, '--db', file, '--rows', '50', '--seed', '7'])).toMatchObject({ exit: 0 })
    }
    const dump = async (file: string) => {
      const { json } = await relata([
        'sql',
        '--db',
        file,
        '--json',
        '-c',
        `select * from ${name === 'blog' ? 'blog_post' : name === 'library' ? 'library_book' : 'school_student'} order by id`,
      ])
      return (json as { rows: unknown[] }).rows
    }
    expect(await dump(a)).toEqual(await dump(b))
    expect((await dump(a)).length).toBe(50)
    expect(
      (await relata(['sql', '--db', a, '--json', '-c', 'select count(*) from pragma_foreign_key_check'])).json,
    ).toMatchObject({ rows: [[0]] })
  })
})

describe('relata', () => {
  it('answers the query of the tutorial', async () => {
    const { json } = await relata([
      'shell',
      'blog',
      '--db',
      join(FOLDER, 'tutorial.sqlite'),
      '--json',
      '-c',
      'Post.objects.filter(author__profile__city="Casablanca").values_list("title", flat=True)',
    ])
    expect((json as { rows: string[] }[])[0]?.rows.length).toBeGreaterThan(0)
  })

  it('asks the rows of the design where no file is named', async () => {
    const { json } = await relata(['shell', 'blog', '--json', '-c', 'Post.objects.count()'])
    expect((json as { value: number }[])[0]?.value).toBeGreaterThan(0)
    // Printed as Python's prompt prints it.
    const { out } = await relata(['shell', 'blog', '-c', `[1, "a"]; None; {"n": None}; Tag(name="x").pk`])
    expect(out.trim().split('\n')).toEqual(["[1, 'a']", "{'n': None}"])
    const kept = await relata(['shell', 'blog', '--write', '-c', 'Tag.objects.create(name="new")'])
    expect(kept).toMatchObject({ exit: 2, err: expect.stringContaining('--db FILE says where') })
  })

  it('runs what a script changes, and keeps it only with --write', async () => {
    const db = join(FOLDER, 'writes.sqlite')
    const count = async () =>
      (
        (await relata(['shell', 'blog', '--db', db, '--json', '-c', 'Tag.objects.count()'])).json as { value: number }[]
      )[0]?.value
    const before = await count()
    const create = 'Tag.objects.create(name="new")'
    const tried = await relata(['shell', 'blog', '--db', db, '--json', '-c', `${create}\nTag.objects.count()`])
    expect(tried.exit).toBe(0)
    expect((tried.json as { value: number }[])[1]?.value).toBe((before ?? 0) + 1)
    expect(tried.err).toContain('Rolled back: blog_tag 1 inserted')
    expect(await count()).toBe(before)
    const kept = await relata(['shell', 'blog', '--db', db, '--write', '-c', create])
    expect(kept.exit).toBe(0)
    expect(kept.err).toContain('Kept: blog_tag 1 inserted')
    expect(await count()).toBe((before ?? 0) + 1)
    const sql = [
      'sql',
      '--db',
      db,
      '--write',
      '--json',
      '-c',
      "UPDATE blog_tag SET name = upper(name) WHERE name = 'new'",
    ]
    expect((await relata(sql)).json).toMatchObject({ changes: [{ table: 'blog_tag', updated: 1 }] })
  })

  it('loads fixtures all or none', async () => {
    const [good, bad, db] = [join(FOLDER, 'good.json'), join(FOLDER, 'bad.json'), join(FOLDER, 'loaded.sqlite')]
    writeFileSync(good, JSON.stringify([{ model: 'blog.tag', pk: 1, fields: { name: 'one' } }]))
    writeFileSync(
      bad,
      JSON.stringify([
        { model: 'blog.tag', pk: 2, fields: { name: 'two' } },
        { model: 'blog.tag', pk: 3, fields: { nope: 1 } },
      ]),
    )
    expect(await relata(['load', 'blog', good, '--db', db])).toMatchObject({ exit: 0 })
    expect(await relata(['load', 'blog', bad, '--db', db])).toMatchObject({ exit: 1 })
    expect((await relata(['sql', '--db', db, '--json', '-c', 'select count(*) from blog_tag'])).json).toMatchObject({
      rows: [[1]],
    })
  })

  it('dumps rows as a fixture that loads into the same rows', async () => {
    const [db, copy] = [join(FOLDER, 'dumped.sqlite'), join(FOLDER, 'copied.sqlite')]
    const [first, second] = [join(FOLDER, 'first.json'), join(FOLDER, 'second.json')]
    await relata(['shell', 'blog', '--db', db, '-c', '1'])
    expect(await relata(['dump', 'blog', '--db', db, '-o', first])).toMatchObject({ exit: 0 })
    expect(await relata(['load', 'blog', first, '--db', copy])).toMatchObject({ exit: 0 })
    await relata(['dump', 'blog', '--db', copy, '-o', second])
    expect(readFileSync(second, 'utf8')).toBe(readFileSync(first, 'utf8'))
    const tags = JSON.parse((await relata(['dump', 'blog', 'blog.Tag', '--db', db])).out) as { model: string }[]
    expect(new Set(tags.map((row) => row.model))).toEqual(new Set(['blog.tag']))
  })

  it('makes a copy of a file that others made before it is changed', async () => {
    const db = join(FOLDER, 'foreign.sqlite')
    const made = new BetterSqlite(db)
    made.exec("CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO t VALUES (1, 'old')")
    made.close()
    const { err } = await relata(['sql', '--db', db, '--write', '-c', "UPDATE t SET name = 'new'"])
    const copy = /The file as it was: (.*)\n/.exec(err)?.[1] ?? ''
    expect((await relata(['sql', '--db', copy, '--json', '-c', 'SELECT name FROM t'])).json).toMatchObject({
      rows: [['old']],
    })
    expect((await relata(['sql', '--db', db, '--write', '--no-backup', '-c', 'DELETE FROM t'])).err).not.toContain(
      'as it was',
    )
  })

  it('stops an endless query at its time limit', async () => {
    const endless = 'with recursive c(x) as (select 1 union all select x + 1 from c) select count(*) from c'
    const db = join(FOLDER, 'endless.sqlite')
    await relata(['shell', 'blog', '--db', db, '-c', '1'])
    const { exit, err } = await relata(['sql', '--db', db, '--timeout', '1', '-c', endless])
    expect(exit).toBe(3)
    expect(err).toContain('--timeout')
    expect(await relata(['sql', '--db', db, '-c', 'select 1'])).toMatchObject({ exit: 0 })
  })

  it('migrates: dry run shows, a run does, rows stay', async () => {
    const [before, after, db] = [join(FOLDER, 'before.py'), join(FOLDER, 'after.py'), join(FOLDER, 'migrated.sqlite')]
    const model = (field: string) =>
      `from django.db import models\n\nclass Note(models.Model):\n    text = models.TextField()\n${field}`
    writeFileSync(before, model(''))
    writeFileSync(after, model('    stars = models.IntegerField(default=3)\n'))
    expect(await relata(['migrate', before, '--db', db, '--app', 'notes'])).toMatchObject({ exit: 0 })
    await relata(['sql', '--db', db, '--write', '-c', "insert into notes_note (text) values ('kept')"])
    const dry = await relata(['migrate', after, '--db', db, '--app', 'notes', '--dry-run'])
    expect(dry.out).toContain('"stars"')
    expect((await relata(['sql', '--db', db, '--json', '-c', 'select * from notes_note'])).json).toMatchObject({
      rows: [[1, 'kept']],
    })
    await relata(['migrate', after, '--db', db, '--app', 'notes'])
    expect(
      (await relata(['sql', '--db', db, '--json', '-c', 'select text, stars from notes_note'])).json,
    ).toMatchObject({ rows: [['kept', 3]] })
  })

  it('shows what a delete would do and does none of it', async () => {
    const db = join(FOLDER, 'impact.sqlite')
    await relata(['shell', 'blog', '--db', db, '-c', '1'])
    const { json, exit } = await relata(['impact', 'blog', 'blog.Category', '1', '--db', db, '--json'])
    // The design's own rows are the same.
    const own = await relata(['impact', 'blog', 'blog.Category', '1', '--json'])
    expect({ json: own.json, exit: own.exit }).toEqual({ json, exit })
    const missing = await relata(['impact', 'blog', 'blog.Category', '1', '--db', join(FOLDER, 'not-there.sqlite')])
    expect(missing.exit).toBe(3)
    expect(missing.err).toContain('There is no file')
    expect(exit).toBe(0)
    expect(json).toMatchObject({ outcome: 'deletes' })
    expect(
      (await relata(['sql', '--db', db, '--json', '-c', 'select count(*) from blog_category where id = 1'])).json,
    ).toMatchObject({ rows: [[1]] })
  })

  it('shows what deleting a row with a composite key would do to those that refer to it', async () => {
    const db = join(FOLDER, 'composite.sqlite')
    const script = [
      'CREATE TABLE warehouse (region text, no integer, PRIMARY KEY (region, no))',
      'CREATE TABLE shelf (id integer PRIMARY KEY, region text, no integer, ' +
        'FOREIGN KEY (region, no) REFERENCES warehouse (region, no) ON DELETE CASCADE)',
      "INSERT INTO warehouse VALUES ('N', 1), ('N', 2)",
      "INSERT INTO shelf VALUES (1, 'N', 1), (2, 'N', 2), (3, 'N', 1)",
      'CREATE TABLE keyless (line text)',
      "INSERT INTO keyless VALUES ('one')",
    ]
    // An empty file is a database without tables.
    writeFileSync(db, '')
    await relata(['sql', '--db', db, '--write', '-c', script.join(';')])
    const { json } = await relata(['impact', db, 'Warehouse', '["N", 1]', '--db', db, '--json'])
    expect(json).toMatchObject({
      outcome: 'deletes',
      deletes: [{ pks: [1, 3] }, { pks: [['N', 1]] }],
    })
    for (const odd of ['N', '["N",', '["N", {}]', '[["N"], 1]', '[]']) {
      const { exit, err } = await relata(['impact', db, 'Warehouse', odd, '--db', db])
      expect([odd, exit, err]).toEqual([odd, 1, expect.stringContaining('is a list of 2: ["region", "no"]')])
    }
    const rows = JSON.parse((await relata(['dump', db, 'Warehouse', '--db', db])).out) as unknown[]
    expect(rows).toEqual([
      { model: expect.any(String), pk: ['N', 1], fields: { region: 'N', no: 1 } },
      { model: expect.any(String), pk: ['N', 2], fields: { region: 'N', no: 2 } },
    ])
    // The file is of no Django project: tables of Django's own are not missed.
    const all = JSON.parse((await relata(['dump', db, '--db', db])).out) as unknown[]
    expect(all).toHaveLength(6)
    expect(all).toContainEqual({ model: expect.any(String), pk: null, fields: { line: 'one' } })
  })

  it.each([
    [2, ['export', 'blog']],
    [2, ['export', 'blog', '--to', 'cobol']],
    [2, ['sql', '-c', 'select 1']],
    [2, ['nonsense']],
    [2, ['sample', 'blog', '--db', 'x.sqlite', '--rows', 'many']],
    [3, ['check', 'no-such-file.json']],
    [3, ['sql', '--db', 'no-such.sqlite', '-c', 'select 1']],
    [1, ['sql', '--db', 'blog.sqlite', '-c', 'select * from nope']],
    [1, ['sql', '--db', 'blog.sqlite', '-c', "attach 'x' as y"]],
  ] as const)('exits with %i for %j', async (code, args) => {
    const { exit, err, out } = await relata([...args, '--json'])
    expect(exit).toBe(code)
    expect(err).not.toContain('a mistake of ours')
    if (out !== '') expect(JSON.parse(out)).toBeTypeOf('object')
  })

  it('reports errors of a design with exit 1 and its fixes', async () => {
    const file = join(FOLDER, 'wrong.py')
    writeFileSync(
      file,
      "from django.db import models\n\nclass A(models.Model):\n    b = models.ForeignKey('self', on_delete=models.SET_NULL)\n",
    )
    const { exit, json } = await relata(['check', file, '--json'])
    expect(exit).toBe(1)
    expect(json).toContainEqual(expect.objectContaining({ code: 'fields.E320', severity: 'error' }))
    const found = (json as { code: string; fixes: { label: string }[] }[]).find((d) => d.code === 'fields.E320')
    expect(found?.fixes.map((f) => f.label)).toContain('Make nullable')
  })

  it('exports every target of every example without a mistake of ours', async () => {
    const targets = (await relata(['export', '--list', '--json'])).json as { id: string }[]
    for (const { id } of targets) {
      for (const name of EXAMPLES) {
        const { exit, out } = await relata(['export', name, '--to', id])
        expect(exit, `${id} of ${name}`).toBe(0)
        expect(out.length, `${id} of ${name}`).toBeGreaterThan(50)
      }
    }
  })

  it('lays out what it imports: in the design, in a picture and on a page no box lies on another', async () => {
    const source = resolve(import.meta.dirname, '..', 'fixtures', 'data', 'adventureworks-pg', 'install.sql')
    const [design, picture, page] = ['large.relata.json', 'large.svg', 'large.html'].map((name) => join(FOLDER, name))
    await relata(['import', source, '-o', design ?? ''])
    await relata(['render', source, '-o', picture ?? ''])
    await relata(['export', source, '--to', 'html', '-o', page ?? ''])
    const drawn = boxesOf(readFileSync(design ?? '', 'utf8'))
    expect(drawn.length).toBe(68)
    expect(overlaps(drawn, drawn)).toBe(false)
    const embedded = boxesOf((await relata(['import', picture ?? '', '--json'])).out)
    expect(overlaps(embedded, embedded)).toBe(false)
    expect(readFileSync(page ?? '', 'utf8')).toContain(sizeOf(readFileSync(picture ?? '', 'utf8')))
  }, 60_000)

  it('writes no design where only errors came of an import', async () => {
    const [source, output] = [join(FOLDER, 'junk.sqlite'), join(FOLDER, 'junk.relata.json')]
    writeFileSync(source, `SQLite format 3\0${'junk'.repeat(100)}`)
    expect(await relata(['import', source, '-o', output])).toMatchObject({ exit: 1 })
    expect(existsSync(output)).toBe(false)
  })

  it('imports what stands in the log of a database only, and leaves nothing beside it', async () => {
    const [open, left] = ['open.sqlite', 'left.sqlite'].map((name) => join(FOLDER, name)) as [string, string]
    const db = new BetterSqlite(open)
    db.exec('PRAGMA journal_mode = WAL; CREATE TABLE a (id INTEGER PRIMARY KEY)')
    // As a program leaves it that is killed.
    for (const end of ['', '-wal']) writeFileSync(`${left}${end}`, readFileSync(`${open}${end}`))
    for (const source of [open, left]) {
      const { exit, out } = await relata(['import', source, '--json'])
      expect({ exit, ...JSON.parse(out) }).toMatchObject({ exit: 0, models: 1, diagnostics: [] })
    }
    db.close()
    expect(existsSync(`${left}-shm`)).toBe(false)
  })

  it('imports a models.py and gives the design back', async () => {
    const source = resolve(import.meta.dirname, '../fixtures/data/synthetic-60/models.py')
    const output = join(FOLDER, 'synthetic.relata.json')
    expect(await relata(['import', source, '-o', output])).toMatchObject({ exit: 0 })
    expect(readFileSync(output, 'utf8')).toContain('"format": "relata"')
  })

  it('takes of a folder the files that are of one kind, and passes by the others', async () => {
    const folder = join(FOLDER, 'shop')
    const files = {
      'schema.prisma': 'datasource db {\n  provider = "sqlite"\n}\n',
      'models/user.prisma': 'model User {\n  id Int @id\n  posts Post[]\n}\n',
      'models/post.prisma':
        'model Post {\n  id Int @id\n  by Int\n  user User @relation(fields: [by], references: [id])\n}\n',
      'seed.sql': 'INSERT INTO "User" VALUES (1);\n',
      'package.json': '{ "name": "shop" }',
    }
    mkdirSync(join(folder, 'models'), { recursive: true })
    for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text)
    expect(await relata(['import', folder, '--json', '-o', join(FOLDER, 'shop.relata.json')])).toMatchObject({
      exit: 0,
      json: { counts: { tables: 2, columns: 3, foreignKeys: 1 }, diagnostics: [] },
    })
  })

  it('counts what it imported as a catalog does: join tables and keys over several columns once each', async () => {
    const source = join(FOLDER, 'counted.sql')
    writeFileSync(
      source,
      `CREATE TABLE app_a (id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, x int, y int, z int GENERATED ALWAYS AS (x + y) STORED, UNIQUE (x, y));
CREATE TABLE app_b (a int, b int, FOREIGN KEY (a, b) REFERENCES app_a (x, y), PRIMARY KEY (a, b));
CREATE TABLE app_a_others (id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, from_a_id bigint NOT NULL REFERENCES app_a,
  to_a_id bigint NOT NULL REFERENCES app_a, UNIQUE (from_a_id, to_a_id));
CREATE INDEX ON app_a_others (from_a_id); CREATE INDEX ON app_a_others (to_a_id);
CREATE TABLE app_c (n int REFERENCES nowhere (id));`,
    )
    const args = ['import', source, '--app', 'app', '-o', join(FOLDER, 'counted.relata.json')]
    const counts = { tables: 4, columns: 10, primaryKeys: 3, foreignKeys: 4, uniques: 2, indexes: 2 }
    expect(await relata([...args, '--json'])).toMatchObject({ exit: 0, json: { counts } })
    expect((await relata(args)).err).toContain(
      '(4 tables, 10 columns, 3 primary keys, 4 foreign keys, 2 unique keys, 2 indexes)',
    )
  })
})
