/** The real Django's answers beside ours. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { answerCase } from '../../../cli/oracle/answer.ts'
import type { OracleCase } from '../../../cli/oracle/oracle-case.ts'
import { exactInteger } from '../../../shared/orm/fixtures.ts'

const TOOL = process.env['DJANGO_ORACLE'] ?? ''
const LEFT_OUT: ReadonlySet<string> = new Set(['sql', 'num_queries', 'touch_queries'])

export const hasDjango = existsSync(TOOL)

type Answer = { readonly [key: string]: unknown }

/** Queries, scripts and deletes, each a list. */
export function askDjango(asked: OracleCase): Answer {
  const folder = mkdtempSync(join(tmpdir(), 'querysets-'))
  try {
    const path = join(folder, 'case.json')
    writeFileSync(path, JSON.stringify(asked))
    const args = [TOOL, 'run', path, '--sections', 'checks,queries,scripts,deletes']
    const env = { ...process.env, PYTHONIOENCODING: 'utf-8' }
    const text = execFileSync('python3', args, { encoding: 'utf8', maxBuffer: 1 << 28, env })
    return JSON.parse(text, exactInteger) as Answer
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** @throws what failed in us, if anything did */
export async function ask(asked: OracleCase): Promise<Answer> {
  const answer = await answerCase(asked, (section, error) => {
    throw new Error(`${asked.id}: ${section}`, { cause: error })
  })
  // Through JSON, as whoever compares gets it.
  return JSON.parse(JSON.stringify(answer), exactInteger) as Answer
}

const text = (value: unknown): string =>
  String(JSON.stringify(value, (_key, item: unknown) => (typeof item === 'bigint' ? `${item}n` : item)))
const sorted = (items: readonly unknown[]): unknown[] => items.toSorted((a, b) => (text(a) < text(b) ? -1 : 1))

/** Rows compare as a bag where their order is open; statements are not compared. */
function comparable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(comparable)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([key]) => !LEFT_OUT.has(key))
  const kept: Record<string, unknown> = Object.fromEntries(
    entries.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, item]) => [key, comparable(item)]),
  )
  if (kept['ordered'] !== false && kept['ties'] !== true) return kept
  if (Array.isArray(kept['rows'])) kept['rows'] = sorted(kept['rows'])
  const { pks, annotations, ...rest } = kept
  if (!Array.isArray(pks)) return kept
  return { ...rest, rows: sorted(pks.map((pk, i) => [pk, Array.isArray(annotations) ? annotations[i] : null])) }
}

/** What was asked where the two differ, with both answers. */
export function differences(asked: OracleCase, ours: Answer, real: Answer): readonly unknown[] {
  const parts = [
    ...(asked.queries ?? []).map((question, i) => [question, ours, real, ['queries', i]] as const),
    ...(asked.scripts ?? []).map((question, i) => [question, ours, real, ['scripts', i]] as const),
    ...(asked.deletes ?? []).map((question, i) => [question, ours, real, ['deletes', i]] as const),
  ]
  return parts.flatMap(([question, mine, theirs, [section, i]]) => {
    const [a, b] = [mine, theirs].map((answer) => comparable((answer[section] as readonly unknown[])[i]))
    return text(a) === text(b) ? [] : [{ question, mine: a, real: b }]
  })
}
