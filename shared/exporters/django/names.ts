/** Which names a piece of Python uses, and which it needs as soon as it is reached. */
import type { PyStatement } from '../../python/ast.ts'
import { parseModule } from '../../python/parse.ts'
import { tokenise } from '../../python/tokens.ts'
import { remembered } from '../../util/remembered.ts'

/** Names as they stand in the text, without attributes and keyword arguments. */
export const namesIn = remembered((text: string) => namesBetween(text, 0, text.length))

function namesBetween(text: string, from: number, to: number): ReadonlySet<string> {
  const { tokens } = tokenise(text, { from, to, expression: true, recover: false })
  const names = new Set<string>()
  let open = 0
  for (const [i, token] of tokens.entries()) {
    if (token.kind === 'op') {
      if ('([{'.includes(token.text)) open++
      else if (')]}'.includes(token.text)) open--
    }
    if (token.kind === 'string' && /^[a-z]*f/i.test(token.text)) {
      for (const match of token.text.matchAll(/\{\s*([A-Za-z_]\w*)/g)) names.add(match[1] ?? '')
    }
    if (token.kind !== 'name' || tokens[i - 1]?.text === '.') continue
    // `max_length=` in a call, and the left side of an assignment: not uses.
    if (tokens[i + 1]?.text === '=' && (open === 0 || ['(', ','].includes(tokens[i - 1]?.text ?? ''))) continue
    names.add(token.text)
  }
  return names
}

/** Names needed when a statement runs: bodies of functions run later. */
export const namesAtOnce = remembered((source: string): ReadonlySet<string> => {
  const names = new Set<string>()
  for (const statement of parseModule(source).body) collect(source, statement, names)
  return names
})

function collect(text: string, statement: PyStatement, names: Set<string>): void {
  const add = (span: { readonly from: number; readonly to: number }): void => {
    for (const name of namesBetween(text, span.from, span.to)) names.add(name)
  }
  if (statement.type === 'FunctionDef') for (const decorator of statement.decorators) add(decorator)
  else if (statement.type === 'ClassDef') {
    for (const decorator of statement.decorators) add(decorator)
    for (const base of statement.bases) add(base.value)
    for (const inner of statement.body) collect(text, inner, names)
  } else add(statement)
}

/** Names that a statement binds at top level. */
export function boundNames(source: string): readonly string[] {
  return parseModule(source).body.flatMap((statement): readonly string[] => {
    switch (statement.type) {
      case 'ClassDef':
      case 'FunctionDef':
        return [statement.name]
      case 'Assign':
        return statement.targets.flatMap((t) =>
          t.type === 'Name' ? [t.id] : t.type === 'Tuple' ? [...namesBetween(source, t.from, t.to)] : [],
        )
      case 'AnnAssign':
        return statement.target.type === 'Name' ? [statement.target.id] : []
      case 'Import':
        return statement.names.map((n) => n.asname ?? n.name.split('.')[0] ?? n.name)
      case 'ImportFrom':
        return statement.names.map((n) => n.asname ?? n.name)
      case 'If':
      case 'Try':
        return boundInBlocks(source, statement)
      default:
        return []
    }
  })
}

function boundInBlocks(source: string, statement: PyStatement): readonly string[] {
  const blocks =
    statement.type === 'If'
      ? [statement.body, statement.orelse]
      : statement.type === 'Try'
        ? [statement.body, ...statement.handlers.map((h) => h.body), statement.orelse]
        : []
  return blocks.flat().flatMap((inner) => {
    const lineStart = source.lastIndexOf('\n', inner.from) + 1
    const columns = source.slice(lineStart, inner.from).trim() === '' ? inner.from - lineStart : 0
    return columns > 200 ? [] : boundNames(source.slice(inner.from, inner.to))
  })
}
