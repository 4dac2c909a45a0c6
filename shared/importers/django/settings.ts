/** Django's settings that change the schema, from a settings module where one was given. */
import type { Root } from '../../document/records.ts'
import type { ImportOptions } from '../importer.ts'
import type { Project } from './project.ts'
import type { Report } from './report.ts'

const USER_BASES = /^(?:AbstractUser|AbstractBaseUser)$/

export function readSettings(project: Project, options: ImportOptions, report: Report): Root['settings'] {
  const given = options.settings ?? {}
  return {
    DEFAULT_AUTO_FIELD:
      given.DEFAULT_AUTO_FIELD ?? text(project, 'DEFAULT_AUTO_FIELD') ?? 'django.db.models.BigAutoField',
    AUTH_USER_MODEL:
      given.AUTH_USER_MODEL ?? text(project, 'AUTH_USER_MODEL') ?? likelyUserModel(project, report) ?? 'auth.User',
    USE_TZ: constant(project, 'USE_TZ') === true,
  }
}

function constant(project: Project, name: string): unknown {
  for (const module of project.modules) {
    if (!/(?:^|\/)settings(?:\.py$|\/)/.test(module.path)) continue
    const binding = module.scope.get(name)
    if (binding?.kind === 'value' && binding.expr.type === 'Constant') return binding.expr.value
  }
  return undefined
}

function text(project: Project, name: string): string | null {
  const value = constant(project, name)
  return typeof value === 'string' ? value : null
}

/** A whole project with one user model of its own surely uses it; a single file may be anything. */
function likelyUserModel(project: Project, report: Report): string | null {
  if (project.modules.length < 2) return null
  const users = project.models.filter(
    ({ decl, kind }) =>
      kind === 'concrete' &&
      decl.bases.some((base) => {
        const name = base.value.type === 'Attribute' ? base.value.attr : base.value.type === 'Name' ? base.value.id : ''
        return USER_BASES.test(name)
      }),
  )
  const [only] = users
  if (users.length !== 1 || only === undefined) return null
  const label = `${only.app}.${only.name}`
  const place = { module: only.decl.module, from: only.decl.node.from }
  report.add(
    'userModel',
    place,
    `${label} was taken for the user model, since no settings say otherwise.`,
    'Import the settings.py too, or set AUTH_USER_MODEL in the design.',
  )
  return label
}
