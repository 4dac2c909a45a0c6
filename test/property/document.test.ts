/** What holds for any document and any sequence of commands. A failing run prints its seed. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyCommand, COMMANDS, parseCommand } from '../../shared/commands/registry.ts'
import { createDocument } from '../../shared/document/create.ts'
import { designFileSchema } from '../../shared/document/file/file-schema.ts'
import { readDocument } from '../../shared/document/file/read.ts'
import type { ErDocument } from '../../shared/document/records.ts'
import { validateDocument } from '../../shared/document/validate.ts'
import { writeDocument } from '../../shared/document/file/write.ts'
import { EMPTY_HISTORY, pushStep, redo, undo } from '../../shared/history/history.ts'
import type { History } from '../../shared/history/history.ts'
import { applyPatch, invertPatch, squashPatches } from '../../shared/history/patch.ts'
import { isSame } from '../../shared/util/same.ts'
import type { Patch } from '../../shared/history/patch.ts'
import { dice, MADE_TYPES, randomCall, randomDocument, seededRandom } from '../support/random-commands.ts'
import type { Call } from '../support/random-commands.ts'

const seeds = fc.integer({ min: 0, max: 2 ** 31 - 1 })

function patchOf(doc: ErDocument, call: Call): Patch {
  const { type, params } = parseCommand(call)
  return applyCommand(doc, type, params as never)
}

function applied(doc: ErDocument, call: Call): ErDocument {
  return applyPatch(doc, patchOf(doc, call))
}

/** Null when they are the same; comparing by hand keeps a passing run fast. */
function difference(a: unknown, b: unknown): unknown {
  return isSame(a, b) ? null : { a, b }
}

describe('commands', () => {
  it('are all driven by the generator', () => {
    expect([...MADE_TYPES].sort()).toEqual(COMMANDS.map((c) => c.type).sort())
  })

  it('give patches whose inverse leads back, for 200 sequences of 60 commands', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const d = dice(seed)
        let doc = createDocument({ name: 'x' })
        const start = doc
        const patches: Patch[] = []
        for (let n = 0; n < 60; n += 1) {
          const patch = patchOf(doc, randomCall(doc, d))
          const next = applyPatch(doc, patch)
          expect(difference(applyPatch(next, invertPatch(patch)), doc)).toBeNull()
          patches.push(patch)
          doc = next
        }
        const squashed = squashPatches(patches)
        expect(difference(applyPatch(start, squashed), doc)).toBeNull()
        expect(difference(applyPatch(doc, invertPatch(squashed)), start)).toBeNull()
      }),
      { numRuns: 200 },
    )
  })

  it('leave nothing dangling: every document they make is valid', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const doc = randomDocument(seed, 80, applied)
        expect(validateDocument(doc).diagnostics.map((x) => x.message)).toEqual([])
      }),
      { numRuns: 150 },
    )
  })
})

describe('history', () => {
  it('undoes all and redoes all of 1,500 steps', () => {
    for (const seed of [1, 20260101, 777]) {
      const d = dice(seed)
      const start = createDocument({ name: 'x' })
      let doc = start
      let history: History = EMPTY_HISTORY
      for (let at = 0; history.past.length < 1500; at += 1) {
        const call = randomCall(doc, d)
        const patch = patchOf(doc, call)
        history = pushStep(history, { label: call.type, patch, mergeKey: null, at })
        doc = applyPatch(doc, patch)
      }
      const end = doc
      for (let step = undo(history); step !== null; step = undo(history)) {
        doc = applyPatch(doc, step.patch)
        history = step.history
      }
      expect(difference(doc, start)).toBeNull()
      for (let step = redo(history); step !== null; step = redo(history)) {
        doc = applyPatch(doc, step.patch)
        history = step.history
      }
      expect(difference(doc, end)).toBeNull()
      expect(history.past).toHaveLength(1500)
    }
  })

  it('merges gestures into steps that still undo to the start', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const start = randomDocument(seed, 20, applied)
        const d = dice(seed + 1)
        let doc = start
        let history: History = EMPTY_HISTORY
        for (let at = 0; at < 40; at += 1) {
          const patch = patchOf(doc, randomCall(doc, d))
          history = pushStep(history, { label: 'x', patch, mergeKey: d.chance(0.7) ? `k${at >> 3}` : null, at })
          doc = applyPatch(doc, patch)
        }
        for (let step = undo(history); step !== null; step = undo(history)) {
          doc = applyPatch(doc, step.patch)
          history = step.history
        }
        expect(difference(doc, start)).toBeNull()
      }),
      { numRuns: 100 },
    )
  })
})

describe('the file', () => {
  it('gives back the document that was written, for 200 documents', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const doc = randomDocument(seed, 70, applied)
        const text = writeDocument(doc)
        const read = readDocument(text)
        expect(read.diagnostics).toEqual([])
        expect(difference(read.doc, doc)).toBeNull()
        expect(writeDocument(read.doc as ErDocument)).toBe(text)
        const fits = designFileSchema.safeParse(JSON.parse(text))
        expect(fits.error?.issues ?? []).toEqual([])
      }),
      { numRuns: 200 },
    )
  })

  it('keeps unknown keys wherever they stand', () => {
    fc.assert(
      fc.property(seeds, fc.jsonValue({ maxDepth: 3 }), (seed, value) => {
        const file = JSON.parse(writeDocument(randomDocument(seed, 50, applied))) as unknown
        const random = seededRandom(seed)
        const marked = withUnknownKeys(file, value, random)
        const read = readDocument(JSON.stringify(marked))
        expect(read.diagnostics).toEqual([])
        expect(
          difference(JSON.parse(writeDocument(read.doc as ErDocument)), JSON.parse(JSON.stringify(marked))),
        ).toBeNull()
      }),
      { numRuns: 100 },
    )
  })

  it('never throws, whatever became of it: 10,000 mutated files', () => {
    const texts = [3, 14, 159].map((seed) => writeDocument(randomDocument(seed, 60, applied)))
    fc.assert(
      fc.property(seeds, (seed) => {
        const random = seededRandom(seed)
        const mutated = mutate(texts[seed % texts.length] as string, random)
        const { doc, diagnostics } = readDocument(mutated)
        expect(doc !== null || diagnostics.length > 0).toBe(true)
        if (doc === null) return
        // What was read is whole: it can be written, read again without a word, and edited.
        const again = readDocument(writeDocument(doc))
        expect(again.diagnostics.filter((x) => x.code !== 'relata.1002').map((x) => x.message)).toEqual([])
        expect(difference(again.doc, doc)).toBeNull()
      }),
      { numRuns: 10_000 },
    )
  })
})

/** Objects in which any key has a meaning (options, values, meta.other): an extra key there is not unknown. */
const FREE = new Set(['bends', 'options', 'values', 'meta', 'default', 'other'])

function withUnknownKeys(file: unknown, value: unknown, random: () => number, key = ''): unknown {
  if (Array.isArray(file)) return file.map((item) => withUnknownKeys(item, value, random, key))
  if (typeof file !== 'object' || file === null || FREE.has(key)) return file
  const entries = Object.entries(file).map(([k, v]) => [k, withUnknownKeys(v, value, random, k)] as const)
  return Object.fromEntries(random() < 0.3 ? [...entries, ['x-plugin', value]] : entries)
}

/** Damage of the kinds that happen: values replaced, keys dropped, lists shuffled; or text cut and flipped. */
function mutate(text: string, random: () => number): string {
  if (random() < 0.3) {
    const at = Math.floor(random() * text.length)
    const kinds = [
      text.slice(0, at),
      text.slice(at),
      `${text.slice(0, at)}${String.fromCharCode(random() * 300)}${text.slice(at + 1)}`,
    ]
    return kinds[Math.floor(random() * kinds.length)] as string
  }
  const file: unknown = JSON.parse(text)
  for (let n = 1 + Math.floor(random() * 4); n > 0; n -= 1) damage(file, random)
  return JSON.stringify(file)
}

const JUNK: readonly unknown[] = [
  null,
  0,
  -1,
  1e308,
  '',
  'x',
  'model:nowhere',
  'field:nowhere',
  'app:',
  [],
  {},
  true,
  [[[]]],
  { expr: 1 },
  { id: 'model:a' },
]

function damage(value: unknown, random: () => number): void {
  let node = value
  for (;;) {
    if (typeof node !== 'object' || node === null) return
    const keys = Object.keys(node)
    const key = keys[Math.floor(random() * keys.length)]
    if (key === undefined) return
    const container = node as Record<string, unknown>
    const next = container[key]
    if (typeof next === 'object' && next !== null && random() < 0.85) {
      node = next
      continue
    }
    const what = random()
    if (what < 0.6) container[key] = structuredClone(JUNK[Math.floor(random() * JUNK.length)])
    else if (what < 0.8) delete container[key]
    else if (Array.isArray(node)) node.push(structuredClone(node[0]))
    else container[`${key}__proto__`] = structuredClone(next)
    return
  }
}
