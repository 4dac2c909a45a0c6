/**
 * The sections of an answer. Adding one: a function from a design to the section's value, one line below.
 * A section that cannot be answered gives undefined and is left out; it is never made up.
 */
import { checkModels } from '../../shared/relations/checks/check-models.ts'
import { describeModels, describeRelations, writtenTable } from '../../shared/relations/describe.ts'
import { describeSchema, typeNameFrom } from '../../shared/schema/describe.ts'
import { describeChecks } from './describe-checks.ts'
import type { OracleDesign } from './oracle-design.ts'
import type { Report } from './report.ts'
import { deletesSection, queriesSection, scriptsSection } from './orm-sections.ts'

export interface Section {
  /** The key in the answer. */
  readonly name: string
  /** Django answers it only where its checks found no error. */
  readonly needsCleanChecks: boolean
  /** `report` hears of one query, script or delete that failed in us; the others are answered all the same. */
  answer(design: OracleDesign, report: Report): unknown
}

export const SECTIONS: readonly Section[] = [
  { name: 'checks', needsCleanChecks: false, answer: checksSection },
  { name: 'models', needsCleanChecks: false, answer: modelsSection },
  { name: 'relations', needsCleanChecks: false, answer: relationsSection },
  { name: 'schema', needsCleanChecks: true, answer: schemaSection },
  { name: 'queries', needsCleanChecks: true, answer: queriesSection },
  { name: 'scripts', needsCleanChecks: true, answer: scriptsSection },
  { name: 'deletes', needsCleanChecks: true, answer: deletesSection },
]

/** What the environment that the answers are recorded in has not. */
const MISSING_PACKAGES = ['Pillow']

export function checksSection({ doc, resolution }: OracleDesign) {
  const options = { database: false, lint: false, missingPackages: MISSING_PACKAGES }
  const { all } = checkModels(doc, resolution, undefined, options)
  return describeChecks(all)
}

function modelsSection({ resolution, schema, app }: OracleDesign) {
  return describeModels(resolution, typeNameFrom(schema), [app])
}

function relationsSection({ resolution, app }: OracleDesign) {
  return describeRelations(resolution, [app])
}

/** A model that needs another database is not migrated on this one. */
function isForSqlite(vendor: unknown): boolean {
  return typeof vendor !== 'string' || vendor === 'sqlite'
}

/** Of what models can ask for, what SQLite has not. */
const NOT_ON_SQLITE =
  /supports_(?:covering_indexes|deferrable_unique_constraints|comments|comments_inline|nulls_distinct_unique_constraints|tablespaces)/

function needsMore(features: unknown): boolean {
  return features !== undefined && NOT_ON_SQLITE.test(JSON.stringify(features))
}

function schemaSection({ resolution, schema, app }: OracleDesign) {
  return describeSchema(
    schema,
    schema.tables.filter((table) => {
      const model = resolution.models.get(table.model)
      // The recording looks tables up by db_table as written, so one in quotes of its own is not found.
      const owner = model?.autoCreatedFor == null ? model : resolution.models.get(model.autoCreatedFor.model)
      const vendor = owner?.meta.other?.['required_db_vendor']
      const features = owner?.meta.other?.['required_db_features']
      if (model?.app !== app || writtenTable(resolution, model) !== table.name) return false
      return isForSqlite(vendor) && !needsMore(features)
    }),
  )
}
