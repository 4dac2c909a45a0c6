/** What stands in an app's modules besides models and choices classes: kept for exports to Python. */
import type { Member } from '../../document/records.ts'
import type { PyStatement } from '../../python/ast.ts'
import { stringOf } from '../../python/literal.ts'
import { addedFields } from './added-fields.ts'
import { memberOf } from './members.ts'
import { absoluteModule, blocksOf, declOf } from './modules.ts'
import type { SourceModule } from './modules.ts'
import type { Project } from './project.ts'

/** @param app label; its modules are read in the order in which Python would run them */
export function appCode(project: Project, app: string): readonly Member[] {
  const modules = [...new Set(project.models.filter((m) => m.app === app).map((m) => m.decl.module))]
  const code = modules.flatMap((module) => module.py.body.flatMap((s, i) => codeOf(project, module, s, i, app)))
  const seen = new Set<string>()
  return code.filter(({ source }) => !seen.has(source) && seen.add(source))
}

function codeOf(
  project: Project,
  module: SourceModule,
  statement: PyStatement,
  i: number,
  app: string,
): readonly Member[] {
  if (statement.type === 'Import' || statement.type === 'ImportFrom') return importsOf(project, module, statement, app)
  if (statement.type === 'Pass' || (i === 0 && statement.type === 'Expr' && stringOf(statement.value) !== null))
    return []
  if (statement.type === 'ClassDef') return isRecord(project, statement) ? [] : [memberOf(module.text, statement)]
  // A field of a model by now.
  if (addedFields(project).statements.has(statement)) return []
  const blocks = blocksOf(statement)
  // A block with models in it cannot be kept whole: they would be written twice.
  if (blocks?.flat().some((inner) => inner.type === 'ClassDef' && isRecord(project, inner)) === true) {
    return blocks.flat().flatMap((inner) => codeOf(project, module, inner, i + 1, app))
  }
  return [memberOf(module.text, statement)]
}

function isRecord(project: Project, statement: PyStatement & { readonly type: 'ClassDef' }): boolean {
  const decl = declOf(statement)
  return project.byDecl.has(decl) || project.enums.has(decl) || project.replaced.has(decl)
}

/** One member a name, so that an export can write the ones it needs. */
function importsOf(
  project: Project,
  module: SourceModule,
  statement: PyStatement & { readonly type: 'Import' | 'ImportFrom' },
  app: string,
): readonly Member[] {
  if (statement.type === 'Import') {
    return statement.names.map(({ name, asname }) => ({
      name: asname ?? name.split('.')[0] ?? name,
      source: `import ${name}${asname === null ? '' : ` as ${asname}`}`,
    }))
  }
  const from = absoluteModule(module, statement.module, statement.level)
  const known = project.classes.names.module(from)
  return statement.names.flatMap(({ name, asname }) => {
    // Models and choices classes of the project are referred to by their records.
    const sub = project.classes.names.module(`${from}.${name}`)
    const inside = known === null ? null : project.classes.names.path([name], known, null)
    const found = inside ?? (sub === null ? null : { kind: 'module' as const, module: sub })
    const isRecorded = found?.kind === 'class' && (project.byDecl.has(found.decl) || project.enums.has(found.decl))
    if (found?.kind === 'class' && isRecorded && !project.known.has(found.decl)) return []
    // What stands in the app's own modules with models is in the same file after an export.
    if (found?.kind === 'module' && project.appOf(found.module) === app && hasModels(project, found.module)) return []
    if (name === '*' && known !== null && project.appOf(known) === app) return []
    const path = statement.level === 0 ? from : relativePath(module, statement.module, statement.level, from)
    return [{ name: asname ?? name, source: `from ${path} import ${name}${asname === null ? '' : ` as ${asname}`}` }]
  })
}

function hasModels({ models }: Project, module: SourceModule): boolean {
  return models.some(({ decl }) => decl.module === module)
}

/**
 * A relative import as it has to be written in the app's models.py: a module inside `models/` stands one
 * folder deeper.
 */
function relativePath(module: SourceModule, name: string, level: number, from: string): string {
  const inPackage = /(?:^|\/)models\//.test(module.path)
  if (!inPackage) return '.'.repeat(level) + name
  const parts = module.name.split('.')
  const folder = parts.slice(0, parts.lastIndexOf('models')).join('.')
  if (folder !== '' && from.startsWith(`${folder}.`)) return `.${from.slice(folder.length + 1)}`
  return folder === '' ? `.${from}` : from
}
