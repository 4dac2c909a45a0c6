import { describe, expect, it } from 'vitest'
import { fieldPlaces } from './field-places.ts'

const text = `

class Post(models.Model):
    class Status(models.TextChoices):
        DRAFT = "draft"

    title = models.CharField(max_length=100)
    author = models.ForeignKey(
        User,
        on_delete=models.CASCADE,
    )

    class Meta:
        ordering = ["title"]
`

describe('fields in a class as exported', () => {
  it('are found with all their lines; what is nested is not taken for them', () => {
    const places = fieldPlaces(text)
    expect(places.map(({ name }) => name)).toEqual(['title', 'author'])
    expect(places.map(({ from, to }) => text.slice(from, to))).toEqual([
      'title = models.CharField(max_length=100)',
      'author = models.ForeignKey(\n        User,\n        on_delete=models.CASCADE,\n    )',
    ])
  })

  it('text that is no class has none', () => {
    expect(fieldPlaces('')).toEqual([])
    expect(fieldPlaces('x = 1')).toEqual([])
  })
})
