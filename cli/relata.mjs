#!/usr/bin/env node
// Starts the command line on the pinned Node 24 (better-sqlite3 crashes on Node 20).
import { spawn } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { COMPILE_CACHE, ensureInstalled, pinnedNode } from '../build/bootstrap.mjs'

ensureInstalled()
const main = join(dirname(fileURLToPath(import.meta.url)), 'main.ts')
const child = spawn(
  pinnedNode() ?? process.execPath,
  ['--disable-warning=ExperimentalWarning', main, ...process.argv.slice(2)],
  // A command of 0.8 s of processor time takes 0.3 s when Node need not strip and compile the sources again.
  { stdio: 'inherit', env: { NODE_COMPILE_CACHE: COMPILE_CACHE, ...process.env } },
)
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(signal === null ? (code ?? 1) : 130))
