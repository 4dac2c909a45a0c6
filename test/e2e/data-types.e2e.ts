import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appPage, eventually } from './app-page.ts'
import type { AppPage } from './app-page.ts'
import { openStage } from './stage.ts'
import type { Stage } from './stage.ts'

const field = (name: string, type: string, options: object = {}, more: object = {}) => ({
  id: `field:${name}`,
  name,
  type,
  options: { null: true, blank: true, ...options },
  ...more,
})
const PAIRS = [
  { value: 'dr', label: 'Draft' },
  { value: 'ok', label: 'Published' },
]
const DESIGN = {
  format: 'relata',
  version: 1,
  name: 'types',
  defaultApp: 'app:lab',
  apps: [{ id: 'app:lab', label: 'lab' }],
  models: [
    {
      id: 'model:sample',
      name: 'Sample',
      app: 'app:lab',
      fields: [
        field('big', 'BigIntegerField'),
        field('price', 'DecimalField', { max_digits: 8, decimal_places: 2 }),
        field('ratio', 'FloatField'),
        field('active', 'BooleanField'),
        field('day', 'DateField'),
        field('moment', 'DateTimeField'),
        field('clock', 'TimeField'),
        field('span', 'DurationField'),
        field('code', 'UUIDField'),
        field('data', 'JSONField'),
        field('state', 'CharField', { max_length: 2 }, { choices: { kind: 'pairs', pairs: PAIRS } }),
        field('changed', 'DateTimeField', { auto_now: true, null: false }),
      ],
    },
  ],
  views: [{ id: 'view:main', name: 'Main', everything: true }],
}

/** Column, what is typed, and what is shown once it is written. */
const TYPED: readonly (readonly [string, string, string])[] = [
  ['big', '9223372036854775807', '9223372036854775807'],
  ['price', '12.5', '12.50'],
  ['ratio', '0.1', '0.1'],
  ['day', '2024-02-29', '2024-02-29'],
  ['moment', '2024-02-29 10:30', '2024-02-29 10:30:00'],
  ['clock', '9:05', '09:05:00'],
  ['span', '2 days, 3:00:00', '2 days, 3:00:00'],
  ['code', '12345678-1234-5678-1234-567812345678', '12345678-1234-5678-1234-567812345678'],
  ['data', '{"a": [1, 2]}', '{"a": [1, 2]}'],
]

describe('cells of every type', () => {
  let stage: Stage
  let app: AppPage
  beforeAll(async () => {
    stage = await openStage({ design: JSON.stringify(DESIGN) })
    app = await appPage(stage.page)
    await eventually(async () => expect(await app.status.innerText()).toContain('up to date'), 20_000)
    await app.dock.getByRole('tab', { name: 'Rows' }).click()
    await app.dock.getByRole('button', { name: /^lab_sample\s*0/ }).click()
    await app.dock.getByRole('button', { name: 'New row' }).click()
    await eventually(async () => expect(await grid().getByRole('row').count()).toBe(2))
  })
  afterAll(() => stage.close())

  const grid = () => app.dock.getByRole('grid')
  const names = [
    'id',
    'big',
    'price',
    'ratio',
    'active',
    'day',
    'moment',
    'clock',
    'span',
    'code',
    'data',
    'state',
    'changed',
  ]
  const press = (key: string) => stage.page.keyboard.press(key)
  async function goTo(name: string): Promise<void> {
    await grid().focus()
    await press('Control+Home')
    for (let i = names.indexOf(name); i > 0; i--) await press('ArrowRight')
  }
  const cell = (name: string) => grid().locator(`[id$="cell-0-${names.indexOf(name)}"]`)
  async function shownAt(name: string): Promise<string> {
    await goTo(name)
    return cell(name).innerText()
  }

  it('take what is typed, in the form that Django stores', async () => {
    for (const [name, text] of TYPED) {
      await goTo(name)
      await stage.page.keyboard.type(text)
      await press('Enter')
    }
    await goTo('active')
    await press(' ')
    await goTo('state')
    await press('Enter')
    const choices = stage.page.getByRole('listbox', { name: 'Value of state' }).getByRole('option')
    expect(await choices.allInnerTexts()).toEqual(['Draft\ndr', 'Published\nok', '""', 'NULL\nNo value'])
    await stage.page.keyboard.type('pub')
    await press('Enter')
    expect(await shownAt('changed')).toBe('filled in when saved')
    await app.dock.getByRole('button', { name: 'Apply' }).click()
    await eventually(async () => expect(await app.dock.innerText()).toContain('Written: lab_sample: 1 added'))
    await eventually(async () => expect(await shownAt('id')).toBe('1'))
    for (const [name, , shown] of TYPED) expect(await shownAt(name), name).toBe(shown)
    expect(await shownAt('active')).toBe('true')
    expect(await shownAt('state')).toBe('Published')
    expect(await shownAt('changed')).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d/)
  })

  it('offer the browser’s own pickers, and NULL', async () => {
    for (const [name, type, value] of [
      ['day', 'date', '2024-02-29'],
      ['moment', 'datetime-local', '2024-02-29T10:30'],
      ['clock', 'time', '09:05:00'],
    ] as const) {
      await goTo(name)
      await press('F2')
      const input = stage.page.getByLabel(`Value of ${name}`)
      expect(await input.getAttribute('type')).toBe(type)
      expect(await input.inputValue()).toBe(value)
      if (name === 'day') await input.fill('2024-03-01')
      await press('Enter')
    }
    expect(await shownAt('day')).toBe('2024-03-01')
    await goTo('price')
    await press('F2')
    await app.dock.getByRole('gridcell').getByRole('button', { name: 'NULL' }).click()
    await stage.page.getByRole('textbox', { name: 'Value of price' }).press('Enter')
    expect(await shownAt('price')).toBe('NULL')
    await goTo('big')
    await press('Delete')
    expect(await cell('big').innerText()).toBe('NULL')
    await stage.shot('data-types')
    expect(await app.dock.getByRole('status').filter({ hasText: 'not written' }).innerText()).toContain(
      '1 change not written yet',
    )
    await app.dock.getByRole('button', { name: 'Discard' }).click()
    expect(await shownAt('big')).toBe('9223372036854775807')
  })

  it('say in the cell what cannot be', async () => {
    for (const [name, text, problem] of [
      ['price', '1.234', 'no more than 2 decimal places'],
      ['data', '{"a"', 'This is not JSON.'],
      ['span', 'soon', 'Enter a duration'],
      ['big', '99999999999999999999', 'between -9223372036854775808 and 9223372036854775807'],
    ] as const) {
      await goTo(name)
      await stage.page.keyboard.type(text)
      await press('Enter')
      expect(await stage.page.getByRole('alert').innerText()).toContain(problem)
      await press('Escape')
    }
    expect(await app.dock.getByRole('status').filter({ hasText: 'not written' }).count()).toBe(0)
    expect(stage.troubles).toEqual([])
  })
})
