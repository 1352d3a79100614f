"""The header of an article: YAML, TOML or JSON; bounded, strings only, never fatal."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kbviewer.library.frontmatter.fields import (
    FieldValues,
    FrontMatterError,
    FrontMatterSyntaxError,
    promote_tables,
)
from kbviewer.library.frontmatter.lenient import parse_leniently
from kbviewer.library.frontmatter.simple_yaml import parse_simple_yaml
from kbviewer.library.frontmatter.toml_json import TOML, parse_json
from kbviewer.library.frontmatter.yaml import YAML

MAX_FRONT_MATTER_LENGTH = 65_536
"""Characters of a header that are read."""

_SHOWN_AS_TEXT = "it is shown as text"
_READ_LENIENTLY = "its plain lines are read"
_CLOSING_FENCES = {"---": ("\n---", "\n..."), "+++": ("\n+++",)}
_BLANK_LINES = re.compile(r"(?:[ \t]*+\n){1,100}+(?=---|\+\+\+|\{)")
_FIELD = re.compile(r"[ \t]*[\w\"'-]+[ \t]*[:=]")
_JSON = re.compile(r'\{\s*"[^"\n]*"\s*:')
_TYPICAL_NAMES = {"title", "date", "published", "topics", "tags", "categories", "source", "author"}
_KNOWN_NAMES = _TYPICAL_NAMES | {
    "aliases",
    "authors",
    "category",
    "created",
    "lang",
    "pubdate",
    "tag",
    "url",
}
_SYNTAXES = {"---": YAML, "+++": TOML}


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The fields of a header.

    Attributes:
        fields: names in lower case, each with its text, or its texts in order where a list stands.
        warnings: what is wrong with it, and what was done instead.
    """

    fields: FieldValues = field(default_factory=dict)
    warnings: tuple[tuple[str, str], ...] = ()

    def text(self, *names: str) -> str:
        """The first text of the first of ``names`` that has one, in one line, or ""."""
        for name in names:
            value = self.fields.get(name)
            if value and (lines := _single_lines(value)):
                return lines[0]
        return ""

    def texts(self, name: str) -> list[str]:
        """All texts of a field, each in one line, without empty ones."""
        return _single_lines(self.fields.get(name, ""))


def _single_lines(value: str | list[str]) -> list[str]:
    if isinstance(value, str):
        line = " ".join(value.split())
        return [line] if line else []
    return [line for text in value for line in _single_lines(text)]


def split_front_matter(text: str) -> tuple[FrontMatter, str]:
    """The header of an article's text, and the rest. Lines end in line feeds.

    A header that cannot be read is a warning, and its text stays in front of the rest.
    """
    start = 0
    if text[:1] in (" ", "\t", "\n") and (blank := _BLANK_LINES.match(text)):
        start = blank.end()
    fence = text[start : start + 3]
    if fence in _CLOSING_FENCES:
        return _split_fenced(text, start, fence)
    if fence[:1] == "{" and _JSON.match(text, start):
        return _split_json(text, start)
    return FrontMatter(), text


def _split_fenced(text: str, start: int, fence: str) -> tuple[FrontMatter, str]:
    first = text.find("\n", start)
    if first < 0 or text[start + 3 : first].strip(" \t"):
        return FrontMatter(), text  # a rule at the top of the text, no header
    end, after = _find_closing_fence(text, first, fence)
    if not 0 <= end <= first + MAX_FRONT_MATTER_LENGTH:
        if _FIELD.match(text, first + 1):
            reason = (
                f"the header has no closing line {fence}"
                if end < 0
                else f"the header is longer than {MAX_FRONT_MATTER_LENGTH:,} characters"
            )
            return FrontMatter(warnings=((reason, _SHOWN_AS_TEXT),)), text
        return FrontMatter(), text
    written = text[first + 1 : end + 1]
    if fence == "---" and (simple := parse_simple_yaml(written)) is not None:
        return FrontMatter(simple), text[after:]
    # With the lines above it, all line numbers are those of the file, a parser's own as well.
    written = "\n" * text.count("\n", 0, first + 1) + written
    try:
        header = _parse(written, fence)
    except FrontMatterError as error:
        return _unreadable_front_matter(error), text
    return header, text[after:]


def _parse(written: str, fence: str) -> FrontMatter:
    """The header between two fences.

    Raises:
        UnreadableHeaderError: nothing of it can be read.
    """
    form = _SYNTAXES[fence]
    try:
        fields, warnings = form.read(written)
    except FrontMatterSyntaxError as error:
        lines = parse_leniently(written, form)
        # What stands between two rules may be a text; TOML has fences of its own.
        if lines is None or (fence == "---" and not _KNOWN_NAMES & lines.fields.keys()):
            raise
        fields, warnings = lines.fields, lines.warnings
        if not (lines.is_complete and warnings):  # which say all that is wrong
            error.line = lines.first_bad_line if error.line is None else error.line
            warnings = [(error.description(), _READ_LENIENTLY), *warnings]
    return FrontMatter(promote_tables(fields), tuple(dict.fromkeys(warnings)))


def _find_closing_fence(text: str, first: int, fence: str) -> tuple[int, int]:
    """Where the line feed before the closing line stands, or -1, and where the rest begins."""
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
    if line.strip() or not _TYPICAL_NAMES & fields.keys():
        return FrontMatter(), text  # a text that begins with JSON
    return FrontMatter(promote_tables(fields), tuple(dict.fromkeys(warnings))), body


def _unreadable_front_matter(error: FrontMatterError, *, above: int = 0) -> FrontMatter:
    return FrontMatter(warnings=((error.description(above), _SHOWN_AS_TEXT),))
