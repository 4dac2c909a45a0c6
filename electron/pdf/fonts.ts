/**
 * The page's own typefaces for a PDF. They come cut by script, so a text is split into runs that one file
 * can draw. WOFF, not WOFF2: of the latter the font library loses glyphs that are put together from others.
 */
import { copyFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const FAMILIES = { sans: 'inter', mono: 'jetbrains-mono' } as const
export type Family = keyof typeof FAMILIES

interface FontRun {
  /** Name to register the font under. */
  readonly font: string
  readonly file: string
  readonly text: string
}

export interface FontLook {
  readonly family: Family
  readonly bold: boolean
  readonly italic: boolean
}

/**
 * The text in pieces, each with the font file that has its letters. Letters that none has go to the first one.
 *
 * @param folder where `copyFonts` put the files; null: the installed packages
 */
export function fontRuns(text: string, look: FontLook, folder: string | null = null): readonly FontRun[] {
  const runs: { script: string; text: string }[] = []
  for (const letter of text) {
    const script = scriptOf(rangesOf(look.family, folder), letter.codePointAt(0) ?? 0, runs.at(-1)?.script)
    const last = runs.at(-1)
    if (last !== undefined && last.script === script) last.text += letter
    else runs.push({ script, text: letter })
  }
  return runs.map((run) => ({ ...fontOf(look, run.script, folder), text: run.text }))
}

function fontOf(
  { family, bold, italic }: FontLook,
  script: string,
  folder: string | null,
): { font: string; file: string } {
  const name = FAMILIES[family]
  const font = `${name}-${script}-${bold ? 600 : 400}-${italic ? 'italic' : 'normal'}`
  return { font, file: join(folder ?? join(packageOf(family), 'files'), `${font}.woff`) }
}

/** Scripts of a family with their ranges of letters, Latin first. */
type Ranges = readonly { readonly script: string; readonly from: number; readonly to: number }[]
const ranges = new Map<Family, Ranges>()

function scriptOf(known: Ranges, letter: number, before: string | undefined): string {
  const fitting = known.filter(({ from, to }) => letter >= from && letter <= to)
  const same = fitting.find(({ script }) => script === before)
  return (same ?? fitting[0])?.script ?? 'latin'
}

function rangesOf(family: Family, folder: string | null): Ranges {
  const read = ranges.get(family)
  if (read !== undefined) return read
  const scripts = JSON.parse(
    readFileSync(
      folder === null ? join(packageOf(family), 'unicode.json') : join(folder, `${FAMILIES[family]}.json`),
      'utf8',
    ),
  ) as Record<string, string>
  const found = Object.entries(scripts)
    .toReversed()
    .flatMap(([script, list]) =>
      list.split(',').map((range) => {
        const [from = '0', to = from] = range.replace('U+', '').split('-')
        return { script, from: Number.parseInt(from, 16), to: Number.parseInt(to, 16) }
      }),
    )
  ranges.set(family, found)
  return found
}

function packageOf(family: Family): string {
  const require = createRequire(import.meta.url)
  return dirname(require.resolve(`@fontsource/${FAMILIES[family]}/package.json`))
}

/** Puts everything that `fontRuns` needs into one folder, for a package that has no node_modules. */
export function copyFonts(into: string): void {
  mkdirSync(into, { recursive: true })
  for (const [family, name] of Object.entries(FAMILIES) as [Family, string][]) {
    const files = readdirSync(join(packageOf(family), 'files')).filter((file) => /-(400|600)-\w+\.woff$/.test(file))
    for (const file of files) copyFileSync(join(packageOf(family), 'files', file), join(into, file))
    copyFileSync(join(packageOf(family), 'unicode.json'), join(into, `${name}.json`))
  }
}
