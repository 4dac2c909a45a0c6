/** Packages with field classes: what Django's class behind each is, and the options it sets by itself. */
import type { KnownPackage } from './packages.ts'

/** One field class: `max_length=2` is set where the call does not say it. */
function fieldClass(name: string, base: string, options: string = ''): string {
  const lines = options === '' ? [] : options.split(', ').map((one) => one.split('='))
  const defaults = lines.map(([keyword, value]) => `        kwargs.setdefault("${keyword}", ${value})\n`)
  const body = defaults.length === 0 ? '    pass\n' : `    def __init__(self, *args, **kwargs):\n${defaults.join('')}`
  return `class ${name}(models.${base}):\n${body}`
}

function fieldPackage(module: string, ...classes: readonly string[]): KnownPackage {
  return { name: module.split('.')[0] ?? module, modules: { [module]: classes.join('') } }
}

export const FIELD_CLASSES: readonly KnownPackage[] = [
  fieldPackage('timezone_field.fields', fieldClass('TimeZoneField', 'CharField', 'max_length=63')),
  fieldPackage('django_countries.fields', fieldClass('CountryField', 'CharField', 'max_length=2')),
  fieldPackage('phonenumber_field.modelfields', fieldClass('PhoneNumberField', 'CharField', 'max_length=128')),
  fieldPackage(
    'djmoney.models.fields',
    fieldClass('MoneyField', 'DecimalField'),
    fieldClass('CurrencyField', 'CharField', 'max_length=3'),
  ),
  fieldPackage('picklefield.fields', fieldClass('PickledObjectField', 'TextField', 'editable=False')),
  fieldPackage('recurrence.fields', fieldClass('RecurrenceField', 'TextField')),
  fieldPackage('bitfield.models', fieldClass('BitField', 'BigIntegerField')),
  fieldPackage('macaddress.fields', fieldClass('MACAddressField', 'BigIntegerField')),
  fieldPackage('markupfield.fields', fieldClass('MarkupField', 'TextField')),
  fieldPackage('colorfield.fields', fieldClass('ColorField', 'CharField', 'max_length=25, default="#FFFFFF"')),
  fieldPackage(
    'shortuuidfield.fields',
    fieldClass('ShortUUIDField', 'CharField', 'max_length=22, blank=True, editable=False'),
  ),
  fieldPackage(
    'django_fsm',
    fieldClass('FSMField', 'CharField', 'max_length=50'),
    fieldClass('FSMIntegerField', 'IntegerField'),
  ),
  fieldPackage('jsonfield.fields', fieldClass('JSONField', 'TextField'), fieldClass('JSONCharField', 'CharField')),
  fieldPackage('sorl.thumbnail.fields', fieldClass('ImageField', 'ImageField')),
  fieldPackage('django_bleach.models', fieldClass('BleachField', 'TextField')),
  fieldPackage(
    'django_nh3.models',
    fieldClass('Nh3TextField', 'TextField'),
    fieldClass('Nh3CharField', 'CharField'),
    fieldClass('Nh3Field', 'TextField'),
  ),
  fieldPackage('tagging.fields', fieldClass('TagField', 'CharField', 'max_length=255, blank=True')),
  fieldPackage('paintstore.fields', fieldClass('ColorPickerField', 'CharField', 'max_length=7')),
]
