/**
 * Export onto existing files: no edit leaves every byte; one edit changes only lines that mention it, and
 * what is read again is the edited design.
 */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ErDocument, Model } from '../../shared/document/records.ts'
import { exportOnto } from '../../shared/exporters/django-onto.ts'
import { django as importer } from '../../shared/importers/django.ts'
import type { Imported } from '../../shared/importers/importer.ts'
import { parseModule } from '../../shared/python/parse.ts'
import { meaningOf } from '../support/design-meaning.ts'
import { EDITS, put, WRITTEN } from '../support/onto-edits.ts'
import { seededRandom } from '../support/random-commands.ts'

const CASES = join(import.meta.dirname, '../oracle/cases/public')

interface Source {
  readonly id: string
  readonly app: string
  readonly text: string
}

const sources: readonly Source[] = [
  { id: 'written', app: 'shop', text: WRITTEN },
  { id: 'written, CRLF', app: 'shop', text: WRITTEN.replaceAll('\n', '\r\n') },
  ...readdirSync(CASES)
    .filter((name) => name.endsWith('.json'))
    .map((name) => {
      const { id, models, app_label } = JSON.parse(readFileSync(join(CASES, name), 'utf8')) as {
        readonly id: string
        readonly models: string
        readonly app_label?: string
      }
      return { id, app: app_label ?? 'app', text: models }
    }),
]

function read(text: string, app: string): ErDocument {
  return (importer.import([{ path: 'models.py', bytes: new TextEncoder().encode(text) }], { app }, {}) as Imported).doc
}

function onto({ app, text }: Source, original: ErDocument, edited: ErDocument): string {
  const { files } = exportOnto({ files: [{ path: 'models.py', text }], original, edited, app })
  return files[0]?.text ?? ''
}

describe('without an edit', () => {
  it.each(sources.map((s) => [s.id, s] as const))('%s stays byte for byte', (_, source) => {
    const doc = read(source.text, source.app)
    expect(onto(source, doc, structuredClone(doc))).toBe(source.text)
  })
})

/** Lines that are only in one of two texts, by a longest common run. */
function changedLines(before: string, after: string): readonly string[] {
  const [a, b] = [before.split(/\r?\n/), after.split(/\r?\n/)]
  const table = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1))
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const row = table[i]
      if (row !== undefined)
        row[j] = a[i] === b[j] ? (table[i + 1]?.[j + 1] ?? 0) + 1 : Math.max(table[i + 1]?.[j] ?? 0, row[j + 1] ?? 0)
    }
  }
  const changed: string[] = []
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) [i, j] = [i + 1, j + 1]
    else if (j >= b.length || (i < a.length && (table[i + 1]?.[j] ?? 0) >= (table[i]?.[j + 1] ?? 0)))
      changed.push(a[i++] ?? '')
    else changed.push(b[j++] ?? '')
  }
  return changed
}

/** Lines that hold nothing of their own: brackets, blank lines. */
const EMPTY_LINE = /^[\s()[\],]*$/

/** What is left of a line that mentioned it, or what it was before: its characters, in order. */
function isRest(line: string, mentioned: readonly string[]): boolean {
  return mentioned.some((other) => {
    let at = 0
    for (const c of bare(other)) if (c === bare(line)[at]) at++
    return at === bare(line).length
  })
}

/** The same line but for a comma or a bracket. */
function isPunctuation(line: string, changed: readonly string[]): boolean {
  return changed.filter((other) => bare(other) === bare(line)).length > 1
}

function bare(line: string): string {
  return line.replaceAll(/[\s,()[\]]/g, '')
}

describe('one edit', () => {
  for (const [what, make] of Object.entries(EDITS)) {
    it(`${what}: only lines that mention it change, and the edited design is read again`, () => {
      let done = 0
      for (const [number, source] of sources.entries()) {
        const doc = read(source.text, source.app)
        const models = Object.values(doc.models).filter((m) => !m.external)
        for (let round = 0; round < (number < 2 ? 40 : 3); round++) {
          const random = seededRandom(number * 1000 + round)
          const one = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
          const edit = models.length === 0 ? null : make({ source: source.text, doc, models, one })
          if (edit === null) continue
          done++
          const text = onto(source, doc, edit.doc)
          const context = `${source.id}, round ${round}, ${what}: ${edit.what}\n${text}`
          expect(parseModule(text).errors, context).toEqual([])
          expect(meaningOf(read(text, source.app)), context).toEqual(meaningOf(edit.doc))
          if (edit.mentions.includes('*')) continue
          const changed = changedLines(source.text, text)
          const isMentioned = (line: string): boolean =>
            EMPTY_LINE.test(line) || edit.mentions.some((word) => line.includes(word))
          const mentioned = changed.filter(isMentioned)
          const stray = changed.filter(
            (line) => !isMentioned(line) && !isRest(line, mentioned) && !isPunctuation(line, changed),
          )
          expect(stray, context).toEqual([])
        }
      }
      expect(done).toBeGreaterThan(0)
    })
  }
})

describe('a project of several files', () => {
  const files = [
    {
      path: 'core/models.py',
      text: 'from django.db import models as m\n\n\nclass Stamped(m.Model):\n    at = m.DateTimeField()\n\n    class Meta:\n        abstract = True\n',
    },
    { path: 'shop/models/__init__.py', text: 'from .product import Product\nfrom .order import *\n' },
    {
      path: 'shop/models/product.py',
      text: 'from django.db import models\nfrom core.models import Stamped as Base\n\n\nclass Product(Base):\n    name = models.TextField()\n',
    },
    {
      path: 'shop/models/order.py',
      text: "from django.db import models\nfrom . import product\n\n\nclass Line(models.Model):\n    product = models.ForeignKey(product.Product, models.CASCADE)\n    other = models.ForeignKey('shop.Product', models.CASCADE, related_name='+')\n    text = models.TextField('Product')\n",
    },
  ] as const

  it('renames a class wherever it is meant', () => {
    const bytes = files.map(({ path, text }) => ({ path, bytes: new TextEncoder().encode(text) }))
    const { doc } = importer.import(bytes, { app: 'app' }, {}) as Imported
    const renamed = (from: string, to: string): Model => {
      const model = Object.values(doc.models).find((m) => m.name === from)
      if (model === undefined) throw new Error(from)
      return { ...model, name: to }
    }
    const edited = put(put(doc, renamed('Product', 'Article')), renamed('Stamped', 'Timed'))
    const { files: after } = exportOnto({ files, original: doc, edited, app: 'app' })
    const changed = after.map(({ text }, i) =>
      changedLines(files[i]?.text ?? '', text).filter((line) => !files[i]?.text.includes(line)),
    )
    expect(changed).toEqual([
      ['class Timed(m.Model):'],
      ['from .product import Article'],
      ['from core.models import Timed as Base', 'class Article(Base):'],
      [
        '    product = models.ForeignKey(product.Article, models.CASCADE)',
        "    other = models.ForeignKey('shop.Article', models.CASCADE, related_name='+')",
      ],
    ])
  })
})
