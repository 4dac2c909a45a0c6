/** Short lists for believable rows. Plain, international, nothing that names a real person or brand. */
const list = (text: string): readonly string[] => text.trim().split(/\s*[,\n]\s*/)

/** Women and men in turn. */
export const FIRST_NAMES =
  list(`Amina, Yusuf, Salma, Karim, Leila, Omar, Nadia, Hassan, Sofia, Mateo, Lucia, Diego, Emma, Liam, Olivia, Noah, Mia,
Lucas, Anna, Jonas, Clara, Felix, Ingrid, Lars, Freja, Oskar, Aino, Elias, Zofia, Jakub, Ivana, Marek, Elena,
Andrei, Ioana, Mihai, Priya, Arjun, Ananya, Rohan, Mei, Wei, Hana, Kenji, Yuna, Minjun, Linh, Nam, Aroha, Tane,
Amara, Chidi, Esi, Kwame, Naledi, Thabo, Zola, Femi, Camille, Hugo`)

export const LAST_NAMES =
  list(`Alaoui, Benali, Haddad, Mansour, Garcia, Torres, Silva, Costa, Smith, Taylor, Brown, Walker, Meyer,
Fischer, Weber, Novak, Horvat, Kowalski, Nowak, Popescu, Ionescu, Larsen, Hansen, Berg, Lind, Virtanen, Korhonen, Rossi,
Bianchi, Moreau, Dubois, Laurent, Patel, Sharma, Reddy, Khan, Chen, Wang, Li, Tanaka, Sato, Suzuki, Kim, Park, Lee, Nguyen,
Tran, Okafor, Mensah, Dlamini, Nkosi, Ngata`)

export const STREETS = list(
  `Maple, Oak, Cedar, River, Hill, Market, Station, Garden, Church, Mill, Harbour, Orchard, School, Lake`,
)

export const COMPANIES =
  list(`Northwind, Bluebird, Evergreen, Summit, Harbour, Lantern, Meridian, Pinecone, Riverstone, Skylark,
Sunrise, Tidewater, Willow, Copperfield, Granite, Juniper`)

/** What companies do, behind their name. */
export const TRADES = list(`Foods, Systems, Logistics, Media, Textiles, Tools, Energy, Partners`)

export const NOUNS =
  list(`garden, window, river, market, letter, bridge, winter, morning, story, journey, picture, village, kitchen,
forest, island, teacher, harbour, engine, library, mountain, question, summer, recipe, signal, pattern, shadow, planet,
notebook, lesson, project, station, painter`)

export const ADJECTIVES =
  list(`quiet, simple, bright, small, modern, hidden, early, useful, gentle, open, steady, curious, green,
practical, golden, late, honest, sharp, warm, distant`)

/** What is said of something in a whole sentence. */
export const PREDICATES =
  list(`is easy to remember, is worth a second look, needs some work, took longer than planned, was a good choice,
is better than before, has changed a lot, is almost ready, is not what it seems, works well, comes first,
is new to most people, stays as it is, was better last year, belongs to everyone, makes a difference`)

/** What people say to one another. */
export const REMARKS = list(`Thanks for this!
Works for me.
I had the same question.
Could you add an example?
Very clear and easy to follow.
Not what I expected.
I would recommend it.
Good value for the price.
Arrived on time.
Please call me back.
Looks good to me.
This needs another look.
I agree.
I will try this tomorrow.
Better than last time.
It could be a little shorter.`)

/** Questions, without the thing that they are about. */
export const QUESTIONS = list(
  `How do I choose the right, Where can I find a good, What do you like about your, Who needs a new, When did you last use your, Which is the best, How long have you had your, How much is a used`,
)

export const VERBS = list(
  `finding, building, reading, drawing, learning, keeping, sharing, planning, testing, repairing, growing, writing`,
)

export const TAGS =
  list(`django, python, orm, sql, sqlite, testing, design, css, html, javascript, typescript, api, security,
performance, tutorial, deployment, docker, linux, git, data, forms, templates, admin, async`)

export const COLORS = list(`red, green, blue, yellow, orange, purple, teal, grey, black, white, brown, pink`)

export const QUALITIES = list(
  `Light, Folding, Classic, Compact, Steel, Wooden, Cotton, Travel, Garden, Desk, Winter, Soft, Large, Small`,
)

export const THINGS =
  list(`lamp, chair, backpack, kettle, notebook, jacket, bicycle, table, headphones, mug, blanket, shelf, umbrella,
camera, keyboard, tent, bottle, clock, basket, speaker`)

/** Places, rooms and groups of a kind are told apart by these. */
export const PREFIXES = list(
  `North, South, East, West, Central, Main, Old, New, Upper, Lower, First, Second, Green, Blue, Red, Golden, Silver, Little, Grand, Royal, Open, Quiet, Sunny, River, Garden`,
)
