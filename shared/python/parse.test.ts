import { describe, expect, it } from 'vitest'
import { parseExpression, parseModule } from './parse.ts'
import { printExpr } from './print.ts'

const again = (text: string): string => {
  const { expr, errors } = parseExpression(text)
  expect(errors).toEqual([])
  return printExpr(expr)
}

describe('expressions', () => {
  it.each([
    ['not a and b or c', 'not a and b or c'],
    ['(not (a and b)) or c', 'not (a and b) or c'],
    ['-1 ** -2 ** 3', '-1 ** -2 ** 3'],
    ['(-1)**2', '(-1) ** 2'],
    ['1 < x not in y is not z', '1 < x not in y is not z'],
    ['a if b else c if d else e', 'a if b else c if d else e'],
    ['(a if b else c) if d else e', '(a if b else c) if d else e'],
    ['lambda x, *y: x | 1', 'lambda x, *y: x | 1'],
    ['[x for x, y in z if x if y for w in x]', '[x for x, y in z if x if y for w in x]'],
    ['{**a, "b": 1}', '{**a, "b": 1}'],
    ['x[1:2, ::3, 4]', 'x[1:2, ::3, 4]'],
    ['Q(a=1) & ~Q(b__in=(1,)) | Q(c=None)', 'Q(a=1) & ~Q(b__in=(1,)) | Q(c=None)'],
    ['f(*a, k=1, **kw)', 'f(*a, k=1, **kw)'],
    ['sum(x for x in y)', 'sum(x for x in y)'],
    ["'a' \"b\" '''c'''", '"abc"'],
    ['\'say "hi"\'', '\'say "hi"\''],
    ['r"\\d" "\\x41\\u00e9\\101\\q"', '"\\\\dAéA\\\\q"'],
    ['b"\\xff\\n"', 'b"\\xff\\n"'],
    ['0xFF + 1_000 + 1.5e3 + .5', '255 + 1000 + 1500.0 + 0.5'],
    ['f\'{x!r:>{w}} {{}} {y["k"]}\'', 'f"{x!r:>{w}} {{}} {y[\'k\']}"'],
    ['1, 2', '(1, 2)'],
    ['()', '()'],
    ['(\n  a +\n  b\n)', 'a + b'],
    ['await f(x)', 'await f(x)'],
    ['(await f(x)).y', '(await f(x)).y'],
  ])('%s', (text, printed) => {
    expect(again(text)).toBe(printed)
    expect(again(printed)).toBe(printed)
  })

  it('keeps spans of what it reads', () => {
    const { expr } = parseExpression('  a.bc(d = 1) ')
    expect(expr).toMatchObject({ type: 'Call', from: 2, to: 13, args: [{ name: 'd', from: 7, to: 12 }] })
    expect(expr).toMatchObject({ func: { attrSpan: { from: 4, to: 6 } } })
  })

  it.each([
    ['('.repeat(100_000), "this '(' is never closed"],
    ['['.repeat(100_000) + ']'.repeat(100_000), 'nested more than 200 levels deep'],
    ['not '.repeat(100_000), 'nested more than 200 levels deep'],
    [`a${'.b'.repeat(100_000)}`, 'this expression is too long to follow'],
    ['f"{'.repeat(10_000), "this '{' is never closed"],
    ['a b', 'expected the end of the expression'],
    ['', 'expected a value'],
    ['x[', "this '[' is never closed"],
  ])('refuses %.20s', (text, message) => {
    expect(parseExpression(text).errors[0]?.message).toBe(message)
  })
})

const classNames = (text: string): unknown[] =>
  parseModule(text).body.map((s) => (s.type === 'ClassDef' ? [s.name, s.body.length] : s.type))

describe('statements around a mistake survive', () => {
  it.each([
    ['an open bracket', 'class A:\n  x = f(1,\n  y = 2\n\nclass B:\n  z = 3\n', 2, 8],
    ['an open class header', 'class A(Model:\n  x = 1\nclass B:\n  y = 2\n', 1, 8],
    ['a missing colon', 'class A(Model)\n  x = 1\nclass B:\n  y = 2\n', 1, 15],
    ['an open string', 'class A:\n  x = "a\nclass B:\n  y = 2\n', 2, 7],
    ['a stray closing bracket', 'class A:\n  x = f(1))\nclass B:\n  y = 2\n', 2, 11],
    ['a word that cannot stand there', 'class A:\n  x = class\nclass B:\n  y = 2\n', 2, 7],
    ['a wrong indent', 'class A:\n  x = 1\n     y = 1\nclass B:\n  y = 2\n', 3, 6],
  ])('%s', (_, text, line, column) => {
    const { errors } = parseModule(text)
    expect(errors[0]).toMatchObject({ line, column })
    expect(classNames(text).at(-1)).toEqual(['B', 1])
    expect(classNames(text)[0]).toEqual(['A', expect.any(Number)])
  })

  it('says an open bracket once', () => {
    expect(parseModule('x = f(1 +\ny = 2\n').errors.map((e) => e.message)).toEqual(["this '(' is never closed"])
  })

  it('reads one-line bodies, decorators and blocks', () => {
    const { body, errors } = parseModule(
      '@d(1)\nclass A(B, metaclass=M):\n  "doc"\n  class Meta: a = 1; b = 2\n  if x:\n    y = 1\n  elif z: pass\n  else:\n    w = 2\n',
    )
    expect(errors).toEqual([])
    expect(body).toMatchObject([
      {
        type: 'ClassDef',
        decorators: [{ type: 'Call' }],
        bases: [{ name: null }, { name: 'metaclass' }],
        body: [
          { type: 'Expr' },
          { type: 'ClassDef', name: 'Meta', body: [{ type: 'Assign' }, { type: 'Assign' }] },
          { type: 'If', body: [{ type: 'Assign' }], orelse: [{ type: 'If', orelse: [{ type: 'Assign' }] }] },
        ],
      },
    ])
  })

  it('reads imports', () => {
    expect(parseModule('from ..a.b import (c as d, e,)\nimport x.y as z, w\nfrom . import v\n').body).toMatchObject([
      {
        module: 'a.b',
        level: 2,
        names: [
          { name: 'c', asname: 'd' },
          { name: 'e', asname: null },
        ],
      },
      {
        names: [
          { name: 'x.y', asname: 'z' },
          { name: 'w', asname: null },
        ],
      },
      { module: '', level: 1, names: [{ name: 'v' }] },
    ])
  })
})
