/** `npm run format`: puts every source into the one layout. */
import { runAll } from './run.ts'

process.exit((await runAll([{ name: 'format', command: 'oxfmt', args: [] }])) ? 0 : 1)
