import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appPage, eventually } from './app-page.ts'
import type { AppPage } from './app-page.ts'
import { openStage } from './stage.ts'
import type { Stage } from './stage.ts'

describe('the shell', () => {
  let stage: Stage
  let app: AppPage
  beforeAll(async () => {
    stage = await openStage({ example: 'blog' })
    app = await appPage(stage.page)
    await eventually(async () => expect(await app.status.innerText()).toContain('up to date'), 20_000)
  })
  afterAll(() => stage.close())

  const says = (text: string | RegExp) =>
    eventually(async () => expect(await app.dock.innerText()).toMatch(text instanceof RegExp ? text : literal(text)))
  const literal = (text: string) => new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  const tab = (name: string) => app.dock.getByRole('tab', { name }).last().click()

  it.each([
    ['category = Category.objects.first()\ncategory.posts.count()', /\n3(\n|$)/],
    ['User.objects.get(username="amina").profile.city', 'Casablanca'],
    ['Post.objects.filter(tags__name="django").count()', /\n[23](\n|$)/],
    [
      'post = Post.objects.first()\npost.tags.add(Tag.objects.create(name="new"))\nprint(post.tags.filter(name="new").count())',
      /\n1\n/,
    ],
    ['post = Post.objects.first()\npost.tags.clear()\nprint(post.tags.count())', /\n0\n/],
    [
      'Post(title="x").tags.add(1)',
      'needs to have a value for field "id" before this many-to-many relationship can be used',
    ],
  ])('runs a tutorial’s snippet: %s', async (code, answer) => {
    await app.run(code)
    await says(answer)
  })

  it('runs what was asked for meanwhile after what runs', async () => {
    const slow = 'print(sum(1 for a in range(300000)))'
    await app.run(slow)
    await app.run('Tag.objects.count() + 1000')
    await says(/\n1004(\n|$)/)
  })

  it('Stop ends what runs, and drops what waits for its end', async () => {
    // A loop of Python's would end by itself, at its limit of steps.
    const endless = 'WITH RECURSIVE n(v) AS (SELECT 1 UNION ALL SELECT v FROM n) SELECT max(v) AS id FROM n'
    const button = (name: string) => app.dock.getByRole('button', { name, exact: true })
    await button('Run').waitFor()
    await app.run(`Tag.objects.raw("${endless}")[0]`)
    await button('Stop').waitFor()
    await app.run('Tag.objects.count() + 2000')
    await says('Waits for the end of what runs')
    await button('Stop').click()
    await button('Run').waitFor()
    await says('What waited for its end was not run.')
    await app.run('Tag.objects.count() + 3000')
    await says(/\n3004(\n|$)/)
    expect(await app.dock.innerText()).not.toContain('not run')
  })

  it('says what a run changed, takes it back, and undoes a kept one', async () => {
    await app.run('Tag.objects.all().delete()')
    await says('Taken back: blog_post_tags: 8 deleted, blog_tag: 4 deleted')
    await app.dock.getByRole('checkbox', { name: 'Keep changes' }).check()
    await app.run('Tag.objects.create(name="kept")')
    await says('Changes kept: blog_tag: 1 added')
    await app.dock.getByRole('button', { name: 'Undo this run' }).click()
    await says('Taken back: blog_tag: 1 added')
    await app.dock.getByRole('checkbox', { name: 'Keep changes' }).uncheck()
  })

  it('shows as a tree what a delete would do, from a queryset', async () => {
    await app.run('User.objects.filter(username="amina").delete()')
    await tab('Delete?')
    await says('It would delete 8 rows')
    await says('CASCADE · author')
    await stage.shot('shell-impact')
  })

  it('says the query in TypeScript, and how SQLite runs it', async () => {
    await app.run('Post.objects.filter(author__profile__city="Casablanca")')
    await tab('TypeScript')
    await says(".where(eq(profile.city, 'Casablanca'))")
    await tab('Plan')
    await says('Reads every row of')
    await app.run('Profile.objects.filter(city="Rabat")')
    await says('No index on city of blog_profile')
    await app.dock.getByRole('button', { name: 'Add index on Profile.city' }).click()
    await says(/Looks up city of blog_profile in the index/)
    await stage.shot('shell-plan')
    await tab('Result')
  })

  it('helps with the parameters of a call', async () => {
    await app.dock.getByRole('textbox', { name: 'Query' }).click()
    await stage.page.keyboard.press('Control+a')
    await stage.page.keyboard.type('Post.objects.values_list("title", flat=')
    await eventually(async () =>
      expect(await stage.page.locator('.cm-signature-active').innerText()).toBe('flat=False'),
    )
  })

  it('keeps queries with the design, under names', async () => {
    await stage.page.keyboard.press('Escape')
    await app.run('Tag.objects.count()')
    await app.dock.getByRole('textbox', { name: 'Query' }).click()
    await stage.page.keyboard.press('Control+r')
    await stage.page.getByRole('textbox', { name: 'Name of the new query' }).fill('how many tags')
    await stage.page.getByRole('button', { name: 'Save', exact: true }).click()
    await stage.page.getByRole('searchbox', { name: 'Find in names and texts' }).fill('many tags')
    await stage.page.getByRole('button', { name: 'Run how many tags' }).click()
    await says(/\n4\n|\n4$/)
    expect(stage.troubles).toEqual([])
  })
})
