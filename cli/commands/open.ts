import { openDesktop } from '../../build/open-desktop.ts'
import { HostFailure } from '../../shared/protocol/errors.ts'
import { CliError } from '../command.ts'
import type { CliCommand } from '../command.ts'
import { whatToOpen } from './serve.ts'

export const open: CliCommand = {
  name: 'open',
  arguments: ['[design]'],
  summary: 'Open the desktop app; in a browser where the Electron runtime is missing',
  options: [],
  async run(invocation, [source], _options) {
    const { document = null, example = null } = source === undefined ? {} : whatToOpen(invocation, source)
    const opened = await openDesktop({
      document,
      example,
      say: invocation.progress,
      show: (url) => invocation.write(invocation.json ? `${JSON.stringify({ url })}\n` : `${url}\n`),
    }).catch((error: unknown) => {
      throw error instanceof HostFailure ? new CliError(3, error.error.code, error.message) : error
    })
    if (opened.kind === 'electron') {
      const code = await opened.exit
      return { json: { exit: code }, text: '', exit: code === 0 ? 0 : 3 }
    }
    await new Promise((done) => invocation.signal.addEventListener('abort', done, { once: true }))
    await opened.loopback.close()
    return null
  },
}
