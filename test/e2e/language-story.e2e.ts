/** The page in French: switched by key, kept, with the same design; nothing English is left on its screens. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually } from './app-page.ts'
import { axeViolations, overflows } from './axe.ts'
import { openStage } from './stage.ts'
import type { Stage } from './stage.ts'

/** Words that only English has, as whole words; names of Django and of code are set in mono and left out. */
const ENGLISH =
  /\b(the|and|with|show|hide|delete|field|fields|rows|row|which|what|when|each|every|this|that|from|save|search|nothing|undo|redo|settings|keys)\b/i

describe('the page in French', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage({ example: 'blog' })
    await stage.page.waitForFunction(() => 'relataApp' in window)
  })
  afterAll(() => stage.close())

  const canvas = () => stage.page.locator('.canvas')
  const press = async (...keys: string[]) => {
    await canvas().focus()
    for (const key of keys) await stage.page.keyboard.press(key)
  }
  const isFrench = () =>
    stage.page.waitForFunction(() => document.documentElement.lang === 'fr' && 'relataApp' in window)

  /** Visible texts and names for the screen reader, without code, names of the design and lists of keys. */
  async function english(): Promise<readonly string[]> {
    const texts = await stage.page.evaluate(() => {
      const found: string[] = []
      const skipped = '.cm-editor, code, kbd, pre, script, style, .canvas, [role="application"], .react-flow__a11y'
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
      while (walker.nextNode()) {
        const parent = walker.currentNode.parentElement
        if (parent === null || parent.closest(skipped) !== null) continue
        if (getComputedStyle(parent).fontFamily.includes('Mono')) continue
        found.push((walker.currentNode.textContent ?? '').trim())
      }
      for (const element of document.querySelectorAll('[aria-label], [placeholder], [title]')) {
        if (element.closest(skipped) !== null) continue
        for (const name of ['aria-label', 'placeholder', 'title']) found.push(element.getAttribute(name) ?? '')
      }
      return found
    })
    return [...new Set(texts)]
  }
  const left = async () => (await english()).filter((text) => ENGLISH.test(text))

  it('is chosen by key, and the same design comes back', async () => {
    expect(await stage.page.locator('html').getAttribute('lang')).toBe('en')
    await press('y', '6')
    await isFrench()
    await stage.page.getByRole('region', { name: 'Modèles' }).waitFor()
    expect(await stage.page.getByRole('option', { name: 'Post' }).count()).toBe(1)
    expect(await stage.page.getByRole('contentinfo').innerText()).toContain('5 modèles')
    expect(await left()).toEqual([])
    const user = await stage.page.locator('.box').filter({ hasText: 'username' }).innerText()
    expect(user).toContain('externe')
    expect(user).toContain('6 autres')
    expect(await axeViolations(stage.page)).toEqual([])
    expect(await overflows(stage.page)).toEqual([])
    await stage.shot('french-start')
  })

  it('speaks French in the inspector, the tabs and the dialogs', async () => {
    const inspector = stage.page.getByRole('region', { name: 'Inspecteur' })
    await stage.page.getByRole('option', { name: 'Post' }).click()
    expect(await left(), 'model').toEqual([])
    await inspector
      .getByRole('button', { name: /^author/ })
      .first()
      .click()
    await inspector.getByText('Chaque Post a un User').waitFor()
    expect(await left(), 'relation').toEqual([])
    for (const tab of ['Problèmes', 'Historique', 'Aperçu']) {
      await stage.page.getByRole('tab', { name: new RegExp(`^${tab}`) }).click()
      expect(await left(), tab).toEqual([])
    }
    for (const [keys, name] of [
      ['Control+k', 'palette'],
      ['?', 'shortcuts'],
      ['Control+e', 'export'],
      ['Shift+R', 'assistant'],
      ['Control+Alt+p', 'print'],
    ] as const) {
      await press(keys)
      await stage.page.getByRole('dialog').waitFor()
      await stage.page.waitForTimeout(150)
      await stage.shot(`french-${name}`)
      expect(await left(), name).toEqual([])
      expect(await axeViolations(stage.page), name).toEqual([])
      await stage.page.keyboard.press('Escape')
      await stage.page.getByRole('dialog').waitFor({ state: 'detached' })
    }
  })

  it('names steps in French, and says them', async () => {
    await press('m')
    await stage.page.keyboard.type('Auteur')
    await stage.page.keyboard.press('Enter')
    await stage.page.keyboard.press('Escape')
    await eventually(async () =>
      expect(await stage.page.getByRole('button', { name: 'Annuler : Ajouter un modèle' }).count()).toBe(1),
    )
    await press('Control+z')
    await eventually(async () =>
      expect((await stage.page.locator('[role="status"]').allInnerTexts()).join(' ')).toContain('Annulé'),
    )
  })

  it('is kept by the host, and goes back to English', async () => {
    await stage.page.evaluate(() => localStorage.removeItem('relata.language'))
    await stage.page.reload()
    await isFrench()
    await press('y', '5')
    await stage.page.waitForFunction(() => document.documentElement.lang === 'en' && 'relataApp' in window)
    await stage.page.getByRole('region', { name: 'Models' }).waitFor()
    expect(stage.troubles).toEqual([])
  })
})
