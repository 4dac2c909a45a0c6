import BetterSqlite from 'better-sqlite3'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Connection } from '../database/open-database.ts'
import { runStatements } from './run-statements.ts'
import { splitStatements } from '../../../shared/util/sqlite-tokens.ts'
import { canUndo, undoRun } from './undo-run.ts'

let db: Connection
beforeEach(() => {
  db = new BetterSqlite(':memory:')
  db.defaultSafeIntegers(true)
  db.exec(`
    PRAGMA foreign_keys = ON;
    CREATE TABLE author (id INTEGER PRIMARY KEY, name TEXT UNIQUE, "odd ""name" REAL);
    CREATE TABLE book (author_id REFERENCES author (id) ON DELETE CASCADE, title TEXT, data BLOB, size INT AS (length(title)));
    CREATE TABLE tag (kind TEXT, name TEXT, note TEXT, PRIMARY KEY (kind, name)) WITHOUT ROWID;
    INSERT INTO author VALUES (1, 'A', 0.1), (2, 'B', 1e300), (9007199254740993, 'C', NULL);
    INSERT INTO book VALUES (1, 'it''s', x'00ff'), (1, 'two', NULL), (2, 'three', x'');
    INSERT INTO tag VALUES ('a', 'x', NULL), ('a', 'y', 'note');
  `)
})
const run = (sql: string, keep = true) => runStatements(db, splitStatements(sql), { params: [], keep })
const state = () =>
  ['author', 'book', 'tag'].map((name) => db.prepare(`SELECT *, '${name}' FROM ${name} ORDER BY 1, 2`).raw().all())

describe('a run that kept its changes', () => {
  it('counts rows by table, those of foreign key actions and REPLACE among them', () => {
    const { changes } = run(`
      DELETE FROM author WHERE id = 1;
      INSERT OR REPLACE INTO author VALUES (5, 'B', 2);
      UPDATE tag SET note = 'n'`)
    expect(changes).toEqual([
      { table: 'author', inserted: 1, updated: 0, deleted: 2 },
      { table: 'book', inserted: 0, updated: 0, deleted: 3 },
      { table: 'tag', inserted: 0, updated: 2, deleted: 0 },
    ])
  })

  it('is taken back exactly, rowids included', () => {
    const before = [state(), db.prepare('SELECT rowid FROM book').raw().all()]
    run(`
      INSERT INTO author VALUES (3, 'D', 3.5);
      UPDATE author SET name = name || '!', "odd ""name" = 7;
      DELETE FROM author WHERE id = 1;
      UPDATE tag SET name = name || name;
      DELETE FROM tag WHERE name = 'yy';
      INSERT INTO book (author_id, title) VALUES (3, 'new')`)
    expect(state()).not.toEqual(before[0])
    expect(undoRun(db)).toContainEqual({ table: 'author', inserted: 1, updated: 4, deleted: 1 })
    expect([state(), db.prepare('SELECT rowid FROM book').raw().all()]).toEqual(before)
    expect(() => undoRun(db)).toThrow('no run')
  })

  it('is not taken back once other rows changed; a run that was rolled back does not count', () => {
    run("INSERT INTO tag VALUES ('b', 'z', NULL)")
    run('DELETE FROM tag', false)
    expect(canUndo(db)).toBe(true)
    db.exec("UPDATE tag SET note = 'other'")
    expect(() => undoRun(db)).toThrow('changed since')
  })

  it('leaves nothing behind when it fails or is only tried', () => {
    const before = state()
    expect(() => run("DELETE FROM book; INSERT INTO author VALUES (1, 'again', 0)")).toThrow('UNIQUE')
    expect(run('DELETE FROM author', false)).toMatchObject({ undo: false, changes: [{ deleted: 3 }, { deleted: 3 }] })
    expect(state()).toEqual(before)
    expect(db.prepare('SELECT count(*) FROM sqlite_temp_schema').raw().get()).toEqual([0n])
  })
})
