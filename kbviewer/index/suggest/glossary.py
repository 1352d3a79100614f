"""Terms in Chinese and English: the shipped list, and the user's own.

``resources/glossary.txt`` and ``aliases.md`` in the user's data folder have a pair on each line::

    拼多多 = Pinduoduo, PDD
    - 商家, 商户 = merchant

On both sides several names are separated by commas. In the user's file other lines are left out,
so it may have headings and notes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from kbviewer import paths
from kbviewer.errors import GlossaryError, reason_of
from kbviewer.i18n import tr
from kbviewer.index.suggest.pinyin import initials
from kbviewer.library.encoding import decode
from kbviewer.library.file_id import display_path
from kbviewer.text.fold import fold
from kbviewer.text.stemmer import stem
from kbviewer.text.tokenizer import UnitKind, units

USER_FILE = "aliases.md"
"""The name of the user's list in the data folder."""

_COMMA = re.compile("[,，、]")
_LIST_ITEM = re.compile(r"^\s*[-*+]\s+")
_MAX_SIZE = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Translation:
    """A term in the other language.

    Attributes:
        text: the term.
        origin: where the pair comes from, for the middle of a sentence, in the user's language.
    """

    text: str
    origin: str


def user_translations(term: str) -> Iterator[Translation]:
    """The names of a term in the other language on the user's own list.

    Raises:
        GlossaryError: the list cannot be read.
    """
    for text in _user_pairs(paths.data_folder() / USER_FILE).get(term_key(term), ()):
        yield Translation(text, USER_FILE)


def shipped_translations(term: str) -> Iterator[Translation]:
    """The names of a term in the other language on the shipped list."""
    for text in _shipped_pairs().get(term_key(term), ()):
        yield Translation(text, tr("the glossary"))


def initials_of(letters: str) -> list[str]:
    """The Chinese terms of the shipped list whose syllables begin with these letters."""
    return _by_initials().get(letters, [])


def term_key(term: str) -> str:
    """What is equal for two forms of one term: folded, its words without inflections."""
    found = units(fold(term))
    return " ".join(stem(one.text) if one.kind is UnitKind.WORD else one.text for one in found)


@cache
def _shipped_names() -> tuple[tuple[list[str], list[str]], ...]:
    """The Chinese and the English names of each line of the shipped list."""
    return tuple(_pairs((paths.resources() / "glossary.txt").read_text(encoding="utf-8")))


@cache
def _shipped_pairs() -> dict[str, list[str]]:
    return _by_term(_shipped_names())


def _user_pairs(path: Path) -> dict[str, list[str]]:
    try:
        status = path.stat()
        if status.st_size > _MAX_SIZE:
            message = tr("{file} is larger than 4 MB; make it smaller.")
            raise GlossaryError(message.format(file=display_path(path)))
        return _read_user_pairs(path, status.st_mtime_ns, status.st_size)
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise GlossaryError(
            tr("{file} cannot be read: {reason}. Its terms are not used.").format(
                file=display_path(path), reason=reason_of(error)
            )
        ) from error


@lru_cache(maxsize=1)
def _read_user_pairs(path: Path, _changed_ns: int, _size: int) -> dict[str, list[str]]:
    """The pairs of the user's list, read again when it was changed."""
    return _by_term(_pairs(decode(path.read_bytes())[0]))


def _pairs(text: str) -> Iterator[tuple[list[str], list[str]]]:
    for line in text.splitlines():
        chinese, sign, other = _LIST_ITEM.sub("", line).partition("=")
        if sign and not line.startswith("#"):
            yield _names(chinese), _names(other)


def _names(side: str) -> list[str]:
    return [name for name in map(str.strip, _COMMA.split(side)) if name]


def _by_term(pairs: Iterable[tuple[list[str], list[str]]]) -> dict[str, list[str]]:
    """The other names of each term, by its key."""
    found: dict[str, list[str]] = {}
    for left, right in pairs:
        for names, others in ((left, right), (right, left)):
            for name in names:
                known = found.setdefault(term_key(name), [])
                known += (other for other in others if other not in known)
    return found


@cache
def _by_initials() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name in (name for chinese, _ in _shipped_names() for name in chinese):
        for letters in initials(name):
            found.setdefault(letters, []).append(name)
    return found
