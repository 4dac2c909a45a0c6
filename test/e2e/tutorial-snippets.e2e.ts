/** Snippets of tutorials, typed into the pane as they are printed: prompts, echoes, comments and all. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { django } from '../../shared/importers/django.ts'
import { writeDocument } from '../../shared/document/file/write.ts'
import { appPage, eventually } from './app-page.ts'
import type { AppPage } from './app-page.ts'
import { openStage } from './stage.ts'
import type { Stage } from './stage.ts'

const MODELS = `from django.db import models


class Category(models.Model):
    name = models.CharField(max_length=50)

    def __str__(self):
        return self.name


class Tag(models.Model):
    name = models.CharField(max_length=30, unique=True)

    def __str__(self):
        return self.name


class User(models.Model):
    username = models.CharField(max_length=30)

    def __str__(self):
        return self.username


class Profile(models.Model):
    user = models.OneToOneField(User, on_delete=models.CASCADE)
    city = models.CharField(max_length=50)

    def __str__(self):
        return f"{self.user.username} in {self.city}"


class Post(models.Model):
    title = models.CharField(max_length=100)
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="posts")
    author = models.ForeignKey(User, on_delete=models.CASCADE)
    tags = models.ManyToManyField(Tag, blank=True)

    def __str__(self):
        return self.title


class Comment(models.Model):
    post = models.ForeignKey(Post, on_delete=models.CASCADE)
    text = models.TextField()

    def __str__(self):
        return self.text


class Course(models.Model):
    name = models.CharField(max_length=50)

    def __str__(self):
        return self.name


class Student(models.Model):
    name = models.CharField(max_length=50)
    courses = models.ManyToManyField(Course)

    def __str__(self):
        return self.name
`

/** What the tutorial's reader has typed before. */
const BEGUN = `>>> from blog.models import Category, Comment, Course, Post, Profile, Student, Tag, User
>>> category = Category.objects.create(name="Python")
>>> amina = User.objects.create(username="amina")
>>> Profile.objects.create(user=amina, city="Casablanca")
<Profile: amina in Casablanca>
>>> post = Post.objects.create(title="Django basics", category=category, author=amina)
>>> django = Tag.objects.create(name="django")
`

describe('the snippets of a tutorial', () => {
  let stage: Stage
  let app: AppPage
  beforeAll(async () => {
    const bytes = new TextEncoder().encode(MODELS)
    const { doc } = await django.import([{ path: 'blog/models.py', bytes }], { app: 'blog' }, {})
    stage = await openStage({ design: writeDocument(doc) })
    app = await appPage(stage.page)
    await eventually(async () => expect(await app.status.innerText()).toContain('up to date'), 20_000)
    await app.tab('Preview')
  })
  afterAll(() => stage.close())

  const results = () => app.dock.getByRole('tabpanel', { name: 'Result' })
  /** Runs and waits for what stands on the screen. */
  async function shows(code: string, ...texts: readonly string[]): Promise<string> {
    await app.run(code)
    let seen = ''
    await eventually(async () => {
      seen = await results().innerText()
      for (const text of texts) expect(seen).toContain(text)
    })
    return seen
  }

  it.each([
    ['creates', `>>> Category.objects.create(name="Web")\n<Category: Web>`, ['<Category: Web>']],
    [
      'follows a key backwards, by its related_name',
      `>>> category.posts.all()\n<QuerySet [<Post: Django basics>]>`,
      ['Django basics'],
    ],
    [
      'follows a key backwards, without one',
      `>>> post.comment_set.create(text="Nice!")
<Comment: Nice!>
>>> post.comment_set.all()  # every comment of the post
<QuerySet [<Comment: Nice!>]>
>>> post.comment_set.count()
1`,
      ['<Comment: Nice!>', '\n1'],
    ],
    [
      'adds to a many-to-many',
      `>>> post.tags.add(django)\n>>> post.tags.all()\n<QuerySet [<Tag: django>]>\n>>> django.post_set.all()`,
      ['django', 'Django basics'],
    ],
    [
      'takes out of a many-to-many and empties it',
      `>>> student = Student.objects.create(name="Sara")
>>> maths, art = Course.objects.bulk_create([Course(name="Maths"), Course(name="Art")])
>>> student.courses.add(maths, art)
>>> student.courses.remove(art)
>>> [course.name for course in student.courses.all()]
['Maths']
>>> student.courses.clear()
>>> student.courses.count()
0`,
      ["['Maths']", '\n0'],
    ],
    [
      'goes to the other end of a one-to-one',
      `>>> amina.profile\n<Profile: amina in Casablanca>\n>>> amina.profile.city\n'Casablanca'`,
      ['<Profile: amina in Casablanca>', "'Casablanca'"],
    ],
    [
      'filters over a many-to-many',
      `>>> post.tags.add(django)\n>>> Post.objects.filter(tags__name="django")\n<QuerySet [<Post: Django basics>]>`,
      ['Django basics'],
    ],
    [
      'filters over two relations',
      `>>> Post.objects.filter(author__profile__city="Casablanca")\n<QuerySet [<Post: Django basics>]>`,
      ['Django basics'],
    ],
    [
      'refuses to delete what is protected, as Django says it',
      `>>> category.delete()
Traceback (most recent call last):
    ...
django.db.models.deletion.ProtectedError: (...)
>>> Category.objects.count()
1`,
      [
        "Cannot delete some instances of model 'Category' because they are referenced through protected foreign keys: 'Post.category'.",
        '\n1',
      ],
    ],
    [
      'wants an object saved before its many-to-many',
      `>>> draft = Post(title="Draft", category=category, author=amina)
>>> draft.tags.add(django)
Traceback (most recent call last):
    ...
ValueError: "<Post: Draft>" needs to have a value for field "id" before this many-to-many relationship can be used.
>>> draft.save()
>>> draft.tags.add(django)
>>> draft.tags.count()
1`,
      [
        '"<Post: Draft>" needs to have a value for field "id" before this many-to-many relationship can be used.',
        '\n1',
      ],
    ],
    [
      'loops, with lines that go on and calls over lines',
      `>>> from django.db.models import Count, Q
>>> for p in Post.objects.filter(
...     Q(title__startswith="Django") | Q(tags__name="django"),
... ).annotate(n=Count("tags")):
...     # each with its tags
...     print(f"{p.title}: {p.n}")
...
Django basics: 0`,
      ['Django basics: 0'],
    ],
  ])('%s', async (_what, snippet, texts) => {
    const isSession = /^(<|Traceback|\d|'|\[)/m.test(snippet)
    await shows(BEGUN + snippet, ...texts, ...(isSession ? ['A session at a prompt'] : []))
  })

  it('runs what stands without prompts, with what was echoed', async () => {
    const code = `    from blog.models import Tag
    Tag.objects.create(name="orm")
    <Tag: orm>
    Tag.objects.filter(name="orm").exists()   # True`
    await shows(code, '<Tag: orm>', 'True', '1 line that it had printed was left out')
    await stage.shot('tutorial-echo')
  })

  it('marks the statement that a script stopped at, after what ran', async () => {
    await shows('Tag.objects.count()\nTag.objects.filter(\n    nope=1,\n)\nprint("never")', 'Cannot resolve keyword')
    const marked = () => app.dock.locator('.cm-mistake').allInnerTexts()
    await eventually(async () => expect(await marked()).toEqual(['Tag.objects.filter(', '    nope=1,', ')']))
    await stage.shot('tutorial-mistake')
    await app.dock.getByRole('textbox', { name: 'Query' }).click()
    await stage.page.keyboard.press('Control+End')
    await stage.page.keyboard.type('#')
    await eventually(async () => expect(await marked()).toEqual([]))
  })

  it('says where names went, and keeps them with the changes', async () => {
    await shows('post', 'NameError', 'Each run starts with fresh names')
    await app.dock.getByRole('checkbox', { name: 'Keep changes' }).check()
    await shows('tag = Tag.objects.create(name="kept")', 'Done')
    await shows('tag', '<Tag: kept>')
    expect(stage.troubles).toEqual([])
  })
})
