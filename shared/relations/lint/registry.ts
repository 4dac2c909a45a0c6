import type { Check } from '../checks/context.ts'
import { emptyModel, floatMoney, missingStr, nullableText, nullableUnique, uniqueTogetherNull } from './fields.ts'
import { compositeJoin } from './composite-joins.ts'
import { hiddenKey } from './hidden-keys.ts'
import { unwritableName } from './names.ts'
import {
  doubledRelation,
  idInName,
  longCascade,
  pluralKey,
  requiredCycle,
  twoRelationsWithoutNames,
  unindexedKey,
} from './relations.ts'

export interface LintRule {
  /** `relata.7001`. */
  readonly code: string
  /** What it is about, for the list of rules. */
  readonly title: string
  readonly check: Check
}

/** Our own rules, never among Django's checks. Adding one: an object in a file here, one line below. */
export const LINT_RULES: readonly LintRule[] = [
  twoRelationsWithoutNames,
  doubledRelation,
  idInName,
  hiddenKey,
  unindexedKey,
  longCascade,
  requiredCycle,
  pluralKey,
  unwritableName,
  compositeJoin,
  nullableText,
  nullableUnique,
  uniqueTogetherNull,
  floatMoney,
  missingStr,
  emptyModel,
]
