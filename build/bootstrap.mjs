#!/usr/bin/env node
/**
 * Runs a script of this repository on the Node 24 that the project pins, after installing what is
 * missing from the lock files. Works on the system's Node 20 in a fresh clone.
 *
 *   node build/bootstrap.mjs [--also FOLDER]... SCRIPT [ARGUMENT]...
 *
 * `--also test` installs the packages of test/ too (they only prove things; users never need them).
 * Says what it does on stderr, so that stdout belongs to the script.
 */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))

/** Where Node may keep what it made of our sources; a folder that cannot be written is passed over. */
export const COMPILE_CACHE = join(ROOT, 'node_modules', '.cache', 'relata-node')

/** The pinned Node, or null before the first install. */
export function pinnedNode() {
  const path = join(ROOT, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  return existsSync(path) ? path : null
}

/** Installs a folder's packages unless exactly those of its lock file are there. */
export function ensureInstalled(folder = '') {
  const at = join(ROOT, folder)
  if (isInstalled(at)) return
  console.error(
    `relata: installing ${folder === '' ? 'the packages' : `what ${folder}/ needs`} (first run, about half a minute) …`,
  )
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const started = Date.now()
  // Only the pinned Node needs its install script; what proves things comes ready, and some of it would
  // otherwise try to compile or download.
  const scripts = folder === '' ? [] : ['--ignore-scripts']
  const run = spawnSync(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error', ...scripts], {
    cwd: at,
    stdio: ['ignore', 2, 2],
    env: installEnvironment(),
    shell: process.platform === 'win32',
  })
  if (run.status !== 0) {
    console.error(
      `relata: npm ci failed in ${folder || 'the project'}; its messages are above. Is the package registry reachable?`,
    )
    process.exit(3)
  }
  console.error(`relata: installed in ${Math.round((Date.now() - started) / 1000)} s`)
}

/** Settings that an outer `npm run` leaves in the environment would apply to the wrong package. */
function installEnvironment() {
  const keep = Object.entries(process.env).filter(([key]) => !/^npm_(package|lifecycle|config_local_prefix)/i.test(key))
  return Object.fromEntries(keep)
}

/** npm writes node_modules/.package-lock.json last, so an interrupted install does not count. */
function isInstalled(at) {
  const read = (path) => JSON.parse(readFileSync(path, 'utf8')).packages
  try {
    const wanted = read(join(at, 'package-lock.json'))
    const present = read(join(at, 'node_modules', '.package-lock.json'))
    return Object.entries(wanted).every(
      ([path, entry]) => path === '' || entry.optional || entry.link || present[path]?.version === entry.version,
    )
  } catch {
    return false
  }
}

function main(args) {
  while (args[0] === '--also') {
    ensureInstalled()
    ensureInstalled(args[1])
    args = args.slice(2)
  }
  ensureInstalled()
  const node = pinnedNode()
  if (node === null) {
    console.error(
      'relata: the pinned Node is missing although its package is installed; remove node_modules and try again.',
    )
    process.exit(3)
  }
  const [script, ...rest] = args
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', join(ROOT, script), ...rest], {
    stdio: 'inherit',
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(signal === null ? (code ?? 1) : 128 + 15))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main(process.argv.slice(2))
