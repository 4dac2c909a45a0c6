/**
 * Sessions at Django's own prompt over the models that its tutorials use, typed into ours: what it printed is what
 * we print. `test/fixtures/tutorials/record.py` recorded the real Django.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readDesign } from '../../cli/oracle/oracle-design.ts'
import { openDatabase } from '../../electron/sqlite/database/open-database.ts'
import { ormDatabase } from '../../electron/sqlite/orm/orm-database.ts'
import { exportedText } from '../../shared/exporters/exporter.ts'
import { sqlite } from '../../shared/exporters/sqlite.ts'
import { evaluate } from '../../shared/orm/script/run/evaluate.ts'
import { runBlock } from '../../shared/orm/script/run/statements.ts'
import { exceptionOf } from '../../shared/orm/script/errors.ts'
import { repr } from '../../shared/orm/script/text.ts'
import { OrmSession } from '../../shared/orm/session.ts'
import { shapeError } from '../../shared/orm/shape.ts'
import type { PyStatement } from '../../shared/python/ast.ts'
import { parseScript } from '../../shared/python/parse.ts'
import { readTranscript } from '../../shared/python/transcript.ts'

const FOLDER = join(import.meta.dirname, '..', 'fixtures', 'tutorials')

async function openSession(app: string): Promise<OrmSession> {
  const models = readFileSync(join(FOLDER, app, 'models.py'), 'utf8')
  const { doc, resolution, schema } = await readDesign({ id: app, models, app_label: app })
  const connection = openDatabase({ path: ':memory:', mode: 'write', create: true, nativeBinding: null })
  connection.exec(exportedText(sqlite.export({ doc, resolution, schema, options: { onDelete: 'orm', extra: {} } })))
  return new OrmSession({ resolution, doc, database: ormDatabase(connection), write: true })
}

/** What the prompt prints. */
function typed(session: OrmSession, statement: PyStatement): string {
  session.begin()
  const failure = printedError(session, () => {
    if (statement.type !== 'Expr') return runBlock([statement], session.scope, session)
    const value = evaluate(statement.value, session.scope, session)
    if (value !== null) session.print(`${repr(value, session)}\n`)
  })
  return `${session.takePrinted()}${failure}`.trimEnd()
}

function printedError(session: OrmSession, work: () => void): string {
  try {
    session.atomic(work)
    return ''
  } catch (error) {
    const exception = exceptionOf(error)
    if (exception === null) throw error
    const { type, message } = shapeError(exception, session)
    return `Traceback (most recent call last):\n    ...\n${String(type)}: ${String(message)}`
  }
}

interface Step {
  readonly line: number
  readonly statement: PyStatement
  readonly printed: string
}

function stepsOf(text: string): readonly Step[] {
  const rows = text.split('\n')
  const code = readTranscript(text)?.code ?? ''
  const { body, errors } = parseScript(code)
  expect(errors).toEqual([])
  const lineOf = (offset: number) => code.slice(0, offset).split('\n').length
  return body.map((statement) => {
    let end = lineOf(statement.to)
    while (/^\.\.\.( |$)/.test(rows[end] ?? '')) end++
    const from = end
    while (end < rows.length && !/^(>>>( |$)|#|\$|$)/.test(rows[end] ?? '')) end++
    return { line: lineOf(statement.from), statement, printed: rows.slice(from, end).join('\n') }
  })
}

/** The class alone or with its module: releases of Python differ. */
const bare = (text: string) => text.replace(/ at 0x[0-9a-f]+/g, '')

describe.each(readdirSync(FOLDER, { withFileTypes: true }).flatMap((e) => (e.isDirectory() ? [e.name] : [])))(
  'a session at the prompt: %s',
  (app) => {
    it('prints what Django printed', async () => {
      const session = await openSession(app)
      const differences = stepsOf(readFileSync(join(FOLDER, app, 'session.txt'), 'utf8')).flatMap((step) => {
        const ours = bare(typed(session, step.statement))
        return ours === bare(step.printed) ? [] : [{ line: step.line, ours, django: step.printed }]
      })
      expect(differences).toEqual([])
    })
  },
)
