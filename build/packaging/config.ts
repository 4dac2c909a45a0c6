/**
 * electron-builder's settings. The app is staged by `stage.ts`: bundles, page, package.json, no
 * node_modules. SQLite's compiled addon lies beside the archive, one file, chosen per platform: asar
 * integrity does not cover unpacked files, so there is exactly one.
 */
import { join, resolve } from 'node:path'
import type { Configuration } from 'electron-builder'

export const ROOT = resolve(import.meta.dirname, '..', '..')
export const STAGE = join(ROOT, 'dist', 'package')
export const OUTPUT = join(ROOT, 'out')

/** What a packaged program may not be talked into. `electron-fuses read` shows these names. */
export const FUSES = {
  runAsNode: false,
  enableCookieEncryption: true,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  grantFileProtocolExtraPrivileges: false,
} as const

export function builderConfig(electronVersion: string, electronDist: string | null): Configuration {
  const addon = (name: string) => [
    {
      from: join(ROOT, 'node_modules', 'better-sqlite3', 'prebuilds', `${name}.node`),
      to: 'native/better_sqlite3.node',
    },
  ]
  return {
    appId: 'org.relata.desktop',
    productName: 'Relata',
    copyright: 'MIT licence',
    directories: { app: STAGE, output: OUTPUT },
    // Turning it into the systems' own formats fetches a tool, which checking must not need.
    ...(electronDist === null ? { icon: join(import.meta.dirname, 'icon.png') } : {}),
    electronVersion,
    ...(electronDist === null ? {} : { electronDist }),
    files: ['dist-app/**', 'renderer/**', 'package.json', '!node_modules/**'],
    asar: { smartUnpack: false },
    npmRebuild: false,
    extraResources: [{ from: join(ROOT, 'examples'), to: 'examples', filter: ['*.relata.json'] }],
    electronFuses: FUSES,
    fileAssociations: [
      // Files are called name.relata.json; systems go by the last ending, so Relata only offers itself.
      { ext: 'json', name: 'Relata design', role: 'Editor', rank: 'Alternate', mimeType: 'application/json' },
    ],
    publish: null,
    linux: {
      target: ['AppImage', 'deb', 'tar.gz'],
      category: 'Development',
      synopsis: 'Visual ER-diagram editor for Django models',
      extraResources: addon('linux-${arch}'),
    },
    deb: { maintainer: 'The Relata authors <relata@example.org>' },
    win: { target: ['nsis'], extraResources: addon('win32-${arch}') },
    mac: {
      target: ['dmg', 'zip'],
      category: 'public.app-category.developer-tools',
      extraResources: addon('darwin-${arch}'),
    },
  }
}
