/** Names inside Python source replaced, texts and comments left alone. */
import { tokenise } from './tokens.ts'
import type { Token } from './tokens.ts'

/**
 * The source with names replaced.
 *
 * @param source an expression, or statements (`statements`): it need not be free of mistakes
 * @param rename asked for each name with what stands before it (`Order.Status` → ['Order'], 'Status');
 *   null keeps it. A keyword argument's name and an attribute of a call are not asked about.
 */
export function renameNames(
  source: string,
  rename: (path: readonly string[], name: string) => string | null,
  statements = false,
): string {
  const { tokens } = tokenise(source, { from: 0, to: source.length, expression: !statements, recover: true })
  let text = ''
  let at = 0
  // One expression may be a list of arguments.
  let open = statements ? 0 : 1
  for (const [i, token] of tokens.entries()) {
    if (token.kind === 'op') {
      if ('([{'.includes(token.text)) open++
      else if (')]}'.includes(token.text)) open--
    }
    if (token.kind !== 'name' || (open > 0 && isKeyword(tokens, i))) continue
    const path = pathBefore(tokens, i)
    const name = path === null ? null : rename(path, token.text)
    if (name === null) continue
    text += source.slice(at, token.from) + name
    at = token.to
  }
  return text + source.slice(at)
}

function isKeyword(tokens: readonly Token[], i: number): boolean {
  return tokens[i + 1]?.text === '=' && ['(', ','].includes(tokens[i - 1]?.text ?? '(')
}

/** `a.b.Name` → ['a', 'b']; null: an attribute of something that is not a plain path. */
function pathBefore(tokens: readonly Token[], i: number): readonly string[] | null {
  const path: string[] = []
  let at = i
  for (; tokens[at - 1]?.text === '.' && tokens[at - 2]?.kind === 'name'; at -= 2)
    path.unshift(tokens[at - 2]?.text ?? '')
  return tokens[at - 1]?.text === '.' ? null : path
}
