"""How a quotation is written: a text with placeholders for the words and their source.

``“{words}”——{source，}{date，}《{title}》{，address}``: what stands in the braces beside a name is
written with it, and left out where the article lacks it. ``{{`` and ``}}`` are braces.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kbviewer.errors import PatternError
from kbviewer.i18n import CHINESE, ENGLISH, tr

NAMES = ("words", "source", "date", "title", "address")
"""What can be put into a quotation."""
CHINESE_PATTERN = "“{words}”——{source，}{date，}《{title}》{，address}"
ENGLISH_PATTERN = "“{words}” — {source, }{date, }“{title}”{, address}"
DEFAULT_PATTERNS = {CHINESE: CHINESE_PATTERN, ENGLISH: ENGLISH_PATTERN}
"""How quotations are written, by the language of the article."""

_PART = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]|[^{}]+")
_NAME = re.compile(rf"(?<![A-Za-z])(?:{'|'.join(NAMES)})(?![A-Za-z])")
_MARKS = {
    "“": "”",
    "‘": "’",
    "「": "」",
    "『": "』",
    "《": "》",
    "〈": "〉",
    "«": "»",
    '"': '"',
    "'": "'",
}


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A place for one of ``NAMES``.

    Attributes:
        name: which one.
        before: written before it, if the article has it.
        after: written after it.
        marks: the quotation or title marks right around it, or two times "".
    """

    name: str
    before: str = ""
    after: str = ""
    marks: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class QuotePattern:
    """A pattern that was read: texts and placeholders in turn."""

    parts: tuple[str | Placeholder, ...]

    @classmethod
    def parse(cls, text: str) -> QuotePattern:
        """Read a pattern.

        Raises:
            PatternError: it cannot be read, or has no place for the words.
        """
        parts: list[str | Placeholder] = []
        for match in _PART.finditer(" ".join(text.split())):
            if match[1] is not None:
                parts.append(_placeholder(match[1]))
            elif match[0] == "{":
                raise PatternError(tr("A brace is opened and not closed."))
            elif match[0] == "}":
                raise PatternError(tr("A brace is closed that was not opened."))
            else:
                written = match[0][0] if match[0] in {"{{", "}}"} else match[0]
                if parts and isinstance(before := parts[-1], str):
                    parts[-1] = before + written
                else:
                    parts.append(written)
        names = [part.name for part in parts if isinstance(part, Placeholder)]
        if "words" not in names:
            raise PatternError(
                tr("There is no place for the quoted words: write {words} where they go.")
            )
        if twice := next((name for name in names if names.count(name) > 1), ""):
            raise PatternError(tr("{name} is there twice.").format(name=f"{{{twice}}}"))
        return cls(tuple(_with_marks(parts)))


def _placeholder(inside: str) -> Placeholder:
    """What stands in braces."""
    found = list(_NAME.finditer(inside))
    if len(found) == 1:
        return Placeholder(found[0][0], inside[: found[0].start()], inside[found[0].end() :])
    known = " ".join(f"{{{name}}}" for name in NAMES)
    message = (
        tr("{given} names more than one thing: write each in braces of its own.")
        if found
        else tr("{given} is not known. There are {known}.")
    )
    raise PatternError(message.format(given=f"{{{inside}}}", known=known))


def _with_marks(parts: list[str | Placeholder]) -> list[str | Placeholder]:
    """The same parts, with marks that stand around a placeholder given to it."""
    given = list(parts)
    for index, part in enumerate(parts):
        if isinstance(part, str):
            continue
        left = given[index - 1] if index else ""
        right = parts[index + 1] if index + 1 < len(parts) else ""
        before = part.before or (left if isinstance(left, str) else "")
        after = part.after or (right if isinstance(right, str) else "")
        marks = before[-1:], after[:1]
        if _MARKS.get(marks[0]) != marks[1]:
            continue
        if part.before:
            before_rest = part.before[:-1]
        else:
            before_rest, given[index - 1] = "", before[:-1]
        if part.after:
            after_rest = part.after[1:]
        else:
            after_rest, given[index + 1] = "", after[1:]
        given[index] = Placeholder(part.name, before_rest, after_rest, marks)
    return [part for part in given if part != ""]
