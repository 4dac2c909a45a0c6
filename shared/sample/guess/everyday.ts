/** Texts that everybody has, by their names: what belongs into them. Patterns are tried in order, the first decides. */
import type { Options } from '../../document/records.ts'
import type { GeneratorName } from '../values/generators.ts'

export interface Guess {
  readonly kind: GeneratorName
  readonly options: Options
}

type Hint = readonly [RegExp, Guess]

const kind = (name: GeneratorName, options: Options = {}): Guess => ({ kind: name, options })
const list = (values: string): Guess => kind('list', { values })
const pattern = (text: string): Guess => kind('pattern', { pattern: text })

/** Texts, by the words of the name. */
export const EVERYDAY_TEXTS: readonly Hint[] = [
  [/\b(iso|country|alpha) ?(code )?3\b|\balpha 3\b/, kind('countryCode3')],
  [/\b(phone|dial(l?ing)?|calling) code\b/, kind('diallingCode')],
  [/\b(iso( code| ?2)?|country (code|iso)|alpha 2|cc)\b/, kind('countryCode')],
  [/\bcurrency\b/, kind('currency')],
  [/\bcapital\b/, kind('capital')],
  [/\bnationality\b|\bcitizenship\b/, kind('nationality')],
  [/\btime ?zone\b|\btz\b/, kind('timezone')],
  [/\b(language|locale|lang)( code)?\b/, list('en, fr, de, es, pt, ar, it, nl, pl, ja')],
  [/\bmarital\b/, list('single, married, divorced, widowed')],
  [/\b(state|province|region|county)\b(?! of)/, kind('region')],
  [/\b(birth ?place|place of birth)\b/, kind('city')],
  [/\bstatus\b/, list('new, open, waiting, done, cancelled')],
  [/\b(gender|sex)\b/, kind('gender')],
  [/\b(salutation|honorific|name prefix|title of courtesy)\b/, kind('salutation')],
  [/\b(middle ?name|second ?name|middle initial)\b/, kind('otherFirstName')],
  [/\b(nick ?name|alias)\b/, kind('otherFirstName')],
  [
    /^(?!bin)(.* )?(origin|destination|(pick ?up|drop ?off|return|meeting) (location|place|point)|from city|to city|location|place|branch)$/,
    kind('city'),
  ],
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
  [/\ballerg/, list('none, none, pollen, peanuts, milk, penicillin, dust, eggs, gluten')],
  [/\bdiet/, list('none, vegetarian, vegan, gluten-free, halal, kosher')],
  [
    /\b(diagnosis|symptoms?|condition|reason for visit)\b/,
    list(
      'cough and fever, broken wrist, headache, high blood pressure, back pain, asthma, check-up, sprained ankle, stomach ache',
    ),
  ],
  [
    /\b(specialty|speciality|speciali[sz]ation)\b/,
    list(
      'Cardiology, Neurology, Paediatrics, Surgery, Radiology, Oncology, General medicine, Orthopaedics, Dermatology',
    ),
  ],
  [
    /\bindustry\b|\bsector\b/,
    list(
      'Agriculture, Construction, Education, Energy, Finance, Health care, Hospitality, Logistics, Media, Retail, Software, Textiles, Tourism, Transport',
    ),
  ],
  [
    /\b(frequency|recurrence|interval|billing (cycle|period)|period)\b/,
    list('daily, weekly, monthly, quarterly, yearly'),
  ],
  [/\b(dosage|dose)\b/, list('5 mg, 10 mg, 20 mg, 50 mg, 100 mg, 250 mg')],
  [/\b(plan|tier|membership)( name| type)?$/, list('Free, Basic, Standard, Plus, Professional')],
  [/\b(channel|medium)$/, list('e-mail, phone, web, shop, app')],
  [/\bsource$/, list('website, fair, recommendation, newsletter, advertisement')],
  [/\bstage$/, list('new, contacted, qualified, offer sent, won, lost')],
  [/\b(phase)$/, list('planning, design, building, testing, done')],
  [/\b(outcome|result)$/, list('successful, no answer, call again, passed, failed')],
  [/\b(fuel)( type)?$/, list('petrol, diesel, hybrid, electric')],
  [/\b(transmission|gear ?box)$/, list('manual, automatic')],
  [/\b(cuisine)$/, list('Moroccan, Italian, Japanese, Mexican, Indian, French, Thai, Greek, Lebanese, Peruvian')],
  [/\ballergens\b/, list('none, nuts, milk, eggs, gluten, fish, soy')],
  [
    /\b(ingredient)$/,
    list('flour, salt, butter, garlic, tomato, rice, olive oil, basil, onion, pepper, egg, milk, sugar, lemon'),
  ],
  [
    /\b(exercise)( name)?$/,
    list('squat, push-up, plank, running, rowing, cycling, swimming, lunge, pull-up, deadlift'),
  ],
  [
    /\b(major|field of study|discipline|degree program(me)?)\b/,
    list('Biology, Chemistry, Economics, History, Law, Mathematics, Medicine, Music, Physics, Computer science'),
  ],
  [/\b(degree)\b/, list('Bachelor, Master, Doctorate, Diploma')],
  [/\b(seat class|cabin( class)?|travel class|fare class)$/, list('economy, premium economy, business, first')],
  [/\b(bed type)$/, list('single, double, queen, king, twin')],
  [/\b(age rating|mpaa( rating)?)$/, list('G, PG, PG-13, R')],
  [/\b(character|role name)( name)?$/, kind('otherFirstName')],
  [/\b(network|broadcaster)$/, kind('company')],
  [
    /\b(test name|lab test|analysis)$/,
    list('Haemoglobin, Glucose, Cholesterol, Creatinine, Sodium, Iron, Vitamin D, White cells'),
  ],
  [/\b(colour|color) ?hex\b/, kind('color')],
  [/\b(reason|cause)$/, list('holiday, illness, family, moving house, training, other')],
  [/\b(goal|objective|purpose|subject line)$/, kind('sentence')],
  [
    /\b(requirements?|requests?|preferences?)$/,
    list('none, late arrival, quiet room, window seat, wheelchair access, vegetarian'),
  ],
  [/\b(twitter|instagram|facebook|github|mastodon|discord|telegram|skype)\b/, kind('username')],
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
  [/\bhttp method\b|\brequest method\b|^method$/, list('GET, POST, PUT, PATCH, DELETE')],
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
  [/\b(apartment|table|house|building|platform)( number| no)\b/, pattern('##')],
  [/\broom( number| no)?$|^room$/, pattern('#0#')],
  [/\bseat( number| no)?$/, pattern('##?')],
  [/\b(gate|terminal|bin|aisle|shelf|rack|bin location)( number| no)?$/, pattern('?##')],
  [/\biata( code)?$/, kind('code')],
  [/\bicao( code)?$/, kind('code')],
  [/\btail (number|no)\b/, pattern('D-????')],
  [/\bvin\b/, pattern('WVWZZZ1KZ########')],
  [/\b(cvv|cvc|security code)\b/, pattern('###')],
  [/\bpin( code)?$/, pattern('####')],
  [/\b(card|credit card) (number|no)\b|\bpan\b/, pattern('4000 00## #### ####')],
  [/\baccount (number|no)\b/, pattern('##########')],
  [
    /\b(employee|staff|student|member|customer|patient|user|client|insurance)( number| no| id| code)$/,
    pattern('#####'),
  ],
  [/\b(transaction|payment|order|external|session|device|request|charge)( id| ref| reference)$/, kind('code')],
  [/\b(tracking|invoice|order|ticket|contract|receipt|policy|case)( number| no)\b/, pattern('??#######')],
  [/\b(card|account) (last ?4|last ?four)\b|\blast ?(4|four)\b/, pattern('####')],
  [/\b(mac|hardware) address\b/, kind('macAddress')],
  [/\b(hash|checksum|digest|sha\d*|md5|fingerprint)\b/, kind('hash')],
  [/\bmac( address)?\b/, kind('macAddress')],
  [/\bip( address)?\b/, kind('ipAddress')],
  [/\b(host ?name|host|server|domain( name)?)\b/, kind('host')],
  [/\b(path|file ?name|file)\b/, kind('file')],
  [/\b(image|photo|picture|avatar|logo|thumbnail|icon)\b/, kind('image')],
  [
    /\b(author|artist|manager|director|owner|composer|actor|singer|contact|recipient|sender|assignee|instructor|guest|doctor|nurse|driver|pilot|teacher|speaker|organi[sz]er|host|coach|customer|client|patient|holder|card ?holder|account holder|editor|translator|narrator|reviewer|signatory|witness|spouse|parent|guardian|created by|updated by|modified by|approved by|counterparty|payee|payer|beneficiary|full|display|legal guardian|next of kin|attn)( name)?$/,
    kind('fullName'),
  ],
  [
    /\b(manufacturer|maker|organi[sz]ation|firm|agency|airline|bank|label|studio|school|university|hospital|restaurant|store|shop|legal|trade|business|sponsor)( name)?$/,
    kind('company'),
  ],
]
