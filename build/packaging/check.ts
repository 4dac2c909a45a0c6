/**
 * Makes unpacked packages for every platform around a stand-in for Electron's runtime and looks at what
 * is in them. Says nothing about whether they start: that needs the runtime.
 */
import { extractFile, listPackage } from '@electron/asar'
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { Arch, Platform, build } from 'electron-builder'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { FUSES, ROOT, builderConfig } from './config.ts'
import { electronVersion, stage } from './stage.ts'
import { makeStandIn } from './stand-in.ts'
import type { Target } from './stand-in.ts'

interface Case {
  readonly name: string
  readonly target: Target
  readonly arch: Arch
  readonly platform: Platform
  /** Of the output folder. */
  readonly resources: string
  /** The file that carries the fuses. */
  readonly executable: string
  /** First bytes of the addon, hex, and where its machine type stands. */
  readonly magic: string
  readonly machine: { readonly offset: number; readonly bytes: string }
}

const CASES: readonly Case[] = [
  {
    name: 'linux x64',
    target: 'linux',
    arch: Arch.x64,
    platform: Platform.LINUX,
    resources: 'linux-unpacked/resources',
    executable: 'linux-unpacked/relata',
    magic: '7f454c46',
    machine: { offset: 18, bytes: '3e00' },
  },
  {
    name: 'linux arm64',
    target: 'linux',
    arch: Arch.arm64,
    platform: Platform.LINUX,
    resources: 'linux-arm64-unpacked/resources',
    executable: 'linux-arm64-unpacked/relata',
    magic: '7f454c46',
    machine: { offset: 18, bytes: 'b700' },
  },
  {
    name: 'windows x64',
    target: 'win',
    arch: Arch.x64,
    platform: Platform.WINDOWS,
    resources: 'win-unpacked/resources',
    executable: 'win-unpacked/Relata.exe',
    magic: '4d5a',
    machine: { offset: 0, bytes: '4d5a' },
  },
  {
    name: 'macOS arm64',
    target: 'mac',
    arch: Arch.arm64,
    platform: Platform.MAC,
    resources: 'mac-arm64/Relata.app/Contents/Resources',
    executable: 'mac-arm64/Relata.app',
    magic: 'cffaedfe',
    machine: { offset: 4, bytes: '0c000001' },
  },
]

const problems: string[] = []
const expectThat = (holds: boolean, what: string) => {
  if (!holds) problems.push(what)
}

const types = spawnSync(
  process.execPath,
  [join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', import.meta.dirname],
  { stdio: 'inherit' },
)
expectThat(types.status === 0, 'types: build/packaging')
await stage((line) => console.log(line))
const version = electronVersion()
const work = mkdtempSync(join(tmpdir(), 'relata-packages-'))
try {
  for (const test of CASES) await checkCase(test)
} finally {
  rmSync(work, { recursive: true, force: true })
}
for (const problem of problems) console.error(`✗ ${problem}`)
console.log(
  problems.length === 0
    ? `${CASES.length} packages are as they should be (not run: no Electron runtime in them)`
    : `${problems.length} problems`,
)
process.exit(problems.length === 0 ? 0 : 1)

async function checkCase(test: Case): Promise<void> {
  const standIn = join(work, `${test.target}-${test.arch}-electron`)
  const output = join(work, `${test.target}-${test.arch}`)
  makeStandIn(test.target, standIn, version)
  const config = builderConfig(version, standIn)
  // No certificates here; what is signed is the business of the machine that releases.
  const unsigned = { ...config, directories: { ...config.directories, output }, mac: { ...config.mac, identity: null } }
  await build({ targets: test.platform.createTarget(['dir'], test.arch), config: unsigned, publish: 'never' })
  checkAddon(test, output)
  checkArchive(test, output)
  await checkFuses(test, output)
  console.log(`  ${test.name}: looked at`)
}

function checkAddon({ name, resources, magic, machine }: Case, output: string): void {
  const found = filesBelow(join(output)).filter((path) => path.endsWith('.node'))
  expectThat(found.length === 1, `${name}: exactly one compiled addon, found ${found.length}`)
  const path = join(output, resources, 'native', 'better_sqlite3.node')
  if (!existsSync(path)) return expectThat(false, `${name}: the addon is not at native/better_sqlite3.node`)
  const bytes = readFileSync(path)
  const hex = (from: number, length: number) => bytes.subarray(from, from + length).toString('hex')
  expectThat(hex(0, magic.length / 2) === magic, `${name}: the addon is of another system (${hex(0, 4)})`)
  expectThat(
    hex(machine.offset, machine.bytes.length / 2) === machine.bytes,
    `${name}: the addon is for another processor`,
  )
}

function checkArchive({ name, resources }: Case, output: string): void {
  const archive = join(output, resources, 'app.asar')
  const files = listPackage(archive, { isPack: false }).map((path) => path.replaceAll('\\', '/'))
  const strays = files.filter((path) => !/^\/(package\.json$|dist-app(\/|$)|renderer(\/|$))/.test(path))
  expectThat(strays.length === 0, `${name}: strays in the archive: ${strays.slice(0, 5).join(', ')}`)
  const unwanted = files.filter((path) => /\.(map|tsx?|env|test\.\w+)$|node_modules|\.npmrc/.test(path))
  expectThat(unwanted.length === 0, `${name}: unwanted in the archive: ${unwanted.slice(0, 5).join(', ')}`)
  for (const path of [
    '/dist-app/main.cjs',
    '/dist-app/preload.cjs',
    '/dist-app/session.cjs',
    '/renderer/index.html',
    '/dist-app/fonts/inter-latin-400-normal.woff',
  ]) {
    expectThat(files.includes(path), `${name}: ${path} is missing`)
  }
  const { main } = JSON.parse(extractFile(archive, 'package.json').toString()) as { main: string }
  expectThat(files.includes(`/${main}`), `${name}: main ${main} is missing`)
  expectThat(existsSync(join(output, resources, 'examples', 'blog.relata.json')), `${name}: the examples are missing`)
  expectThat(!existsSync(`${archive}.unpacked`), `${name}: files lie outside the archive`)
  if (name === 'linux x64') checkSession(archive, join(output, resources))
}

/** The session process of the package, run by this Node with the package's addon. */
function checkSession(archive: string, resources: string): void {
  const folder = join(work, 'extracted')
  spawnSync(process.execPath, [
    join(import.meta.dirname, 'node_modules', '@electron', 'asar', 'bin', 'asar.mjs'),
    'extract',
    archive,
    folder,
  ])
  const script = `
    const { fork } = require('node:child_process')
    const child = fork(${JSON.stringify(join(folder, 'dist-app', 'session.cjs'))}, [], { serialization: 'advanced' })
    child.on('message', (frame) => {
      if (frame.k === 'hello') child.send({ k: 'call', id: 1, m: 'session.open', p: { path: ':memory:', mode: 'write', create: true, nativeBinding: ${JSON.stringify(join(resources, 'native', 'better_sqlite3.node'))} } })
      if (frame.id === 1) { console.log(JSON.stringify(frame)); child.kill(); process.exit(0) }
    })
    setTimeout(() => process.exit(1), 10000)`
  const run = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' })
  expectThat(
    run.stdout.includes('"sqlite":"3.'),
    `linux x64: the packaged session does not open a database: ${run.stdout}${run.stderr}`,
  )
}

async function checkFuses({ name, executable }: Case, output: string): Promise<void> {
  const wire = await getCurrentFuseWire(join(output, executable))
  const wanted: readonly (readonly [FuseV1Options, boolean])[] = [
    [FuseV1Options.RunAsNode, FUSES.runAsNode],
    [FuseV1Options.EnableCookieEncryption, FUSES.enableCookieEncryption],
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable, FUSES.enableNodeOptionsEnvironmentVariable],
    [FuseV1Options.EnableNodeCliInspectArguments, FUSES.enableNodeCliInspectArguments],
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation, FUSES.enableEmbeddedAsarIntegrityValidation],
    [FuseV1Options.OnlyLoadAppFromAsar, FUSES.onlyLoadAppFromAsar],
    [FuseV1Options.GrantFileProtocolExtraPrivileges, FUSES.grantFileProtocolExtraPrivileges],
  ]
  for (const [fuse, on] of wanted) {
    const state = wire[fuse]
    expectThat(
      state === (on ? FuseState.ENABLE : FuseState.DISABLE),
      `${name}: fuse ${FuseV1Options[fuse]} is not ${on ? 'on' : 'off'}`,
    )
  }
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
}
