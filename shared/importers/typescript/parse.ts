/** Reads a TypeScript file by its structure; nothing of it is ever run. Damage costs the statement it is in. */
import type { PartialParse, SyntaxNode, Tree } from '@lezer/common'
import { parser } from '@lezer/javascript'
import { childrenOf, readClass, readDecorators, readExpr, stringValue } from './read-expr.ts'
import { readEnum } from './read-enum.ts'
import type { TsClass, TsExpr, TsImport, TsModule } from './syntax.ts'

const PARSER = parser.configure({ dialect: 'ts' })

/** More of them say nothing more. */
const MAX_PROBLEMS = 20

export function parseTypeScript(text: string, file: string): TsModule {
  const reader = new ModuleReader(text)
  const { tree, readTo } = parseTree(text)
  for (const node of childrenOf(tree.topNode)) reader.statement(node)
  const lineOf = lineCounter(text)
  const problems: { line: number; why: string }[] = []
  tree.iterate({
    enter(node) {
      if (!node.type.isError || problems.length >= MAX_PROBLEMS || reader.harmless.has(node.from)) return
      const line = lineOf(node.from)
      if (problems.at(-1)?.line !== line) problems.push({ line, why: 'it is not TypeScript as it should be' })
    },
  })
  if (readTo < text.length) problems.push({ line: lineOf(readTo), why: 'it is too damaged; the rest is not read' })
  const { imports, stars, exports, variables, classes, statements } = reader
  return { file, imports, stars, exports, variables, classes, statements, problems, lineOf }
}

/** Damage costs the parser a hundred times what sound text does: after so many steps of it the rest is given up. */
const MAX_RECOVERY = 10_000
/** Entries of the parser's stack, three a level: no schema is a thousand levels deep, and the parser recurses over them. */
const MAX_STACK = 3000

/** What Lezer's parser says of its work, beyond its interface. */
interface Working extends PartialParse {
  readonly recovering?: number
  readonly stacks?: readonly { readonly stack: ArrayLike<number> }[]
}

function parseTree(text: string): { readonly tree: Tree; readonly readTo: number } {
  const parse: Working = PARSER.startParse(text)
  let recovery = 0
  for (;;) {
    const tree = parse.advance()
    if (tree !== null) return { tree, readTo: parse.stoppedAt ?? text.length }
    if ((parse.recovering ?? 0) > 0) recovery++
    const isDeep = (parse.stacks?.[0]?.stack.length ?? 0) > MAX_STACK
    if ((isDeep || recovery > MAX_RECOVERY) && parse.stoppedAt === null) parse.stopAt(parse.parsedPos)
  }
}

class ModuleReader {
  readonly imports = new Map<string, TsImport>()
  readonly stars: string[] = []
  readonly exports = new Map<string, TsImport>()
  readonly variables = new Map<string, TsExpr>()
  readonly classes: TsClass[] = []
  readonly statements: TsExpr[] = []
  /** Offsets at which the parser complains of decorators before `export`, which TypeScript allows. */
  readonly harmless = new Set<number>()
  readonly #text: string
  #decorators: readonly TsExpr[] = []

  constructor(text: string) {
    this.#text = text
  }

  statement(node: SyntaxNode): void {
    const waiting = this.#decorators
    this.#decorators = []
    if (node.name === 'ImportDeclaration') this.#import(node)
    else if (node.name === 'ExportDeclaration') this.#export(node, waiting)
    else if (node.name === 'VariableDeclaration') this.#variables(node)
    else if (node.name === 'EnumDeclaration') this.#enum(node)
    else if (node.name === 'FunctionDeclaration') this.#function(node)
    else if (node.name === 'ClassDeclaration') this.#class(node, waiting)
    else if (node.name === 'ExpressionStatement') {
      const [expr] = childrenOf(node)
      // `module.exports = …` gives what stands behind it.
      const value = expr?.name === 'AssignmentExpression' ? childrenOf(expr).at(-1) : expr
      if (value !== undefined) this.statements.push(readExpr(value, this.#text))
    }
  }

  #slice(node: SyntaxNode): string {
    return this.#text.slice(node.from, node.to)
  }

  #import(node: SyntaxNode): void {
    const module = stringValue(node.getChild('String'), this.#text)
    if (module === null) return
    let before: SyntaxNode | null = null
    for (const part of childrenOf(node)) {
      if (part.name === 'VariableDefinition')
        this.imports.set(this.#slice(part), { module, name: before?.name === 'as' ? '*' : 'default' })
      if (part.name === 'ImportGroup') this.#group(part, module, this.imports, true)
      before = part
    }
  }

  /** `{ a, b as c }`: the name here → the name there. */
  #group(node: SyntaxNode, module: string, into: Map<string, TsImport>, isImport: boolean): void {
    let names: string[] = []
    const close = () => {
      const [there, here = there] = names
      names = []
      if (there !== undefined && here !== undefined) into.set(here, { module, name: there })
    }
    for (const part of childrenOf(node)) {
      if (part.name === ',') close()
      else if (/^(VariableName|VariableDefinition|PropertyName)$/.test(part.name)) names.push(this.#slice(part))
      else if (!isImport && part.name === 'default') names.push('default')
    }
    close()
  }

  #export(node: SyntaxNode, decorators: readonly TsExpr[]): void {
    const module = stringValue(node.getChild('String'), this.#text)
    const group = node.getChild('ExportGroup')
    if (group !== null) return this.#group(group, module ?? '', this.exports, false)
    if (module !== null && node.getChild('Star') !== null) {
      this.stars.push(module)
      return
    }
    const own = readDecorators(node, this.#text)
    this.#decorators = [...decorators, ...own]
    const inner = childrenOf(node).filter((n) => !/^(export|default|declare|Decorator|;)$/.test(n.name))
    for (const part of inner) {
      const waiting = this.#decorators
      if (part.name.endsWith('Declaration')) {
        if (part.name === 'ClassDeclaration') this.#class(part, waiting)
        else this.statement(part)
      } else if (!part.type.isError) this.statements.push(readExpr(part, this.#text))
      this.#decorators = []
    }
  }

  #variables(node: SyntaxNode): void {
    let name: string | null = null
    let hasValue = false
    for (const part of childrenOf(node)) {
      if (part.name === 'VariableDefinition') {
        name = this.#slice(part)
        hasValue = false
      } else if (part.name === 'Equals') hasValue = true
      else if (hasValue && name !== null && part.name !== ',' && part.name !== ';') {
        this.variables.set(name, readExpr(part, this.#text))
        name = null
      }
    }
  }

  #enum(node: SyntaxNode): void {
    const made = readEnum(node, this.#text)
    if (made !== null) this.variables.set(made.name, made.members)
  }

  #function(node: SyntaxNode): void {
    const name = node.getChild('VariableDefinition')
    if (name !== null) this.variables.set(this.#slice(name), readExpr(node, this.#text))
  }

  #class(node: SyntaxNode, waiting: readonly TsExpr[]): void {
    const decorators = [...waiting, ...readDecorators(node, this.#text)]
    if (node.getChild('ClassBody') === null && node.getChild('class') === null) {
      // Decorators whose class stands behind `export`.
      this.#decorators = decorators
      for (const part of childrenOf(node)) if (part.type.isError) this.harmless.add(part.from)
      return
    }
    const made = readClass(node, this.#text, decorators)
    if (made !== null) this.classes.push(made)
  }
}

/** Lines by binary search over the ends of lines. */
function lineCounter(text: string): (offset: number) => number {
  const ends: number[] = []
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) ends.push(at)
  return (offset) => {
    let low = 0
    let high = ends.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((ends[middle] ?? 0) < offset) low = middle + 1
      else high = middle
    }
    return low + 1
  }
}
