/** Python that was kept as it stood, made fit to stand in a file that has to run. */
import { parseModule } from '../../python/parse.ts'

/** As it is; what does not parse (it came from a line with a mistake) as a comment. */
export function asPython(source: string): string {
  if (parseModule(source).errors.length === 0) return source
  return source
    .split('\n')
    .map((line) => (line === '' ? '#' : `# ${line}`))
    .join('\n')
}

/** A body of comments alone, or of nothing, needs a `pass`. */
export function withStatement(body: string, indent: string): string {
  const isEmpty = body.split('\n').every((line) => /^\s*(?:#|$)/.test(line))
  return isEmpty ? `${body}${body === '' ? '' : '\n'}${indent}pass` : body
}
