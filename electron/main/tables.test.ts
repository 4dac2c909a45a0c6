import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { beforeAll, describe, expect, it, vi } from 'vitest'

import { nextClose, OPEN } from './close-state.ts'
import type { CloseEvent } from './close-state.ts'
import { filesFromArguments, filesFromHandover } from './launch-files.ts'
import { flattenMenu, menuTemplate } from './menu-template.ts'
import { isAllowedPermission, isPageRequest, isTrustedSender } from './page-origin.ts'
import { FRENCH, shellWords } from './shell-words.ts'
import { readPlace, usableBounds } from './window-state.ts'

/** The page's actions; their modules look at the browser while they load. */
async function actionIds(): Promise<ReadonlySet<string>> {
  const nothing = { matches: false, addEventListener() {}, getItem: () => null }
  vi.stubGlobal('matchMedia', () => nothing)
  vi.stubGlobal('localStorage', nothing)
  const { ACTIONS } = await import('../../renderer/actions/registry.ts')
  return new Set(ACTIONS.map((action) => action.id))
}

describe('menus', () => {
  let known: ReadonlySet<string>
  beforeAll(async () => void (known = await actionIds()))

  for (const platform of ['linux', 'darwin', 'win32'] as const) {
    const entries = flattenMenu(
      menuTemplate(platform, {
        disabled: new Set(['edit.undo']),
        recent: [{ id: 'r1', label: 'blog' }],
        isDevelopment: true,
      }),
    )
    const actions = entries.filter((entry) => entry.kind === 'action')

    it(`on ${platform} name actions that exist, each once`, () => {
      expect(actions.map(({ id }) => id).filter((id) => !known.has(id))).toEqual([])
      expect(new Set(actions.map(({ id }) => id)).size).toBe(actions.length)
    })

    it(`on ${platform} give no key twice, and grey out what cannot be run`, () => {
      const keys = actions.flatMap(({ key }) =>
        key === null ? [] : [key.replace('Cmd', 'CmdOrCtrl').replace('CmdOrCtrlOrCtrl', 'CmdOrCtrl')],
      )
      expect(new Set(keys).size).toBe(keys.length)
      expect(actions.filter((a) => !a.enabled).map((a) => a.id)).toEqual(['edit.undo'])
    })
  }

  it('have the app menu on macOS only, and never the undo role', () => {
    const labels = (platform: 'linux' | 'darwin') =>
      menuTemplate(platform, { disabled: new Set(), recent: [], isDevelopment: false }).map((e) =>
        e.kind === 'menu' ? e.label : '',
      )
    expect(labels('darwin')[0]).toBe('Relata')
    expect(labels('linux')[0]).toBe('File')
  })
})

describe('the shell in French', () => {
  it('has every word of the menus, and says it', () => {
    const words = shellWords('fr', 'en-US')
    for (const platform of ['linux', 'darwin', 'win32'] as const) {
      const state = { disabled: new Set<string>(), recent: [], isDevelopment: true }
      const labels = (given: typeof state & { readonly words?: typeof words }) =>
        flattenMenu(menuTemplate(platform, given)).flatMap((e) =>
          'label' in e && e.label !== undefined ? [e.label] : [],
        )
      expect(labels(state).filter((label) => !(label in FRENCH))).toEqual([])
      expect(labels({ ...state, words })).toEqual(labels(state).map((label) => FRENCH[label]))
    }
  })

  it('follows what was chosen, else the system', () => {
    expect(shellWords('system', 'fr-CA')('Save')).toBe('Enregistrer')
    expect(shellWords(undefined, 'de')('Save')).toBe('Save')
    expect(shellWords('en', 'fr')('Save')).toBe('Save')
  })
})

describe('closing a window', () => {
  const run = (events: readonly CloseEvent[]) => {
    let state = OPEN
    const effects = events.map((event) => {
      const next = nextClose(state, event)
      ;({ state } = next as { state: typeof OPEN })
      return next.effect
    })
    return { state: state as ReturnType<typeof nextClose>['state'], effects }
  }
  const dirty: CloseEvent = { kind: 'dirty', dirty: true }
  const close: CloseEvent = { kind: 'close', quitting: false }
  const answer = (choice: 'save' | 'discard' | 'cancel'): CloseEvent => ({ kind: 'answer', choice, token: 't' })

  it('goes at once when nothing is unsaved', () => {
    expect(run([close])).toEqual({ state: { at: 'closed' }, effects: ['none'] })
  })
  it('asks, saves by the page, then goes', () => {
    const { effects } = run([dirty, close, close, answer('save'), { kind: 'reply', token: 't', proceed: true }])
    expect(effects).toEqual(['none', 'prevent+ask', 'prevent', 'tell-page-to-save', 'close'])
  })
  it('stays when cancelled, and when the save failed', () => {
    expect(run([dirty, close, answer('cancel')]).state).toEqual({ at: 'open', dirty: true })
    expect(run([dirty, close, answer('save'), { kind: 'reply', token: 't', proceed: false }]).state).toEqual({
      at: 'open',
      dirty: true,
    })
    expect(run([dirty, close, answer('save'), { kind: 'reply', token: 'other', proceed: true }]).state.at).toBe(
      'saving',
    )
  })
  it('remembers that the whole program wants to end', () => {
    expect(run([dirty, close, { kind: 'close', quitting: true }, answer('discard')]).effects.at(-1)).toBe('close+quit')
    expect(run([dirty, { kind: 'close', quitting: true }, answer('cancel'), close]).effects.at(-1)).toBe('prevent+ask')
  })
  it('never loses unsaved work without an answer, whatever happens in between', () => {
    const event: fc.Arbitrary<CloseEvent> = fc.oneof(
      fc.constant(dirty),
      fc.record({ kind: fc.constant('close' as const), quitting: fc.boolean() }),
      fc.constant(answer('cancel')),
      fc.record({ kind: fc.constant('reply' as const), token: fc.constantFrom('t', 'u'), proceed: fc.constant(false) }),
    )
    fc.assert(
      fc.property(fc.array(event), (events) => {
        const { effects } = run([dirty, ...events])
        expect(effects.some((effect) => effect.startsWith('close'))).toBe(false)
      }),
    )
  })
})

describe('who may speak', () => {
  it('[R6] only the main frame of our page', () => {
    expect(isTrustedSender({ origin: 'app://bundle', parent: null })).toBe(true)
    expect(isTrustedSender({ origin: 'app://bundle', parent: {} })).toBe(false)
    expect(isTrustedSender({ origin: 'https://evil.test', parent: null })).toBe(false)
    expect(isTrustedSender({ origin: 'null', parent: null })).toBe(false)
    expect(isTrustedSender(null)).toBe(false)
  })
  it('[R2] app:// answers for our host only', () => {
    expect(isPageRequest('app://bundle/index.html')).toBe(true)
    for (const url of [
      'app://other/x',
      'app://bundle.evil/x',
      'app://user@bundle/x',
      'https://bundle/',
      'file:///etc/passwd',
      '',
      'app:',
    ]) {
      expect(isPageRequest(url)).toBe(false)
    }
  })
  it('[R5] every permission Electron knows is denied, but two', () => {
    const types = readFileSync(join(import.meta.dirname, '../../node_modules/electron/electron.d.ts'), 'utf8')
    const union =
      /setPermissionRequestHandler\(handler: \(\(webContents: WebContents, permission: ([^,]+),/.exec(types)?.[1] ?? ''
    const names = [...union.matchAll(/'([^']+)'/g)].map((m) => m[1] ?? '')
    expect(names.length).toBeGreaterThan(30)
    expect(names.filter(isAllowedPermission)).toEqual(['clipboard-sanitized-write', 'fullscreen'])
  })
})

describe('what starts with the program', () => {
  it('files come from the arguments, made absolute', () => {
    expect(filesFromArguments(['electron', 'main.cjs', '--inspect', 'a.json', '/b.json'], '/home', 2)).toEqual([
      '/home/a.json',
      '/b.json',
    ])
    expect(filesFromArguments(['app', '--flag', '--', '-odd.json'], '/home', 1)).toEqual(['/home/-odd.json'])
  })
  it('a second start hands over absolute paths only', () => {
    expect(filesFromHandover({ files: ['/a', 'b', 1, null] })).toEqual(['/a'])
    for (const odd of [null, 1, {}, { files: 'x' }]) expect(filesFromHandover(odd)).toEqual([])
  })
  it('the window comes back only where a screen is', () => {
    const screens = [{ x: 0, y: 0, width: 1920, height: 1080 }]
    const at = (x: number, y: number) =>
      usableBounds({ bounds: { x, y, width: 800, height: 600 }, maximized: false }, screens)
    expect(at(100, 100)).not.toBeNull()
    for (const [x, y] of [
      [5000, 0],
      [-790, 0],
      [0, -50],
      [0, 1075],
    ] as const)
      expect(at(x, y)).toBeNull()
    for (const raw of [null, 1, {}, { bounds: { x: 'a' } }, { bounds: { x: 0, y: 0, width: 1, height: 1 } }])
      expect(readPlace(raw).bounds).toBeNull()
  })
})
