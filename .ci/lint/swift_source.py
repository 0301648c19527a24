"""Swift source with its comments and string literals blanked out, so that a check meets code only.

Line numbers and columns stay as they were. What stands inside an interpolation is code and stays.
"""

import re

_OPENING = re.compile(r'(#*)("""|")')


def code(text):
    """The text with every character of a comment or a string literal replaced by a blank."""
    out = list(text)
    _scan(text, 0, out, closing=None)
    return "".join(out)


def _blank(out, start, end):
    for index in range(start, end):
        if out[index] != "\n":
            out[index] = " "


def _scan(text, position, out, closing):
    """Walks over code. With `closing` (a bracket), stops behind the bracket that ends an interpolation."""
    depth = 0
    while position < len(text):
        if text.startswith("//", position):
            end = text.find("\n", position)
            end = len(text) if end < 0 else end
            _blank(out, position, end)
            position = end
        elif text.startswith("/*", position):
            end = _comment_end(text, position)
            _blank(out, position, end)
            position = end
        elif text.startswith("#/", position):
            end = text.find("/#", position + 2)
            end = len(text) if end < 0 else end + 2
            _blank(out, position, end)
            position = end
        elif match := _OPENING.match(text, position):
            position = _string(text, position, match, out)
        else:
            if closing and text[position] == "(":
                depth += 1
            elif closing and text[position] == closing:
                if depth == 0:
                    return position + 1
                depth -= 1
            position += 1
    return position


def _comment_end(text, position):
    depth = 0
    while position < len(text):
        if text.startswith("/*", position):
            depth, position = depth + 1, position + 2
        elif text.startswith("*/", position):
            depth, position = depth - 1, position + 2
            if depth == 0:
                return position
        else:
            position += 1
    return position


def _string(text, position, opening, out):
    hashes, quote = opening.groups()
    end, escape = quote + hashes, "\\" + hashes
    _blank(out, position, opening.end())
    position = opening.end()
    while position < len(text):
        if text.startswith(end, position):
            _blank(out, position, position + len(end))
            return position + len(end)
        if text.startswith(escape, position):
            after = position + len(escape)
            _blank(out, position, min(after + 1, len(text)))
            position = _scan(text, after + 1, out, closing=")") if text[after : after + 1] == "(" else after + 1
        elif quote == '"' and text[position] == "\n":
            return position  # Not a string after all (a quote in a regular expression): the line ends it.
        else:
            _blank(out, position, position + 1)
            position += 1
    return position
