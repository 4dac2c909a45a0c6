/** What PostgreSQL keeps beside the columns of a table, each by its name, as the exporter writes it. */
import {
  checkLine,
  exclusionLine,
  foreignKeyLine,
  hasUnique,
  isConstraint,
  uniqueLine,
} from '../exporters/sql/constraints.ts'
import type { Context } from '../exporters/sql/context.ts'
import { indexStatement, ownIndexes, uniqueIndex } from '../exporters/sql/indexes.ts'
import type { SchemaTable } from '../schema/types.ts'

interface Fact {
  /** Quoted. */
  readonly name: string
  /** The text with a blank for its name: alike where only the name differs. */
  readonly body: string
  readonly text: string
}

export interface Facts {
  /** Keys, uniques, checks: lines that ADD takes. */
  readonly foreignKeys: readonly Fact[]
  readonly constraints: readonly Fact[]
  /** CREATE INDEX statements. */
  readonly indexes: readonly Fact[]
}

export function factsOf(table: SchemaTable, context: Context): Facts {
  const uniques = table.uniques.filter((unique) => hasUnique(unique, table, context))
  return {
    foreignKeys: facts(
      table.foreignKeys.filter((fk) => fk.enforced).map((fk) => foreignKeyLine(fk, table, context)),
      /^CONSTRAINT ("(?:[^"]|"")*")/,
    ),
    constraints: facts(
      [
        ...uniques.filter((u) => isConstraint(u, table, context.dialect)).map((u) => uniqueLine(u, context.dialect)),
        ...table.checks.flatMap((check) => checkLine(check, table, context)),
        ...(table.exclusions ?? []).flatMap((exclusion) => exclusionLine(exclusion, table, context)),
      ],
      /^CONSTRAINT ("(?:[^"]|"")*")/,
    ),
    indexes: facts(
      [
        ...uniques
          .filter((u) => u.form !== 'column' && !isConstraint(u, table, context.dialect))
          .flatMap((u) => uniqueIndex(u, table, context)),
        ...ownIndexes(table, context.dialect).flatMap((index) => indexStatement(index, table, context)),
      ],
      /^CREATE (?:UNIQUE )?INDEX ("(?:[^"]|"")*")/,
    ),
  }
}

function facts(texts: readonly (string | null)[], pattern: RegExp): readonly Fact[] {
  return texts.flatMap((text) => {
    const name = text === null ? undefined : pattern.exec(text)?.[1]
    return text === null || name === undefined ? [] : [{ name, body: text.replace(name, ''), text }]
  })
}

interface FactChanges {
  readonly dropped: readonly Fact[]
  readonly renamed: readonly { readonly from: string; readonly to: string }[]
  readonly added: readonly Fact[]
}

/** Another text under the same name is another one; the same text under another name is renamed. */
export function changesOf(before: readonly Fact[], after: readonly Fact[]): FactChanges {
  const same = new Set(after.map(({ text }) => text))
  const old = before.filter(({ text }) => !same.has(text))
  const known = new Set(before.map(({ text }) => text))
  const fresh = after.filter(({ text }) => !known.has(text))
  const renamed: { from: string; to: string }[] = []
  const dropped: Fact[] = []
  const used = new Set<Fact>()
  for (const fact of old) {
    const next = fresh.find((one) => !used.has(one) && one.body === fact.body)
    if (next === undefined) dropped.push(fact)
    else {
      used.add(next)
      renamed.push({ from: fact.name, to: next.name })
    }
  }
  return { dropped, renamed, added: fresh.filter((one) => !used.has(one)) }
}
