/** What Python 3.11 says of a text that does not parse, for what our parser says of it in words for people. */
import type { PyError } from '../../shared/python/ast.ts'
import type { ImportProblem } from './import-problems.ts'

export function pythonSyntaxError(text: string, error: PyError): ImportProblem {
  const { type, message } = WORDS.flatMap(([pattern, say]) => {
    const found = pattern.exec(error.message)
    return found === null ? [] : [say(found, text, error)]
  })[0] ?? { type: 'SyntaxError', message: 'invalid syntax' }
  return { type, message: `${message} (models.py, line ${error.line})` }
}

type Say = (found: RegExpExecArray, text: string, error: PyError) => ImportProblem

const syntax = (message: string): ImportProblem => ({ type: 'SyntaxError', message })
const indentation = (message: string): ImportProblem => ({ type: 'IndentationError', message })

const WORDS: readonly (readonly [RegExp, Say])[] = [
  [/^(expected ':'|positional argument follows keyword argument)$/, ([whole]) => syntax(whole)],
  [/^this '(.)' is never closed$/, ([, bracket = '']) => syntax(`'${bracket}' was never closed`)],
  [/^this '(.)' closes nothing$/, ([, bracket = '']) => syntax(`unmatched '${bracket}'`)],
  [/^expected '[)\]}]'$/, () => syntax('invalid syntax. Perhaps you forgot a comma?')],
  [/^this string is never closed$/, (_, text, error) => syntax(unclosedString(text, error))],
  [/^this line is indented more/, () => indentation('unexpected indent')],
  [/^this line is indented less/, () => indentation('unindent does not match any outer indentation level')],
  [/^expected an indented block/, (_, text, error) => indentation(missingBlock(text, error))],
]

function unclosedString(text: string, { from, line }: PyError): string {
  const isTriple = /^\w{0,2}(?:"""|''')/.test(text.slice(from))
  const last = text.trimEnd().split('\n').length
  return isTriple
    ? `unterminated triple-quoted string literal (detected at line ${last})`
    : `unterminated string literal (detected at line ${line})`
}

function missingBlock(text: string, { line }: PyError): string {
  const lines = text.split('\n')
  const header = lines.slice(0, line - 1).findLastIndex((one) => /:\s*(?:#.*)?$/.test(one))
  const word = /^\s*(?:async\s+)?(\w+)/.exec(lines[header] ?? '')?.[1] ?? ''
  const what = { class: 'class definition', def: 'function definition' }[word] ?? `'${word}' statement`
  return `expected an indented block after ${what} on line ${header + 1}`
}
