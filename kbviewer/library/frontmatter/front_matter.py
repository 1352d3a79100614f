"""The front matter of an article: YAML, TOML or JSON; bounded, strings only, never fatal."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kbviewer.i18n import QT_TR_NOOP, Message
from kbviewer.library.frontmatter.fields import (
    FieldValues,
    FrontMatterError,
    FrontMatterSyntaxError,
    key_of,
    promote_tables,
)
from kbviewer.library.frontmatter.lenient import parse_leniently
from kbviewer.library.frontmatter.toml_json import TOML, parse_json
from kbviewer.library.frontmatter.yaml import YAML
from kbviewer.library.problems import Finding

MAX_FRONT_MATTER_LENGTH = 65_536
"""In characters; longer front matter is not read."""

_SHOWN_AS_TEXT = Message(QT_TR_NOOP("it is shown as text"))
_READ_LENIENTLY = Message(QT_TR_NOOP("its plain lines are read"))
_NOT_CLOSED = Message(QT_TR_NOOP("the header has no closing line {fence}"))
_TOO_LONG = Message(QT_TR_NOOP("the header is longer than {limit} characters"))
_CLOSING_FENCES = {"---": ("\n---", "\n..."), "+++": ("\n+++",)}
_EMPTY_LINES = re.compile(r"(?>(?:[ \t]*+\n){1,100})(?=---|\+\+\+|\{)")
_FIELD = re.compile(r"[ \t]*[\w\"'-]+[ \t]*[:=]")
_JSON = re.compile(r'\{\s*"[^"\n]*"\s*:')
_TYPICAL_NAMES = {"title", "date", "published", "topics", "tags", "categories", "source", "author"}
_KNOWN_NAMES = _TYPICAL_NAMES | {
    "aliases",
    "authors",
    "category",
    "created",
    "datepublished",
    "lang",
    "pubdate",
    "publishdate",
    "tag",
    "updated",
    "url",
}
_SYNTAXES = {"---": YAML, "+++": TOML}


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The front matter of an article.

    Attributes:
        fields: lower-case names, each with its string, or its strings in order for a list.
        warnings: what is wrong with it, and how that was handled.
    """

    fields: FieldValues = field(default_factory=dict)
    warnings: tuple[Finding, ...] = ()
    _by_key: FieldValues = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        for name, value in self.fields.items():
            key = key_of(name)
            if name == key or not self._by_key.get(key):  # the plain name counts before others
                self._by_key[key] = value or self._by_key.get(key, value)

    def value(self, key: str) -> str | list[str]:
        """The value of the field with a key (``key_of`` its name), or ""."""
        return self._by_key.get(key, "")

    def text(self, *keys: str) -> str:
        """The first text of the first of ``keys`` that has one, on one line, or ""."""
        for key in keys:
            value = self._by_key.get(key)
            if value and (lines := _single_lines(value)):
                return lines[0]
        return ""

    def texts(self, key: str) -> list[str]:
        """All texts of a field, each on one line, without empty ones."""
        return _single_lines(self.value(key))


def _single_lines(value: str | list[str]) -> list[str]:
    if isinstance(value, str):
        line = " ".join(value.split())
        return [line] if line else []
    return [line for text in value for line in _single_lines(text)]


def split_front_matter(text: str) -> tuple[FrontMatter, str]:
    """The front matter of an article's text, and the rest. Lines end in line feeds.

    Front matter that cannot be parsed is a warning, and stays in the text.
    """
    start = 0
    if text[:1] in (" ", "\t", "\n") and (empty := _EMPTY_LINES.match(text)):
        start = empty.end()
    fence = text[start : start + 3]
    if fence in _CLOSING_FENCES:
        return _split_fenced(text, start, fence)
    if fence[:1] == "{" and _JSON.match(text, start):
        return _split_json(text, start)
    return FrontMatter(), text


def _split_fenced(text: str, start: int, fence: str) -> tuple[FrontMatter, str]:
    first = text.find("\n", start)
    if first < 0 or text[start + 3 : first].strip(" \t"):
        return FrontMatter(), text  # a thematic break at the top of the text
    end, after = _find_closing_fence(text, first, fence)
    if not 0 <= end <= first + MAX_FRONT_MATTER_LENGTH:
        if _FIELD.match(text, first + 1):
            reason = (
                _NOT_CLOSED.format(fence=fence)
                if end < 0
                else _TOO_LONG.format(limit=f"{MAX_FRONT_MATTER_LENGTH:,}")
            )
            return FrontMatter(warnings=((reason, _SHOWN_AS_TEXT),)), text
        return FrontMatter(), text
    source = text[first + 1 : end + 1]
    # With the lines above it, all line numbers, also those of a parser, are those of the file.
    source = "\n" * text.count("\n", 0, first + 1) + source
    try:
        header = _parse(source, fence)
    except FrontMatterError as error:
        return _unreadable_front_matter(error), text
    return header, text[after:]


def _parse(source: str, fence: str) -> FrontMatter:
    """The front matter between two fences.

    Raises:
        FrontMatterError: nothing of it can be read.
    """
    syntax = _SYNTAXES[fence]
    try:
        fields, warnings = syntax.read(source)
    except FrontMatterSyntaxError as error:
        lines = parse_leniently(source, syntax)
        # Between two thematic breaks there may be text; TOML has fences of its own.
        if lines is None or (fence == "---" and _KNOWN_NAMES.isdisjoint(map(key_of, lines.fields))):
            raise
        fields, warnings = lines.fields, lines.warnings
        if not (lines.is_complete and warnings):  # then the warnings name all that is wrong
            error.line = lines.first_bad_line if error.line is None else error.line
            warnings = [(error.description(), _READ_LENIENTLY), *warnings]
    return FrontMatter(promote_tables(fields), tuple(dict.fromkeys(warnings)))


def _find_closing_fence(text: str, first: int, fence: str) -> tuple[int, int]:
    """The positions of the line feed before the closing line, or -1, and of the rest."""
    found: list[tuple[int, int]] = []
    for closer in _CLOSING_FENCES[fence]:
        last = min(found)[0] if found else len(text)
        end = text.find(closer, first, last)
        while end >= 0:
            after = text.find("\n", end + 1)
            after = len(text) if after < 0 else after
            if not text[end + 4 : after].strip(" \t"):
                found.append((end, after + 1))
                break
            end = text.find(closer, after, last)
    return min(found, default=(-1, -1))


def _split_json(text: str, start: int) -> tuple[FrontMatter, str]:
    try:
        fields, warnings, end = parse_json(text[start : start + MAX_FRONT_MATTER_LENGTH])
    except FrontMatterError as error:
        return _unreadable_front_matter(error, above=text.count("\n", 0, start)), text
    rest = text[start + end :]
    line, _, body = rest.partition("\n")
    if line.strip() or _TYPICAL_NAMES.isdisjoint(map(key_of, fields)):
        return FrontMatter(), text  # text that begins with JSON
    return FrontMatter(promote_tables(fields), tuple(dict.fromkeys(warnings))), body


def _unreadable_front_matter(error: FrontMatterError, *, above: int = 0) -> FrontMatter:
    return FrontMatter(warnings=((error.description(above), _SHOWN_AS_TEXT),))
