/** The page as stories use it: by the names that people and screen readers see. */
import type { Locator, Page } from 'playwright-core'

export interface AppPage {
  readonly page: Page
  readonly outline: Locator
  readonly inspector: Locator
  readonly dock: Locator
  readonly status: Locator
  /** Selects a model by the list, as a user does. */
  openModel(name: string): Promise<void>
  /** Selects a field or relation of the model that is open. */
  openField(name: string): Promise<void>
  tab(name: string): Promise<void>
  /** The text of the code panel that is open. */
  code(): Promise<string>
  /** Names of the models, in order. */
  models(): Promise<readonly string[]>
  undoLabels(): Promise<readonly string[]>
  palette(query: string): Promise<void>
  /** Puts a query into the shell and runs it. */
  run(text: string): Promise<void>
}

interface Probe {
  readonly relataApp: {
    readonly editor: {
      getState(): {
        readonly doc: {
          readonly root: { readonly root: { readonly modelOrder: readonly string[] } }
          readonly models: Record<string, { readonly name: string }>
        }
        readonly history: { readonly past: readonly { readonly label: string }[] }
      }
    }
  }
}

export async function appPage(page: Page): Promise<AppPage> {
  await page.waitForFunction(() => 'relataApp' in window)
  const region = (name: string): Locator => page.getByRole('region', { name, exact: true })
  const outline = region('Models')
  const inspector = region('Inspector')
  const dock = region('Preview and code')
  return {
    page,
    outline,
    inspector,
    dock,
    status: page.getByRole('contentinfo', { name: 'Status' }),
    async openModel(name) {
      const filter = outline.getByRole('combobox')
      await filter.fill(name)
      await outline
        .getByRole('option')
        .filter({ hasText: new RegExp(`^${name}$`) })
        .click()
      await filter.fill('')
    },
    openField: (name) =>
      inspector
        .getByRole('button', { name: new RegExp(`^${name}\\b`) })
        .first()
        .click(),
    tab: (name) => dock.getByRole('tab', { name: new RegExp(`^${name}`) }).click(),
    code: async () => (await dock.locator('.cm-content').allInnerTexts()).join('\n'),
    models: () =>
      page.evaluate(() => {
        const { doc } = (window as unknown as Probe).relataApp.editor.getState()
        return doc.root.root.modelOrder.map((id) => doc.models[id]?.name ?? '')
      }),
    undoLabels: () =>
      page.evaluate(() =>
        (window as unknown as Probe).relataApp.editor.getState().history.past.map(({ label }) => label),
      ),
    async palette(query) {
      await page.keyboard.press('Control+k')
      await page.getByRole('combobox', { name: 'Search and commands' }).fill(query)
    },
    async run(text) {
      const shell = dock.getByRole('textbox', { name: 'Query' })
      await shell.click()
      await page.keyboard.press('Control+a')
      await page.keyboard.insertText(text)
      await page.keyboard.press('Control+Enter')
    },
  }
}

/** Gives a file's name in the picker, once the keyboard has begun there: beginning marks the stem to be typed over. */
export async function nameFile(page: Page, name: string): Promise<void> {
  const box = page.getByRole('textbox', { name: 'File name' })
  await eventually(async () => {
    if (!(await box.evaluate((element) => document.activeElement === element))) throw new Error('Not begun yet')
  }, 20_000)
  await box.fill(name)
}

/** Waits until the check passes; its last failure is the story's. */
export async function eventually(check: () => Promise<void>, timeoutMs = 8000): Promise<void> {
  const end = Date.now() + timeoutMs
  for (;;) {
    try {
      return await check()
    } catch (thrown) {
      if (Date.now() > end) throw thrown
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
}
