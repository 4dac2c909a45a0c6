import { describe, expect, it } from 'vitest'
import { readSheet } from './paste-sheet.ts'

const sheet = (...lines: readonly string[]): readonly string[] | null => readSheet(lines.join('\n'))?.columns ?? null

describe('readSheet', () => {
  it('gives each column the type that all of its values have', () => {
    expect(
      sheet(
        'id\tTitle\tUnit price\tinStock\tsince\tseen at\tmail\tnotes',
        '1\tTea\t2.50\ttrue\t2026-01-05\t2026-01-05 10:00\ta@b.org\t',
        '2\tGreen coffee\t12\tno\t2026-02-01\t2026-01-05T10:00:00Z\tc@d.org\twhat is said of it',
      ),
    ).toEqual([
      'title char 20',
      'unit_price decimal 6,2',
      'in_stock bool',
      'since date',
      'seen_at datetime',
      'mail email',
      'notes char 20?',
    ])
  })

  it('takes headings alone for texts, and what the values do not count up for a key', () => {
    expect(sheet('id\ttitle\tprice')).toEqual(['title char 100', 'price char 100'])
    expect(sheet('id\ttitle', '8f14e45f-ceea-467f-ab0b-5a8b1d1d9c3e\tTea')).toEqual(['id uuid pk', 'title char 20'])
  })

  it.each([
    'one line of prose',
    'a\tb\n1\t2\t3',
    'This is, truly, a sentence.\tAnd another one!',
    '1\t2\n3\t4',
    'id\n1\n2',
  ])('is nothing else: %j', (text) => expect(readSheet(text)).toBeNull())
})
