#!/usr/bin/env node
// Starts the command line on the pinned Node 24 (better-sqlite3 crashes on Node 20).
import { spawn } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { ensureInstalled, pinnedNode } from '../build/bootstrap.mjs'

ensureInstalled()
const main = join(dirname(fileURLToPath(import.meta.url)), 'main.ts')
const child = spawn(
  pinnedNode() ?? process.execPath,
  ['--disable-warning=ExperimentalWarning', main, ...process.argv.slice(2)],
  { stdio: 'inherit' },
)
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(signal === null ? (code ?? 1) : 130))
