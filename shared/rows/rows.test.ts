import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readDesign } from '../../electron/sqlite/design/design-text.ts'
import { compileDesign } from '../schema/compile-design.ts'
import type { CellRule } from './cell-rule.ts'
import { createCsvReader, guessSeparator } from './csv.ts'
import { ormWords } from './orm-words.ts'
import { parseCell } from './parse-cell.ts'
import { editText, showCell } from './show-cell.ts'
import { tableForm } from './table-form.ts'
import type { TableForm } from './table-form.ts'

const RULE: CellRule = {
  kind: 'text',
  null: true,
  emptyText: true,
  maxLength: null,
  digits: null,
  decimals: null,
  range: null,
  positive: false,
  choices: null,
}
const rule = (more: Partial<CellRule>): CellRule => ({ ...RULE, ...more })

describe('cells', () => {
  it('are stored as Django stores them, and shown again', () => {
    const round: readonly (readonly [Partial<CellRule>, string, unknown, string])[] = [
      [{ kind: 'integer', range: 'big' }, '9223372036854775807', { $i: '9223372036854775807' }, '9223372036854775807'],
      [{ kind: 'integer' }, ' 12 ', 12, '12'],
      [{ kind: 'real' }, '3', { $f: '3' }, '3.0'],
      [{ kind: 'real' }, '-0.5', -0.5, '-0.5'],
      [{ kind: 'decimal', digits: 6, decimals: 2 }, '12.5', '12.50', '12.50'],
      [{ kind: 'boolean' }, 'Yes', 1, 'true'],
      [{ kind: 'date' }, '2024-2-9', '2024-02-09', '2024-02-09'],
      [{ kind: 'datetime' }, '2024-02-09T10:30', '2024-02-09 10:30:00', '2024-02-09 10:30:00'],
      [{ kind: 'datetime' }, '2024-02-09T10:30:00.5+02:00', '2024-02-09 08:30:00.500000', '2024-02-09 08:30:00.500000'],
      [{ kind: 'time' }, '9:05', '09:05:00', '09:05:00'],
      [{ kind: 'duration' }, '1 day, 2:00:00', 93_600_000_000, '1 day, 2:00:00'],
      [
        { kind: 'uuid' },
        '12345678-1234-5678-1234-567812345678',
        '12345678123456781234567812345678',
        '12345678-1234-5678-1234-567812345678',
      ],
      [{ kind: 'json' }, ' {"a": 1} ', '{"a": 1}', '{"a": 1}'],
      [{ kind: 'blob' }, '\\x00ff', { $b: 'AP8=' }, '\\x00ff'],
      [{ choices: [{ value: 'dr', label: 'Draft' }] }, 'Draft', 'dr', 'dr'],
      [{}, '', '', ''],
    ]
    for (const [more, text, stored, again] of round) {
      const parsed = parseCell(text, rule(more))
      expect(parsed).toEqual({ value: stored })
      if ('value' in parsed) expect(editText(parsed.value, rule(more))).toBe(again)
    }
    expect(showCell('dr', rule({ choices: [{ value: 'dr', label: 'Draft' }] }))).toBe('Draft')
    expect(showCell(12.5, rule({ kind: 'decimal', decimals: 2 }))).toBe('12.50')
  })

  it('say what is wrong with a text', () => {
    const problem = (text: string | null, more: Partial<CellRule>) => {
      const parsed = parseCell(text, rule(more))
      return 'problem' in parsed ? parsed.problem : null
    }
    expect(problem(null, { null: false })).toEqual({ code: 'null' })
    expect(problem('', { kind: 'integer', null: false })).toEqual({ code: 'null' })
    expect(problem('', { emptyText: false })).toEqual({ code: 'empty' })
    expect(problem('abcd', { maxLength: 3 })).toEqual({ code: 'maxLength', most: 3, is: 4 })
    expect(problem('🙂🙂🙂', { maxLength: 3 })).toBeNull()
    expect(problem('40000', { kind: 'integer', range: 'small' })).toMatchObject({ code: 'range', most: '32767' })
    expect(problem('-1', { kind: 'integer', positive: true })).toEqual({ code: 'positive' })
    expect(problem('1.234', { kind: 'decimal', digits: 5, decimals: 2 })).toMatchObject({ code: 'decimals', is: 3 })
    expect(problem('12345', { kind: 'decimal', digits: 5, decimals: 2 })).toMatchObject({ code: 'digits', most: 3 })
    for (const [kind, text] of [
      ['integer', '1.5'],
      ['real', 'x'],
      ['date', '2024-02-30'],
      ['time', '25:00'],
      ['uuid', 'x'],
      ['json', '{'],
      ['boolean', 'maybe'],
      ['duration', 'long'],
      ['blob', 'x'],
    ] as const) {
      expect(problem(text, { kind })).toEqual({ code: 'kind', kind })
    }
    expect(problem('zz', { choices: [{ value: 'dr', label: 'Draft' }] })).toEqual({ code: 'choice' })
  })
})

describe('CSV', () => {
  const read = (text: string, step = text.length) => {
    const reader = createCsvReader(guessSeparator(text))
    const rows = []
    for (let at = 0; at < text.length; at += step) rows.push(...reader.push(text.slice(at, at + step)))
    return [...rows, ...reader.end()]
  }
  it('is read the same in pieces of any size', () => {
    const text = '\u{feff}a,b,c\r\n1,"x ""y"", z",\r\n\r\n"two\nlines",,""\n🙂,"q"z,last'
    const whole = read(text)
    expect(whole.map(({ cells }) => cells)).toEqual([
      ['a', 'b', 'c'],
      ['1', 'x "y", z', null],
      ['two\nlines', null, ''],
      ['🙂', 'qz', 'last'],
    ])
    expect(whole.map(({ line }) => line)).toEqual([1, 2, 4, 6])
    for (const step of [1, 2, 3, 7]) expect(read(text, step)).toEqual(whole)
  })
  it('may be separated by other signs', () => {
    expect(read('a;b\n"1;2";3').map(({ cells }) => cells)).toEqual([
      ['a', 'b'],
      ['1;2', '3'],
    ])
    expect(guessSeparator('a\tb')).toBe('\t')
  })
})

describe('the form of a table', () => {
  const path = join(import.meta.dirname, '..', '..', 'examples', 'blog.relata.json')
  const compiled = compileDesign(readDesign(readFileSync(path, 'utf8')))
  const post = tableForm(compiled, 'blog_post') as TableForm

  it('knows where foreign keys lead and who refers to it', () => {
    expect(post.columns.get('author_id')?.target).toEqual({
      table: 'auth_user',
      model: 'User',
      key: 'id',
      labels: ['username', 'last_name'],
    })
    expect(post.labels).toEqual(['title'])
    expect(post.many).toMatchObject([
      { name: 'tags', through: 'blog_post_tags', source: 'post_id', target: 'tag_id', isPlain: true },
    ])
    const tag = tableForm(compiled, 'blog_tag') as TableForm
    expect(tag.many).toMatchObject([
      { name: 'posts', source: 'tag_id', target: 'post_id', other: { table: 'blog_post' } },
    ])
    const user = tableForm(compiled, 'auth_user') as TableForm
    expect(user.reverse.map(({ name, table, columns, isOne }) => [name, table, ...columns, isOne])).toEqual(
      expect.arrayContaining([
        ['profile', 'blog_profile', 'user_id', true],
        ['posts', 'blog_post', 'author_id', false],
      ]),
    )
    expect(tableForm(compiled, 'blog_post_tags')?.joins).toBe('Post.tags')
    expect(tableForm(compiled, 'nothing')).toBeNull()
  })

  it('says filters in the words of the ORM', () => {
    expect(ormWords(post, [], [])).toBe('Post.objects.all()')
    expect(
      ormWords(
        post,
        [
          { op: 'contains', column: 'title', text: 'a"b' },
          { op: 'notEquals', column: 'author_id', value: 3 },
          {
            op: 'label',
            column: 'author_id',
            table: 'auth_user',
            key: 'id',
            labels: ['username', 'last_name'],
            text: 'am',
          },
          { op: 'between', column: 'id', from: 1, to: 5 },
        ],
        [{ column: 'author_id', descending: true }],
      ),
    ).toBe(
      `Post.objects.filter(Q(author__username__icontains="am") | Q(author__last_name__icontains="am"), title__icontains='a"b', id__range=(1, 5)).exclude(author=3).order_by("-author")`,
    )
    const tag = tableForm(compiled, 'blog_tag') as TableForm
    expect(
      ormWords(
        tag,
        [{ op: 'linked', column: 'id', through: 'blog_post_tags', source: 'post_id', target: 'tag_id', value: 1 }],
        [],
      ),
    ).toBe('Tag.objects.filter(posts=1)')
    expect(ormWords(tableForm(compiled, 'blog_post_tags') as TableForm, [], [])).toBe('Post.tags.through.objects.all()')
  })
})
