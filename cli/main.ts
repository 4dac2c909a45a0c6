/** The command line: reads the arguments, runs one command, prints its reply, sets the exit code. */
import { Command, CommanderError, Option } from 'commander'
import { CliError } from './command.ts'
import type { CliCommand, ExitCode, Invocation, OptionValues, Reply } from './command.ts'
import { CLI_COMMANDS } from './registry.ts'

/** Runs `relata` with the given arguments. Never throws; what went wrong is printed and is the exit code. */
export async function runCli(args: readonly string[], invocation: Omit<Invocation, 'json'>): Promise<ExitCode> {
  let exit: ExitCode = 0
  const json = args.includes('--json')
  const program = new Command('relata')
    .description('Design Django models as a diagram; check, export, query and fill them from the terminal.')
    .version('0.1.0')
    .exitOverride()
    .showHelpAfterError('(relata --help shows the commands)')
    .configureOutput({
      writeOut: (text) => invocation.write(text),
      writeErr: (text) => invocation.progress(text.trimEnd()),
    })
  for (const command of CLI_COMMANDS) {
    addCommand(program, command, async (positional, options) => {
      const reply = await command.run({ ...invocation, json }, positional, options)
      if (reply !== null) exit = print(reply, json, invocation)
    })
  }
  try {
    await program.parseAsync([...args], { from: 'user' })
    return exit
  } catch (error) {
    return report(error, json, invocation)
  }
}

type Handler = (args: readonly string[], options: OptionValues) => Promise<void>

function addCommand(program: Command, spec: CliCommand, run: Handler): void {
  const command = program.command([spec.name, ...spec.arguments].join(' ')).description(spec.summary)
  for (const { flags, description, default: fallback, choices, repeats } of spec.options) {
    const option = new Option(flags, description)
    if (fallback !== undefined) option.default(fallback)
    if (choices !== undefined) option.choices([...choices])
    if (repeats === true) option.argParser((value: string, before: string[] | undefined) => [...(before ?? []), value])
    command.addOption(option)
  }
  command.option('--json', 'one JSON value on stdout')
  command.exitOverride()
  command.action((...given: unknown[]) => {
    // commander hands over: each argument (an array for `…`), the options, the command.
    const positional = given
      .slice(0, spec.arguments.length)
      .flat()
      .filter((a) => typeof a === 'string')
    return run(positional, given[spec.arguments.length] as OptionValues)
  })
}

function print(reply: Reply, json: boolean, invocation: Omit<Invocation, 'json'>): ExitCode {
  if (json) invocation.write(`${JSON.stringify(reply.json)}\n`)
  else if (reply.text !== '') invocation.write(reply.text.endsWith('\n') ? reply.text : `${reply.text}\n`)
  return reply.exit
}

function report(error: unknown, json: boolean, invocation: Omit<Invocation, 'json'>): ExitCode {
  // commander has printed its own message; help and version end with code 0.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  const known = error instanceof CliError
  const message = error instanceof Error ? error.message : String(error)
  if (json) invocation.write(`${JSON.stringify({ error: { code: known ? error.code : 'INTERNAL', message } })}\n`)
  invocation.progress(
    known ? `relata: ${message}` : `relata: a mistake of ours: ${error instanceof Error ? error.stack : message}`,
  )
  return known ? error.exit : 3
}

if (process.argv[1] === import.meta.filename) {
  const interrupted = new AbortController()
  process.once('SIGINT', () => interrupted.abort())
  // A closed pipe (`relata … | head`) is the reader's choice, not an error.
  process.stdout.on('error', () => process.exit(0))
  process.exitCode = await runCli(process.argv.slice(2), {
    cwd: process.env['RELATA_CWD'] ?? process.cwd(),
    progress: (line) => process.stderr.write(`${line}\n`),
    write: (text) => process.stdout.write(text),
    stdin: process.stdin,
    signal: interrupted.signal,
  })
}
