/** Fields that everybody has, by their names: what belongs into them. Patterns are tried in order, the first decides. */
import type { Options } from '../document/records.ts'
import type { GeneratorName } from './generators.ts'

export interface Guess {
  readonly kind: GeneratorName
  readonly options: Options
}

type Hint = readonly [RegExp, Guess]

const kind = (name: GeneratorName, options: Options = {}): Guess => ({ kind: name, options })
const list = (values: string): Guess => kind('list', { values })
const pattern = (text: string): Guess => kind('pattern', { pattern: text })
const range = (min: number, max: number): Options => ({ min, max })

/** Texts, by the words of the name. */
export const EVERYDAY_TEXTS: readonly Hint[] = [
  [/\b(iso|country|alpha) ?(code )?3\b|\balpha 3\b/, kind('countryCode3')],
  [/\b(phone|dial(l?ing)?|calling) code\b/, kind('diallingCode')],
  [/\b(iso( code| ?2)?|country (code|iso)|alpha 2|cc)\b/, kind('countryCode')],
  [/\bcurrency\b/, kind('currency')],
  [/\bcapital\b/, kind('capital')],
  [/\bnationality\b|\bcitizenship\b/, kind('nationality')],
  [
    /\btime ?zone\b|\btz\b/,
    list(
      'Europe/Paris, Europe/Berlin, Africa/Casablanca, Africa/Nairobi, Asia/Tokyo, Asia/Kolkata, America/Lima, America/Toronto, Australia/Sydney, UTC',
    ),
  ],
  [/\b(language|locale|lang)( code)?\b/, list('en, fr, de, es, pt, ar, it, nl, pl, ja')],
  [
    /\b(state|province|region|county)\b/,
    list('Bavaria, Andalusia, Tuscany, Provence, Ontario, Quebec, Victoria, Kerala, Gauteng, Hokkaido, Oaxaca, Bahia'),
  ],
  [/\bstatus\b/, list('new, open, waiting, done, cancelled')],
  [/\b(gender|sex)\b/, list('female, male, other')],
  [/\bmarital\b/, list('single, married, divorced, widowed')],
  [
    /\b(job|position|occupation|profession)( title)?$/,
    list('Engineer, Teacher, Nurse, Accountant, Designer, Sales manager, Analyst, Librarian, Electrician, Architect'),
  ],
  [/\bdepartment\b/, list('Sales, Marketing, Finance, Engineering, Support, Logistics, Legal, Research')],
  [/\brole\b/, list('admin, editor, author, reviewer, member, guest')],
  [/\b(payment|pay)( method| type)?$/, list('card, transfer, cash, invoice, voucher')],
  [/\bcard brand\b|\bcard type\b/, list('Visa, Mastercard, Amex')],
  [/\b(carrier|shipper)\b/, list('DHL, UPS, FedEx, Post')],
  [/\bgenre\b/, list('Fiction, Mystery, Biography, History, Poetry, Fantasy, Travel, Science')],
  [
    /\b(category|topic|section|department name)$/,
    list('News, Culture, Science, Travel, Food, Sports, Music, Health, Technology, Books'),
  ],
  [/\b(difficulty|level)\b/, list('beginner, intermediate, advanced')],
  [/\b(priority|severity|urgency)\b/, list('low, normal, high, urgent')],
  [/\bsize\b/, list('XS, S, M, L, XL')],
  [/\bunit\b/, list('piece, kg, g, l, m, box')],
  [/\bblood\b/, list('0+, A+, B+, AB+, 0-, A-, B-, AB-')],
  [/\bspecies\b/, list('dog, cat, horse, rabbit, parrot, turtle')],
  [/\bbreed\b/, list('Beagle, Collie, Poodle, Siamese, Persian, Shetland')],
  [/\b(material|fabric)\b/, list('cotton, wool, steel, oak, leather, glass, aluminium')],
  [/\b(weekday|day of week)\b/, list('Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday')],
  [
    /\b(mime|content|media) ?type\b/,
    list('image/png, image/jpeg, application/pdf, text/plain, text/csv, application/json'),
  ],
  [/\b(extension|file type|format)\b/, list('pdf, png, jpg, csv, txt, json')],
  [
    /\buser agent\b/,
    list(
      'Mozilla/5.0 (X11; Linux x86_64) Firefox/128.0; Mozilla/5.0 (Macintosh) Safari/605.1.15; Mozilla/5.0 (Windows NT 10.0) Chrome/126.0'
        .replaceAll('; Moz', '\nMoz')
        .replaceAll('; ', ' '),
    ),
  ],
  [/\b(http )?method\b/, list('GET, POST, PUT, PATCH, DELETE')],
  [
    /\b(team|squad|club)( name)?$/,
    list('Rovers, United, Wanderers, Falcons, Mariners, Comets, Foxes, Athletic, Harriers, Lions'),
  ],
  [/\b(type|kind)\b/, list('standard, basic, special, internal, external')],
  [/\b(keywords?|tags?)\b/, kind('tag')],
  [/\bversion\b/, pattern('#.#.#')],
  [/\biban\b/, kind('iban')],
  [/\b(bic|swift)\b/, pattern('????DEFF')],
  [/\bisbn(13)?\b/, kind('isbn')],
  [/\b(barcode|ean|gtin|upc)\b/, kind('barcode')],
  [/\b(ssn|social security)\b/, pattern('9##-7#-####')],
  [/\b(vat|tax) (number|id|no)\b|\btin\b/, pattern('DE#########')],
  [/\bpassport\b/, pattern('??#######')],
  [/\b(licen[cs]e|number) plate\b|\bplate( number)?\b|\bregistration( number| no)?\b/, pattern('??-###-??')],
  [/\bflight( number| no)?\b/, pattern('??####')],
  [/\b(room|apartment|seat|table|house|building|gate)( number| no)\b/, pattern('##')],
  [/\b(tracking|invoice|order|ticket|contract|receipt|policy|case)( number| no)\b/, pattern('??#######')],
  [/\b(card|account) (last ?4|last ?four)\b|\blast ?(4|four)\b/, pattern('####')],
  [/\b(hash|checksum|digest|sha\d*|md5|fingerprint)\b/, kind('hash')],
  [/\bmac( address)?\b/, kind('macAddress')],
  [/\bip( address)?\b/, kind('ipAddress')],
  [/\b(host ?name|host|server|domain( name)?)\b/, kind('host')],
  [/\b(path|file ?name|file)\b/, kind('file')],
  [/\b(image|photo|picture|avatar|logo|thumbnail|icon)\b/, kind('image')],
  [
    /\b(author|artist|manager|director|owner|composer|actor|singer|contact|recipient|sender|assignee|instructor|guest)( name)?$/,
    kind('fullName'),
  ],
  [/\b(manufacturer|maker|organi[sz]ation|firm|agency|airline|bank)( name)?$/, kind('company')],
]

/** Numbers of any class, by the words of the name. */
export const EVERYDAY_NUMBERS: readonly (readonly [RegExp, Options])[] = [
  [/\b(lat|latitude)\b/, range(-45, 65)],
  [/\b(lng|lon|long|longitude)\b/, range(-120, 150)],
  [/\b(percent(age)?|pct|progress|completion)\b/, range(0, 100)],
  [/\b(discount|vat|tax)\b(?!.*\b(amount|total)\b)/, range(0, 25)],
  [/\bratings?\b|\bstars?\b/, range(1, 5)],
  [/\b(score|points|grade|mark)\b/, range(0, 100)],
  [/\b(priority|severity|difficulty)\b/, range(1, 5)],
  [/\b(month)\b/, range(1, 12)],
  [/\b(day|day of month)\b/, range(1, 28)],
  [/\b(weekday|day of week)\b/, range(1, 7)],
  [/\b(hour|hours)\b/, range(0, 23)],
  [/\b(level|floor|grade|semester|credits?|episode|season|chapter)\b/, range(1, 12)],
  [/\b(minutes?|duration|runtime)\b/, range(5, 180)],
  [/\b(population|inhabitants)\b/, range(20_000, 9_000_000)],
  [/\b(salary|income|wage)\b/, range(1_800, 9_500)],
  [/\b(price|cost|fee|fare|unit price)\b/, range(1, 400)],
  [/\b(balance|budget|revenue|turnover)\b/, range(100, 90_000)],
  [/\b(total|amount|sum|subtotal)\b/, range(5, 2_500)],
  [/\b(temperature|temp|celsius)\b/, range(-8, 34)],
  [/\b(weight|mass|kg)\b/, range(0.1, 90)],
  [/\b(height|width|depth|length)\b/, range(10, 250)],
  [/\b(pages?)\b/, range(40, 900)],
  [/\b(file size|bytes|size)\b/, range(1_000, 5_000_000)],
  [/\b(views|likes|downloads|visits|followers|clicks|hits)\b/, range(0, 5_000)],
  [/\b(capacity)\b/, range(10, 500)],
  [/\b(rooms|beds|bedrooms|bathrooms)\b/, range(1, 6)],
  [/\b(port)\b/, range(1_024, 49_151)],
  [/\b(rate|ratio|probability|share)\b/, range(0, 1)],
]

/** What a model's `name` is, by the model's own. */
export const NAMES_OF_MODELS: readonly Hint[] = [
  [/^countr(y|ies)$/, kind('country', { inOrder: true })],
  [/^(city|town|municipality|location)$/, kind('city')],
  [
    /^(department|division)$/,
    list('Sales, Marketing, Finance, Engineering, Support, Logistics, Legal, Research, Purchasing, Quality'),
  ],
  [
    /(category|topic|section|genre|forum)$/,
    list(
      'News, Culture, Science, Travel, Food, Sports, Music, Health, Technology, Books, Garden, Games, History, Nature, Art',
    ),
  ],
  [/(product|item|article|part|good)$/, kind('product')],
  [
    /(company|organi[sz]ation|publisher|supplier|vendor|brand|manufacturer|shop|store|agency|airline|bank|employer|partner)$/,
    kind('company'),
  ],
  [
    /^(team|club|squad)$/,
    list('Rovers, United, Wanderers, Falcons, Mariners, Comets, Foxes, Athletic, Harriers, Lions'),
  ],
  [
    /^(course|subject|module)$/,
    list(
      'Algebra, Biology, Chemistry, Drawing, Economics, French, Geography, History, Music, Physics, Programming, Statistics',
    ),
  ],
  [/^(role|group)$/, list('Administrators, Editors, Authors, Reviewers, Members, Guests')],
  [
    /^language$/,
    list('English, French, German, Spanish, Portuguese, Arabic, Italian, Dutch, Polish, Japanese, Swahili, Hindi'),
  ],
  [/^currency$/, list('Euro, US dollar, Pound sterling, Yen, Dirham, Franc, Krone, Rupee, Real, Rand')],
  [/^colou?r$/, kind('color')],
  [
    /(ingredient)$/,
    list('flour, salt, butter, garlic, tomato, rice, olive oil, basil, onion, pepper, egg, milk, sugar, lemon'),
  ],
  [
    /^(pizza|dish|recipe|meal)$/,
    list('Lasagne, Tagine, Ratatouille, Paella, Pad Thai, Ramen, Moussaka, Goulash, Risotto, Couscous'),
  ],
  [
    /^(state|region|province)$/,
    list('Bavaria, Andalusia, Tuscany, Provence, Ontario, Quebec, Victoria, Kerala, Gauteng, Hokkaido, Oaxaca, Bahia'),
  ],
  [/(status|state)$/, list('new, open, waiting, done, cancelled')],
]
