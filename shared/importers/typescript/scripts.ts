import type { ImportFile } from '../importer.ts'

/** The files of a folder that are TypeScript or JavaScript by their name; all of them where none is. */
export function scriptsOf(files: readonly ImportFile[]): readonly ImportFile[] {
  const scripts = files.filter((f) => /\.[cm]?[jt]sx?$/i.test(f.path))
  return scripts.length === 0 ? files : scripts
}
