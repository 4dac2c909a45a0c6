/** Countries with what belongs to each, so that the columns of a row agree. */

/** Name, ISO 3166 codes of two and three letters, ISO 4217 currency, dialling code, capital, people of the country. */
const TABLE = `Morocco MA MAR MAD 212 Rabat Moroccan; Portugal PT PRT EUR 351 Lisbon Portuguese; Spain ES ESP EUR 34 Madrid Spanish
France FR FRA EUR 33 Paris French; Germany DE DEU EUR 49 Berlin German; Austria AT AUT EUR 43 Vienna Austrian
Poland PL POL PLN 48 Warsaw Polish; Norway NO NOR NOK 47 Oslo Norwegian; Finland FI FIN EUR 358 Helsinki Finnish
Denmark DK DNK DKK 45 Copenhagen Danish; Italy IT ITA EUR 39 Rome Italian; Greece GR GRC EUR 30 Athens Greek
Turkey TR TUR TRY 90 Ankara Turkish; Egypt EG EGY EGP 20 Cairo Egyptian; Kenya KE KEN KES 254 Nairobi Kenyan
Nigeria NG NGA NGN 234 Abuja Nigerian; Ghana GH GHA GHS 233 Accra Ghanaian; South_Africa ZA ZAF ZAR 27 Pretoria South_African
India IN IND INR 91 New_Delhi Indian; Singapore SG SGP SGD 65 Singapore Singaporean; Japan JP JPN JPY 81 Tokyo Japanese
Vietnam VN VNM VND 84 Hanoi Vietnamese; Australia AU AUS AUD 61 Canberra Australian; New_Zealand NZ NZL NZD 64 Wellington New_Zealander
Canada CA CAN CAD 1 Ottawa Canadian; Peru PE PER PEN 51 Lima Peruvian; Colombia CO COL COP 57 Bogota Colombian
Chile CL CHL CLP 56 Santiago Chilean; Sweden SE SWE SEK 46 Stockholm Swedish; Iceland IS ISL ISK 354 Reykjavik Icelandic
Ireland IE IRL EUR 353 Dublin Irish; Netherlands NL NLD EUR 31 Amsterdam Dutch; Belgium BE BEL EUR 32 Brussels Belgian
Switzerland CH CHE CHF 41 Bern Swiss; Czechia CZ CZE CZK 420 Prague Czech; Hungary HU HUN HUF 36 Budapest Hungarian
Romania RO ROU RON 40 Bucharest Romanian; Bulgaria BG BGR EUR 359 Sofia Bulgarian; Croatia HR HRV EUR 385 Zagreb Croatian
Estonia EE EST EUR 372 Tallinn Estonian; Latvia LV LVA EUR 371 Riga Latvian; Lithuania LT LTU EUR 370 Vilnius Lithuanian
Tunisia TN TUN TND 216 Tunis Tunisian; Senegal SN SEN XOF 221 Dakar Senegalese; Uganda UG UGA UGX 256 Kampala Ugandan
Rwanda RW RWA RWF 250 Kigali Rwandan; Namibia NA NAM NAD 264 Windhoek Namibian; Jordan JO JOR JOD 962 Amman Jordanian
Thailand TH THA THB 66 Bangkok Thai; Indonesia ID IDN IDR 62 Jakarta Indonesian; Malaysia MY MYS MYR 60 Kuala_Lumpur Malaysian
Philippines PH PHL PHP 63 Manila Filipino; Nepal NP NPL NPR 977 Kathmandu Nepalese; Mongolia MN MNG MNT 976 Ulaanbaatar Mongolian
Mexico MX MEX MXN 52 Mexico_City Mexican; Brazil BR BRA BRL 55 Brasilia Brazilian; Argentina AR ARG ARS 54 Buenos_Aires Argentine
Uruguay UY URY UYU 598 Montevideo Uruguayan; Ecuador EC ECU USD 593 Quito Ecuadorian; Fiji FJ FJI FJD 679 Suva Fijian
United_States US USA USD 1 Washington American; United_Kingdom GB GBR GBP 44 London British; China CN CHN CNY 86 Beijing Chinese
South_Korea KR KOR KRW 82 Seoul South_Korean`

const ROWS = TABLE.split(/[;\n]/).map((line) =>
  line
    .trim()
    .split(' ')
    .map((word) => word.replaceAll('_', ' ')),
)

const column = (index: number): readonly string[] => ROWS.map((row) => row[index] ?? '')

export const COUNTRY_NAMES = column(0)
export const COUNTRY_CODES = column(1)
export const COUNTRY_CODES_3 = column(2)
export const CURRENCIES = column(3)
export const DIALLING_CODES = column(4).map((code) => `+${code}`)
export const CAPITALS = column(5)
export const NATIONALITIES = column(6)
