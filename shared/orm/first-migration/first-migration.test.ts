import { describe, expect, it } from 'vitest'
import { hashOrder } from './sqlite-hash.ts'

describe('the tables of SQLite', () => {
  it('are walked newest first while they are few', () => {
    expect(hashOrder(['sqlite_master', 'a', 'b'])).toEqual(['b', 'a', 'sqlite_master'])
  })

  // As `PRAGMA table_list` of SQLite 3.40 gives them.
  it('are walked in the order of their hashes once there are ten', () => {
    const made = ['app_m0', 'app_m1', 'app_m2', 'app_m3', 'app_m4', 'app_m5', 'app_m6', 'django_content_type']
    const names = ['sqlite_master', 'sqlite_sequence', 'django_migrations', ...made]
    expect(hashOrder(names)).toEqual([
      'sqlite_sequence',
      'app_m6',
      'django_migrations',
      'app_m0',
      'app_m1',
      'app_m2',
      'app_m3',
      'sqlite_master',
      'app_m4',
      'django_content_type',
      'app_m5',
    ])
  })
})
