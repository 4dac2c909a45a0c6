/** Queries, scripts and deletes of a case: each starts from the fixtures and is undone afterwards. */
import { parseScript } from '../../shared/python/parse.ts'
import { evaluateLine } from '../../shared/orm/evaluate.ts'
import type { OrmSession } from '../../shared/orm/session.ts'
import type { Plain, Shaped } from '../../shared/orm/shape.ts'
import { runBlock } from '../../shared/orm/script/run/statements.ts'
import type { OracleQuery } from './oracle-case.ts'
import type { OracleDesign } from './oracle-design.ts'
import type { Report } from './report.ts'
import { caseDatabase } from './orm-database.ts'
import { snapshot, difference } from './snapshot.ts'

type Answer = { readonly [key: string]: Plain }

const asQuery = (spec: string | OracleQuery): OracleQuery => (typeof spec === 'string' ? { expr: spec } : spec)

/** In a transaction that is always rolled back; null: it failed in us, and `report` knows. */
function isolated<T>(
  design: OracleDesign,
  section: string,
  report: Report,
  work: (session: OrmSession) => T,
): T | null {
  const { connection, session } = caseDatabase(design)
  connection.exec('BEGIN')
  try {
    return work(session())
  } catch (error) {
    report(section, error)
    return null
  } finally {
    if (connection.inTransaction) connection.exec('ROLLBACK')
  }
}

function setUp(session: OrmSession, lines: readonly string[]): void {
  for (const line of lines) runBlock(parseScript(line).body, session.scope, session)
}

export function queriesSection(design: OracleDesign, report: Report): unknown {
  const { queries } = design.case
  if (queries === undefined || queries.length === 0) return undefined
  return queries.map(asQuery).map(({ expr, setup = [], touch }) =>
    isolated(design, 'queries', report, (session) => {
      setUp(session, setup)
      return evaluateLine(session, expr, session.scope, touch ?? null)
    }),
  )
}

export function scriptsSection(design: OracleDesign, report: Report): unknown {
  const { scripts } = design.case
  if (scripts === undefined || scripts.length === 0) return undefined
  return scripts.map(({ steps }) =>
    isolated(design, 'scripts', report, (session) => {
      const before = snapshot(design)
      const answers = steps.map((line) => evaluateLine(session, line, session.scope, null))
      return { steps: answers, changes: difference(before, snapshot(design)) }
    }),
  )
}

export function deletesSection(design: OracleDesign, report: Report): unknown {
  const { deletes } = design.case
  if (deletes === undefined || deletes.length === 0) return undefined
  return deletes.map(asQuery).map(({ expr, setup = [] }) =>
    isolated(design, 'deletes', report, (session) => {
      setUp(session, setup)
      const before = snapshot(design)
      const result = evaluateLine(session, `(${expr}).delete()`, session.scope, null)
      const changes = difference(before, snapshot(design))
      return { ...outcome(result), sql: result['sql'], changes }
    }),
  )
}

const OUTCOMES: Readonly<Record<string, string>> = {
  ProtectedError: 'protected',
  RestrictedError: 'restricted',
  IntegrityError: 'integrity_error',
}

function outcome(result: Shaped): Answer {
  if (result.kind === 'error') {
    const { sql: _sql, num_queries: _number, kind: _kind, ...error } = result
    return { outcome: OUTCOMES[String(result['type'])] ?? 'error', error }
  }
  const [total, perModel] = result['value'] as readonly [Plain, { readonly [label: string]: Plain }]
  const counted = Object.entries(perModel).filter(([, n]) => n !== 0)
  return { outcome: 'deleted', total, per_model: Object.fromEntries(counted.toSorted(([a], [b]) => (a < b ? -1 : 1))) }
}
