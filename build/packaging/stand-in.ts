/**
 * A folder that looks like an unpacked Electron to electron-builder: enough to prove what we put into a
 * package where the real runtime cannot be fetched. It cannot run.
 */
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

export type Target = 'linux' | 'win' | 'mac'

/** Where fuses are stored in the executable: sentinel, version 1, nine fuses with their default states. */
const FUSE_WIRE = Buffer.concat([
  Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'),
  Buffer.from([1, 9]),
  Buffer.from('101100000'),
])

export function makeStandIn(target: Target, folder: string, version: string): void {
  const write = (path: string, content: string | Buffer, executable = false) => {
    const at = join(folder, path)
    mkdirSync(dirname(at), { recursive: true })
    writeFileSync(at, content)
    if (executable) chmodSync(at, 0o755)
  }
  write('version', version)
  write('LICENSE', 'MIT')
  write('LICENSES.chromium.html', '<!doctype html>')
  if (target === 'linux') {
    write('electron', Buffer.concat([Buffer.from('\x7fELF'), FUSE_WIRE]), true)
    write('chrome-sandbox', '', true)
    write('locales/en-US.pak', '')
    write('resources/.keep', '')
  } else if (target === 'win') {
    // Any real Windows program with a version resource will do: it is read and rewritten.
    const program = readFileSync(
      join(import.meta.dirname, 'node_modules', 'electron-winstaller', 'vendor', 'Squirrel.exe'),
    )
    write('electron.exe', Buffer.concat([program, FUSE_WIRE]), true)
    write('locales/en-US.pak', '')
    write('resources/.keep', '')
  } else makeMac(write)
}

function makeMac(write: (path: string, content: string | Buffer, executable?: boolean) => void): void {
  const app = 'Electron.app/Contents'
  write(`${app}/Info.plist`, plist('Electron'))
  write(`${app}/MacOS/Electron`, '\xcf\xfa\xed\xfe', true)
  write(`${app}/Resources/electron.icns`, '')
  write(
    `${app}/Frameworks/Electron Framework.framework/Electron Framework`,
    Buffer.concat([Buffer.from('cffaedfe', 'hex'), FUSE_WIRE]),
    true,
  )
  for (const helper of ['', ' (GPU)', ' (Plugin)', ' (Renderer)']) {
    const name = `Electron Helper${helper}`
    write(`${app}/Frameworks/${name}.app/Contents/Info.plist`, plist(name))
    write(`${app}/Frameworks/${name}.app/Contents/MacOS/${name}`, '\xcf\xfa\xed\xfe', true)
  }
}

function plist(name: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict>
<key>CFBundleExecutable</key><string>${name}</string>
<key>CFBundleIdentifier</key><string>com.github.Electron</string>
<key>CFBundleName</key><string>${name}</string>
<key>CFBundlePackageType</key><string>APPL</string>
</dict></plist>
`
}
