/** The loopback host over a page and a folder, in a process of its own; its first line is the link. */
import { join } from 'node:path'
import { startLoopback } from '../../electron/loopback/serve.ts'

const [rendererFolder = '', folder = ''] = process.argv.slice(2)
const host = await startLoopback({ rendererFolder, dataFolder: join(folder, '.home'), roots: [folder] })
console.log(host.url)
