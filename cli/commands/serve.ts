import { resolve } from 'node:path'
import { ensureRenderer } from '../../build/ensure-renderer.ts'
import { startLoopback } from '../../electron/loopback/serve.ts'
import { HostFailure } from '../../shared/protocol/errors.ts'
import { CliError, numberOption } from '../command.ts'
import type { CliCommand, Invocation } from '../command.ts'
import { namedDesign } from '../examples.ts'

export const serve: CliCommand = {
  name: 'serve',
  arguments: ['[design]'],
  summary: 'Serve the editor to a browser on this machine; the first line is its one-time link',
  options: [
    { flags: '--port <number>', description: 'a fixed port; 0: any free one', default: '0' },
    { flags: '--root <folder>', description: 'a folder whose files the editor may open', repeats: true },
  ],
  async run(invocation, [source], options) {
    const port = numberOption(options, 'port', { min: 0, max: 65_535, fallback: 0 })
    const roots = Array.isArray(options['root']) ? (options['root'] as readonly string[]) : []
    await ensureRenderer(invocation.progress)
    const loopback = await startLoopback({
      ...whatToOpen(invocation, source),
      ...(roots.length === 0 ? { roots: [invocation.cwd] } : { roots: roots.map((r) => resolve(invocation.cwd, r)) }),
      port,
      log: invocation.progress,
      // Whoever started us cannot stop us any more.
      onOrphaned: () => process.exit(0),
    }).catch((error: unknown) => {
      throw error instanceof HostFailure ? new CliError(3, error.error.code, error.message) : error
    })
    invocation.write(invocation.json ? `${JSON.stringify({ url: loopback.url })}\n` : `${loopback.url}\n`)
    await new Promise((done) => invocation.signal.addEventListener('abort', done, { once: true }))
    await loopback.close()
    return null
  },
}

/** A file to open, or an example by name. */
export function whatToOpen(
  { cwd }: Invocation,
  source: string | undefined,
): { readonly document?: string; readonly example?: string } {
  if (source === undefined) return { example: 'blog' }
  const named = namedDesign(cwd, source)
  if (named === null) throw new CliError(3, 'NOT_FOUND', `${source} does not exist`)
  return named.kind === 'file' ? { document: named.path } : { example: source }
}
