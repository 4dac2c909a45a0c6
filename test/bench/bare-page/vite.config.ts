import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** React Flow as it comes, with the same boxes: the limit that the canvas is measured beside. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react()],
  build: { target: 'chrome140', assetsInlineLimit: 0, chunkSizeWarningLimit: 3000 },
  server: { fs: { allow: [resolve(import.meta.dirname, '../../..')] } },
})
