/** Errors that Django raises while it loads the module and that no model record shows: imports and syntax. */
import { parseModule } from '../../shared/python/parse.ts'
import type { PyStatement } from '../../shared/python/ast.ts'
import type { OracleCase } from './oracle-case.ts'

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

export function importProblem(asked: OracleCase): ImportProblem | null {
  const { body, errors } = parseModule(asked.models)
  const [syntax] = errors
  if (syntax !== undefined)
    return { type: 'SyntaxError', message: `${syntax.message} (models.py, line ${syntax.line})` }
  const installed = new Set(['contenttypes', ...(asked.installed ?? [])])
  for (const module of body.flatMap(importedModules)) {
    const app = /^django\.contrib\.(\w+)\.models$/.exec(module)?.[1]
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

function importedModules(statement: PyStatement): readonly string[] {
  if (statement.type === 'Import') return statement.names.map(({ name }) => name)
  if (statement.type !== 'ImportFrom' || statement.level > 0) return []
  return [statement.module, ...statement.names.map(({ name }) => `${statement.module}.${name}`)]
}
