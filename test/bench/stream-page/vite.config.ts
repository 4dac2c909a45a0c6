import { resolve } from 'node:path'
import { defineConfig } from 'vite'

/** The page's line to its host and what holds the rows, without the grid. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  publicDir: resolve(import.meta.dirname, '../../../renderer/public'),
  build: { target: 'chrome140' },
  server: { fs: { allow: [resolve(import.meta.dirname, '../../..')] } },
})
