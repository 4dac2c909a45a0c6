import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { countChanges, unifiedDiff } from './unified-diff.ts'

describe('unifiedDiff', () => {
  it('says nothing about texts that are the same', () => expect(unifiedDiff('a', 'x\n', 'x\n')).toBe(''))

  it('shows three lines around a change', () => {
    const before = Array.from({ length: 12 }, (_, i) => `${i + 1}\n`).join('')
    expect(unifiedDiff('n.txt', before, before.replace('6\n', 'six\n'))).toBe(
      '--- a/n.txt\n+++ b/n.txt\n@@ -3,7 +3,7 @@\n 3\n 4\n 5\n-6\n+six\n 7\n 8\n 9\n',
    )
  })

  it('counts lines', () => expect(countChanges('a\nb\nc\n', 'a\nx\ny\nc\n')).toEqual({ added: 2, removed: 1 }))

  it('is what git applies, whatever the change (seeded)', () => {
    const folder = mkdtempSync(join(tmpdir(), 'relata-diff-'))
    try {
      for (let seed = 1; seed <= 40; seed++) {
        const random = numbers(seed)
        const before = Array.from({ length: random(30) }, () => `${random(4)}`)
        const after = before.flatMap((line) =>
          random(5) === 0 ? [] : random(5) === 0 ? [line, `n${random(3)}`] : [line],
        )
        const end = random(2) === 0 ? '\n' : ''
        const [old, next] = [text(before, '\n'), text(after, end)]
        if (old === next) continue
        const file = join(folder, 'f')
        writeFileSync(file, old)
        execFileSync('git', ['apply', '-'], { cwd: folder, input: unifiedDiff('f', old, next) })
        const got = next === '' ? '' : readFileSync(file, 'utf8')
        expect(got, `seed ${seed}`).toBe(next)
      }
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

function text(lines: readonly string[], end: string): string {
  return lines.length === 0 ? '' : lines.join('\n') + end
}

function numbers(seed: number): (below: number) => number {
  let state = seed * 2654435761
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}
