/** From the path of a request to a file of the built page, and to nothing else. */
import { realpath, stat } from 'node:fs/promises'
import { extname, isAbsolute, join, relative, sep } from 'node:path'

const TYPES: { readonly [extension: string]: string } = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.txt': 'text/plain; charset=utf-8',
}

/**
 * The relative path that a request's path names, or null for anything out of the ordinary: climbing,
 * back slashes, NUL, drive letters, hidden files, names that end in a dot, types that the page has not. Pure.
 */
export function bundlePath(pathname: string): string | null {
  let path
  try {
    path = decodeURIComponent(pathname)
  } catch {
    return null
  }
  if (path === '/') return 'index.html'
  // One decoding is all: what still holds a percent sign was encoded twice.
  // A name that ends in a dot is another one's on Windows.
  if (!/^(?:\/[\w-][\w@-]*(?:\.[\w@-]+)*)+$/.test(path)) return null
  return Object.hasOwn(TYPES, extname(path)) ? path.slice(1) : null
}

interface BundleFile {
  readonly path: string
  readonly type: string
}

/** The file behind a request's path; null: there is none. A link that leads out of the folder is none. */
export async function findBundleFile(folder: string, pathname: string): Promise<BundleFile | null> {
  const name = bundlePath(pathname)
  if (name === null) return null
  try {
    const root = await realpath(folder)
    const path = await realpath(join(root, name))
    const way = relative(root, path)
    if (way === '' || way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way)) return null
    return (await stat(path)).isFile() ? { path, type: TYPES[extname(path)] ?? 'application/octet-stream' } : null
  } catch {
    return null
  }
}
