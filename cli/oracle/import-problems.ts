/** Errors that Django raises while it loads the module and that no model record shows: imports, names and syntax. */
import { runProblems } from '../../shared/importers/django/run-problems.ts'
import type { RunProblem } from '../../shared/importers/django/run-problems.ts'
import type { Resolution } from '../../shared/relations/types.ts'
import { locator } from '../../shared/python/cursor.ts'
import { parseModule } from '../../shared/python/parse.ts'
import type { PyError, PyModule, PyStatement } from '../../shared/python/ast.ts'
import type { OracleCase } from './oracle-case.ts'
import { pythonSyntaxError } from './syntax-words.ts'

export interface ImportProblem {
  readonly type: string
  readonly message: string
}

/** The first model class that Python meets in a contrib app's models module. */
const FIRST_MODEL: { readonly [app: string]: string | undefined } = {
  auth: 'auth.models.Permission',
  admin: 'admin.models.LogEntry',
  sessions: 'sessions.models.Session',
  sites: 'sites.models.Site',
  flatpages: 'sites.models.Site',
  redirects: 'sites.models.Site',
}

/** What is met before any class statement is carried out. */
export function importProblem(asked: OracleCase): ImportProblem | null {
  const module = parseModule(asked.models)
  const { body, errors } = module
  const [first] = errors
  // A string's end is missed at once, a bracket's only when the text is over.
  const broken = /'.' is never closed$/.test(first?.message ?? '') ? errors.find(isOpenString) : undefined
  const syntax = broken ?? first
  if (syntax !== undefined) return pythonSyntaxError(asked.models, syntax)
  const repeated = runProblems({ py: module }).find(({ type }) => type === 'SyntaxError')
  if (repeated !== undefined) {
    const { line } = locator(asked.models)(repeated.from)
    return { type: repeated.type, message: `${repeated.message} (models.py, line ${line})` }
  }
  const installed = new Set(['contenttypes', ...(asked.installed ?? [])])
  for (const name of body.flatMap(importedModules)) {
    const app = /^django\.contrib\.(\w+)\.models$/.exec(name)?.[1]
    const first = app === undefined ? undefined : FIRST_MODEL[app]
    if (first === undefined || app === undefined || installed.has(app)) continue
    return {
      type: 'RuntimeError',
      message:
        `Model class django.contrib.${first} doesn't declare an explicit app_label and isn't in an application ` +
        'in INSTALLED_APPS.',
    }
  }
  return null
}

/** The error at which the module stops: Python's own or that of a class, whichever comes first. */
export function firstImportError(asked: OracleCase, resolution: Resolution): ImportProblem | null {
  const module = parseModule(asked.models)
  const [own] = runProblems({ py: module })
  const { importError, importErrors } = resolution
  if (own === undefined) return importError
  const [first] = importErrors
  const raised =
    first === undefined ? null : (resolution.models.get(first.model) ?? resolution.abstract.get(first.model))
  const at =
    first === undefined || raised == null ? null : positionOf(module, raised.name, fieldOf(raised, first.field))
  return importError !== null && at !== null && at < own.from ? importError : { type: own.type, message: own.message }
}

function fieldOf(model: { readonly localFields: RunFields; readonly localManyToMany: RunFields }, id: string | null) {
  return [...model.localFields, ...model.localManyToMany].find((f) => id !== null && f.id === id)?.name ?? null
}
type RunFields = readonly { readonly id: string | null; readonly name: string }[]

/** Where the class or its field is made: its field's statement, else the end of the class. */
function positionOf(module: PyModule, name: string, field: string | null): RunProblem['from'] | null {
  const found = module.body.findLast((s) => s.type === 'ClassDef' && s.name === name)
  if (found?.type !== 'ClassDef') return null
  const statement = found.body.find((s) => {
    const target = s.type === 'Assign' ? s.targets[0] : undefined
    return field !== null && target?.type === 'Name' && target.id === field
  })
  return statement?.from ?? found.to
}

function isOpenString({ message }: PyError): boolean {
  return message === 'this string is never closed'
}

function importedModules(statement: PyStatement): readonly string[] {
  if (statement.type === 'Import') return statement.names.map(({ name }) => name)
  if (statement.type !== 'ImportFrom' || statement.level > 0) return []
  return [statement.module, ...statement.names.map(({ name }) => `${statement.module}.${name}`)]
}
