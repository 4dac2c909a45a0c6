/**
 * The part of Python's grammar that models files, queries and scripts use, as plain data.
 * Every node carries `from` and `to`: offsets in UTF-16 units into the parsed text.
 * `parse.ts` makes it from text; it never runs anything.
 */
export interface Span {
  readonly from: number
  readonly to: number
}

export type PyExpr =
  | (Span & { readonly type: 'Constant'; readonly value: PyConstant })
  | (Span & { readonly type: 'Name'; readonly id: string })
  | (Span & { readonly type: 'Attribute'; readonly value: PyExpr; readonly attr: string; readonly attrSpan: Span })
  | (Span & { readonly type: 'Call'; readonly func: PyExpr; readonly args: readonly PyArg[] })
  | (Span & { readonly type: 'Subscript'; readonly value: PyExpr; readonly index: PyExpr })
  | (Span & {
      readonly type: 'Slice'
      readonly lower: PyExpr | null
      readonly upper: PyExpr | null
      readonly step: PyExpr | null
    })
  | (Span & { readonly type: 'List' | 'Tuple' | 'Set'; readonly items: readonly PyExpr[] })
  | (Span & {
      readonly type: 'Dict'
      readonly entries: readonly { readonly key: PyExpr | null; readonly value: PyExpr }[]
    })
  | (Span & { readonly type: 'BinOp'; readonly op: PyBinaryOperator; readonly left: PyExpr; readonly right: PyExpr })
  | (Span & { readonly type: 'UnaryOp'; readonly op: '-' | '+' | '~' | 'not'; readonly operand: PyExpr })
  | (Span & { readonly type: 'BoolOp'; readonly op: 'and' | 'or'; readonly left: PyExpr; readonly right: PyExpr })
  | (Span & {
      readonly type: 'Compare'
      readonly left: PyExpr
      readonly rest: readonly { readonly op: PyCompareOperator; readonly right: PyExpr }[]
    })
  | (Span & { readonly type: 'Conditional'; readonly test: PyExpr; readonly body: PyExpr; readonly orelse: PyExpr })
  | (Span & { readonly type: 'Lambda'; readonly params: readonly string[]; readonly body: PyExpr })
  | (Span & { readonly type: 'JoinedString'; readonly parts: readonly (string | PyFormatted)[] })
  | (Span & {
      readonly type: 'Comprehension'
      readonly kind: 'list' | 'set' | 'dict' | 'generator'
      readonly element: PyExpr
      readonly value: PyExpr | null
      readonly clauses: readonly PyClause[]
    })
  | (Span & { readonly type: 'Starred'; readonly value: PyExpr })
  /** Something this grammar has no node for, or that does not parse. */
  | (Span & {
      readonly type: 'Unknown'
      readonly what: string
      readonly source?: string
      /** What it would do, for whoever runs scripts. */
      readonly meaning?:
        | { readonly kind: 'named'; readonly name: string; readonly value: PyExpr }
        | { readonly kind: 'await'; readonly value: PyExpr }
        /** `from`: `yield from value`. */
        | { readonly kind: 'yield'; readonly value: PyExpr | null; readonly from: boolean }
        | {
            readonly kind: 'lambda'
            readonly params: readonly string[]
            readonly defaults: { readonly [name: string]: PyExpr }
            readonly body: PyExpr
          }
    })

/** int: exact decimal text (any size). bytes: Latin-1 text of the bytes. */
export type PyConstant =
  | null
  | boolean
  | string
  | { readonly int: string }
  | { readonly float: number }
  | { readonly bytes: string }
  | { readonly ellipsis: true }

export type PyBinaryOperator = '+' | '-' | '*' | '/' | '//' | '%' | '**' | '@' | '|' | '&' | '^' | '<<' | '>>'
export type PyCompareOperator = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | 'not in' | 'is' | 'is not'

export interface PyFormatted {
  readonly value: PyExpr
  readonly conversion: string | null
  readonly format: string | null
}
export interface PyClause {
  /** `async for`; absent elsewhere. */
  readonly isAsync?: true
  readonly target: PyExpr
  readonly iter: PyExpr
  readonly ifs: readonly PyExpr[]
}

/** name: keyword; `*` and `**` for spread arguments; null: positional. */
export interface PyArg extends Span {
  readonly name: string | null
  readonly value: PyExpr
}

/**
 * A statement spans its decorators and its block, not the line end. `headerTo` is the offset after
 * the colon of a class header.
 */
export type PyStatement =
  | (Span & { readonly type: 'Expr'; readonly value: PyExpr })
  | (Span & { readonly type: 'Assign'; readonly targets: readonly PyExpr[]; readonly value: PyExpr })
  | (Span & {
      readonly type: 'AugAssign'
      readonly target: PyExpr
      readonly op: PyBinaryOperator
      readonly value: PyExpr
    })
  | (Span & {
      readonly type: 'AnnAssign'
      readonly target: PyExpr
      readonly annotation: PyExpr
      readonly value: PyExpr | null
    })
  | (Span & {
      readonly type: 'ClassDef'
      readonly name: string
      readonly nameSpan: Span
      readonly headerTo: number
      /** `T` of `class Box[T]`; absent where there are none. */
      readonly typeParams?: readonly string[]
      readonly bases: readonly PyArg[]
      readonly decorators: readonly PyExpr[]
      readonly body: readonly PyStatement[]
    })
  | (Span & {
      readonly type: 'FunctionDef'
      /** `async def`; absent elsewhere. */
      readonly isAsync?: true
      readonly name: string
      readonly params: readonly string[]
      /** Default values by parameter name; absent where there are none. */
      readonly defaults?: { readonly [param: string]: PyExpr }
      readonly decorators: readonly PyExpr[]
      readonly body: readonly PyStatement[]
    })
  | (Span & {
      readonly type: 'If'
      readonly test: PyExpr
      readonly body: readonly PyStatement[]
      readonly orelse: readonly PyStatement[]
    })
  | (Span & {
      readonly type: 'For'
      /** `async for`; absent elsewhere. */
      readonly isAsync?: true
      readonly target: PyExpr
      readonly iter: PyExpr
      readonly body: readonly PyStatement[]
      readonly orelse: readonly PyStatement[]
    })
  | (Span & {
      readonly type: 'While'
      readonly test: PyExpr
      readonly body: readonly PyStatement[]
      readonly orelse: readonly PyStatement[]
    })
  | (Span & {
      readonly type: 'Try'
      readonly body: readonly PyStatement[]
      readonly handlers: readonly PyHandler[]
      readonly orelse: readonly PyStatement[]
      readonly finalbody: readonly PyStatement[]
    })
  | (Span & {
      readonly type: 'With'
      /** `async with`; absent elsewhere. */
      readonly isAsync?: true
      readonly items: readonly { readonly context: PyExpr; readonly target: PyExpr | null }[]
      readonly body: readonly PyStatement[]
    })
  | (Span & { readonly type: 'Import'; readonly names: readonly PyImported[] })
  | (Span & {
      readonly type: 'ImportFrom'
      readonly module: string
      readonly level: number
      readonly names: readonly PyImported[]
    })
  | (Span & { readonly type: 'Return'; readonly value: PyExpr | null })
  | (Span & { readonly type: 'Raise'; readonly value: PyExpr | null; readonly cause?: PyExpr })
  | (Span & { readonly type: 'Delete'; readonly targets: readonly PyExpr[] })
  | (Span & { readonly type: 'Pass' | 'Break' | 'Continue' })
  /** `body`: the statements inside, where the statement has a block (match). */
  | (Span & {
      readonly type: 'Unknown'
      readonly what: string
      readonly body?: readonly PyStatement[]
      /** Of an assert statement. */
      readonly assert?: { readonly test: PyExpr; readonly message: PyExpr | null }
      /** Of a global or nonlocal statement. */
      readonly names?: { readonly kind: 'global' | 'nonlocal'; readonly names: readonly string[] }
      /** Of a match statement whose patterns could be read. */
      readonly match?: { readonly subject: PyExpr; readonly cases: readonly PyCase[] }
    })

export interface PyCase {
  readonly pattern: PyPattern
  readonly guard: PyExpr | null
  readonly body: readonly PyStatement[]
}

export type PyPattern =
  /** A literal or a dotted name, compared with `==` (`is` for None, True and False). */
  | { readonly kind: 'value'; readonly value: PyExpr }
  /** null: `_`, or `*_` and `**rest` without a name. */
  | { readonly kind: 'capture'; readonly name: string | null }
  | { readonly kind: 'as'; readonly pattern: PyPattern; readonly name: string }
  | { readonly kind: 'or'; readonly patterns: readonly PyPattern[] }
  | { readonly kind: 'sequence'; readonly items: readonly PyPattern[] }
  | { readonly kind: 'star'; readonly name: string | null }
  | {
      readonly kind: 'mapping'
      readonly entries: readonly { readonly key: PyExpr; readonly pattern: PyPattern }[]
      /** undefined: no `**rest`. */
      readonly rest: string | undefined
    }
  | {
      readonly kind: 'class'
      readonly cls: PyExpr
      readonly positional: readonly PyPattern[]
      readonly named: readonly { readonly name: string; readonly pattern: PyPattern }[]
    }

export interface PyHandler extends Span {
  /** `except*`: of the parts of a group; absent elsewhere. */
  readonly isStar?: true
  readonly type: PyExpr | null
  readonly name: string | null
  readonly body: readonly PyStatement[]
}
export interface PyImported {
  readonly name: string
  readonly asname: string | null
}

export interface PyError extends Span {
  readonly message: string
  /** 1-based. */
  readonly line: number
  readonly column: number
}

export interface PyModule {
  readonly body: readonly PyStatement[]
  /** What did not parse; the statements before and after are in `body`. */
  readonly errors: readonly PyError[]
  /** In order of the text; for tools that change a text and keep the rest. */
  readonly comments: readonly Span[]
}
