import { expect, it } from 'vitest'
import { resolveDocument } from '../../relations/resolve.ts'
import { constants } from '../drizzle/names.ts'
import { typeNames } from './names.ts'
import { designOf } from '../../../test/support/models-py.ts'

function resolved(text: string) {
  const source = `from django.db import models\n\n${text}`
  return resolveDocument(designOf(source, 'blog'))
}

const MODELS = `class Tag(models.Model):
    pass
class Post(models.Model):
    tags = models.ManyToManyField(Tag)
    update = models.ManyToManyField(Tag, related_name='+')
    _2nd_ones = models.ManyToManyField(Tag, related_name='a+')
class My_Model(models.Model):
    to_you = models.ManyToManyField(Tag)
`

it('calls join tables as people call classes, and drawn models as they are', () => {
  expect(new Set(typeNames(resolved(MODELS)).values())).toEqual(
    // `PostUpdate` is what a Post is updated with.
    new Set(['ContentType', 'Tag', 'Post', 'PostTags', 'BlogPostUpdate', 'Post2ndOnes', 'My_Model', 'MyModelToYou']),
  )
  expect([...constants(resolved(MODELS)).values()]).toContain('postTags')
})

it('leaves a name to the model that was drawn with it', () => {
  for (const text of [
    `${MODELS}class PostTags(models.Model):\n    pass\n`,
    `class PostTags(models.Model):\n    pass\n${MODELS}`,
  ]) {
    const { models } = resolved(text)
    const names = typeNames(resolved(text))
    const named = (wanted: string) => [...models].find(([key]) => names.get(key) === wanted)?.[1].name
    expect(named('PostTags')).toBe('PostTags')
    expect(named('BlogPostTags')).toBe('Post_tags')
  }
})
