/** The preload: a sandboxed one has to be a single CommonJS file that requires nothing but `electron`. */
import { resolve } from 'node:path'
import { defineConfig } from 'vite'

const root = resolve(import.meta.dirname, '..')

export default defineConfig({
  root,
  publicDir: false,
  ssr: { noExternal: true, external: ['electron', 'electron/renderer'] },
  build: {
    outDir: resolve(root, 'dist/electron'),
    emptyOutDir: false,
    target: 'chrome140',
    ssr: true,
    minify: false,
    sourcemap: false,
    rolldownOptions: {
      input: { preload: resolve(root, 'electron/preload/preload.ts') },
      external: [/^electron(\/|$)/],
      // The one name that every sandbox knows.
      output: { format: 'cjs', entryFileNames: '[name].cjs', paths: { 'electron/renderer': 'electron' } },
    },
  },
})
