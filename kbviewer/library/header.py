"""The header of an article: YAML, TOML or JSON; bounded, strings only, never fatal."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kbviewer.library.fields import Fields, MalformedHeaderError, UnreadableHeaderError, opened
from kbviewer.library.lines_header import read_lines
from kbviewer.library.other_headers import TOML, read_json
from kbviewer.library.simple_header import read_simple
from kbviewer.library.yaml_header import YAML

LARGEST = 65_536
"""Characters of a header that are read."""

_AS_TEXT = "it is shown as text"
_BY_LINES = "its plain lines are read"
_CLOSERS = {"---": ("\n---", "\n..."), "+++": ("\n+++",)}
_BLANK_LINES = re.compile(r"(?:[ \t]*+\n){1,100}+(?=---|\+\+\+|\{)")
_FIELD = re.compile(r"[ \t]*[\w\"'-]+[ \t]*[:=]")
_JSON = re.compile(r'\{\s*"[^"\n]*"\s*:')
_TELLING = {"title", "date", "published", "topics", "tags", "categories", "source", "author"}
_NAMES = _TELLING | {"aliases", "authors", "category", "created", "lang", "pubdate", "tag", "url"}
_FORMS = {"---": YAML, "+++": TOML}


@dataclass(frozen=True, slots=True)
class Header:
    """The fields of a header.

    Attributes:
        fields: names in lower case, each with its text, or its texts in order where a list stands.
        warnings: what is wrong with it, and what was done instead.
    """

    fields: Fields = field(default_factory=dict)
    warnings: tuple[tuple[str, str], ...] = ()

    def text(self, *names: str) -> str:
        """The first text of the first of ``names`` that has one, in one line, or ""."""
        for name in names:
            value = self.fields.get(name)
            if value and (lines := _lines(value)):
                return lines[0]
        return ""

    def texts(self, name: str) -> list[str]:
        """All texts of a field, each in one line, without empty ones."""
        return _lines(self.fields.get(name, ""))


def _lines(value: str | list[str]) -> list[str]:
    if isinstance(value, str):
        line = " ".join(value.split())
        return [line] if line else []
    return [line for text in value for line in _lines(text)]


def split_header(text: str) -> tuple[Header, str]:
    """The header of an article's text, and the rest. Lines end in line feeds.

    A header that cannot be read is a warning, and its text stays in front of the rest.
    """
    start = 0
    if text[:1] in (" ", "\t", "\n") and (blank := _BLANK_LINES.match(text)):
        start = blank.end()
    fence = text[start : start + 3]
    if fence in _CLOSERS:
        return _fenced(text, start, fence)
    if fence[:1] == "{" and _JSON.match(text, start):
        return _json(text, start)
    return Header(), text


def _fenced(text: str, start: int, fence: str) -> tuple[Header, str]:
    first = text.find("\n", start)
    if first < 0 or text[start + 3 : first].strip(" \t"):
        return Header(), text  # a rule at the top of the text, no header
    end, after = _closing(text, first, fence)
    if not 0 <= end <= first + LARGEST:
        if _FIELD.match(text, first + 1):
            reason = (
                f"the header has no closing line {fence}"
                if end < 0
                else f"the header is longer than {LARGEST:,} characters"
            )
            return Header(warnings=((reason, _AS_TEXT),)), text
        return Header(), text
    written = text[first + 1 : end + 1]
    if fence == "---" and (simple := read_simple(written)) is not None:
        return Header(simple), text[after:]
    # With the lines above it, all line numbers are those of the file, a parser's own as well.
    written = "\n" * text.count("\n", 0, first + 1) + written
    try:
        header = _read(written, fence)
    except UnreadableHeaderError as error:
        return _as_text(error), text
    return header, text[after:]


def _read(written: str, fence: str) -> Header:
    """The header between two fences.

    Raises:
        UnreadableHeaderError: nothing of it can be read.
    """
    form = _FORMS[fence]
    try:
        fields, warnings = form.read(written)
    except MalformedHeaderError as error:
        lines = read_lines(written, form)
        # What stands between two rules may be a text; TOML has fences of its own.
        if lines is None or (fence == "---" and not _NAMES & lines.fields.keys()):
            raise
        fields, warnings = lines.fields, lines.warnings
        if not (lines.is_whole and warnings):  # which say all that is wrong
            error.line = lines.wrong if error.line is None else error.line
            warnings = [(error.what(), _BY_LINES), *warnings]
    return Header(opened(fields), tuple(dict.fromkeys(warnings)))


def _closing(text: str, first: int, fence: str) -> tuple[int, int]:
    """Where the line feed before the closing line stands, or -1, and where the rest begins."""
    found: list[tuple[int, int]] = []
    for closer in _CLOSERS[fence]:
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


def _json(text: str, start: int) -> tuple[Header, str]:
    try:
        fields, warnings, end = read_json(text[start : start + LARGEST])
    except UnreadableHeaderError as error:
        return _as_text(error, above=text.count("\n", 0, start)), text
    rest = text[start + end :]
    line, _, body = rest.partition("\n")
    if line.strip() or not _TELLING & fields.keys():
        return Header(), text  # a text that begins with JSON
    return Header(opened(fields), tuple(dict.fromkeys(warnings))), body


def _as_text(error: UnreadableHeaderError, *, above: int = 0) -> Header:
    return Header(warnings=((error.what(above), _AS_TEXT),))
