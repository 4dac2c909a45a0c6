/** What a design needs that its source does not: names at the far ends of keys, values that Django can hold. */
import { describe, expect, it } from 'vitest'
import type { Field } from '../../document/records.ts'
import { sql } from '../sql.ts'

async function fieldsOf(script: string): Promise<readonly Field[]> {
  const file = { path: 'x.sql', bytes: new TextEncoder().encode(script) }
  const { doc } = await sql.import([file], { app: 'app', dialect: 'postgresql' }, {})
  return Object.values(doc.models).flatMap((m) => m.fields)
}

describe('a design of tables', () => {
  it('gives a far end another name than the key that the target has of its own', async () => {
    const fields = await fieldsOf(`CREATE TABLE file (id serial PRIMARY KEY);
CREATE TABLE document (id serial PRIMARY KEY, file_id int REFERENCES file (id));
ALTER TABLE file ADD parent_id int REFERENCES document (id);`)
    // Without a name, queries from Document would call it `file`, as its field is called (fields.E303).
    const ends = fields.flatMap((f) => ('relatedName' in f ? [[f.name, f.relatedName]] : []))
    expect(ends).toEqual([
      ['parent', 'file_parent_set'],
      ['file', null],
    ])
  })

  it('keeps the default of bytes in words of the database', async () => {
    const fields = await fieldsOf(
      `CREATE TABLE t (id serial PRIMARY KEY, b bytea DEFAULT '\\x41', m bit(2) DEFAULT '11')`,
    )
    expect(fields.slice(1).map((f) => f.options['db_default'])).toEqual([
      { expr: String.raw`RawSQL("'\\x41'", [])` },
      { expr: `RawSQL("'11'", [])` },
    ])
  })
})
