import { describe, expect, it } from 'vitest'
import type { WireScalar } from '../../../../shared/protocol/scalars.ts'
import { compileDesign } from '../../../../shared/schema/compile-design.ts'
import { ormWords } from '../../../../shared/rows/orm-words.ts'
import { parseCell } from '../../../../shared/rows/parse-cell.ts'
import { tableForm } from '../../../../shared/rows/table-form.ts'
import { hostileDocument } from '../../../../test/support/hostile-document.ts'
import { openDatabase } from '../../database/open-database.ts'
import { syncDatabase } from '../../database/sync-database.ts'
import { applyChanges } from './apply-changes.ts'
import { countGroups, readLabels, searchRows } from '../reading/look-up.ts'
import { readPage } from '../reading/read-page.ts'

const STARTS: Readonly<Record<string, string>> = { integer: '1', datetime: '2024-01-01' }

describe('rows of tables with names that nobody would choose', () => {
  const compiled = compileDesign(hostileDocument())
  const db = openDatabase({ path: ':memory:', mode: 'write', create: true, nativeBinding: null })
  syncDatabase(db, compiled)
  db.pragma('foreign_keys = OFF')
  const tables = compiled.schema.tables.map(({ name }) => name)

  it.each(tables)('%s', (table) => {
    const form = tableForm(compiled, table)
    if (form === null) throw new Error('No form')
    const view = { table, filters: [], sort: [] }
    const empty = readPage(db, view, 0, 10)
    const values = empty.columns
      .filter(({ pk, generated }) => pk === 0 && !generated)
      .map((column): { column: string; value: WireScalar } => {
        const rule = form.columns.get(column.name)?.rule
        const text =
          rule?.choices?.[0] === undefined ? (STARTS[rule?.kind ?? ''] ?? 'x') : String(rule.choices[0].value)
        const parsed = rule === undefined ? { value: 1 } : parseCell(text, rule)
        return { column: column.name, value: 'value' in parsed ? parsed.value : 1 }
      })
    // What refers to rows that are not there is refused with words; everything else goes in.
    const done = applyChanges(db, compiled, [{ kind: 'insert', table, id: 1, values }])
    for (const { message } of done.problems) expect(message).not.toBe('')
    for (const { name } of empty.columns) {
      readPage(
        db,
        {
          table,
          filters: [
            { op: 'contains', column: name, text: `%_\\'"` },
            { op: 'notNull', column: name },
          ],
          sort: [{ column: name, descending: true }],
        },
        0,
        5,
      )
      countGroups(db, { groups: [{ table, columns: [name], values: [[1], ['x'], [null]] }] })
    }
    for (const { target } of form.columns.values()) {
      if (target === null) continue
      const { table: to, key, labels } = target
      searchRows(db, { table: to, keys: [key], labels: [...labels], text: `'"%`, limit: 5 })
      readLabels(db, { table: to, keys: [key], labels: [...labels], values: [[1]] })
    }
    expect(ormWords(form, [{ op: 'isNull', column: empty.columns[0]?.name ?? '' }], [])).toContain('.objects.filter(')
  })
})
