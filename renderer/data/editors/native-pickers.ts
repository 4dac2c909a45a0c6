/** Native inputs for dates and times, where they can hold the value as it is. */
import type { CellKind } from '../../../shared/rows/cell-rule.ts'

export const PICKERS: Partial<Record<CellKind, 'date' | 'datetime-local' | 'time'>> = {
  date: 'date',
  datetime: 'datetime-local',
  time: 'time',
}

const FORMS: Partial<Record<CellKind, RegExp>> = {
  date: /^\d{4}-\d{2}-\d{2}$/,
  datetime: /^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(:\d{2})?$/,
  time: /^\d{2}:\d{2}(:\d{2})?$/,
}

/** The text as the native input takes it; null: it would lose something (microseconds), a line of text is better. */
export function pickerText(kind: CellKind, text: string): string | null {
  if (text === '') return ''
  return FORMS[kind]?.test(text) === true ? text.replace(' ', 'T') : null
}
