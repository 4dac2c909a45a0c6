/**
 * Django's scalar field classes for people: label, sentence, heading, and what a new field of the class
 * starts with. Relations are not in here. Source: Django 5.2 "Model field reference".
 */
import type { Options, ScalarType } from '../records.ts'

export const FIELD_GROUPS = [
  'Text',
  'Number',
  'Date and time',
  'True/false',
  'File',
  'Identifier',
  'Structured',
  'Special',
] as const
export type FieldGroup = (typeof FIELD_GROUPS)[number]

/** The kind of column it makes, in the words of `shared/schema`; null: none of its own. */
export type ColumnHint =
  | 'smallInteger'
  | 'integer'
  | 'bigInteger'
  | 'positiveSmallInteger'
  | 'positiveInteger'
  | 'positiveBigInteger'
  | 'boolean'
  | 'float'
  | 'decimal'
  | 'char'
  | 'text'
  | 'date'
  | 'dateTime'
  | 'time'
  | 'duration'
  | 'uuid'
  | 'json'
  | 'binary'
  | 'ipAddress'

export interface FieldType {
  readonly label: string
  readonly text: string
  readonly group: FieldGroup
  readonly column: ColumnHint | null
  /** Options that Django's checks insist on. */
  readonly required: readonly string[]
  /** What a field made in the editor starts with. */
  readonly start: Options
}

function type(
  group: FieldGroup,
  label: string,
  column: ColumnHint | null,
  text: string,
  start: Options = {},
): FieldType {
  return { group, label, column, text, start, required: Object.keys(start) }
}

export const FIELD_TYPES: Record<ScalarType, FieldType> = {
  CharField: {
    ...type('Text', 'Short text', 'char', 'A line of text with a greatest length, such as a title.', {
      max_length: 255,
    }),
    required: [],
  },
  TextField: type('Text', 'Long text', 'text', 'Text of any length, such as an article.'),
  EmailField: type('Text', 'E-mail address', 'char', 'A short text that has to be an e-mail address.'),
  SlugField: type('Text', 'Slug', 'char', 'A short label for addresses: letters, digits, hyphens, underscores.'),
  URLField: type('Text', 'Web address', 'char', 'A short text that has to be a URL.'),
  IntegerField: type('Number', 'Whole number', 'integer', 'A whole number of up to about two thousand million.'),
  BigIntegerField: type('Number', 'Large whole number', 'bigInteger', 'A whole number of up to 19 digits.'),
  SmallIntegerField: type('Number', 'Small whole number', 'smallInteger', 'A whole number from −32768 to 32767.'),
  PositiveIntegerField: type(
    'Number',
    'Positive whole number',
    'positiveInteger',
    'A whole number from 0 on, such as a count.',
  ),
  PositiveBigIntegerField: type(
    'Number',
    'Large positive whole number',
    'positiveBigInteger',
    'A whole number from 0 on, of up to 19 digits.',
  ),
  PositiveSmallIntegerField: type(
    'Number',
    'Small positive whole number',
    'positiveSmallInteger',
    'A whole number from 0 to 32767.',
  ),
  DecimalField: type(
    'Number',
    'Decimal number',
    'decimal',
    'An exact number with a fixed number of decimal places, such as a price.',
    { max_digits: 10, decimal_places: 2 },
  ),
  FloatField: type(
    'Number',
    'Floating-point number',
    'float',
    'A number with a fraction that may be rounded, such as a measurement.',
  ),
  DateField: type('Date and time', 'Date', 'date', 'A day without a time.'),
  DateTimeField: type('Date and time', 'Date and time', 'dateTime', 'A day with a time.'),
  TimeField: type('Date and time', 'Time', 'time', 'A time of day.'),
  DurationField: type('Date and time', 'Duration', 'duration', 'A length of time, such as 3 days.'),
  BooleanField: type('True/false', 'Yes or no', 'boolean', 'True or false; with null also unknown.'),
  FileField: type('File', 'File', 'char', 'An uploaded file; the column holds its path.'),
  ImageField: type('File', 'Image', 'char', 'An uploaded picture; the column holds its path.'),
  FilePathField: type('File', 'File in a folder', 'char', 'The path of a file that is chosen from a folder.'),
  AutoField: type('Identifier', 'Automatic number', 'integer', 'A whole number that counts up by itself.', {
    primary_key: true,
  }),
  BigAutoField: type(
    'Identifier',
    'Large automatic number',
    'bigInteger',
    'A whole number of up to 19 digits that counts up by itself.',
    { primary_key: true },
  ),
  SmallAutoField: type(
    'Identifier',
    'Small automatic number',
    'smallInteger',
    'A small whole number that counts up by itself.',
    { primary_key: true },
  ),
  UUIDField: type('Identifier', 'UUID', 'uuid', 'An identifier that is unique everywhere.'),
  JSONField: type('Structured', 'JSON', 'json', 'Lists and objects of any shape, kept as JSON.'),
  BinaryField: type('Structured', 'Bytes', 'binary', 'Raw bytes.'),
  GenericIPAddressField: type('Special', 'IP address', 'ipAddress', 'An IPv4 or IPv6 address.'),
  GeneratedField: {
    ...type('Special', 'Computed by the database', null, 'A value that the database computes from other fields.', {
      db_persist: true,
    }),
    required: ['expression', 'output_field', 'db_persist'],
  },
  CompositePrimaryKey: {
    ...type('Special', 'Composite primary key', null, 'Several fields that together identify the row.'),
    required: ['field_names'],
  },
}

/** The options that a new field of the class starts with. */
export function startOptions(scalar: ScalarType): Options {
  return FIELD_TYPES[scalar].start
}
