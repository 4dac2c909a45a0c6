import { assertNever } from '../../../shared/util/assert-never.ts'
import type { CellProblem } from '../../../shared/rows/parse-cell.ts'
import { t } from '../../texts/texts.ts'

/** Why a text cannot be a value, in the words that Django uses where it has some. */
export function problemWords(problem: CellProblem): string {
  const words = t.data.problems
  switch (problem.code) {
    case 'kind':
      return words.kind[problem.kind]
    case 'null':
    case 'empty':
    case 'positive':
    case 'choice':
      return words[problem.code]
    case 'range':
      return words.range(problem.least, problem.most)
    case 'maxLength':
      return words.maxLength(problem.most, problem.is)
    case 'digits':
      return words.digits(problem.most)
    case 'decimals':
      return words.decimals(problem.most)
    default:
      return assertNever(problem)
  }
}
