/** `string` besides its constants: Template and capwords. */
export const STRING = `
import re as _re

def capwords(s, sep=None):
    return (sep or ' ').join(word.capitalize() for word in s.split(sep))

class Template:
    def __init__(self, template):
        self.template = template

    def _filled(self, values, missing):
        def name(match):
            if match.group() == '$$':
                return '$'
            key = match.group(1) or match.group(2)
            if key not in values and missing:
                return match.group()
            return str(values[key])
        return _re.sub('[$](?:[$]|([_a-zA-Z][_a-zA-Z0-9]*)|[{]([_a-zA-Z][_a-zA-Z0-9]*)[}])', name, self.template)

    def substitute(self, mapping=None, **kwargs):
        return self._filled({**(mapping or {}), **kwargs}, False)

    def safe_substitute(self, mapping=None, **kwargs):
        return self._filled({**(mapping or {}), **kwargs}, True)
`
