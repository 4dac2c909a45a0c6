/** Pieces of Python kept verbatim: what they are called, and why one cannot be taken. */
import { memberOf } from '../../../../shared/importers/django/members.ts'
import { parseModule } from '../../../../shared/python/parse.ts'
import { t } from '../../../texts/texts.ts'

/** Decorators (`@`) and what stands in Meta are told by their names, which stay. */
const BY_NAME = /^(?:@|Meta(?:$|[.(]))/

/** As the importer calls it: `__str__`, `objects`; several statements by their first. */
export function memberName(source: string, before = ''): string {
  if (BY_NAME.test(before)) return before
  const [first] = parseModule(source).body
  return first === undefined ? before : memberOf(source, first).name
}

/** Why the source cannot stand in the class, with its line; null: it can. */
export function memberProblem(source: string, name = ''): string | null {
  if (source.trim() === '') return t.inspector.codeNeeded
  // A decorator is nothing without what it stands before.
  const { errors, body } = parseModule(name === '@' ? `${source}\nclass A:\n    pass\n` : source)
  const [first] = errors
  if (first !== undefined) return t.inspector.notPythonAt(first.line, first.message)
  return body.length === 0 ? t.inspector.codeNeeded : null
}
