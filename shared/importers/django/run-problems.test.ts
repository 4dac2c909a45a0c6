import { describe, expect, it } from 'vitest'
import { parseModule } from '../../python/parse.ts'
import { runProblems } from './run-problems.ts'

function problems(text: string): readonly string[] {
  return runProblems({ py: parseModule(text) }).map(({ type, message }) => `${type}: ${message}`)
}

describe('what Python would stop at', () => {
  it('names that nothing bound, as far as that is certain', () => {
    expect(problems('from django.db import models\nx = timezone.now')).toEqual([
      "NameError: name 'timezone' is not defined",
    ])
    expect(problems('from os import *\nx = timezone.now')).toEqual([])
    expect(problems('try:\n    import json\nexcept ImportError:\n    json = None\nx = json.loads')).toEqual([])
    expect(problems('def f():\n    return later\nx = lambda: later\ny = [later for later in range(3)]')).toEqual([])
    expect(problems('if x:\n    y = 1')).toEqual([])
  })

  it('parameters of a generic class are names in its bases and its body', () => {
    const text = 'class Box[A, *B, C: (int, str) = int](dict[A, B]):\n    x = C\n'
    expect(problems(text)).toEqual([])
    expect(problems('class Box[A](dict[D]): pass\nx = A')).toEqual([
      "NameError: name 'D' is not defined",
      "NameError: name 'A' is not defined",
    ])
  })

  it('a class in a class does not see the outer one', () => {
    const text = 'class A:\n    LIMIT = 3\n    x = LIMIT\n    class Meta:\n        y = LIMIT\n'
    expect(problems(text)).toEqual(["NameError: name 'LIMIT' is not defined"])
  })

  it('classes that django.db.models does not have, and arguments given twice', () => {
    expect(problems('from django.db import models\nx = models.Charfield()')).toEqual([
      "AttributeError: module 'django.db.models' has no attribute 'Charfield'",
    ])
    expect(problems("from django.db import models\nx = models.URLField('a', verbose_name='b')")).toEqual([
      "TypeError: URLField.__init__() got multiple values for argument 'verbose_name'",
    ])
    expect(problems('x = dict(a=1, a=2)')).toEqual(['SyntaxError: keyword argument repeated: a'])
  })
})
