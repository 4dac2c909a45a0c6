import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The canvas alone; built into a folder that the caller names, or served for looking at it. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react()],
  // Profiles want names that can be read.
  build: {
    target: 'chrome140',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 3000,
    minify: process.env['RELATA_READABLE'] === undefined,
  },
  worker: { format: 'es' },
  server: { port: 5321, fs: { allow: [resolve(import.meta.dirname, '../../..')] } },
})
