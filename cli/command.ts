/**
 * The form of a `relata` command: one file in commands/, one line in registry.ts. A command gets what
 * it may touch handed in and returns what to say, so that tests run it in memory.
 */

/** 0 fine, 1 the input has errors, 2 wrong usage, 3 the world failed (DESIGN.md §5). */
export type ExitCode = 0 | 1 | 2 | 3

export interface Invocation {
  readonly cwd: string
  readonly json: boolean
  /** Progress and diagnostics go here; a whole line without its end. */
  progress(line: string): void
  /** For commands that go on talking (shell, serve): written as it is. */
  write(text: string): void
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean }
  /** Aborted by Ctrl+C. */
  readonly signal: AbortSignal
}

export interface Reply {
  /** The one value for `--json`. */
  readonly json: unknown
  /** What a person reads; '' prints nothing. */
  readonly text: string
  readonly exit: ExitCode
}

export interface CliOption {
  /** As commander takes it: `-o, --output <file>`. */
  readonly flags: string
  readonly description: string
  readonly default?: string | boolean
  readonly choices?: readonly string[]
  /** May be given several times. */
  readonly repeats?: boolean
}

export type OptionValues = Readonly<Record<string, string | boolean | readonly string[] | undefined>>

export interface CliCommand {
  readonly name: string
  /** Arguments in commander's notation: `<design>`, `[file]`, `<source...>`. */
  readonly arguments: readonly string[]
  readonly summary: string
  readonly options: readonly CliOption[]
  /** @returns null when it has said everything itself */
  run(invocation: Invocation, args: readonly string[], options: OptionValues): Promise<Reply | null>
}

/** Ends a command with a message and an exit code; thrown for usage (2) and for the world (3). */
export class CliError extends Error {
  override readonly name = 'CliError'
  readonly exit: ExitCode
  /** Machine-readable, for `--json`: `USAGE`, `NOT_FOUND`, `IO`, `SQL`, `CANCELLED` … */
  readonly code: string

  constructor(exit: ExitCode, code: string, message: string) {
    super(message)
    this.exit = exit
    this.code = code
  }
}

export function usageError(message: string): CliError {
  return new CliError(2, 'USAGE', message)
}

/** A text option's value; undefined when it was not given. */
export function textOption(options: OptionValues, name: string): string | undefined {
  const value = options[name]
  return typeof value === 'string' ? value : undefined
}

/** A whole number from an option, within bounds. Throws a usage error that says what is allowed. */
export function numberOption(
  options: OptionValues,
  name: string,
  { min, max, fallback }: { readonly min: number; readonly max: number; readonly fallback: number },
): number {
  const text = textOption(options, name)
  if (text === undefined) return fallback
  const value = Number(text)
  if (!Number.isInteger(value) || value < min || value > max) {
    throw usageError(`--${name} takes a whole number from ${min} to ${max}, not ${JSON.stringify(text)}`)
  }
  return value
}
