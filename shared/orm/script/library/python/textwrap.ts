/** `textwrap`: texts in lines of a width. */
export const TEXTWRAP = `
def dedent(text):
    lines = text.split('\\n')
    margins = [len(l) - len(l.lstrip()) for l in lines if l.strip()]
    margin = min(margins, default=0)
    return '\\n'.join(l[margin:] if l.strip() else '' for l in lines)

def indent(text, prefix):
    return ''.join(prefix + l if l.strip() else l for l in text.splitlines(True))

def wrap(text, width=70):
    lines, line = [], ''
    for word in text.split():
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = line + ' ' + word if line else word
    return lines + [line] if line else lines

def fill(text, width=70):
    return '\\n'.join(wrap(text, width))

def shorten(text, width, placeholder=' [...]'):
    words = text.split()
    if len(' '.join(words)) <= width:
        return ' '.join(words)
    while words and len(' '.join(words)) + len(placeholder) > width:
        words.pop()
    return ' '.join(words) + placeholder if words else placeholder.strip()
`
