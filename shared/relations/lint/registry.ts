import type { Check } from '../checks/context.ts'

export interface LintRule {
  /** `relata.7001`. */
  readonly code: string
  /** What it says, for the list of rules. */
  readonly title: string
  readonly check: Check
}

export const LINT_RULES: readonly LintRule[] = []
