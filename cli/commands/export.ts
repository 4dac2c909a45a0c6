import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Diagnostic } from '../../shared/diagnostics/diagnostic.ts'
import { EXPORTERS, exporterOf } from '../../shared/exporters/registry.ts'
import { exportedText } from '../../shared/exporters/exporter.ts'
import { compileDesign } from '../../shared/schema/compile-design.ts'
import { placedDesign } from '../arranged.ts'
import { CliError, textOption, usageError } from '../command.ts'
import type { CliCommand, Invocation, OptionValues, Reply } from '../command.ts'
import { DESIGN_OPTIONS, loadDesign } from '../design.ts'
import { reportDiagnostics } from '../output.ts'
import { ONLY_OPTION, onlyOf } from '../only.ts'
import { render } from './render.ts'
import { exportOntoFiles } from '../onto.ts'

export const exportCommand: CliCommand = {
  name: 'export',
  arguments: ['[design]'],
  summary: 'Write a design as SQL, TypeScript, Django models …',
  options: [
    { flags: '--to <target>', description: 'one of the targets of --list', repeats: true },
    { flags: '--list', description: 'show the targets' },
    {
      flags: '--on-delete <form>',
      description: 'orm: as Django does, nothing in the database; database: SQL actions',
      choices: ['orm', 'database'],
      default: 'orm',
    },
    { flags: '--with <option>', description: "a switch of the target (see --list), e.g. 'rows'", repeats: true },
    {
      flags: '--onto <path...>',
      description:
        'django: write the differences onto these files or this project folder; only the lines they touch change',
      repeats: true,
    },
    { flags: '--dry-run', description: 'with --onto: print the changes as a diff, write nothing' },
    { flags: '--db-on-delete', description: 'django: the database-level on_delete of Django 6.1' },
    { flags: '-o, --output <file>', description: 'write there instead of stdout (with --onto: - is stdout)' },
    ONLY_OPTION,
    ...DESIGN_OPTIONS,
  ],
  async run(invocation, [source], options) {
    if (options['list'] === true) return list()
    const to = targetOf(options)
    if (source === undefined) throw usageError('export needs a design; --list shows the targets')
    if (to === 'pdf') return exportPdf(invocation, source, options)
    const exporter = exporterOf(to)
    if (exporter === undefined) {
      throw usageError(`No target ${JSON.stringify(to)}. Targets: ${EXPORTERS.map((e) => e.id).join(', ')}, pdf`)
    }
    const { onto, dbOnDelete } = options
    if (to !== 'django' && (Array.isArray(onto) || dbOnDelete === true || options['dryRun'] === true)) {
      throw usageError('--onto, --dry-run and --db-on-delete are for --to django')
    }
    if (Array.isArray(onto) && options['only'] !== undefined)
      throw usageError('--onto writes the whole design: no --only')
    if (Array.isArray(onto)) return exportOntoFiles(invocation, source, onto as readonly string[], options)
    if (options['dryRun'] === true) throw usageError('--dry-run needs --onto: without it nothing but -o is written')
    const design = await loadDesign(invocation, [source], options)
    const chosen = await onlyOf(design.doc, options)
    const compiled = compileDesign(exporter.draws === true ? await placedDesign({ ...design, doc: chosen }) : chosen)
    const exported = exporter.export({
      ...compiled,
      options: {
        onDelete: options['onDelete'] === 'database' ? 'database' : 'orm',
        extra: switches(exporter.options, options),
      },
    })
    reportDiagnostics(invocation, exported.diagnostics)
    const text = exportedText(exported)
    const written = await save(invocation.cwd, options, text)
    return reply(to, text, written, exported.diagnostics)
  },
}

/** Of two the first would be lost without a word. */
function targetOf(options: OptionValues): string {
  const given = (Array.isArray(options['to']) ? options['to'] : []) as readonly string[]
  const [to, ...more] = given
  if (to === undefined) throw usageError('export needs --to TARGET; --list shows the targets')
  if (more.length > 0)
    throw usageError(`One target at a time, not ${given.join(' and ')}: run export again for the next`)
  return to
}

/** A drawing like `svg`, but no text. */
function exportPdf(invocation: Invocation, source: string, options: OptionValues): Promise<Reply | null> {
  if (textOption(options, 'output')?.endsWith('.pdf') !== true) throw usageError('--to pdf needs -o SOMETHING.pdf')
  return render.run(invocation, [source], options)
}

function list(): Reply {
  const targets = EXPORTERS.map(({ id, label, group, fileName, options }) => ({
    id,
    label,
    group,
    fileName,
    options: options.map((o) => o.name),
  }))
  const width = Math.max(...targets.map((t) => t.id.length))
  const lines = targets.map(
    (t) => `${t.id.padEnd(width)}  ${t.label}${t.options.length === 0 ? '' : `  (--with ${t.options.join(', ')})`}`,
  )
  // A PDF is no text, so it is none of the exporters: it goes to a file only.
  const pdf = `${'pdf'.padEnd(width)}  PDF picture  (needs -o SOMETHING.pdf)`
  return { json: targets, text: [...lines, pdf].join('\n'), exit: 0 }
}

function switches(known: readonly { readonly name: string }[], options: OptionValues): Record<string, boolean> {
  const given = options['with']
  const names = [
    ...(Array.isArray(given) ? (given as readonly string[]) : []),
    ...(options['dbOnDelete'] === true ? ['db_on_delete'] : []),
  ]
  const unknown = names.filter((n) => !known.some((k) => k.name === n))
  if (unknown.length > 0) {
    throw usageError(
      `This target has no switch ${unknown.join(', ')}. It has: ${known.map((k) => k.name).join(', ') || 'none'}`,
    )
  }
  return Object.fromEntries(names.map((n) => [n, true]))
}

/** The absolute path written to, or null for stdout. */
async function save(cwd: string, options: OptionValues, text: string): Promise<string | null> {
  const output = textOption(options, 'output')
  if (output === undefined) return null
  const path = resolve(cwd, output)
  try {
    await writeFile(path, text)
    return path
  } catch (error) {
    throw new CliError(3, 'IO', `${output} cannot be written: ${(error as Error).message}`)
  }
}

function reply(to: string, text: string, path: string | null, diagnostics: readonly Diagnostic[]): Reply {
  return { json: { target: to, path, text, diagnostics }, text: path === null ? text : '', exit: 0 }
}
