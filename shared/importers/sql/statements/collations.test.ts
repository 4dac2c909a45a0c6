import { describe, expect, it } from 'vitest'
import { importText } from '../../../../test/support/import-fixture.ts'

const read = async (columns: string) => {
  const sql = `CREATE TABLE \`t\` (\`id\` int NOT NULL AUTO_INCREMENT, ${columns}, PRIMARY KEY (\`id\`)) ENGINE=InnoDB;`
  const { doc, diagnostics } = await importText('x.sql', sql)
  const [model] = Object.values(doc.models)
  const kept = (model?.fields ?? []).map(({ options }) => options['db_collation']).slice(-1)[0] ?? null
  return [kept, diagnostics.flatMap(({ code, message }) => (code === 'relata.6034' ? [message] : []))] as const
}

describe('collations of MySQL', () => {
  it('are kept where they tell apart what the server’s own do not', async () => {
    expect(await read('`a` varchar(9) COLLATE utf8mb4_bin')).toEqual(['utf8mb4_bin', []])
    expect(await read('`a` varchar(9) CHARACTER SET latin1 COLLATE latin1_bin')).toEqual(['latin1_bin', []])
    expect(await read('`a` text COLLATE utf8mb4_swedish_ci')).toEqual(['utf8mb4_swedish_ci', []])
  })

  it('are what the attribute BINARY stands for', async () => {
    expect(await read('`a` varchar(9) binary NOT NULL')).toEqual(['utf8mb4_bin', []])
    expect(await read('`a` varchar(9) CHARACTER SET latin1 BINARY')).toEqual(['latin1_bin', []])
    expect(await read('`a` char(9) BINARY CHARACTER SET utf8')).toEqual(['utf8mb4_bin', []])
    expect(await read('`a` binary(9)')).toEqual([null, []])
  })

  it('are left out without a word where the server takes them by itself', async () => {
    expect(await read('`a` varchar(9) COLLATE utf8mb4_unicode_ci')).toEqual([null, []])
    expect(await read('`a` varchar(9) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci')).toEqual([null, []])
  })

  it('a character set alone is listed', async () => {
    expect(await read('`a` varchar(9) CHARACTER SET latin1')).toEqual([
      null,
      ['Line 1 was read without CHARACTER SET latin1 of a.'],
    ])
  })
})
