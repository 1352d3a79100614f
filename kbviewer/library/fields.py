"""The fields of a header while they are read: names in lower case, and nothing but texts.

A map's fields have its name before theirs (``extra.source``); the map itself is an empty list.
"""

from __future__ import annotations

Fields = dict[str, str | list[str]]
"""A name and its text, or its texts where a list stands in the header."""
Warnings = list[tuple[str, str]]

DEEPEST = 16
"""Maps and lists inside each other."""
_OPENED = ("taxonomies", "extra", "params")  # where Zola and Hugo keep what is not their own


_MOST_QUOTED = 40
NULLS = frozenset(("~", "null", "Null", "NULL"))
"""What is no value in YAML, where it stands without quotation marks."""


class UnreadableHeaderError(Exception):
    """A header that cannot be read; the message says why. It never leaves ``split_header``.

    Attributes:
        line: the number of the line that is wrong, the header's first being 0, or None.
    """

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(reason)
        self.line = line


class MalformedHeaderError(UnreadableHeaderError):
    """A header that is not in its format, of which some lines may be readable."""


TOO_DEEP = "lists and names in it are nested too deeply"


def put(fields: Fields, name: str, text: str, *, is_in_list: bool) -> None:
    """Add the text of a field."""
    if "\0" in text:
        text = text.replace("\0", "�")
    if not is_in_list:
        fields[name] = text
    elif isinstance(texts := fields.get(name), list):
        texts.append(text)
    else:
        fields[name] = [text]


def quoted(written: str) -> str:
    """What is written, in quotation marks: one line, and not too much of it."""
    line = " ".join(written.split())
    return f"“{line[:_MOST_QUOTED]}…”" if len(line) > _MOST_QUOTED else f"“{line}”"


def twice(name: str) -> tuple[str, str]:
    """The warning for a name that stands twice."""
    return f"{quoted(name)} stands twice in the header", "the last one counts"


def opened(fields: Fields) -> Fields:
    """The fields, those of ``taxonomies``, ``extra`` and ``params`` also by their own names."""
    for name in list(fields):
        outer, _, inner = name.partition(".")
        if inner and outer in _OPENED:
            fields.setdefault(inner, fields[name])
    return fields
