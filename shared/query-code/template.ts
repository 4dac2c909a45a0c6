/** SQL that only SQLite's own functions need, as a template over columns and values: for what a library has no word. */
import type { Sql } from '../orm/query/compile/context.ts'
import { NotExpressible } from './parts.ts'
import type { Operand, TemplateOperand } from './parts.ts'

const KEYWORDS =
  'and or not in is null like escape between case when then else end over partition by order rows range groups unbounded preceding following current row exclude filter where distinct as asc desc nulls first last cast text integer real numeric blob exists collate nocase signed'
const FUNCTIONS =
  'json_extract json_type json_valid json_array json_object json_array_length coalesce ifnull nullif abs lower upper length trim ltrim rtrim substr substring replace instr round min max count sum avg total group_concat row_number rank dense_rank percent_rank cume_dist ntile lag lead first_value last_value nth_value strftime date time datetime julianday char unicode hex iif likely'
const KNOWN: ReadonlySet<string> = new Set(`${KEYWORDS} ${FUNCTIONS}`.split(' '))

const PIECE =
  /'(?:[^']|'')*'|"((?:[^"]|"")*)"\."((?:[^"]|"")*)"|"(?:[^"]|"")*"|\?|[A-Za-z_]\w*|\d+(?:\.\d+)?|\s+|[^\w\s'"?]/gy

/**
 * @param aliases tables that columns may be of
 * @param what is named where there is more in it than SQLite itself knows
 */
export function templateOf({ sql, params }: Sql, aliases: (alias: string) => boolean, what: string): TemplateOperand {
  const chunks: (string | Operand)[] = []
  let text = ''
  let value = 0
  const put = (operand: Operand): void => {
    chunks.push(text, operand)
    text = ''
  }
  for (const [piece, alias, column] of sql.matchAll(PIECE)) {
    if (piece === '?') put({ kind: 'value', value: params[value++] ?? null })
    else if (alias !== undefined && column !== undefined) {
      if (!aliases(alias)) throw new NotExpressible(what)
      put({ kind: 'column', alias, column: column.replaceAll('""', '"'), isBoolean: false })
    } else if (piece.startsWith('"')) throw new NotExpressible(what)
    else if (/^[A-Za-z_]/.test(piece)) {
      if (!KNOWN.has(piece.toLowerCase())) throw new NotExpressible(what)
      text += piece.toLowerCase()
    } else text += piece
  }
  return { kind: 'template', chunks: [...chunks, text] }
}

/** A template's text between backticks. */
export function templateText(text: string): string {
  return text.replace(/[\\`]|\$\{/g, (found) => `\\${found}`)
}
