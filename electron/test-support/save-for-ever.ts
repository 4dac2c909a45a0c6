/** Saves numbered files of 1 MB and tells each number once it is saved, until it is killed. */
import { flushCompileCache } from 'node:module'
import { atomicWrite } from '../services/files/atomic-write.ts'

flushCompileCache()

const target = process.argv[2] ?? ''
const filler = 'x'.repeat(1_000_000)
for (let n = 1; ; n++) {
  await atomicWrite(target, Buffer.from(`${n}:${filler}`))
  process.send?.(n)
}
