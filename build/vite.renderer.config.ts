/**
 * The page: `renderer/` to `dist/renderer`. The built page holds under the strict content policy of
 * the hosts (no inline script, nothing from elsewhere); CodeMirror and Graphviz load when first needed.
 */
import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { preloadPage, startChunks } from './start-chunks.ts'

const root = resolve(import.meta.dirname, '../renderer')

export default defineConfig(({ command }) => {
  // Under vitest it says `test`, and the page would carry React's parts for development, slower and larger.
  if (command === 'build') process.env['NODE_ENV'] = 'production'
  return {
    root,
    // The loopback host serves under `/`, Electron under `app://bundle/`: relative names suit both.
    base: './',
    plugins: [react(), preloadPage()],
    build: {
      outDir: resolve(import.meta.dirname, '../dist/renderer'),
      emptyOutDir: true,
      target: 'chrome140',
      // An inlined font or worker would be a data: URL, which the policy refuses.
      assetsInlineLimit: 0,
      sourcemap: false,
      chunkSizeWarningLimit: 2000,
      rolldownOptions: { output: { codeSplitting: { groups: [{ name: startChunks(root) }] } } },
    },
    worker: { format: 'es' },
    server: { port: 5199, strictPort: false, fs: { allow: [resolve(import.meta.dirname, '..')] } },
  }
})
