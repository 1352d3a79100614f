"""The fields of a header while they are read: names in lower case, and nothing but texts.

A map's fields have its name before theirs (``extra.source``); the map itself is an empty list.
"""

from __future__ import annotations

import re

FieldValues = dict[str, str | list[str]]
"""A name and its text, or its texts where a list stands in the header."""
FrontMatterWarnings = list[tuple[str, str]]

MAX_DEPTH = 16
"""Maps and lists inside each other."""
_PROMOTED_TABLES = (
    "taxonomies",
    "extra",
    "params",
)  # where Zola and Hugo keep what is not their own

_MAX_QUOTED = 40
_MAX_PARSER_WORDS = 160
# Controls, line ends, and signs that turn the direction of writing.
_CONTROL = re.compile("[\0-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
NULL_VALUES = frozenset(("~", "null", "Null", "NULL"))
"""What is no value in YAML, where it stands without quotation marks."""


class FrontMatterError(Exception):
    """A header that cannot be read; ``what`` says why. It never leaves ``split_header``.

    Args:
        reason: why, in our words, or the words of a parser as ``quote_parser`` quotes them.
        line: the number of the line that is wrong, the first being 0, or None.
    """

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line

    def description(self, above: int = 0) -> str:
        """What is wrong, with ``above`` lines above those that were counted."""
        place = "" if self.line is None else f" (line {above + self.line + 1})"
        return f"the header {self._summary()}{place}: {self.reason}"

    def _summary(self) -> str:
        return "cannot be read"


class FrontMatterSyntaxError(FrontMatterError):
    """A header that is not as it should be, of which some lines may be readable.

    Args:
        reason: as above.
        line: as above.
        form: the format that a parser says it is not in, or "".
    """

    def __init__(self, reason: str, line: int | None = None, *, form: str = "") -> None:
        super().__init__(reason, line)
        self.form = form

    def _summary(self) -> str:
        return f"is not valid {self.form}" if self.form else super()._summary()


TOO_DEEP = "lists and names in it are nested too deeply"


def add_value(fields: FieldValues, name: str, text: str, *, is_in_list: bool) -> None:
    """Add the text of a field."""
    if "\0" in text:
        text = text.replace("\0", "�")
    if not is_in_list:
        fields[name] = text
    elif isinstance(texts := fields.get(name), list):
        texts.append(text)
    else:
        fields[name] = [text]


def quote(written: str) -> str:
    """What is written, in quotation marks: one line without controls, and not too much of it."""
    return _quoted(written, _MAX_QUOTED)


def quote_parser(words: str) -> str:
    """What a parser says, quoted as ``quoted`` does, and otherwise as it is.

    Each version of a parser has other words: nothing is concluded from them.
    """
    return _quoted(words, _MAX_PARSER_WORDS)


def _quoted(written: str, most: int) -> str:
    line = " ".join(_CONTROL.sub(" ", written).split())
    return f"“{line[:most]}…”" if len(line) > most else f"“{line}”"


def duplicate_warning(name: str) -> tuple[str, str]:
    """The warning for a name that stands twice."""
    return f"{quote(name)} stands twice in the header", "the last one counts"


def promote_tables(fields: FieldValues) -> FieldValues:
    """The fields, those of ``taxonomies``, ``extra`` and ``params`` also by their own names."""
    for name in list(fields):
        outer, _, inner = name.partition(".")
        if inner and outer in _PROMOTED_TABLES:
            fields.setdefault(inner, fields[name])
    return fields
