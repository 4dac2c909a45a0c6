import { describe, expect, it } from 'vitest'
import type { RowChange } from '../../../../shared/protocol/methods/rows.ts'
import { openDatabase } from '../../database/open-database.ts'
import { undoRun } from '../../statements/undo-run.ts'
import { applyChanges } from './apply-changes.ts'

/** A database of somebody else: nobody gave a design for it, its own rules are the only ones. */
function database() {
  const db = openDatabase({ path: ':memory:', mode: 'write', create: true, nativeBinding: null })
  db.exec(`
    CREATE TABLE team (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
    CREATE TABLE person (id INTEGER PRIMARY KEY, team INTEGER REFERENCES team(id), age INT CHECK (age > 0));
    CREATE TABLE note (a TEXT, b TEXT, body TEXT, PRIMARY KEY (a, b)) WITHOUT ROWID;
    CREATE TABLE part (id INTEGER PRIMARY KEY, person INTEGER REFERENCES person(id) ON DELETE CASCADE);
    CREATE TABLE total (n INT); INSERT INTO total VALUES (0);
    CREATE TRIGGER counted AFTER INSERT ON person BEGIN UPDATE total SET n = n + 1; END;
    INSERT INTO team VALUES (1, 'red'), (2, 'blue');
    INSERT INTO person VALUES (1, 1, 30), (2, NULL, 40);
    INSERT INTO note VALUES ('x', 'y', 'one');
    INSERT INTO part VALUES (1, 2), (2, 2);`)
  return db
}
const all = (db: ReturnType<typeof database>, table: string) =>
  db.prepare(`SELECT * FROM ${table} ORDER BY 1`).raw().all()

describe('rows of a database without a design', () => {
  it('change by its own rules, triggers and cascades included, and come back', () => {
    const db = database()
    const before = ['team', 'person', 'note', 'part', 'total'].map((table) => all(db, table))
    const changes: RowChange[] = [
      {
        kind: 'insert',
        table: 'person',
        id: 1,
        values: [
          { column: 'team', value: { $new: 2 } },
          { column: 'age', value: 5 },
        ],
      },
      { kind: 'insert', table: 'team', id: 2, values: [{ column: 'name', value: 'green' }] },
      { kind: 'update', table: 'note', key: ['x', 'y'], set: [{ column: 'body', value: 'two', was: 'one' }] },
      {
        kind: 'insert',
        table: 'note',
        id: 3,
        values: [
          { column: 'a', value: 'k' },
          { column: 'b', value: 'l' },
        ],
      },
      { kind: 'delete', table: 'person', key: [2] },
    ]
    const done = applyChanges(db, null, changes)
    expect(done.problems).toEqual([])
    expect(done.inserted).toEqual([
      { id: 1, key: [3] },
      { id: 2, key: [3] },
      { id: 3, key: ['k', 'l'] },
    ])
    expect(
      Object.fromEntries(
        done.changes.map(({ table, inserted, updated, deleted }) => [table, [inserted, updated, deleted]]),
      ),
    ).toEqual({
      team: [1, 0, 0],
      person: [1, 0, 1],
      note: [1, 1, 0],
      part: [0, 0, 2],
      total: [0, 1, 0],
    })
    expect(all(db, 'total')).toEqual([[3n]])
    undoRun(db)
    expect(['team', 'person', 'note', 'part', 'total'].map((table) => all(db, table))).toEqual(before)
  })

  it('are refused with SQLite’s reasons at their rows', () => {
    const db = database()
    const done = applyChanges(db, null, [
      { kind: 'update', table: 'team', key: [1], set: [{ column: 'name', value: 'blue' }] },
      { kind: 'update', table: 'person', key: [1], set: [{ column: 'age', value: -1 }] },
      { kind: 'insert', table: 'team', id: 1, values: [] },
      { kind: 'update', table: 'note', key: ['no', 'such'], set: [{ column: 'body', value: '' }] },
    ])
    expect(done.applied).toBe(false)
    expect(done.problems.map(({ change, column, message }) => [change, column, message])).toEqual([
      [0, 'name', 'Team with this Name already exists.'],
      [1, null, expect.stringContaining('age > 0')],
      [2, 'name', 'This field cannot be null.'],
      [3, null, 'This row is no longer there.'],
    ])
    const dangling = applyChanges(db, null, [
      { kind: 'update', table: 'person', key: [1], set: [{ column: 'team', value: 9 }] },
    ])
    expect(dangling.problems).toEqual([{ change: 0, column: 'team', message: 'There is no such row in team.' }])
    const referred = applyChanges(db, null, [{ kind: 'delete', table: 'team', key: [1] }])
    expect(referred.problems).toEqual([{ change: 0, column: null, message: 'Rows of person still refer to it.' }])
    expect(all(db, 'team')).toHaveLength(2)
  })

  it('swap what has to be unique when one of them makes room', () => {
    const db = database()
    const done = applyChanges(db, null, [
      { kind: 'update', table: 'team', key: [1], set: [{ column: 'name', value: 'blue' }] },
      { kind: 'update', table: 'team', key: [2], set: [{ column: 'name', value: 'black' }] },
    ])
    expect(done.applied).toBe(true)
  })
})
