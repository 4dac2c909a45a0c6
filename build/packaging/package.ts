/** Makes the packages of this machine's system: `node build/bootstrap.mjs --also build/packaging build/packaging/package.ts`. */
import { build } from 'electron-builder'

import { builderConfig, OUTPUT } from './config.ts'
import { electronVersion, stage } from './stage.ts'

await stage((line) => console.log(line))
await build({ config: builderConfig(electronVersion(), null), publish: 'never' })
console.log(`packages are in ${OUTPUT}`)
