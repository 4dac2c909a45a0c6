/**
 * Places with what belongs to each, so that the columns of an address agree: a city lies in its region and country, its
 * postal code begins as codes there do, and its time zone and position are its own.
 */
import { COUNTRY_CODES } from './countries.ts'
import { mix } from './random.ts'

export interface Place {
  readonly city: string
  readonly region: string
  /** As it is written in two or three letters. */
  readonly regionCode: string
  /** # is a digit, ? a letter. */
  readonly postcode: string
  readonly timezone: string
  readonly latitude: number
  readonly longitude: number
}

/** A country's code and time zone, then its places: city, region (and its code), postal code, latitude, longitude (, zone). */
const TABLE = `
MA Africa/Casablanca: Casablanca, Casablanca-Settat, 20###, 33.57, -7.59; Rabat, Rabat-Kenitra, 10###, 34.02, -6.84; Fes, Fes-Meknes, 30###, 34.03, -5; Marrakesh, Marrakesh-Safi, 40###, 31.63, -8; Agadir, Souss-Massa, 80###, 30.43, -9.6
PT Europe/Lisbon: Lisbon, Lisbon, 1###-###, 38.72, -9.14; Porto, Norte, 4###-###, 41.15, -8.61
ES Europe/Madrid: Madrid, Madrid, 280##, 40.42, -3.7; Seville, Andalusia, 410##, 37.39, -5.98; Valencia, Valencia, 460##, 39.47, -0.38
FR Europe/Paris: Paris, Ile-de-France, 750##, 48.86, 2.35; Lyon, Auvergne-Rhone-Alpes, 690##, 45.76, 4.84; Marseille, Provence, 130##, 43.3, 5.37
DE Europe/Berlin: Berlin, Berlin BE, 10###, 52.52, 13.4; Hamburg, Hamburg HH, 20###, 53.55, 9.99; Munich, Bavaria BY, 80###, 48.14, 11.58
AT Europe/Vienna: Vienna, Vienna, 10#0, 48.21, 16.37; Graz, Styria, 80##, 47.07, 15.44
PL Europe/Warsaw: Warsaw, Mazovia, 00-###, 52.23, 21.01; Gdansk, Pomerania, 80-###, 54.35, 18.65
NO Europe/Oslo: Oslo, Oslo, 01##, 59.91, 10.75; Bergen, Vestland, 50##, 60.39, 5.32
FI Europe/Helsinki: Helsinki, Uusimaa, 001##, 60.17, 24.94; Tampere, Pirkanmaa, 331##, 61.5, 23.76
DK Europe/Copenhagen: Copenhagen, Hovedstaden, 21##, 55.68, 12.57; Aarhus, Midtjylland, 80##, 56.16, 10.2
IT Europe/Rome: Rome, Lazio, 001##, 41.9, 12.5; Milan, Lombardy, 201##, 45.46, 9.19; Florence, Tuscany, 501##, 43.77, 11.26
GR Europe/Athens: Athens, Attica, 10# ##, 37.98, 23.73; Thessaloniki, Central Macedonia, 54# ##, 40.64, 22.94
TR Europe/Istanbul: Istanbul, Istanbul, 34###, 41.01, 28.98; Ankara, Ankara, 06###, 39.93, 32.86
EG Africa/Cairo: Cairo, Cairo, 115##, 30.04, 31.24; Alexandria, Alexandria, 215##, 31.2, 29.92
KE Africa/Nairobi: Nairobi, Nairobi, 00###, -1.29, 36.82; Mombasa, Mombasa, 80###, -4.04, 39.66
NG Africa/Lagos: Lagos, Lagos, 10####, 6.52, 3.38; Abuja, Federal Capital, 90####, 9.06, 7.5
GH Africa/Accra: Accra, Greater Accra, GA-###, 5.6, -0.19; Kumasi, Ashanti, AK-###, 6.69, -1.62
ZA Africa/Johannesburg: Cape Town, Western Cape, 80##, -33.92, 18.42; Johannesburg, Gauteng, 20##, -26.2, 28.05; Durban, KwaZulu-Natal, 40##, -29.86, 31.02
IN Asia/Kolkata: Mumbai, Maharashtra, 4000##, 19.08, 72.88; Delhi, Delhi, 1100##, 28.61, 77.21; Kochi, Kerala, 6820##, 9.93, 76.27
SG Asia/Singapore: Singapore, Singapore, 1#####, 1.35, 103.82
JP Asia/Tokyo: Tokyo, Tokyo, 10#-00##, 35.68, 139.69; Osaka, Osaka, 53#-00##, 34.69, 135.5; Sapporo, Hokkaido, 06#-00##, 43.06, 141.35
VN Asia/Ho_Chi_Minh: Hanoi, Hanoi, 1000##, 21.03, 105.85; Da Nang, Da Nang, 5500##, 16.05, 108.2
AU Australia/Sydney: Sydney, New South Wales NSW, 20##, -33.87, 151.21; Melbourne, Victoria VIC, 30##, -37.81, 144.96, Australia/Melbourne; Perth, Western Australia WA, 60##, -31.95, 115.86, Australia/Perth
NZ Pacific/Auckland: Auckland, Auckland, 10##, -36.85, 174.76; Wellington, Wellington, 60##, -41.29, 174.78
CA America/Toronto: Toronto, Ontario ON, M5? #?#, 43.65, -79.38; Montreal, Quebec QC, H2? #?#, 45.5, -73.57; Vancouver, British Columbia BC, V6? #?#, 49.28, -123.12, America/Vancouver
PE America/Lima: Lima, Lima, 150##, -12.05, -77.04; Cusco, Cusco, 080##, -13.53, -71.97
CO America/Bogota: Bogota, Bogota, 110###, 4.71, -74.07; Medellin, Antioquia, 050###, 6.24, -75.58
CL America/Santiago: Santiago, Santiago, 83#####, -33.45, -70.67; Valparaiso, Valparaiso, 23#####, -33.05, -71.62
SE Europe/Stockholm: Stockholm, Stockholm, 11# ##, 59.33, 18.07; Gothenburg, Vastra Gotaland, 41# ##, 57.71, 11.97
IS Atlantic/Reykjavik: Reykjavik, Capital Region, 10#, 64.15, -21.94
IE Europe/Dublin: Dublin, Leinster, D0# ??##, 53.35, -6.26; Cork, Munster, T12 ??##, 51.9, -8.47
NL Europe/Amsterdam: Amsterdam, North Holland, 10## ??, 52.37, 4.9; Rotterdam, South Holland, 30## ??, 51.92, 4.48
BE Europe/Brussels: Brussels, Brussels, 10##, 50.85, 4.35; Ghent, East Flanders, 90##, 51.05, 3.72
CH Europe/Zurich: Zurich, Zurich ZH, 80##, 47.37, 8.54; Bern, Bern BE, 30##, 46.95, 7.45
CZ Europe/Prague: Prague, Prague, 11# ##, 50.08, 14.44; Brno, South Moravia, 60# ##, 49.2, 16.61
HU Europe/Budapest: Budapest, Budapest, 10##, 47.5, 19.04; Debrecen, Hajdu-Bihar, 40##, 47.53, 21.62
RO Europe/Bucharest: Bucharest, Bucharest, 01####, 44.43, 26.1; Cluj-Napoca, Cluj, 40####, 46.77, 23.6
BG Europe/Sofia: Sofia, Sofia, 10##, 42.7, 23.32; Plovdiv, Plovdiv, 40##, 42.14, 24.75
HR Europe/Zagreb: Zagreb, Zagreb, 10###, 45.81, 15.98; Split, Dalmatia, 21###, 43.51, 16.44
EE Europe/Tallinn: Tallinn, Harju, 10###, 59.44, 24.75; Tartu, Tartu, 50###, 58.38, 26.72
LV Europe/Riga: Riga, Riga, LV-10##, 56.95, 24.11
LT Europe/Vilnius: Vilnius, Vilnius, LT-01###, 54.69, 25.28; Kaunas, Kaunas, LT-44###, 54.9, 23.9
TN Africa/Tunis: Tunis, Tunis, 10##, 36.81, 10.18; Sfax, Sfax, 30##, 34.74, 10.76
SN Africa/Dakar: Dakar, Dakar, 12###, 14.69, -17.45
UG Africa/Kampala: Kampala, Central, 10###, 0.35, 32.58
RW Africa/Kigali: Kigali, Kigali, 10###, -1.94, 30.06
NA Africa/Windhoek: Windhoek, Khomas, 10###, -22.56, 17.08
JO Asia/Amman: Amman, Amman, 111##, 31.95, 35.93
TH Asia/Bangkok: Bangkok, Bangkok, 101##, 13.76, 100.5; Chiang Mai, Chiang Mai, 500##, 18.79, 98.98
ID Asia/Jakarta: Jakarta, Jakarta, 10###, -6.21, 106.85; Surabaya, East Java, 60###, -7.26, 112.75
MY Asia/Kuala_Lumpur: Kuala Lumpur, Kuala Lumpur, 50###, 3.14, 101.69; Penang, Penang, 10###, 5.41, 100.33
PH Asia/Manila: Manila, Metro Manila, 10##, 14.6, 120.98; Cebu, Cebu, 60##, 10.32, 123.89
NP Asia/Kathmandu: Kathmandu, Bagmati, 446##, 27.72, 85.32
MN Asia/Ulaanbaatar: Ulaanbaatar, Ulaanbaatar, 13###, 47.89, 106.91
MX America/Mexico_City: Mexico City, Mexico City, 06###, 19.43, -99.13; Oaxaca, Oaxaca, 68###, 17.07, -96.72
BR America/Sao_Paulo: Sao Paulo, Sao Paulo SP, 01###-###, -23.55, -46.63; Salvador, Bahia BA, 40###-###, -12.97, -38.5, America/Bahia
AR America/Argentina/Buenos_Aires: Buenos Aires, Buenos Aires, C10##???, -34.6, -58.38; Cordoba, Cordoba, X50##???, -31.42, -64.18
UY America/Montevideo: Montevideo, Montevideo, 11###, -34.9, -56.16
EC America/Guayaquil: Quito, Pichincha, 1701##, -0.18, -78.47; Guayaquil, Guayas, 0901##, -2.19, -79.89
FJ Pacific/Fiji: Suva, Central, 10##, -18.12, 178.45
US America/New_York: New York, New York NY, 100##, 40.71, -74.01; Boston, Massachusetts MA, 021##, 42.36, -71.06; Chicago, Illinois IL, 606##, 41.88, -87.63, America/Chicago; Austin, Texas TX, 787##, 30.27, -97.74, America/Chicago; Denver, Colorado CO, 802##, 39.74, -104.99, America/Denver; Seattle, Washington WA, 981##, 47.61, -122.33, America/Los_Angeles; San Diego, California CA, 921##, 32.72, -117.16, America/Los_Angeles; Portland, Oregon OR, 972##, 45.52, -122.68, America/Los_Angeles; Atlanta, Georgia GA, 303##, 33.75, -84.39
GB Europe/London: London, England, EC1? #??, 51.51, -0.13; Leeds, England, LS# #??, 53.8, -1.55; Glasgow, Scotland, G# #??, 55.86, -4.25; Cardiff, Wales, CF1# #??, 51.48, -3.18
CN Asia/Shanghai: Shanghai, Shanghai, 2000##, 31.23, 121.47; Beijing, Beijing, 1000##, 39.9, 116.41; Chengdu, Sichuan, 6100##, 30.57, 104.07
KR Asia/Seoul: Seoul, Seoul, 03###, 37.57, 126.98; Busan, Busan, 48###, 35.18, 129.08
`

function placeOf(text: string, zone: string): Place {
  const [city = '', named = '', postcode = '', latitude, longitude, ownZone] = text
    .split(',')
    .map((part) => part.trim())
  const code = /^(.*) ([A-Z]{2,3})$/.exec(named)
  const region = code?.[1] ?? named
  const regionCode = code?.[2] ?? region.slice(0, 2).toUpperCase()
  return {
    city,
    region,
    regionCode,
    postcode,
    timezone: ownZone ?? zone,
    latitude: Number(latitude),
    longitude: Number(longitude),
  }
}

/** By the country's code of two letters. */
const BY_COUNTRY: ReadonlyMap<string, readonly Place[]> = new Map(
  TABLE.trim()
    .split('\n')
    .map((line) => {
      const [code = '', zone = ''] = line.slice(0, line.indexOf(':')).split(' ')
      return [
        code,
        line
          .slice(line.indexOf(':') + 1)
          .split(';')
          .map((place) => placeOf(place, zone)),
      ] as const
    }),
)

const PLACES: readonly (readonly Place[])[] = COUNTRY_CODES.map((code) => BY_COUNTRY.get(code) ?? [])
const AMERICAN = COUNTRY_CODES.indexOf('US')

export const CITIES: readonly string[] = PLACES.flatMap((places) => places.map(({ city }) => city))
export const REGIONS: readonly string[] = [...new Set(PLACES.flatMap((places) => places.map(({ region }) => region)))]

/** Which column of a row's address it is of. */
export interface Address {
  /** Shared by the columns of one address. */
  readonly groupSeed: number
  /** The table names no countries and writes states in two letters: all of its places are in the United States. */
  readonly isAmerican: boolean
}

/** The number of a row's country in the lists of countries. */
export function countryAt({ groupSeed, isAmerican }: Address, row: number): number {
  return isAmerican ? AMERICAN : mix(groupSeed ^ 0x33, row) % PLACES.length
}

export function placeAt(address: Address, row: number): Place {
  const places = PLACES[countryAt(address, row)] as readonly Place[]
  return places[mix(address.groupSeed ^ 0x44, row) % places.length] as Place
}
