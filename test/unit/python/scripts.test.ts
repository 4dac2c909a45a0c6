/**
 * Scripts of plain Python print what Python 3.11 prints. `scripts.json` holds each with its output as it was recorded;
 * an exception that nothing catches is the last line, `Class: text`.
 */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { openDatabase } from '../../../electron/sqlite/database/open-database.ts'
import { ormDatabase } from '../../../electron/sqlite/orm/orm-database.ts'
import { createDocument } from '../../../shared/document/create.ts'
import { exceptionOf } from '../../../shared/orm/script/errors.ts'
import { runBlock } from '../../../shared/orm/script/run/statements.ts'
import { OrmSession } from '../../../shared/orm/session.ts'
import { parseScript } from '../../../shared/python/parse.ts'
import { compileDesign } from '../../../shared/schema/compile-design.ts'

interface Recorded {
  readonly code: readonly string[]
  readonly prints: readonly string[]
}

const SCRIPTS = JSON.parse(readFileSync(new URL('scripts.json', import.meta.url), 'utf8')) as readonly Recorded[]
const DESIGN = compileDesign(createDocument({ name: 'python' }))

function printed(code: string): string {
  const connection = openDatabase({ path: ':memory:', mode: 'write', create: true, nativeBinding: null })
  try {
    const session = new OrmSession({
      resolution: DESIGN.resolution,
      doc: DESIGN.doc,
      database: ormDatabase(connection),
      write: true,
      limits: { steps: 500_000 },
    })
    session.begin()
    const { body, errors } = parseScript(`${code}\n`)
    expect(errors).toEqual([])
    let last = ''
    try {
      runBlock(body, session.scope, session)
    } catch (error) {
      const exception = exceptionOf(error)
      if (exception === null) throw error
      last = `${exception.cls.name}: ${exception.str(session)}`
    }
    return session.takePrinted() + last
  } finally {
    connection.close()
  }
}

describe('scripts print what Python prints', () => {
  it.each(SCRIPTS.map(({ code, prints }, i) => [`${i + 1}: ${code[0] ?? ''}`, code, prints] as const))(
    '%s',
    (_title, code, prints) => {
      expect(printed(code.join('\n')).split('\n')).toEqual(prints)
    },
  )
})

describe('what is not there says so', () => {
  const last = (code: string): string => printed(code).split('\n').at(-1) ?? ''

  it('by its name', () => {
    expect(last('open("x")')).toBe('NotImplementedError: open() is not supported here yet')
    expect(last('import secrets')).toBe('NotImplementedError: the module secrets is not supported here yet')
    expect(last('class M(type): pass')).toContain('NotImplementedError: the class M')
    expect(last('try:\n    int("x")\nexcept* ValueError:\n    pass')).toBe(
      'NotImplementedError: except* is not supported here yet',
    )
    expect(last('ExceptionGroup("g", [ValueError()])')).toBe(
      'NotImplementedError: ExceptionGroup() is not supported here yet',
    )
    expect(last('eval("1")')).toBe('NotImplementedError: eval() is not supported here yet')
  })

  it('reaches nothing behind the language', () => {
    for (const name of ['__proto__', 'constructor', 'prototype', 'hasOwnProperty', 'toString']) {
      expect(last(`class A: pass\nA().${name}`)).toBe(`AttributeError: 'A' object has no attribute '${name}'`)
      expect(last(`class A: pass\nA.${name}`)).toContain('AttributeError')
      expect(last(`def f(): yield 1\nf().${name}`)).toContain('AttributeError')
      expect(last(`import re\nre.compile("a").${name}`)).toContain('AttributeError')
    }
    expect(last('class A: pass\na = A()\na.__proto__ = 1\nprint({}.get("x"), A().x)')).toContain('AttributeError')
  })

  it('stops what does not end', () => {
    expect(() => printed('def f():\n    while True:\n        yield 1\nsum(f())')).toThrow(/Stopped after/)
    const endless = 'RecursionError: maximum recursion depth exceeded'
    expect(last('class A:\n    def __repr__(self):\n        return repr(self)\nprint(A())')).toBe(endless)
    expect(last('class A:\n    def __getattr__(self, n):\n        return self.x\nA().y')).toBe(endless)
  })
})
