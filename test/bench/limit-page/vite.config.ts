import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The least that React Flow can be made to do: the prototype whose cost a frame of the editor is held against. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react()],
  build: { target: 'chrome140', assetsInlineLimit: 0, chunkSizeWarningLimit: 3000 },
  worker: { format: 'es' },
  server: { fs: { allow: [resolve(import.meta.dirname, '../../..')] } },
})
