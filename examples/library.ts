/** The library: one model with two foreign keys and a many-to-many. */
import { char, foreignKey, manyToMany } from './builder.ts'
import type { ExampleSpec } from './builder.ts'

export const library: ExampleSpec = {
  name: 'library',
  models: {
    Author: { at: [40, 40], str: 'name', fields: { name: char(100) } },
    Category: { at: [40, 240], str: 'name', fields: { name: char(100) } },
    Reader: { at: [640, 140], str: 'name', fields: { name: char(100) } },
    Book: {
      at: [340, 100],
      str: 'title',
      fields: {
        title: char(200),
        author: foreignKey('Author', 'books'),
        category: foreignKey('Category', 'books'),
        readers: manyToMany('Reader', 'books'),
      },
    },
  },
  rows: {
    Author: { 1: { name: 'Leïla Slimani' }, 2: { name: 'Omar Khayyam' }, 3: { name: 'Mary Somerville' } },
    Category: { 1: { name: 'Novel' }, 2: { name: 'Science' }, 3: { name: 'Poetry' } },
    Reader: { 1: { name: 'Yasmine' }, 2: { name: 'Tom' }, 3: { name: 'Ines' }, 4: { name: 'Hugo' } },
    Book: {
      1: { title: 'Lullaby', author: 1, category: 1, readers: [1, 2] },
      2: { title: 'In the Country of Others', author: 1, category: 1, readers: [2] },
      3: { title: 'Quatrains', author: 2, category: 3, readers: [1, 3] },
      4: { title: 'Treatise on Algebra', author: 2, category: 2, readers: [] },
      5: { title: 'Mechanism of the Heavens', author: 3, category: 2, readers: [2, 3] },
    },
  },
  queries: [
    { name: 'Books of an author', text: 'Author.objects.get(pk=1).books.all()' },
    { name: 'Who reads Leïla Slimani', text: 'Reader.objects.filter(books__author__name="Leïla Slimani").distinct()' },
    { name: 'Books that nobody reads', text: 'Book.objects.filter(readers=None)' },
    {
      name: 'Books and readers per author',
      text: 'Author.objects.annotate(n=Count("books", distinct=True), r=Count("books__readers", distinct=True)).values("name", "n", "r")',
    },
    { name: 'Categories without Omar Khayyam', text: 'Category.objects.exclude(books__author__name="Omar Khayyam")' },
  ],
}
