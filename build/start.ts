/** `npm start [-- FILE]`: opens Relata. */
import { isFailure } from '../shared/protocol/errors.ts'
import { openDesktop } from './open-desktop.ts'

const document = process.argv.slice(2).find((argument) => !argument.startsWith('-')) ?? null

try {
  const opened = await openDesktop({
    document,
    say: (line) => console.error(line),
    show: (url) => console.log(url),
  })
  if (opened.kind === 'electron') process.exit(await opened.exit)
  console.error('relata: the link works once; press Enter for another one, Ctrl+C to end.')
  const stop = () => void opened.loopback.close().then(() => process.exit(0))
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  if (process.stdin.isTTY) process.stdin.on('data', () => console.log(opened.loopback.freshUrl()))
} catch (thrown) {
  if (!isFailure(thrown)) throw thrown
  console.error(`relata: ${thrown.message}`)
  process.exit(3)
}
