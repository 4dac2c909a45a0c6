/** A case of test/oracle/README.md: what is asked. Only these keys are read, never what was recorded. */
export interface OracleCase {
  readonly id: string
  /** Text of the app's models.py. */
  readonly models: string
  readonly app_label?: string
  readonly installed?: readonly string[]
  readonly settings?: { readonly [name: string]: unknown }
  readonly fixtures?: readonly OracleFixture[]
  readonly queries?: readonly (string | OracleQuery)[]
  readonly scripts?: readonly OracleScript[]
  readonly deletes?: readonly (string | OracleQuery)[]
}

export interface OracleFixture {
  /** `app.model`, lower case. */
  readonly model: string
  readonly pk: unknown
  readonly fields: { readonly [name: string]: unknown }
}

export interface OracleQuery {
  readonly expr: string
  readonly setup?: readonly string[]
  readonly touch?: readonly string[]
}

interface OracleScript {
  readonly steps: readonly string[]
}

/** Shaped like `expected`; sections that we cannot answer are not there. */
export type OracleAnswer = { readonly [section: string]: unknown }
