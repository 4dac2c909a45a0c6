/** The realistic blog of the Django relationship tutorials. */
import { char, foreignKey, manyToMany, oneToOne, text } from './builder.ts'
import type { ExampleSpec, Rows } from './builder.ts'

function user(username: string, first: string, last: string, joined: string): Rows[number] {
  return {
    username,
    first_name: first,
    last_name: last,
    email: `${username}@example.com`,
    // Django's mark of a password that nothing matches.
    password: '!',
    is_active: true,
    is_staff: username === 'amina',
    is_superuser: false,
    last_login: null,
    date_joined: joined,
  }
}

export const blog: ExampleSpec = {
  name: 'blog',
  models: {
    User: { external: 'auth', at: [40, 180], fields: {} },
    Profile: {
      at: [350, 290],
      str: 'user.username',
      fields: { user: oneToOne('User'), bio: text({ blank: true }), city: char(100, { blank: true }) },
    },
    Category: { at: [660, 40], str: 'name', fields: { name: char(100) } },
    Tag: { at: [660, 190], str: 'name', fields: { name: char(50) } },
    Post: {
      at: [350, 40],
      str: 'title',
      fields: {
        author: foreignKey('User', 'posts'),
        category: foreignKey('Category', 'posts'),
        tags: manyToMany('Tag', 'posts'),
        title: char(200),
        content: text(),
      },
    },
  },
  rows: {
    User: {
      1: user('amina', 'Amina', 'Berrada', '2024-01-08 09:15:00'),
      2: user('bob', 'Bob', 'Ferrell', '2024-02-19 17:40:00'),
      3: user('carol', 'Carol', 'Nguyen', '2024-03-02 08:05:00'),
      4: user('driss', 'Driss', 'El Fassi', '2024-05-27 21:30:00'),
    },
    Profile: {
      1: { user: 1, bio: 'Writes Python by day and about Python by night.', city: 'Casablanca' },
      2: { user: 2, bio: 'Front ends, mostly.', city: 'Rabat' },
      3: { user: 4, bio: '', city: 'Casablanca' },
    },
    Category: { 1: { name: 'Python' }, 2: { name: 'Web' }, 3: { name: 'Databases' } },
    Tag: { 1: { name: 'django' }, 2: { name: 'orm' }, 3: { name: 'css' }, 4: { name: 'sqlite' } },
    Post: {
      1: {
        author: 1,
        category: 1,
        tags: [1, 2],
        title: 'Django basics',
        content: 'Models first, then everything else.',
      },
      2: { author: 1, category: 2, tags: [1, 3], title: 'Styling the admin', content: 'A little CSS goes a long way.' },
      3: {
        author: 2,
        category: 1,
        tags: [2],
        title: 'The ORM in depth',
        content: 'What a join becomes, line by line.',
      },
      4: { author: 2, category: 2, tags: [], title: 'Untagged thoughts', content: 'Not everything needs a label.' },
      5: { author: 3, category: 1, tags: [1], title: 'Hello from Carol', content: 'An author without a profile.' },
      6: { author: 4, category: 3, tags: [2, 4], title: 'SQLite is enough', content: 'One file, no server.' },
    },
  },
  queries: [
    { name: 'Posts by authors in Casablanca', text: 'Post.objects.filter(author__profile__city="Casablanca")' },
    { name: 'Posts tagged django', text: 'Post.objects.filter(tags__name="django")' },
    { name: 'All posts of a category', text: 'Category.objects.get(name="Python").posts.all()' },
    { name: 'From a user to the profile', text: 'User.objects.get(username="amina").profile' },
    { name: 'Who writes about django', text: 'User.objects.filter(posts__tags__name="django").distinct()' },
    {
      name: 'Posts per category',
      text: 'Category.objects.annotate(n=Count("posts")).order_by("-n", "name").values("name", "n")',
    },
  ],
}
