/** What rows are called, and what a few of their fields hold, by the name of their model. The first pattern decides. */
import type { Guess } from './everyday.ts'
import type { GeneratorName } from '../values/generators.ts'

type Hint = readonly [RegExp, Guess]

const kind = (name: GeneratorName): Guess => ({ kind: name, options: {} })
/** No text a second time before all others. */
const each = (values: string): Guess => ({ kind: 'list', options: { values, inOrder: true } })
const list = (values: string): Guess => ({ kind: 'list', options: { values } })

const TOPICS =
  'News, Culture, Science, Travel, Food, Sports, Music, Health, Technology, Books, Garden, Games, History, Nature, Art, Film, Design, Education, Family, Business, Photography, Languages, Cycling, Cooking'

/** A model's `name` or `title`, by the last word of its own. */
export const NAMES_OF_MODELS: readonly Hint[] = [
  [/^countr(y|ies)$/, { kind: 'country', options: { inOrder: true } }],
  [/^(city|town|municipality)$/, kind('city')],
  [
    /^(hospital department|ward|clinic)$/,
    each(
      'Cardiology, Neurology, Paediatrics, Surgery, Radiology, Oncology, Maternity, Emergency, Orthopaedics, Dermatology',
    ),
  ],
  [
    /^(department|division)$/,
    each(
      'Sales, Marketing, Finance, Engineering, Support, Logistics, Legal, Research, Purchasing, Quality, Production, Training, Design, Security, Facilities, Planning, Human resources, Public relations, Internal audit, Data',
    ),
  ],
  [
    /^(artist|band|musician|singer|group name)$/,
    each(
      'The Lanterns, Northern Lights, Blue Harbour, Silver Foxes, Paper Moons, The Quiet Ones, Red Balloon, Amber Road, Night Market, The Gardeners, Copper Sky, River Stones, Velvet Hour, The Kites, Wooden Horses, Glass Piano, First Snow, The Long Way, Salt and Cedar, Tin Parade',
    ),
  ],
  [
    /^(music genre|media genre|genre)$/,
    each(
      'Drama, Comedy, Mystery, Fantasy, History, Biography, Adventure, Romance, Science fiction, Documentary, Classical, Jazz, Folk, Rock, Poetry, Travel, Crime, Family, Animation, Thriller',
    ),
  ],
  [/^media type$/, each('MPEG audio, AAC audio, WAV audio, FLAC audio, MPEG-4 video, Vinyl, Compact disc')],
  [
    /^playlist$/,
    each(
      'Morning coffee, Long drive, Party, Focus, Sunday, Running, Classics, Summer, Dinner, Late night, Rainy day, Workout, New this week, Favourites, Acoustic, Travel, Childhood, Piano, Dance, Sleep',
    ),
  ],
  [
    /^industry$/,
    each(
      'Agriculture, Construction, Education, Energy, Finance, Health care, Hospitality, Insurance, Logistics, Media, Mining, Retail, Software, Telecommunications, Textiles, Tourism, Transport, Food, Furniture, Publishing',
    ),
  ],
  [/^(room type|room category)$/, each('Single room, Double room, Twin room, Family room, Suite, Studio, Penthouse')],
  [
    /^(plan|tier|subscription|membership)( type| plan)?$/,
    each('Free, Basic, Standard, Plus, Professional, Enterprise'),
  ],
  [/^(payment|shipping|delivery) (method|type|option)$/, each('Card, Transfer, Cash, Invoice, Voucher')],
  [/^(priority|severity)$/, each('Low, Normal, High, Urgent')],
  [/^sprint$/, each(Array.from({ length: 20 }, (_, n) => `Sprint ${n + 1}`).join(','))],
  [
    /^(medication|medicine|drug)$/,
    each(
      'Paracetamol, Ibuprofen, Amoxicillin, Metformin, Omeprazole, Insulin, Salbutamol, Aspirin, Atorvastatin, Cetirizine, Diazepam, Furosemide, Lisinopril, Morphine, Naproxen, Prednisolone, Ramipril, Simvastatin, Tramadol, Warfarin',
    ),
  ],
  [
    /^(symptom|condition|disease|diagnosis)$/,
    each('Fever, Cough, Headache, Asthma, Diabetes, Fracture, Allergy, Migraine'),
  ],
  [/^(airport)$/, { kind: 'city', options: {} }],
  [
    /^(skill|technology)$/,
    each('Python, SQL, Django, Design, Writing, Testing, Teaching, Sales, Accounting, Statistics, Drawing, Planning'),
  ],
  [
    /^(assignment|exam|quiz|test|homework)$/,
    each('First essay, Reading list, Midterm, Lab report, Group project, Presentation, Problem set, Final exam'),
  ],
  [
    /^(project|initiative|campaign)$/,
    each(
      'Website redesign, Mobile app, Data warehouse, Office move, Customer portal, New catalogue, Spring campaign, Annual report, Price review, Help centre, Staff training, Search, Payments, Newsletter, Booking system, Energy audit, Recycling, Translation, Archive, Open day',
    ),
  ],
  [
    /^(task|todo|to do|issue|ticket|bug|job item)$/,
    each(
      'Write the release notes, Fix the login page, Order new chairs, Call the supplier, Update the price list, Prepare the meeting, Review the contract, Translate the menu, Check the backups, Add a search box, Plan the workshop, Clean up old files, Answer the survey, Print the labels, Test the checkout, Renew the certificate, Collect feedback, Book the room, Draw the floor plan, Sort the archive',
    ),
  ],
  [
    /^(event|conference|meetup)$/,
    each(
      'Spring fair, Open day, Book night, Jazz evening, City run, Design week, Science slam, Film festival, Food market, Summer concert, Code camp, Winter market, Art walk, Poetry reading, Charity dinner, Startup breakfast, Photo exhibition, Garden party, Chess open, Family day',
    ),
  ],
  [
    /^(deal|opportunity|contract|quote|offer)$/,
    each(
      'Yearly renewal, New licences, Office equipment, Training for ten, Pilot project, Extension, Service contract, Spare parts, Starter package, Second branch, Fleet of bicycles, Winter order, Consulting, Support plan, Bulk order, Showroom, Replacement, Seasonal stock, Test installation, Larger plan',
    ),
  ],
  [/(category|topic|section|forum|board)$/, each(TOPICS)],
  [
    /(menu ?item)$/,
    each(
      'Lasagne, Tagine, Ratatouille, Paella, Pad Thai, Ramen, Moussaka, Goulash, Risotto, Couscous, Lentil soup, Green salad, Apple pie, Falafel, Fish tacos, Mint tea, Lemonade, Curry, Omelette, Dumplings',
    ),
  ],
  [/^(blog article|news article|article|post|story|entry)$/, kind('title')],
  [/(product|item|part|good|equipment|asset)$/, kind('product')],
  [
    /(company|organi[sz]ation|publisher|supplier|vendor|brand|manufacturer|shop|store|agency|airline|bank|employer|partner|sponsor|account)$/,
    kind('company'),
  ],
  [
    /^(team|club|squad)$/,
    each('Rovers, United, Wanderers, Falcons, Mariners, Comets, Foxes, Athletic, Harriers, Lions, Otters, Rangers'),
  ],
  [
    /^(course|subject|module|class)$/,
    each(
      'Algebra, Biology, Chemistry, Drawing, Economics, French, Geography, History, Music, Physics, Programming, Statistics, Astronomy, Philosophy, Geometry, Ecology, Rhetoric, Spanish, Pottery, Law',
    ),
  ],
  [/^(role|group)$/, each('Administrators, Editors, Authors, Reviewers, Members, Guests')],
  [
    /^language$/,
    each('English, French, German, Spanish, Portuguese, Arabic, Italian, Dutch, Polish, Japanese, Swahili, Hindi'),
  ],
  [/^currency$/, each('Euro, US dollar, Pound sterling, Yen, Dirham, Franc, Krone, Rupee, Real, Rand')],
  [/^colou?r$/, kind('color')],
  [
    /(ingredient)$/,
    each(
      'flour, salt, butter, garlic, tomato, rice, olive oil, basil, onion, pepper, egg, milk, sugar, lemon, carrot, cheese, potato, parsley, honey, ginger',
    ),
  ],
  [
    /^(pizza|dish|recipe|meal)$/,
    each('Lasagne, Tagine, Ratatouille, Paella, Pad Thai, Ramen, Moussaka, Goulash, Risotto, Couscous'),
  ],
  [/^topping$/, each('mozzarella, mushrooms, olives, basil, ham, onions, peppers, spinach, artichokes, anchovies')],
  [
    /^(pet|dog|cat|animal|horse)$/,
    each(
      'Luna, Max, Bella, Simba, Milo, Nala, Rocky, Coco, Leo, Daisy, Toto, Lucky, Molly, Oscar, Ruby, Charlie, Kiki, Zoe, Buddy, Pepper',
    ),
  ],
  [/^(state|region|province)$/, kind('region')],
  [/(status|state)$/, each('new, open, waiting, done, cancelled')],
  [/^stage|phase$/, each('First contact, Qualified, Offer, Negotiation, Won, Lost')],
  [
    /^(job|position|occupation|profession)$/,
    each(
      'Engineer, Teacher, Nurse, Accountant, Designer, Sales manager, Analyst, Librarian, Electrician, Architect, Cook, Driver, Editor, Lawyer, Mechanic, Pharmacist, Programmer, Secretary, Translator, Technician',
    ),
  ],
  [
    /^(certificate|certification|award|badge)$/,
    each('First aid, Team player, Best newcomer, Safety, Quality, Innovation'),
  ],
]

/** Models whose title is that of a work; the names of all others say what they are: `North warehouse`. */
export const WORKS =
  /(book|movie|film|song|track|album|post|article|story|poem|episode|lesson|chapter|painting|photo|video|work|page|series|show|entry|note|talk|game|session|paper|document|publication|news|blog|magazine|journal|record|release|title|survey|poll|listing|property)$/

/** Texts that only model and field together say, by `model.field`. */
export const TEXTS_OF_MODELS: readonly Hint[] = [
  [/\.(lost|loss) reason$/, list('price, chose another supplier, no budget, no answer, postponed')],
  [/(payment|order|invoice|transaction|donation|purchase)\.method$/, list('card, transfer, cash, invoice, voucher')],
  [/(order|purchase|basket|cart)\.(order )?(status|state)$/, list('pending, paid, shipped, delivered, cancelled')],
  [/(shipment|delivery|parcel|package)\.(status|state)$/, list('packed, in transit, delivered, returned')],
  [/(payment|invoice|transaction|refund)\.(status|state)$/, list('pending, paid, failed, refunded')],
  [/flight\.(status|state)$/, list('scheduled, boarding, departed, landed, delayed')],
  [
    /(appointment|booking|reservation|visit|meeting|event|session|trip)\.(status|state)$/,
    list('booked, confirmed, completed, cancelled'),
  ],
  [
    /(loan|account|membership|subscription|contract|policy|user|customer|employee|member)\.status$/,
    list('active, active, active, paused, closed'),
  ],
  [/(lead|opportunity|deal)\.(status|stage|state)$/, list('new, contacted, qualified, offer sent, won, lost')],
  [/(task|issue|ticket|bug|todo|project)\.(status|state)$/, list('to do, in progress, in review, done')],
  [/(application|request|leave ?request|claim)\.(status|state)$/, list('submitted, under review, approved, declined')],
  [/(post|article|page|document|book)\.(status|state)$/, list('draft, in review, published, archived')],
  [/(car|vehicle|machine|room|copy|device|equipment|asset)\.(status|state)$/, list('available, in use, in repair')],
  [/(transaction)\.(.* )?(type|kind)$/, list('deposit, withdrawal, transfer, payment, fee')],
  [/account\.(account )?(type|kind)$/, list('current, savings, business, joint')],
  [/(activity|interaction|touchpoint)\.(.* )?(type|kind)$/, list('call, e-mail, meeting, visit, note')],
  [/(event)\.(event )?(type|kind)$/, list('concert, conference, workshop, exhibition, party')],
  [/(address)\.(.* )?(type|kind)$/, list('home, work, billing, delivery')],
  [
    /(lead|contact|customer|deal)\.(lead )?source$/,
    list('website, fair, recommendation, newsletter, advertisement, cold call'),
  ],
  [/(notification|message|alert|campaign)\.(channel|type)$/, list('e-mail, SMS, push, app')],
  [/(car|vehicle|aircraft|plane)\.(make|brand|manufacturer)$/, { kind: 'company', options: {} }],
  [/(car|vehicle)\.model( name)?$/, list('Comet, Breeze, Ranger, Swift, Alto, Terra, Nova, Falcon')],
  [/(aircraft|plane)\.model( name)?$/, list('A320, A350, B737, B787, E190, ATR 72')],
  [/(enrol?lment|grade|exam|result|submission|mark|report)\.(letter )?grade$/, list('A, B, C, D, F')],
  [
    /(prescription|medication|drug)\.(dose|dosage|strength)$/,
    list('5 mg, 10 mg, 20 mg, 50 mg, 100 mg, 250 mg, 500 mg'),
  ],
  [/(question)\.(question|text|question text|title|subject|content|body|prompt)$/, { kind: 'question', options: {} }],
  [/\.question( text)?$/, { kind: 'question', options: {} }],
  [
    /(choice|option|answer)\.(choice|option|answer)?( ?text)?$/,
    list('Yes, No, Maybe, Very often, Sometimes, Never, All of them, None of them, The first one, Not sure'),
  ],
  [
    /\.(answer|choice|option)( text)?$/,
    list('Yes, No, Maybe, Very often, Sometimes, Never, All of them, None of them'),
  ],
  [
    /(comment|review|feedback|reply|message|chat|note|remark)\.(text|body|content|comment|message|remark|review|feedback)$/,
    { kind: 'remark', options: {} },
  ],
  [
    /(review)\.(title|headline|summary|subject)$/,
    list(
      'Very happy, Good value, As described, A little late, Not for me, Would buy again, Well made, Could be better',
    ),
  ],
]
