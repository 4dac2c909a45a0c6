/** Our answer to a case. */
import { firstImportError, importProblem } from './import-problems.ts'
import type { OracleAnswer, OracleCase } from './oracle-case.ts'
import { readDesign } from './oracle-design.ts'
import type { OracleDesign } from './oracle-design.ts'
import type { Report } from './report.ts'
import { SECTIONS, checksSection } from './sections.ts'

/**
 * Our answer to a recorded question, in the shape of its `expected`. What fails inside is reported, and its section
 * is missing.
 */
export async function answerCase(asked: OracleCase, report: Report = () => {}): Promise<OracleAnswer> {
  const problem = importProblem(asked)
  if (problem !== null) return { import_error: problem }
  const design = await readDesign(asked)
  const importError = firstImportError(asked, design.resolution)
  if (importError !== null) return { import_error: { type: importError.type, message: importError.message } }
  const isClean = guarded('checks', () => !hasErrors(design), report) ?? false
  const answer: Record<string, unknown> = {}
  for (const section of SECTIONS) {
    if (section.needsCleanChecks && !isClean) continue
    const value = await guardedAsync(section.name, () => section.answer(design, report), report)
    if (value !== undefined) answer[section.name] = value
  }
  return answer
}

function hasErrors(design: OracleDesign): boolean {
  return checksSection(design).some(({ level }) => level === 'ERROR' || level === 'CRITICAL')
}

function guarded<T>(section: string, work: () => T, report: Report): T | undefined {
  try {
    return work()
  } catch (error) {
    report(section, error)
    return undefined
  }
}

async function guardedAsync(section: string, work: () => unknown, report: Report): Promise<unknown> {
  try {
    return await work()
  } catch (error) {
    report(section, error)
    return undefined
  }
}
