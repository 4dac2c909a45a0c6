/** Another name for a class: its header, the names that mean it and the texts that relations use. */
import { absoluteModule } from '../../../importers/django/modules.ts'
import type { ClassDecl, SourceModule } from '../../../importers/django/modules.ts'
import type { Span } from '../../../python/ast.ts'
import { stringOf } from '../../../python/literal.ts'
import { tokenise } from '../../../python/tokens.ts'
import type { Token } from '../../../python/tokens.ts'
import type { Sources } from './sources.ts'
import type { TextEdit } from './text-edits.ts'

/** Renames a module-level class wherever a name of the project's files means it. */
export function renameClass(sources: Sources, decl: ClassDecl, name: string): void {
  for (const module of sources.project.modules) sources.rename(module, tokenEdits(sources, module, decl, name))
  renameTexts(sources, decl, name)
}

function tokenEdits(sources: Sources, module: SourceModule, decl: ClassDecl, name: string): readonly TextEdit[] {
  const old = decl.node.name
  if (!module.text.includes(old)) return []
  const { tokens } = tokenise(module.text, { from: 0, to: module.text.length, expression: false, recover: true })
  const imports = importSpans(sources, module, decl)
  let open = 0
  return tokens.flatMap((token, i) => {
    if (token.kind === 'op') {
      if ('([{'.includes(token.text)) open++
      else if (')]}'.includes(token.text)) open--
    }
    if (token.kind !== 'name' || token.text !== old) return []
    const isKeyword = open > 0 && tokens[i + 1]?.text === '=' && ['(', ','].includes(tokens[i - 1]?.text ?? '')
    if (isKeyword) return []
    const isImported = imports.some((span) => token.from >= span.from && token.to <= span.to)
    const found = sources.project.classes.names.path(chainBefore(tokens, i), module, null)
    const isMeant = found?.kind === 'class' && found.decl === decl
    return isMeant || isImported ? [{ from: token.from, to: token.to, text: name }] : []
  })
}

/** `a.b.Old` as its parts, up to the token at `i`. */
function chainBefore(tokens: readonly Token[], i: number): readonly string[] {
  const parts = [tokens[i]?.text ?? '']
  for (let at = i; tokens[at - 1]?.text === '.' && tokens[at - 2]?.kind === 'name'; at -= 2)
    parts.unshift(tokens[at - 2]?.text ?? '')
  // An attribute of something else, such as a call: it may be anything.
  return tokens[i - 1]?.text === '.' && parts.length === 1 ? [] : parts
}

/** Import statements that bring the class, under whatever name. */
function importSpans(sources: Sources, module: SourceModule, decl: ClassDecl): readonly Span[] {
  return module.entries.flatMap(({ statement }) => {
    if (statement.type !== 'ImportFrom') return []
    const from = absoluteModule(module, statement.module, statement.level)
    const source = sources.project.classes.names.module(from)
    const found = source === null ? null : sources.project.classes.names.path([decl.node.name], source, null)
    return found?.kind === 'class' && found.decl === decl ? [statement] : []
  })
}

const RELATIONS: ReadonlySet<string> = new Set(['ForeignKey', 'OneToOneField', 'ManyToManyField'])

/** `'Post'` and `'blog.Post'` as targets of relations. */
function renameTexts(sources: Sources, decl: ClassDecl, name: string): void {
  const { project } = sources
  const model = project.byDecl.get(decl)
  if (model === undefined) return
  const label = `${model.app}.${model.name}`.toLowerCase()
  for (const owner of project.models) {
    for (const { statement } of owner.decl.entries) {
      const value = statement.type === 'Assign' || statement.type === 'AnnAssign' ? statement.value : null
      if (value?.type !== 'Call') continue
      const type = project.classes.fieldClass(value.func, owner.decl.module, owner.decl)
      if (type === null || !RELATIONS.has(type.base)) continue
      for (const arg of value.args) {
        const text = stringOf(arg.value)
        if (text === null || (arg.name !== null && arg.name !== 'to' && arg.name !== 'through')) continue
        const full = text.includes('.') ? text : `${owner.app}.${text}`
        if (full.toLowerCase() !== label) continue
        const at = arg.value.from + owner.decl.module.text.slice(arg.value.from, arg.value.to).lastIndexOf(text)
        const from = at + text.length - model.name.length
        sources.rename(owner.decl.module, [{ from, to: at + text.length, text: name }])
      }
    }
  }
}
