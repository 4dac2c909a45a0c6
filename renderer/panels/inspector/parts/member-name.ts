/** Pieces of Python kept verbatim: what they are called, and why one cannot be taken. */
import { memberOf } from '../../../../shared/importers/django/members.ts'
import { parseModule } from '../../../../shared/python/parse.ts'
import { t } from '../../../texts/texts.ts'

/** As the importer calls it: `__str__`, `objects`; several statements by their first. */
export function memberName(source: string): string {
  const [first] = parseModule(source).body
  return first === undefined ? '' : memberOf(source, first).name
}

/** Why the source cannot stand in the class, with its line; null: it can. */
export function memberProblem(source: string): string | null {
  if (source.trim() === '') return t.inspector.codeNeeded
  const { errors, body } = parseModule(source)
  const [first] = errors
  if (first !== undefined) return t.inspector.notPythonAt(first.line, first.message)
  return body.length === 0 ? t.inspector.codeNeeded : null
}
