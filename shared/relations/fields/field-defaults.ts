/**
 * What a field class sets by itself, where that differs from Django's general defaults
 * (null, blank, unique, db_index False; editable True; no max_length). Rule R12.
 * Source: django/db/models/fields/ (5.2).
 */
export interface ClassDefaults {
  readonly blank?: true
  readonly null?: true
  readonly dbIndex?: true
  readonly editable?: false
  readonly maxLength?: number
  readonly primaryKey?: true
  readonly unique?: true
}

export const CLASS_DEFAULTS: { readonly [className: string]: ClassDefaults | undefined } = {
  AutoField: { blank: true },
  BigAutoField: { blank: true },
  SmallAutoField: { blank: true },
  BinaryField: { editable: false },
  CompositePrimaryKey: { blank: true, editable: false, primaryKey: true },
  EmailField: { maxLength: 254 },
  FileField: { maxLength: 100 },
  FilePathField: { maxLength: 100 },
  ForeignKey: { dbIndex: true },
  GeneratedField: { blank: true, editable: false },
  GenericIPAddressField: { maxLength: 39 },
  IPAddressField: { maxLength: 15 },
  ImageField: { maxLength: 100 },
  NullBooleanField: { blank: true, null: true },
  OneToOneField: { dbIndex: true, unique: true },
  OrderWrt: { editable: false },
  SlugField: { maxLength: 50, dbIndex: true },
  URLField: { maxLength: 200 },
  UUIDField: { maxLength: 32 },
}

/** Field classes whose `auto_now` and `auto_now_add` make them uneditable and blank. */
export const AUTO_NOW_CLASSES: ReadonlySet<string> = new Set(['DateField', 'DateTimeField', 'TimeField'])
