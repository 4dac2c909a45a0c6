/** What each on_delete means, in words: for legends, cards and the inspector. Source: Django, on_delete. */
import { isExpr } from '../records.ts'
import type { OnDelete, OnDeleteName } from '../records.ts'

export type OnDeleteKey = OnDeleteName | 'SET'

interface OnDeleteText {
  /** A word or two for a badge. */
  readonly label: string
  /** One sentence about any two models. */
  readonly text: string
  /** One sentence about these: the target's name, and its objects on this side in the plural. */
  sentence(target: string, many: string): string
  /** The relation has to allow NULL for it. */
  readonly needsNull: boolean
}

export const ON_DELETE_TEXTS: Record<OnDeleteKey, OnDeleteText> = {
  CASCADE: {
    label: 'Delete them too',
    text: 'Deleting the target deletes the objects that refer to it.',
    sentence: (target, many) => `Deleting ${article(target)} deletes its ${many}.`,
    needsNull: false,
  },
  PROTECT: {
    label: 'Refuse',
    text: 'The target cannot be deleted while objects refer to it.',
    sentence: (target, many) => `${capital(article(target))} cannot be deleted while it has ${many}.`,
    needsNull: false,
  },
  RESTRICT: {
    label: 'Refuse, unless they go anyway',
    text: 'The target cannot be deleted while objects refer to it, unless the same deletion reaches them another way.',
    sentence: (target, many) =>
      `${capital(article(target))} cannot be deleted while it has ${many}, unless these are deleted along by another cascade.`,
    needsNull: false,
  },
  SET_NULL: {
    label: 'Empty the field',
    text: 'Deleting the target leaves the objects without one; the field has to allow NULL.',
    sentence: (target, many) => `Deleting ${article(target)} keeps its ${many}, without ${article(target)}.`,
    needsNull: true,
  },
  SET_DEFAULT: {
    label: 'Back to the default',
    text: 'Deleting the target gives the objects the field’s default; the field has to have one.',
    sentence: (target, many) => `Deleting ${article(target)} gives its ${many} the default ${target}.`,
    needsNull: false,
  },
  SET: {
    label: 'Set a value',
    text: 'Deleting the target gives the objects the value, or the result of the function, that SET() names.',
    sentence: (target, many) => `Deleting ${article(target)} gives its ${many} the ${target} that SET() names.`,
    needsNull: false,
  },
  DO_NOTHING: {
    label: 'Do nothing',
    text: 'Django does nothing; the database refuses the deletion unless it has a rule of its own.',
    sentence: (target, many) =>
      `Deleting ${article(target)} leaves its ${many} pointing at nothing, which the database refuses.`,
    needsNull: false,
  },
}

/** Which of the seven forms it is; null for other source, such as a function of the project. */
export function onDeleteKey(onDelete: OnDelete): OnDeleteKey | null {
  if (typeof onDelete === 'string') return onDelete
  return isExpr(onDelete) ? null : 'SET'
}

function article(noun: string): string {
  return /^[aeiou]/i.test(noun) && !/^(uni|use|uu|eu|one)/i.test(noun) ? `an ${noun}` : `a ${noun}`
}

function capital(text: string): string {
  return `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}`
}
