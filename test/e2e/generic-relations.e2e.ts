import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ErDocument } from '../../shared/document/records.ts'
import { writeDocument } from '../../shared/document/file/write.ts'
import { django } from '../../shared/importers/django.ts'
import { appPage, eventually } from './app-page.ts'
import type { AppPage } from './app-page.ts'
import { openStage } from './stage.ts'
import type { Stage } from './stage.ts'

const MODELS = `
from django.db import models
from django.contrib.contenttypes.fields import GenericForeignKey, GenericRelation
from django.contrib.contenttypes.models import ContentType

class TaggedItem(models.Model):
    tag = models.SlugField()
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.PositiveIntegerField()
    content_object = GenericForeignKey('content_type', 'object_id')

class Bookmark(models.Model):
    url = models.CharField(max_length=100)
    tags = GenericRelation(TaggedItem, related_query_name='bookmark')
`

describe('generic relations', () => {
  let stage: Stage
  let app: AppPage
  beforeAll(async () => {
    const bytes = new TextEncoder().encode(MODELS)
    const { doc } = (await django.import([{ path: 'app/models.py', bytes }], { app: 'app' }, {})) as {
      readonly doc: ErDocument
    }
    stage = await openStage({ design: writeDocument(doc) })
    app = await appPage(stage.page)
    await eventually(async () => expect(await app.status.innerText()).toContain('up to date'), 20_000)
  })
  afterAll(() => stage.close())

  const says = (text: RegExp) => eventually(async () => expect(await app.dock.innerText()).toMatch(text))

  it('say on the drawing what they look at', async () => {
    const text = async (model: string) => stage.page.locator(`.box[data-model="${model}"]`).innerText()
    await eventually(async () => expect(await text('TaggedItem')).toContain('gfk content_type, object_id'))
    await eventually(async () => expect(await text('Bookmark')).toContain('generic TaggedItem'))
    await stage.shot('generic-relations')
  })

  it('are used in the shell as Django’s documentation shows', async () => {
    await app.run(
      'b = Bookmark.objects.create(url="https://www.djangoproject.com/")\n' +
        'b.tags.create(tag="django")\nTaggedItem.objects.create(content_object=b, tag="python")\n' +
        'print([t.tag for t in b.tags.order_by("tag")], TaggedItem.objects.filter(bookmark__url__contains="django").count())\n' +
        'print(b.tags.first().content_object == b, b.delete()[0])',
    )
    await says(/\['django', 'python'\] 2/)
    await says(/True 3/)
  })

  it('stand beside classes and generators of the script', async () => {
    await app.run(
      'def squares(n):\n    for i in range(n):\n        yield i * i\n\n' +
        'class Total:\n    def __init__(self, items):\n        self.items = list(items)\n' +
        '    def __repr__(self):\n        return f"Total({sum(self.items)})"\n\nprint(Total(squares(5)))',
    )
    await says(/Total\(30\)/)
  })

  it('are lines on the drawing, said in words', async () => {
    const label = (model: string) => stage.page.locator(`.box[data-model="${model}"]`).getAttribute('aria-label')
    await eventually(async () => expect(await label('Bookmark')).toContain('1 relation'))
    expect(await label('TaggedItem')).toContain('2 relations')
  })

  it('are chosen in a form, which keeps what it does not show', async () => {
    await app.openModel('Bookmark')
    await app.openField('tags')
    await eventually(async () => expect(await app.inspector.innerText()).toContain('bookmark.tags.all() gives'))
    const name = app.inspector.getByRole('textbox', { name: 'Name in filters' })
    expect(await name.inputValue()).toBe('bookmark')
    await app.inspector.getByRole('combobox', { name: 'Target' }).click()
    const offered = stage.page.getByRole('dialog', { name: 'Target' }).getByRole('option')
    await eventually(async () => expect((await offered.allInnerTexts())[0]).toBe('TaggedItem'))
    await stage.page.keyboard.press('Escape')
    await name.fill('mark')
    await name.press('Enter')
    await app.tab('Django')
    await eventually(async () =>
      expect(await app.code()).toMatch(/GenericRelation\(TaggedItem, related_query_name="mark"\)/),
    )
    await app.openModel('TaggedItem')
    await app.openField('content_object')
    await eventually(async () => expect(await app.inspector.innerText()).toContain('Ways back: Bookmark.tags.'))
  })

  it('come with one command, and go with one undo', async () => {
    await app.openModel('Bookmark')
    await app.palette('Add generic foreign key')
    await stage.page.keyboard.press('Enter')
    await eventually(async () =>
      expect(await app.inspector.innerText()).toContain('Each Bookmark points at one object'),
    )
    await app.tab('Django')
    await eventually(async () =>
      expect(await app.code()).toContain('content_object = GenericForeignKey("content_type", "object_id")'),
    )
    await stage.page.getByRole('button', { name: /^Undo/ }).click()
    await eventually(async () => expect(await app.code()).not.toContain('object_id = models.PositiveBigIntegerField'))
    expect(stage.troubles).toEqual([])
  })

  it('have sample rows that lead somewhere', async () => {
    await app.tab('Preview')
    await eventually(async () => expect(await app.status.innerText()).toContain('up to date'), 20_000)
    await app.dock.getByRole('tab', { name: 'Rows' }).click()
    await app.dock.getByRole('button', { name: 'Fill…' }).click()
    await stage.page.getByRole('menuitem', { name: /\b100\b/ }).click()
    await eventually(async () => expect(await app.dock.innerText()).toMatch(/app_taggeditem\s*[1-9]/), 20_000)
    await app.dock.getByRole('tab', { name: 'Query' }).click()
    await app.run('print(TaggedItem.objects.count() > 0, all(t.content_object for t in TaggedItem.objects.all()))')
    await says(/True True/)
  })
})
