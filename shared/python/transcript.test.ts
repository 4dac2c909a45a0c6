import { describe, expect, it } from 'vitest'
import { readTranscript } from './transcript.ts'

const codeOf = (text: string) =>
  readTranscript(text)
    ?.code.split('\n')
    .filter((line) => line !== '')

describe('a session at a prompt', () => {
  it('becomes the code that was typed, line for line', () => {
    const text = [
      '$ python manage.py shell',
      '>>> from blog.models import Post',
      '# Two posts.',
      '>>> for p in Post.objects.all():',
      '...     print(p.title)',
      '...',
      'First',
      '... and more',
      '>>> Post.objects.get(pk=9)',
      'Traceback (most recent call last):',
      '    ...',
      'DoesNotExist: Post matching query does not exist.',
    ].join('\n')
    const found = readTranscript(text)
    expect(found?.code.split('\n')).toEqual([
      '',
      'from blog.models import Post',
      '',
      'for p in Post.objects.all():',
      '    print(p.title)',
      '',
      '',
      '',
      'Post.objects.get(pk=9)',
      '',
      '',
      '',
    ])
    expect(found?.echoed).toEqual([1, 7, 8, 10, 11, 12])
    expect(found?.hasPrompts).toBe(true)
    expect(found?.shifts[3]).toBe(4)
  })

  it('is told from code that only speaks of prompts', () => {
    expect(readTranscript('x = """\n>>> not typed\n"""')).toBeNull()
    expect(readTranscript('# >>> a comment\nPost.objects.all()  # <QuerySet []>')).toBeNull()
    expect(readTranscript('')).toBeNull()
    expect(readTranscript('Post.objects.filter(')).toBeNull()
  })

  it('may do without the space', () => {
    expect(codeOf('>>>a = 1\n>>>a')).toEqual(['a = 1', 'a'])
  })

  it('may be indented, and one of IPython', () => {
    expect(codeOf('    >>> a = 1\n    >>> a\n    1')).toEqual(['a = 1', 'a'])
    expect(codeOf('In [1]: for a in []:\n   ...:     a\n   ...:\n\nIn [2]: 3\nOut[2]: 3')).toEqual([
      'for a in []:',
      '    a',
      '3',
    ])
  })
})

describe('a snippet without prompts', () => {
  it('loses what was echoed, and what all its lines are indented by', () => {
    const text = '    post.tags.all()\n    <QuerySet [<Tag: a>]>\n    post\n    <Post: x>\n    len(\n    <b)'
    expect(codeOf(text)).toEqual(['post.tags.all()', 'post', 'len(', '<b)'])
    expect(codeOf('p.delete()\nTraceback (most recent call last):\n  File "x"\nProtectedError: no\np')).toEqual([
      'p.delete()',
      'p',
    ])
  })
})
