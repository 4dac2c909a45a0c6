/** What imports, exports and migrations say, in French: heard from the test data, nothing stays English. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { importTools } from '../../electron/sqlite/design/import-tools.ts'
import type { Diagnostic } from '../../shared/diagnostics/diagnostic.ts'
import type { Exporter } from '../../shared/exporters/exporter.ts'
import { EXPORTERS } from '../../shared/exporters/registry.ts'
import { importerOf } from '../../shared/importers/registry.ts'
import { versionsOf } from '../../shared/migrations/migration.ts'
import { MIGRATION_TARGETS } from '../../shared/migrations/registry.ts'
import { compileDesign } from '../../shared/schema/compile-design.ts'
import { allDesigns } from '../../test/support/designs.ts'
import { importText } from '../../test/support/import-fixture.ts'
import { migrationPairs } from '../../test/support/migration-pairs.ts'
import { FR } from './fr/index.ts'
import { sayIn } from './sentences.ts'

const FIXTURES = resolve(import.meta.dirname, '../../test/fixtures/import')
const SHARED = resolve(import.meta.dirname, '../../shared')

/** Mistakes that no fixture has, each with the file that makes it. */
const MISTAKES: readonly (readonly [file: string, text: string])[] = [
  [
    'shop/models.py',
    `
from django.db import models
from elsewhere import Base, OddField
foo()
class A(Base, models.Model):
    a = OddField(1)
    b = models.CharField(max_length=9, choices=OddField.choices)
    c = models.ForeignKey("Gone", on_delete=models.CASCADE)
    d = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    if 1:
        e = models.IntegerField()
    f = models.CharField(*sizes)
    for g in range(3):
        pass
    class Meta:
        constraints = [OddConstraint(fields=["a"], name="odd")]
class = 3
`,
  ],
  [
    'run/models.py',
    `
from django.db import models
from django.contrib.auth import get_user_model
foo()
class B(models.Model):
    a = models.ForeignKey(get_user_model(), on_delete=models.CASCADE)
    class Meta:
        ordering = sorted(NAMES)
        odd = 1
`,
  ],
  [
    'odd.prisma',
    'model A {\n  id Int @id\n  b Gone\n  c C @relation(fields: [nope], references: [id])\n}\nmodel C {\n  id Int @id\n  a A[]\n}\nmodel A {\n  id Int @id\n}\nview V {\n  id Int\n}\n',
  ],
  [
    'odd.dbml',
    'Table a {\n  id int [pk]\n  b uuid [default: `make_one()`]\n  c int [ref: > a.id, default: `nobody()`]\n  indexes {\n    b [type: bitmap]\n  }\n}\n',
  ],
  [
    'more.prisma',
    'model A {\n  id Int @id\n  a String @default(cuid())\n  b B? @relation(fields: [c], references: [id], onUpdate: Restrict)\n  c Int?\n  @@index([a(length: 9)])\n  @@fulltext([a])\n}\nmodel B {\n  id Int @id\n  as A[]\n  @@base(A, "b")\n}\n',
  ],
  [
    'lost.ts',
    "import { Entity, PrimaryColumn } from 'typeorm'\n@Entity()\nexport class A extends Other {\n  @PrimaryColumn() id: number\n  @MyColumn() b: string\n}\n",
  ],
  ['empty/models.py', 'x = 1\n'],
  [
    'odd.sql',
    `CREATE TABLE pairs (a bigint REFERENCES left_t (id), b bigint UNIQUE REFERENCES lost (id) ON DELETE SET NULL);
CREATE TABLE left_t (id bigserial PRIMARY KEY, n bigserial, t frob NOT NULL);
CREATE TABLE right_t (id bigserial PRIMARY KEY, one bigint NOT NULL UNIQUE REFERENCES left_t ON DELETE SET NULL);
CREATE TABLE joins (l bigint REFERENCES left_t, r bigint REFERENCES right_t, PRIMARY KEY (l, r));
CREATE TABLE broken (a int;
CREATE TABLE (b int);
CREATE TABLE parts PARTITION OF nothing FOR VALUES IN (1);
CREATE TABLE heirs (id int) INHERITS (nothing);
CREATE INDEX i ON nothing (a);
INSERT INTO left_t VALUES (1);
INSERT INTO left_t VALUES (2);
FROBNICATE;
DO $$ BEGIN IF now() > '2020-01-01' THEN CREATE TABLE sometimes (a int); END IF; END $$;
CREATE TABLE django_migrations (id int, app text, name text, applied timestamp);
`,
  ],
  ['down.sql', '-- +goose Up\nCREATE TABLE a (id int);\n-- +goose Down\nDROP TABLE a;\n'],
  ['oracle.sql', 'CREATE TABLE a (id NUMBER(9) PRIMARY KEY, n VARCHAR2(9 CHAR));\n/\n'],
  ['odd.json', '{"tables": [{"name": "a", "columns": [{}, {"name": "x"}, {"name": "x"}]}, {"name": "a"}, {}]}'],
]

/** Files that are not what was asked for. */
const REFUSED: readonly (readonly [importer: string, file: string, text: string])[] = [
  ['sqlite', 'text.db', 'no database, '.repeat(100)],
  ['diagrams', 'cut.json', '{"tables": '],
  ['diagrams', 'other.json', '{}'],
  ['picture', 'plain.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
]

async function heardRefusing(): Promise<readonly Diagnostic[]> {
  const all = REFUSED.map(async ([id, path, text]) => {
    const importer = importerOf(id)
    if (importer === undefined) throw new Error(`No importer ${id}`)
    const bytes = new TextEncoder().encode(text)
    return (await importer.import([{ path, bytes }], { app: 'app' }, importTools())).diagnostics
  })
  return (await Promise.all(all)).flat()
}

async function heardImporting(): Promise<readonly Diagnostic[]> {
  const fixtures = readdirSync(FIXTURES).map((name) => [name, readFileSync(join(FIXTURES, name), 'utf8')] as const)
  const all = await Promise.all(
    [...fixtures, ...MISTAKES].map(([name, text]) => importText(name.replace(/\.txt$/, '.ts'), text).catch(() => null)),
  )
  return all.flatMap((one) => one?.diagnostics ?? [])
}

function heardExporting(): readonly Diagnostic[] {
  return allDesigns().flatMap(([, doc]) => {
    const { schema, resolution } = compileDesign(doc)
    return (EXPORTERS as readonly Exporter[]).flatMap((exporter) =>
      (['orm', 'database'] as const).flatMap((onDelete) => {
        const extra = Object.fromEntries(exporter.options.map(({ name, default: plain }) => [name, plain || true]))
        const options = { onDelete, extra }
        return exporter.export({ doc, schema, resolution, options }).diagnostics
      }),
    )
  })
}

describe('notes in French', () => {
  const inFrench = (text: string): string | null => sayIn(FR.sentences, text)
  /** Of a table’s note the name before the colon is shown apart. */
  const withoutName = ({ message, subject }: Diagnostic): string =>
    message.startsWith(`${subject.label}: `) ? message.slice(subject.label.length + 2) : message
  const english = (notes: readonly Diagnostic[]): readonly string[] => {
    const said = notes.flatMap((note) => [
      withoutName(note),
      ...(note.hint === null ? [] : [note.hint]),
      ...note.fixes.map(({ label }) => label),
    ])
    return [...new Set(said)].filter((text) => inFrench(text) === null)
  }
  /** English words that are left in a French sentence, outside of names and code. */
  const half = (notes: readonly Diagnostic[]): readonly string[] =>
    [...new Set(notes.map(withoutName))].filter((text) =>
      / (?:the|which|cannot|is not|whose) /.test(
        (inFrench(text) ?? '').replace(/(?:Elle commence ainsi|Python s’arrête ici).*/s, ''),
      ),
    )
  const heard: Diagnostic[] = []

  it('of imports', { timeout: 60_000 }, async () => {
    const notes = [...(await heardImporting()), ...(await heardRefusing())]
    heard.push(...notes)
    expect(english(notes)).toEqual([])
    expect(half(notes)).toEqual([])
  })

  it('of exports', { timeout: 120_000 }, () => {
    const notes = heardExporting()
    heard.push(...notes)
    expect(english(notes)).toEqual([])
    expect(half(notes)).toEqual([])
  })

  it('of migrations', { timeout: 60_000 }, () => {
    const notes = migrationPairs().flatMap(({ before, after }) => {
      const versions = versionsOf(before, after)
      return MIGRATION_TARGETS.flatMap((target) => target.write(versions).notes)
    })
    expect(notes.length).toBeGreaterThan(0)
    expect([...new Set(notes)].filter((note) => inFrench(note) === null)).toEqual([])
  })

  it('of every code that imports and exports have', () => {
    const codes = new Set(heard.map(({ code }) => code))
    expect(codesIn(SHARED).filter((code) => !codes.has(code) && !ELSEWHERE.has(code))).toEqual([])
  })
})

/** Said of files that are open elsewhere (6036), of several files (6012) or by an importer that no text reaches (6005, 6008, 6009). */
const ELSEWHERE: ReadonlySet<string> = new Set([
  'relata.6005',
  'relata.6008',
  'relata.6009',
  'relata.6012',
  'relata.6036',
])

function codesIn(folder: string): readonly string[] {
  const files = ['importers', 'exporters'].flatMap((part) =>
    readdirSync(join(folder, part), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .map((name) => readFileSync(join(folder, part, name), 'utf8')),
  )
  return [...new Set(files.flatMap((text) => text.match(/(?<=')relata\.(?:40|60)\d\d(?=')/g) ?? []))].toSorted()
}
