/** Another name for a class: its header, the names that mean it and the texts that relations use. */
import type { ClassDecl, SourceModule } from '../../../importers/django/modules.ts'
import { stringOf } from '../../../python/literal.ts'
import { tokenise } from '../../../python/tokens.ts'
import type { Sources } from './sources.ts'
import type { TextEdit } from './text-edits.ts'

/** Renames a module-level class wherever a name of the project's files means it. */
export function renameClass(sources: Sources, decl: ClassDecl, name: string): void {
  const { names } = sources.project.classes
  const old = decl.node.name
  for (const module of sources.project.modules) {
    const binding = module.scope.get(old)
    const found = names.path([old], module, null)
    const isMeant = found?.kind === 'class' && found.decl === decl
    if (
      module !== decl.module &&
      !(isMeant && binding?.kind === 'import' && binding.attr === old) &&
      !namesInImport(sources, module, decl)
    )
      continue
    sources.add(module, tokenEdits(module, old, name))
  }
  renameTexts(sources, decl, name)
}

/** Whether the module imports the class under another name: then only the import line says the old one. */
function namesInImport(sources: Sources, module: SourceModule, decl: ClassDecl): boolean {
  return [...module.scope.values()].some((binding) => {
    if (binding.kind !== 'import' || binding.attr !== decl.node.name) return false
    const source = sources.project.classes.names.module(binding.module)
    return source === decl.module
  })
}

function tokenEdits(module: SourceModule, old: string, name: string): readonly TextEdit[] {
  const { tokens } = tokenise(module.text, { from: 0, to: module.text.length, expression: false, recover: true })
  let open = 0
  return tokens.flatMap((token, i) => {
    if (token.kind === 'op') {
      if ('([{'.includes(token.text)) open++
      else if (')]}'.includes(token.text)) open--
    }
    if (token.kind !== 'name' || token.text !== old || tokens[i - 1]?.text === '.') return []
    const isKeyword = open > 0 && tokens[i + 1]?.text === '=' && ['(', ','].includes(tokens[i - 1]?.text ?? '')
    return isKeyword ? [] : [{ from: token.from, to: token.to, text: name }]
  })
}

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
      for (const arg of value.args) {
        const text = stringOf(arg.value)
        if (text === null || (arg.name !== null && arg.name !== 'to' && arg.name !== 'through')) continue
        const full = text.includes('.') ? text : `${owner.app}.${text}`
        if (full.toLowerCase() !== label) continue
        const at = arg.value.from + owner.decl.module.text.slice(arg.value.from, arg.value.to).lastIndexOf(text)
        const from = at + text.length - model.name.length
        sources.add(owner.decl.module, [{ from, to: at + text.length, text: name }])
      }
    }
  }
}
