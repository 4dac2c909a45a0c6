/** Rows may speak of another database than the one that they are in. */
import { describe, expect, it } from 'vitest'
import { recogniseOther } from './other-dialects.ts'
import { recogniseDialect } from './recognise.ts'

const MYSQL =
  'How do I add AUTO_INCREMENT?\nCREATE TABLE `x` (`id` int unsigned) ENGINE=InnoDB;\n/*!50100 x */\nDELIMITER ;;\nENUM(1) tinyint\nGO\n'
const POSTGRESQL =
  'CREATE EXTENSION x; select 1::text, $$a$$ timestamptz jsonb\nCOMMENT ON TABLE x; serial\n\\copy x\n GENERATED ALWAYS AS IDENTITY pg_catalog.x'
const text = (value: string) => `'it''s ${value}'`

describe('the dialect of a script', () => {
  it.each([
    [
      'sqlite',
      `PRAGMA foreign_keys=OFF;\nCREATE TABLE p (id INTEGER PRIMARY KEY);\nINSERT INTO p VALUES(1,${text(MYSQL)},${text(POSTGRESQL)});`,
    ],
    ['sqlite', `CREATE TABLE p (id INTEGER PRIMARY KEY AUTOINCREMENT, b DEFAULT ${text(MYSQL)});`],
    [
      'mysql',
      `CREATE TABLE \`p\` (\`id\` INT AUTO_INCREMENT);\nINSERT INTO p VALUES\n(2,'it\\'s ${POSTGRESQL}'),\n(3,"${POSTGRESQL}");`,
    ],
    [
      'postgresql',
      `CREATE TABLE p (id serial);\nCOPY p (id, b) FROM stdin;\n1\tdon't ${MYSQL.replaceAll('\n', '\\n')}\n2\tPRAGMA x; WITHOUT ROWID AUTOINCREMENT\n\\.\n`,
    ],
  ])('%s', (dialect, script) => {
    expect(recogniseDialect(script)).toBe(dialect)
    expect(recogniseOther(script)).toBe(null)
    // Also where most of it is rows.
    const rows =
      dialect === 'postgresql'
        ? 'COPY p (id, b) FROM stdin;\n' + "1\tdon't `\n".repeat(60_000) + '\\.\n'
        : `INSERT INTO p VALUES (1, ${text(dialect === 'mysql' ? POSTGRESQL : MYSQL)});\n`.repeat(4000)
    expect(recogniseDialect(`${script}\n${rows}`)).toBe(dialect)
  })

  it.each(["'", '"', '`', '/*', '--'])('an open %s is no end of it', (open) => {
    expect(recogniseDialect(`CREATE TABLE \`a\` (id int) ENGINE=InnoDB; ${open} x`)).toBe('mysql')
  })
})
