/**
 * From the text of a queryset to its SQL, nothing run: the querysets of Django's recorded answers and of its tutorials,
 * in designs of 10, 1,000 and 5,000 models. Of each the first time in a session that has asked other things before, and
 * the median of twenty more. Goal: under 1 ms.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { readDesign } from '../../cli/oracle/oracle-design.ts'
import type { ErDocument } from '../../shared/document/records.ts'
import { rootOf } from '../../shared/document/records.ts'
import { compileQuery } from '../../shared/orm/query/compile.ts'
import { exceptionOf } from '../../shared/orm/script/errors.ts'
import { QuerySetObject } from '../../shared/orm/script/models/querysets/queryset.ts'
import { evaluate } from '../../shared/orm/script/run/evaluate.ts'
import { OrmSession } from '../../shared/orm/session.ts'
import { parseScript } from '../../shared/python/parse.ts'
import { readTranscript } from '../../shared/python/transcript.ts'
import { compileDesign } from '../../shared/schema/compile-design.ts'
import { bigDocument } from '../support/big-document.ts'
import { median, printTable } from './measure.ts'

const SIZES = [10, 1000, 5000]
const ROUNDS = 20
const CASES = join(import.meta.dirname, '..', 'oracle', 'cases', 'public')
const TUTORIALS = join(import.meta.dirname, '..', 'fixtures', 'tutorials')

interface Source {
  readonly id: string
  readonly models: string
  readonly app: string
  readonly querysets: readonly string[]
}

function oracleCases(): Source[] {
  return readdirSync(CASES).flatMap((file): Source[] => {
    const { id, models, app_label, queries } = JSON.parse(readFileSync(join(CASES, file), 'utf8')) as {
      readonly id: string
      readonly models: string
      readonly app_label?: string
      readonly queries?: readonly { readonly expr: string }[]
    }
    const querysets = queries?.map(({ expr }) => expr) ?? []
    return querysets.length === 0 ? [] : [{ id, models, app: app_label ?? 'app', querysets }]
  })
}

function tutorials(): Source[] {
  return readdirSync(TUTORIALS, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => {
      const files = readdirSync(join(TUTORIALS, name))
      const models = readFileSync(join(TUTORIALS, name, 'models.py'), 'utf8')
      const querysets = files
        .filter((file) => file.endsWith('.txt'))
        .flatMap((file) => {
          const code = readTranscript(readFileSync(join(TUTORIALS, name, file), 'utf8'))?.code ?? ''
          return code.split('\n').filter((line) => /^\w+\.objects\./.test(line))
        })
      return [{ id: `tutorial ${name}`, models, app: name, querysets }]
    })
}

/** The design among models that have nothing to do with it. */
function among(doc: ErDocument, size: number): ErDocument {
  const others = bigDocument(Math.max(0, size - Object.keys(doc.models).length))
  const root = rootOf(doc)
  const modelOrder = [...root.modelOrder, ...rootOf(others).modelOrder]
  return {
    ...doc,
    root: { root: { ...root, modelOrder } },
    apps: { ...others.apps, ...doc.apps },
    models: { ...others.models, ...doc.models },
  }
}

/** Without rows: what a queryset asks while it is written finds nothing. */
const nothing = { all: () => ({ columns: [], rows: [] }), run: () => ({ changes: 0 }) }

function timed(work: () => unknown): number {
  const since = performance.now()
  work()
  return performance.now() - since
}

/** Text to SQL; null for what is no queryset, or needs rows. */
function toSql(session: OrmSession, text: string): string | null {
  const [statement] = parseScript(text).body
  if (statement?.type !== 'Expr') return null
  session.begin()
  try {
    const value = evaluate(statement.value, session.scope, session)
    return value instanceof QuerySetObject ? compileQuery(value.query, session.settings).sql : null
  } catch (error) {
    if (exceptionOf(error) === null) throw error
    return null
  }
}

const sources = [...oracleCases(), ...tutorials()]
const results = []
for (const size of SIZES) {
  const found: { readonly what: string; readonly first: number; readonly later: number }[] = []
  const openings: number[] = []
  for (const { id, models, app, querysets } of sources) {
    const { doc } = await readDesign({ id, models, app_label: app })
    const { resolution, doc: whole } = compileDesign(among(doc, size))
    const open = () => new OrmSession({ resolution, doc: whole, database: nothing, write: false })
    let session = open()
    openings.push(
      timed(() => {
        session = open()
        toSql(session, querysets[0] ?? '')
      }),
    )
    for (const text of querysets) {
      const first = timed(() => toSql(session, text))
      if (toSql(session, text) === null) continue
      const later = median(Array.from({ length: ROUNDS }, () => timed(() => toSql(session, text))))
      found.push({ what: `${id}: ${text}`, first, later })
    }
  }
  const by = (key: 'first' | 'later') => found.toSorted((a, b) => b[key] - a[key])
  results.push({
    models: size,
    querysets: found.length,
    'median ms': median(found.map(({ later }) => later)),
    'worst ms': by('later')[0]?.later ?? Number.NaN,
    'first time, median ms': median(found.map(({ first }) => first)),
    'first time, worst ms': by('first')[0]?.first ?? Number.NaN,
    'session and its first, median ms': median(openings),
    'over 1 ms': found.filter(({ later }) => later > 1).length,
  })
  console.log(`${size} models, the slowest: ${by('later')[0]?.what.slice(0, 160)}`)
  console.log(`  the first time: ${by('first')[0]?.what.slice(0, 160)}`)
}
printTable('A queryset, from its text to its SQL, wall ms', results)
