/**
 * What the page loads when it starts, in two scripts instead of a hundred: `first`, all that the first picture needs
 * (`renderer/app/main.ts`), and `page`, all that the page around it needs besides (`renderer/app/page.tsx`). What both
 * have in common with parts that load later is in them, too; those parts stay scripts of their own.
 */
import { join } from 'node:path'
import type { Plugin } from 'vite'

interface Modules {
  getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null
}

interface Chunk {
  readonly type: string
  readonly fileName: string
  readonly name: string
  readonly viteMetadata?: { readonly importedCss: ReadonlySet<string> }
}

/** A name for each module of the start; null: the builder decides. */
export function startChunks(renderer: string): (id: string, modules: Modules) => string | null {
  const entry = join(renderer, 'app', 'main.ts')
  const page = join(renderer, 'app', 'page.tsx')
  const found = new WeakMap<Modules, { readonly first: ReadonlySet<string>; readonly page: ReadonlySet<string> }>()
  return (id, modules) => {
    let closures = found.get(modules)
    if (closures === undefined) {
      closures = { first: reached(entry, modules), page: reached(page, modules) }
      found.set(modules, closures)
    }
    if (id === entry) return null
    return closures.first.has(id) ? 'first' : closures.page.has(id) ? 'page' : null
  }
}

/** All modules that one imports, directly or by way of others, at once. */
function reached(from: string, modules: Modules): ReadonlySet<string> {
  const seen = new Set([from])
  for (const id of seen) for (const next of modules.getModuleInfo(id)?.importedIds ?? []) seen.add(next)
  return seen
}

/** The page's script, its styles and the font of the drawing are fetched while the first picture is being made. */
export function preloadPage(): Plugin {
  return {
    name: 'relata:preload-page',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle = {} }) {
        const files = Object.values(bundle) as unknown as readonly Chunk[]
        const page = files.filter(({ type, name }) => type === 'chunk' && name === 'page')
        const styles = page.flatMap(({ viteMetadata }) => [...(viteMetadata?.importedCss ?? [])])
        const fonts = files.filter(({ fileName }) => /inter-latin-wght-normal-[\w-]+\.woff2$/.test(fileName))
        const link = (file: string, attrs: Record<string, string>) => ({
          tag: 'link',
          attrs: { crossorigin: true, href: `./${file}`, ...attrs },
          injectTo: 'head' as const,
        })
        return [
          ...fonts.map(({ fileName }) => link(fileName, { rel: 'preload', as: 'font', type: 'font/woff2' })),
          ...page.map(({ fileName }) => link(fileName, { rel: 'modulepreload', fetchpriority: 'low' })),
          ...styles.map((file) => link(file, { rel: 'preload', as: 'style', fetchpriority: 'low' })),
        ]
      },
    },
  }
}
