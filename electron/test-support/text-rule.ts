import type { CellRule } from '../../shared/rows/cell-rule.ts'

/** Of a column that takes any text, and nothing else. */
export const TEXT_RULE = {
  kind: 'text',
  null: false,
  emptyText: true,
  maxLength: null,
  digits: null,
  decimals: null,
  range: null,
  positive: false,
  choices: null,
} as const satisfies CellRule
