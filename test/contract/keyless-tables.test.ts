/** What databases have and Django has no word for: a table without a primary key, a composite key that says no NOT NULL. */
import { describe, expect, it } from 'vitest'
import { django } from '../../shared/exporters/django.ts'
import { DEFAULT_EXPORT_OPTIONS as options, exportedText } from '../../shared/exporters/exporter.ts'
import { compileDesign } from '../../shared/schema/compile-design.ts'
import { importText } from '../support/import-fixture.ts'

describe('a table without a primary key', () => {
  it('is written without an option that Django would refuse, and said', async () => {
    const { doc } = await importText('x.sql', 'CREATE TABLE log (at text, line text);', { dialect: 'sqlite' })
    const { pieces, diagnostics } = django.export({ ...compileDesign(doc), options })
    expect(exportedText({ pieces, diagnostics })).not.toContain('_no_primary_key')
    expect(diagnostics.map(({ code, subject }) => [code, subject.label])).toEqual([
      ['relata.4006', expect.stringMatching(/\.Log$/)],
    ])
  })
})

describe('a table whose key is two references', () => {
  it('joins, though SQLite would let the key hold NULL', async () => {
    const script = `
      CREATE TABLE post (id integer PRIMARY KEY);
      CREATE TABLE tag (id integer PRIMARY KEY);
      CREATE TABLE post_tags (post_id integer REFERENCES post, tag_id integer REFERENCES tag, PRIMARY KEY (post_id, tag_id));`
    const { doc, diagnostics } = await importText('x.sql', script, { dialect: 'sqlite' })
    expect(diagnostics.map(({ code }) => code)).toContain('relata.6024')
    const fields = Object.values(doc.models).flatMap((model) => model.fields)
    expect(fields.filter(({ kind }) => kind === 'manyToMany').map(({ name }) => name)).toEqual(['tags'])
  })
})
