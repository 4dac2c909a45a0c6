/** Short lists for believable rows. Plain, international, nothing that names a real person or brand. */
const list = (text: string): readonly string[] => text.trim().split(/\s*[,\n]\s*/)

export const FIRST_NAMES =
  list(`Amina, Yusuf, Salma, Karim, Leila, Omar, Nadia, Hassan, Sofia, Mateo, Lucia, Diego, Emma, Liam,
Olivia, Noah, Mia, Lucas, Anna, Jonas, Clara, Felix, Ingrid, Lars, Freja, Oskar, Aino, Elias, Zofia, Jakub, Ivana, Marek,
Elena, Andrei, Ioana, Mihai, Priya, Arjun, Ananya, Rohan, Mei, Wei, Hana, Kenji, Yuna, Minjun, Linh, Nam, Aroha, Tane,
Chidi, Amara, Kwame, Esi, Thabo, Naledi, Zola, Femi, Camille, Hugo`)

export const LAST_NAMES =
  list(`Alaoui, Benali, Haddad, Mansour, Garcia, Torres, Silva, Costa, Smith, Taylor, Brown, Walker, Meyer,
Fischer, Weber, Novak, Horvat, Kowalski, Nowak, Popescu, Ionescu, Larsen, Hansen, Berg, Lind, Virtanen, Korhonen, Rossi,
Bianchi, Moreau, Dubois, Laurent, Patel, Sharma, Reddy, Khan, Chen, Wang, Li, Tanaka, Sato, Suzuki, Kim, Park, Lee, Nguyen,
Tran, Okafor, Mensah, Dlamini, Nkosi, Ngata`)

export const CITIES =
  list(`Casablanca, Rabat, Fes, Marrakesh, Tangier, Agadir, Lisbon, Porto, Madrid, Seville, Paris, Lyon, Berlin,
Hamburg, Vienna, Prague, Warsaw, Oslo, Helsinki, Copenhagen, Rome, Milan, Athens, Istanbul, Cairo, Nairobi, Lagos, Accra,
Cape Town, Mumbai, Delhi, Singapore, Tokyo, Osaka, Seoul, Hanoi, Sydney, Auckland, Toronto, Montreal, Boston, Chicago,
Lima, Bogota, Santiago, Quito`)

export const STREETS = list(
  `Maple, Oak, Cedar, River, Hill, Market, Station, Garden, Church, Mill, Harbour, Orchard, School, Lake`,
)

export const COMPANIES =
  list(`Northwind, Bluebird, Evergreen, Summit, Harbour, Lantern, Meridian, Pinecone, Riverstone, Skylark,
Sunrise, Tidewater, Willow, Copperfield, Granite, Juniper`)

export const NOUNS =
  list(`garden, window, river, market, letter, bridge, winter, morning, story, journey, picture, village, kitchen,
forest, island, teacher, harbour, engine, library, mountain, question, summer, recipe, signal, pattern, shadow, planet,
notebook, lesson, project, station, painter`)

export const ADJECTIVES =
  list(`quiet, simple, bright, small, modern, hidden, early, useful, gentle, open, steady, curious, green,
practical, golden, late, honest, sharp, warm, distant`)

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
