import { join } from 'node:path'
import { expect, it } from 'vitest'
import { startChunks } from './start-chunks.ts'

const root = join('/', 'r')
const file = (...names: string[]): string => join(root, ...names)

it('puts what the first picture reaches into one script, and the rest of the page into another', () => {
  const imports: { readonly [id: string]: readonly string[] } = {
    [file('app', 'main.ts')]: ['scene', 'paint'],
    scene: ['box', 'scene-again'],
    'scene-again': ['scene'],
    [file('app', 'page.tsx')]: ['react', 'box', 'panel'],
    panel: ['react'],
    dialog: ['react', 'editor'],
  }
  const modules = { getModuleInfo: (id: string) => ({ importedIds: imports[id] ?? [] }) }
  const name = startChunks(root)
  const named = (ids: readonly string[]) => ids.map((id) => name(id, modules))
  expect(named(['scene', 'scene-again', 'box', 'paint'])).toEqual(['first', 'first', 'first', 'first'])
  expect(named([file('app', 'page.tsx'), 'react', 'panel'])).toEqual(['page', 'page', 'page'])
  // The entry is a script by itself, and what loads later is the builder's business.
  expect(named([file('app', 'main.ts'), 'dialog', 'editor'])).toEqual([null, null, null])
})
