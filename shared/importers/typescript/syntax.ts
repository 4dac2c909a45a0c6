/** What of TypeScript a schema is written in, as data. Types are left out, except the names that a property has. */

interface Node {
  /** Offset in the file's text. */
  readonly from: number
}

export type TsExpr =
  | (Node & { readonly kind: 'string'; readonly value: string })
  | (Node & { readonly kind: 'number'; readonly value: string })
  /** `true`, `false`, `null`, `undefined`. */
  | (Node & { readonly kind: 'word'; readonly value: string })
  | (Node & { readonly kind: 'name'; readonly name: string })
  | (Node & { readonly kind: 'member'; readonly object: TsExpr; readonly name: string })
  | (Node & {
      readonly kind: 'call'
      readonly callee: TsExpr
      readonly args: readonly TsItem[]
      readonly isNew: boolean
    })
  | (Node & { readonly kind: 'object'; readonly entries: readonly TsEntry[] })
  | (Node & { readonly kind: 'array'; readonly items: readonly TsItem[] })
  /** `body` is what it returns; null: nothing that can be told. */
  | (Node & {
      readonly kind: 'function'
      readonly params: readonly TsParam[]
      /** What stands for a parameter that is not given, by its place; absent: nothing does. */
      readonly defaults?: ReadonlyMap<number, TsExpr>
      /** Constants of its own; absent: it has none. */
      readonly locals?: ReadonlyMap<string, TsExpr>
      /** Calls that it makes for what they do; absent: there are none. */
      readonly calls?: readonly TsExpr[]
      readonly body: TsExpr | null
    })
  /** `test ? yes : no`, also of `if (test) return yes`. */
  | (Node & { readonly kind: 'conditional'; readonly test: TsExpr; readonly yes: TsExpr; readonly no: TsExpr })
  /** `&&`, `||`, `??` and comparisons. */
  | (Node & { readonly kind: 'binary'; readonly operator: string; readonly left: TsExpr; readonly right: TsExpr })
  | (Node & { readonly kind: 'unary'; readonly operator: '!' | 'typeof'; readonly value: TsExpr })
  /** A class as a value: what a mixin returns. */
  | (Node & { readonly kind: 'class'; readonly node: TsClass })
  /** `values` stand between the `texts`. */
  | (Node & {
      readonly kind: 'template'
      readonly tag: TsExpr | null
      readonly texts: readonly string[]
      readonly values: readonly TsExpr[]
    })
  /** Something that a reader puts in the place of a parameter. */
  | (Node & { readonly kind: 'given'; readonly value: object })
  | (Node & { readonly kind: 'other'; readonly text: string })

export interface TsItem {
  readonly spread: boolean
  readonly value: TsExpr
}

/** `key` is null where the value's own entries stand there (`...others`) or its name is reckoned. */
export interface TsEntry {
  readonly key: string | null
  /** What its name is reckoned from: `[KEY]: …`. */
  readonly computed?: TsExpr
  readonly value: TsExpr
}

/** `t`, or the names of `{ one, many: several }` with the property that each takes. */
export type TsParam = string | ReadonlyMap<string, TsTaken>

export interface TsTaken {
  readonly name: string
  /** What stands for it where it is not there: `{ length = 50 }`. */
  readonly unsaid?: TsExpr
}

export interface TsProperty {
  readonly name: string
  readonly decorators: readonly TsExpr[]
  /** Text of the type; null: none is written. */
  readonly type: string | null
  readonly optional: boolean
  /** `get total()`. */
  readonly isAccessor?: true
  readonly from: number
}

export interface TsClass {
  readonly name: string
  readonly base: TsExpr | null
  readonly isAbstract: boolean
  readonly decorators: readonly TsExpr[]
  readonly properties: readonly TsProperty[]
  readonly from: number
}

/** Where an imported name comes from; `*` is the whole module. */
export interface TsImport {
  readonly module: string
  readonly name: string
}

export interface TsModule {
  /** Path as it was given. */
  readonly file: string
  readonly imports: ReadonlyMap<string, TsImport>
  /** Modules whose exports are this one's too. */
  readonly stars: readonly string[]
  /** Names under which others are exported: `export { a as b }`, `export { a } from './a'`. */
  readonly exports: ReadonlyMap<string, TsImport>
  readonly variables: ReadonlyMap<string, TsExpr>
  readonly classes: readonly TsClass[]
  /** Statements that are expressions, and `export default …`. */
  readonly statements: readonly TsExpr[]
  readonly problems: readonly { readonly line: number; readonly why: string }[]
  /** 1-based line of an offset. */
  lineOf(offset: number): number
}
