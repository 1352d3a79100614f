"""The names of authors: several in one header's text, and the parts of one.

A name is taken apart only where its parts are certain. An organisation, a name in Chinese
characters and one in pinyin (whose order nobody can tell: Wei Zhang, Zhang Wei) stay as written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kbviewer.index.suggest.pinyin import syllables_of
from kbviewer.text.display import single_line
from kbviewer.text.tokenizer import count_run_characters

_SEPARATOR = re.compile(r"\s*[;；、|]\s*")
_COMMA = re.compile(r"\s*[,，]\s*")
_AND = re.compile(r"(?:,\s*|\s)(?:and|&)\s", re.IGNORECASE)
_ROLE = re.compile(r"(?:(?:本报)?记者|作者|撰文|文|by)\s*[:：/／]\s*|by\s+", re.IGNORECASE)
_PARTICLES = frozenset(
    ("af", "al", "bin", "da", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "el",
     "ibn", "la", "le", "ten", "ter", "van", "von", "zu", "zur")
)  # fmt: skip
_SUFFIX = re.compile(r"(?:Jr|Sr)\.?|I{2,3}|IV", re.IGNORECASE)
_PERSONAL_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’.-])*")
_ORGANISATION = frozenset(
    ("academy", "administration", "agency", "ai", "alliance", "association", "authority", "bank",
     "board", "bureau", "capital", "center", "centre", "chamber", "co", "college", "commission",
     "committee", "company", "consulting", "corp", "corporation", "council", "daily", "data",
     "department", "desk", "digital", "editorial", "editors", "federation", "foundation", "fund",
     "global", "government", "group", "holdings", "inc", "information", "institute",
     "international", "journal", "lab", "labs", "limited", "llc", "ltd", "magazine", "media",
     "ministry", "monitor", "nations", "network", "news", "newsroom", "office", "online",
     "organisation", "organization", "partners", "post", "press", "professional", "report",
     "reporter", "reporters", "research", "review", "school", "service", "services", "society",
     "staff", "street", "studio", "system", "systems", "team", "tech", "technologies",
     "technology", "times", "tribune", "trust", "tv", "union", "united", "university", "weekly",
     "world", "writer", "writers")
)  # fmt: skip
"""Words that no person's name has; a name with one of them is that of an organisation."""
_MAX_WORDS = 5
_MAX_LENGTH = 20_000
"""Of a text with authors, in characters; a longer one is not parted."""


@dataclass(frozen=True, slots=True)
class Name:
    """The name of an author.

    Attributes:
        family: the family name, with its particles (``van Gogh``); else the whole name.
        given: the given names, "" where the whole name is in ``family``.
        suffix: ``Jr.``, ``III`` or "".
    """

    family: str
    given: str = ""
    suffix: str = ""

    @property
    def is_literal(self) -> bool:
        """Whether the name is to be printed as it is."""
        return not self.given

    @property
    def inverted(self) -> str:
        """``King, Martin Luther, Jr.``; a literal name as it is."""
        return ", ".join(filter(None, (self.family, self.given, self.suffix)))


def split_names(text: str) -> tuple[Name, ...]:
    """The authors in the text of a header, in order, without duplicates."""
    text = single_line(text)
    if len(text) > _MAX_LENGTH:
        return (Name(text),)
    names: list[Name] = []
    for part in _SEPARATOR.split(text):
        names += map(parse_name, _split_commas(_ROLE.sub("", part, count=1).strip()))
    return tuple(dict.fromkeys(name for name in names if name.family))


def parse_name(text: str) -> Name:
    """One name: its parts where they are certain, else the whole."""
    if (inverted := _inverted(text)) is not None:
        return inverted
    words = text.split()
    suffix = ""
    if len(words) > 2 and _SUFFIX.fullmatch(words[-1]):
        suffix = words.pop()
    if not _is_person(words) or _is_pinyin(words):
        return Name(text)
    start = len(words) - 1
    while start > 1 and words[start - 1].lower() in _PARTICLES:
        start -= 1
    return Name(" ".join(words[start:]), " ".join(words[:start]), suffix)


def _split_commas(text: str) -> list[str]:
    """The names between commas or "and"; a name such as ``Smith, John`` is one."""
    if not text:
        return []
    if _AND.search(text):
        sides = [side.strip(" ,") for side in _AND.split(text)]
        split = [name for side in sides for name in _split_at_commas(side)]
        if all(_is_one_person(name) for name in split):
            return split
        return [text]
    return _split_at_commas(text)


def _split_at_commas(text: str) -> list[str]:
    parts = [part for part in _COMMA.split(text) if part]
    if len(parts) < 2 or _inverted(text) is not None:
        return [text]
    if all(count_run_characters(part) for part in parts):
        return parts
    if all(_is_person(part.split()) for part in parts):
        return parts
    return [text]


def _is_one_person(text: str) -> bool:
    return _inverted(text) is not None or _is_person(text.split())


def _inverted(text: str) -> Name | None:
    """The name in ``Smith, John`` or ``King, Martin Luther, Jr.``; None for other text."""
    family, *rest = _COMMA.split(text)
    if not 1 <= len(rest) <= 2 or not family or not rest[0] or count_run_characters(text):
        return None
    suffix = rest[1] if len(rest) == 2 else ""
    words, given = family.split(), rest[0].split()
    is_family = len(words) == 1 or words[0].lower() in _PARTICLES
    if not is_family or (suffix and not _SUFFIX.fullmatch(suffix)):
        return None
    if _SUFFIX.fullmatch(rest[0]) or not _are_personal([*words, *given]):
        return None
    return Name(family, rest[0], suffix)


def _is_person(words: list[str]) -> bool:
    """Whether words are certainly a person's given and family names, in this order."""
    return 2 <= len(words) <= _MAX_WORDS and _are_personal(words)


def _are_personal(words: list[str]) -> bool:
    return all(
        _PERSONAL_WORD.fullmatch(word)
        and not count_run_characters(word)
        and word.strip(".").lower() not in _ORGANISATION
        and (word[0].isupper() or word.lower() in _PARTICLES)
        and (len(word) < 4 or not word.isupper())
        for word in words
    )


def _is_pinyin(words: list[str]) -> bool:
    return all(syllables_of(word.lower().replace("-", "").replace("'", "")) for word in words)
