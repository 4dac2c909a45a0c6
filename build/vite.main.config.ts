/** Electron's main process and the session process: `electron/` to `dist/electron`, one file each. */
import { resolve } from 'node:path'
import { defineConfig } from 'vite'

const root = resolve(import.meta.dirname, '..')

export default defineConfig({
  root,
  publicDir: false,
  ssr: { noExternal: true, external: ['electron', 'electron/main', 'electron/common'] },
  build: {
    outDir: resolve(root, 'dist/electron'),
    emptyOutDir: false,
    target: 'node24',
    ssr: true,
    minify: false,
    sourcemap: false,
    rolldownOptions: {
      input: {
        main: resolve(root, 'electron/main/main.ts'),
        session: resolve(root, 'electron/sqlite/session/session-main.ts'),
      },
      platform: 'node',
      // The compiled addon is loaded by its path, never bundled.
      external: [/^electron(\/|$)/, /\.node$/],
      output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: '[name]-[hash].cjs' },
    },
  },
})
